"""The dialog of a register view: which rows and columns of which register a table shows, in which order, and what stands below them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QListWidgetItem, QWidget

from qi_desktop.core import queries, richtext
from qi_desktop.core.model import BlockKind, ViewForm
from qi_desktop.core.registers import ColumnType, Register
from qi_desktop.export.certificates import has_scans
from qi_desktop.session import Draft
from qi_desktop.ui.dialogs.field_conditions import Conditions
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.editor.caption_line import CaptionLine
from qi_desktop.ui.editor.page_choice import PageChoice
from qi_desktop.ui.editor.sources import label_of
from qi_desktop.ui.ticks import TickDelegate
from qi_desktop.ui.translate import tr

_ASKED = ("columns", "note", "page", "parent", "show", "conditions", "sort", "group", "total", "end_mark")


class RegisterViewDialog(Form):
    """Which rows and columns of which register a table shows."""

    def __init__(
        self,
        draft: Draft,
        registers: Mapping[str, Register],
        parents: Mapping[str, Sequence[tuple[str, str]]],
        texts: Callable[[str, str], Sequence[str]],
        parent: QWidget | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """`parents`: for a register whose rows belong to others, these with their names; `texts`: what stands in a register's column; `names`:
        what the fields are called that the caption may hold.
        """
        super().__init__(tr("Register table"), "register_view_dialog", parent)
        self._draft, self._registers, self._parents = draft, registers, parents
        self._register = self.field(tr("Register"), QComboBox(), "view_register")
        for name, register in registers.items():
            self._register.addItem(label_of(register.label), name)
        self._caption = self.field(tr("Caption"), CaptionLine(draft.text, names), "view_caption")
        self._parent = self.field(tr("Rows of"), QComboBox(), "view_parent")
        self._columns = self.field(tr("Columns"), QListWidget(), "view_columns")
        self._columns.setItemDelegate(TickDelegate(self._columns))
        self._columns.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self._columns.setToolTip(tr("Tick what is shown; drag, or press Alt+Up and Alt+Down, to change the order"))
        self._show = self.field(tr("Show as"), QComboBox(), "view_show")
        forms = {
            ViewForm.TABLE: tr("One table"),
            ViewForm.SCAN: tr("Scans, one a page"),
            ViewForm.FACSIMILE: tr("Typeset certificates, one a page"),
            ViewForm.BOTH: tr("Typeset certificates with their scans"),
        }
        for form, words in forms.items():
            self._show.addItem(words, form.value)
        self._show.setCurrentIndex(max(self._show.findData(draft.attributes.get("show", "")), 0))
        words = tr("Rows for which")
        self._conditions = self.field(
            words, Conditions("view_conditions", words, lambda column: texts(str(self._register.currentData()), column)), "view_conditions"
        )
        self._sort = self.field(tr("Sorted by"), QComboBox(), "view_sort")
        self._group = self.field(tr("Merge equal cells of"), QComboBox(), "view_group")
        self._total = self._box("view_total", tr("A line with the totals"), "total")
        self._end = self._box("view_end", tr("A last line “以下空白”"), "end_mark")
        self._note = self.field(tr("Note below the table"), CaptionLine(richtext.of_cell(draft.attributes.get("note", "")), names), "view_note")
        self._page = self.field(tr("Page"), PageChoice(draft.attributes), "view_page")
        self._register.currentIndexChanged.connect(self._register_chosen)
        place = self._register.findData(draft.attributes.get("register", ""))
        self._register.setCurrentIndex(max(place, 0))
        self._register_chosen()

    def _box(self, name: str, words: str, attribute: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setChecked(bool(self._draft.attributes.get(attribute)))
        self.form.addRow("", box)
        return box

    def _fill_order(self, register: Register, attributes: Mapping[str, Any]) -> None:
        """The columns to sort and to merge by, and the conditions."""
        self._sort.clear()
        self._sort.addItem(tr("As in the register"), "")
        self._group.clear()
        self._group.addItem(tr("none"), "")
        for column in register.columns:
            words = label_of(column.label)
            self._sort.addItem(tr("{column}, upwards", column=words), column.name)
            self._sort.addItem(tr("{column}, downwards", column=words), f"-{column.name}")
            self._group.addItem(words, column.name)
        self._sort.setCurrentIndex(max(self._sort.findData(attributes.get("sort", "")), 0))
        self._group.setCurrentIndex(max(self._group.findData(next(iter(attributes.get("group", ())), "")), 0))
        self._conditions.set_register(register)
        self._conditions.set_conditions(queries.conditions_of(attributes.get("conditions", ())))

    def _register_chosen(self) -> None:
        register = self._registers.get(str(self._register.currentData()))
        own = register is not None and register.name == self._draft.attributes.get("register")
        self._columns.clear()
        self._parent.clear()
        if register is None:
            return
        chosen = [name for name in self._draft.attributes.get("columns", ()) if register.column(name)] if own else []
        order = [*chosen, *(column.name for column in register.columns if column.name not in chosen)]
        for name in order:
            column = register.column(name)
            if column is None or column.type is ColumnType.ASSET:  # a file has no text that could stand in a table
                continue
            item = QListWidgetItem(label_of(column.label))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if not chosen or name in chosen else Qt.CheckState.Unchecked)
            self._columns.addItem(item)
        rows = self._parents.get(register.name, ())
        self._parent.addItem(tr("all"), "")
        for row_id, label in rows:
            self._parent.addItem(label, row_id)
        self._parent.setCurrentIndex(max(self._parent.findData(self._draft.attributes.get("parent", "")), 0))
        self.form.setRowVisible(self._parent, bool(register.parent))
        self.form.setRowVisible(self._show, has_scans(register))
        self._fill_order(register, self._draft.attributes if own else {})

    def keyPressEvent(self, event: Any) -> None:
        """Alt+Up and Alt+Down move the chosen column."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(event.key())
        row = self._columns.currentRow()
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier or row < 0:
            super().keyPressEvent(event)
        elif 0 <= row + step < self._columns.count():
            self._columns.insertItem(row + step, self._columns.takeItem(row))
            self._columns.setCurrentRow(row + step)

    def value(self) -> Draft:
        """The view as filled in; filters and labels of the same register stay."""
        register = self._registers[str(self._register.currentData())]
        same = register.name == self._draft.attributes.get("register")
        kept = {name: value for name, value in self._draft.attributes.items() if same and name not in _ASKED}
        attributes: dict[str, Any] = {**kept, "register": register.name, **self._page.attributes()}
        items = [self._columns.item(row) for row in range(self._columns.count())]
        chosen = [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked]
        if chosen and chosen != [column.name for column in register.columns]:
            attributes["columns"] = chosen
        if self._conditions.conditions():
            attributes["conditions"] = queries.conditions_to_json(self._conditions.conditions())
        if self._sort.currentData():
            attributes["sort"] = str(self._sort.currentData())
        if self._group.currentData():
            attributes["group"] = [str(self._group.currentData())]
        for name, box, words in (("total", self._total, "合计"), ("end_mark", self._end, "以下空白")):
            if box.isChecked():
                attributes[name] = str(self._draft.attributes.get(name) or words)  # printed in the report's language
        if note := self._note.value():
            attributes["note"] = richtext.to_cell(note)
        if has_scans(register) and self._show.currentData() != ViewForm.TABLE:
            attributes["show"] = self._show.currentData()
        if register.parent and self._parent.currentData():
            attributes["parent"] = str(self._parent.currentData())
        return replace(self._draft, kind=BlockKind.REGISTER_VIEW, attributes=attributes, text=self._caption.value())

    @classmethod
    def ask(
        cls,
        draft: Draft,
        registers: Mapping[str, Register],
        parents: Mapping[str, Sequence[tuple[str, str]]],
        texts: Callable[[str, str], Sequence[str]],
        parent: QWidget | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Draft | None:
        """The view, None for Cancel."""
        dialog = cls(draft, registers, parents, texts, parent, names)
        return dialog.value() if dialog.ask_user() else None
