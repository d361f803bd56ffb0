"""Why something happens: claims beside a disc as full as their proof."""

from __future__ import annotations

from dataclasses import replace

from handouts.document import Proof, ReasonGroup, Reasons
from handouts.layout import marks
from handouts.layout.compositor import SetText, strong
from handouts.layout.flow import Piece
from handouts.layout.pages import Artifact, Owner
from handouts.layout.painter import Painter
from handouts.layout.parts.setting import HAIR, Setting, cuts, hairline
from handouts.style import Role
from handouts.values import dataclass

_DISC = 24.0
_LABEL_X = 36.0
_CLAIMS_X = 176.0
_PADDING = 4.0
_BETWEEN = 2.0


def reasons(block: Reasons, setting: Setting) -> list[Piece]:
    """One row for each strength of proof, between hairlines.

    A row so tall that keeping it whole could leave much of a side white may be cut between
    claims; its disc and its label stand again.
    """
    parent = setting.tree.add("L", setting.parent)
    return [
        _group(group, setting, parent, first=index == 0).piece()
        for index, group in enumerate(block.groups)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Claims of one strength of proof.

    Attributes:
        proof: How strong.
        setting: Where and how.
        label: Says how strong.
        label_measure: Width the label has.
        label_owner: What it belongs to.
        claims: What is claimed, and the element of each.
        first: Whether a line stands above it.
    """

    proof: Proof
    setting: Setting
    label: SetText
    label_measure: float
    label_owner: Owner
    claims: tuple[tuple[SetText, int], ...]
    first: bool

    @property
    def label_height(self) -> float:
        """Of the label and its disc, in points."""
        return max(self.label.height, _DISC)

    @property
    def height(self) -> float:
        """Of all, lines included, in points."""
        sheet = self.setting.sheet
        claims = sum(claim.height for claim, _ in self.claims) + _BETWEEN * (len(self.claims) - 1)
        content = self.label_height + claims if sheet.stacked else max(self.label_height, claims)
        return content + 2 * _PADDING + HAIR + sheet.ink_top + sheet.ink_bottom

    def piece(self) -> Piece:
        """What stands on a side, whole or cut."""
        height, density = self.height, self.setting.density
        may_be_cut = height > density.white * self.setting.side
        return Piece(height=height, paint=self.paint, split=self.split if may_be_cut else None)

    def paint(self, painter: Painter, y: float) -> None:
        """Paint it with its top at y."""
        sheet = self.setting.sheet
        if self.first:
            hairline(painter, y)
        top = y + _PADDING + sheet.ink_top
        first_line = sheet.style(Role.BODY).leading
        disc_y = top + max(0.0, (first_line - _DISC) / 2) - (2 if first_line < _DISC else 0)
        marks.proof_disc(painter, self.proof, x=0, y=disc_y, size=_DISC)
        painter.text(
            self.label, x=_LABEL_X, y=top, width=self.label_measure, owner=self.label_owner
        )
        x = _claims_x(self.setting)
        claim_y = top + (self.label_height if sheet.stacked else 0)
        for claim, element in self.claims:
            painter.text(claim, x=x, y=claim_y, width=self.setting.live - x, owner=element)
            claim_y += claim.height + _BETWEEN
        hairline(painter, y + self.height)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Cut between two claims; what goes on overleaf is labeled again, for the eye only."""
        for count in cuts(len(self.claims)):
            begun = replace(self, claims=self.claims[:count])
            if begun.height <= room:
                rest = replace(
                    self,
                    claims=self.claims[count:],
                    label_owner=Artifact.PAGINATION,
                    first=True,
                )
                return begun.piece(), rest.piece()
        return None


def _claims_x(setting: Setting) -> float:
    return _LABEL_X if setting.sheet.stacked else _CLAIMS_X


def _group(group: ReasonGroup, setting: Setting, parent: int, *, first: bool) -> _Group:
    label_measure = (setting.live if setting.sheet.stacked else _CLAIMS_X - 12) - _LABEL_X
    measure = setting.live - _claims_x(setting)
    item = setting.tree.add("LI", parent)
    label_element = setting.words("Lbl", item, group.label)
    body = setting.tree.add("LBody", item)
    return _Group(
        proof=group.proof,
        setting=setting,
        label=setting.set(strong(group.label), Role.BODY, label_measure, balance=True),
        label_measure=label_measure,
        label_owner=label_element,
        claims=tuple(
            (setting.set(claim, Role.BODY, measure), setting.words("P", body, claim))
            for claim in group.claims
        ),
        first=first,
    )
