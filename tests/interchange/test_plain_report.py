"""Reports from plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop.core.errors import ContentError
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, text_of
from qi_desktop.interchange.incoming import IncomingReport
from qi_desktop.interchange.plain_report import read_text
from tests.interchange.word_reading.files import blocks, kinds, texts, titles


def read(folder: Path, text: str, encoding: str = "utf-8") -> IncomingReport:
    path = folder / "报告.txt"
    path.write_bytes(text.encode(encoding))
    return read_text(path)


def test_the_reference_report_is_taken_apart_as_it_is(shared: Path) -> None:
    """Its structure stands in domain.md §3.1 and §3.2: 38 numbered headings and four others, four tables of 8, 18, 8 and 20 rows."""
    found = read_text(next((shared / "reference").glob("*.txt")))
    levels = [level for level, _ in titles(found)]
    assert (levels.count(1), levels.count(2), levels.count(3)) == (10, 19, 13)
    assert [title for level, title in titles(found) if level == 1][:4] == ["郑重声明", "董事长致词", "企业简介", "质量理念"]
    assert titles(found)[-1] == (1, "结束语")
    assert [len(block.attributes["rows"]) for block in blocks(found) if block.kind is BlockKind.TABLE] == [8, 18, 8, 20]
    assert found.found["contents_lines"] == 27
    assert "4.1 持续提高质量水准" in texts(found)  # an item, though it looks like a heading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "第一章 总则\r\n质量第一，信誉至上。\r\n", encoding)
    assert (titles(found), texts(found)) == ([(1, "总则")], ["质量第一，信誉至上。"])


def test_lines_that_were_broken_are_one_paragraph_again(tmp_path: Path) -> None:
    text = "第一章 总则\n\n公司始终坚持以顾客为关注焦点，持续改进质量管\n理工作，并按计划采用 ISO\n9001 标准。\n\n另一段。\n\n1、甲\n2、乙\n"
    assert texts(read(tmp_path, text)) == ["公司始终坚持以顾客为关注焦点，持续改进质量管理工作，并按计划采用 ISO 9001 标准。", "另一段。", "甲", "乙"]


def test_without_blank_lines_every_line_is_a_paragraph(tmp_path: Path) -> None:
    text = "第一章 总则\n公司始终坚持以顾客为关注焦点，持续改进\n公司建立质量管理体系并保持\n"
    assert len(texts(read(tmp_path, text))) == 2


def test_lines_with_tabs_are_a_table_with_its_caption(tmp_path: Path) -> None:
    (block,) = blocks(read(tmp_path, "第一章 甲\n\n表 1-1 标准\n\n序号\t名称\t类别\n1\t气体流量计\t国标\n2\t\t\n"))
    assert text_of(block.text) == "标准"
    assert [column["label"] for column in block.attributes["columns"]] == ["序号", "名称", "类别"]
    assert block.attributes["rows"] == [["1", "气体流量计", "国标"], ["2", "", ""]]


def test_a_table_that_begins_with_figures_has_no_head(tmp_path: Path) -> None:
    (block,) = blocks(read(tmp_path, "第一章 甲\n\n合格率\t98%\n返修率\t≤2%\n"))
    assert [column["label"] for column in block.attributes["columns"]] == ["", ""]
    assert len(block.attributes["rows"]) == 2


def test_signs_of_markdown_are_understood(tmp_path: Path) -> None:
    found = read(tmp_path, "# 总则\n\n## 1.1 目的\n\n见[网站](https://a.cn/)。\n")
    assert titles(found) == [(1, "总则"), (2, "目的")]
    assert blocks(found)[0].text == (Run("见"), Run("网站", link="https://a.cn/"), Run("。"))


def test_it_is_said_that_headings_are_guessed_and_contents_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, "目录\n第一章 总则\t1\n\n第一章 总则\n\n话。\n")
    assert kinds(found) == ["guessed headings", "contents"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x81\x20\xff"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(ContentError, match="UTF-8"):
        read_text(tmp_path / "a.txt")


def test_an_empty_file_has_no_chapter(tmp_path: Path) -> None:
    assert read(tmp_path, "").chapters == []
