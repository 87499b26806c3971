"""Verbs on the library's own fields: name, change, remove; what they show in a report; where they stand.

A field is a question (`core.queries`) and holds no value: it is answered from the registers whenever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from qi_desktop.core import answers, fields, queries
from qi_desktop.core.answers import Answer, Table
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import ContentError, NotFoundError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Chapter, Field, Report, Style
from qi_desktop.core.queries import Comparison, Condition, Query, What
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import clean
from qi_desktop.session.access import Access
from qi_desktop.session.field_tables import FieldTables
from qi_desktop.session.rows import RowVerbs

LONGEST_NAME = 60
FACTS = "facts"
"""The register of what is entered by hand."""
_WITHOUT_FIGURES = frozenset({"company", "chapter", "block", "asset", "style", "register_row"})
"""Tables whose rows no own field is answered from, and the rows of registers, which are told apart by their register."""
_NOT_IN_NAMES = frozenset("{}.|[]\n\t")


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a field stands: a block of a chapter, or a line of an own style sheet (then `chapter_id` and `block_id` are empty).

    `title` is that of the chapter or the style sheet; `deleted`: the chapter lies in the bin, from where it may come back.
    """

    title: str
    report_id: str = ""
    year: int = 0
    chapter_id: str = ""
    block_id: str = ""
    deleted: bool = False


