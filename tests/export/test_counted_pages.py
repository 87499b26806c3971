"""Pages that are only counted, for Word's contents, are those that are drawn: of tables with merged cells, notes and rows of all heights."""

from __future__ import annotations

import io
from dataclasses import replace
from random import Random

import pytest

from qi_desktop.core.richtext import Run, plain
from qi_desktop.export import style_sheet
from qi_desktop.export.document import Document, Span, Table, TableColumn
from qi_desktop.export.paging import page_labels
from qi_desktop.export.pdf import write_pdf
from tests.export.word_files import BODY, document, heading, paragraph

LABELS = ("序号", "名称", "标准号（新）", "流量范围(m³/h)", "")
CELLS = (
    "甲",
    "质量诚信",
    "GB/T 19001-2016",
    "2021.2.27",
    "1",
    "98.5%",
    "智能卡控制器通用技术条件与要求",
    "",
    "1.0级、1.5级",
    "239-5550",
    "甲\n乙",
    "一😀",
    "m³/h",
)
RICH = (Run("粗", bold=True), Run("", footnote="脚注"))


def any_table(chance: Random, name: str) -> Table:
    width, height = chance.randint(1, 7), chance.randint(1, 80)
    texts = chance.sample(CELLS, chance.randint(2, 8))
    rows = [[chance.choice(texts) for _ in range(width)] for _ in range(height)]
    if chance.random() < 0.2:
        rows[chance.randrange(height)][chance.randrange(width)] = RICH  # type: ignore[call-overload]
    spans = []
    for _ in range(chance.randint(0, 8)):
        span = Span(chance.randrange(height), chance.randrange(width), chance.randint(1, 12), chance.choice((1, 1, 1, 2)))
        spans.append(span)
        for row in range(span.row, min(height, span.row + span.rows)):
            for column in range(span.column, min(width, span.column + span.columns)):
                rows[row][column] = rows[row][column] if (row, column) == (span.row, span.column) else ""
    columns = tuple(TableColumn(chance.choice(LABELS)) for _ in range(width))
    caption, note = plain(chance.choice(("", "标题"))), plain(chance.choice(("", "注：" + "说明" * 30)))
    return Table(name, chance.choice(("", "表 1-1")), caption, columns, tuple(map(tuple, rows)), tuple(spans), note)


def any_document(chance: Random) -> Document:
    parts = (
        (
            heading(f"h{number}", "章", (number + 1,)),
            paragraph(f"p{number}", "文字，说明。GB/T 1" * chance.randint(1, 30)),
            any_table(chance, f"t{number}"),
        )
        for number in range(chance.randint(1, 4))
    )
    return document(BODY, *(item for part in parts for item in part))


@pytest.mark.parametrize("seed", range(24))
def test_counted_pages_are_those_that_are_drawn(seed: int) -> None:
    chance = Random(seed)
    style = style_sheet.load(chance.choice(("book", "official", "screen")))
    made = any_document(chance)
    counted, drawn = page_labels(made, style), write_pdf(made, style, io.BytesIO())
    assert replace(counted, remarks=()) == replace(drawn, remarks=())
