"""What is tried while system calls fail, in a process with `shim.c` before the C library: `python -m tests.faults.acts NAME FOLDER EVERY`.

Owns the acts and how an outcome is judged: after each failure the library and every target are the old or the new state, what was confirmed is
there, the user gets one sentence, and the next opening is clean. Says one line of JSON for each trial.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from qi_desktop.core import identifiers
from qi_desktop.core.errors import QiError
from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.session import Draft, Session, backups, exporting, portable, recovery
from qi_desktop.store import backup, version

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
OPENS, WRITES, SYNCS, RENAMES, UNLINKS, TRUNCATES, CLOCK = 1, 2, 4, 8, 16, 32, 64
ANY = OPENS | WRITES | SYNCS | RENAMES | UNLINKS | TRUNCATES
NAMES = OPENS | RENAMES | UNLINKS  # what a folder that may not be written refuses
KINDS = {"open": OPENS, "write": WRITES, "fsync": SYNCS, "rename": RENAMES, "unlink": UNLINKS, "truncate": TRUNCATES}
KINDS |= {"any": ANY, "name": NAMES, "clock": CLOCK}
CODES = {"write": ("ENOSPC", "EIO"), "fsync": ("EIO",), "open": ("EACCES", "ENOSPC"), "rename": ("EIO", "EACCES"), "unlink": ("EACCES",)}
VANISHES = "the folder vanishes"
BACK = "the clock jumps back"
SPECIAL = {VANISHES: -1, BACK: 0}
MOST = 400
"""More calls of one kind than any act makes; a run that gets there never ended."""


@dataclass(frozen=True)
class Fault:
    """The `number`-th call of a kind fails with an error; if it lasts, so do all that follow."""

    kind: str
    code: str
    lasts: bool
    number: int

    def arm(self, shim: ctypes.CDLL, folder: Path) -> None:
        code = SPECIAL[self.code] if self.code in SPECIAL else getattr(errno, self.code)
        shim.fault_arm(os.fsencode(folder), KINDS[self.kind], self.number, code, int(self.lasts))


def all_faults() -> Iterator[tuple[str, str, bool]]:
    """Each kind of call with each error that it may give, once and for good."""
    for kind, codes in {**CODES, "truncate": ("EIO",)}.items():
        for code in codes:
            yield from ((kind, code, lasts) for lasts in (False, True))
    yield "name", "EROFS", True
    yield "any", VANISHES, True
    yield from (("clock", BACK, lasts) for lasts in (False, True))


class Act:
    """Something a user does. `prepare` makes its folder as it is before, `do` does it, `state` tells what stands there by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "报告.qid"

    def prepare(self) -> None:
        """Make the library that it begins with; called once for each trial."""
        shutil.copy(self.start(), self.library)

    def start(self) -> Path:
        """A library that is made once."""
        made = self.folder.parent / "start.qid"
        if not made.exists():
            with Session.create(made, company="某仪表有限公司", template="blank", year=2025) as session:
                chapter = session.chapters.add(session.reports.of_year().id, "质量方针").created
                session.blocks.add(chapter, text=plain("甲" * 2000))
        return made

    def do(self) -> None:
        raise NotImplementedError

    def targets(self) -> list[Path]:
        """What else the act writes, each of which is whole or as before."""
        return []

    def is_whole(self, target: Path) -> bool:
        """True for a target that can be used."""
        return target.stat().st_size > 0

    def content(self) -> str:
        """What the library holds, after an opening that brings it in order."""
        if not self.library.exists():
            return ""
        with Session.open(self.library) as session:
            assert portable.problems(session) == [], portable.problems(session)
            return portable.dump(session)


class Save(Act):
    """Typing is saved, rows are changed, the last step is undone and done again."""

    def do(self) -> None:
        with Session.open(self.library) as session:
            chapter = session.chapters.tree(session.reports.of_year().id)[-1].chapter.id
            session.blocks.write(chapter, [Draft("", BlockKind.PARAGRAPH, plain("乙" * 3000))])


