"""Whatever the report holds, a PDF file is made that opens; what could not be shown is named, nothing raises."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from qi_desktop.core.richtext import plain
from qi_desktop.export.document import Contents, Document, ListItem, Span
from qi_desktop.export.paging import page_labels
from tests.export.any_document import DOCUMENTS
from tests.export.pdf_files import STYLE, chinese, squeezed, write
from tests.export.word_files import BODY, FRONT, document, heading, items, paragraph, table


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_any_document_makes_a_file_that_opens(made: Document) -> None:
    written = write(made)
    assert len(written.texts()) == written.result.pages == len(written.reader().pages)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_pages_that_are_only_counted_are_those_that_are_drawn(made: Document) -> None:
    counted, drawn = page_labels(made, STYLE), write(made).result
    assert replace(counted, remarks=()) == replace(drawn, remarks=())


def test_a_label_as_long_as_lines_takes_the_same_room_where_pages_are_only_counted() -> None:
    made = document(BODY, *(ListItem(f"i{number}", "decimal-comma", 0, "l", "长" * 60, 1, plain("文" * 25)) for number in range(40)))
    assert page_labels(made, STYLE).places == write(made).result.places


def test_a_word_of_five_thousand_letters() -> None:
    written = write(document(BODY, paragraph("p", "x" * 5000)))
    assert sum(text.count("x") for text in written.texts()) == 5000


def test_forty_levels_of_chapters_and_nine_of_lists() -> None:
    deep = [heading(f"h{level}", f"层{level}", (1,) * level) for level in range(1, 41)]
    lists = items(*[("decimal-comma", level, None) for level in range(9)])
    written = write(document(FRONT, Contents("c", "目录", 40), BODY, *deep, paragraph("p", "文"), *lists))
    text = "".join(written.texts())
    assert all(f"层{level}" in text for level in range(1, 41))


def test_control_characters_surrogates_emoji_and_marks_of_direction() -> None:
    written = write(document(BODY, paragraph("p", "甲\x01乙\ud800丙\u202e丁\u200f戊😀己\t庚\x7f")))
    text = squeezed("".join(written.texts()))
    assert "甲乙" in text
    assert all(character in text for character in "丙丁戊己庚")
    assert {remark.place for remark in written.result.remarks} == {"p"}


def test_an_empty_chapter_and_an_empty_table() -> None:
    written = write(document(BODY, heading("h", "空章", (1,)), heading("g", "又空", (2,)), table("t", [], "甲"), table("u", [])))
    assert written.result.pages == 2


def test_twenty_thousand_rows_fill_hundreds_of_pages() -> None:
    rows = [(str(number), f"组{number // 9}" if number % 9 == 0 else "", chinese(12, number % 50), "98.5%") for number in range(20_000)]
    spans = tuple(Span(first, 1, min(9, 20_000 - first)) for first in range(0, 20_000, 9))
    written = write(document(BODY, table("t", rows, "序号", "组", "名称", "率", spans=spans, label="表 1-1", caption=plain("大表"))))
    assert written.result.pages > 400
