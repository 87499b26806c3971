"""One writer at a time, and a dead one never blocks."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from qi_desktop.core.errors import LockedError, ReadOnlyError
from qi_desktop.store import lock
from qi_desktop.store.lock import Holder, LibraryLock, holder_of, user_name
from tests.children import child, line_of

HOLD = """
import sys, pathlib
from qi_desktop.store.lock import LibraryLock
held = LibraryLock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    place = tmp_path / "a.qid"
    place.write_bytes(b"x")
    return place


def test_the_side_file_tells_who_holds_the_lock_and_is_removed_with_it(library: Path) -> None:
    with LibraryLock(library) as held:
        holder = holder_of(library)
        assert (holder.user, holder.process) == (user_name(), os.getpid())
        assert holder.computer
        assert len(holder.since) == len("2025-01-02T03:04:05")
        assert held.path.name == "a.qid.lock"
    assert [item.name for item in library.parent.iterdir()] == ["a.qid"]
    assert holder_of(library) == Holder()


def test_the_same_process_cannot_take_it_twice(library: Path) -> None:
    with LibraryLock(library), pytest.raises(LockedError) as refusal:
        LibraryLock(library)
    for part in ("a.qid", user_name(), os.uname().nodename if hasattr(os, "uname") else ""):
        assert part in str(refusal.value)
    LibraryLock(library).release()


def test_releasing_twice_does_nothing_and_does_not_disturb_the_next_holder(library: Path) -> None:
    first = LibraryLock(library)
    first.release()
    with LibraryLock(library):
        first.release()
        with pytest.raises(LockedError):
            LibraryLock(library)


def test_another_process_is_refused_and_told_who(library: Path) -> None:
    with child(HOLD, library) as process:
        assert line_of(process) == "held"
        with pytest.raises(LockedError) as refusal:
            LibraryLock(library)
        holder = holder_of(library)
        assert holder.process == process.pid
        assert holder.since.replace("T", " ") in str(refusal.value)
        assert "\n" not in str(refusal.value)


def test_a_killed_holder_never_blocks(library: Path) -> None:
    with child(HOLD, library) as process:
        assert line_of(process) == "held"
        process.kill()
        process.wait()
        assert holder_of(library).process == process.pid, "its side file is still there"
        with LibraryLock(library):
            assert holder_of(library).process == os.getpid()
    assert [item.name for item in library.parent.iterdir()] == ["a.qid"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
def test_a_holder_that_hangs_still_holds(library: Path) -> None:
    with child(HOLD, library) as process:
        assert line_of(process) == "held"
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(LockedError):
            LibraryLock(library)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"user": "x"}', b"x" * 1_000_000])
def test_a_side_file_of_any_content_neither_locks_nor_disturbs(library: Path, text: bytes) -> None:
    side = library.with_name("a.qid.lock")
    side.write_bytes(text)
    assert holder_of(library) == Holder()
    with LibraryLock(library):
        assert holder_of(library).process == os.getpid()
        side.write_bytes(text)  # a stranger wrote over it meanwhile: the lock holds, it only cannot be told whose it is
        with pytest.raises(LockedError, match="another window"):
            LibraryLock(library)


def test_what_a_side_file_says_is_shown_as_one_line(library: Path) -> None:
    evil = {"user": "a\nb\x1b[2J", "computer": " c ", "since": "d", "process": 1}
    library.with_name("a.qid.lock").write_text(json.dumps(evil))
    assert holder_of(library) == Holder("a b[2J", "c", "d", 1)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_two_links_to_one_library_are_one_lock(library: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "b.qid"
    link.symlink_to(library)
    with LibraryLock(link), pytest.raises(LockedError):
        LibraryLock(library)


@pytest.mark.skipif(sys.platform == "win32", reason="about flock")
def test_a_lock_taken_on_a_file_that_was_removed_meanwhile_is_taken_again(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    side = library.with_name("a.qid.lock")
    take = lock._take
    calls: list[int] = []

    def late(handle: int) -> bool:
        if not calls:
            side.unlink()  # the last holder closes between our opening and our locking
        calls.append(handle)
        return take(handle)

    monkeypatch.setattr(lock, "_take", late)
    with LibraryLock(library):
        assert len(calls) == 2
        monkeypatch.setattr(lock, "_take", take)
        with pytest.raises(LockedError):
            LibraryLock(library)


@pytest.mark.skipif(sys.platform == "win32", reason="about flock")
def test_a_drive_without_locks_is_told_as_one_that_takes_no_writing(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(handle: int, flags: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", unsupported)
    with pytest.raises(ReadOnlyError):
        LibraryLock(library)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_side_file_of_one_user_can_be_locked_by_the_next(library: Path) -> None:
    with LibraryLock(library) as held:
        assert held.path.stat().st_mode & 0o777 == 0o666


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no open file")
def test_a_folder_that_vanished_does_not_hinder_releasing(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    held = LibraryLock(folder / "a.qid")
    held.path.unlink()
    folder.rmdir()
    held.release()


def test_a_user_without_a_name_is_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError("uid not found: 1234")

    monkeypatch.setattr("getpass.getuser", unknown)
    assert user_name() == "?"
