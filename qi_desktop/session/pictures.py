"""What a stored file is, read from its bytes."""

from __future__ import annotations

import io
import warnings

UNKNOWN = "application/octet-stream"
_PDF = b"%PDF-"


def recognise(data: bytes) -> tuple[str, int, int]:
    """MIME type, width and height in pixels; (application/octet-stream, 0, 0) for anything that is no readable picture."""
    if data.startswith(_PDF):
        return "application/pdf", 0, 0
    from PIL import Image  # the window is painted before the first picture is looked into

    from qi_desktop.export.pictures import FORMATS

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata is no reason to refuse a picture
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                return Image.MIME.get(picture.format or "", UNKNOWN), picture.width, picture.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return UNKNOWN, 0, 0
