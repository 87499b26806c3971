"""Quick data classes behave as the standard library's do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from qi_desktop.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Frozen, with defaults of all kinds."""

    name: str
    points: int = 3
    tags: list[str] = field(default_factory=list)
    secret: str = field(default="x", repr=False)


@dataclass(slots=True)
class Count:
    """Changeable, with a field that is computed."""

    first: int
    second: int = 2
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.total = self.first + self.second


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """Equal to nothing but itself."""

    value: int


@dataclass(frozen=True, slots=True)
class Empty:
    """Without fields."""


def test_arguments_and_defaults_are_those_of_the_fields() -> None:
    mark = Mark("a", tags=["b"])
    assert (mark.name, mark.points, mark.tags, mark.secret) == ("a", 3, ["b"], "x")
    assert Count(1).total == 3


def test_a_made_default_is_not_shared() -> None:
    assert Mark("a").tags is not Mark("a").tags


@pytest.mark.parametrize(
    ("cls", "given", "named"), [(Mark, (), {}), (Mark, ("a", 1, [], "", 5), {}), (Mark, ("a",), {"colour": 1}), (Count, (1,), {"total": 3})]
)
def test_wrong_arguments_are_refused(cls: type[Any], given: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cls(*given, **named)


def test_equal_are_those_of_one_class_with_equal_fields() -> None:
    assert Mark("a") == Mark("a") != Mark("b")
    assert Count(1) == Count(1) != Count(2)
    like: object = ("a", 3, [], "x")
    assert Mark("a") != like
    assert Own(1) != Own(1)
    assert Empty() == Empty()


def test_frozen_ones_can_be_hashed_and_changeable_ones_cannot() -> None:
    one, other = Own(1), Own(1)
    assert len({one, other, one}) == 2
    assert hash(Mark("a", tags=())) == hash(Mark("a", tags=()))  # type: ignore[arg-type]
    assert len({Empty(), Empty()}) == 1
    with pytest.raises(TypeError):
        hash(Count(1))


def test_a_frozen_one_cannot_be_changed() -> None:
    mark = Mark("a")
    with pytest.raises(FrozenInstanceError):
        mark.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del mark.name
    assert mark.name == "a"


def test_slots_leave_no_room_for_further_names() -> None:
    with pytest.raises(AttributeError):
        Count(1).further = 1  # type: ignore[attr-defined]


def test_the_standard_library_knows_them() -> None:
    mark = Mark("a", tags=["b"])
    assert dataclasses.is_dataclass(mark)
    assert dataclasses.replace(mark, points=4) == Mark("a", 4, ["b"])
    assert dataclasses.asdict(mark) == {"name": "a", "points": 3, "tags": ["b"], "secret": "x"}
    match mark:
        case Mark(name, points):
            assert (name, points) == ("a", 3)


@pytest.mark.parametrize("value", [Mark("a", tags=["b"]), Count(5), Empty()])
def test_copies_and_pickles_are_equal(value: Any) -> None:
    assert copy.deepcopy(value) == copy.copy(value) == pickle.loads(pickle.dumps(value)) == value


def test_it_shows_its_fields_but_not_the_hidden_ones() -> None:
    assert repr(Mark("a")) == "Mark(name='a', points=3, tags=[])"
