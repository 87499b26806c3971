"""Nothing leaves the computer, and nothing of a report enters a log: a whole sitting with a window, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import Run, plain
from qi_desktop.session import Session
from tests.children import PROJECT
from tests.faults.shim import shim

__all__ = ["shim"]

SECRET = "绝密配方甲乙丙丁"
"""Stands in every text of the report; no log and no crash report may hold it."""

SITTING = """
import ctypes, os, sys
from pathlib import Path
opened = []
sys.addaudithook(lambda event, details: opened.append(event) if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) else None)
from PySide6.QtCore import QMimeData, QTimer
from qi_desktop import app, crash
from qi_desktop.core.errors import QiError
from qi_desktop.session import exporting
from qi_desktop.ui.dialogs.messages import CrashDialog

out, secret = Path(sys.argv[2]), sys.argv[3]
reports = []
CrashDialog.show_report = lambda report, parent=None: reports.append(report)

class Program(app.Program):
    def open(self, library):
        super().open(library)
        QTimer.singleShot(100, self, self.work)

    def work(self):
        workspace = self.window.workspace
        session, area = workspace.session, workspace.editor.area
        pasted = QMimeData()
        pasted.setHtml(f'<p>{secret}<img src="http://192.0.2.1/x.png"><link rel=stylesheet href="http://192.0.2.1/x.css"></p>'
                       '<table background="http://192.0.2.1/y.png"><tr><td>1</td></tr></table><svg><image href="http://192.0.2.1/z"/></svg>')
        area.insertFromMimeData(pasted)
        area.insertPlainText(secret)
        workspace.editor.save()
        report = session.reports.of_year().id
        document = exporting.load_document(session, report)
        exporting.export_files(document, session.styles.sheet("book"), out / "a.docx", out / "a.pdf")
        session.library.copy_to(out / "copy.qid")
        session.checks.all(report)
        for wrong in (lambda: session.reports.new(2025, secret), lambda: session.tables.preview(secret, out / secret),
                      lambda: session.library.copy_to(out / "copy.qid")):
            try:
                wrong()
            except QiError:
                pass
        QTimer.singleShot(10, self, self.break_down)  # with 0, PySide loses the exception
        QTimer.singleShot(2500, self, self.finish)

    def break_down(self):
        text = secret
        raise ValueError(f"cannot use {text}")

    def finish(self):
        print("crash reports", [report.splitlines()[-1].strip() for report in reports], secret in "".join(reports), flush=True)
        self.window.close()
        QTimer.singleShot(500, self, lambda: os._exit(9))  # a window that asks something instead

app.Program = Program
code = app.run(Path(sys.argv[1]))
maps = Path("/proc/self/maps").read_text() if sys.platform.startswith("linux") else ""
print("network", opened, "QtNetwork" in maps, ctypes.CDLL(None).network_count() if "LD_PRELOAD" in os.environ else 0)
sys.exit(code)
"""


def library(folder: Path) -> Path:
    """A report full of addresses that a careless program would look up."""
    path = folder / "报告.qid"
    with Session.create(path, company=SECRET, template="blank", year=2025) as session:
        report = session.reports.of_year().id
        chapter = session.chapters.add(report, SECRET, after="").created
        session.blocks.add(chapter, text=(Run(SECRET), Run("地址", link="http://192.0.2.1/")))
        session.blocks.add(chapter, text=plain('<img src="http://192.0.2.1/x.png"> file://192.0.2.1/share/x.png'))
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://192.0.2.1/x.png"/></svg>'
        picture = session.assets.add(f"{SECRET}.svg", svg).created
        session.blocks.add(chapter, BlockKind.FIGURE, attributes={"asset": picture})
        session.rows.add("product_certificates", [{"number": SECRET, "title": "http://192.0.2.1/"}])
    return path


def sit(folder: Path, home: Path, shim: Path | None) -> str:
    out = folder / "out"
    out.mkdir()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QI_DESKTOP_HOME": str(home)} | ({"LD_PRELOAD": str(shim)} if shim else {})
    command = [sys.executable, "-c", SITTING, str(library(folder)), str(out), SECRET]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=40)
    assert done.returncode == 0, done.stderr
    assert sorted(item.name for item in out.iterdir()) == ["a.docx", "a.pdf", "copy.qid"]
    assert SECRET not in done.stdout + done.stderr
    crashed, network = done.stdout.splitlines()[-2:]
    assert "break_down" in crashed
    assert crashed.endswith("False")
    return network


def test_a_sitting_reaches_no_network_and_leaves_no_word_in_the_logs(tmp_path: Path, home: Path) -> None:
    assert sit(tmp_path, home, None) == "network [] False 0"
    logs = [file for file in home.rglob("*") if file.is_file() and "logs" in file.parts]
    assert logs, "a log was written: the crash is in it"
    told = "".join(file.read_text("utf-8") for file in logs)
    assert "ValueError" in told
    assert SECRET not in told
    assert SECRET not in (home / "settings.json").read_text("utf-8")


def test_the_system_is_asked_for_no_socket(tmp_path: Path, home: Path, shim: Path) -> None:
    assert sit(tmp_path, home, shim) == "network [] False 0"


def test_no_module_that_speaks_to_a_network_is_loaded_for_the_work(tmp_path: Path) -> None:
    code = "import sys, qi_desktop.app, qi_desktop.cli; print(sorted({'http.client', 'urllib.request', 'PySide6.QtNetwork'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert done.stdout == "[]\n"
