"""The `style` room."""
