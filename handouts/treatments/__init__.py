"""The `treatments` room: what can be handed out, with spans, ranges, grades and sources."""
