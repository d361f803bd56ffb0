"""The `treatments` room."""
