"""How each kind of block looks: one module per part of the page, from blocks to pieces."""

from handouts.layout.parts.setting import Setting
from handouts.layout.parts.walk import pieces_of

__all__ = ["Setting", "pieces_of"]
