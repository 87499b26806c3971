"""Registers to and from files in the window: the preview, the commands, the due list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from qi_desktop.core.errors import CancelledError
from qi_desktop.core.messages import message
from qi_desktop.interchange.table_import import Preview
from qi_desktop.session import Session, reminders
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.due_dialog import DueDialog
from qi_desktop.ui.dialogs.import_table_dialog import ImportTableDialog
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.table_files import TableFiles


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with Session.create(tmp_path / "样例.qid", template="sample") as session:
        yield Hub(session, session.reports.of_year().id)


@pytest.fixture
def files(hub: Hub, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> TableFiles:
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(messages, "tell", lambda *_: None)
    return TableFiles(hub, lambda: "standards_drafted", window)


def table(folder: Path) -> Path:
    path = folder / "标准.csv"
    path.write_text("标准名称,标准号,参与程度,多余\n气体流量计,GB/T 32201-2015,主持,x\n新标准,GB/T1-2020,,\n坏的,,跑龙套,\n", "gb18030")
    return path


def preview(hub: Hub, folder: Path) -> Preview:
    return hub.session.tables.preview("standards_drafted", table(folder), hub.report_id)


def test_the_preview_shows_each_row_with_its_result_and_the_reasons(hub: Hub, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ImportTableDialog(preview(hub, tmp_path), "标准.csv")
    qtbot.addWidget(dialog)
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model = dialog.model
    shown = [[model.data(model.index(line, column)) for column in range(model.columnCount())] for line in range(model.rowCount())]
    assert [line[:3] for line in shown] == [["2", "changed", "气体流量计"], ["3", "new", "新标准"], ["4", "refused", "坏的"]]
    role = [column.name for column in model.columns].index("role") + 2
    assert "跑龙套" in model.data(model.index(2, role), Qt.ItemDataRole.ToolTipRole)
    assert model.data(model.index(2, role), Qt.ItemDataRole.BackgroundRole) is not None
    assert model.data(model.index(0, role), Qt.ItemDataRole.FontRole).bold()
    notes = dialog.findChild(QLabel, "import_remarks")
    assert notes is not None
    assert "多余" in notes.text()
    assert dialog.accept_button.text() == "Import 2 rows"


def test_unchanged_rows_are_shown_when_they_are_asked_for(hub: Hub, tmp_path: Path, qtbot: QtBot) -> None:
    hub.session.tables.load(preview(hub, tmp_path), hub.report_id)
    dialog = ImportTableDialog(preview(hub, tmp_path), "标准.csv")
    qtbot.addWidget(dialog)
    assert dialog.model.rowCount() == 1
    assert not dialog.accept_button.isEnabled()
    box = dialog.findChild(QCheckBox, "import_show_all")
    assert box is not None
    box.setChecked(True)
    assert dialog.model.rowCount() == 3


def test_a_person_decides_what_percentages_up_to_one_mean(hub: Hub, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "检验.csv"
    file.write_text("类别,上年合格率\n新的一类,0.915\n又一类,1\n", "utf-8")
    dialog = ImportTableDialog(hub.session.tables.preview("inspections", file, hub.report_id), "检验.csv")
    qtbot.addWidget(dialog)
    box = dialog.findChild(QCheckBox, "import_shares")
    assert box is not None
    assert not box.isHidden()
    assert [row.cells["previous_rate"] for row in dialog.preview.rows] == ["91.5", "100"]
    box.setChecked(False)
    assert [row.cells["previous_rate"] for row in dialog.preview.rows] == ["0.915", "1"]
    assert dialog.model.data(dialog.model.index(0, 3)) == "0.915%"
    box.setChecked(True)
    assert dialog.model.data(dialog.model.index(0, 3)) == "91.5%"


def test_a_file_is_loaded_after_the_preview_was_accepted(
    files: TableFiles, hub: Hub, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportTableDialog, "ask", lambda found, *_: found)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(table(tmp_path)), ""))
    with qtbot.waitSignal(hub.changed):
        files.import_action.trigger()
    assert len(hub.session.rows.of("standards_drafted")) == 19
    hub.undo()
    assert len(hub.session.rows.of("standards_drafted")) == 18


def test_a_file_that_cannot_be_read_is_told(files: TableFiles, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _, text: told.append(text))
    (tmp_path / "x.xlsx").write_bytes(b"nonsense")
    files.read(tmp_path / "x.xlsx")
    qtbot.waitUntil(lambda: bool(told))
    assert "x.xlsx" in told[0]
    assert files.import_action.isEnabled()


def test_the_shown_register_and_its_blank_form_are_written(files: TableFiles, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _, text: told.append(text))
    for action, name, rows in ((files.export_action, "a", 19), (files.blank_action, "b", 1)):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), "Excel (*.xlsx)"))
        action.trigger()
        assert not files.export_action.isEnabled(), "one thing at a time"
        qtbot.waitUntil(lambda: bool(told), timeout=10000)
        assert f"{name}.xlsx" in told.pop()
        assert files.export_action.isEnabled()
        assert load_workbook(tmp_path / f"{name}.xlsx").worksheets[0].max_row == rows


def test_an_export_that_is_cancelled_leaves_the_file_that_was_there(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("before", "utf-8")
    write = hub.session.tables.writer("standards_drafted", tmp_path / "a.csv", hub.report_id)

    def cancelled(done: int, total: int) -> None:
        raise CancelledError(message("Cancelled; nothing was changed."))

    with pytest.raises(CancelledError):
        write(cancelled)
    assert (tmp_path / "a.csv").read_text("utf-8") == "before"
    assert [path.name for path in tmp_path.glob("*.partial")] == []


def test_the_due_list_shows_what_is_overdue_and_leads_to_its_register(hub: Hub, qtbot: QtBot) -> None:
    hub.session.rows.add("system_certificates", [{"system": "质量管理体系", "valid_to": "2020-01-01"}, {"system": "其他", "valid_to": "2020-03-01"}])
    dialog = DueDialog(reminders.due_list(hub.session, hub.report_id), hub.session.registers, date(2020, 1, 11))
    qtbot.addWidget(dialog)
    lines = [dialog.list.topLevelItem(place) for place in range(dialog.list.topLevelItemCount())]
    assert [[line.text(column) for column in range(3)] for line in lines if line] == [
        ["2020-01-01", "overdue by 10 days", "质量管理体系"],
        ["2020-03-01", "50", "其他"],
    ]
    assert dialog.calendar.isEnabled()
    with qtbot.waitSignal(dialog.register_chosen) as chosen:
        dialog.list.itemActivated.emit(lines[0], 0)
    assert chosen.args == ["system_certificates"]


def test_the_due_list_goes_into_a_calendar_file(files: TableFiles, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.session.rows.add("system_certificates", [{"system": "质量管理体系", "valid_to": "2999-01-01"}])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    files._ask_calendar()
    assert "DTSTART;VALUE=DATE:29990101" in (tmp_path / "a.ics").read_text("utf-8")


def test_a_long_file_is_loaded_step_by_step_and_one_undo_takes_it_back(files: TableFiles, hub: Hub, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "长.csv"
    path.write_text("标准名称,标准号\n" + "".join(f"标准{line},Q/AB {line}-2017\n" for line in range(5000)), "utf-8")
    found = hub.session.tables.preview("standards_drafted", path, hub.report_id)
    with qtbot.waitSignal(hub.changed):
        steps = hub.perform_stepwise(lambda: hub.session.tables.loading(found, hub.report_id), "Importing", files._window)
        bar = files._window.findChild(QProgressDialog, "steps_dialog")
        assert bar is not None
        assert bar.isVisible()
    assert len(hub.session.rows.of("standards_drafted")) == 5018
    hub.undo()
    assert len(hub.session.rows.of("standards_drafted")) == 18
    failures: list[object] = []
    hub.failed.connect(failures.append)
    steps = hub.perform_stepwise(lambda: hub.session.tables.loading(found, hub.report_id), "Importing", files._window)
    with qtbot.waitSignal(steps.failed):
        steps._step()
        (bar,) = [bar for bar in files._window.findChildren(QProgressDialog, "steps_dialog") if bar.isVisible()]
        bar.cancel()
    assert len(hub.session.rows.of("standards_drafted")) == 18
    assert hub.session.history()[0].undone, "the stopped load left no trace"
    assert failures == [], "stopping is no failure"
