"""Why something happens: claims beside a disc as full as their proof."""

from __future__ import annotations

from handouts.document import ReasonGroup, Reasons
from handouts.layout import marks
from handouts.layout.compositor import strong
from handouts.layout.flow import Piece
from handouts.layout.painter import Painter
from handouts.layout.parts.setting import HAIR, Setting, hairline
from handouts.style import Role

_DISC = 24.0
_LABEL_X = 36.0
_CLAIMS_X = 176.0
_PADDING = 4.0
_BETWEEN = 2.0


def reasons(block: Reasons, setting: Setting) -> list[Piece]:
    """One row for each strength of proof, between hairlines."""
    parent = setting.tree.add("L", setting.parent)
    return [
        _group(group, setting, parent, first=index == 0) for index, group in enumerate(block.groups)
    ]


def _group(group: ReasonGroup, setting: Setting, parent: int, *, first: bool) -> Piece:
    sheet = setting.sheet
    stacked = sheet.stacked
    claims_x = _LABEL_X if stacked else _CLAIMS_X
    label_measure = (setting.live if stacked else _CLAIMS_X - 12) - _LABEL_X
    measure = setting.live - claims_x
    label = setting.set(strong(group.label), Role.BODY, label_measure, balance=True)
    claims = [setting.set(claim, Role.BODY, measure) for claim in group.claims]

    item = setting.tree.add("LI", parent)
    label_element = setting.words("Lbl", item, group.label)
    body = setting.tree.add("LBody", item)
    elements = [setting.words("P", body, claim) for claim in group.claims]

    claims_height = sum(c.height for c in claims) + _BETWEEN * (len(claims) - 1)
    label_height = max(label.height, _DISC)
    content = label_height + claims_height if stacked else max(label_height, claims_height)
    height = content + 2 * _PADDING + HAIR + sheet.ink_top + sheet.ink_bottom

    def paint(painter: Painter, y: float) -> None:
        if first:
            hairline(painter, y)
        top = y + _PADDING + sheet.ink_top
        first_line = sheet.style(Role.BODY).leading
        disc_y = top + max(0.0, (first_line - _DISC) / 2) - (2 if first_line < _DISC else 0)
        marks.proof_disc(painter, group.proof, x=0, y=disc_y, size=_DISC)
        painter.text(label, x=_LABEL_X, y=top, width=label_measure, owner=label_element)
        claim_y = top + (label_height if stacked else 0)
        for claim, element in zip(claims, elements, strict=True):
            painter.text(claim, x=claims_x, y=claim_y, width=measure, owner=element)
            claim_y += claim.height + _BETWEEN
        hairline(painter, y + height)

    return Piece(height=height, paint=paint)
