"""Names of rows."""

from __future__ import annotations

import pytest

from qi_desktop.core import identifiers


def test_new_names_have_the_form_and_differ() -> None:
    made = [identifiers.new_id() for _ in range(5000)]
    assert len(set(made)) == 5000
    assert all(identifiers.is_id(name) for name in made)


@pytest.mark.parametrize("text", ["", "abc", "abcdefghjkm", "ABCDEFGHJKMN", "abcdefghjkml", "abcdefghjkm\n", "../../../etc"])
def test_other_texts_are_no_names(text: str) -> None:
    assert not identifiers.is_id(text)
