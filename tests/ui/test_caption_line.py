"""Fields in captions: kept by forms, and written as names in braces."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, Text
from qi_desktop.session import Draft
from qi_desktop.ui.editor.caption_line import CaptionLine
from qi_desktop.ui.editor.dialogs import FigureDialog
from tests.ui.editing import Desk, child

NAMES = {"field.abc": "原料合格率", "report.year": "年份"}
CAPTION = (Run("截至", bold=True), Run("2018", field="report.year"), Run("年的标准"))


@pytest.fixture
def line(qtbot: QtBot) -> Callable[[Text], CaptionLine]:
    def make(caption: Text) -> CaptionLine:
        made = CaptionLine(caption, NAMES)
        qtbot.addWidget(made)
        return made

    return make


def test_a_caption_that_is_not_touched_keeps_its_fields_and_formats(line: Callable[[Text], CaptionLine]) -> None:
    assert line(CAPTION).text() == "截至{年份}年的标准"
    assert line(CAPTION).value() == CAPTION
    assert line(()).value() == ()


def test_fields_stay_fields_when_other_words_change(line: Callable[[Text], CaptionLine]) -> None:
    made = line(CAPTION)
    made.setText(made.text().replace("标准", "证书"))
    assert made.value() == (Run("截至"), Run("", field="report.year"), Run("年的证书"))


def test_a_name_in_braces_becomes_the_field_and_other_braces_stay(line: Callable[[Text], CaptionLine]) -> None:
    made = line(())
    made.setText("合格率 {原料合格率} {别的} {}")
    assert made.value() == (Run("合格率 "), Run("", field="field.abc"), Run(" {别的} {}"))


def test_a_field_that_is_gone_stays_what_it_was(line: Callable[[Text], CaptionLine]) -> None:
    made = line((Run("97.7", field="field.gone"), Run("的表")))
    made.setText(made.text() + "格")
    assert made.value() == (Run("", field="field.gone"), Run("的表格"))


def test_the_forms_of_the_editor_know_the_fields(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(dialog: FigureDialog) -> bool:
        child(dialog, CaptionLine, "figure_caption").setText(
            "{公司名称}的厂区" if "公司名称" in dialog._caption._names.values() else "{Company name}的厂区"
        )
        return True

    monkeypatch.setattr(FigureDialog, "ask_user", write)
    desk.show(Draft("", BlockKind.PARAGRAPH, ()))
    desk.editor.commands.insert_figure()
    (figure,) = [draft for draft in desk.drafts if draft.kind is BlockKind.FIGURE]
    assert [run.field for run in figure.text] == ["company.name", ""]
