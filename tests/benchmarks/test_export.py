"""Exporting both formats, whole processes beside a peer that does the same work in the same run.

Run with `pytest tests/benchmarks --benchmark-only`; each group shows the program and its peer, so the ratio can be read off. The peers are the
harness of ../shared/bench, with the fonts of this program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qi_desktop import paths
from qi_desktop.session import Session
from tests.benchmarks.workloads import fill, write_workload

Benchmark = Any  # pytest-benchmark ships no types for its fixture
PEERS = {"word": ("docx_lxmlbody.py", "docx_lxmlbody-{size}.docx"), "pdf": ("pdf_reportlab.py", "pdf_reportlab-base-{size}.pdf")}


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workloads, the libraries made from them, and the font that peers use."""
    place = tmp_path_factory.mktemp("bench")
    shutil.copy(paths.resources() / "fonts" / "NotoSerifSC-Regular.ttf", place / "font.ttf")
    for size in ("S", "M"):
        data = write_workload(shared, size, place)
        with Session.create(place / f"{size}.qid", company=data["org"]) as session:
            fill(session, data)
    return place


@pytest.mark.parametrize("size", ["S", "M"])
def test_loading_a_workload_through_the_verbs(benchmark: Benchmark, shared: Path, tmp_path: Path, size: str) -> None:
    data = write_workload(shared, size, tmp_path)
    numbers = iter(range(1000))

    def load() -> str:
        with Session.create(tmp_path / f"{next(numbers)}.qid", company=data["org"]) as session:
            return fill(session, data)

    assert benchmark.pedantic(load, rounds=3)


@pytest.mark.parametrize("size", ["S", "M"])
@pytest.mark.parametrize("form", ["word", "pdf"])
@pytest.mark.parametrize("tool", ["qi-desktop", "peer"])
def test_exporting(benchmark: Benchmark, folder: Path, shared: Path, size: str, form: str, tool: str) -> None:
    benchmark.group = f"export {form} {size}"
    target = folder / f"{size}.{form}"
    command = [sys.executable, "-m", "qi_desktop", "export", str(folder / f"{size}.qid"), f"--{form}", str(target)]
    environment = {**os.environ, "PYTHONPATH": str(Path(paths.__file__).parent.parent)}
    if tool == "peer":
        script, product = PEERS[form]
        target = folder / product.format(size=size)
        command = [sys.executable, str(shared / "bench" / script), size, str(folder)]
        environment = {**os.environ}
    target.unlink(missing_ok=True)
    benchmark.pedantic(lambda: subprocess.run(command, check=True, capture_output=True, env=environment), rounds=3, warmup_rounds=1)
    assert target.stat().st_size > 10_000