class Undo(Act):
    """The last step is taken back."""

    def do(self) -> None:
        with Session.open(self.library) as session:
            session.undo()


class Import(Act):
    """A table is loaded from a file."""

    def do(self) -> None:
        with Session.open(self.library) as session:
            rows = [{"number": f"GB/T {number}", "title": "标准" * 40} for number in range(200)]
            session.rows.add("standards_drafted", rows, session.reports.of_year().id)


class Migrate(Act):
    """A library of the oldest version is opened. Its backup lies in the folder as well, see the environment."""

    def start(self) -> Path:
        return FIXTURES / "schema-1.qid"

    def do(self) -> None:
        with Session.open(self.library):
            pass

    def targets(self) -> list[Path]:
        return list(backup.folder(self.library).glob("*.qid"))

    def is_whole(self, target: Path) -> bool:
        copy = self.folder.parent / "look.qid"
        shutil.copy(target, copy)
        with Session.open(copy) as session:
            return portable.problems(session) == []


class Backup(Act):
    """The library is copied."""

    def do(self) -> None:
        with Session.open(self.library) as session:
            session.library.copy_to(self.folder / "copy.qid")

    def targets(self) -> list[Path]:
        return [self.folder / "copy.qid"]

    def is_whole(self, target: Path) -> bool:
        with Session.open(target) as session, Session.open(self.start()) as first:
            return portable.dump(session) == portable.dump(first)


class New(Act):
    """A library is made."""

    def prepare(self) -> None:
        self.folder.mkdir(exist_ok=True)

    def do(self) -> None:
        Session.create(self.library, company="某仪表有限公司", template="blank", year=2025).close()

    def content(self) -> str:
        Session.create(self.folder / "next.qid").close()
        (self.folder / "next.qid").unlink()
        return super().content()


class Export(Act):
    """A report is written as Word and PDF over files that were there."""

    def prepare(self) -> None:
        super().prepare()
        for target in self.targets():
            target.write_bytes(b"before")

    def do(self) -> None:
        with Session.open(self.library) as session:
            document = exporting.load_document(session, session.reports.of_year().id)
            word, pdf = self.targets()
            exporting.export_files(document, session.styles.sheet("book"), word, pdf)

    def targets(self) -> list[Path]:
        return [self.folder / "报告.docx", self.folder / "报告.pdf"]

    def is_whole(self, target: Path) -> bool:
        data = target.read_bytes()
        return data == b"before" or data.startswith(b"PK") or data.rstrip().endswith(b"%%EOF")


class Table(Act):
    """A register is written as a workbook and as text, and the whole library as JSON."""

    def do(self) -> None:
        with Session.open(self.library) as session:
            session.tables.export("standards_drafted", self.folder / "标准.xlsx")
            session.tables.export("standards_drafted", self.folder / "标准.csv")
            portable.write_dump(session, self.folder / "全部.json")

    def targets(self) -> list[Path]:
        return [self.folder / name for name in ("标准.xlsx", "标准.csv", "全部.json")]


class Restore(Act):
    """A backup is put in the place of a library that holds more."""

    def prepare(self) -> None:
        super().prepare()
        shutil.copy(FIXTURES / f"schema-{len(version.MIGRATIONS)}.qid", self.folder / "backup.qid")

    def do(self) -> None:
        backups.restore(self.library, self.folder / "backup.qid")


class Keep(Migrate):
    """A library that has changed is backed up by itself, and old backups are thinned out."""

    def start(self) -> Path:
        return Act.start(self)

    def prepare(self) -> None:
        super().prepare()
        place = backup.folder(self.library)
        place.mkdir(parents=True)
        for day in ("20240101", "20240102", "20240103"):  # of one week: two go
            shutil.copy(self.start(), place / f"{self.library.stem}-{day}-000000-0000.qid")

    def do(self) -> None:
        with Session.open(self.library) as session:
            session.company.change(phone="0755-1")
            session.backups.keep()


