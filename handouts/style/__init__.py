"""The look as numbers: text styles, colors, distances, page geometry."""

from handouts.style.stylesheet import (
    DO,
    DO_NOT,
    FORM_LINE,
    HAIRLINE,
    INK,
    LABEL,
    PAPER_SIZES,
    URGENT,
    Edition,
    Paper,
    Role,
    ScriptKind,
    Stylesheet,
    TextStyle,
    script_kind,
    stylesheet,
)

__all__ = [
    "DO",
    "DO_NOT",
    "FORM_LINE",
    "HAIRLINE",
    "INK",
    "LABEL",
    "PAPER_SIZES",
    "URGENT",
    "Edition",
    "Paper",
    "Role",
    "ScriptKind",
    "Stylesheet",
    "TextStyle",
    "script_kind",
    "stylesheet",
]
