"""Verbs on register rows: add, change, paste, duplicate, move, delete, fill down, attach a file.

A cell may say "same as above" (`core.registers.SAME_AS_ABOVE`). A verb that changes which row stands above such a cell writes out what the cell said
before wherever it would say something else afterwards: rows come and go, values stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from qi_desktop.core import registers
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Report, Row
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import Register
from qi_desktop.core.richtext import clean
from qi_desktop.core.year_before import YearBefore, year_before
from qi_desktop.session.access import Access, Ranked, ranks_after, ranks_of_moved
from qi_desktop.session.reports import AssetVerbs
from qi_desktop.store.reading_beside import ReadingBeside


@dataclass(frozen=True, slots=True)
class CellChange:
    """A new text for one cell."""

    row_id: str
    column: str
    text: str


class RowVerbs:
    """One method per act on a register's rows; each is one undo step. Cells are kept in canonical form, unreadable ones as they were typed."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository
        self._registers = access.registers
        self._assets = AssetVerbs(access)

    # --- reading ---

    def register(self, name: str) -> Register:
        """The declaration of a register. Raises NotFoundError."""
        if name not in self._registers:
            raise NotFoundError(message("There is no register “{name}”; choose one of: {names}.", name=name, names=", ".join(self._registers)))
        return self._registers[name]

    def get(self, row_id: str) -> Row:
        """The row of that id."""
        return self._repository.get(Row, row_id)

    def of(self, register: str, report_id: str = "", parent_id: str | None = None) -> list[Row]:
        """The rows of a register in order; `report_id` counts for yearly registers only."""
        yearly = self.register(register).yearly
        return self._repository.rows(register, report_id if yearly else "", parent_id)

    def pages(self, register: str, report_id: str = "", parent_id: str = "", size: int = 1000, first: int = 0) -> Iterator[list[Row]]:
        """The rows of one table in order, in lists of at most `size`, the first of at most `first` if that is not 0.

        For what shows the first rows of a long table before it has read the last.

        Rows that are written between two pages may be missing or told twice; whoever writes meanwhile has to begin anew.
        """
        report_id = report_id if self.register(register).yearly else ""
        last, wanted = None, first or size
        while page := self._repository.row_page(register, report_id, parent_id, last, wanted):
            yield page
            last, wanted = page[-1], size

    def reading_beside(self, register: str, report_id: str = "", parent_id: str = "", longer_than: int = 0) -> ReadingBeside | None:
        """All rows of one table, which are read from now on in a thread of their own: for what shows only the first of a long table meanwhile.

        None for a table that is not longer than that, and if the file cannot be opened once more.
        """
        return self._repository.reading_beside(register, report_id if self.register(register).yearly else "", parent_id, longer_than)

    def year_before(self, register: str, report_id: str) -> YearBefore | None:
        """The rows of the newest report before a report's year, for a yearly register; None where there is no such report."""
        declared = self.register(register)
        if not declared.yearly or not report_id:
            return None
        year = self._repository.get(Report, report_id).year
        former = max((report for report in self._repository.reports() if report.year < year), key=lambda report: report.year, default=None)
        if former is None:
            return None
        end = registers.read_date(former.period_end) or date(former.year, 12, 31)
        return year_before(declared, former.year, self.of(register, former.id), end)

    # --- writing ---

    def add(
        self,
        register: str,
        cells: Sequence[Mapping[str, str]],
        report_id: str = "",
        parent_id: str = "",
        after: str | None = None,
    ) -> Changes:
        """New rows behind the row `after` ("" for the front, None for the end), one for each mapping of column to text.

        `created` of the result is the last one's id. Raises NotFoundError for an unknown register, report (of a yearly register) or parent:
        such rows would never be seen again.
        """
        declared = self.register(register)
        report_id = self._repository.get(Report, report_id).id if declared.yearly else ""
        if parent_id:
            self.get(parent_id)
        with self._library.operation("row.add", declared.label["zh"]) as running:
            rows = self._added(declared, cells, report_id, parent_id, after)
            running.created = rows[-1].id if rows else ""
        return running.changes

    def _added(self, register: Register, cells: Sequence[Mapping[str, str]], report_id: str, parent_id: str, after: str | None) -> list[Row]:
        """New rows, inside an operation (see `add`)."""
        places = self._repository.row_places(register.name, report_id, parent_id)
        new_ranks = ranks_after(places, after, len(cells))
        rows = [
            Row(new_id(), register.name, report_id, parent_id, rank, self._cells(register, values))
            for rank, values in zip(new_ranks, cells, strict=True)
        ]
        self._repository.insert_many(rows)
        if after is not None:  # at the end, nothing stands below
            self._write(self._settled(_ids(places), _ids([*places, *rows]), rows))
        return rows

    def _cells(self, register: Register, values: Mapping[str, str]) -> dict[str, str]:
        result = {}
        for name, text in values.items():
            column = register.column(name)
            text = clean(text)
            stored = registers.canonical(column, text) if column else text.strip()
            if stored and not (column and column.derived):
                result[name] = stored
        return result

    def change(self, cells: Sequence[CellChange]) -> Changes:
        """Write cells, also of several rows. An empty text empties the cell."""
        by_row: dict[str, dict[str, str]] = {}
        for cell in cells:
            by_row.setdefault(cell.row_id, {})[cell.column] = cell.text
        rows = {row.id: row for row in self._repository.get_many(Row, by_row)}
        subject = self.register(next(iter(rows.values())).register).label["zh"] if rows else ""
        with self._library.operation("row.change", subject) as running:
            self._repository.update_from((rows[row_id], self._with_cells(rows[row_id], texts)) for row_id, texts in by_row.items())
        return running.changes

    def _with_cells(self, row: Row, texts: Mapping[str, str]) -> Row:
        kept = {name: text for name, text in row.values.items() if name not in texts}
        return replace(row, values={**kept, **self._cells(self.register(row.register), texts)})

    def paste(
        self,
        register: str,
        cells: Sequence[CellChange],
        new_rows: Sequence[Mapping[str, str]],
        report_id: str = "",
        parent_id: str = "",
    ) -> Changes:
        """Write a block of cells over rows that are there and add the rows that it has beyond them, as one step."""
        with self._library.operation("row.paste", self.register(register).label["zh"]) as running:
            self.change(cells)
            if new_rows:
                running.created = self.add(register, new_rows, report_id, parent_id).created
        return running.changes

    def duplicate(self, row_ids: Sequence[str]) -> Changes:
        """Copies of rows, with copies of the rows that belong to them, behind the last of them. `created` is the last copy's id.

        Raises RefusedError for rows of several tables.
        """
        rows = [self.get(row_id) for row_id in dict.fromkeys(row_ids)]
        if not rows:
            return Changes()
        first = rows[0]
        if any((row.register, row.report_id, row.parent_id) != (first.register, first.report_id, first.parent_id) for row in rows):
            raise RefusedError(message("Rows of several tables cannot be duplicated together; choose those of one table."))
        rows.sort(key=lambda row: (row.rank, row.id))
        order = _above(_ids(self._repository.row_places(first.register, first.report_id, first.parent_id)))

        def said(row: Row, column: str) -> str:
            return _resolved(row.id, column, lambda row_id: self.get(row_id).values, order)

        with self._library.operation("row.duplicate", self.register(first.register).label["zh"]) as running:
            values = []
            for row, above in zip(rows, [rows[-1], *rows], strict=False):
                same = {column for column, text in row.values.items() if text == registers.SAME_AS_ABOVE and said(row, column) != said(above, column)}
                values.append({**row.values, **{column: said(row, column) for column in same}})
            copies = self._added(self.register(first.register), values, first.report_id, first.parent_id, rows[-1].id)
            running.created = copies[-1].id
            self._copy_children({row.id: copy.id for row, copy in zip(rows, copies, strict=True)})
        return running.changes

    def _copy_children(self, targets: Mapping[str, str]) -> None:
        """Copy the rows that belong to the keys below the values, with all that belongs to them."""
        seen = set(targets)
        while targets:
            below = [child for child in self._repository.children(targets) if child.id not in seen]  # damaged data may place a row below itself
            seen.update(child.id for child in below)
            copies = [replace(child, id=new_id(), parent_id=targets[child.parent_id]) for child in below]
            self._repository.insert_many(copies)
            targets = {child.id: copy.id for child, copy in zip(below, copies, strict=True)}

    def attach(self, row_id: str, column: str, name: str, data: bytes) -> Changes:
        """Store a file and put it into a cell. `created` is the file's id."""
        row = self.get(row_id)
        with self._library.operation("row.attach", clean(name)) as running:
            running.created = self._assets.add(name, data).created
            self._repository.update(replace(row, values={**row.values, column: running.created}))
        return running.changes

    def move(self, row_ids: Sequence[str], after: str | None) -> Changes:
        """Place rows, in the order given, behind the row `after` of the same table. Raises RefusedError for rows of several registers or reports."""
        moving = [self.get(row_id) for row_id in dict.fromkeys(row_ids)]
        if not moving:
            return Changes()
        first = moving[0]
        if any((row.register, row.report_id) != (first.register, first.report_id) for row in moving):
            raise RefusedError(message("Rows of several tables cannot be moved together; move those of one table."))
        parents = dict.fromkeys([first.parent_id, *(row.parent_id for row in moving)])
        tables = {parent: self._repository.row_places(first.register, first.report_id, parent) for parent in parents}
        with self._library.operation("row.move", self.register(first.register).label["zh"]) as running:
            new_ranks = ranks_of_moved(tables[first.parent_id], moving, after)
            moved = [replace(row, rank=rank, parent_id=first.parent_id) for row, rank in zip(moving, new_ranks, strict=True)]
            chosen = {row.id for row in moved}
            changed: dict[str, Row] = {}
            for parent, places in tables.items():
                staying: list[Ranked] = [place for place in places if place.id not in chosen]
                arriving = moved if parent == first.parent_id else []
                changed.update(self._settled(_ids(places), _ids([*staying, *arriving])))
            for row in moved:
                self._repository.update(replace(row, values=changed.pop(row.id, row).values))
            self._write(changed)
        return running.changes

    def delete(self, row_ids: Sequence[str]) -> Changes:
        """Take rows out, with the rows that belong to them."""
        rows = self._repository.get_many(Row, row_ids)
        subject = self.register(rows[0].register).label["zh"] if rows else ""
        with self._library.operation("row.delete", subject) as running:
            chosen = {row.id for row in rows}
            for table in dict.fromkeys((row.register, row.report_id, row.parent_id) for row in rows):
                before = _ids(self._repository.row_places(*table))
                self._write(self._settled(before, [row_id for row_id in before if row_id not in chosen]))
            seen: set[str] = set()
            while rows := [row for row in rows if row.id not in seen]:  # chosen beside its parent, or placed below itself by damaged data
                seen.update(row.id for row in rows)
                below = self._repository.children(row.id for row in rows)
                for row in rows:
                    self._repository.delete(row)
                rows = below
        return running.changes

    def fill_down(self, row_ids: Sequence[str], *columns: str) -> Changes:
        """Give the columns' cells of the first row to all the others."""
        rows = self._repository.get_many(Row, row_ids)
        subject = self.register(rows[0].register).label["zh"] if rows else ""
        filled = {name: rows[0].values[name] for name in columns if rows[0].values.get(name)} if rows else {}
        with self._library.operation("row.fill_down", subject) as running:
            self._repository.update_from(
                (row, replace(row, values={**{name: text for name, text in row.values.items() if name not in columns}, **filled})) for row in rows[1:]
            )
        return running.changes

    # --- same as above ---

    def _write(self, rows: Mapping[str, Row]) -> None:
        for row in rows.values():
            self._repository.update(row)

    def _settled(self, before: Sequence[str], after: Sequence[str], new: Sequence[Row] = ()) -> dict[str, Row]:
        """The rows that must be written so that each cell says in the order `after` what it said in the order `before`.

        `new` are the rows that stand in `after` only. The others are read as they are now: to be called before rows are taken out.
        """
        above_before, above_after = _above(before), _above(after)
        known = {row.id: row for row in new}
        changed: dict[str, Row] = {}

        def now(row_id: str) -> Mapping[str, str]:
            if row_id not in known:
                known[row_id] = self.get(row_id)
            return known[row_id].values

        def settled(row_id: str) -> Mapping[str, str]:
            return changed[row_id].values if row_id in changed else now(row_id)

        for row_id in after:  # from above, so that what a row repeats is settled before it
            if row_id not in above_before or above_before[row_id] == above_after[row_id]:
                continue
            texts = dict(now(row_id))
            for column, text in now(row_id).items():
                if text == registers.SAME_AS_ABOVE:
                    said = _resolved(row_id, column, now, above_before)
                    if said != _resolved(row_id, column, settled, above_after):
                        texts[column] = said
            if texts != now(row_id):
                changed[row_id] = replace(known[row_id], values={name: text for name, text in texts.items() if text})
        return changed


def _ids(things: Sequence[Ranked]) -> list[str]:
    """Their ids in the order in which they stand."""
    return [thing.id for thing in sorted(things, key=lambda thing: (thing.rank, thing.id))]


def _above(order: Sequence[str]) -> dict[str, str]:
    """Which row stands above each; "" above the first."""
    return dict(zip(order, ["", *order], strict=False))


def _resolved(row_id: str, column: str, values: Callable[[str], Mapping[str, str]], above: Mapping[str, str]) -> str:
    """What a cell says when each "same as above" is followed upwards."""
    while row_id:
        text = values(row_id).get(column, "")
        if text != registers.SAME_AS_ABOVE:
            return text
        row_id = above[row_id]
    return ""
