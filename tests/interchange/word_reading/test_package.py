"""The zip of a Word file: what is read, what is refused and what the user is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qi_desktop.core.errors import ContentError
from qi_desktop.interchange.word_reading import package, read_word
from tests.interchange.word_reading.files import NAMESPACES, heading, paragraph, texts, titles, word

OLD = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        read_word(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no Word file"),
        (b"%PDF-1.7", "no Word file"),
        (OLD + b"WordDocument", "old format"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"{\\rtf1 a}", "old format"),
        (b"<html><body>a</body></html>", "old format"),
        (b"PK\x03\x04 and no more", "no Word file"),
    ],
)
def test_what_is_no_word_file_is_refused_with_the_next_step(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(data)
    told = refusal(path)
    assert words in told
    assert "“报告.docx”" in told
    assert ".docx" in told or "without" in told


def test_a_zip_without_a_document_is_no_word_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as made:
        made.writestr("readme.txt", "x")
    assert "no Word file" in refusal(tmp_path / "a.docx")


def test_a_document_cut_short_is_called_damaged(tmp_path: Path) -> None:
    path = word(tmp_path, paragraph("一"), parts={"word/styles.xml.bak": "x"})
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as made, zipfile.ZipFile(path) as whole:
        for item in whole.infolist():
            data = whole.read(item)
            made.writestr(item.filename, data[: len(data) // 2] if item.filename == "word/document.xml" else data)
    assert "damaged" in refusal(tmp_path / "b.docx")


def test_a_file_that_would_unpack_to_too_much_is_refused_before_it_does(tmp_path: Path) -> None:
    path = word(tmp_path, paragraph("一"), parts={"word/media/a.png": b"\0" * (40 * 2**20)})
    assert "too large" in refusal(path)


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    path = word(tmp_path, paragraph("一"))
    with zipfile.ZipFile(path) as old:
        kept = {item.filename: old.read(item) for item in old.infolist()}
    kept["word/document.xml"] = (
        f'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {NAMESPACES}><w:body>{paragraph("&a;")}</w:body></w:document>'
    ).encode()
    with zipfile.ZipFile(path, "w") as made:
        for name, data in kept.items():
            made.writestr(name, data)
    assert "damaged" in refusal(path)


def test_elements_nested_beyond_all_measure_are_refused(tmp_path: Path) -> None:
    assert "damaged" in refusal(word(tmp_path, "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000))


def test_the_strict_form_is_read(tmp_path: Path) -> None:
    path = word(tmp_path, heading("总则") + paragraph("正文"))
    with zipfile.ZipFile(path) as old:
        kept = {item.filename: old.read(item) for item in old.infolist()}
    with zipfile.ZipFile(path, "w") as made:
        for name, data in kept.items():
            for strict, transitional in package._STRICT.items():
                data = data.replace(transitional, strict)
            made.writestr(name, data)
    found = read_word(path)
    assert titles(found) == [(1, "总则")]
    assert texts(found) == ["正文"]
