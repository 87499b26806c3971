"""The dialog for style sheets: every setting reaches the sheet, the page beside it is real, nothing changes before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.export import style_sheet
from qi_desktop.session import Session, exporting, portable
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.style_dialog import StyleDialog, role_names

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "样例.qid", template="sample") as session:
        yield session


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> Iterator[StyleDialog]:
    dialog = opened(session, qtbot)
    yield dialog
    dialog.reject()


def opened(session: Session, qtbot: QtBot) -> StyleDialog:
    def remove(key: str) -> None:
        session.styles.remove(key)

    dialog = StyleDialog(session.styles, exporting.load_content(session, session.reports.of_year().id), remove)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def child(dialog: StyleDialog, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def choose(box: QComboBox, value: object) -> None:
    index = box.findData(value)
    assert index >= 0
    box.setCurrentIndex(index)


def test_it_begins_with_the_report_s_own_sheet_and_changes_nothing(dialog: StyleDialog) -> None:
    answer = dialog.answer()
    assert answer.key == "book"
    assert answer.settings == style_sheet.settings("book")


def test_fields_show_what_the_sheet_says(dialog: StyleDialog) -> None:
    assert child(dialog, QDoubleSpinBox, "style_page_margin_left").value() == 31.7
    assert child(dialog, QComboBox, "style_text_size").currentText() == "小四 (12)"
    assert child(dialog, QLineEdit, "style_numbers_level_1").text() == "第{1:chinese}章"


def test_a_paper_is_chosen_by_its_name_and_a_size_of_one_s_own_has_none(dialog: StyleDialog) -> None:
    paper, width = child(dialog, QComboBox, "style_page_paper"), child(dialog, QDoubleSpinBox, "style_page_width")
    assert paper.currentText() == "A4 (210 × 297)"
    choose(paper, "16开")
    assert (width.value(), child(dialog, QDoubleSpinBox, "style_page_height").value()) == (184, 260)
    assert dialog.answer().settings["page"]["height"] == 260
    width.setValue(200)
    assert paper.currentData() == ""
    assert dialog.answer().settings["page"]["width"] == 200
    width.setValue(184)
    assert paper.currentData() == "16开"


def test_changed_fields_are_in_the_answer(dialog: StyleDialog) -> None:
    child(dialog, QDoubleSpinBox, "style_page_margin_left").setValue(20)
    choose(child(dialog, QComboBox, "style_role"), "heading1")
    child(dialog, QComboBox, "style_text_size").setEditText("二号 (22)")
    choose(child(dialog, QComboBox, "style_text_align"), "left")
    child(dialog, QCheckBox, "style_text_bold").setChecked(True)
    child(dialog, QComboBox, "style_text_line_kind").setCurrentIndex(1)
    child(dialog, QDoubleSpinBox, "style_text_line").setValue(30)
    choose(child(dialog, QComboBox, "style_tables_style"), "three-line")
    child(dialog, QComboBox, "style_numbers_table").setEditText("表 {chapter}.{number}")
    child(dialog, QLineEdit, "style_sections_body_header").setText("{company.short_name}")
    child(dialog, QSpinBox, "style_sections_back_first").setValue(100)
    sheet = style_sheet.from_mapping(dialog.answer().settings)
    heading = sheet.role("heading1")
    assert sheet.page.margin_left == 20
    assert (heading.size, heading.align, heading.bold, heading.line_points) == (22, "left", True, 30)
    assert (sheet.table.style, sheet.captions.table) == ("three-line", "表 {chapter}.{number}")
    assert (sheet.sections["body"].header, sheet.sections["back"].first) == ("{company.short_name}", 100)
    assert sheet.role("body") == style_sheet.load("book").role("body")


def test_a_scheme_of_numbers_fills_all_levels_and_an_own_one_is_named_so(dialog: StyleDialog) -> None:
    schemes = child(dialog, QComboBox, "style_numbers_scheme")
    schemes.setCurrentIndex(1)
    schemes.activated.emit(1)
    assert dialog.answer().settings["numbering"]["levels"] == style_sheet.settings("official")["numbering"]["levels"]
    edit = child(dialog, QLineEdit, "style_numbers_level_2")
    edit.setText("第{2}节")
    edit.textEdited.emit("第{2}节")
    assert schemes.currentData() is None
    assert dialog.answer().settings["numbering"]["levels"][1] == "第{2}节"


def test_a_font_of_another_sheet_can_be_used(dialog: StyleDialog) -> None:
    choose(child(dialog, QComboBox, "style_text_font"), "fang")
    settings = dialog.answer().settings
    assert set(settings["fonts"]) == {"song", "hei", "fang"}
    assert style_sheet.from_mapping(settings).role("body").font == "fang"


def test_what_no_page_can_be_made_with_is_said_and_cannot_be_used(dialog: StyleDialog) -> None:
    child(dialog, QDoubleSpinBox, "style_page_margin_left").setValue(180)
    problem = child(dialog, QLabel, "style_problem")
    assert "room" in problem.text()
    assert not dialog.accept_button.isEnabled()
    child(dialog, QDoubleSpinBox, "style_page_margin_left").setValue(30)
    assert not problem.isVisible()
    assert dialog.accept_button.isEnabled()


def test_the_original_can_be_restored(dialog: StyleDialog) -> None:
    child(dialog, QDoubleSpinBox, "style_page_margin_left").setValue(20)
    child(dialog, QPushButton, "style_restore").click()
    assert dialog.answer().settings == style_sheet.settings("book")


def test_the_page_beside_follows_the_settings(dialog: StyleDialog, qtbot: QtBot) -> None:
    pictures: list[QImage] = []
    dialog.page_view.maker.drawn.connect(lambda page, picture: pictures.append(picture))
    qtbot.waitUntil(lambda: len(pictures) > 0, timeout=20_000)
    assert dialog.page_view.count == 25
    dialog.page_view.turn_to(2)
    qtbot.waitUntil(lambda: dialog.page_view.page == 2 and len(pictures) > 1, timeout=20_000)
    before = len(pictures)
    child(dialog, QDoubleSpinBox, "style_page_margin_left").setValue(60)
    qtbot.waitUntil(lambda: len(pictures) > before, timeout=20_000)
    qtbot.waitUntil(lambda: dialog.page_view.count > 25, timeout=20_000)


def test_pages_are_turned_by_keys_and_stop_at_the_ends(dialog: StyleDialog, qtbot: QtBot) -> None:
    view = dialog.page_view
    qtbot.waitUntil(lambda: view.count > 0, timeout=20_000)
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 1
    view.turn_to(1000)
    assert view.page == view.count - 1
    assert not child(dialog, QWidget, "page_forward").isEnabled()


def test_an_own_sheet_is_renamed_and_deleted(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    report = session.reports.of_year().id
    own = session.styles.use(
        report, "book", {**style_sheet.settings("book"), "draft": {"watermark": "初稿", "review_watermark": "送审"}}, "甲"
    ).created
    dialog = opened(session, qtbot)
    assert dialog.answer().key == own
    child(dialog, QLineEdit, "style_name").setText("乙")
    assert dialog.answer().name == "乙"
    monkeypatch.setattr(messages, "ask", lambda *_: True)
    child(dialog, QPushButton, "style_delete").click()
    assert session.styles.own() == []
    assert dialog.answer().key == "book"
    dialog.reject()


def test_cancel_leaves_the_library_as_it_was(session: Session, qtbot: QtBot) -> None:
    before = portable.dump(session)
    dialog = opened(session, qtbot)
    child(dialog, QDoubleSpinBox, "style_page_margin_left").setValue(20)
    dialog.reject()
    assert portable.dump(session) == before


def test_every_kind_of_text_of_the_shipped_sheets_can_be_chosen() -> None:
    assert set(role_names()) == set(style_sheet.settings("book")["roles"])


def test_only_what_a_kind_of_text_has_is_offered(dialog: StyleDialog, qtbot: QtBot) -> None:
    roles = child(dialog, QComboBox, "style_role")
    indent, alignment = child(dialog, QWidget, "style_text_first_line"), child(dialog, QWidget, "style_text_align")
    assert not indent.isHidden()
    roles.setCurrentIndex(roles.findData("header"))
    assert indent.isHidden()
    assert not alignment.isHidden()
    roles.setCurrentIndex(roles.findData("table_cell"))
    assert alignment.isHidden()
    roles.setCurrentIndex(roles.findData("body"))
    assert not indent.isHidden()
    assert not alignment.isHidden()


def test_a_header_takes_a_field_of_the_library_by_its_name(dialog: StyleDialog) -> None:
    button = next(button for button in dialog.findChildren(QToolButton) if "Header" in button.accessibleName())
    (entry,) = [action for action in button.menu().actions() if action.text() == "原料合格率"]
    entry.trigger()
    assert sum("{原料合格率}" in line.text() for line in dialog.findChildren(QLineEdit)) == 1
