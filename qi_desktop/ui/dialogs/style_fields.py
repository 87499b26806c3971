"""Widgets that show and change one setting of a style sheet each.

Owns the way between a widget and a place in the sheet's settings (a path such as page/width). What settings there are, and in which groups they
stand, is the dialog's.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QHBoxLayout, QLineEdit, QMenu, QSpinBox, QToolButton, QWidget

from qi_desktop.export import style_sheet
from qi_desktop.export.style_sheet import Role
from qi_desktop.ui.field_names import field_label
from qi_desktop.ui.translate import tr

Path = Sequence[str | Callable[[], str]]
_ROLE_DEFAULTS = {item.name: item.default for item in fields(Role) if item.default is not MISSING}


class SheetSettings(QObject):
    """The settings being edited; a copy of what was loaded."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.values: dict[str, Any] = {}
        self._refreshes: list[Callable[[], None]] = []

    def load(self, values: Mapping[str, Any]) -> None:
        """Take other settings, and show them in all fields."""
        self.values = copy.deepcopy(dict(values))
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Show the settings in all fields, without taking them for changes."""
        for refresh in self._refreshes:
            refresh()

    def get(self, path: Path) -> Any:
        """The value at a path; what a role leaves out has its default."""
        value: Any = self.values
        steps = _steps(path)
        for step in steps:
            value = value.get(step, _ROLE_DEFAULTS.get(step) if steps[0] == "roles" else None)
        return value

    def set(self, path: Path, value: Any) -> None:
        """Change the value at a path."""
        *parents, last = _steps(path)
        inner = self.values
        for step in parents:
            inner = inner[step]
        if inner.get(last, _ROLE_DEFAULTS.get(last)) != value:
            inner[last] = value
            self.changed.emit()

    def bind(self, widget: QWidget, refresh: Callable[[], None]) -> None:
        """Call `refresh` whenever other settings are shown, with the widget's own signals held back."""

        def quietly() -> None:
            with QSignalBlocker(widget):
                refresh()

        self._refreshes.append(quietly)


def _steps(path: Path) -> list[str]:
    return [step if isinstance(step, str) else step() for step in path]


