"""The package of a Word file: its parts, properties and bookmarks; what a worker may expect of the writer."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from qi_desktop.core.errors import CancelledError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.richtext import Run, plain
from qi_desktop.export.document import ExportResult, Figure, Span
from qi_desktop.export.word import write_word
from tests.export.word_files import BODY, STYLE, W, WordFile, document, heading, paragraph, sample, table, text_of, validate, write


def bookmarks(file: WordFile) -> dict[str, str]:
    """The review's bookmarks: name → text of the paragraph they stand in."""
    return {mark.get(f"{W}name"): text_of(mark.getparent()) for mark in file.find("//w:bookmarkStart[starts-with(@w:name, '_QI')]")}


def test_python_docx_opens_the_file() -> None:
    opened = write(sample()).python_docx()
    assert [one.text for one in opened.paragraphs if one.style.name == "Heading 1"] == ["质量理念"]
    assert [[cell.text for cell in row.cells] for row in opened.tables[0].rows] == [["产品", "目标（%）"], ["气体流量计", "98"]]
    assert len(opened.sections) == 4


def test_the_file_obeys_the_schema(shared: Path) -> None:
    full = replace(sample(), draft=True)
    assert validate(write(full, export_key="ab12c", track_changes=True, pages={"one": "1"}), shared) == []


def test_properties_say_what_the_file_is() -> None:
    core = write(sample()).python_docx().core_properties
    assert (core.title, core.author, core.subject, core.keywords, core.language) == ("质量诚信报告", "甲公司", "甲公司2025", "质量, 诚信", "zh-CN")


def test_long_properties_are_cut_to_what_the_format_allows() -> None:
    made = sample()
    long = replace(made, properties=replace(made.properties, title="题" * 400, author="\x00甲\ud800"))
    core = write(long).python_docx().core_properties
    assert (core.title, core.author) == ("题" * 255, "甲")


def test_an_export_key_names_the_file_and_its_paragraphs() -> None:
    file = write(sample(), export_key="ab12c")
    assert file.python_docx().core_properties.identifier == "ab12c"
    assert "ab12c" in "".join(file.xml("docProps/custom.xml").itertext())
    assert bookmarks(file)["_QIab12c_text"] == "为用户提供“天然气”应用系统解决方案。"
    assert bookmarks(file)["_QIab12c_one"] == "质量理念"
    assert bookmarks(file)["_QIab12c_item0"] == "第0项"


def test_without_a_key_nothing_names_the_export() -> None:
    file = write(sample())
    assert not bookmarks(file)
    assert "docProps/custom.xml" not in file.names
    assert file.python_docx().core_properties.identifier == ""


def test_every_paragraph_with_text_has_a_bookmark() -> None:
    file = write(sample(), export_key="ab12c")
    bare = [text_of(element) for element in file.find("//w:body//w:p[not(w:bookmarkStart[starts-with(@w:name, '_QI')])]")]
    cover_and_contents = {"", "质量诚信报告", "2025年度", "甲公司", "Jia Co., Ltd.", "第一章 质量理念", "1.1 企业使命", "结束语"}
    assert set(bare) <= cover_and_contents


def test_cells_are_named_by_row_and_column() -> None:
    file = write(document(BODY, table("t", [("甲", "乙")], "一", "二", row_ids=("r1",))), export_key="ab12c")
    assert bookmarks(file) == {"_QIab12c_trheadc0": "一", "_QIab12c_trheadc1": "二", "_QIab12c_trr1c0": "甲", "_QIab12c_trr1c1": "乙"}


def test_a_cell_that_continues_the_one_above_has_no_name() -> None:
    file = write(document(BODY, table("t", [("甲",), ("",)], "一", spans=(Span(0, 0, 2),), row_ids=("r1", "r2"))), export_key="k")
    assert "_QIk_trr2c0" not in bookmarks(file)


def test_names_are_unique_and_short_enough_for_word() -> None:
    identifiers = [new_id() for _ in range(6)]
    rows = [(str(place), "x") for place in range(3)]
    made = document(
        BODY,
        heading(identifiers[0], "一", (1,)),
        paragraph(identifiers[1], "一"),
        paragraph(identifiers[1], "同一标识"),
        paragraph("标识 with blanks/and+signs" * 9, "怪"),
        table(identifiers[2], rows, "a", "b", row_ids=(identifiers[3], identifiers[3], ""), label="表 1", caption=plain("题"), note=plain("注")),
        table(identifiers[2], rows, "a", "b", row_ids=tuple(identifiers[3:6])),
        Figure(identifiers[4], "图 1", plain("题"), "", "", "（图）"),
    )
    file = write(made, export_key="abcdef")
    names, numbers = file.find("//w:bookmarkStart/@w:name"), file.find("//w:bookmarkStart/@w:id")
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers) == len(file.find("//w:bookmarkEnd"))
    assert max(map(len, names)) <= 40
    assert all(name.replace("_", "").isalnum() and name.isascii() for name in names)


def test_changes_are_recorded_when_asked_for() -> None:
    assert write(sample(), track_changes=True).find("//w:trackRevisions", "word/settings.xml")
    assert not write(sample()).find("//w:trackRevisions", "word/settings.xml")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(sample(), export_key="ab12c").data == write(sample(), export_key="ab12c").data


def test_nothing_of_a_foreign_template_is_left() -> None:
    file = write(sample())
    assert not [name for name in file.names if "thumbnail" in name or "customXml" in name or "theme" in name or "WithEffects" in name]
    assert file.find("//w:zoom/@w:percent", "word/settings.xml") == ["100"]


def test_progress_grows_to_its_total() -> None:
    seen: list[tuple[int, int]] = []
    many = document(BODY, *(paragraph(str(place), "文") for place in range(1000)), table("t", [("1",)] * 1000, "列"))
    write_word(many, STYLE, io.BytesIO(), ExportResult(0), progress=lambda done, total: seen.append((done, total)))
    done = [value for value, _ in seen]
    assert done == sorted(done)
    assert seen[-1][0] == seen[-1][1] > 2000
    assert len(done) > 6


@pytest.mark.parametrize("steps", [1, 2, 4, 7])
def test_cancelling_passes_through(steps: int) -> None:
    calls = iter(range(steps, -1, -1))

    def stop(done: int, total: int) -> None:
        if not next(calls):
            raise CancelledError(message("The export was cancelled."))

    many = document(BODY, *(paragraph(str(place), "文") for place in range(3000)))
    with pytest.raises(CancelledError):
        write_word(many, STYLE, io.BytesIO(), ExportResult(0), progress=stop)


def test_a_full_disk_passes_through() -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_word(sample(), STYLE, Full(), ExportResult(0))


def test_libreoffice_shows_every_word(tmp_path: Path) -> None:
    soffice, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not soffice or not reader:
        pytest.skip("LibreOffice or poppler is not on this machine")
    made = document(*sample().items, paragraph("more", (Run("见 "), Run("表 1-1", reference="table"), Run("", footnote="脚注"))))
    (tmp_path / "sample.docx").write_bytes(write(made, pages={"one": "1", "two": "1", "back": "2"}).data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "sample.docx")]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    text = subprocess.run([reader, "-layout", str(tmp_path / "sample.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    words = " ".join(text.split())
    for expected in ("第一章 质量理念", "1.1 企业使命", "表 1-1", "气体流量计", "结束语", "脚注", "1、"):
        assert expected in words
