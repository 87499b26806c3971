"""The main window: opening and closing libraries, export in a worker, failures in plain words, and what it remembers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QPushButton, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop import paths
from qi_desktop.core import fields
from qi_desktop.core.errors import CancelledError
from qi_desktop.core.messages import message
from qi_desktop.core.queries import Query
from qi_desktop.export import style_sheet
from qi_desktop.export.document import Remark
from qi_desktop.export.kinds import TargetKind
from qi_desktop.session import Session, exporting
from qi_desktop.settings import Settings
from qi_desktop.store.exports import ExportRecords
from qi_desktop.ui import qtext
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.export_dialog import ExportChoice, ExportDialog, ExportedDialog
from qi_desktop.ui.dialogs.fields_dialog import FieldsDialog
from qi_desktop.ui.dialogs.library_dialogs import NewLibrary, NewLibraryDialog, NewReportDialog
from qi_desktop.ui.dialogs.properties import CompanyDialog, ReportDialog
from qi_desktop.ui.main_window import MainWindow
from tests.ui.editing import child

STYLES = {name: style_sheet.load(name).title["en"] for name in style_sheet.names()}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "样例.qid"
    Session.create(path, template="sample").close()
    return path


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close_library()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window tells; every question is answered with no."""
    sentences: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, text, title="": sentences.append(text))
    monkeypatch.setattr(messages, "ask", lambda parent, text, accept, title="": sentences.append(text))
    return sentences


def say_yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []

    def ask(parent: QWidget | None, text: str, accept: str, title: str = "") -> bool:
        sentences.append(text)
        return True

    monkeypatch.setattr(messages, "ask", ask)
    return sentences


def choose(window: MainWindow, title: str) -> None:
    assert window.workspace is not None
    nodes = window.workspace.tree.chapters._nodes.values()
    window.workspace.tree.show_chapter(next(node.chapter.id for node in nodes if node.chapter.title == title))


def test_without_a_library_the_start_page_offers_the_ways_to_one(window: MainWindow) -> None:
    assert window.workspace is None
    for name in ("start_new", "start_open", "start_sample"):
        button = window.findChild(QWidget, name)
        assert button is not None
        assert button.isVisible()
    assert not window.menus.export_action.isEnabled()


def test_the_sample_opens_with_one_click(window: MainWindow, qtbot: QtBot) -> None:
    button = window.findChild(QWidget, "start_sample")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.workspace is not None
    assert window.workspace.session.path.parent == paths.documents()
    assert window.workspace.editor.chapter_id, "a chapter is shown at once"
    window.close_library()
    window.open_sample()
    assert window.workspace is not None


