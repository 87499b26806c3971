"""What an administrator places on a computer holds until a user chooses otherwise, and never stops anybody's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from qi_desktop import paths, presets, translations


@pytest.fixture
def computer(home: Path) -> Path:
    """The folder in which the administrator places presets."""
    folder = home / "computer"
    folder.mkdir()
    return folder


@pytest.fixture
def own(home: Path) -> Path:
    """The folder in which the user places some."""
    folder = home / "presets"
    folder.mkdir()
    return folder


def test_nothing_is_preset_where_nobody_placed_a_file() -> None:
    assert presets.read() == presets.Presets()


def test_all_values_of_a_file_are_read(computer: Path, tmp_path: Path) -> None:
    (computer / "settings.toml").write_text(
        f"""language = "zh_CN"
template = "blank"
style = "official"
backup_folder = '{tmp_path}'
[company]
name = "某某公司"
phone = "123"
""",
        "utf-8",
    )
    assert presets.read() == presets.Presets("zh_CN", "blank", "official", tmp_path, {"name": "某某公司", "phone": "123"})


def test_a_file_with_the_mark_that_windows_editors_write_is_read(computer: Path) -> None:
    (computer / "settings.toml").write_bytes(b'\xef\xbb\xbflanguage = "en"\r\n')
    assert presets.read().language == "en"


def test_the_user_s_own_presets_win_value_by_value(computer: Path, own: Path) -> None:
    (computer / "settings.toml").write_text('template = "blank"\nstyle = "book"\n[company]\nname = "甲"\nphone = "1"\n', "utf-8")
    (own / "settings.toml").write_text('template = "outline-31870"\n[company]\nphone = "2"\n', "utf-8")
    found = presets.read()
    assert (found.template, found.style, dict(found.company)) == ("outline-31870", "book", {"name": "甲", "phone": "2"})


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe\x00", b"= 1", b"[company\n"])
def test_a_malformed_file_is_told_in_one_sentence_and_ignored(computer: Path, content: bytes) -> None:
    (computer / "settings.toml").write_bytes(content)
    found = presets.read()
    assert (found.language, len(found.problems)) == ("", 1)
    assert str(found.problems[0]).startswith(f"“{computer / 'settings.toml'}” is not well formed (")


def test_a_file_that_cannot_be_read_is_told(computer: Path) -> None:
    (computer / "settings.toml").mkdir()
    assert [str(problem).split(" (")[0] for problem in presets.read().problems] == [f"“{computer / 'settings.toml'}” cannot be read"]


def test_what_is_unknown_or_of_another_type_is_left_out_and_the_rest_holds(computer: Path) -> None:
    (computer / "settings.toml").write_text(
        'style = "book"\nlanguage = 3\ncolour = "red"\nbackup_folder = "relative"\n[company]\nid = "x"\nname = 7\nphone = "1"\n', "utf-8"
    )
    found = presets.read()
    assert (found.style, found.language, found.backup_folder, dict(found.company)) == ("book", "", None, {"phone": "1"})
    told = [str(problem).split("”")[0].lstrip("“") for problem in found.problems]
    assert told == ["language", "colour", "backup_folder", "company.id", "company.name"]


def test_the_preset_language_holds_unless_the_variable_names_another(computer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (computer / "settings.toml").write_text('language = "zh_CN"', "utf-8")
    assert translations.user_language() == "zh_CN"
    monkeypatch.setenv("QI_DESKTOP_LANGUAGE", "en")
    assert translations.user_language() == "en"


def test_backups_go_to_the_preset_folder(computer: Path, home: Path, tmp_path: Path) -> None:
    assert presets.backups() == home / "backups"
    (computer / "settings.toml").write_text(f"backup_folder = '{tmp_path}'", "utf-8")
    assert presets.backups() == tmp_path


def test_the_system_s_place_is_read_first_and_the_user_s_after_it(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.delenv("QI_DESKTOP_PRESETS")
    monkeypatch.setattr("sys.platform", "linux")
    assert paths.preset_folders() == (Path("/etc/qi-desktop"), home / "presets")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("PROGRAMDATA", "D:/Everybody")
    assert paths.preset_folders() == (Path("D:/Everybody/QI Desktop"), home / "presets")
