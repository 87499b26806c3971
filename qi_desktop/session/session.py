"""A session: one library opened by one person, with all verbs."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from qi_desktop import paths
from qi_desktop.core import files, registers
from qi_desktop.core.changes import Changes, Operation
from qi_desktop.core.errors import DamagedError, QiError, WriteError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Company, OwnRegister
from qi_desktop.core.registers import Register, combined
from qi_desktop.core.standard_numbers import Known
from qi_desktop.session.access import Access
from qi_desktop.session.blocks import BlockVerbs
from qi_desktop.session.chapters import ChapterVerbs
from qi_desktop.session.fields import FieldVerbs
from qi_desktop.session.history import HistoryVerbs
from qi_desktop.session.own_registers import OwnRegisterVerbs
from qi_desktop.session.reports import AssetVerbs, CompanyVerbs, ReportVerbs
from qi_desktop.session.rows import RowVerbs
from qi_desktop.session.search import SearchVerbs
from qi_desktop.session.styles import StyleVerbs
from qi_desktop.session.tables import TableVerbs
from qi_desktop.store import backup, unneeded
from qi_desktop.store.library import Library
from qi_desktop.store.lock import Holder, holder_of, user_name
from qi_desktop.store.repository import Repository

if TYPE_CHECKING:
    from qi_desktop.interchange.library_json import LibraryContents
    from qi_desktop.session.backups import BackupVerbs
    from qi_desktop.session.checking import CheckVerbs
    from qi_desktop.session.snapshots import SnapshotVerbs

SAMPLE = "sample"
"""The name of the template that is the whole sample report."""


@cache
def declared_registers() -> dict[str, Register]:
    """The registers that come with the program, by name."""
    files = sorted((paths.resources() / "registers").glob("*.toml"))
    found = [registers.declaration(tomllib.loads(file.read_text("utf-8"))) for file in files]
    return {register.name: register for register in sorted(found, key=lambda register: (register.place, register.name))}


@cache
def known_standards() -> Known:
    """The prefixes and editions of standards that come with the program."""
    prefixes, editions = (tomllib.loads((paths.resources() / "standards" / f"{name}.toml").read_text("utf-8")) for name in ("prefixes", "editions"))
    return Known(prefixes, editions)


class Session:
    """An open library and the verbs on it, grouped by what they are about. Belongs to the thread that opened it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.repository = Repository(library)
        self.registers: dict[str, Register] = {}
        self._read_registers()
        access = Access(library, self.repository, self.registers)
        self.company = CompanyVerbs(access)
        self.reports = ReportVerbs(access)
        self.chapters = ChapterVerbs(access)
        self.blocks = BlockVerbs(access)
        self.rows = RowVerbs(access)
        self.assets = AssetVerbs(access)
        self.styles = StyleVerbs(access)
        self.fields = FieldVerbs(access)
        self.past = HistoryVerbs(access, self.blocks)
        self.search = SearchVerbs(access)
        self.tables = TableVerbs(access)
        self._access = access
        self.own_registers = OwnRegisterVerbs(access, self._read_registers)

    @cached_property
    def snapshots(self) -> SnapshotVerbs:
        """Named states of reports."""
        from qi_desktop.session.snapshots import SnapshotVerbs

        return SnapshotVerbs(self)

    @cached_property
    def backups(self) -> BackupVerbs:
        """The library's automatic backups."""
        from qi_desktop.session.backups import BackupVerbs

        return BackupVerbs(self._access)

    @cached_property
    def checks(self) -> CheckVerbs:
        """Checking reports. Made when first asked for: the start does not wait for the rules."""
        from qi_desktop.session.checking import CheckVerbs

        return CheckVerbs(self._access, known_standards)

    @classmethod
    def open(cls, path: Path, author: str = "", read_only: bool = False, check_beside: bool = False) -> Self:
        """Open a library file. Raises the OpenErrors of `store.library.Library.open`. `check_beside`: a large file is checked while it is worked on
        already; `settle` is then to be called when `library.is_settled`."""
        session = cls(Library.open(path, author or user_name(), read_only, check_beside))
        if session.library.is_settled:
            session.settle()
        return session

    def settle(self) -> None:
        """What follows when the whole file is known to be sound; waits for that. Raises DamagedError, MissingFileError if it is not."""
        self.library.settle()
        if not self.read_only:
            with suppress(QiError):  # room on the disk that is won another time
                unneeded.remove(self.library)

    @classmethod
    def create(cls, path: Path, author: str = "", company: str = "", template: str = "", year: int | None = None) -> Self:
        """Make a library file and open it; with a template, it holds a report of that year. `template` may be `sample`. What is preset on this
        computer (see `session.roll_out`) holds where nothing is given.

        The file appears whole or not at all. Raises WriteError if it is there already or cannot be written, UsageError for an unknown template.
        """

        def fill(session: Self) -> None:
            session.repository.insert(Company(new_id(), name=company))
            if template == SAMPLE:
                from qi_desktop.session import sample  # only what makes a library needs it

                sample.fill(session, year)
            elif template:
                session.reports.new(date.today().year if year is None else year, template)
            if template != SAMPLE:
                from qi_desktop.session import roll_out  # only what makes a library needs it

                roll_out.fill(session)
            if company:
                session.company.change(name=company)

        return cls._make(path, author, "library.new", fill)

    @classmethod
    def load(cls, source: Path, path: Path, author: str = "") -> Self:
        """Make a library file from a JSON file (see `interchange.library_json`) and open it. Raises ContentError, WriteError, MissingFileError."""
        from qi_desktop.session import portable

        return cls.of_contents(portable.read(source), path, author)

    @classmethod
    def of_contents(cls, contents: LibraryContents, path: Path, author: str = "") -> Self:
        """Make a library file of contents and open it. Raises ContentError, WriteError."""
        from qi_desktop.session import portable

        return cls._make(path, author, "library.load", lambda session: portable.fill(session, contents))

    @classmethod
    def _make(cls, path: Path, author: str, verb: str, fill: Callable[[Self], None]) -> Self:
        path = Path(os.path.abspath(path))
        author = author or user_name()
        try:
            if os.path.lexists(path):
                raise FileExistsError(path)
            with files.passing(path) as partial:
                with Library.create(partial, author, shown=path) as library:
                    session = cls(library)
                    with library.operation(verb, fixed=True):
                        fill(session)
                backup.publish(partial, path)
        except FileExistsError as error:
            raise WriteError(message("“{name}” exists already; choose another name, or open it.", name=path.name)) from error
        except OSError as error:
            raise files.not_written(error, path) from error
        return cls.open(path, author)

    @property
    def path(self) -> Path:
        """The library's file."""
        return self.library.path

    @property
    def read_only(self) -> bool:
        """True if this session may not write."""
        return self.library.read_only

    def holder(self) -> Holder:
        """Who has this library open for writing, as the file beside it tells; empty texts where it tells nothing."""
        return holder_of(self.library.path)

    def undo(self) -> Changes:
        """Take back the last operation; empty Changes if there is none."""
        return self._followed(self.library.undo())

    def redo(self) -> Changes:
        """Do again what was undone last; empty Changes if there is nothing."""
        return self._followed(self.library.redo())

    def _followed(self, changes: Changes) -> Changes:
        if changes.ids("own_register"):
            self._read_registers()
        return changes

    def _read_registers(self) -> None:
        """The registers that ship and those of the library's own, in the mapping that all verbs share."""
        try:
            own = self.repository.all(OwnRegister)
        except DamagedError:  # the others can be used all the same; verifying the library tells it
            own = []
        found = combined(declared_registers(), own)
        self.registers.clear()
        self.registers.update(found)

    def history(self, limit: int = 200) -> list[Operation]:
        """The operations, newest first."""
        return self.library.operations(limit)

    def close(self) -> None:
        """Close the library; others may write it then."""
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
