"""Rules about the report as a whole."""

from __future__ import annotations

from dataclasses import replace

from qi_desktop.core.checks import FrameSubject, check_frame
from qi_desktop.core.model import Chapter, Company, Matter
from tests.core.checks.examples import REPORT

COMPANY = Company("co", name="甲公司")
WHOLE = replace(REPORT, cycle="一年", access="公司网站")


def chapter(number: int, title: str, parent: str = "", matter: Matter = Matter.BODY) -> Chapter:
    return Chapter(f"c{number}", "r", parent, f"{number}", title, matter)


def rules(subject: FrameSubject) -> list[str]:
    return [finding.rule for finding in check_frame(subject)]


def test_a_complete_report_is_silent() -> None:
    chapters = [chapter(1, "质量承诺"), chapter(2, "质量承诺", "c1"), chapter(3, "质量承诺", matter=Matter.BACK), chapter(4, ""), chapter(5, "")]
    assert rules(FrameSubject(COMPANY, WHOLE, chapters)) == []


def test_each_thing_that_every_report_states_is_asked_for() -> None:
    bare = replace(WHOLE, title=" ", period_end="", cycle="", access="")
    assert rules(FrameSubject(replace(COMPANY, name=""), bare, [])) == ["metadata-missing"] * 5


def test_chapters_side_by_side_with_one_title_are_told_with_both_places() -> None:
    (finding,) = check_frame(FrameSubject(COMPANY, WHOLE, [chapter(1, "质量承诺"), chapter(2, "质量承诺 ")]))
    assert finding.rule == "duplicate-title"
    assert [spot.page for spot in finding.places] == ["c2", "c1"]
