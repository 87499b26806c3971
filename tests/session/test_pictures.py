"""What a stored file is."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from qi_desktop.session.pictures import UNKNOWN, recognise

HEADS = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"BM", b"II*\x00", b"RIFF\x00\x00\x00\x00WEBP", b"%!PS-Adobe", b"\x00\x00\x01\x00", b""]


@pytest.mark.parametrize(
    ("form", "mime"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif"), ("BMP", "image/bmp"), ("TIFF", "image/tiff")]
)
def test_pictures_are_recognised_with_their_size(form: str, mime: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, form)
    assert recognise(file.getvalue()) == (mime, 40, 30)


def test_pdf_files_and_others_are_no_pictures() -> None:
    assert recognise(b"%PDF-1.7 rest") == ("application/pdf", 0, 0)
    for data in (b"", b"text", b"PK\x03\x04", b"<svg/>", postscript()):
        assert recognise(data) == (UNKNOWN, 0, 0)


def postscript() -> bytes:
    """A picture that is a program, which Pillow would have Ghostscript run."""
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "EPS")
    return file.getvalue()


@given(st.sampled_from(HEADS), st.binary(max_size=200))
def test_any_bytes_are_something(head: bytes, rest: bytes) -> None:
    mime, width, height = recognise(head + rest)
    assert mime
    assert width >= 0
    assert height >= 0


def test_a_picture_that_would_fill_the_memory_is_not_unfolded() -> None:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (200_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    data = head + zlib.crc32(head[12:]).to_bytes(4, "big") + b"\x00\x00\x00\x00IDAT" + zlib.crc32(b"IDAT").to_bytes(4, "big")
    assert recognise(data) == (UNKNOWN, 0, 0)
