"""Exports of a session: the review edition's marks, its record, and that nothing else leaves one."""

from __future__ import annotations

import hashlib
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from qi_desktop.core.errors import MissingFileError, ReadOnlyError
from qi_desktop.core.exports import KEY_LENGTH, ExportKind
from qi_desktop.core.fields import chinese_date
from qi_desktop.core.identifiers import ALPHABET
from qi_desktop.export import style_sheet
from qi_desktop.session import Session, exporting
from qi_desktop.session.exporting import ExportReport
from qi_desktop.store.exports import ExportRecords


def written(session: Session, report: str, folder: Path, review: bool) -> tuple[ExportReport, str]:
    """A Word export and the text of its main parts."""
    document = exporting.load_document(session, report, review=review)
    key = exporting.new_review_key(session) if review else ""
    made = exporting.export_files(document, style_sheet.load("book"), folder / "a.docx", None, review_key=key)
    if review:
        exporting.record_export(session, report, "", document, made)
    with zipfile.ZipFile(folder / "a.docx") as package:
        return made, "".join(package.read(name).decode() for name in ("word/document.xml", "word/settings.xml"))


def test_a_review_edition_records_changes_and_is_remembered(filled: Session, report: str, tmp_path: Path) -> None:
    made, text = written(filled, report, tmp_path, review=True)
    assert "<w:trackRevisions/>" in text
    assert f"送审稿 V2 {chinese_date(date.today().isoformat())}" in text
    (export,) = ExportRecords(filled.library).of_report(report)
    assert set(re.findall(r'w:name="_QI(.{5})_', text)) == {export.key}
    assert (export.kind, export.version, export.style, export.author) == (ExportKind.REVIEW, "V2", "book", "李工")
    assert (export.file_name, export.sha256) == ("a.docx", hashlib.sha256(made.files[0].read_bytes()).hexdigest())
    assert datetime.fromisoformat(export.time).utcoffset() is not None
    assert export.program_version[0].isdigit()
    kept = ExportRecords(filled.library).blocks(export.id)
    assert [block.text for block in kept if block.kind == "heading"] == ["质量方针"]


def test_a_review_edition_is_no_step_of_the_history(filled: Session, report: str, tmp_path: Path) -> None:
    history = filled.history()
    written(filled, report, tmp_path, review=True)
    assert filled.history() == history
    while filled.undo():
        pass
    assert len(ExportRecords(filled.library).of_report(report)) == 1


def test_any_other_export_has_no_bookmarks_of_a_review_and_leaves_no_record(filled: Session, report: str, tmp_path: Path) -> None:
    _, text = written(filled, report, tmp_path, review=False)
    assert "_QI" not in text
    assert "trackRevisions" not in text
    assert "送审稿" not in text
    assert ExportRecords(filled.library).of_report(report) == []


def test_a_review_edition_is_marked_as_one_rather_than_as_a_draft(filled: Session, report: str, tmp_path: Path) -> None:
    document = exporting.load_document(filled, report, draft=True, review=True)
    assert (document.draft, document.watermark) == (True, "送审稿")


def test_a_review_edition_as_pdf_only_is_known_by_its_bytes(filled: Session, report: str, tmp_path: Path) -> None:
    document = exporting.load_document(filled, report, review=True)
    made = exporting.export_files(document, style_sheet.load("book"), None, tmp_path / "a.pdf", review_key="ab12c")
    assert made.sha256 == hashlib.sha256((tmp_path / "a.pdf").read_bytes()).hexdigest()


def test_keys_are_short_and_new(filled: Session, report: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(filled, report, tmp_path, review=True)
    (export,) = ExportRecords(filled.library).of_report(report)
    names = iter([export.key + "0000000", "zzzz10000000"])
    monkeypatch.setattr(exporting, "new_id", lambda: next(names))
    assert exporting.new_review_key(filled) == "zzzz1", "a key that is taken is drawn again"
    assert len(export.key) == KEY_LENGTH
    assert set(export.key) <= set(ALPHABET)


def test_a_library_opened_for_reading_gives_plain_exports_only(filled: Session, report: str) -> None:
    with Session.open(filled.path, read_only=True) as reading:
        assert exporting.load_document(reading, report).watermark == ""
        with pytest.raises(ReadOnlyError):
            exporting.load_document(reading, report, review=True)


def test_a_file_that_is_taken_away_at_once_is_told(filled: Session, report: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = exporting.load_document(filled, report, review=True)

    sha256 = exporting._sha256

    def gone(path: Path) -> str:
        path.unlink()
        return sha256(path)

    monkeypatch.setattr(exporting, "_sha256", gone)
    with pytest.raises(MissingFileError, match=r"a\.pdf"):
        exporting.export_files(document, style_sheet.load("book"), None, tmp_path / "a.pdf", review_key="ab12c")
