"""Other processes for tests: children that run a piece of Python with the package, and tell line by line how far they are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@contextmanager
def child(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A running child; it is killed when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *(str(argument) for argument in arguments)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line_of(process: subprocess.Popen[str]) -> str:
    """The child's next line; empty if it ended."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def run(code: str, *arguments: object) -> str:
    """What a child wrote until it ended."""
    done = subprocess.run(
        [sys.executable, "-c", code, *(str(argument) for argument in arguments)],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
