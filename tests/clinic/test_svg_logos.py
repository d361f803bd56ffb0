import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.clinic import LogoError, load_logo
from handouts.color import Color
from handouts.document import FilledPath, VectorPicture
from handouts.geometry import Size

SQUARE = '<path d="M1 1h8v8h-8z"/>'


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No logo opens a connection or starts a program, whatever it holds."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("A logo reached out of its file.")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)


@pytest.fixture
def draw(tmp_path: Path) -> Callable[..., VectorPicture]:
    """Load an SVG from what is inside its svg element, or from a whole file."""

    def draw_it(
        inside: str = "",
        *,
        attributes: str = 'viewBox="0 0 10 10"',
        whole: bytes | str | None = None,
    ) -> VectorPicture:
        file = tmp_path / "logo.svg"
        namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        text = whole or f"<svg {namespaces} {attributes}>\n{inside}\n</svg>"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        picture = load_logo(file)
        assert isinstance(picture, VectorPicture)
        return picture

    return draw_it


@pytest.fixture
def refusal(draw: Callable[..., VectorPicture]) -> Callable[..., LogoError]:
    def refuse(inside: str = "", **how: str) -> LogoError:
        with pytest.raises(LogoError) as refused:
            draw(inside, **how)
        return refused.value

    return refuse


def box(filled: FilledPath) -> tuple[float, ...]:
    bounds = filled.path.bounds
    return tuple(round(n, 3) for n in (bounds.x, bounds.y, bounds.width, bounds.height))


def boxes(picture: VectorPicture) -> list[tuple[float, ...]]:
    return [box(filled) for filled in picture.paths]


# What a logo can hold


def test_the_view_box_is_the_picture(draw: Callable[..., VectorPicture]) -> None:
    picture = draw(SQUARE, attributes='viewBox="1 1 8 16" width="100mm" height="3em"')

    assert picture.size == Size(8, 16)
    assert boxes(picture) == [(0, 0, 8, 8)]


def test_without_a_view_box_width_and_height_count(draw: Callable[..., VectorPicture]) -> None:
    assert draw(SQUARE, attributes='width="20px" height="10"').size == Size(20, 10)


def test_a_drawing_that_may_be_stretched_is(draw: Callable[..., VectorPicture]) -> None:
    attributes = 'viewBox="0 0 10 10" width="20" height="10" preserveAspectRatio="none"'
    picture = draw(SQUARE, attributes=attributes)

    assert picture.size == Size(20, 10)
    assert boxes(picture) == [(2, 1, 16, 8)]


def test_a_drawing_that_keeps_its_shape_does(draw: Callable[..., VectorPicture]) -> None:
    attributes = 'viewBox="0 0 10 10" width="20" height="10" preserveAspectRatio="xMinYMid meet"'

    assert boxes(draw(SQUARE, attributes=attributes)) == [(1, 1, 8, 8)]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<rect x="1" y="2" width="3" height="4"/>', (1, 2, 3, 4)),
        ('<rect x="1" y="2" width="3px" height="4" rx="1"/>', (1, 2, 3, 4)),
        ('<rect x="1" y="2" width="3" height="4" rx="9" ry="1"/>', (1, 2, 3, 4)),
        ('<circle cx="5" cy="5" r="2"/>', (3, 3, 4, 4)),
        ('<ellipse cx="5" cy="5" rx="4" ry="1"/>', (1, 4, 8, 2)),
        ('<polygon points="1,1 5,1 5,3"/>', (1, 1, 4, 2)),
        ('<polyline points="1 1 5 1 5 3"/>', (1, 1, 4, 2)),
        ('<path d="M1 1H5V3z"/>', (1, 1, 4, 2)),
    ],
)
def test_every_shape_is_drawn(
    draw: Callable[..., VectorPicture], shape: str, expected: tuple[int, ...]
) -> None:
    assert boxes(draw(shape)) == [expected]


@pytest.mark.parametrize(
    ("transform", "expected"),
    [
        ("translate(2)", (3, 1, 1, 2)),
        ("translate(2 3)", (3, 4, 1, 2)),
        ("scale(2)", (2, 2, 2, 4)),
        ("scale(2,3)", (2, 3, 2, 6)),
        ("rotate(90 5 5)", (7, 1, 2, 1)),
        ("translate(10)rotate(90)", (7, 1, 2, 1)),
        ("translate(10 10)rotate(45)rotate(135)", (8, 7, 1, 2)),
        ("skewX(45)", (2, 1, 3, 2)),
        ("skewY(45)", (1, 2, 1, 3)),
        ("matrix(0 1 -1 0 10 0)", (7, 1, 2, 1)),
        (" translate(1), scale(2) ", (3, 2, 2, 4)),
    ],
)
def test_every_transform_is_done(
    draw: Callable[..., VectorPicture], transform: str, expected: tuple[int, ...]
) -> None:
    rect = '<rect x="1" y="1" width="1" height="2"'

    assert boxes(draw(f'{rect} transform="{transform}"/>')) == [expected]


