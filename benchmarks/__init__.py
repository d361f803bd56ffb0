"""How fast handouts are made, beside other tools and beside the disk. See README.md."""
