"""The paper of a style sheet: by its name or by its size."""

from __future__ import annotations

from typing import Any

import pytest

from qi_desktop.core.errors import ContentError
from qi_desktop.export import style_sheet


def settings(**page: Any) -> dict[str, Any]:
    given = style_sheet.settings("book")
    margins = {name: value for name, value in given["page"].items() if name not in ("width", "height")}
    return {**given, "page": {**margins, **page}}


def test_the_sheets_of_the_program_are_for_a4() -> None:
    assert {(style_sheet.load(name).page.width, style_sheet.load(name).page.height) for name in style_sheet.names()} == {(210.0, 297.0)}


@pytest.mark.parametrize(("paper", "size"), [("A3", (297, 420)), ("B5", (182, 257)), ("16开", (184, 260)), ("Letter", (215.9, 279.4))])
def test_a_paper_may_be_named(paper: str, size: tuple[float, float]) -> None:
    page = style_sheet.from_mapping(settings(paper=paper)).page
    assert (page.width, page.height) == size


def test_a_size_that_is_told_beside_the_name_wins() -> None:
    assert style_sheet.from_mapping(settings(paper="A4", height=310.0)).page.height == 310.0


def test_a_sheet_that_names_its_paper_is_completed_with_that_paper() -> None:
    made = style_sheet.from_mapping(style_sheet.completed({"page": {"paper": "A3"}}, style_sheet.settings("book")))
    assert (made.page.width, made.page.margin_left) == (297.0, 31.7)


def test_a_paper_that_nobody_knows_is_refused_with_those_that_are() -> None:
    with pytest.raises(ContentError, match="16开"):
        style_sheet.from_mapping(settings(paper="A 4"))


@pytest.mark.parametrize("paper", ["", 4, None, []])
def test_a_paper_that_is_no_name_is_refused(paper: object) -> None:
    with pytest.raises(ContentError):
        style_sheet.from_mapping(settings(paper=paper))
