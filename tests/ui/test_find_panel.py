"""Find and replace in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qi_desktop.core.model import BlockKind, ChapterStatus
from qi_desktop.core.richtext import Run, plain, text_of
from qi_desktop.session import Session
from qi_desktop.ui.find.hit_list import HitList, hit_of
from qi_desktop.ui.grids.register_grid import RegisterGrid
from qi_desktop.ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    """Two chapters, a row of a register, and the window's middle on the screen."""
    with Session.create(tmp_path / "a.qid", company="甲公司") as session:
        report = session.reports.new(2025, "blank").created
        session.chapters.delete([node.chapter.id for node in session.chapters.tree(report)])
        for title in ("方针", "目标"):
            chapter = session.chapters.add(report, title).created
            session.blocks.add(chapter, text=(Run("甲", field="company.name"), Run("质量第一，"), Run("质量", bold=True), Run("为本")))
        session.blocks.add(chapter, BlockKind.TABLE, plain("质量表"), {"columns": [{"label": "项"}], "rows": [["质量"]]})
        session.rows.add("standards_drafted", [{"title": "质量标准", "number": "GB/T 1-2018"}])
        made = Workspace(session, report)
        qtbot.addWidget(made)
        made.resize(1100, 760)
        made.show()
        made.select_first()
        yield made
        made.editor.save()
        made.finder.forget()
        made.close_panels()


def look_for(workspace: Workspace, words: str, qtbot: QtBot, here: bool = False, replacing: bool = False) -> list[str]:
    """Open the panel, type, and wait for the end of the search."""
    workspace.finder.open_panel(here, replacing)
    workspace.finder.wanted.setText(words)
    qtbot.waitUntil(lambda: not workspace.finder._timer.isActive(), timeout=3000)
    return found(workspace.finder.hits)


def found(hits: HitList) -> list[str]:
    return [hit_of(item).before[-2:] + "[" + hit_of(item).found + "]" for item in hits._items]


def groups(hits: HitList) -> list[str]:
    return [item.text(0) for item in hits._groups.values()]


def texts(workspace: Workspace, chapter: int) -> list[str]:
    node = workspace.session.chapters.tree(workspace.hub.report_id)[chapter]
    return [text_of(block.text) for block in workspace.session.blocks.of_chapter(node.chapter.id)]


def test_hits_appear_as_one_types_by_chapter_and_register(workspace: Workspace, qtbot: QtBot) -> None:
    assert look_for(workspace, "质量", qtbot)[:3] == ["公司[质量]", "一，[质量]", "公司[质量]"]
    assert groups(workspace.finder.hits) == ["方针 (2)", "目标 (4)", workspace.session.registers["standards_drafted"].label["en"] + " (1)"]
    assert workspace.finder.status.text() == "7 places"
    workspace.finder.wanted.setText("质量第")
    assert found(workspace.finder.hits) == ["公司[质量第]", "公司[质量第]"]
    workspace.finder.wanted.clear()
    assert (workspace.finder.hits.count(), workspace.finder.status.text()) == (0, "")


def test_a_search_in_what_is_shown_leaves_the_others_out(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot, here=True)
    assert groups(workspace.finder.hits) == ["方针 (2)"]


