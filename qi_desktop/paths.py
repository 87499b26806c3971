"""Where things are: the only code that knows the places of resources, settings, logs and backups, frozen or not.

`QI_DESKTOP_HOME`, when set, holds everything the program writes for a user; tests and portable use rely on it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

HOME_VARIABLE = "QI_DESKTOP_HOME"
_APPLICATION = "QI Desktop"


def resources() -> Path:
    """The folder of data files that come with the program."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller in a frozen program
    return Path(bundle if bundle else Path(__file__).resolve().parent.parent) / "resources"


def _user_folder(default: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) if home else Path(default)


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
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / "documents" if home else Path(platformdirs.user_documents_dir())
