"""The look as numbers: type, colors and distances of one clinic, language, edition and paper.

A stylesheet is all that layout knows of a clinic and a language's habits. The type scale is
one table per kind of script, because a line of Nastaliq needs twice the height of a line of
Latin; nothing is tuned for a single language. Every leading is a multiple of the vertical
unit of 4 points, save that of the emergency signs.
"""

from __future__ import annotations

import math
from dataclasses import replace
from enum import StrEnum
from typing import Literal, TypeAlias

from handouts.color import Color
from handouts.geometry import A4, LETTER, Size
from handouts.values import dataclass

Paper: TypeAlias = Literal["letter", "a4"]

# Every leading is a multiple of it; around the ink of a line set by its ink there is this much.
_UNIT = 4.0
_CLEAR_OF_INK = 1.0

PAPER_SIZES: dict[Paper, Size] = {"letter": LETTER, "a4": A4}

INK = Color.parse("#1A1A1A")
LABEL = Color.parse("#444444")
FORM_LINE = Color.parse("#767676")
HAIRLINE = Color.parse("#8C8C8C")
DO = Color.parse("#17613A")
DO_NOT = Color.parse("#A3161A")
URGENT = DO_NOT


class Edition(StrEnum):
    """How a handout is set."""

    STANDARD = "standard"
    LARGE_PRINT = "large-print"
    BILINGUAL = "bilingual"


class Role(StrEnum):
    """What a piece of text is for; each role has one text style."""

    BODY = "body"
    LABEL = "label"
    CHIP = "chip"
    EMERGENCY = "emergency"
    HEADING = "heading"
    MESSAGE = "message"
    TITLE = "title"
    CLINIC = "clinic"
    CLINIC_RUNNING = "clinic-running"
    PHONE = "phone"
    PHONE_RUNNING = "phone-running"
    RECORD = "record"
    MARGIN = "margin"


class ScriptKind(StrEnum):
    """Scripts that are set alike."""

    LATIN = "latin"
    CJK = "cjk"
    INDIC = "indic"
    ARABIC = "arabic"
    NASTALIQ = "nastaliq"
    ETHIOPIC = "ethiopic"


_SCRIPT_KINDS = {
    "zh": ScriptKind.CJK,
    "ko": ScriptKind.CJK,
    "ta": ScriptKind.INDIC,
    "hi": ScriptKind.INDIC,
    "pa": ScriptKind.INDIC,
    "gu": ScriptKind.INDIC,
    "bn": ScriptKind.INDIC,
    "ar": ScriptKind.ARABIC,
    "fa": ScriptKind.ARABIC,
    "ur": ScriptKind.NASTALIQ,
    "ti": ScriptKind.ETHIOPIC,
}

# For a language that is not among them, by the main script of its font.
_KINDS_OF_SCRIPT = {
    "Hani": ScriptKind.CJK,
    "Hang": ScriptKind.CJK,
    "Deva": ScriptKind.INDIC,
    "Guru": ScriptKind.INDIC,
    "Gujr": ScriptKind.INDIC,
    "Beng": ScriptKind.INDIC,
    "Taml": ScriptKind.INDIC,
    "Arab": ScriptKind.ARABIC,
    "Ethi": ScriptKind.ETHIOPIC,
}


