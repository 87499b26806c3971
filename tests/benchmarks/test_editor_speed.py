"""How long the editor takes for what happens while somebody types, in a chapter of 300 paragraphs with lists, fields and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run
from qi_desktop.session import Draft
from tests.ui.editing import Desk, item, paragraph

_SENTENCE = "公司把质量诚信作为立身之本，从原料进厂到产品出厂的每一道工序都有记录可查、有人负责。"
_PICTURE = 0.016  # seconds: one picture of the screen


def _chapter() -> Iterator[Draft]:
    for number in range(300):
        if number % 30 == 3:
            yield Draft(new_id(), BlockKind.REGISTER_VIEW, (Run("标准"),), {"register": "standards_drafted"})
        elif number % 3:
            yield paragraph((Run(_SENTENCE * 2), Run("甲公司", field="company.name"), Run(_SENTENCE, bold=True)))
        else:
            yield item(_SENTENCE)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk.open(tmp_path)
    qtbot.addWidget(desk.editor)
    desk.editor.resize(900, 700)
    desk.editor.show()
    desk.show(*_chapter())
    desk.put_cursor(151, 5)
    yield desk
    desk.close()


def _type(desk: Desk) -> None:
    desk.commit("质量")


def _part_and_join(desk: Desk) -> None:
    desk.enter()
    desk.backspace()


def _save(desk: Desk) -> None:
    desk.commit("质")
    desk.editor.save()


def _show(desk: Desk) -> None:
    desk.editor.show_chapter("")
    desk.editor.show_chapter(desk.chapter_id)


@pytest.mark.parametrize(("act", "limit"), [(_type, _PICTURE), (_part_and_join, _PICTURE), (_save, _PICTURE), (_show, 0.15)])
def test_the_editor_never_lets_anybody_wait(desk: Desk, benchmark: BenchmarkFixture, act: Callable[[Desk], None], limit: float) -> None:
    benchmark(act, desk)
    assert benchmark.stats is not None
    assert benchmark.stats["median"] < limit
