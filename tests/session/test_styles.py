"""Style sheets of the library's own: copied, changed, used, removed, undone, and never a danger."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core.errors import ContentError, QiError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import Style
from qi_desktop.export import style_sheet
from qi_desktop.session import Session, exporting, portable


@pytest.fixture
def own(session: Session) -> str:
    """A copy of the book style."""
    return session.styles.add("book", "本公司版式").created


def changed(session: Session, style: str, part: str, name: str, value: Any) -> dict[str, Any]:
    """The settings of a sheet with one value replaced; a role's is written as `body/size`."""
    settings = copy.deepcopy(dict(session.styles.settings(style)))
    inner = settings[part]
    *path, last = name.split("/")
    for step in path:
        inner = inner[step]
    inner[last] = value
    return settings


def test_a_copy_says_what_its_original_says(session: Session, own: str) -> None:
    assert session.styles.settings(own) == style_sheet.settings("book")
    assert session.styles.sheet(own) == style_sheet.load("book")


def test_what_is_offered_are_the_shipped_sheets_and_the_own_by_name(session: Session, own: str) -> None:
    assert session.styles.titles("zh") == {"book": "企业书籍式", "official": "公文式", "screen": "简洁屏读", own: "本公司版式"}


def test_a_copy_of_a_copy_begins_as_that(session: Session, own: str) -> None:
    session.styles.change(own, settings=changed(session, own, "page", "margin_left", 28.0))
    second = session.styles.add(own, "第二种").created
    assert session.styles.sheet(second).page.margin_left == 28.0
    assert session.styles.get(second).base == "book"


def test_it_is_found_by_its_name_as_well(session: Session, own: str) -> None:
    assert session.styles.sheet("本公司版式") == session.styles.sheet(own)


def test_changed_settings_are_used_by_the_report_that_names_it(filled: Session, tmp_path: Path) -> None:
    own = filled.styles.add("book", "本公司版式").created
    filled.styles.change(own, settings=changed(filled, own, "captions", "table", "Table {number}"))
    report = filled.reports.of_year()
    filled.reports.change(report.id, style=own)
    document = exporting.load_document(filled, report.id)
    written = exporting.export_files(document, filled.styles.sheet(own), tmp_path / "a.docx", tmp_path / "a.pdf")
    assert written.remarks == ()
    assert filled.styles.usable_sheet(own)[0].captions.table == "Table {number}"


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("page", "width", 10.0),
        ("page", "margin_left", 150.0),
        ("page", "margin_top", -1.0),
        ("page", "width", "wide"),
        ("page", "width", True),
        ("roles", "body/size", 500.0),
        ("roles", "body/size", "不存在的字号"),
        ("roles", "body/font", "none"),
        ("roles", "body/align", "sideways"),
        ("roles", "body/line", 0.0),
        ("roles", "body/line", "1pt"),
        ("roles", "body/colour", "red"),
        ("roles", "body/unknown", 1),
        ("fonts", "song/regular", "../../secret.ttf"),
        ("fonts", "song/regular", "missing.ttf"),
        ("table", "style", "baroque"),
        ("table", "head_fill", "url(x)"),
        ("numbering", "levels", ["{2}"]),
        ("numbering", "levels", []),
        ("numbering", "levels", [1]),
        ("captions", "table", "表"),
        ("captions", "table", "表 {company.name}-{number}"),
        ("sections", "body/number", "runes"),
        ("contents", "depth", -1),
    ],
)
def test_settings_with_which_no_page_can_be_made_are_refused_and_nothing_changes(
    session: Session, own: str, part: str, name: str, value: object
) -> None:
    before = portable.dump(session)
    settings = changed(session, own, part, name, value)
    with pytest.raises(ContentError):
        session.styles.change(own, settings=settings)
    assert portable.dump(session) == before


def test_names_are_not_empty_and_not_used_twice(session: Session, own: str) -> None:
    for name in ("", "  ", "本公司版式", "book"):
        with pytest.raises(RefusedError):
            session.styles.add("official", name)
    other = session.styles.add("official", "另一种").created
    with pytest.raises(RefusedError):
        session.styles.change(other, name="本公司版式")


def test_a_shipped_sheet_that_is_not_changed_is_used_as_it_is(filled: Session, report: str) -> None:
    filled.styles.use(report, "screen", filled.styles.settings("screen"))
    assert filled.reports.get(report).style == "screen"
    assert filled.styles.own() == []


def test_a_shipped_sheet_that_is_changed_becomes_a_copy_in_one_step(filled: Session, report: str) -> None:
    before = portable.dump(filled)
    made = filled.styles.use(report, "book", changed(filled, "book", "page", "margin_left", 20.0), "本公司版式").created
    assert filled.reports.get(report).style == made
    assert filled.styles.sheet(made).page.margin_left == 20.0
    assert style_sheet.load("book").page.margin_left == 31.7
    filled.undo()
    assert portable.dump(filled) == before


