"""A program that is killed at any moment has kept every act that it confirmed, and has left nothing half done anywhere."""

from __future__ import annotations

import copy
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pypdf
import pytest

from qi_desktop.core.richtext import text_of
from qi_desktop.session import Session, portable
from qi_desktop.store.library import Library
from tests.children import PROJECT
from tests.killing.worker import BEFORE, LIBRARY, OUT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")


@dataclass
class Held:
    """What a library holds of the acts: the numbers by kind, and the number that was typed last."""

    typed: int = 0
    rows: set[int] = field(default_factory=set)
    chapters: set[int] = field(default_factory=set)
    pictures: set[int] = field(default_factory=set)
    tables: set[int] = field(default_factory=set)
    snapshots: set[int] = field(default_factory=set)

    def after(self, number: int, kind: str, before: tuple[int, str]) -> Held:
        """The same with one act more; `before` is the act that an undo takes back."""
        result = copy.deepcopy(self)
        sets = {"row": result.rows, "chapter": result.chapters, "picture": result.pictures, "loading": result.tables, "snapshot": result.snapshots}
        if kind == "typing":
            result.typed = number
        elif kind == "undo":
            sets[before[1]].discard(before[0])
        elif kind in sets:
            sets[kind].add(number)
        return result


def held_by(session: Session) -> Held:
    """What is found in the library."""
    report = session.reports.of_year().id
    node = session.chapters.tree(report)[0]
    blocks = session.blocks.of_chapter(node.chapter.id)
    loaded = [row.values["number"].split()[1] for row in session.rows.of("standards_drafted", report)]
    tables = {int(number.partition(".")[0]) for number in loaded}
    assert sorted(loaded) == sorted(f"{table}.{part}" for table in tables for part in range(50)), "a table is loaded as a whole"
    pictures = {int(operation.subject) for operation in session.history(100_000) if operation.verb == "asset.add" and not operation.undone}
    return Held(
        int(text_of(blocks[0].text or ())) if blocks else 0,
        {int(row.values["number"]) for row in session.rows.of("product_certificates")},
        {int(child.chapter.title) for child in node.children},
        pictures,
        tables,
        {int(snapshot.name.split()[1]) for snapshot in session.snapshots.of_report(report)},
    )


class Told:
    """What the child said until it was gone."""

    def __init__(self, lines: list[str], held: Held) -> None:
        self.confirmed = held
        self.under_way: tuple[int, str] | None = None
        self.last = 0
        self.kinds: list[str] = []
        self.files: list[tuple[int, str]] = []
        before = (0, "")
        for word, number, kind in (line.split() for line in lines):
            act = (int(number), kind)
            self.last = act[0]
            if word == "begin":
                self.under_way = act
                continue
            self.confirmed = self.confirmed.after(*act, before)
            self.kinds.append(kind)
            self.files.append(act)
            self.under_way, before = None, act
        self.possible = [self.confirmed] + ([self.confirmed.after(*self.under_way, before)] if self.under_way else [])


@contextmanager
def server() -> Iterator[subprocess.Popen[str]]:
    """The program that forks the children."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.killing.worker"], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def work_and_die(process: subprocess.Popen[str], folder: Path, number: int, chance: random.Random) -> list[str]:
    """Let a child work on from a number, and kill it: after some time, or shortly after it began its so-many-th act. What it said."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{folder} {chance.getrandbits(30)} {number}\n")
    process.stdin.flush()
    child = int(process.stdout.readline().split()[1])
    assert process.stdout.readline() == "ready\n"
    lines: list[str] = []
    for _ in range(chance.choice([0, 0, 1, 3, 7, 12])):
        lines += [process.stdout.readline().rstrip("\n") for _ in range(2)]
    time.sleep(chance.uniform(0, 0.12))
    os.kill(child, signal.SIGKILL)
    while (line := process.stdout.readline().rstrip("\n")) != "gone":
        lines.append(line)
    assert not [line for line in lines if line.startswith("failed")], lines
    return lines


