"""Patterns that wait for their first use do what compiled ones do."""

from __future__ import annotations

import re

import pytest

from qi_desktop.core.patterns import pattern


def test_it_finds_what_a_compiled_one_finds() -> None:
    waiting, compiled = pattern("(?P<letter>[ab])c*", re.IGNORECASE), re.compile("(?P<letter>[ab])c*", re.IGNORECASE)
    text = "xaccB a"
    assert waiting.findall(text) == compiled.findall(text) == ["a", "B", "a"]
    assert [match["letter"] for match in waiting.finditer(text)] == ["a", "B", "a"]
    assert waiting.sub("-", text) == compiled.sub("-", text)
    assert (waiting.pattern, waiting.flags, waiting.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)


def test_nothing_is_compiled_before_the_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    real = re.compile

    def noticed(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return real(text, flags)

    monkeypatch.setattr(re, "compile", noticed)
    waiting = pattern("a+")
    assert not compiled
    assert waiting.fullmatch("aa")
    assert waiting.fullmatch("b") is None
    assert compiled == ["a+"]


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    with pytest.raises(re.error):
        pattern("(").search("a")
