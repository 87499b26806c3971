"""Pictures made fit for a file: checked, upright, in a form that Word and PDF readers show.

Owns what becomes of a picture's bytes on their way out. A picture that cannot be shown is no failure of the export: the caller gets the reason
and puts the placeholder in its place.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from qi_desktop.core.messages import Message, message
from qi_desktop.core.records import dataclass
from qi_desktop.export.document import Picture

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
"""What is taken for a picture, in Pillow's words. It knows more, but for some of them starts other programs (EPS: Ghostscript)."""
_KEPT = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}
_MAXIMUM_SIDE = 4000  # pixels; more than any printer resolves on the width of a page
_SCREEN_DPI = 96.0
_ORIENTATION = 0x0112  # EXIF tag


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """A picture to be put into a file. `width` and `height` are its natural size in points; `remark` says what is not as in the original."""

    data: bytes
    extension: str
    content_type: str
    width: float
    height: float
    remark: Message | None = None


def prepare(picture: Picture) -> PreparedPicture | Message:
    """The picture as it can be shown, or the reason why it cannot. Raises nothing for broken data."""
    if not picture.data:
        return message("The picture is empty; choose the picture file again.")
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            return _prepare(picture.data)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        return message("The picture has too many pixels; save it smaller and choose it again.")
    except Exception:  # Pillow's decoders raise whatever the broken bytes lead to
        return message("The picture is broken or of an unknown kind; save it as PNG or JPEG and choose it again.")


def _prepare(data: bytes) -> PreparedPicture:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        width, height = image.size
        if not width or not height:
            raise ValueError("no pixels")
        turned = image.getexif().get(_ORIENTATION, 1)
        frames = getattr(image, "n_frames", 1)
        resolution = _resolution(image)
        remark = message("The picture is animated; its first image is shown.") if frames > 1 else None
        if image.format in _KEPT and turned == 1 and frames == 1 and image.mode != "CMYK" and max(width, height) <= _MAXIMUM_SIDE:
            extension, content_type = _KEPT[image.format]
            if image.format == "JPEG":
                image.draft(None, (max(1, width // 8), max(1, height // 8)))  # reads all bytes, but computes an eighth of the pixels
            image.load()
            return PreparedPicture(data, extension, content_type, width * resolution, height * resolution)
        upright = ImageOps.exif_transpose(image)
        opaque = upright.mode in ("CMYK", "RGB", "L", "YCbCr", "1")
        upright = upright.convert("RGB" if opaque else "RGBA")
        size = (upright.width * resolution, upright.height * resolution)
        upright.thumbnail((_MAXIMUM_SIDE, _MAXIMUM_SIDE))
        result = io.BytesIO()
        if opaque and image.format in ("JPEG", "MPO"):
            upright.save(result, "JPEG", quality=90)
            return PreparedPicture(result.getvalue(), *_KEPT["JPEG"], *size, remark)
        upright.save(result, "PNG")
        return PreparedPicture(result.getvalue(), *_KEPT["PNG"], *size, remark)


def _resolution(image: Image.Image) -> float:
    """Points per pixel, from the file if it says something sensible."""
    value = image.info.get("dpi", (_SCREEN_DPI,))
    try:
        dots = float(value[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dots = _SCREEN_DPI
    return 72.0 / (dots if 30 <= dots <= 2400 else _SCREEN_DPI)