class FieldVerbs:
    """The library's own fields."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository
        self._registers = access.registers
        self._rows = RowVerbs(access)
        self._tables = FieldTables(access)

    # --- reading ---

    def all(self) -> list[Field]:
        """All own fields by name."""
        return sorted(self._repository.all(Field), key=lambda field: (field.name, field.id))

    def get(self, field_id: str) -> Field:
        """The field of that id. Raises NotFoundError."""
        return self._repository.get(Field, field_id)

    def answer(self, query: Query, report_id: str, name: str = "", language: str = "zh") -> Answer:
        """What a field with this query would show in a report."""
        return _Tables(self, report_id).answer(name, query, language)

    def answers(self, report_id: str, language: str = "zh") -> dict[str, tuple[Field, Answer]]:
        """All own fields with what they show in a report, by key. A field that cannot be answered has an answer that says why."""
        tables = _Tables(self, report_id)
        found = {}
        for field in self.all():
            try:
                told = tables.answer(field.name, queries.from_json(field.query), language)
            except ContentError as error:
                told = answers.unanswered(field.name, error.message)
            found[fields.key(field.id)] = (field, told)
        return found

    def values(self, report_id: str) -> dict[str, str]:
        """What every field shows in a report: those of each library, and the own ones by key and by name."""
        known = fields.values(self._repository.company(), self._repository.get(Report, report_id))
        return known | fields.own_values(self.answers(report_id))

    def concerned(self, changes: Changes) -> bool:
        """True if an operation may have changed what an own field shows."""
        if any(item.table not in _WITHOUT_FIGURES for item in changes.items):
            return True
        rows = changes.owners("register_row")
        return bool(rows) and any(field.query.get("register") in rows for field in self._repository.all(Field))

    def reports_asked(self, report: Report) -> list[Report]:
        """The other reports whose rows own fields ask for when they are shown in a report."""
        years = {report.year + year for field in self._repository.all(Field) if type(year := field.query.get("year", 0)) is int and year}
        return [other for other in self._repository.reports() if other.year in years and other.id != report.id]

    def uses(self, field_id: str) -> list[Use]:
        """Where a field stands, in all reports and style sheets."""
        field = self.get(field_id)
        key = fields.key(field_id)
        found = []
        for block in self._repository.blocks_naming(key):
            if key in fields.used(block):
                chapter = self._repository.get(Chapter, block.chapter_id)
                report = self._repository.get(Report, chapter.report_id)
                found.append(Use(chapter.title, report.id, report.year, chapter.id, block.id, self._is_deleted(chapter)))
        place = f"{{{field.name}}}"
        found.sort(key=lambda use: (-use.year, use.deleted))
        return found + [Use(style.name) for style in self._repository.all(Style) if any(place in line for line in _lines(style.settings))]

    def _is_deleted(self, chapter: Chapter) -> bool:
        seen: set[str] = set()
        while not chapter.deleted and chapter.parent_id and chapter.id not in seen:
            seen.add(chapter.id)
            chapter = self._repository.get(Chapter, chapter.parent_id)
        return bool(chapter.deleted)

    # --- writing ---

    def add(self, name: str, query: Query) -> Changes:
        """A new field; `created` is its id. Raises RefusedError for a name that is empty, taken or holds a sign that names cannot have."""
        name = self._free_name(name)
        with self._library.operation("field.add", name) as running:
            running.created = new_id()
            self._repository.insert(Field(running.created, name, queries.to_json(query)))
        return running.changes

    def enter(self, report_id: str, name: str, value: str, **known: str) -> Changes:
        """A new fact that is entered by hand, and the field that shows it, in one step; `created` is the field's id.

        `known` are further cells of the register of facts: source, department, as_of, confirmed … Raises RefusedError as `add` does, and without a
        value or for a fact of that name.
        """
        name = self._free_name(name)
        if not value.strip():
            raise RefusedError(message("Enter the value that the field is to show."))
        if any(row.values.get("name") == name for row in self._repository.rows(FACTS, report_id)):
            raise RefusedError(message("There is a fact “{name}” already; choose another name, or make a field that shows it.", name=name))
        with self._library.operation("field.add", name) as running:
            self._rows.add(FACTS, [{"name": name, "value": value, **known}], report_id)
            query = Query(FACTS, What.VALUE, "value", conditions=(Condition("name", Comparison.IS, name),))
            running.created = self.add(name, query).created
        return running.changes

    def change(self, field_id: str, name: str | None = None, query: Query | None = None) -> Changes:
        """Rename a field, ask it something else, or both. Lines of own style sheets that name it follow. Raises RefusedError as `add` does."""
        field = changed = self.get(field_id)
        if name is not None and name != field.name:
            changed = replace(changed, name=self._free_name(name))
        if query is not None:
            changed = replace(changed, query=queries.to_json(query))
        with self._library.operation("field.change", changed.name) as running:
            self._repository.update(changed)
            if changed.name != field.name:
                for style in self._repository.all(Style):
                    self._repository.update(replace(style, settings=_renamed(style.settings, f"{{{field.name}}}", f"{{{changed.name}}}")))
        return running.changes

    def remove(self, field_id: str) -> Changes:
        """Take a field out. Raises RefusedError while it stands anywhere."""
        field = self.get(field_id)
        uses = self.uses(field_id)
        if uses:
            titles = "、".join(list(dict.fromkeys(f"“{use.title}”" for use in uses))[:5])
            raise RefusedError(message("The field “{name}” is used in {places}; take it out there first.", name=field.name, places=titles))
        with self._library.operation("field.remove", field.name) as running:
            self._repository.delete(field)
        return running.changes

    def _free_name(self, name: str) -> str:
        name = " ".join(clean(name).split())
        if not name or len(name) > LONGEST_NAME or _NOT_IN_NAMES & set(name):
            raise RefusedError(
                message("A field needs a name of at most {count} characters without braces, brackets, points and bars.", count=LONGEST_NAME)
            )
        if any(field.name == name for field in self._repository.all(Field)):
            raise RefusedError(message("There is a field “{name}” already; choose another name.", name=name))
        return name

    def table(self, register_name: str, report: Report, year: int) -> Table:
        """The rows of a register that a query of a report is about. Raises NotFoundError if there are no such rows to ask."""
        register = self._registers.get(register_name)
        if register is None:
            raise NotFoundError(message("There is no register “{name}” any more.", name=register_name))
        about = report
        if register.yearly and year:
            found = next((other for other in self._repository.reports() if other.year == report.year + year), None)
            if found is None:
                raise NotFoundError(message("There is no report of {year}, whose rows are asked for.", year=report.year + year))
            about = found
        return self._tables.get(register, report, about)


class _Tables:
    """The tables that the fields of one report are answered from, each read once."""

    def __init__(self, verbs: FieldVerbs, report_id: str) -> None:
        self._verbs = verbs
        self._report = verbs._repository.get(Report, report_id)
        self._tables: dict[tuple[str, int], Table | NotFoundError] = {}

    def answer(self, name: str, query: Query, language: str) -> Answer:
        place = query.register, query.year
        if place not in self._tables:
            try:
                self._tables[place] = self._verbs.table(query.register, self._report, query.year)
            except NotFoundError as error:
                self._tables[place] = error
        table = self._tables[place]
        return answers.unanswered(name, table.message) if isinstance(table, NotFoundError) else answers.answer(name, query, table, language)


def _lines(settings: Any) -> Iterable[str]:
    """All texts in the settings of a style sheet."""
    if isinstance(settings, str):
        yield settings
    elif isinstance(settings, Mapping | list | tuple):
        for value in settings.values() if isinstance(settings, Mapping) else settings:
            yield from _lines(value)


def _renamed(settings: Any, old: str, new: str) -> Any:
    if isinstance(settings, str):
        return settings.replace(old, new)
    if isinstance(settings, Mapping):
        return {name: _renamed(value, old, new) for name, value in settings.items()}
    return [_renamed(value, old, new) for value in settings] if isinstance(settings, list | tuple) else settings
