"""What an operation tells about its changes."""

from __future__ import annotations

from qi_desktop.core.changes import Change, Changes


def test_changes_without_items_are_false() -> None:
    assert not Changes()
    assert not Changes(created="x")
    assert Changes(1, items=(Change("block", "a", "insert"),))


def test_ids_and_owners_are_told_by_table() -> None:
    changes = Changes(
        1, items=(Change("block", "a", "insert", "one"), Change("chapter", "b", "update", "report"), Change("block", "c", "delete", "two"))
    )
    assert changes.ids("block") == ("a", "c")
    assert changes.owners("block") == {"one", "two"}
    assert changes.ids("asset") == ()


def test_the_owner_that_a_row_left_is_concerned_too() -> None:
    assert Changes(1, items=(Change("block", "a", "update", "new", "old"),)).owners("block") == {"new", "old"}
