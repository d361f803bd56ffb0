"""The `preview` room."""