def test_an_own_sheet_is_changed_and_renamed_where_it_stands(filled: Session, report: str) -> None:
    own = filled.styles.add("book", "本公司版式").created
    filled.styles.use(report, own, changed(filled, own, "page", "margin_left", 20.0), "新名称")
    (style,) = filled.styles.own()
    assert (style.id, style.name, filled.reports.get(report).style) == (own, "新名称", own)


def test_nothing_is_used_that_no_page_can_be_made_with(filled: Session, report: str) -> None:
    before = portable.dump(filled)
    with pytest.raises(ContentError):
        filled.styles.use(report, "book", changed(filled, "book", "page", "margin_left", 200.0), "本公司版式")
    with pytest.raises(RefusedError):
        filled.styles.use(report, "book", changed(filled, "book", "page", "margin_left", 20.0), " ")
    assert portable.dump(filled) == before


def test_reports_fall_back_to_the_original_when_the_copy_is_removed(filled: Session) -> None:
    own = filled.styles.add("official", "本公司版式").created
    report = filled.reports.of_year().id
    filled.reports.change(report, style=own)
    filled.styles.remove(own)
    assert filled.reports.get(report).style == "official"
    filled.undo()
    assert filled.reports.get(report).style == own


def test_each_act_is_one_step_back(session: Session) -> None:
    before = portable.dump(session)
    own = session.styles.add("book", "本公司版式").created
    session.styles.change(own, "改名", changed(session, own, "page", "margin_left", 20.0))
    session.undo()
    assert session.styles.get(own).name == "本公司版式"
    session.undo()
    assert portable.dump(session) == before


def test_a_dump_brings_it_along(session: Session, own: str, tmp_path: Path) -> None:
    portable.write_dump(session, tmp_path / "a.json")
    with Session.load(tmp_path / "a.json", tmp_path / "b.qid") as loaded:
        assert loaded.styles.own() == session.styles.own()
        assert portable.dump(loaded) == portable.dump(session)


def keep_as_is(session: Session, settings: dict[str, Any], base: str = "book") -> str:
    """Put a style sheet into the library past the verb's checks, as a stranger's file may hold it."""
    style = Style(new_id(), "异样", base, settings)
    with session.library.operation("style.add", style.name):
        session.repository.insert(style)
    return style.id


def test_settings_of_an_older_version_are_completed_from_the_original(session: Session) -> None:
    style = keep_as_is(session, {"page": {"margin_left": 20.0}})
    sheet = session.styles.sheet(style)
    assert (sheet.page.margin_left, sheet.page.margin_right) == (20.0, 31.7)


def test_an_original_that_this_version_does_not_have_is_replaced_by_the_first(session: Session) -> None:
    assert session.styles.sheet(keep_as_is(session, {}, "baroque")) == style_sheet.load("book")


def test_an_unusable_one_is_named_and_the_report_is_made_with_its_original(filled: Session, tmp_path: Path) -> None:
    style = keep_as_is(filled, {"page": {"width": 1}}, "screen")
    sheet, remarks = filled.styles.usable_sheet(style)
    assert sheet == style_sheet.load("screen")
    assert len(remarks) == 1
    document = exporting.load_document(filled, filled.reports.of_year().id, style)
    written = exporting.export_files(document, sheet, None, tmp_path / "a.pdf", known=remarks)
    assert written.remarks[0] == remarks[0]


@pytest.mark.parametrize("kept", ["5", '{"page":'])
def test_a_report_is_made_even_when_the_library_s_sheets_cannot_be_read(filled: Session, kept: str, tmp_path: Path) -> None:
    style = keep_as_is(filled, {})
    with filled.library.operation("style.change"):
        filled.library.connection.execute("UPDATE style SET settings = ?", (kept,))
    sheet, remarks = filled.styles.usable_sheet(style)
    assert sheet == style_sheet.load("book")
    document = exporting.load_document(filled, filled.reports.of_year().id, style)
    written = exporting.export_files(document, sheet, tmp_path / "a.docx", tmp_path / "a.pdf", known=remarks)
    assert "style" in str(written.remarks[0].message)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(part=st.sampled_from(sorted(style_sheet.settings("book"))), value=_JSON)
def test_no_settings_raise_anything_but_a_sentence(part: str, value: object) -> None:
    settings = style_sheet.completed({part: value}, style_sheet.settings("book"))
    try:
        sheet = style_sheet.from_mapping(settings)
    except QiError:
        return
    assert sheet.page.width > 0
