"""The bridge between blocks and documents: nothing may be lost on the way there and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.lists import LIST_STYLES
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, normalise
from qi_desktop.session import Draft
from qi_desktop.ui import qtext
from qi_desktop.ui.qtext import Look

pytestmark = pytest.mark.usefixtures("qapp")

_HOSTILE = "\u2028\u2029\ufdd0\ufdd1\ufffc\ufffd\ufeff\u200b\u200f\u202e\u00a0\u00ad\u0085\n\t {}<>&\"'\\中文（）、①●😀𠀀e\u0301"
_texts = st.text(st.one_of(st.sampled_from(_HOSTILE), st.characters(exclude_categories=["Cs"])), max_size=12)
_addresses = st.sampled_from(["", "", "https://example.com/?a=1&b=中", "mailto:a@example.com"])
_runs = st.builds(
    Run,
    _texts,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    superscript=st.booleans(),
    subscript=st.booleans(),
    link=_addresses,
    field=st.sampled_from(["", "", "company.name", "report.year"]),
    reference=st.sampled_from(["", "", "", "0123456789ab"]),
    footnote=st.one_of(st.just(""), st.just(""), _texts),
)
_lines = st.lists(_runs, max_size=5).map(normalise)
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**40), 2**40), st.floats(allow_nan=False, allow_infinity=False), _texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)),
    max_leaves=6,
)


def _attributes(kind: BlockKind) -> st.SearchStrategy[dict[str, Any]]:
    known: dict[str, st.SearchStrategy[Any]] = {}
    if kind is BlockKind.LIST_ITEM:
        known = {"style": st.sampled_from(sorted(LIST_STYLES)), "level": st.integers(0, 8), "start": st.integers(0, 99)}
    elif kind is BlockKind.PARAGRAPH:
        known = {"role": st.sampled_from(["body", "slogan", "signature", "quote"])}
    return st.one_of(st.fixed_dictionaries({}, optional=known), st.dictionaries(_texts, _json, max_size=3))


_drafts = st.sampled_from(list(BlockKind)).flatmap(lambda kind: st.builds(Draft, st.builds(new_id), st.just(kind), _lines, _attributes(kind)))


def _document(drafts: list[Draft], look: Look | None = None) -> QTextDocument:
    document = QTextDocument()
    qtext.fill(document, drafts, look or Look())
    return document


@given(st.lists(_drafts, max_size=6))
def test_a_document_gives_back_the_blocks_it_was_filled_with(drafts: list[Draft]) -> None:
    assert qtext.drafts_of(_document(drafts)) == drafts


@given(st.lists(_drafts, min_size=1, max_size=4), st.lists(_drafts, max_size=3))
def test_filling_a_document_anew_leaves_nothing_of_before(before: list[Draft], after: list[Draft]) -> None:
    document = _document(before)
    qtext.fill(document, after, Look())
    assert qtext.drafts_of(document) == after
    assert not document.isUndoAvailable()


@given(st.lists(_drafts, max_size=5), st.lists(_drafts, max_size=3), st.data())
def test_refilling_a_document_gives_the_new_blocks_whatever_changed(drafts: list[Draft], more: list[Draft], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(drafts)))
    end = data.draw(st.integers(start, len(drafts)))
    after = [*drafts[:start], *more, *drafts[end:]]
    document = _document(drafts)
    qtext.refill(document, drafts, after, Look())
    assert qtext.drafts_of(document) == after
    assert not document.isUndoAvailable()


@given(_lines, st.data())
def test_cutting_a_text_at_any_place_and_joining_it_gives_the_text(text: tuple[Run, ...], data: st.DataObject) -> None:
    document = _document([Draft(new_id(), BlockKind.PARAGRAPH, text)])
    block = document.begin()
    ends = [0, *(at + length for at, length, _, _ in qtext.fragments(block))]
    place = data.draw(st.sampled_from(ends))
    assert normalise((*qtext.runs_of(block, 0, place), *qtext.runs_of(block, place))) == text


def test_a_chapter_without_blocks_stays_without_blocks() -> None:
    document = _document([])
    assert document.blockCount() == 1
    assert qtext.drafts_of(document) == []


def test_the_first_words_in_an_empty_chapter_become_its_first_block() -> None:
    document = _document([])
    QTextCursor(document).insertText("第一句")
    (draft,) = qtext.drafts_of(document)
    assert draft.text == (Run("第一句"),)
    assert len(draft.id) == 12


def test_a_single_empty_paragraph_that_was_stored_is_not_dropped() -> None:
    drafts = [Draft(new_id(), BlockKind.PARAGRAPH)]
    assert qtext.drafts_of(_document(drafts)) == drafts


def test_one_block_stands_as_one_paragraph_of_the_document_even_with_line_ends_in_it() -> None:
    drafts = [Draft(new_id(), BlockKind.PARAGRAPH, (Run("一\n二\u2029三"),)), Draft(new_id(), BlockKind.PAGE_BREAK)]
    assert _document(drafts).blockCount() == 2


def test_undo_of_a_change_of_kind_brings_back_id_kind_and_attributes() -> None:
    drafts = [Draft(new_id(), BlockKind.LIST_ITEM, (Run("甲"),), {"style": "circled", "start": 3})]
    document = _document(drafts)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(qtext.block_format(Draft(new_id(), BlockKind.PARAGRAPH), Look()))
    assert qtext.drafts_of(document) != drafts
    document.undo()
    assert qtext.drafts_of(document) == drafts


def test_an_atom_shows_its_present_value_and_keeps_what_is_stored() -> None:
    run = Run("旧名", field="company.name")
    document = _document([Draft(new_id(), BlockKind.PARAGRAPH, (run, run))], Look(shown=lambda atom: "新名称"))
    assert document.begin().text() == "新名称新名称"
    assert qtext.draft_of(document.begin()).text == (run, run)


def test_a_place_inside_an_atom_is_found_and_its_ends_are_not_inside() -> None:
    document = _document([Draft(new_id(), BlockKind.PARAGRAPH, (Run("在"), Run("天信", field="company.name"), Run("工作")))])
    block = document.begin()
    assert qtext.atom_around(block, 2) == (1, 3)
    assert qtext.atom_around(block, 1) is None
    assert qtext.atom_around(block, 3) is None
    assert qtext.atom_beside(block, 3, before=True) == (1, 3)
    assert qtext.atom_beside(block, 1, before=False) == (1, 3)


def test_lengths_are_counted_as_qt_counts() -> None:
    assert qtext.utf16_length("a𠀀b") == 4
    assert qtext.utf16_slice("a𠀀b", 1, 3) == "𠀀"


def test_a_document_with_objects_is_drawn_by_the_handler_and_has_no_text_of_its_own(qtbot: QtBot) -> None:
    document = _document([Draft(new_id(), BlockKind.FIGURE, (Run("图注"),), {"alternative": "外观"})])
    assert document.begin().text() == qtext.OBJECT
    (fragment,) = qtext.fragments(document.begin())
    assert fragment[3].objectType() == qtext.OBJECT_TYPE
