"""Messages: English sentences with places for values."""

from __future__ import annotations

from qi_desktop.core.messages import fill, message


def test_a_message_shows_its_values() -> None:
    assert str(message("“{name}” has {count} rows.", name="台账", count=3)) == "“台账” has 3 rows."


def test_braces_in_a_value_are_text() -> None:
    assert str(message("“{name}” is empty.", name="{name} {0}")) == "“{name} {0}” is empty."


def test_braces_of_a_message_without_values_are_text() -> None:
    assert str(message("Fields look like {company.name}.")) == "Fields look like {company.name}."


def test_a_message_inside_another_is_shown_too() -> None:
    assert str(message("{number} rows: {reason}", number=2, reason=message("too long"))) == "2 rows: too long"


def test_a_value_may_have_any_name() -> None:
    assert str(message("{template}/{self}", template="a", self="b")) == "a/b"
    assert fill("{values}", {"values": 1}) == "1"
