"""Making the library that lets system calls fail and counts those to the network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that `LD_PRELOAD` takes."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("system calls are met by a small C library on Linux, which needs a compiler (apt-get install gcc libc6-dev)")
    made = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    done = subprocess.run([compiler, "-shared", "-fPIC", "-o", made, source, "-ldl"], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"the C library could not be made: {done.stderr}")
    return made
