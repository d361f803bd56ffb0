"""One module per command, named after it with an underscore: `list` and `new` are taken."""
