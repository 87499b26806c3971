"""The preview: the cursor's page, made anew after typing, and never in the window's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message
from qi_desktop.session import Session, previewing
from qi_desktop.settings import Settings
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.panels.preview import PreviewPanel
from qi_desktop.ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    """The sample in a window, with its preview shown and made."""
    path = tmp_path / "样例.qid"
    Session.create(path, template="sample").close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open_library(path)
    assert window.workspace is not None
    window.workspace.side.show_panel("preview")
    qtbot.waitUntil(lambda: not preview(window.workspace).area.sheet.drawing.isNull(), timeout=20_000)
    yield window.workspace
    window.close_library()


def preview(workspace: Workspace | None) -> PreviewPanel:
    assert workspace is not None
    panel = workspace.side.panel("preview")
    assert isinstance(panel, PreviewPanel)
    return panel


def choose(workspace: Workspace, title: str) -> str:
    chapter = next(node.chapter.id for node in workspace.tree.chapters._nodes.values() if node.chapter.title == title)
    workspace.tree.show_chapter(chapter)
    return chapter


def test_the_page_of_the_chosen_chapter_is_shown(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    chapter = choose(workspace, "公司愿景")
    place = panel._places[chapter]
    qtbot.waitUntil(lambda: panel.page == place.page)
    assert panel.count > 20
    assert panel.area.sheet.mark > 0


def test_the_page_follows_what_is_typed(workspace: Workspace, qtbot: QtBot) -> None:
    choose(workspace, "公司愿景")
    panel = preview(workspace)
    qtbot.wait(300)
    before = panel.area.sheet.drawing.toImage()
    workspace.editor.area.setFocus()
    QTest.keyClicks(workspace.editor.area, "new words in the first line ")
    qtbot.waitUntil(lambda: panel.area.sheet.drawing.toImage() != before, timeout=5000)


def test_the_window_goes_on_while_pages_are_made(workspace: Workspace, qtbot: QtBot) -> None:
    """A timer of the window ticks on through the making of pages."""
    panel = preview(workspace)
    ticks: list[int] = []
    made: list[int] = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(len(made)))
    clock.start(5)
    panel.maker.made.connect(made.append)
    for _ in range(3):
        made.clear()
        workspace.editor.area.insertPlainText("字")
        qtbot.waitUntil(lambda: bool(made), timeout=5000)
    clock.stop()
    assert ticks.count(0) > 3, "it ticked before pages were made"


def test_a_page_is_drawn_also_after_the_panel_has_rested(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    qtbot.waitUntil(lambda: panel.count > 1 and not panel.area.sheet.drawing.isNull(), timeout=5000)
    with qtbot.waitSignal(panel.maker.drawn, timeout=5000) as first:
        panel.turn_to(0)
    panel.maker.rest()
    with qtbot.waitSignal(panel.maker.drawn, timeout=5000) as other:
        panel.turn_to(1)
    assert panel.maker._document is not None
    panel.maker.rest()
    qtbot.waitUntil(lambda: panel.maker._document is None)
    with qtbot.waitSignal(panel.maker.drawn, timeout=5000) as again:
        panel.turn_to(0)
    assert first.args[1] == again.args[1] != other.args[1]


def test_of_two_changes_at_once_only_the_last_is_shown(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    made: list[int] = []
    panel.maker.made.connect(made.append)
    for _ in range(4):
        panel._make()
    qtbot.waitUntil(lambda: bool(made), timeout=5000)
    qtbot.wait(300)
    assert len(made) == 1


def test_a_click_on_the_page_goes_to_the_paragraph(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    chapter = choose(workspace, "公司愿景")
    qtbot.wait(100)
    place = panel._places[chapter]
    choose(workspace, "董事长致词")
    panel.turn_to(place.page)
    sheet = panel.area.sheet
    paper = sheet.paper()
    height = paper.top() + round(panel._share(place) * paper.height()) + 3
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(paper.center().x(), height))
    assert workspace.editor.chapter_id == chapter
    assert panel.page == place.page
    assert workspace.editor.area.hasFocus(), "what is typed now goes into the text"


def test_pages_are_turned_by_buttons_keys_and_number(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    panel.turn_to(0)
    number = panel.findChild(QSpinBox, "preview_number")
    assert number is not None
    panel._forward.click()
    assert (panel.page, number.value()) == (1, 2)
    QTest.keyClick(panel.area.sheet, Qt.Key.Key_PageDown)
    assert panel.page == 2
    number.setValue(panel.count)
    assert panel.page == panel.count - 1
    assert not panel._forward.isEnabled()
    panel.turn_to(10_000)
    assert panel.page == panel.count - 1


def test_it_zooms_by_buttons_and_wheel_and_fits_the_width_again(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    fitting = panel.area.sheet.width()
    for _ in range(4):
        panel._larger.click()
    assert panel.area.sheet.width() > fitting
    wider = panel.area.sheet.width()
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(panel.area.viewport(), wheel)
    assert panel.area.sheet.width() < wider
    panel._fit.click()
    assert panel.area.sheet.width() == fitting
    assert panel.area.horizontalScrollBar().maximum() == 0


def test_the_picture_has_a_pixel_for_each_of_the_screen(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    qtbot.waitUntil(lambda: panel.area.sheet.drawing.deviceIndependentSize().toSize().width() == panel.area.sheet.paper().width())
    assert panel.area.sheet.drawing.width() == round(panel.area.sheet.paper().width() * panel.devicePixelRatioF())


def test_a_failure_is_one_sentence_and_the_next_success_takes_it_away(workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = preview(workspace)

    def refuse(*_: object) -> None:
        raise ContentError(message("The style sheet “{name}” cannot be read.", name="x"))

    with monkeypatch.context() as patch:
        patch.setattr(previewing.Source, "read", refuse)
        panel._make()
    sentence = panel.findChild(QLabel, "preview_sentence")
    assert sentence is not None
    assert sentence.isVisible()
    assert sentence.text().startswith("The style sheet")
    panel._make()
    qtbot.waitUntil(lambda: not sentence.isVisible(), timeout=5000)


def test_hidden_it_makes_nothing_and_shown_again_it_catches_up(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    made: list[int] = []
    panel.maker.made.connect(made.append)
    workspace.side.show_panel("")
    workspace.editor.area.insertPlainText("字")
    qtbot.wait(400)
    assert not made
    workspace.side.show_panel("preview")
    qtbot.waitUntil(lambda: bool(made), timeout=5000)


def test_which_panel_is_open_is_remembered_with_the_library(workspace: Workspace, qtbot: QtBot) -> None:
    window = workspace.window()
    assert isinstance(window, MainWindow)
    path = workspace.session.path
    window.close_library()
    window.open_library(path)
    assert window.workspace is not None
    assert window.workspace.side.shown == "preview"
    assert window.workspace.side.isVisible()


def test_the_wheel_goes_on_to_the_next_page_at_the_end_of_one(workspace: Workspace, qtbot: QtBot) -> None:
    panel = preview(workspace)
    panel.turn_to(3)
    bar = panel.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    event = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    assert event.type() is QEvent.Type.Wheel
    QApplication.sendEvent(panel.area.viewport(), event)
    assert (panel.page, bar.value()) == (4, 0)


def test_a_screen_reader_is_told_that_the_page_is_a_graphic(workspace: Workspace) -> None:
    sheet = preview(workspace).area.sheet
    interface = QAccessible.queryAccessibleInterface(sheet)
    assert interface is not None
    assert interface.role() is QAccessible.Role.Graphic
    assert interface.text(QAccessible.Text.Name) == sheet.accessibleName() != ""
    assert sheet.focusPolicy() & Qt.FocusPolicy.TabFocus