def test_groups_move_what_is_in_them(draw: Callable[..., VectorPicture]) -> None:
    inside = f'<g transform="scale(.5)"><g transform="translate(4 2)">{SQUARE}</g></g>{SQUARE}'

    assert boxes(draw(inside)) == [(2.5, 1.5, 4, 4), (1, 1, 8, 8)]


@pytest.mark.parametrize(
    ("fill", "color"),
    [
        ("#5E2B5C", Color(0x5E, 0x2B, 0x5C)),
        ("#a0F", Color(0xAA, 0, 0xFF)),
        ("rgb(1, 2,3)", Color(1, 2, 3)),
        ("rgb(100% 0% 50%)", Color(255, 0, 128)),
        ("rebeccapurple", Color(102, 51, 153)),
        ("LightGoldenrodYellow", Color(250, 250, 210)),
        ("currentColor", None),
    ],
)
def test_every_way_to_write_a_color_is_read(
    draw: Callable[..., VectorPicture], fill: str, color: Color | None
) -> None:
    (path,) = draw(f'<path fill="{fill}" d="M1 1h8v8z"/>').paths

    assert path.color == color


def test_a_fill_is_black_until_somebody_says_otherwise(draw: Callable[..., VectorPicture]) -> None:
    inside = (
        f'{SQUARE}<g fill="red">{SQUARE}<path style="fill: lime; " fill="red" d="M1 1h1v1z"/></g>'
    )

    assert [p.color for p in draw(inside).paths] == [
        Color(0, 0, 0),
        Color(255, 0, 0),
        Color(0, 255, 0),
    ]


def test_the_rule_of_filling_is_kept(draw: Callable[..., VectorPicture]) -> None:
    inside = f'{SQUARE}<g fill-rule="evenodd">{SQUARE}<path fill-rule="nonzero" d="M1 1h8v8z"/></g>'

    assert [p.even_odd for p in draw(inside).paths] == [False, True, False]


def test_what_is_not_seen_is_left_out(draw: Callable[..., VectorPicture]) -> None:
    inside = (
        f'{SQUARE}<g fill="none">{SQUARE}</g><g display="none">{SQUARE}</g><defs>{SQUARE}</defs>'
        '<line x1="0" y1="0" x2="9" y2="9"/><path d=""/><path d="M1 1"/><circle r="0"/>'
        '<rect width="0" height="9"/><path d="M20 20h1v1z"/><polygon/>'
    )

    assert len(draw(inside).paths) == 1


def test_what_editors_note_down_is_passed_over(draw: Callable[..., VectorPicture]) -> None:
    inside = (
        '<title>Logo</title><metadata><rdf:RDF xmlns:rdf="urn:x"><rdf:image rdf:href="x"/>'
        "</rdf:RDF></metadata>"
        '<s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"><s:guide/>'
        "</s:namedview>"
        '<path xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="leaf" id="a" '
        'class="b" d="M1 1h8v8z" style="fill:#000;fill-opacity:1;stroke:none;stroke-width:.3;'
        '-inkscape-font-specification:Sans;paint-order:fill"/>'
    )

    assert len(draw(inside).paths) == 1


def test_a_curve_may_have_controls_outside_the_drawing(draw: Callable[..., VectorPicture]) -> None:
    assert draw('<path d="M1 9C1-2 9-2 9 9z"/>').paths


def test_a_file_may_begin_with_a_declaration_and_a_mark(draw: Callable[..., VectorPicture]) -> None:
    text = f'<?xml version="1.0" encoding="{{}}"?>\n<svg viewBox="0 0 9 9">{SQUARE}</svg>'

    for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1"):
        declared = encoding.removesuffix("-sig")
        assert draw(whole=text.format(declared).encode(encoding)).paths