def test_a_new_library_is_made_and_opened(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wished = NewLibrary(tmp_path / "新.qid", "甲公司", 2025, "outline-2013")
    monkeypatch.setattr(NewLibraryDialog, "ask", lambda *_: wished)
    window.new_library()
    assert window.workspace is not None
    assert window.workspace.session.company.get().name == "甲公司"
    assert "新" in window.windowTitle()


def test_the_suggested_place_works_on_a_computer_that_was_never_used(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not paths.documents().exists()
    monkeypatch.setattr(NewLibraryDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
    window.new_library()
    assert window.workspace is not None
    assert window.workspace.session.path.parent == paths.documents()


def test_what_was_entered_for_a_new_library_is_not_lost_with_a_bad_name(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    def accept(dialog: NewLibraryDialog) -> int:
        if not told:
            dialog.enter(NewLibrary(tmp_path / "no folder" / "a.qid", "甲公司", 2024, "outline-31870"))
        else:
            assert dialog.answer() == NewLibrary(tmp_path / "no folder" / "a.qid", "甲公司", 2024, "outline-31870")
            dialog._path.setText(str(tmp_path / "a.qid"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NewLibraryDialog, "exec", accept)
    window.new_library()
    assert len(told) == 1
    assert window.workspace is not None
    assert window.workspace.session.company.get().name == "甲公司"


def test_a_dialog_opens_with_the_cursor_in_its_first_field(qtbot: QtBot) -> None:
    dialog = NewLibraryDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog._company
    dialog._path.setFocus()
    for name in ("new_browse", "new_library_dialog_accept"):
        dialog.focusNextChild()
        focused = dialog.focusWidget()
        assert focused is not None
        assert focused.objectName() == name, "the buttons come last"


def test_recent_libraries_and_the_place_in_them_are_remembered(window: MainWindow, sample: Path, qtbot: QtBot) -> None:
    window.open_library(sample)
    choose(window, "质量方针")
    assert window.workspace is not None
    chapter = window.workspace.editor.chapter_id
    window.close()
    again = MainWindow(Settings())
    qtbot.addWidget(again)
    again.open_library(Settings().recent_libraries()[0])
    assert again.workspace is not None
    assert again.workspace.editor.chapter_id == chapter
    again.close_library()


def test_typing_is_in_the_library_after_closing(window: MainWindow, sample: Path) -> None:
    window.open_library(sample)
    choose(window, "公司愿景")
    assert window.workspace is not None
    chapter = window.workspace.editor.chapter_id
    QTest.keyClicks(window.workspace.editor.area, "Words of her own. ")
    window.close()
    with Session.open(sample, read_only=True) as session:
        texts = ["".join(run.text for run in block.text) for block in session.blocks.of_chapter(chapter)]
    assert "Words of her own. " in texts[0]


def test_undo_outside_the_text_takes_back_the_last_operation_and_names_it(window: MainWindow, sample: Path) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    choose(window, "公司愿景")
    window.workspace.tree.setFocus()
    window.workspace.tree.delete()
    assert "公司愿景" in window.menus.undo_action.text()
    window.undo()
    assert window.workspace.session.chapters.bin(window.workspace.hub.report_id) == []
    assert "公司愿景" in window.menus.redo_action.text()


def test_redo_has_the_keys_of_the_desktop_and_those_of_word(window: MainWindow) -> None:
    keys = {keys.toString() for keys in window.menus.redo_action.shortcuts()}
    assert {"Ctrl+Y", "Ctrl+Shift+Z"} <= keys


def test_a_library_open_elsewhere_is_offered_for_reading(window: MainWindow, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = say_yes(monkeypatch)
    with Session.open(sample):
        window.open_library(sample)
        assert len(asked) == 1
        assert window.workspace is not None
        assert window.workspace.session.read_only
        assert "read-only" in window.windowTitle()
        assert not window.menus.company_action.isEnabled()
        assert not window.menus.undo_action.isEnabled()
        window.close_library()


def test_a_file_that_is_no_library_is_told_in_one_sentence(window: MainWindow, tmp_path: Path, told: list[str]) -> None:
    (tmp_path / "a.qid").write_text("hello")
    window.open_library(tmp_path / "a.qid")
    window.open_library(tmp_path / "missing.qid")
    assert len(told) == 2
    assert window.workspace is None


def test_a_library_deleted_while_open_can_be_saved_elsewhere(
    window: MainWindow, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    choose(window, "公司愿景")
    sample.unlink()
    asked = say_yes(monkeypatch)
    rescued = tmp_path / "救回.qid"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(rescued), ""))
    window.workspace.tree.delete()
    qtbot.waitUntil(rescued.is_file)
    assert "moved or deleted" in asked[0]
    assert window.workspace.session.path == rescued
    window.workspace.tree.delete()
    assert window.workspace.session.history(1)[0].verb == "chapter.delete"


def test_company_and_report_settings_are_changed_in_dialogs(window: MainWindow, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    session = window.workspace.session
    monkeypatch.setattr(CompanyDialog, "exec", lambda self: self._edits["phone"].setText("123") or QDialog.DialogCode.Accepted)
    window.edit_company()
    assert session.company.get().phone == "123"
    monkeypatch.setattr(ReportDialog, "exec", lambda self: self._ordinal.setValue(7) or QDialog.DialogCode.Accepted)
    before = session.reports.of_year()
    window.edit_report()
    after = session.reports.of_year()
    assert after.ordinal == 7
    assert (after.title, after.period_start, after.style, after.status) == (before.title, before.period_start, before.style, before.status)


def test_another_report_can_be_made_and_shown(window: MainWindow, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    monkeypatch.setattr(NewReportDialog, "ask", lambda *_: (2019, "", "outline-31870"))
    window.new_report()
    assert window.workspace.session.reports.get(window.workspace.hub.report_id).year == 2019
    assert window.workspace.reports.isVisible()
    window.workspace.reports.setCurrentIndex(1)
    assert window.workspace.session.reports.get(window.workspace.hub.report_id).year == 2018
    assert window.workspace.tree.chapters.rowCount() == 10


def test_undoing_a_new_report_leads_back_to_the_one_before_and_redoing_shows_it_again(
    window: MainWindow, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NewReportDialog, "ask", lambda *_: (2031, "", "outline-31870"))
    window.open_library(sample)
    workspace = window.workspace
    assert workspace is not None
    before = workspace.hub.report_id
    window.new_report()
    assert workspace.hub.report_id != before
    workspace.open_register("inspections")
    workspace.hub.undo()
    assert workspace.hub.report_id == before
    assert workspace.tree.chapters.rowCount() > 0
    workspace.open_register("inspections")
    workspace.select_first()
    assert workspace.editor.drafts()


def test_a_library_whose_only_report_is_undone_goes_on_without_one(window: MainWindow, tmp_path: Path) -> None:
    with Session.create(tmp_path / "b.qid") as session:
        assert not session.reports.all()
    window.open_library(tmp_path / "b.qid")
    workspace = window.workspace
    assert workspace is not None
    reports = workspace.session.reports
    workspace.hub.perform(lambda: reports.new(2020, "blank"))
    made = workspace.hub.report_id
    assert made
    workspace.hub.undo()
    assert not workspace.hub.report_id
    assert workspace.tree.chapters.rowCount() == 0
    for register in ("inspections", "standards_drafted"):
        workspace.open_register(register)
    workspace.hub.redo()
    assert workspace.hub.report_id == made
    assert workspace.tree.chapters.rowCount() > 0


def test_a_register_opens_from_the_list_and_from_the_text(window: MainWindow, sample: Path) -> None:
    window.open_library(sample)
    workspace = window.workspace
    assert workspace is not None
    workspace.editor.register_requested.emit("certificate_models", workspace.session.rows.of("product_certificates")[1].id)
    assert workspace.pages.currentWidget() is workspace.panel
    assert workspace.shown_register() == "product_certificates"
    choose(window, "公司愿景")
    assert workspace.pages.currentWidget() is workspace.editor


def test_export_writes_both_files_while_the_window_goes_on(window: MainWindow, sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    window.open_library(sample)
    choice = ExportChoice(tmp_path / "a.docx", tmp_path / "a.pdf", "book", True)
    window.export(choice)
    assert not window.menus.export_action.isEnabled()
    qtbot.waitUntil(lambda: window.menus.export_action.isEnabled(), timeout=20_000)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
    shown = window.findChild(ExportedDialog)
    assert shown is not None
    shown.close()


@pytest.mark.parametrize("names", [(), ("a.pdf",)])
def test_the_folder_of_an_export_can_be_opened_only_if_files_were_written(tmp_path: Path, qtbot: QtBot, names: tuple[str, ...]) -> None:
    dialog = ExportedDialog(exporting.ExportReport(tuple(tmp_path / name for name in names), 1, ()))
    qtbot.addWidget(dialog)
    assert child(dialog, QPushButton, "open_folder").isEnabled() == bool(names)


def test_long_remarks_on_an_export_are_read_without_scrolling_sideways(tmp_path: Path, qtbot: QtBot) -> None:
    remark = Remark("", message("This picture could not be read, so a frame stands in its place on the page: {number}", number="1 " * 90))
    dialog = ExportedDialog(exporting.ExportReport((tmp_path / "a.pdf",), 1, (remark,)))
    qtbot.addWidget(dialog)
    dialog.show()
    remarks = child(dialog, QListWidget, "export_remarks")
    qtbot.waitUntil(lambda: remarks.visualItemRect(remarks.item(0)).height() > 2 * remarks.fontMetrics().height())
    assert remarks.horizontalScrollBar().maximum() == 0


def test_a_review_copy_is_remembered_in_the_open_library(window: MainWindow, sample: Path, tmp_path: Path, qtbot: QtBot, told: list[str]) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    session, step = window.workspace.session, window.workspace.session.library.next_to_undo()
    window.export(ExportChoice(tmp_path / "a.docx", None, "book", False, True))
    qtbot.waitUntil(lambda: window.menus.export_action.isEnabled(), timeout=20_000)
    assert told == []
    (export,) = ExportRecords(session.library).of_report(session.reports.of_year().id)
    assert export.file_name == "a.docx"
    assert session.library.next_to_undo() == step
    shown = window.findChild(ExportedDialog)
    assert shown is not None
    shown.close()


def test_a_review_copy_that_was_ready_when_the_library_closed_is_told_as_unknown(
    window: MainWindow, sample: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    made = exporting.ExportReport((tmp_path / "a.docx",), 1, (), "ab12c", "0" * 64)
    monkeypatch.setattr(exporting, "export_files", lambda *_: made)
    window.open_library(sample)
    window.export(ExportChoice(tmp_path / "a.docx", None, "book", False, True))
    assert window.close_library()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "export the copy again" in told[0]
    assert window.findChild(ExportedDialog) is None


def test_a_review_copy_cannot_be_made_of_a_library_opened_for_reading(
    window: MainWindow, sample: Path, tmp_path: Path, qtbot: QtBot, told: list[str]
) -> None:
    window.open_library(sample, read_only=True)
    window.export(ExportChoice(tmp_path / "a.docx", None, "book", False, True))
    assert len(told) == 1
    assert not (tmp_path / "a.docx").exists()
    dialog = ExportDialog(tmp_path, "a", "book", STYLES, True, True, False, None, False)
    qtbot.addWidget(dialog)
    assert not dialog._review.isEnabled()
    assert "reading only" in dialog._review.toolTip()


def test_a_review_copy_is_a_word_file_and_no_draft(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(tmp_path, "a", "book", STYLES, True, True, True)
    qtbot.addWidget(dialog)
    dialog._review.setChecked(True)
    assert dialog.answer().review
    assert not dialog._draft.isEnabled()
    dialog._word.setChecked(False)
    assert not dialog.accept_button.isEnabled(), "only Word comes back with changes"
    dialog._review.setChecked(False)
    assert dialog.accept_button.isEnabled()
    assert dialog._draft.isEnabled()


def test_a_version_is_exported_as_it_was(window: MainWindow, sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    session, report_id = window.workspace.session, window.workspace.hub.report_id
    style = session.styles.usable_sheet(session.reports.get(report_id).style)[0]
    exporting.export_files(exporting.load_document(session, report_id), style, None, tmp_path / "then.pdf")
    kept = session.snapshots.take(report_id, "批准稿")
    window.workspace.hub.perform(lambda: session.company.change(name="乙公司"))
    window.export(ExportChoice(None, tmp_path / "kept.pdf", "", False, version=kept.id))
    qtbot.waitUntil(lambda: window._task is None, timeout=20_000)
    assert (tmp_path / "kept.pdf").read_bytes() == (tmp_path / "then.pdf").read_bytes()


def test_a_cancelled_export_leaves_no_file_and_is_told_quietly(
    window: MainWindow, sample: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    def cancelled(*_: object) -> None:
        raise CancelledError(message("Cancelled; nothing was changed."))

    monkeypatch.setattr(exporting, "export_files", cancelled)
    window.open_library(sample)
    window.export(ExportChoice(tmp_path / "a.docx", None, "book", False))
    qtbot.waitUntil(lambda: window.menus.export_action.isEnabled(), timeout=20_000)
    assert told == []
    assert not (tmp_path / "a.docx").exists()


def test_an_export_that_cannot_be_written_says_why(window: MainWindow, sample: Path, tmp_path: Path, qtbot: QtBot, told: list[str]) -> None:
    window.open_library(sample)
    window.export(ExportChoice(tmp_path / "no folder" / "a.docx", None, "book", False))
    qtbot.waitUntil(lambda: window.menus.export_action.isEnabled(), timeout=20_000)
    assert len(told) == 1
    assert "no folder" in told[0]


def test_the_export_dialog_names_the_files(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(tmp_path, "报告v1.2", "official", STYLES, True, False, True)
    qtbot.addWidget(dialog)
    assert dialog.answer() == ExportChoice(tmp_path / "报告v1.2.docx", None, "official", True)
    dialog._word.setChecked(False)
    assert not dialog.accept_button.isEnabled(), "at least one format"


def test_a_new_librarys_file_is_named_after_company_and_year(qtbot: QtBot) -> None:
    dialog = NewLibraryDialog()
    qtbot.addWidget(dialog)
    dialog._company.setText("甲/乙公司")
    dialog._year.setValue(2024)
    assert dialog.answer().path == paths.documents() / "甲乙公司2024.qid"
    dialog._path.setText("/tmp/own")
    dialog._company.setText("丙公司")
    assert dialog.answer().path == Path("/tmp/own.qid")


def test_every_control_of_the_window_has_a_name_for_tests_and_for_screen_readers(window: MainWindow, sample: Path) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    workspace = window.workspace
    for widget in (workspace.tree, workspace.registers, workspace.reports, workspace.editor.area):
        assert widget.objectName()
        assert widget.accessibleName()


def test_nothing_of_the_exporters_is_imported_before_the_window_is_painted(tmp_path: Path, sample: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication; application = QApplication([]);"
        "from qi_desktop.ui.main_window import MainWindow; from qi_desktop.settings import Settings;"
        f"window = MainWindow(Settings()); window.show(); window.open_library(Path({str(sample)!r})); window.grab();"
        "heavy = {'docx', 'reportlab', 'pypdfium2', 'openpyxl', 'lxml'} & set(sys.modules); window.close(); print(sorted(heavy))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ}, check=True, timeout=60)
    assert result.stdout.strip() == "[]"


def test_the_toolbar_offers_styles_lists_references_and_footnotes_by_a_single_click(window: MainWindow, sample: Path) -> None:
    window.open_library(sample)
    tools = child(window, QToolBar, "tools")
    named = {action.objectName(): tools.widgetForAction(action) for action in tools.actions()}
    assert {"paragraph_kind", "paragraph_list", "insert_reference", "insert_footnote"} <= named.keys()
    for name in ("paragraph_kind", "paragraph_list", "insert_field"):
        button = named[name]
        assert isinstance(button, QToolButton)
        assert button.popupMode() is QToolButton.ToolButtonPopupMode.InstantPopup


def test_ctrl_click_on_a_reference_shows_its_target_in_tree_and_text(window: MainWindow, sample: Path) -> None:
    window.open_library(sample)
    workspace = window.workspace
    assert workspace is not None
    target = next(target for target in workspace.editor.sources.targets.values() if target.kind is TargetKind.FIGURE)
    place = workspace.editor.sources.place_of(target.id)
    assert place is not None
    workspace.editor.place_requested.emit(*place)
    assert workspace.editor.chapter_id == place[0]
    assert workspace.tree.currentIndex().isValid()
    assert qtext.id_of(workspace.editor.area.textCursor().block()) == target.id


def test_fields_in_a_dark_window_stand_on_a_dark_ground(window: MainWindow, sample: Path, qtbot: QtBot) -> None:
    window.set_appearance("dark")
    try:
        window.open_library(sample)
        window.show()
        assert window.workspace is not None
        area = window.workspace.editor.area

        def grounds() -> set[int]:
            parts: list[Any] = [part for block in qtext.blocks(area.document()) for part in block.layout().formats()]
            tinted = [part for part in parts if part.format.hasProperty(QTextFormat.Property.BackgroundBrush)]
            return {part.format.background().color().lightness() for part in tinted}

        qtbot.waitUntil(lambda: area.palette().color(QPalette.ColorRole.Base).lightness() < 100)
        assert grounds()
        assert max(grounds()) < 100 < area.palette().color(QPalette.ColorRole.Text).lightness()
    finally:
        window.set_appearance("system")


def test_the_size_of_the_text_is_kept(window: MainWindow, sample: Path, qtbot: QtBot) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    window.workspace.editor.set_zoom(140)
    window.close_library()
    again = MainWindow(Settings())
    qtbot.addWidget(again)
    again.open_library(sample)
    assert again.workspace is not None
    assert again.workspace.editor.zoom == 140
    again.close_library()


def test_a_new_library_begins_with_what_is_preset(qtbot: QtBot, home: Path) -> None:
    computer = home / "computer"
    (computer / "templates").mkdir(parents=True)
    (computer / "settings.toml").write_text('template = "group"\n[company]\nname = "某某公司"\n', "utf-8")
    (computer / "templates" / "group.toml").write_text('title = { zh = "集团模板" }\nnodes = [{ title = "质量管理", level = 1 }]\n', "utf-8")
    dialog = NewLibraryDialog()
    qtbot.addWidget(dialog)
    answer = dialog.answer()
    assert (answer.template, answer.company) == ("group", "某某公司")
    assert answer.path.name.startswith("某某公司")


def test_the_list_of_fields_puts_one_where_the_cursor_is(window: MainWindow, sample: Path) -> None:
    window.open_library(sample)
    assert window.workspace is not None
    workspace = window.workspace
    key = fields.key(workspace.hub.perform(lambda: workspace.session.fields.add("标准数目", Query("standards_drafted"))).created)
    choose(window, "企业使命")
    window.menus.fields_action.trigger()
    dialog = child(workspace, FieldsDialog, "fields_dialog")
    dialog.choose(key.removeprefix(fields.OWN))
    child(dialog, QPushButton, "fields_insert").click()
    assert any(run.field == key for draft in workspace.editor.drafts() for run in draft.text)
    assert "18" in workspace.editor.area.toPlainText()
