"""The review edition: its marks on the pages, and the record of every bookmark in its Word file."""

from __future__ import annotations

import re
from datetime import date

import pytest

from qi_desktop.core import fields
from qi_desktop.core.model import Company, Report
from qi_desktop.core.richtext import Run, plain
from qi_desktop.export import style_sheet
from qi_desktop.export.document import Contents, Figure, Table, TableColumn, TitlePage
from qi_desktop.export.review_edition import exported_blocks, marked
from qi_desktop.export.word.plan import short_id
from tests.export.word_files import BODY, COVER, STYLE, W, document, heading, items, paragraph, write

TABLE = Table(
    "table",
    "表 1-1",
    (Run("质量目标"),),
    (TableColumn("项目"), TableColumn("目标 值")),
    (("合格率", (Run("99"), Run("%", bold=True))), ("投诉", "")),
    note=plain("注：每年\u3000核定"),
    row_ids=("r1", "r2"),
    column_keys=("name", "target"),
)
REPORT = document(
    *COVER,
    Contents("contents", "目录", 2),
    BODY,
    heading("one", "质量 理念", (1,)),
    paragraph("text", (Run("为用户"), Run("服务", bold=True))),
    *items(("arabic", 0, None)),
    TABLE,
    Figure("figure", "图 1-1", (Run("厂房"),), "厂房", "", "（此处插入：厂房）"),
    heading("two", "目标", (2,)),
    Figure("bare", "", (), "图片", "", "（此处插入：图片）"),
)


def cover(version: str, name: str = "book") -> str:
    values = fields.values(Company("c", name="甲公司"), Report("r", 2025, title="报告", version=version))
    made = marked(REPORT, style_sheet.load(name), values, date(2026, 1, 5))
    (page,) = [item for item in made.items if isinstance(item, TitlePage)]
    return page.version


def test_the_cover_tells_version_and_day() -> None:
    assert cover("V1.2") == "送审稿 V1.2 2026年1月5日"
    assert cover("") == "送审稿 2026年1月5日"


@pytest.mark.parametrize("name", style_sheet.names())
def test_every_style_sheet_marks_the_pages(name: str) -> None:
    style = style_sheet.load(name)
    made = marked(REPORT, style, {}, date(2026, 1, 5))
    assert (made.draft, made.watermark) == (True, "送审稿")
    assert made.watermark != style.watermark
    assert cover("A", name).startswith("送审稿 A")


def test_the_word_file_shows_the_watermark_and_the_version_line() -> None:
    file = write(marked(REPORT, STYLE, {"report.version": "V1"}, date(2026, 1, 5)))
    headers = [file.bytes(name) for name in file.names if re.fullmatch(r"word/header\d+\.xml", name)]
    assert any("送审稿".encode() in part for part in headers)
    assert "送审稿 V1 2026年1月5日" in file.bytes("word/document.xml").decode()


def test_every_item_is_kept_with_its_words_place_and_chapter() -> None:
    kept = [(block.position, block.place, block.kind, block.chapter_id, block.text) for block in exported_blocks(REPORT)]
    assert kept == [
        (0, "contents", "contents", "", "目录"),
        (1, "one", "heading", "one", "质量 理念"),
        (2, "text", "paragraph", "one", "为用户服务"),
        (3, "item0", "list_item", "one", "第0项"),
        (4, "table", "table", "one", "质量目标"),
        (5, "table", "table_note", "one", "注：每年 核定"),
        (6, "figure", "figure", "one", "厂房"),
        (7, "two", "heading", "two", "目标"),
        (8, "bare", "figure", "two", ""),
    ]


def test_a_table_is_kept_with_its_header_rows_and_cells() -> None:
    (shape,) = [block.shape for block in exported_blocks(REPORT) if block.shape]
    assert shape.headers == ("项目", "目标 值")
    assert (shape.row_ids, shape.column_keys) == (("r1", "r2"), ("name", "target"))
    assert shape.cells == (("合格率", "99%"), ("投诉", ""))


def test_every_bookmark_of_the_word_file_leads_to_something_that_is_kept() -> None:
    file = write(REPORT, export_key="ab12c")
    names = [mark.get(f"{W}name") for mark in file.find("//w:bookmarkStart[starts-with(@w:name, '_QI')]")]
    places = {short_id(block.place) for block in exported_blocks(REPORT)}
    cells = re.compile("_QIab12c_table(r(head|r1|r2)c[01]|n)")
    assert {name.removeprefix("_QIab12c_") for name in names if not cells.fullmatch(name)} == places
    assert sum(bool(cells.fullmatch(name)) for name in names) == 7
