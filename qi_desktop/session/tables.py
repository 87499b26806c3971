"""Registers to and from the files of other programs: export, blank form, preview and loading."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qi_desktop.core import ranks, registers
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import ContentError, MissingFileError, NotFoundError, UsageError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Asset, Report, Row
from qi_desktop.core.readings import read_date
from qi_desktop.core.registers import ColumnType, Register
from qi_desktop.export.files import replacing
from qi_desktop.session.access import Access
from qi_desktop.store import archive

if TYPE_CHECKING:
    from qi_desktop.interchange.spreadsheet import TableData
    from qi_desktop.interchange.table_import import Preview, Progress
    from qi_desktop.interchange.workbook import Sheet

WORKBOOKS = (".xlsx", ".xlsm")
TEXTS = (".csv", ".tsv", ".txt")
OLD_WORKBOOKS = (".xls", ".et")
_AT_ONCE = 2000  # rows that are written in one step of `loading`


class Reader(Protocol):
    """Reads a file and says what loading it would do; may run in another thread than the library's."""

    def __call__(self, progress: Progress = ...) -> Preview: ...


class Writer(Protocol):
    """Writes a register into a file and returns the number of rows; may run in another thread than the library's. Raises WriteError."""

    def __call__(self, progress: Progress = ...) -> int: ...


