"""The picker of a field: register, what, filter, format, rounding, with its value and how it comes about while it is chosen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from qi_desktop.core import answers, queries
from qi_desktop.core.answers import Table
from qi_desktop.core.errors import ContentError, QiError
from qi_desktop.core.messages import Message
from qi_desktop.core.quantities import NumberForm, NumberFormat, Rounding
from qi_desktop.core.queries import Query, What
from qi_desktop.core.registers import NUMERIC, Column, ColumnType, Register
from qi_desktop.session.fields import LONGEST_NAME
from qi_desktop.ui.dialogs.field_conditions import Conditions
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.field_names import explained
from qi_desktop.ui.grids.labels import label
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.translate import language_key, tr

_MOST_CHOICES = 300  # texts of a column that a list offers
_SHARE = "share"  # a ratio of numbers of rows, where `ratio` is one of two columns
_AS_IS = -1
_MOST_DECIMALS = 6


def kinds() -> dict[str, str]:
    """What can be asked for."""
    return {
        What.COUNT: tr("Number of rows"),
        What.SUM: tr("Sum of a column"),
        What.RATIO: tr("Rate: one column divided by another"),
        _SHARE: tr("Share of rows"),
        What.VALUE: tr("Value of one row"),
        What.LIST: tr("List of a column"),
        What.MINIMUM: tr("Smallest or earliest"),
        What.MAXIMUM: tr("Largest or latest"),
        What.AVERAGE: tr("Average"),
    }


class FieldDialog(Form):
    """Makes a field, or changes one."""

    def __init__(self, hub: Hub, field_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(tr("Change field") if field_id else tr("New field"), "field_dialog", parent)
        self._hub = hub
        self._field_id = field_id
        self._tables: dict[tuple[str, int], Table | Message] = {}  # each is read once; the dialog shuts out other changes
        self.setMinimumWidth(640)
        self.result_id = ""
        self._name = self.field(tr("Name"), QLineEdit(), "field_name")
        self._name.setMaxLength(LONGEST_NAME)
        self._register = self.field(tr("Register"), QComboBox(), "field_register")
        for name, register in hub.session.registers.items():
            self._register.addItem(label(register.label), name)
        self._year = self.field(tr("Rows from"), QComboBox(), "field_year")
        self._year.addItem(tr("this report"), 0)
        self._year.addItem(tr("the report of the year before"), -1)
        self._what = self.field(tr("What"), QComboBox(), "field_what")
        for kind, words in kinds().items():
            self._what.addItem(words, str(kind))
        self._column = self.field(tr("Column"), QComboBox(), "field_column")
        self._whole = self.field(tr("Divided by"), QComboBox(), "field_whole")
        self._conditions = self._add_conditions(tr("Only rows where"), "field_conditions")
        self._part = self._add_conditions(tr("Share of those where"), "field_part")
        self._separator = self.field(tr("Between entries"), QLineEdit("、"), "field_separator")
        self._make_format()
        self._value = QLabel(objectName="field_value")
        self._value.setAccessibleName(tr("Value"))
        self._value.setWordWrap(True)
        font = self._value.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self._value.setFont(font)
        self._why = QLabel(objectName="field_explanation")
        self._why.setAccessibleName(tr("How it comes about"))
        self._why.setWordWrap(True)
        self._why.setMinimumHeight(self._why.fontMetrics().lineSpacing() * 3)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for label_widget in (self._value, self._why):
            label_widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            label_widget.setTextFormat(Qt.TextFormat.PlainText)
        self.form.addRow(tr("Value"), self._value)
        self.form.addRow("", self._why)
        self._connect()
        self._show(field_id)

    @classmethod
    def ask(cls, hub: Hub, field_id: str = "", parent: QWidget | None = None) -> str:
        """Let the user make or change a field; its id, empty if she would rather not."""
        dialog = cls(hub, field_id, parent)
        return dialog.result_id if dialog.ask_user() else ""

    def _add_conditions(self, words: str, name: str) -> Conditions:
        return self.field(words, Conditions(name, words, self._choices), name)

    def _make_format(self) -> None:
        self._form = QComboBox()
        self._form.setObjectName("field_form")
        for form, words in ((NumberForm.PLAIN, tr("Number")), (NumberForm.PERCENT, tr("Percent (%)")), (NumberForm.PERMILLE, tr("Per thousand (‰)"))):
            self._form.addItem(words, form.value)
        self._form.setAccessibleName(tr("Number format"))
        self._decimals = QComboBox()
        self._decimals.setObjectName("field_decimals")
        self._decimals.addItem(tr("decimals as they are"), _AS_IS)
        for count in range(_MOST_DECIMALS + 1):
            self._decimals.addItem(tr("{count} decimals", count=count), count)
        self._decimals.setAccessibleName(tr("Decimals"))
        self._thousands = QCheckBox(tr("Separate thousands"), objectName="field_thousands")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._form, self._decimals, self._thousands):
            row.addWidget(widget)
        row.addStretch(1)
        self._format_line = line
        self.form.addRow(tr("Number format"), line)
        self._rounding = self.field(tr("Rounding"), QComboBox(), "field_rounding")
        self._rounding.addItem(tr("Half up (everyday)"), Rounding.HALF_UP.value)
        self._rounding.addItem(tr("Half to even (GB/T 8170)"), Rounding.HALF_EVEN.value)
        self._unit = self.field(tr("Unit behind it"), QLineEdit(), "field_unit")

    def _connect(self) -> None:
        self._register.currentIndexChanged.connect(lambda _: self._other_register())
        self._what.currentIndexChanged.connect(lambda _: self._other_kind())
        for box in (self._year, self._column, self._whole, self._form, self._decimals, self._rounding):
            box.currentIndexChanged.connect(lambda _: self._tell())
        self._thousands.toggled.connect(lambda _: self._tell())
        for line in (self._name, self._unit, self._separator):
            line.textChanged.connect(lambda _: self._tell())
        for conditions in (self._conditions, self._part):
            conditions.changed.connect(self._tell)

    # --- what is shown ---

    def _show(self, field_id: str) -> None:
        if field_id:
            field = self._hub.session.fields.get(field_id)
            self._name.setText(field.name)
            try:
                query = queries.from_json(field.query)
            except ContentError:
                query = Query(self._register.itemData(0))
        else:
            query = Query(self._register.itemData(0))
        self.show_query(query)

    def show_query(self, query: Query) -> None:
        """Show what is asked for."""
        if self._register.findData(query.register) < 0:
            self._register.addItem(query.register, query.register)  # a register that was taken away: shown as it is
        self._register.setCurrentIndex(self._register.findData(query.register))
        self._other_register()
        share = query.what is What.RATIO and not query.column
        self._what.setCurrentIndex(self._what.findData(_SHARE if share else query.what.value))
        self._other_kind()
        if self._year.findData(query.year) < 0:
            self._year.addItem(str(query.year), query.year)
        self._year.setCurrentIndex(self._year.findData(query.year))
        for box, name in ((self._column, query.column), (self._whole, query.whole)):
            if name and box.findData(name) < 0:
                box.addItem(name, name)
            if name:
                box.setCurrentIndex(box.findData(name))
        self._conditions.set_conditions(query.conditions)
        self._part.set_conditions(query.part)
        self._separator.setText(query.separator)
        form = query.format
        self._form.setCurrentIndex(self._form.findData(form.form.value))
        if form.decimals is not None and self._decimals.findData(form.decimals) < 0:
            self._decimals.addItem(tr("{count} decimals", count=form.decimals), form.decimals)
        self._decimals.setCurrentIndex(self._decimals.findData(_AS_IS if form.decimals is None else form.decimals))
        self._rounding.setCurrentIndex(self._rounding.findData(form.rounding.value))
        self._thousands.setChecked(form.thousands)
        self._unit.setText(form.unit)
        self._tell()

    def _declared(self) -> Register | None:
        return self._hub.session.registers.get(str(self._register.currentData()))

    def _kind(self) -> str:
        return str(self._what.currentData())

    def _other_register(self) -> None:
        register = self._declared()
        for conditions in (self._conditions, self._part):
            conditions.set_register(register)
        self.form.setRowVisible(self._year, register is not None and register.yearly)
        self._fill_columns()
        self._tell()

    def _other_kind(self) -> None:
        kind = self._kind()
        self.form.setRowVisible(self._column, kind not in (What.COUNT, _SHARE))
        self.form.setRowVisible(self._whole, kind == What.RATIO)
        self.form.setRowVisible(self._part, kind == _SHARE)
        self.form.setRowVisible(self._separator, kind == What.LIST)
        if kind in (What.RATIO, _SHARE) and self._form.currentData() == NumberForm.PLAIN:
            self._form.setCurrentIndex(self._form.findData(NumberForm.PERCENT.value))
            self._decimals.setCurrentIndex(self._decimals.findData(2))
        if kind == _SHARE and not self._part.conditions():
            self._part.add()
        if kind == What.VALUE and not self._conditions.conditions():
            self._conditions.add()
        self._fill_columns()
        self._tell()
        self.adjustSize()

    def _fill_columns(self) -> None:
        register, kind = self._declared(), self._kind()
        columns = [column for column in register.columns if _fits(column, kind)] if register else []
        for box in (self._column, self._whole):
            present = box.currentData()
            box.blockSignals(True)
            box.clear()
            for column in columns:
                box.addItem(label(column.label), column.name)
            box.setCurrentIndex(max(0, box.findData(present)))
            box.blockSignals(False)

    def _choices(self, column: str) -> list[str]:
        """The texts that stand in a column, each once."""
        query = self.query()
        table = self._table(query.register, query.year)
        declared = table.register.column(column) if isinstance(table, Table) else None
        texts = dict.fromkeys(table.cells(declared)) if isinstance(table, Table) and declared else {}
        return [text for text in texts if text][:_MOST_CHOICES]

    def _table(self, register: str, year: int) -> Table | Message:
        """The rows that are asked, or why there are none."""
        place = register, year
        if place not in self._tables:
            session = self._hub.session
            try:
                self._tables[place] = session.fields.table(register, session.reports.get(self._hub.report_id), year)
            except QiError as error:
                self._tables[place] = error.message
        return self._tables[place]

    # --- what is chosen ---

    def query(self) -> Query:
        """What the dialog asks for as it stands."""
        kind = self._kind()
        decimals = int(self._decimals.currentData())
        form = NumberFormat(
            None if decimals == _AS_IS else decimals,
            Rounding(self._rounding.currentData()),
            NumberForm(self._form.currentData()),
            self._thousands.isChecked(),
            self._unit.text(),
        )
        register = self._declared()
        query = Query(
            str(self._register.currentData()),
            What.RATIO if kind == _SHARE else What(kind),
            conditions=self._conditions.conditions(),
            year=int(self._year.currentData()) if register and register.yearly else 0,
            format=form,
        )
        if kind not in (What.COUNT, _SHARE):
            query = replace(query, column=str(self._column.currentData() or ""))
        if kind == What.RATIO:
            query = replace(query, whole=str(self._whole.currentData() or ""))
        if kind == _SHARE:
            query = replace(query, part=self._part.conditions())
        return replace(query, separator=self._separator.text()) if kind == What.LIST else query

    def _tell(self) -> None:
        """Show the value and how it comes about."""
        name = self._name.text().strip()
        query = self.query()
        table = self._table(query.register, query.year)
        answer = answers.answer(name, query, table, language_key()) if isinstance(table, Table) else answers.unanswered(name, table)
        self._value.setText("–" if answer.problem else answer.text)
        self._why.setText(explained(answer))
        self.accept_button.setEnabled(bool(name) and not self._hub.session.read_only)

    def accept(self) -> None:
        """Keep the field; the dialog stays open where it cannot be kept."""
        verbs, name, query = self._hub.session.fields, self._name.text(), self.query()
        refused: list[object] = []
        self._hub.failed.connect(refused.append)
        try:
            if self._field_id:
                self._hub.perform(partial(verbs.change, self._field_id, name, query))
                self.result_id = self._field_id
            else:
                self.result_id = self._hub.perform(partial(verbs.add, name, query)).created
        finally:
            self._hub.failed.disconnect(refused.append)
        if not refused:
            super().accept()


def _fits(column: Column, kind: str) -> bool:
    """True if it makes sense to ask this of the column."""
    if kind in (What.VALUE, What.LIST):
        return column.type is not ColumnType.ASSET
    if kind in (What.MINIMUM, What.MAXIMUM):
        return column.type in NUMERIC or column.type is ColumnType.DATE
    return column.type in NUMERIC
