"""Where things are: the only code that knows the places of resources, settings, logs and backups, frozen or not.

Everything the program writes for a user is kept in the folder that `QI_DESKTOP_HOME` names, else in the folder `portable` beside the program if
there is one (a memory stick), else where the system wants it.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import platformdirs

HOME_VARIABLE = "QI_DESKTOP_HOME"
PRESETS_VARIABLE = "QI_DESKTOP_PRESETS"
_APPLICATION = "QI Desktop"


@cache
def _program_folder() -> Path:
    return Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder of data files that come with the program."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller in a frozen program
    return (Path(bundle) if bundle else _program_folder()) / "resources"


def program_folder() -> Path:
    """The folder of the program itself: of the frozen one, or of the project."""
    return Path(sys.executable if getattr(sys, "frozen", False) else Path(__file__).resolve().parent).resolve().parent


def portable_home() -> Path | None:
    """The folder `portable` beside the program, if somebody made one; what the program writes stays there then."""
    folder = program_folder() / "portable"
    return folder if folder.is_dir() else None


def _home() -> Path | None:
    named = os.environ.get(HOME_VARIABLE)
    return Path(named) if named else portable_home()


def _user_folder(default: str) -> Path:
    return _home() or Path(default)


def preset_folders() -> tuple[Path, ...]:
    """Where an administrator and the user may place presets; what stands in a later folder wins.

    The first is the folder that `QI_DESKTOP_PRESETS` names, else the system's (of a portable program: the one on the stick). The user's own lies
    beside the settings.
    """
    portable = portable_home()
    if named := os.environ.get(PRESETS_VARIABLE):
        shared = Path(named)
    elif portable is not None:
        shared = portable / "presets"
    elif sys.platform == "win32":
        shared = Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / _APPLICATION
    else:
        shared = Path("/etc/qi-desktop")
    return tuple(dict.fromkeys((shared, settings_file().parent / "presets")))


def kept_form(path: Path) -> str:
    """A path as settings keep it: below a portable program's folder from there on, since a stick has another drive letter on every computer."""
    home = portable_home()
    if home is not None and path.is_relative_to(home.parent):
        return path.relative_to(home.parent).as_posix()
    return str(path)


def from_kept_form(text: str) -> Path:
    """The path that settings kept."""
    home = portable_home()
    return home.parent / text if home is not None else Path(text)


def settings_file() -> Path:
    """The file of the user's preferences."""
    return _user_folder(platformdirs.user_config_dir(_APPLICATION, appauthor=False)) / "settings.json"


def logs() -> Path:
    """The folder of log files and crash reports."""
    return _user_folder(platformdirs.user_log_dir(_APPLICATION, appauthor=False)) / "logs"


def backups() -> Path:
    """The folder that holds one folder of backups per library."""
    return _user_folder(platformdirs.user_data_dir(_APPLICATION, appauthor=False)) / "backups"


def documents() -> Path:
    """Where a new library is offered to be saved."""
    home = _home()
    return home / "documents" if home else Path(platformdirs.user_documents_dir())
