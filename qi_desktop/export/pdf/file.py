"""The objects of a PDF file (ISO 32000-1 §7), written one after the other.

Owns numbers and offsets of objects and the form of strings. reportlab's document keeps every page until the end and cuts a font into pieces of 256
characters; here each object leaves memory when it is written, and what is written depends on nothing but the content.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

_HEADER = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
_LEVEL = 5


class PdfFile:
    """A PDF file in the making. Every number that was reserved must be written before `close`."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._offsets: list[int] = [0]
        self._at = 0
        self._digest = hashlib.sha256()
        self._write(_HEADER)

    def reserve(self) -> int:
        """The number of an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def put(self, number: int, body: str) -> None:
        """Write an object under its number."""
        self._begin(number)
        self._write(body.encode("latin-1") + b"\nendobj\n")

    def add(self, body: str) -> int:
        """Write an object; returns its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False) -> int:
        """Write a stream; `entries` are further entries of its dictionary, `packed` says that they name the data's own filter. Returns its number."""
        if not packed:
            data = zlib.compress(data, _LEVEL)
            entries += "/Filter/FlateDecode"
        number = self.reserve()
        self._begin(number)
        self._write(f"<</Length {len(data)}{entries}>>\nstream\n".encode("latin-1"))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")
        return number

    def close(self, root: int, information: int) -> None:
        """Write the table of offsets and the trailer."""
        identity = self._digest.hexdigest()[:32].upper()
        start = self._at
        entries = "".join(f"{offset:010d} 00000 n \n" for offset in self._offsets[1:])
        count = len(self._offsets)
        self._write(
            f"xref\n0 {count}\n0000000000 65535 f \n{entries}trailer\n<</Size {count}/Root {root} 0 R/Info {information} 0 R"
            f"/ID[<{identity}><{identity}>]>>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
        )

    def _begin(self, number: int) -> None:
        self._offsets[number] = self._at
        self._write(f"{number} 0 obj\n".encode("latin-1"))

    def _write(self, data: bytes) -> None:
        self._target.write(data)
        self._digest.update(data)
        self._at += len(data)


def text_string(text: str) -> str:
    """A string for people (§7.9.2.2): ASCII as it is, anything else as UTF-16 behind a byte order mark."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return "<FEFF" + text.encode("utf-16-be", "replace").hex().upper() + ">"
