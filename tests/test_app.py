"""The composition root: language, appearance, and what happens when something breaks."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qi_desktop import app, paths, settings
from qi_desktop.core.errors import MissingFileError
from qi_desktop.core.messages import message
from qi_desktop.session import Session
from qi_desktop.settings import Settings
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.messages import CrashDialog


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[app.Program]:
    hooks = sys.excepthook, threading.excepthook
    path = tmp_path / "样例.qid"
    Session.create(path, template="sample").close()
    program = app.Program(qapp, Settings())
    program.open(path)
    yield program
    sys.excepthook, threading.excepthook = hooks
    if program.window is not None:
        program.window.close()
    program._use_language("en")  # also Qt's own words, which would otherwise stay for the tests that follow


def test_another_language_rebuilds_the_window_on_the_same_library(program: app.Program) -> None:
    assert program.window is not None
    assert program.window.workspace is not None
    path = program.window.workspace.session.path
    program.change_language("zh_CN")
    assert program.window.workspace is not None
    assert program.window.workspace.session.path == path
    assert program.window.menus.export_action.text() == "导出…"
    assert Settings().get(settings.LANGUAGE) == "zh_CN"


def test_a_bug_saves_the_typing_and_shows_a_report_without_its_words(program: app.Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(CrashDialog, "show_report", lambda report, parent=None: shown.append(report))
    assert program.window is not None
    workspace = program.window.workspace
    assert workspace is not None
    workspace.editor.area.insertPlainText("typed")
    assert workspace.editor.dirty
    sentence = "a sentence" + " of the report"
    try:
        raise ZeroDivisionError(sentence)
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert "ZeroDivisionError" in shown[0]
    assert sentence not in shown[0]
    assert not workspace.editor.dirty


def test_a_failure_met_by_a_view_that_reads_is_told_in_its_own_words(program: app.Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, text, title="": told.append(text))
    error = MissingFileError(message("The disk with “{name}” cannot be read; check the drive or the network and open the file again.", name="a.qid"))
    sys.excepthook(type(error), error, None)
    sys.excepthook(type(error), error, None)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[0] == str(error)


def test_a_bug_in_a_thread_is_shown_in_the_windows_thread(program: app.Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []
    monkeypatch.setattr(CrashDialog, "show_report", lambda report, parent=None: threads.append(threading.current_thread()))
    hook = threading.excepthook
    worker = threading.Thread(target=lambda: hook(threading.ExceptHookArgs((ValueError, ValueError("x"), None, None))))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: threads == [threading.main_thread()])


@pytest.mark.parametrize(
    ("named", "modifiers", "wayland", "chosen"),
    [
        ("fcitx5", "", "", "ibus"),
        ("fcitx", "@im=fcitx", "wayland-0", "ibus"),
        ("", "@im=fcitx", "", "ibus"),
        ("", "@im=ibus", "", "ibus"),
        ("", "@im=fcitx", "wayland-0", ""),
        ("compose", "@im=fcitx", "", "compose"),
        ("", "", "", ""),
    ],
)
def test_users_of_fcitx_get_the_ibus_plug_in(monkeypatch: pytest.MonkeyPatch, named: str, modifiers: str, wayland: str, chosen: str) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name, value in {"QT_IM_MODULE": named, "XMODIFIERS": modifiers, "WAYLAND_DISPLAY": wayland}.items():
        monkeypatch.setenv(name, value)
    app._choose_input_method()
    assert os.environ["QT_IM_MODULE"] == chosen


_COPY_AND_CLOSE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from qi_desktop import app

class Program(app.Program):
    def open(self, library):
        super().open(library)
        QTimer.singleShot(100, self, self.copy_and_close)

    def copy_and_close(self):
        area = self.window.workspace.editor.area
        area.selectAll()
        area.copy_selection()
        self.window.close()

app.Program = Program
sys.exit(app.run(Path(sys.argv[1])))
"""


def test_closing_after_text_was_copied_ends_the_process_with_code_0(tmp_path: Path) -> None:
    path = tmp_path / "样例.qid"
    Session.create(path, template="sample").close()
    ended = subprocess.run([sys.executable, "-c", _COPY_AND_CLOSE, str(path)], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, timeout=60)
    assert ended.returncode == 0


def test_faulty_presets_are_told_once_and_the_window_works(program: app.Program, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, text: told.append(text))
    program.tell_presets()
    assert told == []
    (home / "computer").mkdir()
    (home / "computer" / "settings.toml").write_text('template = "nobody"', "utf-8")
    program.tell_presets()
    assert told == ["The preset template “nobody” is none of: blank, outline-2013, outline-31870."]
    assert program.window is not None
    assert program.window.isVisible()


def test_a_stick_that_takes_no_files_is_told(program: app.Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, text: told.append(text))
    monkeypatch.setattr(paths, "portable_home", lambda: tmp_path)
    program.tell_presets()
    assert told == []
    monkeypatch.setattr(Settings, "can_be_kept", lambda self: False)
    program.tell_presets()
    assert told == [f"“{tmp_path}” takes no files, so settings, logs and backups are not kept; make it writable first."]


# What reads and writes Word, PDF, Excel and pictures, and the dialogs that nobody has opened yet.
LATER = {
    "docx",
    "reportlab",
    "openpyxl",
    "lxml",
    "pypdfium2",
    "PIL",
    *(f"qi_desktop.{name}" for name in ("export.word", "export.pdf", "session.exporting")),
}
LATER |= {f"qi_desktop.ui.dialogs.{name}" for name in ("export_dialog", "library_dialogs", "style_dialog", "about", "shortcuts", "due_dialog")}
PAINT = """
import gc, sys
from PySide6.QtWidgets import QApplication
def painted(*_):
    window = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()][0]
    QApplication.instance().processEvents()
    window.grab()
    print(window.windowTitle(), gc.isenabled(), *sorted(sys.modules), sep="\\n")
    window.close()
    return 0
QApplication.exec = painted
from qi_desktop.cli import main
main(sys.argv[1:])
print(gc.isenabled())
"""


def test_exporters_readers_and_dialogs_are_imported_after_the_window_is_painted(tmp_path: Path) -> None:
    library = tmp_path / "a.qid"
    Session.create(library, template="sample").close()
    result = subprocess.run([sys.executable, "-c", PAINT, str(library)], capture_output=True, encoding="utf-8", timeout=60, check=True)
    title, collecting, *modules = result.stdout.split("\n")[:-2]
    assert title.startswith("a ")
    assert collecting == "False", "nothing is searched for garbage until then"
    assert "qi_desktop.ui.workspace" in modules
    assert LATER.isdisjoint(modules)
    assert result.stdout.split("\n")[-2] == "True"


def test_what_pages_are_made_with_is_brought_in_a_thread_once_the_window_stands() -> None:
    script = (
        "import sys, threading; from qi_desktop import app; app.warm_up()\n"
        "[thread.join() for thread in threading.enumerate() if thread is not threading.main_thread()]\n"
        "print('qi_desktop.export.pdf' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip() == "True"
