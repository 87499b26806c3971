"""Pictures: sized with the mouse, replaced, put into waiting figures."""

from __future__ import annotations

import base64
import gzip
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QRubberBand
from pytestqt.qtbot import QtBot

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from qi_desktop.ui.editor import dialogs
from qi_desktop.ui.editor.sources import png_of, read_image
from tests.ui.editing import Desk, child, figure, paragraph

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _image(width: int = 200, height: int = 100) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"])
def test_every_kind_of_picture_that_is_exported_is_shown(qtbot: QtBot, form: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, form)
    assert read_image(file.getvalue()).size().toTuple() == (40, 30)


@pytest.mark.parametrize("path", ["{}", "file://{}", "data:image/png;base64,AAAA"])
def test_a_drawing_that_names_a_file_is_no_picture(qtbot: QtBot, tmp_path: Path, path: str) -> None:
    _image().save(str(tmp_path / "secret.png"))
    link = path.format(tmp_path / "secret.png")
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{link}" width="9" height="9"/></svg>'.encode()
    assert read_image(drawing).isNull()
    assert read_image(gzip.compress(drawing)).isNull()


@pytest.fixture
def picture(desk: Desk) -> Callable[..., Draft]:
    def make(width: int = 200, height: int = 100) -> Draft:
        asset = desk.session.assets.add("厂区.png", png_of(_image(width, height))).created
        return Draft("0123456789ab", BlockKind.FIGURE, (Run("厂区"),), {"asset": asset, "alternative": "大门"})

    return make


def _border(desk: Desk) -> tuple[QPoint, float]:
    """The middle of the picture's right border on the screen, and the width that counts as 100 %."""
    desk.editor.area.viewport().grab()
    frame = desk.editor._cards.pictures["0123456789ab"]
    scroll = desk.editor.area.verticalScrollBar().value()
    return QPoint(round(frame.box.right()), round(frame.box.center().y() - scroll)), frame.room


def test_dragging_the_border_sets_the_width_as_one_step(desk: Desk, picture: Callable[..., Draft]) -> None:
    draft = picture()
    desk.show(paragraph("前"), draft)
    border, room = _border(desk)
    viewport = desk.editor.area.viewport()
    QTest.mousePress(viewport, LEFT, NONE, border)
    QTest.mouseMove(viewport, border + QPoint(20, 0))
    assert child(viewport, QRubberBand, "picture_band").isVisible()
    QTest.mouseMove(viewport, border + QPoint(50, 0))
    QTest.mouseRelease(viewport, LEFT, NONE, border + QPoint(50, 0))
    changed = desk.drafts[1]
    assert changed.attributes["width"] == pytest.approx((200 + 100) / room, abs=0.02)
    assert (changed.id, changed.text, changed.attributes["alternative"]) == (draft.id, draft.text, "大门")
    desk.editor.undo()
    assert desk.drafts[1] == draft


def test_escape_gives_up_and_a_click_on_the_border_changes_nothing(desk: Desk, picture: Callable[..., Draft]) -> None:
    draft = picture()
    desk.show(draft)
    border, _ = _border(desk)
    viewport = desk.editor.area.viewport()
    QTest.mousePress(viewport, LEFT, NONE, border)
    QTest.mouseMove(viewport, border + QPoint(50, 0))
    desk.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, NONE, border + QPoint(50, 0))
    QTest.mouseClick(viewport, LEFT, NONE, border)
    assert desk.drafts == [draft]


def test_a_picture_never_leaves_the_column_nor_vanishes(desk: Desk, picture: Callable[..., Draft]) -> None:
    desk.show(picture())
    viewport = desk.editor.area.viewport()
    for distance, width in ((4000, 1.0), (-4000, 0.05)):
        border, _ = _border(desk)
        QTest.mousePress(viewport, LEFT, NONE, border)
        QTest.mouseMove(viewport, border + QPoint(distance, 0))
        QTest.mouseRelease(viewport, LEFT, NONE, border)
        assert desk.drafts[0].attributes["width"] == width


def test_a_locked_text_and_a_picture_shown_too_small_cannot_be_sized(desk: Desk, picture: Callable[..., Draft]) -> None:
    tall = picture(200, 1200)
    desk.show(tall)
    desk.editor.area.viewport().grab()
    assert desk.editor._cards.pictures == {}
    small = picture()
    desk.show(small)
    desk.editor.show_chapter("")
    desk.editor.show_chapter(desk.chapter_id)
    border, _ = _border(desk)
    desk.editor.set_read_only(True)
    viewport = desk.editor.area.viewport()
    QTest.mousePress(viewport, LEFT, NONE, border)
    QTest.mouseMove(viewport, border + QPoint(50, 0))
    QTest.mouseRelease(viewport, LEFT, NONE, border)
    assert desk.drafts == [small]


def test_a_pasted_picture_fills_a_waiting_figure(desk: Desk) -> None:
    slot = figure("厂区全景")
    desk.show(paragraph("前"), slot)
    desk.put_cursor(1, 0)
    data = QMimeData()
    data.setImageData(_image())
    QApplication.clipboard().setMimeData(data)
    desk.control(Qt.Key.Key_V)
    assert [draft.kind for draft in desk.drafts] == [BlockKind.PARAGRAPH, BlockKind.FIGURE]
    assert (desk.drafts[1].id, desk.drafts[1].text) == (slot.id, slot.text)
    assert desk.drafts[1].attributes["asset"]
    desk.put_cursor(1, 0)
    desk.control(Qt.Key.Key_V)
    assert len(desk.drafts) == 3


