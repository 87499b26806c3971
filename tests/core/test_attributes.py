"""What a block's attributes may hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from qi_desktop.core import attributes
from qi_desktop.core.errors import ContentError
from tests.strategies import attributes as good_attributes


@given(good_attributes)
def test_good_attributes_pass_unchanged_and_can_be_written_as_json(value: dict[str, Any]) -> None:
    assert attributes.checked(value) == value
    assert json.loads(json.dumps(attributes.checked(value), allow_nan=False)) == value


def test_texts_are_cleaned_and_tuples_become_lists() -> None:
    assert attributes.checked({"note\x00": "以下\x0b空白", "spans": ((1, 2, 3, 4),)}) == {"note": "以下空白", "spans": [[1, 2, 3, 4]]}


def test_the_callers_own_value_is_not_shared() -> None:
    rows = [["a"]]
    kept = attributes.checked({"rows": rows})
    rows[0][0] = "b"
    assert kept == {"rows": [["a"]]}


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        [],
        None,
        "text",
        {1: "a"},
        {"x": float("nan")},
        {"x": float("inf")},
        {"x": 2**60},
        {"x": b"bytes"},
        {"x": nested(40)},
        {"x": nested(5000)},
        {"level": "1"},
        {"level": True},
        {"start": None},
        {"start": 1.5},
        {"required": 1},
        {"width": "half"},
        {"rows": ["a"]},
        {"rows": [[1]]},
        {"rows": [[[{"text": 1}]]]},
        {"spans": [[1, 2, 3]]},
        {"spans": [[1, 2, 3, "4"]]},
        {"columns": "number"},
        {"columns": ["a", {}]},
        {"labels": []},
        {"where": {"a": 1}},
        {"register": 5},
    ],
)
def test_what_cannot_be_stored_or_read_is_refused(value: Any) -> None:
    with pytest.raises(ContentError):
        attributes.checked(value)
