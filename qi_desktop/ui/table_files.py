"""The shown register to and from Excel and CSV files: the commands of the window; and the list of what comes due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from qi_desktop.core.errors import QiError
from qi_desktop.core.registers import Register
from qi_desktop.session import reminders
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.one_job import OneJob
from qi_desktop.ui.translate import language_key, render, tr

_SHORT = 2000  # rows that are written before a bar could be read


class TableFiles(QObject):
    """Import, export and blank form of the register that `shown` names (empty: none is shown), and the due list of all."""

    register_chosen = Signal(str)  # the register to be shown

    def __init__(self, hub: Hub, shown: Callable[[], str], window: QWidget) -> None:
        super().__init__(window)
        self._hub, self._shown, self._window = hub, shown, window
        self._job = OneJob(window)
        self._job.changed.connect(self.refresh)
        self.import_action = self._action(tr("&Import from Excel or CSV …"), "table_import", self.ask_import)
        self.export_action = self._action(tr("&Export to Excel or CSV …"), "table_export", self.ask_export)
        self.blank_action = self._action(tr("&Blank form for Excel …"), "table_blank", self.ask_blank)
        self.due_action = self._action(tr("&Due list …"), "due_list", self.show_due)

    def _action(self, text: str, name: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.triggered.connect(lambda: slot())
        return action

    def actions(self) -> list[QAction]:
        """The commands."""
        return [self.import_action, self.export_action, self.blank_action, self.due_action]

    def refresh(self) -> None:
        """Let the commands be chosen where they can do something."""
        possible = bool(self._shown()) and not self._job.is_running
        for action in (self.export_action, self.blank_action):
            action.setEnabled(possible)
        self.import_action.setEnabled(possible and not self._hub.session.read_only)

    def _register(self) -> Register:
        return self._hub.session.rows.register(self._shown())

    # --- out ---

    def ask_export(self) -> None:
        """Ask for a file and write the register into it."""
        self._write(tr("Export to Excel or CSV"), "", False)

    def ask_blank(self) -> None:
        """Ask for a file and write the register's blank form into it."""
        self._write(tr("Blank form for Excel"), tr(" blank"), True)

    def _write(self, title: str, ending: str, blank: bool) -> None:
        register = self._register()
        folder = self._hub.session.path.parent
        kinds = "Excel (*.xlsx)" if blank else "Excel (*.xlsx);;CSV (*.csv)"
        suggestion = str(folder / f"{register.label[language_key()]}{ending}.xlsx")
        chosen, kind = QFileDialog.getSaveFileName(self._window, title, suggestion, kinds)
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() not in (".xlsx", ".csv"):
            target = Path(f"{chosen}{'.csv' if 'csv' in kind else '.xlsx'}")
        try:
            write = self._hub.session.tables.writer(register.name, target, self._hub.report_id, merge=False, blank=blank)
        except QiError as error:
            messages.tell(self._window, render(error.message))
            return
        self._job.start(write, tr("Exporting …"), lambda _: self._tell_written(target))

    def _tell_written(self, target: Path) -> None:
        messages.tell(self._window, tr("“{path}” was written.", path=target))

    # --- deadlines ---

    def show_due(self) -> None:
        """Show what comes due."""
        from qi_desktop.ui.dialogs.due_dialog import DueDialog

        deadlines = reminders.due_list(self._hub.session, self._hub.report_id)
        dialog = DueDialog(deadlines, self._hub.session.registers, date.today(), self._window)
        dialog.register_chosen.connect(self.register_chosen)
        dialog.calendar_wished.connect(self._ask_calendar)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _ask_calendar(self) -> None:
        suggestion = str(self._hub.session.path.with_suffix(".ics"))
        chosen, _ = QFileDialog.getSaveFileName(self._window, tr("Calendar file"), suggestion, "iCalendar (*.ics)")
        if not chosen:
            return
        target = Path(chosen if chosen.lower().endswith(".ics") else f"{chosen}.ics")
        try:
            reminders.write_calendar(self._hub.session, target, date.today(), self._hub.report_id)
        except QiError as error:
            messages.tell(self._window, render(error.message))
        else:
            messages.tell(self._window, tr("“{path}” was written.", path=target))

    # --- in ---

    def ask_import(self) -> None:
        """Ask for a file, show what loading it would do, and do it if that is wished."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Import from Excel or CSV"),
            str(self._hub.session.path.parent),
            f"{tr('Tables')} (*.xlsx *.xlsm *.csv *.tsv *.txt *.xls *.et)",
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, source: Path) -> None:
        """Read a file in a worker and show what loading it would do."""
        try:
            read = self._hub.session.tables.reader(self._shown(), source, self._hub.report_id)
        except QiError as error:
            messages.tell(self._window, render(error.message))
            return
        report_id = self._hub.report_id
        self._job.start(read, tr("Reading …"), lambda preview: self._ask(preview, source.name, report_id))

    def _ask(self, preview: Any, name: str, report_id: str) -> None:
        from qi_desktop.ui.dialogs.import_table_dialog import ImportTableDialog  # what reads workbooks is loaded when one is met

        preview = ImportTableDialog.ask(preview, name, self._window)
        if preview is not None:
            tables = self._hub.session.tables
            if len(preview.rows) <= _SHORT:
                self._hub.perform(lambda: tables.load(preview, report_id))
                return
            self._hub.perform_stepwise(lambda: tables.loading(preview, report_id), tr("Importing …"), self._window)
