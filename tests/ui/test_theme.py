"""Fonts of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qi_desktop.ui import theme
from qi_desktop.ui.dialogs.due_dialog import DUE, OVERDUE
from qi_desktop.ui.dialogs.import_table_dialog import REFUSED
from qi_desktop.ui.editor.cards import CHOSEN, HEAD, MUTED
from qi_desktop.ui.editor.paper import ATOM, BROKEN, BROKEN_SHARE, mixed
from qi_desktop.ui.grids.cell_editors import warning_tint
from qi_desktop.ui.grids.register_model import DOUBTFUL
from qi_desktop.ui.inserted_deleted import _DELETED, _INSERTED
from qi_desktop.ui.theme import contrast, over, readable
from qi_desktop.ui.ticks import TickDelegate


def test_a_system_without_chinese_gets_the_bundled_font_and_no_other_is_loaded(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    before = qapp.font()
    loaded: list[str] = []
    real = QFontDatabase.addApplicationFont
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])

    def load(path: str) -> int:
        loaded.append(Path(path).name)
        return real(path)

    monkeypatch.setattr(QFontDatabase, "addApplicationFont", load)
    theme.family.cache_clear()
    try:
        theme.set_fonts(qapp)
        assert QFontInfo(qapp.font()).family() == "Noto Sans SC"
        assert sorted(loaded) == ["NotoSansSC-Bold.ttf", "NotoSansSC-Regular.ttf"]
    finally:
        qapp.setFont(before)


def test_a_system_with_chinese_keeps_its_own_font(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    before = qapp.font()
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["Some Hei"])
    monkeypatch.setattr(QFontDatabase, "isPrivateFamily", lambda _: False)
    theme.set_fonts(qapp)
    assert qapp.font() == before


ROLE = QPalette.ColorRole
PAIRS = (
    (ROLE.WindowText, ROLE.Window),
    (ROLE.Text, ROLE.Base),
    (ROLE.Text, ROLE.AlternateBase),
    (ROLE.ButtonText, ROLE.Button),
    (ROLE.HighlightedText, ROLE.Highlight),
    (ROLE.ToolTipText, ROLE.ToolTipBase),
    (ROLE.Link, ROLE.Base),
    (ROLE.PlaceholderText, ROLE.Base),
)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


@pytest.fixture
def palette(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QPalette]:
    theme.set_appearance(request.param)
    yield qapp.palette()
    theme.set_appearance("system")


@pytest.mark.parametrize("palette", ["light", "dark"], indirect=True)
def test_every_text_can_be_read_on_its_ground(palette: QPalette) -> None:
    ratios = {pair: round(contrast(over(palette.color(pair[0]), palette.color(pair[1])), palette.color(pair[1])), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("palette", ["light", "dark"], indirect=True)
def test_what_the_editor_paints_over_and_beside_the_text_can_be_read(palette: QPalette) -> None:
    base, text, highlight, link = (palette.color(role) for role in (ROLE.Base, ROLE.Text, ROLE.Highlight, ROLE.Link))
    atom, head, chosen = mixed(highlight, base, ATOM), mixed(text, base, HEAD), mixed(highlight, base, CHOSEN)
    assert contrast(text, atom) >= 4.5
    assert contrast(link, atom) >= 4.5, "the number of a footnote"
    assert contrast(text, mixed(BROKEN, base, BROKEN_SHARE)) >= 4.5
    assert contrast(text, head) >= 4.5
    assert contrast(text, chosen) >= 4.5
    assert contrast(mixed(text, base, MUTED), base) >= 4.5
    assert contrast(highlight, base) >= 3, "the frame of a chosen object"


@pytest.mark.parametrize("palette", ["light", "dark"], indirect=True)
def test_what_tables_and_differences_mark_by_colour_can_be_read(palette: QPalette) -> None:
    base, text = palette.color(ROLE.Base), palette.color(ROLE.Text)
    dark = base.lightness() < 128
    marks = {
        "doubtful": (readable(DOUBTFUL, base), base),
        "wrong": (text, warning_tint(palette)),
        "inserted": (QColor(_INSERTED[dark]), base),
        "deleted": (QColor(_DELETED[dark]), base),
        "overdue": (text, over(OVERDUE, base)),
        "due": (text, over(DUE, base)),
        "refused": (text, over(REFUSED, base)),
    }
    assert {name: round(contrast(*pair), 2) for name, pair in marks.items() if contrast(*pair) < 4.5} == {}


@pytest.fixture
def fusion(qapp: QApplication) -> Iterator[None]:
    before = qapp.style().name()
    qapp.setStyle("Fusion")
    yield
    qapp.setStyle(before)


def ticked_list() -> QListWidget:
    made = QListWidget()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setItemDelegate(TickDelegate(made))
    made.addItem("质量")
    made.item(0).setCheckState(Qt.CheckState.Unchecked)
    return made


@pytest.mark.usefixtures("fusion")
@pytest.mark.parametrize("palette", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("make", [QCheckBox, QRadioButton, QLineEdit, QPlainTextEdit, QSpinBox, QDateEdit, QComboBox, ticked_list])
def test_boxes_and_fields_have_an_outline_that_can_be_seen(palette: QPalette, make: Callable[[], QWidget], qtbot: QtBot) -> None:
    control = make()
    qtbot.addWidget(control)
    control.resize(120, 24)
    picture = control.grab().toImage()
    ground = palette.color(ROLE.Window)
    assert max(contrast(picture.pixelColor(across, 12), ground) for across in range(8)) >= 3


@pytest.mark.usefixtures("fusion")
def test_a_system_that_changes_its_colours_is_followed(qapp: QApplication, qtbot: QtBot) -> None:
    theme.set_appearance("system")
    QApplication.setPalette(QPalette(), "QCheckBox")  # type: ignore[arg-type]
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    box = QCheckBox("质量")
    qtbot.addWidget(box)
    box.ensurePolished()
    assert box.palette().color(ROLE.Window) != qapp.palette().color(ROLE.Window)


@pytest.mark.usefixtures("fusion")
def test_in_the_light_again_boxes_have_the_colours_of_the_others(qapp: QApplication, qtbot: QtBot) -> None:
    theme.set_appearance("dark")
    theme.set_appearance("light")
    box = QCheckBox("质量")
    qtbot.addWidget(box)
    box.ensurePolished()
    assert box.palette().color(ROLE.WindowText) == qapp.palette().color(ROLE.WindowText)
    assert box.palette().color(ROLE.Base) == qapp.palette().color(ROLE.Base)
    theme.set_appearance("system")
