import contextlib
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import EpsImagePlugin, Image, ImageCms

from handouts.clinic import LogoError, load_logo
from handouts.clinic.mistakes import BadValueError
from handouts.clinic.raster import read_raster
from handouts.document import RasterPicture
from handouts.errors import ExitCode


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., RasterPicture]:
    """Load a Pillow picture, or bytes, as a logo."""

    def save_it(
        picture: Image.Image | bytes,
        kind: str = "PNG",
        name: str = "logo.png",
        **how: Any,
    ) -> RasterPicture:
        file = tmp_path / name
        if isinstance(picture, bytes):
            file.write_bytes(picture)
        else:
            picture.save(file, kind, **how)
        loaded = load_logo(file)
        assert isinstance(loaded, RasterPicture)
        return loaded

    return save_it


@pytest.fixture
def refusal(save: Callable[..., RasterPicture]) -> Callable[..., LogoError]:
    def refuse(picture: bytes, name: str = "logo.png", **how: Any) -> LogoError:
        with pytest.raises(LogoError) as refused:
            save(picture, name=name, **how)
        return refused.value

    return refuse


def first_pixel(picture: RasterPicture) -> tuple[int, ...]:
    return tuple(picture.rgb[:3])


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int, height: int, rows: bytes, *, before: bytes = b"", bits: int = 8, color: int = 2
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + before
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


# What a logo can be


def test_pixels_come_top_row_first(save: Callable[..., RasterPicture]) -> None:
    picture = Image.new("RGB", (2, 2))
    picture.putdata([(1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12)])

    logo = save(picture)

    assert (logo.width, logo.height, logo.rgb) == (2, 2, bytes(range(1, 13)))


@pytest.mark.parametrize(
    ("mode", "color", "expected"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 100, (100, 100, 100)),
        ("LA", (0, 0), (255, 255, 255)),
        ("RGBA", (200, 0, 0, 255), (200, 0, 0)),
        ("RGBA", (200, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (0, 0, 0, 51), (204, 204, 204)),
        ("I;16", 0x6464, (100, 100, 100)),
    ],
)
def test_every_kind_of_png_becomes_rgb_on_white(
    save: Callable[..., RasterPicture],
    mode: str,
    color: int | tuple[int, ...],
    expected: tuple[int, ...],
) -> None:
    assert first_pixel(save(Image.new(mode, (3, 3), color))) == expected


def test_a_palette_with_a_clear_color_is_laid_on_white(save: Callable[..., RasterPicture]) -> None:
    picture = Image.new("P", (2, 1))
    picture.putpalette([10, 20, 30, 40, 50, 60])
    picture.putdata([0, 1])

    logo = save(picture, transparency=0)

    assert logo.rgb == bytes([255, 255, 255, 40, 50, 60])


def test_a_clear_color_without_an_alpha_channel_is_laid_on_white(
    save: Callable[..., RasterPicture],
) -> None:
    assert first_pixel(save(Image.new("RGB", (1, 1), (9, 9, 9)), transparency=(9, 9, 9))) == (
        255,
        255,
        255,
    )


def test_a_cmyk_jpeg_becomes_rgb(save: Callable[..., RasterPicture]) -> None:
    red, green, blue = first_pixel(save(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))

    assert red > 240
    assert green < 15
    assert blue < 15


def test_a_color_profile_is_followed(save: Callable[..., RasterPicture]) -> None:
    logo = save(Image.new("RGB", (1, 1), (128, 128, 128)), icc_profile=linear_light())

    # Half the light is 188 in sRGB (IEC 61966-2-1).
    assert first_pixel(logo) == pytest.approx((188, 188, 188), abs=1)


