"""Verbs on style sheets: those that ship with the program, and the library's own, which begin as a copy of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import ContentError, DamagedError, RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Report, Style
from qi_desktop.core.richtext import clean
from qi_desktop.export import style_sheet
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.session.access import Access

if TYPE_CHECKING:
    from qi_desktop.export.document import Remark


class StyleVerbs:
    """The style sheets that a report can be set in."""

    def __init__(self, access: Access) -> None:
        self._library = access.library
        self._repository = access.repository

    def own(self) -> list[Style]:
        """The library's own, by name."""
        return sorted(self._repository.all(Style), key=lambda style: (style.name, style.id))

    def get(self, style_id: str) -> Style:
        """The own style sheet of that id."""
        return self._repository.get(Style, style_id)

    def titles(self, language: str) -> dict[str, str]:
        """What can be chosen: the key by which a report names a style sheet, and its title, first the shipped ones."""
        shipped = {name: style_sheet.load(name).title[language] for name in style_sheet.names()}
        return shipped | {style.id: style.name for style in self.own()}

    def settings(self, key: str) -> Mapping[str, Any]:
        """Everything that a style sheet says, shipped or own, in the shape of its file. Raises ContentError for a key that no sheet has."""
        own = self._find(key)
        return style_sheet.settings(key) if own is None else style_sheet.completed(own.settings, style_sheet.settings(_base(own)))

    def sheet(self, key: str) -> StyleSheet:
        """The style sheet of a key, or an own one of that name. Raises ContentError when there is none, or when it says something impossible."""
        own = self._find(key)
        return style_sheet.load(key) if own is None else style_sheet.from_mapping(self.settings(key))

    def usable_sheet(self, key: str) -> tuple[StyleSheet, tuple[Remark, ...]]:
        """The style sheet of a key; where it cannot be used, the one that it was copied from, and the reason.

        Where the library's sheets cannot even be read, it is the first that ships with the program: a report is made all the same.
        Raises ContentError when there is no sheet of that key.
        """
        try:
            return self.sheet(key), ()
        except ContentError as error:
            own = self._find(key)
            if own is None:
                raise
            return style_sheet.load(_base(own)), _told(error)
        except DamagedError as error:
            return style_sheet.load(style_sheet.names()[0]), _told(error)

    def _find(self, key: str) -> Style | None:
        if key in style_sheet.names():
            return None
        return next((style for style in self.own() if key in (style.id, style.name)), None)

    def add(self, base: str, name: str) -> Changes:
        """Copy a style sheet, shipped or own, into the library; `created` is the new one's id.

        Raises RefusedError for a name that is taken or empty.
        """
        settings = self.settings(base)
        copied = self._find(base)
        name = self._free_name(name)
        with self._library.operation("style.add", name) as running:
            running.created = new_id()
            self._repository.insert(Style(running.created, name, _base(copied) if copied else base, dict(settings)))
        return running.changes

    def change(self, style_id: str, name: str | None = None, settings: Mapping[str, Any] | None = None) -> Changes:
        """Rename an own style sheet, give it new settings, or both.

        Raises RefusedError for a name that is taken or empty, ContentError for settings with which no page can be made; nothing is changed then.
        """
        style = self.get(style_id)
        if name is not None and name != style.name:
            style = replace(style, name=self._free_name(name))
        if settings is not None:
            style_sheet.from_mapping(style_sheet.completed(settings, style_sheet.settings(_base(style))))
            style = replace(style, settings=dict(settings))
        with self._library.operation("style.change", style.name) as running:
            self._repository.update(style)
        return running.changes

    def use(self, report_id: str, key: str, settings: Mapping[str, Any], name: str = "") -> Changes:
        """Set a report in a style sheet with these settings, in one step; `created` is the id of a copy that had to be made.

        A shipped sheet is never changed: settings that differ from its own make a copy, called `name`. An own one takes settings and name.
        Raises ContentError for settings with which no page can be made, RefusedError for a name that is taken or empty; nothing is changed then.
        """
        own = self._find(key)
        base = key if own is None else _base(own)
        shipped = style_sheet.settings(base)
        style_sheet.from_mapping(style_sheet.completed(settings, shipped))
        style = own
        if own is not None:
            style = replace(own, name=self._free_name(name) if name not in ("", own.name) else own.name, settings=dict(settings))
        elif settings != shipped:
            style = Style(new_id(), self._free_name(name), base, dict(settings))
        report = self._repository.get(Report, report_id)
        with self._library.operation("style.use", style.name if style else shipped["title"]["zh"]) as running:
            if style is not None and own is None:
                running.created = style.id
                self._repository.insert(style)
            elif style is not None:
                self._repository.update(style)
            self._repository.update(replace(report, style=style.id if style else key))
        return running.changes

    def remove(self, style_id: str) -> Changes:
        """Take an own style sheet out; reports that were set in it are set in the one that it was copied from."""
        style = self.get(style_id)
        with self._library.operation("style.remove", style.name) as running:
            for report in self._repository.reports():
                if report.style == style_id:
                    self._repository.update(replace(report, style=_base(style)))
            self._repository.delete(style)
        return running.changes

    def _free_name(self, name: str) -> str:
        name = clean(name).strip()
        if not name:
            raise RefusedError(message("A style sheet needs a name."))
        if self._find(name) is not None or name in style_sheet.names():
            raise RefusedError(message("There is a style sheet “{name}” already; choose another name.", name=name))
        return name


def _base(style: Style) -> str:
    """The shipped sheet behind an own one; a version of the program that does not have it takes the first."""
    return style.base if style.base in style_sheet.names() else style_sheet.names()[0]


def _told(error: ContentError | DamagedError) -> tuple[Remark, ...]:
    from qi_desktop.export.document import Remark  # a style sheet is asked for before the window is painted, and can nearly always be used

    return (Remark("", error.message),)
