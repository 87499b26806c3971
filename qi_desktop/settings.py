"""Preferences of the person at this computer: one table, one file.

Owns the table of preferences (key, type, default) and the reading and writing of `paths.settings_file()`. Nothing of a library's content is kept
here, and Qt is unknown. Preferences are never worth a failure: a damaged file is set aside and the defaults hold, one that cannot be written is told
to the log.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from qi_desktop import paths
from qi_desktop.core import files
from qi_desktop.core.records import dataclass

_T = TypeVar("_T")
_log = logging.getLogger(__name__)

RECENT_LIMIT = 12
"""How many libraries the list of recent ones holds; the state of others is forgotten."""


@dataclass(frozen=True, slots=True)
class Preference(Generic[_T]):
    """One line of the table: the key in the file, the type of its value, and the value that holds until the user chooses another."""

    key: str
    type: type[_T]
    default: _T


LANGUAGE = Preference("language", str, "")  # "": as the system
APPEARANCE = Preference("appearance", str, "system")  # system, light, dark
RECENT_LIBRARIES: Preference[list[str]] = Preference("recent_libraries", list, [])
LIBRARY_STATES: Preference[dict[str, Any]] = Preference("library_states", dict, {})  # path of a library → where its user left off
WINDOW_GEOMETRY = Preference("window_geometry", str, "")  # Qt's own form, base 64
SPLITTER = Preference("splitter", str, "")  # the same
GUIDANCE_SHOWN = Preference("guidance_shown", bool, True)
TEXT_ZOOM = Preference("text_zoom", int, 100)  # percent of the printed size
REGISTER_COLUMNS: Preference[dict[str, Any]] = Preference("register_columns", dict, {})  # register → widths, order and hidden columns of its grid
EXPORT_FOLDER = Preference("export_folder", str, "")
EXPORT_WORD = Preference("export_word", bool, True)
EXPORT_PDF = Preference("export_pdf", bool, True)
EXPORT_DRAFT = Preference("export_draft", bool, False)

PREFERENCES: dict[str, Preference[Any]] = {
    preference.key: preference
    for preference in (
        LANGUAGE,
        APPEARANCE,
        RECENT_LIBRARIES,
        LIBRARY_STATES,
        WINDOW_GEOMETRY,
        SPLITTER,
        GUIDANCE_SHOWN,
        TEXT_ZOOM,
        REGISTER_COLUMNS,
        EXPORT_FOLDER,
        EXPORT_WORD,
        EXPORT_PDF,
        EXPORT_DRAFT,
    )
}


class Settings:
    """The preferences in memory; `save` writes them. Keys this version does not know are kept for the version that does."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or paths.settings_file()
        self._values = _read(self.file)

    def get(self, preference: Preference[_T]) -> _T:
        """The value of a preference; its default when it was never chosen or the file holds something of another type."""
        value = self._values.get(preference.key)
        if type(value) is preference.type:
            return value
        return cast(_T, preference.default.copy()) if isinstance(preference.default, (list, dict)) else preference.default

    def set(self, preference: Preference[_T], value: _T) -> None:
        """Choose a value."""
        self._values[preference.key] = value

    def can_be_kept(self) -> bool:
        """Whether `save` finds a folder that takes files; found out by making one there."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.file.parent):
                return True
        except OSError:
            return False

    def save(self) -> None:
        """Write the file; it is replaced as a whole or stays as it was."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with files.passing(self.file) as partial:
                with partial.open("w", encoding="utf-8") as stream:
                    json.dump(self._values, stream, ensure_ascii=False, indent=1, sort_keys=True)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(partial, self.file)
        except OSError as error:
            _log.warning("the settings could not be written: %s", error.strerror)

    # --- recent libraries ---

    def recent_libraries(self) -> list[Path]:
        """The libraries opened last, the newest first; missing ones too, since a memory stick may come back."""
        return [paths.from_kept_form(text) for text in self.get(RECENT_LIBRARIES) if isinstance(text, str)]

    def remember_library(self, path: Path) -> None:
        """Put a library at the head of the recent ones."""
        others = [text for text in self.get(RECENT_LIBRARIES) if text != paths.kept_form(path)]
        self._keep_recent([paths.kept_form(path), *others][:RECENT_LIMIT])

    def forget_library(self, path: Path) -> None:
        """Take a library off the list; its file is left alone."""
        self._keep_recent([text for text in self.get(RECENT_LIBRARIES) if text != paths.kept_form(path)])

    def _keep_recent(self, recent: list[str]) -> None:
        self.set(RECENT_LIBRARIES, recent)
        self.set(LIBRARY_STATES, {key: state for key, state in self.get(LIBRARY_STATES).items() if key in recent})

    def library_state(self, path: Path) -> dict[str, str]:
        """Where the user left off in a library: see `Workspace.state` for the keys; whichever are known."""
        state = self.get(LIBRARY_STATES).get(paths.kept_form(path))
        return {key: value for key, value in state.items() if isinstance(value, str)} if isinstance(state, dict) else {}

    def set_library_state(self, path: Path, state: dict[str, str]) -> None:
        """Remember where the user leaves off."""
        states = self.get(LIBRARY_STATES)
        self.set(LIBRARY_STATES, {**states, paths.kept_form(path): state})


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        _log.warning("the settings could not be read: %s", error.strerror)
        return {}
    except ValueError:
        values = None
    if isinstance(values, dict):
        return values
    _set_aside(file)
    return {}


def _set_aside(file: Path) -> None:
    """Keep a damaged file for whoever wants to look at it; the next save makes a new one."""
    kept = file.with_name(f"{file.stem}.damaged{file.suffix}")
    try:
        os.replace(file, kept)
        _log.warning("the settings were damaged; they are kept as %s", kept.name)
    except OSError as error:
        _log.warning("the settings are damaged and could not be set aside: %s", error.strerror)