def script_kind(language: str, script: str = "Latn") -> ScriptKind:
    """How text in this BCP 47 language is set; Latin, Greek and Cyrillic alike.

    Args:
        language: BCP 47 tag.
        script: ISO 15924 code, for a language that is not in the table.
    """
    known = _SCRIPT_KINDS.get(language.split("-")[0])
    return known or _KINDS_OF_SCRIPT.get(script, ScriptKind.LATIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How text of one role is set.

    Attributes:
        size: Of the type, in points.
        leading: From baseline to baseline, in points; a line's whole height, whatever fonts
            stand in it.
        baseline: From the top of a line to its baseline, in points.
        leadings: The least and the most leading of a line set by its ink.
        bold: Bold throughout.
        color: Of the ink.
    """

    size: float
    leading: float
    baseline: float
    leadings: tuple[float, float]
    bold: bool
    color: Color

    @property
    def middle(self) -> float:
        """From the top of a line to the middle of its capitals and digits, in points."""
        return self.baseline - _MIDDLE[ScriptKind.LATIN] * self.size

    def snug(self, above: float, below: float) -> TextStyle:
        """The style for lines whose ink reaches no further from the baseline than this.

        Words that stand by themselves need no room for letters they do not have: a Latin name
        or a date keeps the leading of Latin on a sheet of Nastaliq.
        """
        least, most = self.leadings
        needed = _UNIT * math.ceil((above + below + 2 * _CLEAR_OF_INK) / _UNIT)
        leading = min(most, max(least, needed))
        if leading == self.leading:
            return self
        middle = leading / 2 + _MIDDLE[ScriptKind.LATIN] * self.size
        baseline = max(min(middle, leading - below - _CLEAR_OF_INK), above + _CLEAR_OF_INK)
        return replace(self, leading=leading, baseline=baseline)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylesheet:
    """All that layout needs to know of a clinic's look and a language's habits.

    Attributes:
        page: Size of the paper.
        margin_side: White at either side.
        margin_top: White above the header.
        margin_bottom: White below the footer.
        accent: The clinic's color, dark enough to read.
        text: The text style of each role.
        mark: Diameter of the mark in front of an advice row.
        chip_width: The narrowest and the widest an advice chip may be.
        stacked: Chips stand above their text, and tiers one below the other.
        ink_top: Room above the first line of a row for tall letters, in points.
        ink_bottom: Room below the last line of a row.
    """

    page: Size
    margin_side: float
    margin_top: float
    margin_bottom: float
    accent: Color
    text: dict[Role, TextStyle]
    mark: float
    chip_width: tuple[float, float]
    stacked: bool
    ink_top: float
    ink_bottom: float

    @property
    def live_width(self) -> float:
        """Width between the side margins."""
        return self.page.width - 2 * self.margin_side

    def style(self, role: Role) -> TextStyle:
        """The text style of a role."""
        return self.text[role]


# Size and leading per kind of script and role, after the look's type scale. The order of the
# roles is that of `_ROLES`.
_ROLES = (
    Role.BODY,
    Role.EMERGENCY,
    Role.HEADING,
    Role.MESSAGE,
    Role.TITLE,
    Role.RECORD,
)
_Scale: TypeAlias = tuple[tuple[float, float], ...]
_STANDARD: dict[ScriptKind, _Scale] = {
    ScriptKind.LATIN: ((12, 16), (14, 18), (16, 20), (16, 24), (28, 32), (10, 12)),
    ScriptKind.CJK: ((12, 20), (14, 20), (16, 24), (16, 24), (28, 36), (10, 12)),
    ScriptKind.INDIC: ((12, 20), (14, 22), (16, 24), (16, 24), (24, 40), (10, 16)),
    ScriptKind.ARABIC: ((13, 20), (15, 24), (17, 28), (17, 28), (27, 44), (11, 16)),
    ScriptKind.NASTALIQ: ((13, 32), (14, 36), (17, 44), (17, 44), (26, 64), (11, 28)),
    ScriptKind.ETHIOPIC: ((12, 20), (14, 20), (16, 24), (16, 24), (26, 36), (10, 12)),
}
_LARGE: dict[ScriptKind, _Scale] = {
    ScriptKind.LATIN: ((18, 24), (20, 28), (22, 28), (20, 32), (34, 44), (12, 16)),
    ScriptKind.CJK: ((18, 28), (20, 28), (22, 32), (20, 32), (34, 44), (12, 16)),
    ScriptKind.INDIC: ((18, 28), (20, 32), (22, 36), (20, 36), (32, 52), (12, 20)),
    ScriptKind.ARABIC: ((19, 32), (21, 36), (23, 40), (21, 40), (34, 56), (12, 20)),
    ScriptKind.NASTALIQ: ((19, 48), (20, 52), (23, 60), (21, 60), (32, 80), (12, 32)),
    ScriptKind.ETHIOPIC: ((18, 28), (20, 32), (22, 32), (20, 32), (32, 44), (12, 16)),
}

# Two languages face to face have about half the width each: only these two roles give way.
_BILINGUAL: dict[ScriptKind, tuple[tuple[float, float], tuple[float, float]]] = {
    ScriptKind.LATIN: ((14, 20), (20, 28)),
    ScriptKind.CJK: ((14, 20), (20, 28)),
    ScriptKind.INDIC: ((14, 24), (20, 32)),
    ScriptKind.ARABIC: ((15, 24), (21, 36)),
    ScriptKind.NASTALIQ: ((15, 40), (21, 52)),
    ScriptKind.ETHIOPIC: ((14, 20), (20, 28)),
}

# How far the middle of a script's ink lies above the baseline, in ems; it puts words in the
# middle of their line. Latin: half the cap height of Noto Sans, 0.714. Nastaliq: its ink runs
# from -0.44 to 1.96.
_MIDDLE = {
    ScriptKind.LATIN: 0.357,
    ScriptKind.CJK: 0.38,
    ScriptKind.INDIC: 0.32,
    ScriptKind.ARABIC: 0.24,
    ScriptKind.NASTALIQ: 0.72,
    ScriptKind.ETHIOPIC: 0.357,
}


def stylesheet(
    *,
    accent: Color,
    paper: Paper,
    language: str,
    script: str = "Latn",
    edition: Edition = Edition.STANDARD,
) -> Stylesheet:
    """The look of a handout.

    Args:
        accent: The clinic's color, already dark enough to read on white.
        paper: The clinic's paper.
        language: BCP 47 tag; it decides the type scale.
        script: ISO 15924 code; it decides for a language that has no scale of its own.
        edition: Standard, large print or bilingual.

    Returns:
        The numbers layout works with.
    """
    kind = script_kind(language, script)
    large = edition is Edition.LARGE_PRINT
    scale = dict(zip(_ROLES, (_LARGE if large else _STANDARD)[kind], strict=True))
    latin = dict(zip(_ROLES, (_LARGE if large else _STANDARD)[ScriptKind.LATIN], strict=True))

    if edition is Edition.BILINGUAL:
        scale[Role.MESSAGE], scale[Role.TITLE] = _BILINGUAL[kind]

    def made(
        size: tuple[float, float],
        *,
        bold: bool = False,
        color: Color = INK,
        least: float = 0,
        most: float = 0,
    ) -> TextStyle:
        """A style; of one that is Latin as a rule, the most leading another script may need."""
        middle = _MIDDLE[ScriptKind.LATIN if most else kind]
        return TextStyle(
            size=size[0],
            leading=size[1],
            baseline=size[1] / 2 + middle * size[0],
            leadings=(least or size[1], most or size[1]),
            bold=bold,
            color=color,
        )

    body, heading = scale[Role.BODY], scale[Role.HEADING]
    least = latin[Role.BODY][1]
    return Stylesheet(
        page=PAPER_SIZES[paper],
        margin_side=48,
        margin_top=44,
        margin_bottom=40,
        accent=accent,
        text={
            Role.BODY: made(body, least=least),
            Role.LABEL: made(body, color=LABEL, least=least),
            Role.CHIP: made(body, bold=True, least=least),
            Role.EMERGENCY: made(scale[Role.EMERGENCY]),
            Role.HEADING: made(scale[Role.HEADING], bold=True),
            Role.MESSAGE: made(scale[Role.MESSAGE], bold=True, color=accent),
            Role.TITLE: made(scale[Role.TITLE], bold=True),
            # A clinic's name is Latin more often than not; its line is not stretched by a script.
            Role.CLINIC: made(
                (20, 24) if large else latin[Role.HEADING],
                bold=True,
                color=accent,
                most=max(24, heading[1]),
            ),
            Role.CLINIC_RUNNING: made(
                (18, 20) if large else (12, 16), bold=True, color=accent, most=body[1]
            ),
            Role.PHONE: made((28, 32) if large else (20, 24), bold=True, most=32),
            Role.PHONE_RUNNING: made((20, 24) if large else (16, 20), bold=True, most=24),
            Role.RECORD: made(scale[Role.RECORD], color=LABEL, least=latin[Role.RECORD][1]),
            Role.MARGIN: made(
                _STANDARD[kind][0], bold=True, color=LABEL, least=_STANDARD[ScriptKind.LATIN][0][1]
            ),
        },
        mark=44 if large else 32,
        chip_width=(128, 178),
        stacked=large,
        ink_top=3 if kind is ScriptKind.NASTALIQ else 0,
        ink_bottom=2 if kind is ScriptKind.NASTALIQ else 0,
    )


def with_room_for(other: Stylesheet, own: Stylesheet) -> Stylesheet:
    """A look whose lines have room for words of another language among its own."""
    return replace(
        own,
        text={
            role: _led(style, max(style.leading, other.text[role].leading))
            for role, style in own.text.items()
        },
        ink_top=max(own.ink_top, other.ink_top),
        ink_bottom=max(own.ink_bottom, other.ink_bottom),
    )


def _led(style: TextStyle, leading: float) -> TextStyle:
    baseline = style.baseline + (leading - style.leading) / 2
    least, most = style.leadings
    return replace(style, leading=leading, baseline=baseline, leadings=(least, max(leading, most)))
