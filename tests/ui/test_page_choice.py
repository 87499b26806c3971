"""A table, a register's table and a picture say on which page they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from qi_desktop.core.model import BlockKind
from qi_desktop.core.registers import Column, Register
from qi_desktop.session import Draft
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.editor.dialogs import FigureDialog
from qi_desktop.ui.editor.table_dialog import TableDialog
from qi_desktop.ui.editor.table_grid import Grid
from qi_desktop.ui.editor.view_dialog import RegisterViewDialog
from tests.ui.editing import Desk, paragraph

REGISTER = Register("quality_targets", {"zh": "质量目标", "en": "Quality targets"}, (Column("name", {"zh": "名称", "en": "Name"}),))


def figure(attributes: dict[str, Any]) -> tuple[Form, Callable[[], Draft]]:
    dialog = FigureDialog(Draft("x", BlockKind.FIGURE, (), attributes))
    return dialog, lambda: dialog.value().draft


def table(attributes: dict[str, Any]) -> tuple[Form, Callable[[], Draft]]:
    cells = Grid.empty(1, 1).attributes(Draft("", BlockKind.TABLE))
    dialog = TableDialog(Draft("x", BlockKind.TABLE, (), {**cells, **attributes}))
    return dialog, dialog.value


def view(attributes: dict[str, Any]) -> tuple[Form, Callable[[], Draft]]:
    draft = Draft("x", BlockKind.REGISTER_VIEW, (), {"register": "quality_targets", **attributes})
    dialog = RegisterViewDialog(draft, {"quality_targets": REGISTER}, {}, lambda *_: [])
    return dialog, dialog.value


@pytest.mark.parametrize("kind", [figure, table, view])
def test_the_page_is_chosen_kept_and_given_up(kind: Callable[[dict[str, Any]], tuple[Form, Callable[[], Draft]]], qtbot: QtBot) -> None:
    dialog, value = kind({"page": "lying"})
    qtbot.addWidget(dialog)
    assert value().attributes["page"] == "lying"
    (box,) = [found for found in dialog.findChildren(QComboBox) if found.objectName().endswith("_page")]
    assert box.accessibleName()
    box.setCurrentIndex(box.findData("upright"))
    assert value().attributes["page"] == "upright"
    box.setCurrentIndex(0)
    assert "page" not in value().attributes


def test_lying_pages_begin_with_a_page_break_of_their_own(desk: Desk) -> None:
    desk.show(paragraph("甲"))
    desk.action("insert_lying_pages")
    desk.action("insert_page_break")
    breaks = [draft for draft in desk.drafts if draft.kind is BlockKind.PAGE_BREAK]
    assert [dict(draft.attributes) for draft in breaks] == [{"page": "lying"}, {}]
