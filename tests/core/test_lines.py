"""Lines cut out of a long text, against cutting all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import lines
from qi_desktop.core.lines import Lines


@pytest.fixture(autouse=True, scope="module")
def short_steps() -> Iterator[None]:
    """So that short texts have several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_STEP", 5)
        yield


@given(st.text("甲b\n\r\u2028", max_size=40), st.integers(0, 12), st.integers(0, 12))
def test_a_part_is_what_stands_in_these_lines(text: str, begin: int, end: int) -> None:
    all_lines = text.split("\n")
    assert Lines(text).count == len(all_lines)
    assert Lines(text).part(begin, end) == all_lines[begin:end]


@given(st.text("甲b\n", max_size=40), st.sets(st.integers(0, 39)))
def test_each_place_stands_in_its_line(text: str, places: set[int]) -> None:
    ordered = sorted(place for place in places if place < len(text))
    assert list(Lines(text).of(ordered)) == [text[:place].count("\n") for place in ordered]