def test_a_dropped_file_becomes_a_figure_where_it_falls(desk: Desk, tmp_path: Path) -> None:
    desk.show(paragraph("前"))
    desk.put_cursor(0, -1)
    file = tmp_path / "厂区.png"
    file.write_bytes(png_of(_image()))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    desk.editor.area.insertFromMimeData(data)
    assert [draft.kind for draft in desk.drafts] == [BlockKind.PARAGRAPH, BlockKind.FIGURE]


def test_the_context_menu_sets_the_width_and_another_picture(
    desk: Desk, picture: Callable[..., Draft], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    draft = picture()
    desk.show(draft)
    desk.put_cursor(0, 0)
    menu = desk.editor.commands.context_menu()
    widths = child(menu, QMenu, "figure_widths")
    next(action for action in widths.actions() if action.text() == "50%").trigger()
    assert desk.drafts[0].attributes["width"] == 0.5
    widths.actions()[0].trigger()
    assert "width" not in desk.drafts[0].attributes
    file = tmp_path / "新.png"
    file.write_bytes(png_of(_image(30, 30)))
    monkeypatch.setattr(dialogs, "choose_picture", lambda parent: str(file))
    next(action for action in menu.actions() if action.objectName() == "figure_replace").trigger()
    changed = desk.drafts[0]
    assert changed.attributes["asset"] != draft.attributes["asset"]
    assert (changed.text, changed.attributes["alternative"]) == (draft.text, "大门")


def test_a_chosen_picture_is_seen_as_it_is(desk: Desk) -> None:
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(QColor("#44aa44"))
    desk.show(paragraph("前"), Draft("", BlockKind.FIGURE, (), {"asset": desk.editor.sources.add_picture("a.png", png_of(picture))}))
    desk.editor.resize(700, 500)
    desk.editor.show()
    desk.put_cursor(1, 0)
    desk.editor.area.choose_object()
    block = desk.editor.area.document().findBlockByNumber(1)
    centre = desk.editor.area.document().documentLayout().blockBoundingRect(block).center().toPoint()
    assert desk.editor.area.viewport().grab().toImage().pixelColor(centre).name() == "#44aa44"


def test_a_picture_without_ground_lies_on_white_paper_in_a_dark_window(desk: Desk) -> None:
    clear = QImage(200, 100, QImage.Format.Format_ARGB32)
    clear.fill(QColor(0, 0, 0, 0))
    desk.show(paragraph("前"), Draft("", BlockKind.FIGURE, (), {"asset": desk.editor.sources.add_picture("a.png", png_of(clear))}))
    palette = desk.editor.area.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#202020"))
    desk.editor.area.setPalette(palette)
    desk.editor.resize(700, 500)
    desk.editor.show()
    block = desk.editor.area.document().findBlockByNumber(1)
    area = desk.editor.area.document().documentLayout().blockBoundingRect(block)
    picture = desk.editor.area.viewport().grab().toImage()
    assert picture.pixelColor(area.center().toPoint()).name() == "#ffffff"
    assert picture.pixelColor(round(area.left()) + 5, round(area.center().y())).name() == "#202020"


# --- pictures in pasted text ---


def test_pictures_of_a_text_copied_in_word_come_with_it(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    file = tmp_path / "msohtmlclip1" / "clip_image001.png"
    file.parent.mkdir()
    file.write_bytes(png_of(_image()))
    inside = base64.b64encode(png_of(_image(30, 30))).decode()
    desk.show(paragraph())
    words = f'<p>前<img src="{file.as_uri()}" alt="厂区 大门">后</p><p>中</p><img src="data:image/png;base64,{inside}">'
    desk.paste("x", f"<html><body>{words}</body></html>")
    kinds = [draft.kind for draft in desk.drafts]
    text, picture = BlockKind.PARAGRAPH, BlockKind.FIGURE
    assert kinds == [text, picture, text, text, picture]
    assert desk.texts == ["前", "", "后", "中", ""]
    assert desk.drafts[1].attributes["alternative"] == "厂区 大门"
    assert desk.session.assets.data(str(desk.drafts[1].attributes["asset"])) == file.read_bytes()
    assert set(desk.drafts[4].attributes) == {"asset"}


def test_a_pasted_picture_keeps_the_width_it_had_and_its_caption(desk: Desk) -> None:
    picture = f'<img width="{{}}" src="data:image/png;base64,{base64.b64encode(png_of(_image())).decode()}">'
    whole = desk.editor.area.paper.css_width
    desk.show(paragraph())
    desk.editor.set_zoom(150)
    words = picture.format(round(whole / 4)) + "<p class=MsoCaption>图 3 厂区</p>" + picture.format(round(whole) + 1) + picture.format("10%")
    desk.paste("x", f"<p>前</p>{words}")
    figures = [draft for draft in desk.drafts if draft.kind is BlockKind.FIGURE]
    assert figures[0].attributes["width"] == pytest.approx(0.25, abs=0.002)
    assert figures[0].text == (Run("厂区"),)
    assert ["width" in figure.attributes for figure in figures] == [True, False, False]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "//127.0.0.1/x.png",
        "file://server/share/x.png",
        "file:///etc/hostname",
        "PASSING/../outside.png",
        "PASSING/link.png",
        "PASSING/missing.png",
        "data:image/png;base64,%%%",
        "data:text/plain,hello",
        "data:image/png,hello",
        "",
        "x\x00y",
    ],
)
def test_no_other_picture_is_taken(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    (tmp_path / "outside.png").write_bytes(png_of(_image()))
    (passing / "link.png").symlink_to(tmp_path / "outside.png")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(passing))
    desk.show(paragraph())
    desk.paste("x", f'<p>前<img src="{address.replace("PASSING", passing.as_uri())}">后</p>')
    assert [draft.kind for draft in desk.drafts if draft.kind is BlockKind.FIGURE] == []
    assert "".join(desk.texts) == "前后"
    assert not desk.failures
