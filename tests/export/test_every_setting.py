"""Each setting of a text that the window offers changes both formats: a report must not look one way in Word and another way as PDF."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from qi_desktop.core.errors import ContentError
from qi_desktop.core.richtext import Run, plain
from qi_desktop.export import style_rules, style_sheet
from qi_desktop.export.document import Contents, Document, Figure, TitlePage
from qi_desktop.export.kinds import TargetKind
from qi_desktop.export.style_sheet import Role
from tests.export import pdf_files, word_files
from tests.export.pdf_files import chinese, picture
from tests.export.word_files import BODY, COVER, FRONT, document, heading, items, paragraph, table

LONG = chinese(90)


@cache
def everything() -> Document:
    """One of every kind of text, each longer than a line, and each twice in a row where that can be."""
    cover = TitlePage("质量", "副题", "甲公司", "Jia Instruments", "2025年度", "第一版", "logo")
    texts = [paragraph(f"{role}{place}", LONG, role) for role in ("body", "quote", "slogan", "signature", "heading_inner") for place in (1, 2)]
    footnote = paragraph("noted", (Run("脚注在此", footnote=LONG),))
    return document(
        COVER[0],
        cover,
        replace(cover, organisation="", organisation_foreign=""),
        FRONT,
        Contents("contents", chinese(50, 6), 3),
        Contents("tables", "表目录", 1, TargetKind.TABLE),
        Contents("figures", "图目录", 1, TargetKind.FIGURE),
        BODY,
        *[heading(f"h{level}", chinese(70, level), (1,) * level, new_page=False) for level in (1, 2, 3, 4)],
        *texts,
        *[replace(item, text=plain(LONG)) for item in items(("bullet", 0, None), ("decimal-dot", 0, None))],
        paragraph("after", LONG),
        footnote,
        Figure("figure", "图 1-1", plain(LONG), LONG, "", LONG, 0.5),
        table("table", [("短", "98"), (LONG, "99")], "产品" * 40, "目标", label="表 1-1", caption=plain(LONG), note=plain(LONG)),
        paragraph("last", LONG),
        BODY,
        heading("back", "结束语", matter="back"),
        pictures=[picture("logo")],
    )


def changed(path: tuple[str, ...], value: object) -> style_sheet.StyleSheet:
    settings = copy.deepcopy(dict(style_sheet.settings("book")))
    inner: dict[str, Any] = settings
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return style_sheet.from_mapping(settings)


def looks(sheet: style_sheet.StyleSheet) -> tuple[list[object], dict[str, bytes]]:
    """All that stands on the pages of the PDF, and the parts of the Word file."""
    made = everything()
    pages = pdf_files.lay(made, sheet, logo=(60.0, 40.0)).pages
    word = word_files.write(made, sheet)
    return [repr(page) for page in pages], {name: word.bytes(name) for name in word.names}


@cache
def usual() -> tuple[list[object], dict[str, bytes]]:
    return looks(style_sheet.load("book"))


def other(role: Role, name: str) -> object:
    values: Mapping[str, object] = {
        "font": "hei" if role.font == "song" else "song",
        "size": 20.0,
        "bold": not role.bold,
        "align": "right" if role.align != "right" else "left",
        "line": f"{role.pitch + 5:g}pt",
        "first_line": role.first_line + 1,
        "left": role.left + 3,
        "right": role.right + 3,
        "before": role.before + 30,
        "after": role.after + 30,
        "colour": "#112233",
    }
    return values[name]


SETTINGS = ("font", "size", "bold", "align", "line", "first_line", "left", "right", "before", "after", "colour")
ROLES = sorted(style_sheet.load("book").roles)


OFFERED = [(role, setting) for role in ROLES for setting in SETTINGS if setting not in style_rules.settled(role)]
SETTLED = [(role, setting) for role in ROLES for setting in SETTINGS if setting in style_rules.settled(role)]


@pytest.mark.parametrize(("role", "setting"), OFFERED)
def test_a_setting_of_a_text_shows_in_both_formats(role: str, setting: str) -> None:
    pages, parts = looks(changed(("roles", role, setting), other(style_sheet.load("book").role(role), setting)))
    assert pages != usual()[0], "the PDF does not follow"
    assert parts != usual()[1], "Word does not follow"


def test_what_the_place_of_a_text_decides_is_left_alone_in_both_formats() -> None:
    settings = copy.deepcopy(dict(style_sheet.settings("book")))
    for role, setting in SETTLED:
        settings["roles"][role][setting] = other(style_sheet.load("book").role(role), setting)
    assert looks(style_sheet.from_mapping(settings)) == usual()


@pytest.mark.parametrize(
    ("setting", "value"), [("logo_above", 9.0), ("title_above", 9.0), ("organisation_above", 9.0), ("logo_height", 5.0), ("logo_width", 5.0)]
)
def test_the_title_page_is_laid_out_as_the_sheet_says_in_both_formats(setting: str, value: float) -> None:
    pages, parts = looks(changed(("title_page", setting), value))
    assert pages[0] != usual()[0][0]
    assert parts != usual()[1]


def test_a_title_page_without_room_for_its_words_is_refused() -> None:
    with pytest.raises(ContentError, match="title page"):
        changed(("title_page", "organisation_above"), 90.0)
