"""The findings panel: it follows the writing, leads to the place, and corrects what can be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qi_desktop.core.checks import Severity
from qi_desktop.core.model import BlockKind, ChapterStatus
from qi_desktop.core.richtext import plain, text_of
from qi_desktop.session import Session
from qi_desktop.ui import workspace as workspace_module
from qi_desktop.ui.chapter_model import TreeColumn
from qi_desktop.ui.dialogs.dismiss_dialog import DismissDialog
from qi_desktop.ui.panels.findings import FindingsPanel
from qi_desktop.ui.workspace import Workspace

WRONG = "2018年，公司检验原料968批，合格961批，合格率99.27%。"


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(workspace_module, "_CHECK_AFTER", 0)
    session = Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2018)
    report_id = session.reports.of_year().id
    session.reports.change(report_id, title="质量诚信报告", period_start="2018-01-01", period_end="2018-12-31", cycle="一年", access="网站")
    for node in session.chapters.tree(report_id):
        session.chapters.delete([node.chapter.id])
    for title, text in (("检验", WRONG), ("承诺", "质量第一，，用户至上。")):
        session.blocks.add(session.chapters.add(report_id, title).created, BlockKind.PARAGRAPH, plain(text))
    made = Workspace(session, report_id)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.select_first()
    yield made
    made.close_panels()
    session.close()


@pytest.fixture
def panel(workspace: Workspace) -> FindingsPanel:
    workspace.side.show_panel("findings")
    workspace.watcher.finish()
    made = workspace.side.panel("findings")
    assert isinstance(made, FindingsPanel)
    return made


def pages(panel: FindingsPanel) -> list[QTreeWidgetItem]:
    return [item for number in range(panel.list.topLevelItemCount()) if (item := panel.list.topLevelItem(number))]


def lines(panel: FindingsPanel) -> list[str]:
    """The first line of each finding."""
    return [item.child(number).text(0).split("\n")[0] for item in pages(panel) for number in range(item.childCount())]


def choose(panel: FindingsPanel, number: int) -> None:
    panel.list.setCurrentItem(pages(panel)[number].child(0))


def first_text(workspace: Workspace, chapter: int) -> str:
    node = workspace.session.chapters.tree(workspace.hub.report_id)[chapter]
    return text_of(workspace.session.blocks.of_chapter(node.chapter.id)[0].text)


def test_findings_are_listed_by_chapter(panel: FindingsPanel, qtmodeltester: ModelTester) -> None:
    assert [page.text(0) for page in pages(panel)] == ["检验", "承诺"]
    assert "99.28 %" in lines(panel)[0]
    assert panel.status.text() == "1 errors, 1 warnings, 0 notes"
    qtmodeltester.check(panel.list.model())


def test_a_moment_after_a_change_the_list_follows_by_itself(workspace: Workspace, panel: FindingsPanel, qtbot: QtBot) -> None:
    node = workspace.session.chapters.tree(workspace.hub.report_id)[1]
    workspace.hub.perform(lambda: workspace.session.blocks.add(node.chapter.id, BlockKind.PARAGRAPH, plain("甲,乙。")))
    qtbot.waitUntil(lambda: len(lines(panel)) == 3)
    workspace.hub.undo()
    qtbot.waitUntil(lambda: len(lines(panel)) == 2)


def test_the_tree_shows_which_chapters_have_findings(workspace: Workspace, panel: FindingsPanel) -> None:
    model = workspace.tree.chapters
    cells = [model.index(row, TreeColumn.FINDINGS) for row in range(2)]
    assert [cell.data(Qt.ItemDataRole.AccessibleTextRole) for cell in cells] == ["Error: 1", "Warning: 1"]
    assert all(cell.data(Qt.ItemDataRole.DecorationRole) is not None for cell in cells)
    assert "Error: 1" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    node = workspace.session.chapters.tree(workspace.hub.report_id)[1]
    block = workspace.session.blocks.of_chapter(node.chapter.id)[0]
    workspace.hub.perform(lambda: workspace.session.blocks.edit(block.id, plain("质量第一。")))
    workspace.watcher.finish()
    assert cells[1].data(Qt.ItemDataRole.AccessibleTextRole) == "No findings"


def test_the_tree_is_told_of_the_chapters_whose_findings_changed_and_no_others(workspace: Workspace, panel: FindingsPanel) -> None:
    workspace.watcher.finish()
    model, told = workspace.tree.chapters, list[tuple[int, int, int, int]]()
    model.dataChanged.connect(lambda first, last, *_: told.append((first.row(), first.column(), last.row(), last.column())))
    workspace.watcher.changed.emit()
    assert told == []
    node = workspace.session.chapters.tree(workspace.hub.report_id)[1]
    block = workspace.session.blocks.of_chapter(node.chapter.id)[0]
    workspace.hub.perform(lambda: workspace.session.blocks.edit(block.id, plain("质量第一。")))
    workspace.watcher.finish()
    assert (1, TreeColumn.FINDINGS, 1, TreeColumn.FINDINGS) in told
    assert [place for place in told if place[0] != 1] == []


def test_a_chapter_that_may_be_folded_up_shows_what_was_found_below_it(workspace: Workspace, panel: FindingsPanel) -> None:
    first, second = (node.chapter.id for node in workspace.session.chapters.tree(workspace.hub.report_id))
    workspace.hub.perform(lambda: workspace.session.chapters.move([first], second, None))
    workspace.watcher.finish()
    cell = workspace.tree.chapters.index(0, TreeColumn.FINDINGS)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Error: 1、Warning: 1"
    workspace.hub.perform(lambda: workspace.session.checks.dismiss(workspace.hub.report_id, workspace.watcher.findings.of(first), "见附件"))
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Warning: 1"


def test_the_checks_begin_by_themselves_when_the_window_stands(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workspace.watcher.findings.is_complete and not workspace.watcher.is_waiting)
    assert workspace.watcher.counts()[Severity.ERROR] == 1


def test_a_finding_leads_to_its_words(workspace: Workspace, panel: FindingsPanel) -> None:
    workspace.tree.setCurrentIndex(workspace.tree.chapters.index(1, 0))
    panel.show_place(pages(panel)[0].child(0), True)
    assert workspace.editor.area.textCursor().selectedText() == "99.27"


def test_a_finding_in_a_register_leads_to_its_cell(workspace: Workspace, panel: FindingsPanel) -> None:
    workspace.hub.perform(lambda: workspace.session.rows.add("product_certificates", [{"title": "证书", "valid_to": "2017-01-01"}]))
    workspace.watcher.finish()
    panel.show_place(pages(panel)[2].child(0), True)
    assert pages(panel)[2].text(0) == "Register: Product certificates"
    assert workspace.shown_register() == "product_certificates"


def test_what_can_be_corrected_is_corrected_and_undo_takes_it_back(workspace: Workspace, panel: FindingsPanel) -> None:
    choose(panel, 0)
    assert panel.fix_button.isEnabled()
    panel.correct()
    assert "99.28%" in first_text(workspace, 0)
    workspace.watcher.finish()
    assert len(lines(panel)) == 1
    workspace.hub.undo()
    assert first_text(workspace, 0) == WRONG


def test_a_finding_whose_words_have_changed_meanwhile_is_not_corrected(workspace: Workspace, panel: FindingsPanel) -> None:
    choose(panel, 0)
    node = workspace.session.chapters.tree(workspace.hub.report_id)[0]
    block = workspace.session.blocks.of_chapter(node.chapter.id)[0]
    workspace.session.blocks.edit(block.id, plain("短。"))  # behind the window's back
    panel.correct()
    assert first_text(workspace, 0) == "短。"


def test_only_errors_can_be_shown(panel: FindingsPanel) -> None:
    panel.scope.setCurrentIndex(2)
    assert [page.text(0) for page in pages(panel)] == ["检验"]


def test_another_report_has_findings_of_its_own(workspace: Workspace, panel: FindingsPanel) -> None:
    other = workspace.session.reports.new(2019, "blank").created
    workspace.show_report(other)
    workspace.watcher.finish()
    assert "99.28 %" not in " ".join(lines(panel))


def test_a_report_without_findings_says_so(workspace: Workspace, panel: FindingsPanel) -> None:
    for number in (1, 0):
        node = workspace.session.chapters.tree(workspace.hub.report_id)[number]
        block = workspace.session.blocks.of_chapter(node.chapter.id)[0]
        workspace.hub.perform(lambda block=block: workspace.session.blocks.edit(block.id, plain("质量第一。")))  # type: ignore[misc]
    workspace.watcher.finish()
    assert lines(panel) == []
    assert "Nothing was found" in panel.status.text()


# --- dismissing ---


def answer(monkeypatch: pytest.MonkeyPatch, reason: str | None) -> list[tuple[str, list[str]]]:
    """Answer the dialog that asks for a reason; what it was given."""
    asked: list[tuple[str, list[str]]] = []

    def ask(_parent: object, found: str, reasons: list[str]) -> str | None:
        asked.append((found, reasons))
        return reason

    monkeypatch.setattr(DismissDialog, "ask", ask)
    return asked


def test_a_finding_is_dismissed_by_key_and_the_one_below_it_is_chosen(
    panel: FindingsPanel, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "客户的数")
    before = lines(panel)
    choose(panel, 0)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert (len(asked), asked[0][1]) == (1, [])
    assert lines(panel) == before[1:]
    chosen = panel.current()
    assert chosen is not None
    assert chosen.rule == "doubled-mark"
    assert "1" in panel.status.text()
    assert workspace.tree.chapters.index(0, TreeColumn.FINDINGS).data(Qt.ItemDataRole.DecorationRole) is None, "the tree's icon goes"
    panel.dismiss()
    assert asked[1][1] == ["客户的数"], "a reason can be given again"


def test_dismissed_findings_are_shown_with_their_reason_and_can_count_again(
    panel: FindingsPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "客户的数")
    before = lines(panel)
    panel.list.selectAll()
    panel.dismiss_button.click()
    assert lines(panel) == []
    panel.scope.setCurrentIndex(panel.scope.count() - 1)
    assert lines(panel) == before
    item = pages(panel)[0].child(0)
    assert workspace.session.library.author in item.text(0).split("\n")[-1]
    assert item.text(0).endswith("客户的数")
    assert (panel.restore_button.isVisible(), panel.dismiss_button.isVisible()) == (True, False)
    choose(panel, 0)
    panel.restore_button.click()
    assert lines(panel) == before[1:]
    panel.scope.setCurrentIndex(0)
    assert lines(panel) == before[:1]
    workspace.hub.perform(workspace.session.undo)
    assert lines(panel) == []


def test_nothing_is_dismissed_without_a_reason(panel: FindingsPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, None)
    before = lines(panel)
    choose(panel, 0)
    panel.dismiss()
    assert lines(panel) == before
    panel.list.setCurrentItem(pages(panel)[0])
    assert not panel.dismiss_button.isEnabled(), "a chapter is no finding"
    dialog = DismissDialog(None, "合格率不对", ["客户的数"])
    assert not dialog.accept_button.isEnabled()
    QTest.keyClick(dialog.reason, Qt.Key.Key_Down)
    assert dialog.reason.currentText() == "客户的数", "an earlier reason is one key away"
    dialog.reason.setCurrentText("见附件")
    assert dialog.accept_button.isEnabled()
    assert dialog.reason.itemText(0) == "客户的数"


# --- several places, several findings ---


def test_the_other_place_of_a_contradiction_is_shown_too(workspace: Workspace, panel: FindingsPanel) -> None:
    for title, text in (("售后", "接到通知后24小时内到达现场。"), ("投诉", "接到通知后48小时内到达现场。")):
        chapter = workspace.session.chapters.add(workspace.hub.report_id, title).created
        workspace.hub.perform(partial(workspace.session.blocks.add, chapter, BlockKind.PARAGRAPH, plain(text)))
    workspace.watcher.finish()
    conflict = next(item for item in panel._items() if item.data(0, Qt.ItemDataRole.UserRole).rule == "promise-conflict")
    panel.list.setCurrentItem(conflict)
    panel.list.itemClicked.emit(conflict, 0)
    titles = {node.chapter.id: node.chapter.title for node in workspace.session.chapters.tree(workspace.hub.report_id)}
    shown = [titles[workspace.editor.chapter_id]]
    for _ in range(2):
        panel.other_button.click()
        shown.append(titles[workspace.editor.chapter_id])
    assert shown == ["投诉", "售后", "投诉"]
    choose(panel, 0)
    assert not panel.other_button.isEnabled()


def test_all_findings_of_one_kind_are_corrected_at_once(workspace: Workspace, panel: FindingsPanel) -> None:
    node = workspace.session.chapters.tree(workspace.hub.report_id)[1]
    block = workspace.session.blocks.of_chapter(node.chapter.id)[0]
    workspace.hub.perform(lambda: workspace.session.blocks.edit(block.id, plain("质量第一，，用户至上，，永远。。")))
    workspace.watcher.finish()
    choose(panel, 1)
    panel.alike_action.trigger()
    assert len(panel.selected()) == 3
    panel.fix_button.click()
    assert first_text(workspace, 1) == "质量第一，用户至上，永远。"
    assert first_text(workspace, 0) == WRONG
    workspace.hub.undo()
    assert first_text(workspace, 1) == "质量第一，，用户至上，，永远。。"


def test_a_final_chapter_is_not_corrected_and_that_is_said(workspace: Workspace, panel: FindingsPanel) -> None:
    node = workspace.session.chapters.tree(workspace.hub.report_id)[0]
    workspace.hub.perform(lambda: workspace.session.chapters.change(node.chapter.id, status=ChapterStatus.FINAL))
    workspace.watcher.finish()
    choose(panel, 0)
    panel.correct()
    assert first_text(workspace, 0) == WRONG
    assert "final" in panel.status.text()


def test_after_a_correction_the_next_finding_is_the_current_one(workspace: Workspace, panel: FindingsPanel) -> None:
    node = workspace.session.chapters.tree(workspace.hub.report_id)[1]
    block = workspace.session.blocks.of_chapter(node.chapter.id)[0]
    workspace.hub.perform(lambda: workspace.session.blocks.edit(block.id, plain("质量第一，，用户至上，，永远。")))
    workspace.watcher.finish()
    choose(panel, 1)
    panel.correct()
    workspace.watcher.finish()
    panel.correct()
    workspace.watcher.finish()
    assert first_text(workspace, 1) == "质量第一，用户至上，永远。"
    chosen = panel.current()
    assert chosen is not None
    assert chosen.rule == "ratio-mismatch", "the last one is gone, so the one above it is chosen"


def test_what_the_report_lacks_as_a_whole_leads_to_its_settings_or_the_company(workspace: Workspace, panel: FindingsPanel, qtbot: QtBot) -> None:
    asked: list[bool] = []
    workspace.settings_requested.connect(asked.append)
    workspace.hub.perform(lambda: workspace.session.reports.change(workspace.hub.report_id, cycle=""))
    workspace.hub.perform(lambda: workspace.session.company.change(name=""))
    workspace.watcher.finish()
    first, second = (pages(panel)[0].child(number) for number in range(2))
    panel.list.itemClicked.emit(first, 0)
    assert asked == [], "a click is not enough for a dialog"
    panel.list.itemActivated.emit(first, 0)
    panel.list.itemActivated.emit(second, 0)
    assert asked == [True, False]
