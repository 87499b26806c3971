"""Regular expressions as people type them."""

from __future__ import annotations

import pytest

from qi_desktop.core.errors import UsageError
from qi_desktop.core.search import Page, Part, Place, Query, Search
from qi_desktop.ui.expressions import Expression


def found(pattern: str, text: str, match_case: bool = False) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in Expression(pattern, match_case).matches(text)]


def test_letters_of_all_scripts_are_letters() -> None:
    assert found(r"\w+", "质量 ISO") == [(0, 2), (3, 6)]
    assert found("iso", "ISO") == [(0, 3)]
    assert found("iso", "ISO", match_case=True) == []


def test_empty_matches_are_left_out() -> None:
    assert found("a*", "baab") == [(1, 3)]
    assert found("^|$", "质量") == []


def test_places_count_characters_also_behind_rare_ones() -> None:
    assert found("量", "𠮷😀质量") == [(3, 4)]


def test_a_bad_expression_is_told_with_its_place() -> None:
    with pytest.raises(UsageError, match="character 3"):
        Expression("质量(", False)


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|a)*$", r".*.*.*.*.*[xy]"])
def test_an_expression_that_would_take_hours_is_given_up(pattern: str) -> None:
    with pytest.raises(UsageError, match="takes too long"):
        found(pattern, "a" * 3000 + "!")


def test_groups_go_into_the_replacement() -> None:
    page = Page("c", [(Place(Part.TEXT, "b"), "2023年和2024年", ())])
    wanted = Search(Query(r"(\d+)(?<unit>年)", expression=True), r"第\1\g<unit>度", Expression)
    assert [(hit.found, hit.new) for hit in wanted.hits(page)] == [("2023年", "第2023年度"), ("2024年", "第2024年度")]
