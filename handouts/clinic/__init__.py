"""The `clinic` room."""
