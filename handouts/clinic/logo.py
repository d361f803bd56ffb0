"""Read a clinic's logo, trusting nothing about the file but its bytes.

PNG, JPEG and SVG are told apart by content, never by name. A picture of pixels comes out as
plain sRGB on white, no larger than print needs; a drawing as filled outlines. No other program
is started and nothing but the file is read.
"""

from __future__ import annotations

import re
from pathlib import Path

from handouts.clinic.mistakes import BadValueError
from handouts.document import Picture
from handouts.errors import InputError
from handouts.kept import Read, from_disk

MAX_BYTES = 5 * 1024 * 1024

# How files begin that people take for a logo, and what they are.
_OTHERS = (
    (b"GIF8", "a GIF"),
    (b"%PDF", "a PDF or Illustrator file"),
    (b"%!PS", "an EPS or PostScript file"),
    (b"\xc5\xd0\xd3\xc6", "an EPS file"),
    (b"8BPS", "a Photoshop file"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"BM", "a BMP"),
    (b"\0\0\1\0", "an icon file"),
    (b"\x1f\x8b", "a compressed file, perhaps SVGZ"),
    (b"PK\3\4", "an archive or Office file"),
)


class LogoError(InputError):
    """A file that cannot be a logo.

    Attributes:
        source: The file's name.
    """

    def __init__(self, message: str, *, remedy: str, source: str) -> None:
        super().__init__(message, remedy=remedy)
        self.source = source


def load_logo(path: Path, read_bytes: Read = from_disk) -> Picture:
    """Read a logo from a PNG, JPEG or SVG file.

    Raises:
        LogoError: The file cannot be read, is too large, or is not one of the three.
    """
    data = _read(path, read_bytes)
    try:
        return _picture(data)
    except BadValueError as error:
        raise LogoError(
            f"The logo {path.name} cannot be used. {error.message}",
            remedy=error.remedy,
            source=path.name,
        ) from None


def _picture(data: bytes) -> Picture:
    # Both readers are slow to import, and no clinic's logo needs the two.
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        from handouts.clinic.raster import read_raster

        return read_raster(data)
    if _is_xml(data):
        from handouts.clinic.svg import read_svg

        return read_svg(data)
    raise BadValueError(
        f"It is {_kind(data)}; a logo has to be PNG, JPEG or SVG.",
        "Ask your designer for it as SVG or PNG.",
    )


def _read(path: Path, read_bytes: Read) -> bytes:
    def refuse(problem: str, remedy: str) -> LogoError:
        return LogoError(f"The logo {path.name} {problem}.", remedy=remedy, source=path.name)

    try:
        if not path.exists():
            raise refuse(
                "is not there",
                "Put it beside clinic.toml, and check its name, upper and lower case too.",
            )
        if not path.is_file():
            raise refuse("is not a file", "Name a PNG, JPEG or SVG file.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refuse(
                f"has more than {MAX_BYTES // 1024 // 1024} MB",
                "Save it smaller: 600 pixels on the long side are enough.",
            )
        if not size:
            raise refuse("is empty", "Copy the file again.")
        return read_bytes(path)
    except PermissionError:
        raise refuse("may not be read by you", "Ask its owner for the right to read it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be a file's"
        raise refuse(f"cannot be read: {reason}", "Check the name and the disk.") from None


def _is_xml(data: bytes) -> bool:
    """Whether the first sign is <, in UTF-8 or, after a byte order mark, in UTF-16."""
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<\0|\xfe\xff\0<", data))


def _kind(data: bytes) -> str:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a WebP"
    if data[4:8] == b"ftyp":
        return "a HEIC, AVIF or video file"
    return next((what for start, what in _OTHERS if data.startswith(start)), "of an unknown kind")