def check_files(out: Path, told: Told) -> None:
    """Everything at its place is whole; what was confirmed is there."""
    for name in os.listdir(out):
        path = out / name
        match path.suffix:
            case ".docx" | ".xlsx":
                with zipfile.ZipFile(path) as package:
                    assert package.testzip() is None
            case ".pdf":
                assert len(pypdf.PdfReader(path).pages) > 0
            case ".json":
                json.loads(path.read_text("utf-8"))
            case ".qid":
                with Session.open(path) as session:
                    assert portable.problems(session) == []
            case ".csv" | ".mail" | ".lock":  # the child's own sources, not the program's files; a lock that nobody holds
                continue
            case other:
                assert other in (".partial", ".partial-journal", ".qid-journal"), name
    names = {"export": ("报告.docx", "报告.pdf"), "table": ("证书.xlsx", "全部.json")}
    for number, kind in told.files:
        for name in names.get(kind, (f"{kind}-{number}.qid",) if kind in ("backup", "new", "old", "restore", "recover") else ()):
            assert (out / name).exists(), f"{name} was confirmed"
        if kind == "old":
            with Session.open(out / f"old-{number}.qid") as session:
                assert session.company.get().phone == str(number)
        if kind == "restore":
            with Session.open(out / f"restore-{number}.qid") as session:
                assert session.company.get().phone == BEFORE
                assert len(session.backups.listed()) > 1, "what was replaced is kept"
    with Session.open(out.parent / LIBRARY) as session:
        portable.write_dump(session, out / "next.json")
    assert [name for name in os.listdir(out) if name.endswith((".partial", "-journal"))] == [], "half files are gone with the next export"


def kill_often(folder: Path, times: int, seed: int) -> set[str]:
    """Kill so many children, each at a moment that the seed gives, and check after each. Returns the kinds of acts that were interrupted."""
    chance = random.Random(seed)
    interrupted: set[str] = set()
    confirmed = 0
    with server() as process:
        for kill in range(times):
            if kill % 20 == 0:  # a fresh library, so that the checks stay quick
                place = folder / str(kill)
                (place / OUT).mkdir(parents=True)
                with Session.create(place / LIBRARY, template="blank", year=2025) as session:
                    session.chapters.add(session.reports.of_year().id, "一", after="")
                held, number = Held(), 0
            told = Told(work_and_die(process, place, number, chance), held)
            with Session.open(place / LIBRARY, author="parent") as session:
                assert portable.problems(session) == []
                held, number = held_by(session), told.last
                assert held in told.possible, (seed, kill, told.under_way)
            check_files(place / OUT, told)
            for path in (place / OUT).iterdir():
                path.unlink()
            assert sorted(os.listdir(place)) == [OUT, LIBRARY], "no side file is left"
            confirmed += len(told.kinds)
            interrupted |= {told.under_way[1]} if told.under_way else set()
    assert confirmed > times, "the children did work"
    return interrupted


def test_a_program_that_is_killed_again_and_again_loses_nothing(tmp_path: Path) -> None:
    assert len(kill_often(tmp_path, 50, seed=int(time.time()))) > 2


@pytest.mark.slow
def test_a_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    """Other seeds: QI_TEST_SEED=7 pytest tests/killing -k thousand"""
    interrupted = kill_often(tmp_path, int(os.environ.get("QI_TEST_KILLS", "1000")), seed=int(os.environ.get("QI_TEST_SEED", "1")))
    assert interrupted > {"typing", "export", "loading", "backup", "new", "old", "restore", "recover"}


def test_who_died_never_blocks_a_reader_either(tmp_path: Path) -> None:
    (tmp_path / OUT).mkdir()
    with Session.create(tmp_path / LIBRARY, template="blank", year=2025) as session:
        session.chapters.add(session.reports.of_year().id, "一", after="")
    with server() as process:
        for turn in range(5):
            work_and_die(process, tmp_path, turn * 1000, random.Random(turn))
            Library.open(tmp_path / LIBRARY, "reader", read_only=True).close()
