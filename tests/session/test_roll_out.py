"""A new library begins with what is preset on the computer: company, outline, style sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop.export import style_sheet
from qi_desktop.session import Session, roll_out, templates

TEMPLATE = """
title = { zh = "集团模板" }
description = { zh = "集团统一的章节。" }
report_title = "集团质量诚信报告"
[[nodes]]
key = "G1"
level = 1
title = "郑重声明"
matter = "front"
[[nodes]]
key = "G2"
level = 1
title = "质量管理"
guidance = "写制度。"
[[nodes]]
key = "G2.1"
level = 2
title = "质量教育"
"""


@pytest.fixture
def computer(home: Path) -> Path:
    """The folder in which the administrator places presets."""
    folder = home / "computer"
    for kind in ("templates", "style_sheets"):
        (folder / kind).mkdir(parents=True)
    return folder


def test_company_data_and_a_shipped_style_sheet_are_taken(computer: Path, tmp_path: Path) -> None:
    (computer / "settings.toml").write_text('style = "official"\n[company]\nname = "某某仪表有限公司"\nphone = "0577"\n', "utf-8")
    with Session.create(tmp_path / "a.qid", template="blank", year=2024) as session:
        assert (session.company.get().name, session.company.get().phone) == ("某某仪表有限公司", "0577")
        assert session.reports.of_year().style == "official"


def test_a_company_that_is_named_wins(computer: Path, tmp_path: Path) -> None:
    (computer / "settings.toml").write_text('[company]\nname = "甲"\nphone = "1"\n', "utf-8")
    with Session.create(tmp_path / "a.qid", company="乙", template="blank", year=2024) as session:
        assert (session.company.get().name, session.company.get().phone) == ("乙", "1")


def test_the_sample_stays_the_sample_company_s(computer: Path, tmp_path: Path) -> None:
    (computer / "settings.toml").write_text('style = "official"\n[company]\nname = "甲"\n', "utf-8")
    with Session.create(tmp_path / "a.qid", template="sample") as session:
        assert (session.company.get().name, session.reports.of_year().style) == ("天信仪表集团有限公司", "book")


def test_a_preset_style_sheet_travels_in_the_library(computer: Path, tmp_path: Path) -> None:
    (computer / "settings.toml").write_text('style = "group"', "utf-8")
    file = computer / "style_sheets" / "group.toml"
    file.write_text('base = "official"\ntitle = { zh = "集团公文" }\n[page]\nmargin_left = 31.5\n', "utf-8")
    with Session.create(tmp_path / "a.qid", template="blank", year=2024) as session:
        file.unlink()  # as on another computer
        style = session.styles.get(session.reports.of_year().style)
        sheet = session.styles.sheet(style.id)
    assert (style.name, style.base, sheet.page.margin_left) == ("集团公文", "official", 31.5)
    assert sheet.page.margin_right == style_sheet.load("official").page.margin_right


def test_a_preset_template_is_offered_first_and_can_be_used(computer: Path, tmp_path: Path) -> None:
    (computer / "settings.toml").write_text('template = "group"', "utf-8")
    (computer / "templates" / "group.toml").write_text(TEMPLATE, "utf-8")
    assert templates.preferred() == "group"
    with Session.create(tmp_path / "a.qid", template=templates.preferred(), year=2024) as session:
        report = session.reports.of_year()
        titles = {chapter.title for chapter in session.reports.chapters(report.id)}
    assert (report.title, titles) == ("集团质量诚信报告", {"郑重声明", "质量管理", "质量教育"})
    assert roll_out.problems() == []


@pytest.mark.parametrize(
    "content",
    [
        b"nodes = ",
        b"\xff",
        b'title = "x"\nnodes = []',
        TEMPLATE.replace("level = 2", "level = 4").encode(),
        TEMPLATE.replace('"front"', '"sideways"').encode(),
    ],
)
def test_a_malformed_template_is_not_offered_and_told_in_one_sentence(computer: Path, content: bytes) -> None:
    (computer / "templates" / "group.toml").write_bytes(content)
    assert templates.names() == ("blank", "outline-2013", "outline-31870")
    assert [str(problem).split(" has")[0] for problem in roll_out.problems()] == [f"The template “{computer / 'templates' / 'group.toml'}”"]


@pytest.mark.parametrize("name", ["missing", "broken", "impossible", "orphan"])
def test_a_style_sheet_that_cannot_be_used_is_told_and_the_library_is_made_without_it(computer: Path, tmp_path: Path, name: str) -> None:
    (computer / "settings.toml").write_text(f'style = "{name}"', "utf-8")
    for file, content in {"broken": "page = ", "impossible": "[page]\nwidth = -1\n", "orphan": 'base = "nobody"'}.items():
        (computer / "style_sheets" / f"{file}.toml").write_text(content, "utf-8")
    assert len(roll_out.problems()) == 1
    with Session.create(tmp_path / "a.qid", template="blank", year=2024) as session:
        assert (session.reports.of_year().style, session.styles.own()) == ("book", [])


def test_names_that_nothing_has_are_told_with_those_there_are(computer: Path) -> None:
    (computer / "settings.toml").write_text('language = "fr"\ntemplate = "nobody"', "utf-8")
    assert [str(problem) for problem in roll_out.problems()] == [
        "The preset language “fr” is none of: zh_CN, en.",
        "The preset template “nobody” is none of: blank, outline-2013, outline-31870.",
    ]
    assert templates.preferred() == templates.STANDARD
