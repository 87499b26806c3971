"""The list that opens where `{` is typed: the fields with their values, and the way to a new one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from qi_desktop.core import fields
from qi_desktop.ui.editor.quick_menu import Entry, QuickMenu
from qi_desktop.ui.field_names import field_label
from qi_desktop.ui.translate import tr

_MOST_OF_A_VALUE = 24  # characters


class FieldMenu(QuickMenu):
    """Like the quick menu, for fields: own ones first, then those of every library."""

    _NAME = "field_menu"
    _OPENING = ("{", "｛")

    def _title(self) -> str:
        return tr("Insert field")

    def _opens(self, typed: str, before: str, words: str) -> bool:
        return True

    def _offered(self) -> Iterator[Entry]:
        for child in self.findChildren(QObject, "field_choices"):
            child.deleteLater()
        choices = QObject(self, objectName="field_choices")  # owns the commands of this opening
        sources, inline = self._editor.sources, self._editor.commands.inline
        for key, (own, answer) in sources.own_fields.items():
            yield self._entry(choices, key, own.name, answer.text)
        new = QAction(tr("New field…"), choices, objectName="insert_new_field")
        new.triggered.connect(lambda: inline.new_field())
        yield Entry(new.text(), new)
        for name in fields.names():
            yield self._entry(choices, name, field_label(name), sources.values.get(name, ""))

    def _entry(self, choices: QObject, key: str, name: str, value: str) -> Entry:
        action = QAction(name, choices, objectName=f"field_{key.replace('.', '_')}")
        action.triggered.connect(partial(self._insert, key))
        short = value if len(value) <= _MOST_OF_A_VALUE else value[: _MOST_OF_A_VALUE - 1] + "…"
        return Entry(f"{name} = {short}" if short else name, action)

    def _insert(self, key: str, checked: bool = False) -> None:
        self._editor.commands.inline.insert_field(key)