# What it cannot hold


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<script>alert(1)</script>", "a script"),
        ("<style>@import url(http://127.0.0.1/x.css);</style>", "a style sheet"),
        ("<text>Maple Grove</text>", "text, which needs a font (text)"),
        ('<image xlink:href="http://127.0.0.1/x.png"/>', "another picture"),
        ('<image href="file:///etc/passwd"/>', "another picture"),
        ('<image href="../../x.png"/>', "another picture"),
        ('<use href="#a"/>', "a copy of another shape"),
        ('<g id="a"><use xlink:href="#a"/></g>', "a copy of another shape"),
        ("<foreignObject><p>hello</p></foreignObject>", "a piece of a web page"),
        ('<a href="javascript:alert(1)"/>', "a link"),
        ('<animate attributeName="d"/>', "an animation"),
        ("<linearGradient/>", "a gradient"),
        ("<defs><radialGradient/></defs>", "a gradient"),
        ("<symbol/>", "a symbol"),
        ("<clipPath/>", "a clipping path"),
        ("<mask/>", "a mask"),
        ("<filter/>", "a filter"),
        ("<svg/>", "a drawing inside the drawing"),
        ("<switch/>", "something that cannot be printed (switch)"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "a script"),
        ('<path d="M1 1h1v1z" fill="url(#g)"/>', "a gradient or pattern"),
        ('<path d="M1 1h1v1z" fill="url(http://127.0.0.1/)"/>', "a gradient or pattern"),
        ('<path d="M1 1h1v1z" style="fill:URL(#g)"/>', "a gradient or pattern"),
        ('<path d="M1 1h1v1z" style="fill:u\\72l(#g)"/>', "a gradient or pattern"),
        ('<path d="M1 1h1v1z" id="url(x)"/>', "a reference"),
        ('<g clip-path="url(#c)"/>', "a reference"),
        ('<path d="M1 1h1v1z" xlink:href="#a"/>', "refers to another place"),
        ('<path d="M1 1h1v1z" stroke="red"/>', "a stroked line"),
        ('<g style="stroke:#000"/>', "a stroked line"),
        ('<g opacity=".5"/>', "transparency"),
        ('<path d="M1 1h1v1z" style="fill-opacity:.5"/>', "transparency"),
        ('<path d="M1 1h1v1z" visibility="hidden"/>', "a hidden part"),
        ('<g style="mix-blend-mode:multiply"/>', "blending"),
        ('<g onload="alert(1)"/>', "a script"),
        ('<g transform-origin="center"/>', "transform-origin"),
        ('<path d="M1 1h1v1z" style="d:path()"/>', "cannot be printed"),
        ('<g fill="rgba(0,0,0,.5)"/>', "a fill we cannot read"),
        ('<g fill="rgb(.,1,1)"/>', "a fill we cannot read"),
        ('<g fill="mauvish"/>', "a fill we cannot read"),
        ('<g fill="#12345"/>', "a fill we cannot read"),
        ('<g transform="rotate(1 2)"/>', "a transform we cannot read"),
        ('<g transform="perspective(3)"/>', "a transform we cannot read"),
        ('<g transform="skewX(90)"/>', "out of sight"),
        ('<rect width="50%" height="1"/>', "numbers we cannot read"),
        ('<polygon points="1 2 3"/>', "half a point"),
        ('<path d="M1 1h5 broken"/>', "numbers we cannot read"),
        ('<path d="M1 1h15v5z"/>', "over the edge"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_line(
    refusal: Callable[..., LogoError], inside: str, says: str
) -> None:
    error = refusal(f"{SQUARE}\n{inside}")

    assert says in error.message
    assert "In line 3:" in error.message
    assert error.remedy


LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE svg [\n<!ENTITY a "ha">\n'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">\n'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + ']>\n<svg viewBox="0 0 9 9"><desc>&i;</desc></svg>'
)


@pytest.mark.parametrize(
    "whole",
    [
        LAUGHS,
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><desc>&x;</desc></svg>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "http://127.0.0.1/">]><svg><desc>&x;</desc></svg>',
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]><svg/>',
        '<!DOCTYPE svg SYSTEM "http://127.0.0.1/svg.dtd"><svg/>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd"><svg/>',
    ],
    ids=["laughs", "file", "http", "parameter", "system", "public"],
)
def test_a_document_type_is_refused_before_it_is_read(
    refusal: Callable[..., LogoError], whole: str
) -> None:
    assert "<!DOCTYPE" in refusal(whole=whole).message


def test_a_style_sheet_from_elsewhere_is_refused(refusal: Callable[..., LogoError]) -> None:
    whole = '<?xml-stylesheet href="http://127.0.0.1/x.css"?><svg viewBox="0 0 9 9"/>'

    assert "style sheet" in refusal(whole=whole).message


@pytest.mark.parametrize(
    ("whole", "says"),
    [
        ("<html><body/></html>", "not an SVG"),
        ('<svg xmlns="urn:other"/>', "not an SVG"),
        ("<svg", "not a whole SVG"),
        (f'<svg viewBox="0 0 9 9">{SQUARE}', "not a whole SVG"),
        ('<svg viewBox="0 0 9 9">&nbsp;</svg>', "not a whole SVG"),
        (f"<svg>{SQUARE}</svg>", "no viewBox"),
        (f'<svg viewBox="0 0 9">{SQUARE}</svg>', "four numbers"),
        (f'<svg viewBox="0 0 0 9">{SQUARE}</svg>', "viewBox is empty"),
        ('<svg viewBox="0 0 9 9"><title>x</title></svg>', "can be seen"),
        ('<?xml version="1.0" encoding="klingon"?><svg/>', "encoding"),
    ],
)
def test_what_is_no_drawing_says_so(
    refusal: Callable[..., LogoError], whole: str, says: str
) -> None:
    assert says in refusal(whole=whole).message


def test_a_drawing_has_limits(
    refusal: Callable[..., LogoError], draw: Callable[..., VectorPicture]
) -> None:
    assert draw("<g>" * 60 + SQUARE + "</g>" * 60).paths

    assert "64 deep" in refusal("<g>" * 3000 + "</g>" * 3000).message
    assert "5000 elements" in refusal("<g/>" * 5001).message
    assert "20000 pieces" in refusal(f'<path d="M1 1{"h1h-1" * 10_001}"/>').message
    assert "1024 kB" in refusal(f"<desc>{'x' * 1024 * 1024}</desc>").message
