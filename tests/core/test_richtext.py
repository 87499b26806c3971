"""Formatted texts: splitting, joining, cleaning, and their JSON."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import richtext
from qi_desktop.core.errors import ContentError
from qi_desktop.core.richtext import Run, Text
from tests.strategies import any_text, formatted, runs


@given(st.lists(runs(), max_size=8))
def test_normalising_twice_changes_nothing_more(items: list[Run]) -> None:
    once = richtext.normalise(items)
    assert richtext.normalise(once) == once


@given(st.lists(runs(), max_size=8))
def test_normalising_keeps_every_character_that_a_file_can_hold(items: list[Run]) -> None:
    assert richtext.text_of(richtext.normalise(items)) == "".join(richtext.clean(run.text) for run in items)


@given(formatted)
def test_a_normal_text_has_no_empty_run_and_no_two_neighbours_of_one_format(text: Text) -> None:
    assert all(run.text or run.is_atom for run in text)
    for first, second in itertools.pairwise(text):
        assert first.is_atom or second.is_atom or not first.same_format(second)


@given(st.lists(runs(), max_size=8))
def test_a_normal_text_holds_nothing_that_a_word_file_cannot(items: list[Run]) -> None:
    for run in richtext.normalise(items):
        for value in (run.text, run.link, run.field, run.reference, run.footnote):
            assert richtext.clean(value) == value
            value.encode("utf-8")


@given(any_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert richtext.clean(richtext.clean(text)) == richtext.clean(text)


def test_cleaning_keeps_tabs_and_line_ends_and_drops_the_rest_of_the_controls() -> None:
    assert richtext.clean("a\tb\r\nc\rd\x00e\x0bf\ud800g\uffffh") == "a\tb\nc\ndefgh"


@given(formatted)
def test_json_gives_back_the_text(text: Text) -> None:
    assert richtext.from_json(json.loads(json.dumps(richtext.to_json(text), ensure_ascii=False))) == text


def test_plain_runs_are_plain_strings_in_json() -> None:
    assert richtext.to_json((Run("质量"), Run("m", superscript=True))) == ["质量", {"text": "m", "superscript": True}]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        {},
        [1],
        [None],
        [["a"]],
        [{}],
        [{"text": 1}],
        [{"text": "a", "bold": 1}],
        [{"text": "a", "bold": False}],
        [{"text": "a", "link": None}],
        [{"text": "a", "colour": "red"}],
    ],
)
def test_json_of_another_shape_is_refused(value: object) -> None:
    with pytest.raises(ContentError):
        richtext.from_json(value)


@given(formatted, st.integers(-2, 130))
def test_joining_what_was_split_gives_back_the_text(text: Text, position: int) -> None:
    assert richtext.join(*richtext.split(text, position)) == text


@given(formatted, st.integers(0, 130))
def test_a_split_falls_at_the_position_or_behind_the_atom_that_stands_there(text: Text, position: int) -> None:
    head, _ = richtext.split(text, position)
    length = len(richtext.text_of(head))
    whole = len(richtext.text_of(text))
    assert length == min(position, whole) or (length > position and head[-1].is_atom)


def test_a_footnote_stays_with_the_word_before_it() -> None:
    text = (Run("合格率"), Run("", footnote="抽样检验"), Run("达标"))
    assert richtext.split(text, 3) == ((Run("合格率"), Run("", footnote="抽样检验")), (Run("达标"),))


def test_a_field_is_never_cut() -> None:
    text = (Run("甲"), Run("某仪表公司", field="company.name"), Run("乙"))
    assert richtext.split(text, 3) == (text[:2], text[2:])


def test_two_equal_fields_side_by_side_stay_two() -> None:
    field = Run("2018", field="report.year")
    assert richtext.normalise((field, field)) == (field, field)


def test_neighbours_of_one_format_become_one_run() -> None:
    assert richtext.normalise((Run("a", bold=True), Run(""), Run("b", bold=True))) == (Run("ab", bold=True),)


def test_an_empty_text_is_no_run() -> None:
    assert richtext.plain("") == ()
    assert richtext.plain("\x00") == ()
