"""Cross-references, footnotes, fields and links inside the text."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QMenu, QPlainTextEdit, QToolTip
from pytestqt.qtbot import QtBot

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import PAGE, WITH_TITLE, Run
from qi_desktop.export.kinds import TargetKind
from qi_desktop.session import Draft
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.dialogs import FootnoteDialog, LinkDialog
from qi_desktop.ui.editor.reference_dialog import ReferenceDialog
from tests.ui.editing import Desk, child, figure, paragraph

CONTROL = Qt.KeyboardModifier.ControlModifier


def _answer(monkeypatch: pytest.MonkeyPatch, dialog: type, value: Any) -> None:
    monkeypatch.setattr(dialog, "ask", lambda *arguments, **options: value)


def _text(desk: Desk) -> str:
    return str(desk.editor.area.toPlainText())


def _point(desk: Desk, number: int, place: int) -> QPoint:
    """The middle of a character on the screen."""
    desk.put_cursor(number, place)
    first = desk.editor.area.cursorRect()
    desk.put_cursor(number, place + 1)
    second = desk.editor.area.cursorRect()
    cursor = desk.editor.area.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    desk.editor.area.setTextCursor(cursor)
    return QPoint((first.center().x() + second.center().x()) // 2, first.center().y())


def _entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


# --- cross-references ---


def test_a_reference_shows_the_number_and_follows_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    target = figure("厂区")
    desk.show(paragraph("见"), target)
    desk.put_cursor(0, -1)
    _answer(monkeypatch, ReferenceDialog, Run("图 2-1", reference=target.id))
    desk.action("insert_reference")
    assert desk.runs(0) == (Run("见"), Run("图 2-1", reference=target.id))
    desk.editor.save()
    before = desk.session.chapters.get(desk.chapter_id)
    desk.hub.perform(lambda: desk.session.chapters.add(desk.report_id, "前面的一章", after=""))
    QApplication.processEvents()
    assert "图 3-1" in _text(desk)
    assert not desk.editor.dirty
    assert before == desk.session.chapters.get(desk.chapter_id)


def test_a_figure_put_before_another_moves_the_number_in_the_text(desk: Desk, qtbot: QtBot) -> None:
    target = figure("甲")
    desk.show(paragraph((Run("见"), Run("", reference=target.id))), paragraph("乙"), target)
    assert "见图 2-1" in _text(desk)
    desk.put_cursor(1, -1)
    cursor = desk.editor.area.textCursor()
    desk.editor.area.structure.insert_drafts(cursor, [figure("新")])
    qtbot.waitUntil(lambda: desk.editor.sources.targets[target.id].label == "图 2-2", timeout=500)
    desk.editor.save()
    qtbot.waitUntil(lambda: "见图 2-2" in _text(desk), timeout=500)


def test_a_reference_with_title_shows_both(desk: Desk) -> None:
    desk.show(paragraph((Run("", reference=desk.chapter_id, shows=WITH_TITLE),)))
    assert _text(desk) == "第二章 质量管理"
    assert desk.drafts == desk.stored


def test_a_reference_to_a_page_says_whose_page(desk: Desk) -> None:
    desk.show(paragraph((Run("", reference=desk.chapter_id, shows=PAGE),)))
    assert _text(desk) == "[page of 第二章]"
    assert desk.drafts == desk.stored


def test_a_broken_reference_says_so_and_is_marked(desk: Desk) -> None:
    target = figure("厂区")
    desk.show(paragraph((Run("图 2-1", reference=target.id),)), target)
    desk.editor.show_chapter("")
    desk.session.blocks.delete([target.id])
    desk.editor.sources.forget(desk.session.undo())
    desk.hub.perform(desk.session.redo)
    desk.editor.show_chapter(desk.chapter_id)
    assert _text(desk) == "[target missing: 图 2-1]"
    run = desk.runs(0)[0]
    assert desk.editor.sources.is_broken(run)
    formats = desk.editor.area.document().firstBlock().layout().formats()
    styles = [part.format.underlineStyle() for part in formats]  # type: ignore[attr-defined]
    assert QTextCharFormat.UnderlineStyle.WaveUnderline in styles
    assert "choose another" in desk.editor.commands.inline.hint(run)


def test_ctrl_click_on_a_reference_asks_for_its_place(desk: Desk, qtbot: QtBot) -> None:
    target = figure("厂区")
    desk.show(paragraph((Run("见"), Run("", reference=target.id), Run("和"), Run("", reference=desk.chapter_id))), target)
    point = _point(desk, 0, 1)
    viewport = desk.editor.area.viewport()
    with qtbot.waitSignal(desk.editor.place_requested) as asked:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, CONTROL, point)
    assert asked.args == [desk.chapter_id, target.id]
    with qtbot.assertNotEmitted(desk.editor.place_requested):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert desk.editor.sources.place_of(desk.chapter_id) == (desk.chapter_id, "")
    assert desk.editor.sources.place_of("gone") is None


def test_a_reference_is_changed_and_turned_into_text_from_its_menu(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = figure("甲"), figure("乙")
    desk.show(paragraph((Run("", reference=one.id, bold=True),)), one, other)
    desk.put_cursor(0, 0)
    menu = desk.editor.commands.context_menu()
    assert _entries(menu)[:3] == ["Go to the target", "Change cross-reference…", "Turn into text"]
    _answer(monkeypatch, ReferenceDialog, Run("图 2-2", reference=other.id))
    menu.actions()[1].trigger()
    assert desk.runs(0) == (Run("图 2-2", reference=other.id, bold=True),)
    desk.editor.undo()
    assert desk.runs(0)[0].reference == one.id
    desk.put_cursor(0, 0)
    desk.editor.commands.context_menu().actions()[2].trigger()
    assert desk.runs(0) == (Run("图 2-1", bold=True),)


def test_the_dialog_finds_by_number_words_and_initials_and_keeps_the_order_of_the_report(desk: Desk, qtbot: QtBot) -> None:
    table = Draft("0123456789ab", BlockKind.TABLE, (Run("检验结果"),), {"columns": [{"label": "年"}], "rows": [["2017"]]})
    picture = figure("厂区全景")
    desk.show(picture, table)
    dialog = ReferenceDialog(desk.editor.sources.targets)
    qtbot.addWidget(dialog)
    rows = child(dialog, QListWidget, "reference_targets")

    def shown() -> list[str]:
        return [rows.item(row).text().strip() for row in range(rows.count()) if not rows.item(row).isHidden()]

    assert [text for text in shown() if text[0] in "第图表"][1:] == ["第二章 质量管理", "图 2-1 厂区全景", "表 2-1 检验结果"]
    box = child(dialog, QLineEdit, "reference_filter")
    for typed, expected in (("表2", "表 2-1 检验结果"), ("cqqj", "图 2-1 厂区全景"), ("质量管理", "第二章 质量管理")):
        box.setText(typed)
        assert shown() == [expected]
    box.setText("没有")
    assert shown() == []
    assert not dialog.accept_button.isEnabled()
    box.clear()
    kinds = child(dialog, QComboBox, "reference_kind")
    kinds.setCurrentIndex(2)
    assert shown() == ["表 2-1 检验结果"]
    kinds.setCurrentIndex(0)
    box.setText("2-1")
    rows.setCurrentRow(rows.row(rows.findItems("表 2-1", Qt.MatchFlag.MatchContains)[0]) - 1)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert dialog.value() == Run("表 2-1", reference=table.id)
    QTest.keyClick(box, Qt.Key.Key_PageUp)
    child(dialog, QComboBox, "reference_shows").setCurrentIndex(1)
    assert dialog.value() == Run("图 2-1 厂区全景", reference=picture.id, shows=WITH_TITLE)


def test_the_dialog_begins_with_the_present_target(desk: Desk, qtbot: QtBot) -> None:
    picture = figure("厂区")
    desk.show(paragraph("甲"), picture)
    present = Run("图 2-1 厂区", reference=picture.id, shows=WITH_TITLE)
    dialog = ReferenceDialog(desk.editor.sources.targets, present)
    qtbot.addWidget(dialog)
    assert dialog.value() == present


# --- footnotes ---


@pytest.mark.parametrize("way", ["enter", "double click", "menu", "key"])
def test_a_footnote_is_changed_where_it_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    desk.show(paragraph((Run("据统计"), Run("", footnote="旧"), Run("。"))))
    seen: list[str] = []

    def ask(text: str = "", parent: object = None) -> str:
        seen.append(text)
        return "新"

    monkeypatch.setattr(FootnoteDialog, "ask", ask)
    stretch = desk.editor.commands.inline.at_point(QPointF(_point(desk, 0, 4)))
    assert stretch is not None
    if way == "enter":
        desk.editor.commands.inline.select(stretch)
        desk.enter()
    elif way == "double click":
        QTest.mouseDClick(desk.editor.area.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, _point(desk, 0, 4))
    elif way == "menu":
        desk.put_cursor(0, 3)
        desk.editor.commands.context_menu().actions()[0].trigger()
    else:
        desk.editor.commands.inline.select(stretch)
        desk.action("insert_footnote")
    assert seen == ["旧"]
    assert desk.runs(0) == (Run("据统计"), Run("", footnote="新"), Run("。"))


def note_numbers(desk: Desk) -> list[int]:
    area = desk.editor.area
    return [number for block in qtext.blocks(area.document()) for _, _, number in area.notes.numbers(block)]


def test_footnotes_show_the_numbers_they_will_be_printed_with(desk: Desk) -> None:
    first, second, added = (Run("", footnote=words) for words in ("一", "二", "三"))
    cells = Draft(new_id(), BlockKind.TABLE, (), {"columns": [{"label": "甲"}], "rows": [[[{"text": "", "footnote": "表内"}]]]})
    desk.show(paragraph((Run("据统计"), first)), cells, paragraph((Run("据调查"), second)))
    assert note_numbers(desk) == [1, 3]
    desk.put_cursor(0, 0)
    desk.editor.area.structure.insert_runs(desk.editor.area.textCursor(), (added,))
    assert note_numbers(desk) == [1, 2, 4]
    desk.editor.undo()
    assert note_numbers(desk) == [1, 3]
    earlier = desk.session.chapters.add(desk.report_id, "前言").created
    desk.session.blocks.add(earlier, text=(Run("甲"), Run("", footnote="前")))
    desk.hub.perform(lambda: desk.session.chapters.move([earlier], "", ""))
    assert note_numbers(desk) == [2, 4]


def test_the_number_of_a_footnote_is_painted_where_its_mark_stands(desk: Desk, qtbot: QtBot) -> None:
    desk.show(paragraph((Run("据统计"), Run("", footnote="一"))), paragraph((Run("据统计"), Run("", footnote="二"))))
    pictures = []
    for number in (0, 1):
        block = desk.editor.area.document().findBlockByNumber(number)
        box = desk.editor.area.document().documentLayout().blockBoundingRect(block).toRect()
        pictures.append(desk.editor.area.viewport().grab(box).toImage())
    assert pictures[0].size() == pictures[1].size()
    assert pictures[0] != pictures[1]


def test_enter_behind_a_footnote_still_parts_the_paragraph(desk: Desk) -> None:
    desk.show(paragraph((Run("据统计"), Run("", footnote="注"))))
    desk.put_cursor(0, -1)
    desk.enter()
    assert len(desk.drafts) == 2


def test_the_mouse_is_told_the_note_and_nothing_beside_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show(paragraph((Run("据统计"), Run("", footnote="来源：统计局"))))
    viewport = desk.editor.area.viewport()
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: told.append(text))
    monkeypatch.setattr(QToolTip, "hideText", lambda: told.append(""))
    for place in (4, 0):
        point = _point(desk, 0, place)
        QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point)))
    assert told == ["来源：统计局", ""]


def test_a_footnote_is_removed_from_its_menu(desk: Desk) -> None:
    desk.show(paragraph((Run("据统计"), Run("", footnote="注"), Run("。"))))
    desk.put_cursor(0, 3)
    desk.editor.commands.context_menu().actions()[1].trigger()
    assert desk.runs(0) == (Run("据统计。"),)


# --- links and fields ---


def test_a_link_is_opened_changed_and_removed_whole_even_if_part_of_it_is_bold(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://example.com/"
    desk.show(paragraph((Run("见"), Run("官", link=address), Run("网", link=address, bold=True), Run("。"))))
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    QTest.mouseClick(desk.editor.area.viewport(), Qt.MouseButton.LeftButton, CONTROL, _point(desk, 0, 1))
    assert opened == [address]
    desk.put_cursor(0, 2)
    _answer(monkeypatch, LinkDialog, ("官网", "https://example.org/"))
    desk.editor.commands.context_menu().actions()[1].trigger()
    assert [run.link for run in desk.runs(0)] == ["", "https://example.org/", "https://example.org/", ""]
    desk.put_cursor(0, 2)
    desk.editor.commands.context_menu().actions()[2].trigger()
    assert desk.runs(0) == (Run("见官"), Run("网", bold=True), Run("。"))


def test_a_link_to_a_file_is_not_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show(paragraph((Run("程序", link="file:///bin/sh"),)))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail("opened"))
    QTest.mouseClick(desk.editor.area.viewport(), Qt.MouseButton.LeftButton, CONTROL, _point(desk, 0, 0))


def test_a_field_is_turned_into_text(desk: Desk) -> None:
    desk.show(paragraph((Run("", field="company.name"),)))
    desk.put_cursor(0, 0)
    desk.editor.commands.context_menu().actions()[0].trigger()
    assert desk.runs(0) == (Run("甲公司"),)


def test_words_of_an_atom_are_read_from_the_document(desk: Desk) -> None:
    note = Run("", footnote="注")
    desk.show(paragraph((Run("", reference=desk.chapter_id), note)))
    assert list(qtext.atoms(desk.editor.area.document())) == [(Run("", reference=desk.chapter_id), "第二章"), (note, "note")]


def test_control_and_enter_finish_a_footnote(desk: Desk, qtbot: QtBot) -> None:
    dialog = FootnoteDialog("")
    qtbot.addWidget(dialog)
    dialog.show()
    box = child(dialog, QPlainTextEdit, "footnote_text")
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClicks(box, "note")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(box, Qt.Key.Key_Return, CONTROL)
    assert dialog.result() == FootnoteDialog.DialogCode.Accepted
    assert dialog.value() == "note"


def test_another_report_has_its_own_targets_and_values(desk: Desk) -> None:
    desk.show(paragraph((Run("", field="report.year"),)), figure("甲"))
    other = desk.session.reports.new(2019, "blank").created
    chapter = desk.session.chapters.add(other, "次年").created
    desk.session.blocks.write(chapter, [figure("乙"), paragraph((Run("", field="report.year"),))])
    desk.editor.show_chapter("")
    desk.hub.report_id = other
    desk.editor.show_chapter(chapter)
    assert {target.title for target in desk.editor.sources.targets.values()} >= {"次年", "乙"}
    assert "甲" not in {target.title for target in desk.editor.sources.targets.values()}
    assert "2019" in _text(desk)


def test_numbers_are_counted_anew_only_where_captions_change(desk: Desk, qtbot: QtBot) -> None:
    def figures() -> list[str]:
        return [target.title for target in desk.editor.sources.targets.values() if target.kind is TargetKind.FIGURE]

    desk.show(paragraph("甲"), figure("图甲"))
    other = desk.hub.perform(lambda: desk.session.chapters.add(desk.report_id, "另一章")).created
    desk.hub.perform(lambda: desk.session.blocks.write(other, [figure("图乙")]))
    desk.editor.show_chapter(other)
    known = desk.editor.sources.targets
    assert figures() == ["图甲", "图乙"]
    desk.editor.show_chapter(desk.chapter_id)
    assert desk.editor.sources.targets is known
    desk.put_cursor(0, 0)
    desk.editor.area.structure.insert_drafts(desk.editor.area.textCursor(), [figure("图丙")])
    qtbot.waitUntil(lambda: len(figures()) == 3)
    desk.editor.show_chapter(other)
    assert figures() == ["图丙", "图甲", "图乙"]