class Snapshot(Act):
    """A version of the report is kept."""

    def do(self) -> None:
        with Session.open(self.library) as session:
            session.snapshots.take(session.reports.of_year().id, "送审稿")

    def content(self) -> str:
        held = super().content()
        with Session.open(self.library, read_only=True) as session:
            return held + repr([kept.name for kept in session.snapshots.of_report(session.reports.of_year().id)])


class Recover(New):
    """What can be read of a damaged library is written into a new one; the damaged one stays as it is."""

    def prepare(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.broken.write_bytes(self.start().read_bytes()[:-4096])

    @property
    def broken(self) -> Path:
        return self.folder / "损坏.qid"

    def do(self) -> None:
        recovery.recover(self.broken, self.library)

    def content(self) -> str:
        assert self.broken.read_bytes() == self.start().read_bytes()[:-4096], "the damaged file was written"
        return super().content()


ACTS: dict[str, type[Act]] = {
    "save": Save,
    "undo": Undo,
    "import": Import,
    "migrate": Migrate,
    "backup": Backup,
    "restore": Restore,
    "keep": Keep,
    "snapshot": Snapshot,
    "recover": Recover,
    "new": New,
    "export": Export,
    "table": Table,
}


def trial(act: Act, fault: Fault, shim: ctypes.CDLL, old: str, new: str) -> bool:
    """One trial with one fault; True if the fault was met. Raises AssertionError for a broken promise."""
    shutil.rmtree(act.folder)
    act.folder.mkdir()
    act.prepare()
    same_names()
    before = {target: target.read_bytes() for target in act.targets() if target.exists()}
    said: QiError | None = None
    fault.arm(shim, act.folder)
    try:
        act.do()
    except QiError as error:
        said = error
    finally:
        met = bool(shim.fault_fired())
        shim.fault_arm(b"", 0, 0, 0, 0)
        come_back(act.folder)
    if said:  # something cannot be opened or written, and what to do next; a traceback has ended the trial already
        assert said.exit_code in (3, 4), said
        assert ";" in str(said), said
    for target in act.targets():
        assert (target.read_bytes() if target.exists() else None) == before.get(target) or act.is_whole(target), f"half a file: {target.name}"
        assert said or target.exists(), f"said to be written, and is not there: {target.name}"
    now = act.content()
    assert now in (old, new), "neither the old nor the new state"
    assert said or now == new, "confirmed, and not there"
    left = [name for name in os.listdir(act.folder) if name.endswith((".partial", "-journal", ".lock"))]
    assert not left, f"left behind after the next opening: {left}"
    return met


def come_back(folder: Path) -> None:
    """Put a folder that vanished where it was."""
    away = folder.with_name(folder.name + ".away")
    if away.exists():
        if folder.exists():
            shutil.rmtree(folder)
        away.rename(folder)


def same_names() -> None:
    """From here on new things get the same names in the same order, so that two runs of an act end alike."""
    patch.object(identifiers, "urandom", random.Random(0).randbytes).start()


def main(name: str, place: Path, every: int) -> None:
    """Try an act with all faults, of one kind with every so many-th and the first ones, until it is done before the fault is met."""
    shim = ctypes.CDLL(None)
    act = ACTS[name](place / "work")
    act.folder.mkdir(parents=True)
    act.prepare()
    old = act.content()
    shutil.rmtree(act.folder)
    act.folder.mkdir()
    act.prepare()
    same_names()
    act.do()
    new = act.content()
    for kind, code, lasts in all_faults():
        for number in range(1, MOST):
            if number > 4 and number % every:
                continue
            fault = Fault(kind, code, lasts, number)
            try:
                met = trial(act, fault, shim, old, new)
            except BaseException as error:
                error.add_note(str(fault))
                raise
            if not met:
                print(json.dumps({"kind": kind, "code": code, "lasts": lasts, "calls": number - 1}), flush=True)
                break
        else:
            raise AssertionError(f"{name} never came to its end")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
