"""The interpreter for older systems: which packages it gets, and that nothing newer than the base slips into a program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from resources.installer import debian, interpreter

needs_compiler = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("cc") and shutil.which("objdump")), reason="a C compiler or binutils is not installed"
)


def test_the_locked_packages_are_split_into_whole_entries(project: Path) -> None:
    text = (project / "requirements-test.lock").read_text("utf-8")
    entries = list(interpreter._LOCK_ENTRY.finditer(text))
    assert "".join(entry[0] for entry in entries) == "\n".join(line for line in text.splitlines() if not line.startswith("#")) + "\n"
    assert all("--hash=sha256:" in entry[0] for entry in entries)


def test_the_interpreter_s_parts_are_told_with_their_licences(tmp_path: Path) -> None:
    for name, version in (("zlib", "1.2.13"), ("sqlite3", "3.40.1-2")):
        (tmp_path / "licences" / name).mkdir(parents=True)
        (tmp_path / "licences" / name / "version").write_text(version, "utf-8")
        (tmp_path / "licences" / name / "copyright").write_text(f"licence of {name}", "utf-8")
    parts = list(interpreter.parts(tmp_path))
    assert [(part.name, part.version, part.texts[0].read_text("utf-8")) for part in parts] == [
        ("zlib", "1.2.13", "licence of zlib"),
        ("sqlite3", "3.40.1-2", "licence of sqlite3"),
    ]


@needs_compiler
def test_a_file_that_asks_for_a_newer_c_library_is_found(tmp_path: Path) -> None:
    """A library linked with a stand-in of a C library whose symbol is newer than the base's."""
    newer = ".".join(map(str, (interpreter.C_LIBRARY[0], interpreter.C_LIBRARY[1] + 1)))
    for name, version in (("old", "2.17"), ("new", newer)):
        place = tmp_path / name
        place.mkdir()
        (place / "libc.c").write_text("void used(void) {}\n", "utf-8")
        (place / "map").write_text(f"GLIBC_{version} {{ global: used; }};\n", "utf-8")
        (place / "part.c").write_text("void used(void); void mine(void) { used(); }\n", "utf-8")
        compile_library = ["cc", "-shared", "-fPIC", "-nostdlib"]
        subprocess.run([*compile_library, "libc.c", "-Wl,--version-script=map", "-Wl,-soname=libc.so.6", "-o", "stand-in.so"], cwd=place, check=True)
        (tmp_path / "tree").mkdir(exist_ok=True)
        target = tmp_path / "tree" / f"{name}.so"
        subprocess.run([*compile_library, "part.c", "stand-in.so", "-o", str(target)], cwd=place, check=True)
    assert debian.too_new(tmp_path / "tree") == [f"new.so: GLIBC_{newer}"]
    assert debian.c_library(tmp_path / "tree") == newer
