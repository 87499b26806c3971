"""Registers and columns of the library's own.

They are declarations like those that ship, kept in the library; everything that a declaration drives (grid, checks, tables of documents, Excel,
search) takes them as it takes those. Deleting a column leaves what was entered in its rows, so that undo brings all of it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qi_desktop.core import registers
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block, BlockKind, OwnRegister
from qi_desktop.core.registers import OWN_COLUMN, Column, ColumnType
from qi_desktop.core.richtext import clean
from qi_desktop.session.access import Access

_PLACE = 2000  # behind all registers that ship


class OwnRegisterVerbs:
    """Making, changing and removing declarations. `refresh` is called after each change, so that the session's registers are up to date."""

    def __init__(self, access: Access, refresh: Callable[[], None]) -> None:
        self._library = access.library
        self._repository = access.repository
        self._registers = access.registers
        self._refresh = refresh

    def all(self) -> list[OwnRegister]:
        """All own declarations. Raises DamagedError."""
        return self._repository.all(OwnRegister)

    def is_own(self, register: str) -> bool:
        """True for a register of the library's own."""
        return any(item.id == register and not item.extends for item in self.all())

    @staticmethod
    def is_own_column(column: str) -> bool:
        """True for a column of the library's own."""
        return column.startswith(OWN_COLUMN)

    # --- registers ---

    def add(self, name: str, columns: Sequence[Mapping[str, Any]], yearly: bool = False) -> Changes:
        """Make a register of these columns, of which the first names a row; `created` is its name for the other verbs.

        A column needs a `label`; what else it may say is said at `core.registers.Column`. Raises RefusedError for a name or label that is empty or
        taken, ContentError for a declaration that makes no sense.
        """
        name = self._free_name(name)
        made: list[dict[str, Any]] = []
        for column in columns:
            made.append(_declared(column, [other["label"]["zh"] for other in made]))
        if not made:
            raise RefusedError(message("A register needs a column; enter the name of its first one."))
        declared = {"label": _label(name), "columns": made, "yearly": yearly, "place": _PLACE}
        entity = OwnRegister(new_id(), "", declared)
        registers.declaration({**declared, "name": entity.id})
        with self._library.operation("register.add", name) as running:
            running.created = entity.id
            self._repository.insert(entity)
        self._refresh()
        return running.changes

    def rename(self, register: str, name: str) -> Changes:
        """Call an own register something else. Raises NotFoundError, RefusedError."""
        entity = self._own(register)
        if name.strip() == entity.declaration["label"]["zh"]:
            return Changes()
        name = self._free_name(name)
        with self._library.operation("register.change", name) as running:
            self._repository.update(replace(entity, declaration={**entity.declaration, "label": _label(name)}))
        self._refresh()
        return running.changes

    def remove(self, register: str) -> Changes:
        """Delete an own register. Raises NotFoundError, and RefusedError while it has rows or is shown in a chapter."""
        entity = self._own(register)
        name = entity.declaration["label"]["zh"]
        if self._repository.has_rows(register):
            raise RefusedError(message("“{name}” still has rows; delete them first.", name=name))
        shown = (block for block in self._repository.all(Block) if block.kind is BlockKind.REGISTER_VIEW)
        if any(block.attributes.get("register") == register for block in shown):
            raise RefusedError(message("“{name}” is shown in a chapter; take it out there first.", name=name))
        with self._library.operation("register.remove", name) as running:
            self._repository.delete(entity)
        self._refresh()
        return running.changes

    def _own(self, register: str) -> OwnRegister:
        entity = self._repository.get(OwnRegister, register)
        if entity.extends:
            raise NotFoundError(message("This register does not exist any more."))
        return entity

    def _free_name(self, name: str) -> str:
        name = " ".join(clean(name).split())
        if not name:
            raise RefusedError(message("A register needs a name."))
        if any(name in register.label.values() for register in self._registers.values()):
            raise RefusedError(message("There is a register “{name}” already; choose another name.", name=name))
        return name

    # --- columns ---

    def add_column(self, register: str, column: Mapping[str, Any]) -> Changes:
        """Add a column at the end of a register, own or shipped; `created` is its name. Raises NotFoundError, RefusedError, ContentError."""
        made = _declared(column, self._labels(register))
        return self._write("column.add", register, made, [*self._columns(register), made])

    def change_column(self, register: str, name: str, column: Mapping[str, Any]) -> Changes:
        """Declare an own column anew. What stands in its cells stays; what does not fit the new type is marked in the grid.

        Raises NotFoundError, RefusedError, ContentError.
        """
        self._column(register, name)
        made = {**_declared(column, self._labels(register, name)), "name": name}
        return self._write("column.change", register, made, [made if other["name"] == name else other for other in self._columns(register)])

    def move_column(self, register: str, name: str, steps: int) -> Changes:
        """Put an own column so many places further (before, if negative) among the own ones, as far as there are places: in the grid, in documents
        and in files. Those that ship stand before. Raises NotFoundError, and RefusedError where another would come to name an own register's rows.
        """
        moved = self._column(register, name)
        columns = self._columns(register)
        place = columns.index(moved)
        target = min(max(place + steps, 0), len(columns) - 1)
        if target == place:
            return Changes()
        title = self._registers[register].title_column
        columns.insert(target, columns.pop(place))
        if any(column["name"] == title for column in self._columns(register)) and columns[0]["name"] != title:
            names = next(column["label"]["zh"] for column in columns if column["name"] == title)
            raise RefusedError(message("“{name}” names the rows of this register, so it stays the first column.", name=names))
        return self._write("column.move", register, moved, columns)

    def room_of(self, register: str, name: str) -> tuple[bool, bool]:
        """Whether `move_column` can move an own column before the one in front of it, and behind the next one. Raises NotFoundError."""
        columns = self._columns(register)
        place = columns.index(self._column(register, name))
        first = int(columns[0]["name"] == self._registers[register].title_column)  # which stays where it is
        return place > first, first <= place < len(columns) - 1

    def remove_column(self, register: str, name: str) -> Changes:
        """Delete an own column. Raises NotFoundError, and RefusedError for the one that names the rows of an own register."""
        gone = self._column(register, name)
        if self._registers[register].title_column == name:
            raise RefusedError(message("“{name}” names the rows of this register, so it must stay.", name=gone["label"]["zh"]))
        return self._write("column.remove", register, gone, [other for other in self._columns(register) if other["name"] != name])

    def column(self, register: str, name: str) -> Mapping[str, Any]:
        """What an own column says, as `change_column` takes it. Raises NotFoundError."""
        return self._column(register, name)

    def _labels(self, register: str, but: str = "") -> list[str]:
        return [label for column in self._register(register).columns if column.name != but for label in column.label.values()]

    def _register(self, register: str) -> registers.Register:
        if register not in self._registers:
            raise NotFoundError(message("This register does not exist any more."))
        return self._registers[register]

    def _columns(self, register: str) -> list[dict[str, Any]]:
        """The own columns of a register; of an own register, all."""
        entity = self._entity(register)
        return [dict(column) for column in entity.declaration["columns"]] if entity else []

    def _entity(self, register: str) -> OwnRegister | None:
        return next((item for item in self.all() if register in (item.id, item.extends)), None)

    def _column(self, register: str, name: str) -> dict[str, Any]:
        found = next((column for column in self._columns(register) if column["name"] == name), None)
        if found is None:
            raise NotFoundError(message("This column does not exist any more."))
        return found

    def _write(self, verb: str, register: str, column: Mapping[str, Any], columns: list[dict[str, Any]]) -> Changes:
        self._register(register)
        entity = self._entity(register)
        with self._library.operation(verb, column["label"]["zh"]) as running:
            running.created = column["name"]
            if entity is None:
                self._repository.insert(OwnRegister(new_id(), register, {"columns": columns}))
            elif columns or not entity.extends:
                self._repository.update(replace(entity, declaration={**entity.declaration, "columns": columns}))
            else:
                self._repository.delete(entity)
        self._refresh()
        return running.changes


