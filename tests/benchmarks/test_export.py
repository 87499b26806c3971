"""Exporting both formats, whole processes beside a peer that does the same work in the same run.

Run with `pytest tests/benchmarks --benchmark-only`; each prints how much of its peer's time the program took. The peers are the harness of
../shared/bench, with the fonts of this program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from qi_desktop import paths
from qi_desktop.session import Session
from tests.benchmarks.workloads import fill, write_workload

Benchmark = Any  # pytest-benchmark ships no types for its fixture
# What the program may take of its peer's time in the same run. Idle, 1.6, 1.45, 0.44, 0.56 and 0.08 are reached; the Word peer lays out no pages,
# so that its contents have no numbers, and starts with less to load.
BOUNDS = {("word", "S"): 2.2, ("word", "M"): 2.0, ("word", "L"): 0.7, ("pdf", "S"): 0.8, ("pdf", "M"): 0.15}
ROUNDS = {"word": 5, "pdf": 2}
PEERS = {"word": ("docx_lxmlbody.py", "docx_lxmlbody-{size}.docx"), "pdf": ("pdf_reportlab.py", "pdf_reportlab-base-{size}.pdf")}


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workloads, the libraries made from them, and the font that peers use."""
    place = tmp_path_factory.mktemp("bench")
    shutil.copy(paths.resources() / "fonts" / "NotoSerifSC-Regular.ttf", place / "font.ttf")
    for size in ("S", "M", "L"):
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


@pytest.mark.parametrize(("form", "size"), BOUNDS)
def test_exporting(benchmark: Benchmark, folder: Path, shared: Path, capsys: pytest.CaptureFixture[str], form: str, size: str) -> None:
    """The program and its peer take turns, so that a busy moment of the machine meets both; the quickest run of each counts."""
    script, product = PEERS[form]
    target, made = folder / f"{size}.{form}", folder / product.format(size=size)
    package = {**os.environ, "PYTHONPATH": str(Path(paths.__file__).parent.parent)}
    own = [sys.executable, "-m", "qi_desktop", "export", str(folder / f"{size}.qid"), f"--{form}", str(target)]
    theirs = [sys.executable, str(shared / "bench" / script), size, str(folder)]
    taken: list[float] = []

    def peer() -> None:
        begin = time.perf_counter()
        subprocess.run(theirs, check=True, capture_output=True)
        taken.append(time.perf_counter() - begin)

    benchmark.group = f"export {form} {size}"
    benchmark.pedantic(lambda: subprocess.run(own, check=True, capture_output=True, env=package), setup=peer, rounds=ROUNDS[form], warmup_rounds=1)
    seconds = benchmark.stats.stats.min
    benchmark.extra_info["ratio"] = ratio = seconds / min(taken)
    with capsys.disabled():
        print(f"\n{form} {size}: {seconds:.2f} s, {script} {min(taken):.2f} s: {ratio:.2f} times its time")
    assert target.stat().st_size > 10_000 < made.stat().st_size
    assert ratio < BOUNDS[form, size]
