"""Labels of list items, and the recognition of typed ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import lists, numerals
from qi_desktop.core.lists import ItemInput
from tests.strategies import any_text

items = st.builds(
    ItemInput,
    st.sampled_from([*lists.LIST_STYLES, "of a newer version"]),
    st.integers(0, 4),
    st.one_of(st.none(), st.integers(1, 60)),
)


def labels(*inputs: tuple[str, int] | tuple[str, int, int | None]) -> list[str]:
    return [item.label for item in lists.labels(ItemInput(*given) for given in inputs)]


@given(st.lists(items, max_size=30))
def test_every_item_gets_a_label_and_wished_numbers_are_kept(inputs: list[ItemInput]) -> None:
    found = lists.labels(inputs)
    assert len(found) == len(inputs)
    for item, label in zip(inputs, found, strict=True):
        style = lists.LIST_STYLES.get(item.style, lists.LIST_STYLES["bullet"])
        assert label.label
        assert label.value == (0 if style.is_bullet else item.start or label.value)
        assert style.is_bullet or label.value >= 1


@given(st.lists(items, max_size=30))
def test_labels_of_a_beginning_do_not_depend_on_what_follows(inputs: list[ItemInput]) -> None:
    whole = lists.labels(inputs)
    assert all(lists.labels(inputs[:end]) == whole[:end] for end in range(len(inputs)))


@given(st.lists(items, max_size=30))
def test_items_of_one_list_count_up_by_one_unless_asked_otherwise(inputs: list[ItemInput]) -> None:
    last: dict[int, int] = {}
    for item, label in zip(inputs, lists.labels(inputs), strict=True):
        if label.value and item.start is None:
            assert label.value == last.get(label.key, 0) + 1
        if label.value:
            last[label.key] = label.value


def test_numbers_go_on_across_paragraphs_and_other_lists() -> None:
    assert labels(("decimal-comma", 0), ("decimal-paren", 1), ("decimal-paren", 1), ("decimal-comma", 0)) == ["1、", "1)", "2)", "2、"]


def test_a_new_item_above_begins_the_lists_below_anew() -> None:
    assert labels(("circled", 0), ("dash", 1), ("decimal-paren", 1), ("circled", 0), ("decimal-paren", 1)) == ["①", "-", "1)", "②", "1)"]


def test_the_number_one_begins_a_list_of_its_own() -> None:
    found = lists.labels([ItemInput("decimal-comma", 0), ItemInput("decimal-comma", 0), ItemInput("decimal-comma", 0, 1)])
    assert [item.label for item in found] == ["1、", "2、", "1、"]
    assert found[0].key == found[1].key != found[2].key


def test_a_list_with_a_gap_goes_on_from_there() -> None:
    assert labels(("decimal-comma", 0), ("decimal-comma", 0), ("decimal-comma", 0, 4), ("decimal-comma", 0)) == ["1、", "2、", "4、", "5、"]


def test_a_nested_number_takes_up_its_parents() -> None:
    assert labels(("decimal-comma", 0), ("decimal-comma", 0, 4), (lists.NESTED, 1), (lists.NESTED, 1)) == ["1、", "4、", "4.1", "4.2"]


def test_a_nested_number_takes_the_nearest_item_above_not_one_of_an_earlier_branch() -> None:
    assert labels(("decimal-comma", 0), ("decimal-paren", 1, 7), ("decimal-comma", 0), (lists.NESTED, 2)) == ["1、", "7)", "2、", "2.1"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1、质量方针", ("decimal-comma", 1, "质量方针")),
        ("12、 质量方针", ("decimal-comma", 12, "质量方针")),
        ("4.1 原料", (lists.NESTED, 1, "原料")),
        ("3. 原料", ("decimal-dot", 3, "原料")),
        ("（2）原料", ("decimal-full-paren", 2, "原料")),
        ("2)原料", ("decimal-paren", 2, "原料")),
        ("2）原料", ("decimal-paren", 2, "原料")),
        ("㊿ 原料", ("circled", 50, "原料")),
        ("● 原料", ("bullet", None, "原料")),
        ("- 原料", ("dash", None, "原料")),
        ("-5℃", None),
        ("2018年", None),
        ("97.7%", None),
        ("1、", None),
        ("", None),
    ],
)
def test_typed_items_are_recognised(line: str, expected: tuple[str, int | None, str] | None) -> None:
    assert lists.recognise(line) == expected


@given(st.sampled_from(list(lists.LIST_STYLES.values())), st.integers(1, 50), st.sampled_from(["质量", "a b"]))
def test_a_printed_label_is_recognised_as_what_it_is(style: lists.ListStyle, number: int, text: str) -> None:
    label = style.pattern.format(n=number, circled=numerals.circled(number), parent=3)
    assert lists.recognise(f"{label} {text}") == (style.name, None if style.is_bullet else number, text)


@given(any_text)
def test_any_line_is_recognised_or_not_but_never_an_error(line: str) -> None:
    found = lists.recognise(line)
    assert found is None or line.endswith(found[2])
