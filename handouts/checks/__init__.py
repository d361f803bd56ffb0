"""The `checks` room."""
