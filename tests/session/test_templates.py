"""Outline templates as chapters of a report."""

from __future__ import annotations

import pytest

from qi_desktop.core import outline
from qi_desktop.core.errors import UsageError
from qi_desktop.session import templates


@pytest.mark.parametrize("name", templates.names())
def test_a_templates_chapters_stand_as_its_nodes_do(name: str) -> None:
    template = templates.load(name)
    chapters = template.chapters("r" * 12)
    shown = [(node.chapter.title, node.level, node.chapter.guidance) for node in outline.walk(outline.build(chapters))]
    assert shown == [(node.title, node.level, node.guidance) for node in template.nodes]
    assert len({chapter.id for chapter in chapters}) == len(chapters)


def test_two_reports_of_one_template_share_no_chapter() -> None:
    template = templates.load("outline-2013")
    first, second = (template.chapters("r" * 12) for _ in range(2))
    assert not {chapter.id for chapter in first} & {chapter.id for chapter in second}


@pytest.mark.parametrize("name", ["nonsense", "", "../sample/report", "outline-2013.toml"])
def test_an_unknown_template_names_those_there_are(name: str) -> None:
    with pytest.raises(UsageError, match=r"blank.*sample"):
        templates.load(name)
