"""Cells taken out of stored texts, against reading the texts as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qi_desktop.core import ranks
from qi_desktop.core.errors import DamagedError
from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.core.richtext import clean
from qi_desktop.store.plain_rows import PlainRows

NAMES = ("title", "passed", 'odd"name', "合格\\数")
texts = st.one_of(
    st.sampled_from(["", "12", SAME_AS_ABOVE, 'a"title":"b', "\\", '"', "两行\n字", "GB/T 34041.1", 'title":', "{}", "},\n{", "\u2028", "\ufeff"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
cells = st.dictionaries(st.sampled_from(NAMES), texts, max_size=4)


def plain(*stored: str) -> PlainRows:
    names = "\n".join(f"r{number}" for number in range(len(stored))), "\n".join(ranks.spread(len(stored)))
    rows = PlainRows.of("\n".join(stored), len(stored), "a.qid", lambda: names)
    assert rows is not None
    return rows


def written(values: dict[str, str], *, spaces: bool = False, escapes: bool = False) -> str:
    return json.dumps(values, ensure_ascii=escapes, separators=None if spaces else (",", ":"))


@given(st.lists(cells, min_size=1, max_size=6), st.booleans(), st.booleans())
@example([{"title": "title"}, {"title": 'x","passed":"9'}], False, False)
def test_a_column_and_a_row_say_what_their_json_says(values: list[dict[str, str]], spaces: bool, escapes: bool) -> None:
    rows = plain(*(written(row, spaces=spaces, escapes=escapes) for row in values))
    assert rows.cells(0, len(values)) == [{clean(name): clean(text) for name, text in row.items()} for row in values]
    for name in NAMES:
        assert rows.column(name) == [clean(row.get(name, "")) for row in values]
        assert rows.repeats(name) or not any(row.get(name) == SAME_AS_ABOVE for row in values) or spaces or escapes


@given(st.lists(cells, min_size=1, max_size=6), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3), st.booleans())
@example([{"title": "Straße"}], "STRASSE", False)
def test_no_row_that_holds_a_word_is_passed_over(values: list[dict[str, str]], text: str, escapes: bool) -> None:
    word = clean(text).casefold()
    found = plain(*(written(row, escapes=escapes) for row in values)).holding(word, 6)
    holding = {place for place, row in enumerate(values) if any(word in clean(cell).casefold() for cell in row.values())}
    assert found is None or holding <= set(found)


@pytest.mark.parametrize("stored", ["{", '{"title":3}', "[]", "null", '{"title":"a"} x', '{"title":{"title":"a"}}', '{"title":"\\q"}'])
def test_what_no_row_can_be_is_told_as_damage(stored: str) -> None:
    rows = plain('{"title":"甲"}', stored, '{"title":"乙"}')
    with pytest.raises(DamagedError, match=r"a\.qid"):
        rows.cells(0, 3)
    with pytest.raises(DamagedError):
        rows.cells(1, 2)
    assert rows.cells(2, 3) == [{"title": "乙"}]


@pytest.mark.parametrize(("ids", "ordered"), [("a\nb", "3\n1"), ("a\nb", "1\n1"), ("a\nb", "1\n20"), ("a\nb", "1"), ("a\x07\nb", "1\n2")])
def test_rows_that_are_not_plainly_in_order_are_left_to_be_read_one_by_one(ids: str, ordered: str) -> None:
    rows = PlainRows.of("{}\n{}", 2, "a.qid", lambda: (ids, ordered))
    assert rows is not None
    assert rows.names is None


def test_cells_of_several_lines_are_left_to_be_read_one_by_one() -> None:
    assert PlainRows.of('{"a":\n"b"}\n{}', 2, "a.qid", lambda: ("", "")) is None
