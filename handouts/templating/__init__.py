"""The `templating` room."""
