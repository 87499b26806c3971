"""A program that is killed at any moment loses nothing that it confirmed."""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from pathlib import Path

import pytest

from qi_desktop.core.richtext import text_of
from qi_desktop.session import Session, portable
from tests.children import child, line_of

# Works like somebody in a hurry, and says the number of each operation once its verb has returned.
WORK = """
import sys, pathlib
from qi_desktop.core.richtext import plain
from qi_desktop.session import Session
session = Session.open(pathlib.Path(sys.argv[1]), author="child")
number = int(sys.argv[2])
report = session.reports.of_year().id
chapter = session.chapters.tree(report)[0].chapter.id
print("open", flush=True)
while True:
    number += 1
    match number % 4:
        case 0:
            session.rows.add("product_certificates", [{"number": str(number), "title": "x" * 3000}])
        case 1:
            session.blocks.add(chapter, text=plain(str(number)))
        case 2:
            session.chapters.add(report, str(number), chapter)
        case 3:
            session.assets.add(str(number), bytes([number % 256]) * 20000 + str(number).encode())
    print(number, flush=True)
"""


def numbers_in(session: Session) -> list[int]:
    """The numbers of all operations that the library holds."""
    report = session.reports.of_year().id
    chapters = session.chapters.tree(report)
    found = [row.values["number"] for row in session.rows.of("product_certificates")]
    found += [text_of(block.text) for block in session.blocks.of_chapter(chapters[0].chapter.id) if block.text]
    found += [node.chapter.title for node in chapters[0].children]
    found += [operation.subject for operation in session.history(100_000) if operation.verb == "asset.add" and not operation.undone]
    return sorted(int(text) for text in found)


def work_and_die(path: Path, number: int, seconds: float) -> int:
    """Let a child work on from a number, kill it after that time, and return the number of the last operation that it confirmed."""
    with child(WORK, path, number) as process:
        assert line_of(process) == "open"
        killer = threading.Timer(seconds, process.kill)
        killer.start()
        while line := line_of(process):
            number = int(line)
        killer.join()
    return number


def kill_often(path: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    number = 0
    for _ in range(times):
        confirmed = work_and_die(path, number, chance.uniform(0.0, 0.25))
        with Session.open(path, author="parent") as session:
            assert portable.problems(session) == []
            held = numbers_in(session)
            assert held == list(range(1, len(held) + 1))
            assert confirmed <= len(held) <= confirmed + 1, "every confirmed operation, and at most the one that was under way"
            session.undo()
            assert len(numbers_in(session)) == max(len(held) - 1, 0)
            session.redo()
            number = len(held)
        assert sorted(os.listdir(path.parent)) == [path.name], "no side file is left"
    assert number > times, "the children did work"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    place = tmp_path / "a.qid"
    with Session.create(place) as session:
        with session.library.operation("library.load", fixed=True):
            session.chapters.add(session.reports.new(2025, "blank").created, "一", after="")
        report = session.reports.of_year().id
        with session.library.operation("library.load", fixed=True):
            session.chapters.delete([node.chapter.id for node in session.chapters.tree(report) if node.chapter.title != "一"])
    return place


# A harder run: QI_TEST_KILLS=1000 pytest tests/session/test_kill.py
KILLS = int(os.environ.get("QI_TEST_KILLS", "10"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process in another way")
def test_a_program_that_is_killed_again_and_again_loses_nothing(library: Path) -> None:
    kill_often(library, KILLS, seed=int(time.time()))
