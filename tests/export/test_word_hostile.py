"""Whatever the report holds, a Word file is made that opens; what could not be shown is named, nothing raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qi_desktop.core.richtext import Run, clean
from qi_desktop.export.document import (
    Contents,
    Document,
)
from tests.export.any_document import DOCUMENTS, IDS, TEXTS
from tests.export.word_files import BODY, document, heading, paragraph, table, text_of, validate, write


@given(DOCUMENTS, st.sampled_from(["", "ab12c"]), st.dictionaries(IDS, TEXTS, max_size=3))
def test_any_document_makes_a_file_that_opens(made: Document, key: str, pages: dict[str, str]) -> None:
    file = write(made, pages=pages, export_key=key)
    assert file.python_docx().sections
    names, numbers = file.find("//w:bookmarkStart/@w:name"), file.find("//w:bookmarkStart/@w:id")
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert max(map(len, names), default=0) <= 40


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(DOCUMENTS)
def test_any_document_obeys_the_schema(shared: Path, made: Document) -> None:
    assert validate(write(made, export_key="ab12c", pages={"a": "1"}), shared) == []


@given(TEXTS)
def test_no_character_is_lost_but_those_that_xml_cannot_hold(text: str) -> None:
    file = write(document(BODY, paragraph("a", (Run(text),)), table("t", [(text, "x")], "甲", "乙")))
    assert text_of(file.paragraphs()[0]) == clean(text)
    assert text_of(file.find("//w:tr[2]/w:tc[1]")[0]) == clean(text)


@pytest.mark.parametrize("text", ["字" * 5000, "a" * 5000, "\u202e\u2066\u200f" * 50, "😀" * 500])
def test_strange_words_are_written_whole(text: str) -> None:
    assert text_of(write(document(BODY, paragraph("a", text))).paragraphs()[0]) == text


def test_a_tree_of_forty_levels_keeps_every_number() -> None:
    counter = tuple([1] * 40)
    file = write(document(BODY, Contents("c", "目录", 9), *(heading(str(depth), "深", counter[:depth]) for depth in range(1, 41))))
    assert text_of(file.paragraphs()[-1]) == f"{'.'.join(['1'] * 40)} 深"
    assert file.python_docx().paragraphs


def test_an_empty_chapter_is_a_heading() -> None:
    file = write(document(BODY, heading("a", "", (1,)), heading("b", "", (2,))))
    assert len(file.paragraphs()) == 2
