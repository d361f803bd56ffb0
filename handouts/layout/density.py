"""How tightly a handout is set: the steps tried to meet its number of sides.

The steps are the same in every language, and none makes type smaller (the look, section 6).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """Distances that may give way, in points.

    Attributes:
        row: Above and below the words of a row.
        section: Above a section heading.
        narrow_chips: Chips may be as narrow as the narrowest that does not wrap.
    """

    row: float = 2
    section: float = 12
    narrow_chips: bool = False


STEPS = (
    Density(),
    Density(row=1, section=8),
    Density(row=1, section=8, narrow_chips=True),
)
