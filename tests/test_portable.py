"""On a memory stick the program keeps everything in the folder `portable` beside itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qi_desktop import paths
from qi_desktop.settings import Settings
from tests.disks import read_only_disk

__all__ = ["read_only_disk"]  # a fixture


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program on a stick, with the folder that makes it portable."""
    program = tmp_path / "stick" / "QI Desktop"
    (program / "portable").mkdir(parents=True)
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(program / "qi-desktop.exe"))
    monkeypatch.delenv("QI_DESKTOP_HOME")
    monkeypatch.delenv("QI_DESKTOP_PRESETS")
    return program


def test_settings_logs_backups_and_documents_stay_on_the_stick(stick: Path) -> None:
    home = stick / "portable"
    assert [paths.settings_file(), paths.logs(), paths.backups(), paths.documents()] == [
        home / "settings.json",
        home / "logs",
        home / "backups",
        home / "documents",
    ]


def test_presets_are_read_from_the_stick_and_not_from_the_computer(stick: Path) -> None:
    assert paths.preset_folders() == (stick / "portable" / "presets",)


def test_without_the_folder_the_program_is_an_installed_one(stick: Path) -> None:
    (stick / "portable").rmdir()
    assert paths.portable_home() is None
    assert not paths.settings_file().is_relative_to(stick)


def test_libraries_on_the_stick_are_found_again_under_another_drive(stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = stick / "portable" / "documents" / "报告.qid"
    elsewhere = tmp_path / "disk" / "other.qid"
    chosen = Settings()
    chosen.remember_library(elsewhere)
    chosen.remember_library(library)
    chosen.set_library_state(library, {"chapter": "c1"})
    chosen.save()
    moved = tmp_path / "f" / "QI Desktop"
    moved.parent.mkdir()
    stick.rename(moved)
    monkeypatch.setattr("sys.executable", str(moved / "qi-desktop.exe"))
    again = Settings()
    there = moved / "portable" / "documents" / "报告.qid"
    assert again.recent_libraries() == [there, elsewhere]
    assert again.library_state(there) == {"chapter": "c1"}


def test_a_stick_that_takes_no_writing_is_noticed(stick: Path, monkeypatch: pytest.MonkeyPatch, read_only_disk: Callable[[Path], Path]) -> None:
    assert Settings().can_be_kept()
    monkeypatch.setattr("sys.executable", str(read_only_disk(stick) / "qi-desktop.exe"))
    assert not Settings().can_be_kept()
