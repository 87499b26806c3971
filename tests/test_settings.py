"""Preferences survive: versions to come, damage, a full disk."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from qi_desktop import paths, settings
from qi_desktop.settings import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_the_defaults_hold_before_anything_is_chosen(file: Path) -> None:
    fresh = Settings(file)
    assert {key: fresh.get(preference) for key, preference in settings.PREFERENCES.items()} == {
        key: preference.default for key, preference in settings.PREFERENCES.items()
    }
    assert not file.exists()


def test_every_default_is_of_its_preference_s_type() -> None:
    assert [key for key, preference in settings.PREFERENCES.items() if type(preference.default) is not preference.type] == []


def test_the_usual_place_is_the_settings_file(home: Path) -> None:
    chosen = Settings()
    chosen.set(settings.LANGUAGE, "en")
    chosen.save()
    assert paths.settings_file() == home / "settings.json"
    assert Settings().get(settings.LANGUAGE) == "en"


def test_a_choice_is_read_back(file: Path) -> None:
    chosen = Settings(file)
    chosen.set(settings.EXPORT_FOLDER, "/我的 报告")
    chosen.set(settings.EXPORT_PDF, False)
    chosen.save()
    again = Settings(file)
    assert (again.get(settings.EXPORT_FOLDER), again.get(settings.EXPORT_PDF)) == ("/我的 报告", False)


def test_a_default_list_is_not_shared(file: Path) -> None:
    Settings(file).get(settings.RECENT_LIBRARIES).append("x")
    assert Settings(file).get(settings.RECENT_LIBRARIES) == []


def test_a_value_of_another_type_counts_as_not_chosen(file: Path) -> None:
    file.write_text(json.dumps({"export_pdf": "yes", "recent_libraries": {"a": 1}, "language": 3}), "utf-8")
    read = Settings(file)
    assert (read.get(settings.EXPORT_PDF), read.get(settings.RECENT_LIBRARIES), read.get(settings.LANGUAGE)) == (True, [], "")


def test_keys_of_a_newer_version_are_kept(file: Path) -> None:
    file.write_text(json.dumps({"from_the_future": [1, 2], "language": "en"}), "utf-8")
    kept = Settings(file)
    kept.set(settings.LANGUAGE, "zh_CN")
    kept.save()
    assert json.loads(file.read_text("utf-8")) == {"from_the_future": [1, 2], "language": "zh_CN"}


@pytest.mark.parametrize("content", [b"{", b"", b"[1]", b"\xff\xfe\x00", b"null"])
def test_a_damaged_file_is_set_aside_and_the_defaults_hold(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    read = Settings(file)
    assert read.get(settings.APPEARANCE) == "system"
    assert file.with_name("settings.damaged.json").read_bytes() == content
    read.save()
    assert json.loads(file.read_text("utf-8")) == {}


def test_a_failing_disk_leaves_the_old_file_whole(file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    chosen = Settings(file)
    chosen.set(settings.LANGUAGE, "en")
    chosen.save()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    chosen.set(settings.LANGUAGE, "zh_CN")
    chosen.save()
    assert Settings(file).get(settings.LANGUAGE) == "en"
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]
    assert "could not be written" in caplog.text


def test_recent_libraries_stand_newest_first_without_doubles_and_are_few(file: Path) -> None:
    chosen = Settings(file)
    for number in range(settings.RECENT_LIMIT + 5):
        chosen.remember_library(Path(f"/l/{number}.qid"))
    chosen.remember_library(Path("/l/10.qid"))
    names = [path.stem for path in chosen.recent_libraries()]
    assert names[:2] == ["10", str(settings.RECENT_LIMIT + 4)]
    assert len(names) == settings.RECENT_LIMIT == len(set(names))


def test_the_state_of_a_library_lives_as_long_as_it_is_recent(file: Path) -> None:
    chosen = Settings(file)
    path = Path("/l/甲.qid")
    chosen.remember_library(path)
    chosen.set_library_state(path, {"chapter": "abc"})
    chosen.save()
    again = Settings(file)
    assert again.library_state(path) == {"chapter": "abc"}
    again.forget_library(path)
    assert again.library_state(path) == {}
    assert again.recent_libraries() == []