def linear_light() -> bytes:
    """A profile with sRGB's primaries but no gamma, the least that ICC.1:2001-04 allows."""

    def xyz(*numbers: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(n * 65536) for n in numbers))

    curve = b"curv" + bytes(8) + bytes(4)  # no entries: the straight line
    tags = {
        b"wtpt": xyz(0.9642, 1, 0.8249),
        b"rXYZ": xyz(0.4361, 0.2225, 0.0139),
        b"gXYZ": xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": xyz(0.1431, 0.0606, 0.7139),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    at = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += name + struct.pack(">II", at + len(data), len(value))
        data += value
    header = bytearray(128)
    header[:4] = struct.pack(">I", at + len(data))
    header[8:24] = struct.pack(">I", 0x02400000) + b"mntrRGB XYZ "
    header[36:40] = b"acsp"
    header[68:80] = struct.pack(">3i", 63190, 65536, 54061)
    return bytes(header) + table + data


def test_a_profile_of_the_wrong_kind_is_passed_over(save: Callable[..., RasterPicture]) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    logo = save(Image.new("RGB", (1, 1), (128, 128, 128)), icc_profile=lab)

    assert first_pixel(logo) == (128, 128, 128)


def test_a_profile_leaves_transparency_alone(save: Callable[..., RasterPicture]) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert first_pixel(save(Image.new("RGBA", (1, 1), (9, 9, 9, 0)), icc_profile=srgb)) == (
        255,
        255,
        255,
    )


def test_a_photo_taken_sideways_is_turned_upright(save: Callable[..., RasterPicture]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the scene is at the right of the picture

    logo = save(Image.new("RGB", (40, 20), "white"), "JPEG", exif=exif)

    assert (logo.width, logo.height) == (20, 40)


def test_a_large_picture_is_made_small_and_keeps_its_shape(
    save: Callable[..., RasterPicture],
) -> None:
    logo = save(Image.new("RGB", (3000, 1000), (10, 20, 30)))

    assert (logo.width, logo.height) == (600, 200)
    assert first_pixel(logo) == (10, 20, 30)


def test_a_small_picture_is_not_made_larger(save: Callable[..., RasterPicture]) -> None:
    assert save(Image.new("RGB", (30, 10))).width == 30


def test_the_name_does_not_decide_what_a_file_is(save: Callable[..., RasterPicture]) -> None:
    assert save(Image.new("RGB", (1, 1)), "JPEG", name="logo.svg").width == 1


# What it cannot be


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"GIF89a" + b"\0" * 20, "a GIF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"II*\0" + b"\0" * 20, "a TIFF"),
        (b"BM" + b"\0" * 30, "a BMP"),
        (b"\0\0\0\x1cftypavif", "AVIF"),
        (b"\x1f\x8b\x08" + b"\0" * 20, "SVGZ"),
        (b"hello", "of an unknown kind"),
    ],
)
def test_another_kind_of_picture_is_named(
    refusal: Callable[..., LogoError], data: bytes, says: str
) -> None:
    error = refusal(data)

    assert says in error.message
    assert "SVG or PNG" in error.remedy
    assert error.exit_code is ExitCode.INPUT


@pytest.mark.parametrize("start", [b"%!PS-Adobe-3.0 EPSF-3.0\n", b"\xc5\xd0\xd3\xc6"])
def test_eps_is_refused(refusal: Callable[..., LogoError], start: bytes) -> None:
    assert "an EPS" in refusal(start + b"%%BoundingBox: 0 0 9 9\n", name="logo.png").message


def test_eps_that_got_as_far_as_pillow_starts_no_other_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *args: asked.append(args))
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"

    with pytest.raises(BadValueError):
        read_raster(eps)

    assert asked == []


@pytest.mark.parametrize("side", [4001, 13_000, 40_000])
def test_a_bomb_is_refused_before_it_is_unpacked(
    refusal: Callable[..., LogoError], monkeypatch: pytest.MonkeyPatch, side: int
) -> None:
    def unpack(*args: object) -> None:
        raise AssertionError("The picture was unpacked.")

    monkeypatch.setattr("PIL.Image.core.zip_decoder", unpack)
    data = png(side, 4000, b"\0" * (3 * side + 1))

    assert "16 million pixels" in refusal(data).message


def test_a_picture_of_sixteen_million_pixels_is_still_read(
    save: Callable[..., RasterPicture],
) -> None:
    assert save(Image.new("1", (4000, 4000), 1)).width == 600


def test_text_packed_a_thousand_times_over_is_not_unpacked(
    refusal: Callable[..., LogoError],
) -> None:
    note = chunk(b"zTXt", b"note\0\0" + zlib.compress(b"\0" * 200_000_000, 9))

    assert "damaged" in refusal(png(1, 1, b"\0\1\2\3", before=note)).message


def test_a_damaged_picture_is_refused_however_it_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "logo"
    for kind in ("PNG", "JPEG"):
        whole = io.BytesIO()
        Image.linear_gradient("L").save(whole, kind)
        for cut in range(10, len(whole.getvalue()) // 2, 37):
            file.write_bytes(whole.getvalue()[:cut])
            with pytest.raises(LogoError, match="damaged"):
                load_logo(file)
        for at in range(8, min(len(whole.getvalue()), 400)):
            data = bytearray(whole.getvalue())
            data[at] ^= 0x5A
            file.write_bytes(data)
            # Many a changed byte still leaves a picture; none may end in another error.
            with contextlib.suppress(LogoError):
                load_logo(file)


# Files that cannot be read


def test_a_missing_logo_is_named(tmp_path: Path) -> None:
    with pytest.raises(LogoError, match=r"logo\.png is not there"):
        load_logo(tmp_path / "logo.png")


def test_a_folder_is_no_logo(tmp_path: Path) -> None:
    with pytest.raises(LogoError, match="not a file"):
        load_logo(tmp_path)


def test_an_empty_logo_says_so(refusal: Callable[..., LogoError]) -> None:
    assert "is empty" in refusal(b"").message


def test_a_name_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LogoError):
        load_logo(tmp_path / "a\0b")
    with pytest.raises(LogoError):
        load_logo(tmp_path / ("x" * 5000))


def test_a_heavy_file_is_not_read(
    refusal: Callable[..., LogoError], monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy = b"\x89PNG" + b"\0" * (5 * 1024 * 1024)

    assert "5 MB" in refusal(heavy).message


def test_a_logo_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "logo.png").write_bytes(b"x")
    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(LogoError, match="may not be read"):
        load_logo(tmp_path / "logo.png")
