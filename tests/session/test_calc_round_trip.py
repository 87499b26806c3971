"""What LibreOffice Calc opens and saves again comes back unchanged, in every register; skipped where there is no LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from qi_desktop.interchange.table_import import RowState
from qi_desktop.session import Session


def _convert(folder: Path, *files: Path) -> None:
    """Let Calc open files and save them into a folder as workbooks; skip where it is not installed."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.fixture
def calc(tmp_path: Path) -> Path:
    """A folder for what Calc saves."""
    folder, probe = tmp_path / "back", tmp_path / "probe.csv"
    folder.mkdir()
    probe.write_text("a\n", "utf-8")
    _convert(folder, probe)
    if not (folder / "probe.xlsx").exists():
        pytest.skip("LibreOffice is installed without Calc")
    return folder


def test_every_register_comes_back_from_calc_as_it_went(calc: Path, tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.qid", template="sample", year=2018) as session:
        report = session.reports.of_year().id
        session.rows.add("standards_drafted", [{"title": "=危险的名称", "number": "Ｑ／ＡＢ ００１－２０１７"}, {"title": '两行\n和“引号”"'}])
        sent = tmp_path / "sent"
        sent.mkdir()
        counts = {name: session.tables.export(name, sent / f"{name}.xlsx", report, merge=True) for name in session.registers}
        _convert(calc, *sorted(sent.iterdir()))
        assert sum(counts.values()) > 90
        for name, count in counts.items():
            found = session.tables.preview(name, calc / f"{name}.xlsx", report)
            wrong = [(row.line, row.state, row.cells, row.changed, row.problems) for row in found.rows if row.state is not RowState.UNCHANGED]
            assert (len(found.rows), wrong, found.ignored, found.remarks) == (count, [], [], []), name
            assert not session.tables.load(found, report)
