"""A face embedded for one visit is what it shows, whatever was embedded before."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from handouts.library import Library
from handouts.pdf import clusterfont, fonts
from handouts.pdf.fonts import EmbeddedFont
from handouts.pdf.truetype import TrueType
from handouts.text.runs import Cluster, Glyph

TAMIL = Library.find().fonts / "noto-sans-tamil/NotoSansTamil-Regular.ttf"
LETTERS = [Cluster(text=chr(0xB85 + n), glyphs=(Glyph(n),), advance=600) for n in range(5, 12)]
STACKED = [
    Cluster(text="கொ", glyphs=(Glyph(n), Glyph(n + 1, 700, 20)), advance=1500) for n in range(5, 9)
]


def embedded(source: TrueType, clusters: Sequence[Cluster], *, rtl: bool = False) -> list[bytes]:
    font = EmbeddedFont(source)
    font.show(clusters, rtl=rtl)
    return font.written(1)


@pytest.mark.parametrize("rtl", [False, True])
def test_a_font_is_the_same_whatever_its_face_has_shown_before(rtl: bool) -> None:
    name = [*LETTERS[:3], *STACKED, *LETTERS[:2]]
    alone = embedded(TrueType(TAMIL), name, rtl=rtl)
    source = TrueType(TAMIL)
    for others in (LETTERS, STACKED[::-1], [*STACKED, *LETTERS]):
        embedded(source, others, rtl=rtl)
        embedded(source, others, rtl=not rtl)

    assert embedded(source, name, rtl=rtl) == alone


@pytest.mark.parametrize("rtl", [False, True])
def test_a_font_is_the_same_when_next_to_nothing_is_kept(
    rtl: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = [*LETTERS, *STACKED, *LETTERS, *STACKED]
    expected = embedded(TrueType(TAMIL), name, rtl=rtl)
    for module in (fonts, clusterfont):
        monkeypatch.setattr(module, "_MOST_KEPT", 2)
    source = TrueType(TAMIL)

    assert embedded(source, name, rtl=rtl) == expected
    assert all(len(known) <= 2 for known in EmbeddedFont(source)._face.known.values())


def test_a_cluster_of_several_glyphs_keeps_the_width_it_is_first_met_with() -> None:
    kerned = Cluster(text="கொ", glyphs=STACKED[0].glyphs, advance=1400)
    font = EmbeddedFont(TrueType(TAMIL))

    first, then = font.show([STACKED[0], kerned], rtl=False)

    assert then == first
    assert first.width == 1500
    assert len(font.codes) == 1


def test_two_texts_of_one_picture_have_two_codes() -> None:
    latin, greek = (Cluster(text=text, glyphs=(Glyph(7),), advance=600) for text in "AΑ")
    font = EmbeddedFont(TrueType(TAMIL))

    first, other, again = font.show([latin, greek, latin], rtl=False)

    assert first.codes != other.codes
    assert first == again


def test_what_cannot_be_read_back_is_refused_each_time() -> None:
    nameless = Cluster(text="", glyphs=(Glyph(7),), advance=600)
    font = EmbeddedFont(TrueType(TAMIL))

    for _ in range(2):
        with pytest.raises(ValueError, match="stand for no text"):
            font.show([nameless], rtl=False)
    assert not font.codes
