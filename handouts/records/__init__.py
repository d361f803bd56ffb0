"""The `records` room."""
