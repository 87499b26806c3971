"""What a field asks of a register."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import queries
from qi_desktop.core.errors import ContentError
from qi_desktop.core.quantities import NumberForm, NumberFormat, Rounding
from qi_desktop.core.queries import Comparison, Condition, Query, What

words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=8)
conditions = st.lists(st.builds(Condition, words, st.sampled_from(Comparison), words), max_size=3).map(tuple)
formats = st.builds(NumberFormat, st.none() | st.integers(0, 10), st.sampled_from(Rounding), st.sampled_from(NumberForm), st.booleans(), words)
any_query = st.builds(Query, words, st.sampled_from(What), words, words, conditions, conditions, st.integers(-100, 100), formats, words)


@given(any_query)
def test_a_query_is_read_as_it_was_written(query: Query) -> None:
    assert queries.from_json(json.loads(json.dumps(queries.to_json(query)))) == query


def test_what_is_usual_is_not_written() -> None:
    assert queries.to_json(Query("inspections")) == {"register": "inspections", "what": "count"}


GOOD = {"register": "inspections", "what": "ratio", "column": "passed", "whole": "inspected"}


@pytest.mark.parametrize(
    "change",
    [
        {"what": "guess"},
        {"register": 3},
        {"year": "2018"},
        {"year": True},
        {"year": 4000},
        {"colour": "red"},
        {"conditions": [{"test": "is"}]},
        {"conditions": ["passed"]},
        {"conditions": 5},
        {"conditions": [{"column": "passed", "test": "like"}]},
        {"format": {"decimals": -1}},
        {"format": {"decimals": 2.5}},
        {"format": {"decimals": 10**9}},
        {"format": {"rounding": "down"}},
        {"format": {"thousands": "yes"}},
        {"format": []},
    ],
)
def test_a_query_of_another_form_is_refused(change: dict[str, Any]) -> None:
    queries.from_json(GOOD)
    with pytest.raises(ContentError):
        queries.from_json({**GOOD, **change})


@pytest.mark.parametrize("value", [None, [], "x", {}, {"register": "a"}])
def test_what_is_no_query_is_refused(value: object) -> None:
    with pytest.raises(ContentError):
        queries.from_json(value)


def test_the_reports_year_goes_into_a_condition() -> None:
    assert queries.in_year("{year}-01-01", 2018) == "2018-01-01"
    assert queries.in_year("{year-1}", 2018) == "2017"
    assert queries.in_year("{year+12} {month}", 2018) == "2030 {month}"