def _label(name: str) -> dict[str, str]:
    return {"zh": name, "en": name}


def _declared(column: Mapping[str, Any], taken: Sequence[str]) -> dict[str, Any]:
    """A column as it is kept. Raises RefusedError for a label that is empty or taken, ContentError for anything that makes no column."""
    label = " ".join(clean(str(column.get("label", ""))).split())
    if not label:
        raise RefusedError(message("A column needs a name."))
    if label in taken:
        raise RefusedError(message("There is a column “{name}” already; choose another name.", name=label))
    made: dict[str, Any] = {
        "name": OWN_COLUMN + new_id(),
        "label": _label(label),
        "type": ColumnType(column.get("type", ColumnType.TEXT)).value,
        "unit": clean(str(column.get("unit", ""))).strip(),
        "required": bool(column.get("required", False)),
        "choices": list(dict.fromkeys(choice for text in column.get("choices", ()) if (choice := clean(str(text)).strip()))),
        "width": float(column.get("width", Column("", {}).width)),
        "merge_down": bool(column.get("merge_down", False)),
    }
    if made["type"] == ColumnType.DATE and (days := column.get("reminders")):
        made["reminders"] = list(days)
    if made["type"] == ColumnType.CHOICE and not made["choices"]:
        raise RefusedError(message("A column of choices needs choices; enter at least one."))
    registers.declaration({"name": "x", "label": _label("x"), "columns": [made]})
    return made
