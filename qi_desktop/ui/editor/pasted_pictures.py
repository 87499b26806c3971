"""The pictures inside pasted HTML: those that lie in the text itself, or that Word and WPS have put beside it for this very paste.

Owns which are taken. Nothing is ever fetched from a network, and no file is read but one of the computer's own folder for passing files, where office
programs leave the pictures of what was copied: a web page must not be able to bring any other file into the report.
"""

from __future__ import annotations

import base64
import binascii
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QUrl

LARGEST = 64 * 2**20  # bytes
_DATA = re.compile(r"data:image/[\w.+-]+(?P<base64>;base64)?,(?P<data>.*)", re.IGNORECASE | re.DOTALL)
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})


def data_of(source: str) -> bytes:
    """The bytes of a picture by the address that the HTML gives it; none for one that is not taken."""
    inline = _DATA.fullmatch(source.strip())
    if inline:
        try:
            raw = unquote_to_bytes(inline["data"])
            return base64.b64decode(raw) if inline["base64"] else raw
        except binascii.Error:
            return b""
    file = _passing_file(source)
    if file is None:
        return b""
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST else b""
    except OSError:
        return b""


def _passing_file(source: str) -> Path | None:
    url = QUrl(source.strip().replace("\\", "/"))
    if not url.isLocalFile() or url.host():
        return None
    try:
        file, folder = Path(url.toLocalFile()).resolve(), Path(tempfile.gettempdir()).resolve()
        return file if file.is_relative_to(folder) and file.suffix.lower() in SUFFIXES and file.is_file() else None
    except (OSError, ValueError):
        return None
