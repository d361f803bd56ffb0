"""Read a PNG or JPEG as plain sRGB pixels on white, no larger than print needs."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageCms, ImageOps

from handouts.clinic.mistakes import BadValueError
from handouts.document import RasterPicture

MAX_PIXELS = 16_000_000
# A logo is at most 38 pt high on the page; 600 pixels are sharp at many times that.
LONGEST_SIDE = 600


def read_raster(data: bytes) -> RasterPicture:
    """The picture in the bytes of a PNG or JPEG file, the right way up.

    Raises:
        BadValueError: It is damaged, or has more pixels than `MAX_PIXELS`.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns of many pixels and odd bytes; our own limit decides.
            warnings.simplefilter("ignore")
            # Only these two: for EPS, Pillow would start Ghostscript.
            image: Image.Image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            is_too_large = image.width * image.height > MAX_PIXELS
            if not is_too_large:
                image = _on_white(_srgb(ImageOps.exif_transpose(image)))
    except Image.DecompressionBombError:
        is_too_large = True
    except Exception:
        # A damaged file makes Pillow raise almost anything: OSError, SyntaxError, ValueError,
        # struct.error, zlib.error, KeyError. None of it would help the reader.
        raise BadValueError(
            "The file is damaged.",
            "Open it in a picture program, save it again as PNG, and use that.",
        ) from None
    if is_too_large:
        raise BadValueError(
            f"It has more than {MAX_PIXELS // 1_000_000} million pixels.",
            f"Save it smaller: {LONGEST_SIDE} pixels on the long side are enough.",
        )
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
    return RasterPicture(width=image.width, height=image.height, rgb=image.tobytes())


def _srgb(image: Image.Image) -> Image.Image:
    """The picture as 8-bit sRGB, RGBA if any of it can be seen through."""
    if image.mode.startswith("I"):
        # 16 bits of grey; converting alone would cut off the upper 8.
        return image.convert("I").point(lambda level: level * (1 / 257)).convert("L").convert("RGB")
    see_through = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    alpha = image.convert("RGBA").getchannel("A") if see_through else None
    profile = image.info.get("icc_profile")
    if image.mode not in ("RGB", "L", "CMYK"):
        image = image.convert("L" if image.mode in ("1", "LA", "La") else "RGB")
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
            )
            image = converted or image
        except (ImageCms.PyCMSError, OSError):
            # A profile of the wrong kind is ignored, as browsers do.
            pass
    image = image.convert("RGB")
    if alpha is not None:
        image.putalpha(alpha)
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, (255, 255, 255))
    paper.paste(image, mask=image.getchannel("A"))
    return paper
