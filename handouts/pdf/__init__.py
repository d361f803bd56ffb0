"""The `pdf` room."""
