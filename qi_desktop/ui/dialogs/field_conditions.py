"""The conditions of a field: lines of column, comparison and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QToolButton, QWidget

from qi_desktop.core.queries import Comparison, Condition
from qi_desktop.core.registers import Register
from qi_desktop.ui.grids.labels import label
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import tr

Choices = Callable[[str], Sequence[str]]
"""The texts that stand in a column."""


def comparisons() -> dict[Comparison, str]:
    """What the comparisons are called."""
    return {
        Comparison.IS: tr("is"),
        Comparison.IS_NOT: tr("is not"),
        Comparison.ONE_OF: tr("is one of (parted by 、)"),
        Comparison.CONTAINS: tr("contains"),
        Comparison.AT_LEAST: tr("at least, or from"),
        Comparison.AT_MOST: tr("at most, or until"),
        Comparison.FILLED: tr("is filled in"),
        Comparison.EMPTY: tr("is empty"),
    }


class Conditions(QWidget):
    """Any number of conditions; all of them must hold."""

    changed = Signal()

    def __init__(self, name: str, title: str, choices: Choices) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._name = name
        self._choices = choices
        self._register: Register | None = None
        self._lines: list[tuple[QComboBox, QComboBox, QComboBox, QToolButton]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        self._add = QPushButton(tr("Add condition"), objectName=f"{name}_add")
        self._add.setAutoDefault(False)
        self._add.clicked.connect(lambda: self.add())
        self._grid.addWidget(self._add, 1000, 0)

    def set_register(self, register: Register | None) -> None:
        """Offer the columns of another register; the conditions so far are gone."""
        self.set_conditions(())
        self._register = register

    def conditions(self) -> tuple[Condition, ...]:
        """The conditions as they stand."""
        return tuple(
            Condition(str(column.currentData()), Comparison(test.currentData()), text.currentText().strip()) for column, test, text, _ in self._lines
        )

    def set_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show these conditions."""
        while self._lines:
            self._take_out(0)
        for condition in conditions:
            self.add(condition)

    def add(self, condition: Condition | None = None) -> None:
        """One more condition; a new one begins with the column that names a row."""
        if self._register is None:
            return
        condition = condition or Condition(self._register.title_column)
        number = len(self._lines)
        column, test, text = QComboBox(), QComboBox(), QComboBox()
        column.setAccessibleName(tr("Column"))
        test.setAccessibleName(tr("Comparison"))
        text.setAccessibleName(tr("Compared with"))
        for item in self._register.columns:
            column.addItem(label(item.label), item.name)
        if column.findData(condition.column) < 0:
            column.addItem(condition.column, condition.column)  # a column that was taken away: shown as it is
        column.setCurrentIndex(column.findData(condition.column))
        for kind, words in comparisons().items():
            test.addItem(words, kind.value)
        test.setCurrentIndex(test.findData(condition.test.value))
        text.setEditable(True)
        text.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        text.setToolTip(tr("{place} stands for the report's year, {before} for the year before.", place="{year}", before="{year-1}"))
        text.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        text.setMinimumContentsLength(14)
        remove = QToolButton()
        remove.setIcon(icon("close"))
        remove.setAutoRaise(True)
        remove.setAccessibleName(tr("Remove this condition"))
        remove.setToolTip(tr("Remove this condition"))
        line = (column, test, text, remove)
        self._lines.append(line)
        for part, widget in zip(("column", "test", "text", "remove"), line, strict=True):
            widget.setObjectName(f"{self._name}_{part}_{number}")
        for place, widget in enumerate(line):
            self._grid.addWidget(widget, number, place)
        self._offer(column, text)
        text.setCurrentText(condition.text)
        text.setEnabled(condition.test not in (Comparison.FILLED, Comparison.EMPTY))
        column.currentIndexChanged.connect(lambda _: self._other_column(column, text))
        test.currentIndexChanged.connect(lambda _: self._other_test(test, text))
        text.currentTextChanged.connect(lambda _: self.changed.emit())
        remove.clicked.connect(lambda: self._remove(line))
        self.changed.emit()

    def _offer(self, column: QComboBox, text: QComboBox) -> None:
        text.blockSignals(True)
        text.clear()
        text.addItems(list(self._choices(str(column.currentData()))))
        text.setCurrentText("")
        text.blockSignals(False)

    def _other_column(self, column: QComboBox, text: QComboBox) -> None:
        self._offer(column, text)
        self.changed.emit()

    def _other_test(self, test: QComboBox, text: QComboBox) -> None:
        text.setEnabled(Comparison(test.currentData()) not in (Comparison.FILLED, Comparison.EMPTY))
        self.changed.emit()

    def _remove(self, line: tuple[QComboBox, QComboBox, QComboBox, QToolButton]) -> None:
        kept = [condition for condition, other in zip(self.conditions(), self._lines, strict=True) if other is not line]
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_conditions(kept)
        self.changed.emit()

    def _take_out(self, number: int) -> None:
        for widget in self._lines.pop(number):
            self._grid.removeWidget(widget)
            widget.setParent(None)
            widget.deleteLater()
