"""Pictures as a PDF file holds them (ISO 32000-1 §8.9.5).

Owns the form and the number of pixels. JPEG goes in as it is; anything else as packed pixels, transparency as a mask of its own.
"""

from __future__ import annotations

import io
import zlib

from PIL import Image as PillowImage

from qi_desktop.export.pdf.file import PdfFile
from qi_desktop.export.pictures import PreparedPicture

_RESOLUTION = 300  # dots per inch that paper shows
_JPEG_QUALITY = 88
_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}
_LEVEL = 6


def write_image(file: PdfFile, picture: PreparedPicture, width: float, height: float) -> int:
    """Write a picture that is shown `width` x `height` points; returns the number of the object."""
    with PillowImage.open(io.BytesIO(picture.data)) as image:
        most = (max(1, round(width / 72 * _RESOLUTION)), max(1, round(height / 72 * _RESOLUTION)))
        too_fine = image.width > most[0] * 1.2 and image.height > most[1] * 1.2
        if picture.extension == "jpg" and image.mode in _SPACES and not too_fine:
            return file.stream(picture.data, _entries(image.width, image.height, image.mode) + "/Filter/DCTDecode", packed=True)
        if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
            shown = image.convert("RGBA")
        else:
            shown = image.convert("L" if image.mode in ("1", "L", "I;16", "I", "F") else "RGB")
        if too_fine:
            shown = shown.resize(most, PillowImage.Resampling.LANCZOS)
        if picture.extension == "jpg":
            data = io.BytesIO()
            shown.save(data, "JPEG", quality=_JPEG_QUALITY)
            return file.stream(data.getvalue(), _entries(shown.width, shown.height, shown.mode) + "/Filter/DCTDecode", packed=True)
        mask = ""
        if shown.mode == "RGBA":
            alpha = shown.getchannel("A")
            shown = shown.convert("RGB")
            if alpha.getextrema() != (255, 255):
                mask = f"/SMask {_pixels(file, alpha, '')} 0 R"
        return _pixels(file, shown, mask)


def _pixels(file: PdfFile, image: PillowImage.Image, further: str) -> int:
    packed = zlib.compress(image.tobytes(), _LEVEL)
    return file.stream(packed, _entries(image.width, image.height, image.mode) + further + "/Filter/FlateDecode", packed=True)


def _entries(width: int, height: int, mode: str) -> str:
    return f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{_SPACES[mode]}/BitsPerComponent 8"
