"""The chapter tree: the model against Qt's own tester, and every act of a person on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qi_desktop.core import outline
from qi_desktop.core.model import ChapterStatus, Matter
from qi_desktop.core.richtext import plain
from qi_desktop.session import Session
from qi_desktop.ui.chapter_model import MIME, TreeColumn
from qi_desktop.ui.chapter_tree import ChapterTree
from qi_desktop.ui.dialogs.library_dialogs import BinDialog
from qi_desktop.ui.dialogs.properties import ChapterDialog
from qi_desktop.ui.drop_line import label_drag
from qi_desktop.ui.hub import Hub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with Session.create(tmp_path / "a.qid", company="甲公司", template="sample") as session:
        yield Hub(session, session.reports.of_year().id)


@pytest.fixture
def tree(hub: Hub, qtbot: QtBot) -> ChapterTree:
    tree = ChapterTree(hub)
    tester = QAbstractItemModelTester(tree.chapters, QAbstractItemModelTester.FailureReportingMode.Fatal, tree)
    assert tester.model() is tree.chapters
    qtbot.addWidget(tree)
    tree.show()
    return tree


def titles(tree: ChapterTree) -> list[str]:
    return [tree.chapters.label(node) for node in outline.walk(tree.chapters._roots)]


def id_of(tree: ChapterTree, title: str) -> str:
    return next(node.chapter.id for node in outline.walk(tree.chapters._roots) if node.chapter.title == title)


def choose(tree: ChapterTree, title: str) -> str:
    found = id_of(tree, title)
    tree.show_chapter(found)
    return found


def test_it_shows_front_body_and_back_with_their_numbers(tree: ChapterTree) -> None:
    shown = titles(tree)
    assert shown[:4] == ["郑重声明", "董事长致词", "企业简介", "第一章 质量理念"]
    assert "2.1.1 品质部组织架构图" in shown
    assert shown[-1] == "结束语"


def test_choosing_a_chapter_is_announced(tree: ChapterTree, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tree.chapter_chosen) as signal:
        chosen = choose(tree, "质量方针")
    assert signal.args == [chosen]


def test_a_new_chapter_stands_behind_the_current_one_and_is_named_at_once(tree: ChapterTree, hub: Hub, qtbot: QtBot) -> None:
    choose(tree, "质量方针")
    tree.add_sibling()
    editor = tree.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "Quality aims")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1.5 Quality aims" in titles(tree))
    assert "1.6 环境方针" in titles(tree)
    hub.undo()
    hub.undo()
    assert "1.5 环境方针" in titles(tree)


def test_what_the_keys_make_or_bring_back_is_selected_alone_although_ctrl_is_held(tree: ChapterTree, qtbot: QtBot) -> None:
    before = choose(tree, "质量方针")
    with qtbot.waitActive(tree):
        tree.activateWindow()
    tree.setFocus()
    QTest.keyClick(tree.windowHandle(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = tree.chosen()
    assert len(made) == 1
    assert made != [before]


def test_a_new_chapter_below_is_the_last_child(tree: ChapterTree) -> None:
    choose(tree, "质量方针")
    tree.add_child()
    assert any(title.startswith("1.4.1 ") for title in titles(tree))


def test_f2_renames(tree: ChapterTree, qtbot: QtBot) -> None:
    choose(tree, "公司愿景")
    tree.rename()
    editor = tree.findChild(QLineEdit)
    assert editor is not None
    editor.setText("")
    QTest.keyClicks(editor, "Vision")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1.2 Vision" in titles(tree))


def test_an_empty_title_is_not_taken(tree: ChapterTree) -> None:
    index = tree.chapters.index_of(choose(tree, "公司愿景"))
    assert not tree.chapters.setData(index, "  ")
    assert "1.2 公司愿景" in titles(tree)


def test_promote_and_demote_keep_the_cursor_on_the_chapter(tree: ChapterTree) -> None:
    chapter = choose(tree, "公司愿景")
    tree.demote()
    assert "1.1.1 公司愿景" in titles(tree)
    assert tree.chapters.chapter_id(tree.currentIndex()) == chapter
    tree.promote()
    assert "1.2 公司愿景" in titles(tree)
    tree.promote()
    assert "第二章 公司愿景" in titles(tree)


def test_chapters_move_up_and_down_among_their_siblings_only(tree: ChapterTree) -> None:
    choose(tree, "公司愿景")
    tree.shift(1)
    assert "1.3 公司愿景" in titles(tree)
    tree.shift(-1)
    tree.shift(-1)
    tree.shift(-1)
    assert "1.1 公司愿景" in titles(tree)
    choose(tree, "质量理念")
    tree.shift(-1)
    assert "第一章 质量理念" in titles(tree), "a body chapter does not climb into the front matter"


def test_what_is_expanded_stays_so_when_chapters_move(tree: ChapterTree) -> None:
    second = tree.chapters.index_of(choose(tree, "质量内部管理"))
    tree.expand(second)
    choose(tree, "质量理念")
    tree.shift(1)
    assert titles(tree)[3] == "第一章 质量内部管理"
    assert tree.isExpanded(tree.chapters.index(3, 0))


def test_dropping_moves_a_chapter_into_another_and_between_matters(tree: ChapterTree) -> None:
    model = tree.chapters
    vision = model.index_of(choose(tree, "公司愿景"))
    quality = model.index_of(choose(tree, "质量方针"))
    data = model.mimeData([vision])
    assert data.hasFormat(MIME)
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, quality)
    assert "1.3.1 公司愿景" in titles(tree)
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert titles(tree)[0] == "公司愿景"
    model.dropMimeData(data, Qt.DropAction.MoveAction, 4, 0, QModelIndex())
    assert titles(tree)[3] == "第一章 公司愿景"


@pytest.fixture
def pointed(tree: ChapterTree) -> ChapterTree:
    """A tree that takes events of dragging that no real pointer made: Qt knows no source of these."""
    tree.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
    tree.resize(420, 760)
    return tree


_HOW = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag_over(tree: ChapterTree, title: str, below: bool = False) -> None:
    """The pointer, dragging what is selected, over the middle or the lower edge of a chapter."""
    row = tree.visualRect(tree.chapters.index_of(id_of(tree, title)))
    action, button, key = _HOW
    data = tree.chapters.mimeData([tree.chapters.index_of(chapter) for chapter in tree.chosen()])
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(QPoint(9, 9), action, data, button, key))
    QApplication.sendEvent(tree.viewport(), QDragMoveEvent(row.bottomLeft() + QPoint(20, 0) if below else row.center(), action, data, button, key))


def drop(tree: ChapterTree, title: str) -> None:
    drag_over(tree, title)
    action, button, key = _HOW
    data = tree.chapters.mimeData([tree.chapters.index_of(chapter) for chapter in tree.chosen()])
    point = tree.visualRect(tree.chapters.index_of(id_of(tree, title))).center()
    QApplication.sendEvent(tree.viewport(), QDropEvent(QPointF(point), action, data, button, key))


def right_end(tree: ChapterTree) -> list[QColor]:
    """What is painted at the right end of the tree, from top to bottom."""
    picture = tree.viewport().grab().toImage()
    return [picture.pixelColor(picture.width() - 3, height) for height in range(picture.height())]


def test_a_line_shows_where_dragged_chapters_would_go(pointed: ChapterTree) -> None:
    select(pointed, "企业使命", "企业价值观")
    before = right_end(pointed)
    edge = pointed.visualRect(pointed.chapters.index_of(id_of(pointed, "质量管理体系"))).bottom()
    drag_over(pointed, "质量管理体系", below=True)
    line = [height for height, (old, new) in enumerate(zip(before, right_end(pointed), strict=True)) if old != new]
    assert len(line) >= 2
    assert {height - edge for height in line} <= {-1, 0, 1, 2}
    QApplication.sendEvent(pointed.viewport(), QDragLeaveEvent())
    assert right_end(pointed) == before


def test_what_is_dragged_is_named_or_counted(tree: ChapterTree, monkeypatch: pytest.MonkeyPatch) -> None:
    labels: list[str] = []
    monkeypatch.setattr("qi_desktop.ui.chapter_tree.label_drag", lambda _drag, text, _tree: labels.append(text))
    monkeypatch.setattr(QDrag, "exec", lambda *_: Qt.DropAction.IgnoreAction)
    for names in (("企业使命", "企业价值观"), ("企业使命",)):
        select(tree, *names)
        tree.startDrag(Qt.DropAction.MoveAction)
    assert labels == ["2 chapters", "1.1 企业使命"]


def test_what_is_dropped_into_a_closed_chapter_is_shown_and_stays_chosen(pointed: ChapterTree) -> None:
    moved = select(pointed, "企业使命", "企业价值观")
    assert not pointed.isExpanded(pointed.chapters.index_of(id_of(pointed, "质量管理机构")))
    drop(pointed, "质量管理机构")
    assert pointed.chosen() == moved
    assert pointed.isExpanded(pointed.chapters.index_of(id_of(pointed, "质量管理机构")))
    assert "2.1.4 企业使命" in titles(pointed)


def test_the_label_of_what_is_dragged_leaves_the_pointer_free(tree: ChapterTree) -> None:
    made = QDrag(tree)
    label_drag(made, "第一章 " + "质量" * 60, tree)
    assert made.hotSpot().x() < 0
    assert made.hotSpot().y() < 0
    assert made.pixmap().deviceIndependentSize().width() < 280


def test_a_drop_into_itself_is_refused_in_words(tree: ChapterTree, hub: Hub, qtbot: QtBot) -> None:
    model = tree.chapters
    outer = model.index_of(choose(tree, "质量理念"))
    inner = model.index_of(choose(tree, "公司愿景"))
    before = titles(tree)
    with qtbot.waitSignal(hub.failed):
        model.dropMimeData(model.mimeData([outer]), Qt.DropAction.MoveAction, -1, -1, inner)
    assert titles(tree) == before


def test_deleted_chapters_come_back_from_the_bin(tree: ChapterTree, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    before = titles(tree)
    chapter = choose(tree, "质量内部管理")
    tree.delete()
    assert "第二章 质量诚信" in titles(tree)
    assert tree.chapters.chapter_id(tree.currentIndex()), "the cursor stands on what took the place"
    offered: list[str] = []

    def ask(chapters: list[object], parent: object) -> str:
        offered.extend(found.id for found in chapters)  # type: ignore[attr-defined]
        return chapter

    monkeypatch.setattr(BinDialog, "ask", ask)
    tree.open_bin()
    assert offered == [chapter]
    assert titles(tree) == before


def test_properties_are_kept(tree: ChapterTree, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = choose(tree, "公司愿景")
    answer = {"status": ChapterStatus.FINAL, "department": "品质部", "due_date": "2019-03-01"}
    monkeypatch.setattr(ChapterDialog, "ask", lambda *_: answer)
    tree.edit_properties()
    kept = hub.session.chapters.get(chapter)
    assert (kept.status, kept.department, kept.due_date) == (ChapterStatus.FINAL, "品质部", "2019-03-01")
    assert "品质部" in tree.chapters.data(tree.currentIndex(), Qt.ItemDataRole.ToolTipRole)


def test_the_chapter_dialog_gives_back_what_it_shows(hub: Hub, tree: ChapterTree, qtbot: QtBot) -> None:
    chapter = hub.session.chapters.get(choose(tree, "公司愿景"))
    dialog = ChapterDialog(chapter, ["品质部"])
    qtbot.addWidget(dialog)
    values = dialog.values()
    assert values["guidance"] == chapter.guidance
    assert values["requirement"] == chapter.requirement
    assert values["department"] == chapter.department


def test_read_only_forbids_every_change(tree: ChapterTree) -> None:
    tree.set_read_only(True)
    index = tree.chapters.index_of(choose(tree, "公司愿景"))
    assert not tree.chapters.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not any(action.isEnabled() for action in tree.commands())


def test_a_tree_without_chapters_offers_to_add_one(tmp_path: Path, qtbot: QtBot) -> None:
    with Session.create(tmp_path / "b.qid", company="乙公司") as session:
        report = session.reports.new(2025, "blank").created
        hub = Hub(session, report)
        tree = ChapterTree(hub)
        qtbot.addWidget(tree)
        session.chapters.delete([node.chapter.id for node in session.chapters.tree(report)])
        tree.chapters.reload()
        enabled = {action.objectName() for action in tree.commands() if action.isEnabled()}
        assert enabled == {"chapter_add", "chapter_bin"}
        tree.add_sibling()
        assert [node.chapter.matter for node in session.chapters.tree(report)] == [Matter.BODY]


def cell(tree: ChapterTree, title: str, column: TreeColumn, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    found = next(node.chapter.id for node in outline.walk(tree.chapters._roots) if node.chapter.title == title)
    return tree.chapters.index_of(found).siblingAtColumn(column).data(role)


def test_status_department_and_due_date_stand_beside_the_title(tree: ChapterTree, hub: Hub) -> None:
    chapter = choose(tree, "质量方针")
    hub.perform(lambda: hub.session.chapters.change(chapter, status=ChapterStatus.REVIEW, department="品质部", due_date="2000-01-31"))
    assert [cell(tree, "质量方针", column) for column in (TreeColumn.STATUS, TreeColumn.DEPARTMENT, TreeColumn.DUE_DATE)] == [
        "In review",
        "品质部",
        "2000-01-31",
    ]
    assert cell(tree, "质量方针", TreeColumn.STATUS, Qt.ItemDataRole.DecorationRole) is not None


def test_a_date_before_today_is_marked_until_the_chapter_is_final(tree: ChapterTree, hub: Hub) -> None:
    chapter = choose(tree, "质量方针")
    hub.perform(lambda: hub.session.chapters.change(chapter, status=ChapterStatus.DRAFT, due_date="2000-01-31"))
    assert cell(tree, "质量方针", TreeColumn.DUE_DATE, Qt.ItemDataRole.AccessibleTextRole) == "2000-01-31, overdue"
    assert cell(tree, "质量方针", TreeColumn.DUE_DATE, Qt.ItemDataRole.DecorationRole) is not None
    hub.perform(lambda: hub.session.chapters.change(chapter, status=ChapterStatus.FINAL))
    assert cell(tree, "质量方针", TreeColumn.DUE_DATE, Qt.ItemDataRole.AccessibleTextRole) == "2000-01-31"
    hub.perform(lambda: hub.session.chapters.change(chapter, status=ChapterStatus.DRAFT, due_date="9999-12-31"))
    assert cell(tree, "质量方针", TreeColumn.DUE_DATE, Qt.ItemDataRole.DecorationRole) is None


def test_the_words_of_a_chapter_follow_what_is_written(tree: ChapterTree, hub: Hub) -> None:
    chapter = choose(tree, "质量方针")
    before = int(str(cell(tree, "质量方针", TreeColumn.WORDS)))
    hub.perform(lambda: hub.session.blocks.add(chapter, text=plain("符合 ISO 9001 的要求")))
    assert cell(tree, "质量方针", TreeColumn.WORDS) == str(before + 7)
    hub.undo()
    assert cell(tree, "质量方针", TreeColumn.WORDS) == str(before)


def test_a_chapter_that_only_holds_others_shows_no_count_but_has_a_name(tree: ChapterTree, hub: Hub) -> None:
    assert cell(tree, "质量理念", TreeColumn.WORDS) == ""
    assert cell(tree, "质量理念", TreeColumn.WORDS, Qt.ItemDataRole.AccessibleTextRole) == "0"
    hub.perform(lambda: hub.session.blocks.add(choose(tree, "质量理念"), text=plain("总述")))
    assert cell(tree, "质量理念", TreeColumn.WORDS) == "2"


def shown_titles(tree: ChapterTree) -> list[str]:
    nodes = outline.walk(tree.chapters._roots)
    return [node.chapter.title for node in nodes if not tree.isRowHidden((at := tree.chapters.index_of(node.chapter.id)).row(), at.parent())]


def test_the_filter_shows_what_fits_with_what_stands_above_and_below(tree: ChapterTree, hub: Hub) -> None:
    tree.set_filter("计量")
    assert shown_titles(tree) == ["质量基础", "计量水平"]
    tree.set_filter("第六章")
    assert "应急管理" in shown_titles(tree)
    tree.set_filter("")
    assert len(shown_titles(tree)) == len(titles(tree))


def test_the_filter_still_holds_after_a_change(tree: ChapterTree, hub: Hub) -> None:
    tree.set_filter("计量")
    chapter = next(node.chapter.id for node in outline.walk(tree.chapters._roots) if node.chapter.title == "计量水平")
    hub.perform(lambda: hub.session.chapters.rename(chapter, "计量"))
    hub.perform(lambda: hub.session.chapters.promote(chapter))
    assert shown_titles(tree) == ["计量"]


@pytest.mark.parametrize("status", ChapterStatus)
def test_the_column_of_the_status_has_room_for_its_words_beside_the_icon(tree: ChapterTree, hub: Hub, status: ChapterStatus) -> None:
    chapter_id = id_of(tree, "质量方针")
    hub.perform(lambda: hub.session.chapters.change(chapter_id, status=status))
    needed = tree.sizeHintForIndex(tree.chapters.index_of(chapter_id).siblingAtColumn(TreeColumn.STATUS)).width()
    assert tree.columnWidth(TreeColumn.STATUS) >= needed


def test_what_is_collapsed_and_which_columns_are_shown_come_back(tree: ChapterTree, hub: Hub, qtbot: QtBot) -> None:
    tree.expandAll()
    tree.collapse(tree.chapters.index_of(choose(tree, "质量基础")))
    next(action for action in tree.header().actions() if action.objectName() == "column_due_date").setChecked(True)
    other = ChapterTree(hub)
    qtbot.addWidget(other)
    other.restore_view(tree.view_state())
    assert other.view_state() == tree.view_state()
    assert not other.isColumnHidden(TreeColumn.DUE_DATE)
    assert not other.isExpanded(other.chapters.index_of(choose(other, "质量基础")))


def test_a_row_that_is_dragged_names_its_chapter_once(tree: ChapterTree) -> None:
    index = tree.chapters.index_of(choose(tree, "质量方针"))
    data = tree.chapters.mimeData([index.siblingAtColumn(column) for column in TreeColumn])
    assert len(json.loads(bytes(data.data(MIME).data()))) == 1


def select(tree: ChapterTree, *names: str) -> list[str]:
    """Select several chapters; the cursor stands on the last."""
    chosen = []
    tree.clearSelection()
    for name in names:
        chosen.append(choose_also(tree, name))
    return chosen


def choose_also(tree: ChapterTree, title: str) -> str:
    found = next(node.chapter.id for node in outline.walk(tree.chapters._roots) if node.chapter.title == title)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    tree.selectionModel().setCurrentIndex(tree.chapters.index_of(found), flags)
    return found


def children_of(tree: ChapterTree, title: str) -> list[str]:
    node = next(node for node in outline.walk(tree.chapters._roots) if node.chapter.title == title)
    return [child.chapter.title for child in node.children]


def test_several_chapters_move_together_and_stay_selected(tree: ChapterTree, hub: Hub) -> None:
    before = children_of(tree, "质量理念")
    assert before == ["企业使命", "公司愿景", "企业价值观", "质量方针", "环境方针"]
    chosen = select(tree, "公司愿景", "企业价值观")
    QTest.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert children_of(tree, "质量理念") == ["企业使命", "质量方针", "公司愿景", "企业价值观", "环境方针"]
    assert tree.chosen() == chosen
    QTest.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert children_of(tree, "质量理念") == before
    hub.undo()
    hub.undo()
    assert children_of(tree, "质量理念") == before


def test_several_chapters_are_promoted_and_demoted_in_one_step(tree: ChapterTree, hub: Hub) -> None:
    before = children_of(tree, "质量理念")
    chosen = select(tree, "公司愿景", "企业价值观")
    QTest.keyClick(tree, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert children_of(tree, "企业使命") == ["公司愿景", "企业价值观"]
    assert tree.chosen() == chosen
    QTest.keyClick(tree, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert children_of(tree, "质量理念") == before
    hub.undo()
    assert children_of(tree, "企业使命") == ["公司愿景", "企业价值观"]
    hub.undo()
    assert children_of(tree, "质量理念") == before


def test_the_outermost_of_several_go_no_further(tree: ChapterTree, hub: Hub) -> None:
    before = len(hub.session.history())
    select(tree, "企业使命", "公司愿景")
    QTest.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(hub.session.history()) == before


def test_a_final_chapter_cannot_be_renamed_moved_or_deleted(tree: ChapterTree, hub: Hub) -> None:
    chapter_id = choose(tree, "质量方针")
    offered = {action.objectName() for action in tree.commands() if action.isEnabled()}
    hub.perform(lambda: hub.session.chapters.change(chapter_id, status=ChapterStatus.FINAL))
    lost = offered - {action.objectName() for action in tree.commands() if action.isEnabled()}
    assert lost == {"chapter_rename", "chapter_up", "chapter_down", "chapter_promote", "chapter_demote", "chapter_delete"}
    flags = tree.chapters.flags(tree.chapters.index_of(chapter_id))
    assert not flags & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
    hub.undo()
    assert {action.objectName() for action in tree.commands() if action.isEnabled()} == offered