def test_enter_goes_from_hit_to_hit_selects_them_and_stays_in_the_field(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot)
    area = workspace.editor.area
    QTest.keyClick(workspace.finder.wanted, Qt.Key.Key_Return)
    assert (area.textCursor().selectedText(), area.textCursor().selectionStart()) == ("质量", 3)
    QTest.keyClick(workspace.finder.wanted, Qt.Key.Key_Return)
    assert (area.textCursor().selectedText(), area.textCursor().selectionStart()) == ("质量", 8)
    assert workspace.finder.wanted.hasFocus()
    QTest.keyClick(workspace.finder.wanted, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert area.textCursor().selectionStart() == 3
    workspace.finder.step(2)
    assert workspace.editor.chapter_id == workspace.session.chapters.tree(workspace.hub.report_id)[1].chapter.id


def test_a_hit_in_a_register_opens_its_cell(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量标", qtbot)
    workspace.finder.hits.step(1)
    QTest.keyClick(workspace.finder.hits, Qt.Key.Key_Return)
    grid = workspace.panel.findChild(RegisterGrid, "grid_standards_drafted")
    assert grid is not None
    assert grid.currentIndex().data() == "质量标准"
    assert QApplication.focusWidget() is grid


def test_ticked_hits_are_replaced_in_one_step(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot, replacing=True)
    finder = workspace.finder
    finder.new.setText("品质")
    assert finder.hits._items[0].text(0).startswith("甲公司质量 → 品质第一")
    finder.hits._items[0].setCheckState(0, Qt.CheckState.Unchecked)
    before = len(workspace.session.history())
    finder._replace_button.click()
    assert finder.status.text() == "6 places replaced."
    assert texts(workspace, 0) == ["甲质量第一，品质为本"]
    assert texts(workspace, 1) == ["甲品质第一，品质为本", "品质表"]
    assert workspace.session.rows.of("standards_drafted")[0].values["title"] == "品质标准"
    assert len(workspace.session.history()) == before + 1
    workspace.hub.undo()
    assert texts(workspace, 1) == ["甲质量第一，质量为本", "质量表"]


def test_what_is_not_ticked_stays_so_while_the_replacement_is_typed(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot, replacing=True)
    workspace.finder.hits._items[1].setCheckState(0, Qt.CheckState.Unchecked)
    workspace.finder.new.setText("品")
    workspace.finder.new.setText("品质")
    assert workspace.finder.hits._items[1].checkState(0) is Qt.CheckState.Unchecked
    assert len(workspace.finder.hits.ticked()) == 6


def test_what_was_only_looked_for_is_ticked_when_it_shall_be_replaced(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot)
    look_for(workspace, "质量", qtbot, replacing=True)
    assert len(workspace.finder.hits.ticked()) == 7


def test_what_is_not_ticked_stays_so_while_one_only_looks(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot, replacing=True)
    workspace.finder.hits._items[0].setCheckState(0, Qt.CheckState.Unchecked)
    look_for(workspace, "质量", qtbot)
    look_for(workspace, "质量", qtbot, replacing=True)
    assert len(workspace.finder.hits.ticked()) == 6


def test_the_keys_of_the_list_are_those_that_the_overview_tells(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot, replacing=True)
    hits = workspace.finder.hits
    QTest.keyClick(workspace.finder.wanted, Qt.Key.Key_Down)
    assert hits.hasFocus()
    assert hits.current_hit() is not None
    QTest.keyClick(hits, Qt.Key.Key_Space)
    assert len(hits.ticked()) == 6
    QTest.keyClick(hits, Qt.Key.Key_Space)
    assert len(hits.ticked()) == 7
    QTest.keyClick(hits, Qt.Key.Key_Return)
    assert workspace.editor.area.hasFocus()
    assert workspace.editor.area.textCursor().selectedText() == "质量"


def test_the_box_of_a_chapter_ticks_all_its_places(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "公司", qtbot, replacing=True)
    workspace.finder.wanted.setText("质量")
    hits = workspace.finder.hits
    group = hits._items[0].parent()
    group.setCheckState(0, Qt.CheckState.Unchecked)
    assert len(hits.ticked()) == 5
    hits._items[0].setCheckState(0, Qt.CheckState.Checked)
    assert group.checkState(0) is Qt.CheckState.PartiallyChecked
    hits._items[1].setCheckState(0, Qt.CheckState.Checked)
    assert group.checkState(0) is Qt.CheckState.Checked


def test_final_chapters_are_left_and_told(workspace: Workspace, qtbot: QtBot) -> None:
    final = workspace.session.chapters.tree(workspace.hub.report_id)[0].chapter.id
    workspace.session.chapters.change(final, status=ChapterStatus.FINAL)
    look_for(workspace, "质量", qtbot, replacing=True)
    workspace.finder.new.setText("品质")
    workspace.finder.replace_ticked()
    assert workspace.finder.status.text() == "5 places replaced. 2 left, as their chapters are final."


def test_a_value_has_no_box(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "甲公司", qtbot, replacing=True)
    item = workspace.finder.hits._items[0]
    assert not item.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert "change it where it is kept" in item.toolTip(0)
    assert not workspace.finder._replace_button.isEnabled()


def test_a_bad_expression_is_told_below_the_fields(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.finder.expression.setChecked(True)
    assert look_for(workspace, "(质", qtbot) == []
    assert "cannot be read at character" in workspace.finder.status.text()
    assert look_for(workspace, r"质量(.)", qtbot, replacing=True)
    workspace.finder.new.setText(r"\2")
    assert "names a group" in workspace.finder.status.text()
    workspace.finder.new.setText(r"\1质量")
    assert workspace.finder.hits._items[0].text(0).startswith("甲公司质量第 → 第质量一")


def test_what_is_typed_is_found_a_moment_after_it_is_saved(workspace: Workspace, qtbot: QtBot) -> None:
    assert look_for(workspace, "追溯", qtbot) == []
    workspace.editor.area.moveCursor(QTextCursor.MoveOperation.End)
    workspace.editor.area.insertPlainText("追溯")
    workspace.editor.save()
    qtbot.waitUntil(lambda: workspace.finder.hits.count() == 1, timeout=3000)


def test_escape_closes_the_panel_and_goes_back_to_the_text(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot)
    QTest.keyClick(workspace.finder.wanted, Qt.Key.Key_Escape)
    assert not workspace.finder.isVisible()
    assert workspace.editor.area.hasFocus()


def test_many_hits_are_counted_and_the_first_are_listed(workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qi_desktop.ui.find.panel.LIMIT", 3)
    monkeypatch.setattr("qi_desktop.ui.find.panel.FIRST", 2)
    assert len(look_for(workspace, "质量", qtbot)) == 3
    assert workspace.finder.status.text() == "7 places; the first 3 are listed."


def test_what_is_selected_in_the_text_is_looked_for(workspace: Workspace, qtbot: QtBot) -> None:
    block = workspace.session.blocks.of_chapter(workspace.editor.chapter_id)[0].id
    workspace.editor.select_text(block, 5, 7)
    workspace.finder.open_panel(here=True)
    assert workspace.finder.wanted.text() == "第一"
    qtbot.waitUntil(lambda: found(workspace.finder.hits) == ["质量[第一]"], timeout=3000)


def test_a_library_can_be_closed_in_the_middle_of_a_search(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.finder.open_panel()
    workspace.finder.wanted.setText("质量")
    workspace.hide()
    workspace.close_panels()
    workspace.session.close()
    qtbot.wait(20)
    assert not workspace.finder._timer.isActive()
    assert workspace.finder.hits.count() == 0


def test_a_hidden_panel_searches_again_when_it_is_shown(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot)
    workspace.hide()
    assert workspace.finder.hits.count() == 0
    workspace.show()
    qtbot.waitUntil(lambda: workspace.finder.hits.count() == 7, timeout=3000)


def test_who_may_only_read_can_search_but_not_replace(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.session.library.read_only = True
    look_for(workspace, "质量", qtbot, replacing=True)
    assert workspace.finder.hits.count() == 7
    assert not workspace.finder.new.isVisible()


def test_tab_leads_from_what_is_looked_for_to_what_comes_in_its_place(workspace: Workspace, qtbot: QtBot) -> None:
    look_for(workspace, "质量", qtbot, replacing=True)
    workspace.activateWindow()
    workspace.finder.wanted.setFocus()
    passed = []
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or workspace, Qt.Key.Key_Tab)
        passed.append((QApplication.focusWidget() or workspace).objectName())
    assert passed[:2] == ["find_replacement", "find_replace"]
    assert passed.index("find_hits") < passed.index("find_close")