class Group(QFormLayout):
    """A column of labelled fields for settings."""

    def __init__(self, settings: SheetSettings, name: str) -> None:
        super().__init__()
        self._settings = settings
        self._name = name
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)

    def _add(self, label: str, widget: QWidget, key: str, row: QWidget | QHBoxLayout | None = None) -> None:
        widget.setObjectName(f"style_{self._name}_{key}")
        widget.setAccessibleName(label)
        self.addRow(label, row if row is not None else widget)

    def number(self, label: str, path: Path, limits: tuple[float, float], suffix: str = "", step: float = 1.0, decimals: int = 1) -> QDoubleSpinBox:
        """A number with a unit."""
        box = QDoubleSpinBox()
        box.setRange(*limits)
        box.setDecimals(decimals)
        box.setSingleStep(step)
        if suffix:
            box.setSuffix(f" {suffix}")
        self._settings.bind(box, lambda: box.setValue(float(self._settings.get(path) or 0)))
        box.valueChanged.connect(lambda value: self._settings.set(path, round(value, 3)))
        self._add(label, box, _key(path))
        return box

    def whole(self, label: str, path: Path, limits: tuple[int, int], special: str = "", missing: bool = False) -> QSpinBox:
        """A whole number; the least may have a name of its own, and with `missing` stands for no value."""
        box = QSpinBox()
        box.setRange(*limits)
        box.setSpecialValueText(special)

        def show() -> None:
            value = self._settings.get(path)
            box.setValue(limits[0] if value is None else int(value))

        self._settings.bind(box, show)
        box.valueChanged.connect(lambda value: self._settings.set(path, None if missing and value == limits[0] else value))
        self._add(label, box, _key(path))
        return box

    def choice(self, label: str, path: Path, choices: Mapping[Any, str]) -> QComboBox:
        """One of several values."""
        box = QComboBox()
        for value, words in choices.items():
            box.addItem(words, value)
        self._settings.bind(box, lambda: box.setCurrentIndex(max(box.findData(self._settings.get(path)), 0)))
        box.currentIndexChanged.connect(lambda: self._settings.set(path, box.currentData()))
        self._add(label, box, _key(path))
        return box

    def paper(self, label: str, path: Path) -> QComboBox:
        """The paper by its name, which sets width and height; a size without a name is one's own."""
        box = QComboBox()
        papers = style_sheet.papers()
        box.addItem(tr("Own size"), "")
        for name, (width, height) in papers.items():
            box.addItem(f"{name} ({width:g} × {height:g})", name)

        def show() -> None:
            size = (self._settings.get((*path, "width")), self._settings.get((*path, "height")))
            with QSignalBlocker(box):
                box.setCurrentIndex(max(box.findData(next((name for name, paper in papers.items() if paper == size), "")), 0))

        def take() -> None:
            if box.currentData():
                width, height = papers[box.currentData()]
                self._settings.set((*path, "width"), width)
                self._settings.set((*path, "height"), height)
                self._settings.refresh()

        self._settings.bind(box, show)
        self._settings.changed.connect(show)
        box.currentIndexChanged.connect(take)
        self._add(label, box, "paper")
        return box

    def text(self, label: str, path: Path, choices: Sequence[str] = (), field_menu: Sequence[str] = ()) -> None:
        """A text; with ready-made ones to choose from, or a menu of fields to put in."""
        if choices:
            box = QComboBox()
            box.setEditable(True)
            box.addItems(list(choices))
            self._settings.bind(box, lambda: box.setEditText(str(self._settings.get(path) or "")))
            box.editTextChanged.connect(lambda value: self._settings.set(path, value))
            self._add(label, box, _key(path))
            return
        edit = QLineEdit()
        self._settings.bind(edit, lambda: edit.setText(str(self._settings.get(path) or "")))
        edit.textChanged.connect(lambda value: self._settings.set(path, value))
        if not field_menu:
            self._add(label, edit, _key(path))
            return
        button = QToolButton()
        button.setText(tr("Field"))
        button.setObjectName(f"{_key(path)}_fields")
        button.setAccessibleName(tr("Insert a field into “{label}”", label=label))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for name in field_menu:
            menu.addAction(field_label(name), lambda name=name: edit.insert(f"{{{name}}}"))
        button.setMenu(menu)
        line = QHBoxLayout()
        line.addWidget(edit, 1)
        line.addWidget(button)
        self._add(label, edit, _key(path), line)

    def flag(self, label: str, path: Path) -> QCheckBox:
        """Yes or no."""
        box = QCheckBox(label)
        self._settings.bind(box, lambda: box.setChecked(bool(self._settings.get(path))))
        box.toggled.connect(lambda value: self._settings.set(path, value))
        box.setObjectName(f"style_{self._name}_{_key(path)}")
        box.setAccessibleName(label)
        self.addRow("", box)
        return box

    def size(self, label: str, path: Path) -> QComboBox:
        """A font size: a Chinese name, or points."""
        box = QComboBox()
        box.setEditable(True)
        names = style_sheet.sizes()
        for name, points in names.items():
            box.addItem(f"{name} ({points:g})", name)

        def show() -> None:
            value = self._settings.get(path)
            box.setEditText(f"{value} ({names[value]:g})" if value in names else f"{value or 12:g}")

        def take(words: str) -> None:
            word = words.partition("(")[0].strip()
            if word in names:
                self._settings.set(path, word)
                return
            try:
                points = float(word)
            except ValueError:
                return  # half typed
            if 4 <= points <= 150:
                self._settings.set(path, points)

        self._settings.bind(box, show)
        box.editTextChanged.connect(take)
        self._add(label, box, _key(path))
        return box

    def line(self, label: str, path: Path) -> None:
        """A line spacing: a multiple of the single line, or a fixed pitch in points."""
        kind, number = QComboBox(), QDoubleSpinBox()
        kind.addItem(tr("Multiple"), False)
        kind.addItem(tr("Exactly (points)"), True)

        def limit(fixed: bool) -> None:
            number.setRange(*((6.0, 200.0) if fixed else (0.8, 5.0)))
            number.setSingleStep(1.0 if fixed else 0.05)
            number.setDecimals(1 if fixed else 2)

        def show() -> None:
            value = self._settings.get(path)
            fixed = isinstance(value, str)
            with QSignalBlocker(number):
                kind.setCurrentIndex(int(fixed))
                limit(fixed)
                number.setValue(float(value.removesuffix("pt")) if fixed else float(value or 1))

        def take() -> None:
            fixed = kind.currentData()
            self._settings.set(path, f"{number.value():g}pt" if fixed else round(number.value(), 2))

        def change_kind() -> None:
            limit(kind.currentData())
            with QSignalBlocker(number):
                number.setValue(24.0 if kind.currentData() else 1.5)
            take()

        self._settings.bind(kind, show)
        kind.currentIndexChanged.connect(change_kind)
        number.valueChanged.connect(take)
        kind.setAccessibleName(tr("Kind of line spacing"))
        kind.setObjectName(f"style_{self._name}_{_key(path)}_kind")
        row = QHBoxLayout()
        row.addWidget(kind, 1)
        row.addWidget(number, 1)
        self._add(label, number, _key(path), row)


def _key(path: Path) -> str:
    return "_".join(step for step in path[1:] if isinstance(step, str)) or "value"
