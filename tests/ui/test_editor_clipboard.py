"""Copy, cut, paste and drop in the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from qi_desktop.ui.editor import clipboard
from qi_desktop.ui.editor.clipboard import Copied
from qi_desktop.ui.editor.sources import png_of
from tests.ui.editing import Desk, figure, item, paragraph


def _picture() -> QImage:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def _board() -> QMimeData:
    return QApplication.clipboard().mimeData()


# --- ids ---


def test_whole_paragraphs_that_are_cut_and_pasted_keep_their_ids(desk: Desk) -> None:
    first, second, third, fourth = paragraph("甲"), item("乙"), figure(), paragraph("丁")
    desk.show(first, second, third, fourth)
    desk.select(1, 0, 3, 0)
    desk.control(Qt.Key.Key_X)
    assert desk.drafts == [first, fourth]
    desk.put_cursor(1, -1)
    desk.control(Qt.Key.Key_V)
    assert desk.drafts == [first, fourth, second, third]
    desk.editor.save()
    assert desk.stored == desk.drafts


def test_they_keep_them_also_when_the_cut_was_saved_before_the_paste(desk: Desk) -> None:
    first, second = paragraph("甲"), paragraph("乙")
    desk.show(first, second)
    desk.select(0, 0, 1, 0)
    desk.control(Qt.Key.Key_X)
    desk.editor.save()
    desk.put_cursor(0, -1)
    desk.enter()
    desk.control(Qt.Key.Key_V)
    assert desk.drafts == [second, first]


def test_a_paragraphs_whole_text_that_is_cut_takes_the_id_along(desk: Desk) -> None:
    first, second = paragraph("甲"), paragraph("乙")
    desk.show(first, second)
    desk.select(0, 0, 0, -1)
    desk.control(Qt.Key.Key_X)
    assert first.id not in desk.ids
    desk.put_cursor(1, -1)
    desk.enter()
    desk.control(Qt.Key.Key_V)
    assert desk.texts == ["", "乙", "甲"]
    assert desk.ids[2] == first.id


def test_a_copy_gets_new_ids(desk: Desk) -> None:
    first, second = item("甲"), figure()
    desk.show(first, second)
    desk.select(0, 0, 1, 1)
    desk.control(Qt.Key.Key_C)
    desk.put_cursor(1, 1)
    desk.control(Qt.Key.Key_V)
    assert desk.texts == ["甲", "图", "甲", "图"]
    assert len(set(desk.ids)) == 4


def test_blocks_of_another_chapter_get_new_ids(desk: Desk) -> None:
    first = paragraph("甲")
    desk.show(first, paragraph("乙"))
    desk.select(0, 0, 1, 0)
    desk.control(Qt.Key.Key_C)
    other = desk.session.chapters.add(desk.report_id, "别的").created
    desk.editor.show_chapter(other)
    desk.control(Qt.Key.Key_V)
    assert desk.texts == ["甲"]
    assert desk.ids != [first.id]
    desk.editor.save()
    assert [block.id for block in desk.session.blocks.of_chapter(other)] == desk.ids
    assert len(desk.stored) == 2


def test_an_object_at_the_cursor_is_cut_without_being_selected_first(desk: Desk) -> None:
    drafts = [figure(), paragraph("乙")]
    desk.show(*drafts)
    desk.control(Qt.Key.Key_X)
    assert desk.texts == ["", "乙"]
    desk.put_cursor(1, -1)
    desk.control(Qt.Key.Key_V)
    assert desk.drafts[2] == drafts[0]


# --- parts of paragraphs ---


def test_a_part_of_a_paragraph_is_pasted_into_the_line_with_its_formats_and_fields(desk: Desk) -> None:
    desk.show(paragraph((Run("由"), Run("甲公司", field="company.name"), Run("负责", bold=True), Run("到底"))), paragraph("前后"))
    desk.select(0, 1, 0, 6)
    desk.control(Qt.Key.Key_C)
    desk.put_cursor(1, 1)
    desk.control(Qt.Key.Key_V)
    assert desk.runs(1) == (Run("前"), Run("甲公司", field="company.name"), Run("负责", bold=True), Run("后"))


def test_a_selection_from_the_middle_to_the_middle_is_pasted_as_it_was_cut(desk: Desk) -> None:
    desk.show(paragraph("甲乙"), item("丙"), paragraph("丁戊"), paragraph("前后"))
    desk.select(0, 1, 2, 1)
    desk.control(Qt.Key.Key_C)
    desk.put_cursor(3, 1)
    desk.control(Qt.Key.Key_V)
    assert desk.texts == ["甲乙", "丙", "丁戊", "前乙", "丙", "丁后"]
    assert len(set(desk.ids)) == 6
    desk.control(Qt.Key.Key_Z)
    assert desk.texts == ["甲乙", "丙", "丁戊", "前后"]


def test_whole_paragraphs_go_before_the_one_at_whose_start_they_are_pasted(desk: Desk) -> None:
    desk.show(paragraph("甲"), paragraph("乙"))
    desk.select(0, 0, 1, 0)
    desk.control(Qt.Key.Key_C)
    desk.put_cursor(1, 0)
    desk.control(Qt.Key.Key_V)
    assert desk.texts == ["甲", "甲", "乙"]


def test_pasting_into_an_empty_item_fills_it(desk: Desk) -> None:
    desk.show(paragraph("甲乙"), item(""))
    desk.select(0, 0, 0, 1)
    desk.control(Qt.Key.Key_C)
    desk.put_cursor(1, 0)
    desk.control(Qt.Key.Key_V)
    assert desk.drafts[1].kind is BlockKind.LIST_ITEM
    assert desk.texts[1] == "甲"


# --- other programs ---


def test_html_of_other_programs_becomes_blocks(desk: Desk) -> None:
    desk.show(paragraph("前后"))
    desk.put_cursor(0, 1)
    desk.paste("x", '<p style="color:red">一<b>二</b></p><ol><li>甲</li><li>乙</li></ol><table><tr><th>年<tr><td>2017</table><p>三</p>')
    assert desk.texts == ["前一二", "甲", "乙", "", "三后"]
    assert desk.labels == ["1、", "2、"]
    assert desk.runs(0) == (Run("前一"), Run("二", bold=True))
    assert desk.drafts[3].attributes["rows"] == [["2017"]]


def test_a_word_pasted_into_a_line_stays_in_the_line(desk: Desk) -> None:
    desk.show(paragraph("前后"))
    desk.put_cursor(0, 1)
    desk.paste("中", "<span>中</span>")
    desk.paste("间")
    assert desk.texts == ["前中间后"]


def test_plain_paste_takes_the_words_without_format_or_lists(desk: Desk) -> None:
    desk.show(paragraph("前后"))
    desk.put_cursor(0, 1)
    data = QMimeData()
    data.setHtml("<b>粗</b>")
    data.setText("粗\n1、细")
    QApplication.clipboard().setMimeData(data)
    desk.control(Qt.Key.Key_V, shift=True)
    assert desk.texts == ["前粗", "1、细后"]
    assert desk.runs(0) == (Run("前粗"),)


def test_nothing_is_ever_loaded_for_a_pasted_text(desk: Desk) -> None:
    desk.show(paragraph())
    desk.paste("文", '<p>文<img src="file:///etc/hostname"><link rel=stylesheet href="http://example.com/x.css"></p>')
    assert desk.texts == ["文"]
    area = desk.editor.area
    assert area.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("http://example.com/x.png")) is None
    assert "img" not in area.document().toHtml()


@pytest.mark.parametrize(
    "data", [b"", b"null", b"[]", b'{"version":1}', b"\xff\xfe", b'{"version":1,"chapter":"","open_start":1,"open_end":0,"blocks":[{"id":1}]}']
)
def test_a_clipboard_that_only_pretends_to_be_ours_is_read_as_text(desk: Desk, data: bytes) -> None:
    desk.show(paragraph())
    source = QMimeData()
    source.setData(clipboard.MIME, QByteArray(data))
    source.setText("文")
    desk.editor.area.insertFromMimeData(source)
    assert desk.texts == ["文"]


def test_own_form_gives_back_what_was_copied() -> None:
    copied = Copied(
        (item("甲", start=2), figure(), Draft("", BlockKind.PARAGRAPH, (Run("a", link="https://example.com"),))), True, False, "0123456789ab"
    )
    assert clipboard.decode(clipboard.encode(copied)) == copied


def test_a_copy_carries_text_with_labels_and_html_for_others(desk: Desk) -> None:
    table = Draft("", BlockKind.TABLE, (), {"columns": [{"label": "年"}, {"label": "率"}], "rows": [["2017", "<99%"]]})
    desk.show(item("质量"), paragraph((Run("粗", bold=True), Run("<斜>", italic=True))), table)
    desk.control(Qt.Key.Key_A)
    desk.control(Qt.Key.Key_C)
    assert _board().text() == "1、质量\n粗<斜>\n年\t率\n2017\t<99%"
    assert "<p>1、质量</p><p><b>粗</b><i>&lt;斜&gt;</i></p><table" in _board().html()
    assert "<td>&lt;99%</td>" in _board().html()


def test_a_merged_head_is_copied_and_pasted_as_one(desk: Desk) -> None:
    table = {"columns": [{"label": "合格率"}, {"label": ""}], "rows": [["98", "99"]], "spans": [[-1, 0, 1, 2]]}
    desk.show(Draft("", BlockKind.TABLE, (), table), paragraph())
    desk.put_cursor(0, 0)
    desk.control(Qt.Key.Key_C)
    html = _board().html()
    assert '<tr><th rowspan="1" colspan="2">合格率</th></tr><tr><td>98</td><td>99</td></tr>' in html
    desk.put_cursor(1, 0)
    desk.paste("x", html)
    assert dict(desk.drafts[-1].attributes) == table


def test_the_words_of_a_page_are_pasted_as_plain_text_though_it_brings_none_along(desk: Desk) -> None:
    desk.show(paragraph())
    desk.put_cursor(0, 0)
    source = QMimeData()
    source.setHtml("<h1>题</h1><p>甲<b>乙</b></p>")
    desk.editor.clipboard.insert_plain(source)
    assert [(draft.kind, draft.text) for draft in desk.drafts] == [(BlockKind.PARAGRAPH, (Run("题"),)), (BlockKind.PARAGRAPH, (Run("甲乙"),))]


# --- pictures ---


def test_a_picture_that_is_copied_can_be_pasted_in_another_program_and_here(desk: Desk) -> None:
    asset = desk.editor.sources.add_picture("a.png", png_of(_picture()))
    desk.show(Draft("", BlockKind.FIGURE, (Run("车间"),), {"asset": asset, "width": 0.5}), paragraph("甲"))
    desk.put_cursor(0, 0)
    desk.control(Qt.Key.Key_C)
    assert _board().imageData().size() == _picture().size()
    assert not _board().hasHtml()
    desk.put_cursor(1, -1)
    desk.control(Qt.Key.Key_V)
    assert [(draft.kind, draft.text, dict(draft.attributes)) for draft in desk.drafts][::2] == [
        (BlockKind.FIGURE, (Run("车间"),), {"asset": asset, "width": 0.5})
    ] * 2


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\nxxxx", b""])
def test_a_dropped_file_that_is_no_picture_is_told(desk: Desk, tmp_path: Path, content: bytes) -> None:
    desk.show(paragraph("甲"))
    (tmp_path / "a.png").write_bytes(content)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    desk.editor.area.insertFromMimeData(data)
    assert desk.texts == ["甲"]
    assert ["“a.png” is not a picture" in str(failure) for failure in desk.failures] == [True]


def test_a_file_of_another_kind_is_not_taken_at_all(desk: Desk, tmp_path: Path) -> None:
    desk.show(paragraph())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.docx"))])
    assert not desk.editor.area.canInsertFromMimeData(data)
    data.setUrls([QUrl("https://example.com/")])
    assert desk.editor.area.canInsertFromMimeData(data)


def test_a_picture_on_the_clipboard_becomes_a_figure(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.put_cursor(0, -1)
    data = QMimeData()
    data.setImageData(_picture())
    data.setHtml('<img src="http://example.com/x.png">')
    desk.editor.area.insertFromMimeData(data)
    assert [draft.kind for draft in desk.drafts] == [BlockKind.PARAGRAPH, BlockKind.FIGURE]
    asset = desk.session.assets.get(str(desk.drafts[1].attributes["asset"]))
    assert (asset.mime, asset.width, asset.height) == ("image/png", 30, 20)


def test_dropped_picture_files_become_figures_and_other_files_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.show(paragraph("甲"))
    (tmp_path / "厂区.png").write_bytes(png_of(_picture()))
    (tmp_path / "假.png").write_bytes(b"no picture")
    (tmp_path / "表.txt").write_text("x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("厂区.png", "假.png", "表.txt")])
    desk.editor.area.insertFromMimeData(data)
    assert [draft.kind for draft in desk.drafts].count(BlockKind.FIGURE) == 1
    assert len(desk.drafts) == 2


# --- drag and drop ---


def test_a_selection_dragged_inside_the_text_keeps_its_ids(desk: Desk) -> None:
    drafts = [paragraph("甲"), figure(), paragraph("丙")]
    desk.show(*drafts)
    desk.select(0, 0, 1, 0)
    area = desk.editor.area
    cursor = QTextCursor(area.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    place = area.cursorRect(cursor).center()

    class Drop(QDropEvent):
        def source(self) -> object:
            return area.viewport()

    event = Drop(
        QPointF(place), Qt.DropAction.MoveAction, area.createMimeDataFromSelection(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.setDropAction(Qt.DropAction.MoveAction)
    area.dropEvent(event)
    assert desk.drafts == [drafts[1], drafts[2], drafts[0]]
    desk.editor.undo()
    assert desk.drafts == drafts


@pytest.mark.parametrize(
    ("picture", "place", "order"),
    [(1, (0, 1), [1, 0, 2]), (1, (0, 4), [0, 1, 2]), (0, (1, 4), [1, 0, 2]), (2, (0, 0), [2, 0, 1]), (1, (2, 4), [0, 2, 1])],
)
def test_a_dragged_picture_goes_between_paragraphs_and_leaves_no_empty_one(
    desk: Desk, picture: int, place: tuple[int, int], order: list[int]
) -> None:
    drafts = [paragraph("一二三四五"), paragraph("六七八九十"), paragraph("甲乙丙丁戊")]
    drafts[picture] = figure()
    desk.show(*drafts)
    desk.put_cursor(picture, 0)
    desk.editor.area.choose_object()
    target = QTextCursor(desk.editor.area.document().findBlockByNumber(place[0]))
    target.setPosition(target.position() + place[1])
    desk.editor.clipboard.move_selection(target)
    assert desk.drafts == [drafts[number] for number in order]
    desk.editor.undo()
    assert desk.drafts == drafts