class TableVerbs:
    """Writing a register into a file and loading one, which is one undo step. openpyxl and lxml are loaded only when a workbook is met."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository
        self._registers = access.registers

    def _register(self, name: str) -> Register:
        if name in self._registers:
            return self._registers[name]
        for register in self._registers.values():
            if name in register.label.values():
                return register
        own = {other.name: other.label["zh"] for other in self._registers.values() if other.columns[0].name.startswith(registers.OWN_COLUMN)}
        names = ", ".join(own.get(known, known) for known in self._registers)  # the name of an own one says nothing to anybody
        raise NotFoundError(message("There is no register “{name}”; choose one of: {names}.", name=name, names=names))

    def _rows(self, register: Register, report_id: str) -> list[Row]:
        """The rows of a register, those of one parent together, in the parents' order."""
        rows = self._repository.rows(register.name, report_id if register.yearly else "")
        if register.parent:
            parent = self._registers[register.parent]
            order = {row.id: place for place, row in enumerate(self._repository.rows(parent.name, report_id if parent.yearly else ""))}
            rows.sort(key=lambda row: order.get(row.parent_id, len(order)))
        return rows

    def _parent_names(self, register: Register, report_id: str) -> dict[str, str]:
        """What names each row of the parent register, by its id: its title, and for those of one title the next cells in which they differ."""
        if not register.parent:
            return {}
        parent = self._registers[register.parent]
        rows = self._repository.rows(parent.name, report_id if parent.yearly else "")
        cells = {column.name: registers.resolve_same([row.values for row in rows], column.name) for column in parent.stored}
        names = cells.pop(parent.title_column)
        for texts in cells.values():
            often = Counter(names)
            names = [f"{name}，{text}" if often[name] > 1 and text else name for name, text in zip(names, texts, strict=True)]
        return {row.id: name for row, name in zip(rows, names, strict=True)}

    # --- writing files ---

    def data(self, name: str, report_id: str = "", blank: bool = False) -> TableData:
        """A register as it is written to a file; `blank` leaves the rows out. Raises NotFoundError."""
        from qi_desktop.interchange.spreadsheet import TableData

        register = self._register(name)
        rows = [] if blank else self._rows(register, report_id)
        parents = self._parent_names(register, report_id)
        assets = any(column.type is ColumnType.ASSET for column in register.columns)
        end = read_date(self._repository.get(Report, report_id).period_end) if report_id else None
        return TableData(
            register,
            [(row.id, row.values) for row in rows],
            self._registers.get(register.parent),
            [parents.get(row.parent_id, "") for row in rows],
            {asset.id: asset.name for asset in self._repository.all(Asset)} if assets and rows else {},
            end,
        )

    def export(self, name: str, target: Path, report_id: str = "", merge: bool = False, blank: bool = False) -> int:
        """Write a register, or its blank form, as .xlsx or .csv; returns the number of rows. Raises UsageError, NotFoundError, WriteError."""
        return self.writer(name, target, report_id, merge, blank)()

    def writer(self, name: str, target: Path, report_id: str = "", merge: bool = False, blank: bool = False) -> Writer:
        """`export` in two steps: the library is read now, the file written by the result, which may run in another thread.

        Raises UsageError, NotFoundError.
        """
        kind = target.suffix.lower()
        if kind not in (".xlsx", ".csv"):
            raise UsageError(message("A table is written as .xlsx or .csv; give the file one of these endings."))
        data = self.data(name, report_id, blank)

        def write(progress: Progress = lambda done, total: None) -> int:
            from qi_desktop.interchange import spreadsheet

            with replacing(target) as file:
                if kind == ".csv":
                    spreadsheet.write_csv(data, file, progress)
                else:
                    spreadsheet.write_workbook(data, file, merge, blank, progress)
            return len(data.rows)

        return write

    # --- loading ---

    def preview(self, name: str, source: Path, report_id: str = "") -> Preview:
        """What loading a file would do. Raises NotFoundError, MissingFileError, ContentError; the library stays as it is."""
        return self.reader(name, source, report_id)()

    def reader(self, name: str, source: Path, report_id: str = "") -> Reader:
        """`preview` in two steps: the library is read now, the file by the result, which may run in another thread. Raises NotFoundError."""
        from qi_desktop.interchange.table_import import Existing

        register = self._register(name)
        names = self._parent_names(register, report_id)
        often = Counter(names.values())
        parents = {title: identifier for identifier, title in names.items() if often[title] == 1}
        existing = [Existing(row.id, row.parent_id, row.values) for row in self._rows(register, report_id)]
        end = read_date(self._repository.get(Report, report_id).period_end) if report_id else None
        parent = self._registers.get(register.parent)

        def read(progress: Progress = lambda done, total: None) -> Preview:
            from qi_desktop.interchange import table_import
            from qi_desktop.session import checking

            return table_import.preview(_read_file(source), register, existing, parent, parents, end, progress, checking.words().totals)

        return read

    def load(self, preview: Preview, report_id: str = "") -> Changes:
        """Do what the preview says with its new and changed rows; refused ones stay out. The library is backed up first.

        Raises NotFoundError if a row is gone since, ReadOnlyError, WriteError if the backup or the rows cannot be written.
        """
        steps = self.loading(preview, report_id)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value if isinstance(end.value, Changes) else Changes()

    def loading(self, preview: Preview, report_id: str = "") -> Generator[tuple[int, int], None, Changes]:
        """`load` step by step, for a window that is to stay alive meanwhile: tells the rows that are written, and all; returns what changed.

        It is one operation: nothing else may be written until it ends, and closing the generator before takes everything back.
        """
        from qi_desktop.interchange.table_import import RowState

        register = preview.register
        report_id = self._repository.get(Report, report_id).id if register.yearly else ""
        new = [row for row in preview.rows if row.state is RowState.NEW]
        changed: dict[str, dict[str, str]] = {}
        for row_id, column, text in preview.writes:
            changed.setdefault(row_id, {})[column] = text
        if not new and not changed:
            return Changes()
        self._library.check_writable()
        archive.keep(self._library)  # a file may hold anything, and undo alone would be one step of many by the time it is noticed
        with self._library.operation("row.load", register.label["zh"]) as running:
            done, total = 0, len(changed) + len(new)
            for row_id, texts in changed.items():
                done += 1
                if done % _AT_ONCE == 0:
                    yield done, total
                row = self._repository.get(Row, row_id)
                values = {name: text for name, text in {**row.values, **texts}.items() if text}
                self._repository.update(replace(row, values=values))
            for parent_id, group in groupby(sorted(new, key=lambda row: row.parent_id), key=lambda row: row.parent_id):
                rows = list(group)
                last = max((row.rank for row in self._repository.rows(register.name, report_id, parent_id)), default="")
                places = ranks.spread(len(rows), last, "")
                for first in range(0, len(rows), _AT_ONCE):
                    part = zip(places[first : first + _AT_ONCE], rows[first : first + _AT_ONCE], strict=True)
                    made = [Row(new_id(), register.name, report_id, parent_id, place, row.cells) for place, row in part]
                    self._repository.insert_many(made)
                    running.created = made[-1].id
                    done += len(made)
                    yield done, total
        return running.changes


def _read_file(source: Path) -> Sheet:
    from qi_desktop.interchange.csv_file import read_csv
    from qi_desktop.interchange.workbook import read_workbook

    kind = source.suffix.lower()
    if not source.is_file():
        raise MissingFileError(message("“{name}” cannot be read; check the name and the folder.", name=source.name))
    if kind in OLD_WORKBOOKS:  # other programs give this ending to new workbooks and to plain texts as well
        kind = WORKBOOKS[0] if zipfile.is_zipfile(source) else TEXTS[0] if _is_text(source) else kind
    if kind not in (*WORKBOOKS, *TEXTS):
        raise ContentError(message("“{name}” is neither .xlsx nor .csv; open it in Excel or WPS and save it as .xlsx.", name=source.name))
    return read_workbook(source) if kind in WORKBOOKS else read_csv(source)


def _is_text(source: Path) -> bool:
    """True for what may be separated values: neither the compound file of an old workbook nor a page of a browser."""
    with source.open("rb") as file:
        head = file.read(4096)
    return b"\x00" not in head[2:] and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
