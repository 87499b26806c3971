"""How long it takes to read what is pasted, beside the mere walk through its tags in the same run; and how long the window is held meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QProgressDialog
from pytestqt.qtbot import QtBot

from qi_desktop.ui.editor.html_blocks import from_html
from tests.ui.editing import Desk, paragraph

Benchmark = Any  # pytest-benchmark ships no types for its fixture
_ROUNDS = 3
_AT_MOST = 4.5  # times the walk: what is beyond it are the formats and the cells themselves
_SENTENCE = "公司把质量诚信作为立身之本，从原料进厂到产品出厂的每一道工序都有记录可查、有人负责。"


def _page() -> str:
    line = f'<p class="MsoNormal" style="margin:0cm"><b><span style="color:red;font-size:12pt">{_SENTENCE}</span></b>{_SENTENCE}<i>第二句</i></p>\n'
    return f"<html><body>{line * 3000}</body></html>"


def _table() -> str:
    cells = "".join(f'<td class=xl65 style="height:14pt">值{number}</td>' for number in range(7))
    return f"<table>{f'<tr>{cells}</tr>' * 5000}</table>"


def _walk(source: str) -> None:
    reader = HTMLParser()
    reader.feed(source)
    reader.close()


def _quickest(act: Callable[[str], object], source: str) -> float:
    times = []
    for _ in range(_ROUNDS):
        begin = time.process_time()
        act(source)
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.parametrize("source", [_page(), _table()], ids=["page", "table"])
def test_a_long_page_and_a_long_table_are_read_in_little_more_than_the_walk_through_their_tags(source: str, benchmark: Benchmark) -> None:
    walk = _quickest(_walk, source)
    benchmark.pedantic(from_html, (source,), rounds=1)
    assert _quickest(from_html, source) < _AT_MOST * walk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk.open(tmp_path)
    qtbot.addWidget(made.editor)
    made.editor.show()
    yield made
    made.close()


@pytest.mark.benchmark(disable_gc=True)  # the program looks for garbage at other times
def test_a_long_paste_never_holds_the_window_for_long(desk: Desk, benchmark: Benchmark, qtbot: QtBot) -> None:
    desk.show(paragraph("甲"))
    source, holds, last = QMimeData(), [0.0], [time.perf_counter()]
    source.setHtml(_page())

    def tick() -> None:
        now = time.perf_counter()
        holds.append(now - last[0])
        last[0] = now

    clock = QTimer()
    clock.timeout.connect(tick)

    def paste() -> None:
        clock.start(0)
        last[0] = time.perf_counter()
        desk.editor.area.insertFromMimeData(source)
        qtbot.waitUntil(lambda: desk.editor.window().findChild(QProgressDialog) is None, timeout=60_000)
        clock.stop()

    benchmark.pedantic(paste, rounds=1)
    benchmark.extra_info["longest"] = max(holds)
    assert len(desk.drafts) >= 3000
    assert benchmark.stats is not None
    assert max(holds) < benchmark.stats["min"] / 5
