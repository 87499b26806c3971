"""Other processes for tests: children that run a piece of Python with the package, and tell line by line how far they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@contextmanager
def child(code: str, *arguments: object, apart: Sequence[str] = ()) -> Iterator[subprocess.Popen[str]]:
    """A running child; it is killed when the block ends. `apart` is a command that runs it."""
    process = subprocess.Popen(
        [*apart, sys.executable, "-c", code, *(str(argument) for argument in arguments)],
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


def another_computer(name: str) -> list[str]:
    """A command that runs another one as if on a computer of that name: its host name, its processes and their numbers are its own, the disk is
    shared. Linux alone has such a thing, and root alone may have it."""
    return ["unshare", "--uts", "--pid", "--net", "--ipc", "--fork", "--kill-child", "--mount-proc", "sh", "-c", 'hostname "$0" && exec "$@"', name]


def no_other_computer() -> str:
    """Why there cannot be a child on another computer here; "" if there can."""
    if sys.platform != "linux" or shutil.which("unshare") is None or shutil.which("hostname") is None:
        return "needs Linux, unshare and hostname"
    tried = subprocess.run(["unshare", "--uts", "--pid", "--net", "--fork", "--mount-proc", "true"], capture_output=True, check=False)
    return "only root may set computers apart" if tried.returncode else ""


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
