"""How tightly a handout is set: the steps tried to meet its number of sides.

The steps are the same in every language, and none makes type smaller (the look, section 6).
"""

from __future__ import annotations

from dataclasses import replace

from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """Distances that may give way, in points.

    Attributes:
        row: Above and below the words of a row.
        section: Above a section heading.
        heading: Below a heading.
        tier: Above and below the words in the frame of a tier.
        between: Between two tiers.
        white: The part of a side that may stay white so that rows stand together.
        two_line_chips: Chips take a second line rather than more width.
        tiers_stacked: Tiers stand one below the other even where two would fit side by side.
        tiers_cut: A tier may go on overleaf, though it is short.
    """

    row: float = 2
    section: float = 12
    heading: float = 4
    tier: float = 10
    between: float = 8
    white: float = 1 / 4
    two_line_chips: bool = False
    tiers_stacked: bool = False
    tiers_cut: bool = False

    @property
    def section_ease(self) -> float:
        """What was taken off above a heading; a side with room left over gives it back."""
        return ROOMY.section - self.section

    @property
    def between_ease(self) -> float:
        """What was taken off between two tiers."""
        return ROOMY.between - self.between


ROOMY = Density()
_TIGHT = Density(row=1, section=8, heading=2, tier=6, between=4)

STEPS = (
    ROOMY,
    _TIGHT,
    replace(_TIGHT, tiers_stacked=True),
    replace(_TIGHT, two_line_chips=True),
    replace(_TIGHT, two_line_chips=True, tiers_stacked=True),
    replace(_TIGHT, tiers_stacked=True, tiers_cut=True),
    replace(_TIGHT, white=1 / 8),
)
