"""The program that is killed: `python -m tests.killing.worker`, which forks a warm child for each line `FOLDER SEED NUMBER` on standard input.

Owns the scripted session: somebody who types, fills tables, imports, exports, backs up, keeps versions and opens old files, in an order that the seed
gives. Each act has a number; `begin NUMBER KIND` is said before it and `done NUMBER KIND` once its verb has returned, as a window would show it.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import plain
from qi_desktop.session import Draft, Session, backups, exporting, portable, recovery

# Imported by the verbs when they are first used; here before the fork, so that a child is quick.
from qi_desktop.export.pdf import write_pdf  # noqa: F401  isort: skip
from qi_desktop.export.word import write_word  # noqa: F401  isort: skip
from qi_desktop.interchange import spreadsheet  # noqa: F401  isort: skip

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
LIBRARY = "报告.qid"
OUT = "out"
BEFORE = "before"


class Work:
    """One sitting: the open library and the acts on it, by name. `number` is the number of the act, which it leaves in what it writes."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / OUT
        self.session = Session.open(folder / LIBRARY, author="child")
        self.report = self.session.reports.of_year().id
        self.chapter = self.session.chapters.tree(self.report)[0].chapter.id

    def typing(self, number: int) -> None:
        drafts = [Draft(block.id, block.kind, block.text, block.attributes) for block in self.session.blocks.of_chapter(self.chapter)]
        self.session.blocks.write(self.chapter, [Draft(drafts[0].id if drafts else "", BlockKind.PARAGRAPH, plain(f"{number}"))])

    def row(self, number: int) -> None:
        self.session.rows.add("product_certificates", [{"number": str(number), "title": "x" * 3000}])

    def chapter_added(self, number: int) -> None:
        self.session.chapters.add(self.report, str(number), self.chapter)

    def picture(self, number: int) -> None:
        self.session.assets.add(str(number), bytes([number % 256]) * 20000 + str(number).encode())

    def loading(self, number: int) -> None:
        """Fifty rows from a file, all or none of them."""
        source = self.out / f"source-{number}.csv"
        source.write_text("标准编号,标准名称\n" + "".join(f"GB/T {number}.{part},标准\n" for part in range(50)), "utf-8-sig")
        self.session.tables.load(self.session.tables.preview("standards_drafted", source, self.report), self.report)
        source.unlink()

    def undo(self, number: int) -> None:
        self.session.undo()

    def export(self, number: int) -> None:
        document = exporting.load_document(self.session, self.report)
        exporting.export_files(document, self.session.styles.sheet("book"), self.out / "报告.docx", self.out / "报告.pdf")

    def table(self, number: int) -> None:
        self.session.tables.export("product_certificates", self.out / "证书.xlsx")
        portable.write_dump(self.session, self.out / "全部.json")

    def backup(self, number: int) -> None:
        self.session.library.copy_to(self.out / f"backup-{number}.qid")

    def snapshot(self, number: int) -> None:
        self.session.snapshots.take(self.report, f"送审稿 {number}")

    def new(self, number: int) -> None:
        Session.create(self.out / f"new-{number}.qid", template="outline-2013", company=str(number)).close()

    def mailed(self, name: str, source: Path) -> Path:
        """A library that came from elsewhere: it is there as a whole or not at all."""
        path = self.out / name
        shutil.copy(source, path.with_suffix(".mail"))
        return path.with_suffix(".mail").rename(path)

    def old(self, number: int) -> None:
        """A library of an older version comes by mail, is opened and changed."""
        path = self.mailed(f"old-{number}.qid", FIXTURES / f"schema-{number % 3 + 1}.qid")
        with Session.open(path, author="child") as session:
            session.company.change(phone=str(number))

    def restore(self, number: int) -> None:
        """A library goes back to its backup of a moment ago."""
        path = self.mailed(f"restore-{number}.qid", max(FIXTURES.glob("schema-*.qid")))
        with Session.open(path, author="child") as session:
            session.company.change(phone=BEFORE)
            kept = session.backups.keep()
            session.company.change(phone=str(number))
        assert kept is not None
        backups.restore(path, kept)

    def recover(self, number: int) -> None:
        """What can be read of a library that was cut off is written into a new one."""
        broken = self.out / f"broken-{number}.mail"
        broken.write_bytes((FIXTURES / "schema-1.qid").read_bytes()[:-4096])
        recovery.recover(broken, self.out / f"recover-{number}.qid")


ACTS: dict[str, Callable[[Work, int], None]] = {
    "typing": Work.typing,
    "row": Work.row,
    "chapter": Work.chapter_added,
    "picture": Work.picture,
    "loading": Work.loading,
    "undo": Work.undo,
    "export": Work.export,
    "table": Work.table,
    "backup": Work.backup,
    "snapshot": Work.snapshot,
    "new": Work.new,
    "old": Work.old,
    "restore": Work.restore,
    "recover": Work.recover,
}
UNDOABLE = ("row", "chapter", "picture", "loading")
_WEIGHTS = {"typing": 8, "row": 4, "undo": 3, "export": 3}


def work(folder: Path, seed: int, number: int) -> None:
    """Work until killed."""
    chance = random.Random(seed)
    sitting = Work(folder)
    say("ready")
    before = ""
    while True:
        number += 1
        names = [name for name in ACTS if name != "undo" or before in UNDOABLE]
        (kind,) = chance.choices(names, [_WEIGHTS.get(name, 1) for name in names])
        say(f"begin {number} {kind}")
        ACTS[kind](sitting, number)
        say(f"done {number} {kind}")
        before = kind


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def serve() -> None:
    """Fork a child for each line; say its process id, and that it is gone once it is."""
    for line in sys.stdin:
        folder, seed, number = line.rstrip("\n").rsplit(" ", 2)
        process = os.fork()
        if process == 0:
            try:
                work(Path(folder), int(seed), int(number))
            except BaseException:  # a child must not go on as a second server
                say("failed " + traceback.format_exc().replace("\n", " | "))
            os._exit(1)
        say(f"process {process}")
        os.waitpid(process, 0)
        say("gone")


if __name__ == "__main__":
    serve()
