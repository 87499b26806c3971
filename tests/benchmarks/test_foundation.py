"""Reading and writing in bulk: what must stay far below a user's patience whatever the size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.interchange import outline_markup
from qi_desktop.session import Draft, Session
from qi_desktop.ui.editor.html_blocks import from_html

Benchmark = Any  # pytest-benchmark ships no types for its fixture


def test_writing_a_chapter_of_500_paragraphs(benchmark: Benchmark, tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.qid", template="blank") as session:
        chapter = session.chapters.tree(session.reports.of_year().id)[0].chapter.id
        drafts = [Draft("", BlockKind.PARAGRAPH, plain("质量诚信" * 25)) for _ in range(500)]
        benchmark.pedantic(lambda: session.blocks.write(chapter, drafts, merge=False), rounds=5)
        assert len(session.blocks.of_chapter(chapter)) == 500


def test_adding_3000_rows_in_one_verb(benchmark: Benchmark, tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.qid", template="blank") as session:
        cells = [{"number": f"GB/T {index}", "title": "标准"} for index in range(3000)]
        benchmark.pedantic(lambda: session.rows.add("standards_drafted", cells), rounds=3)
        assert len(session.rows.of("standards_drafted")) == 9000


def test_reading_a_line_of_signs(benchmark: Benchmark) -> None:
    assert benchmark(lambda: outline_markup.inline("[a](" * 5000))


def test_reading_a_long_page_from_the_clipboard(benchmark: Benchmark) -> None:
    source = "<div>" * 200 + "<p>质量<b>管理</b>体系</p>" * 3000 + "<table>" + "<tr><td>1<td>2" * 2000 + "</table>"
    assert len(benchmark.pedantic(lambda: from_html(source), rounds=3)) == 3001
