"""Presets: what an administrator places on a computer before its users begin, and what a user places above that.

Owns the reading of `settings.toml` in the folders of `paths.preset_folders()`, and which keys it may hold. Presets are only the values that things
begin with; whoever works may choose others. A file that cannot be read, or says something unknown, is told in a sentence and otherwise ignored:
nobody's work waits for an administrator.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import field, fields, replace
from pathlib import Path
from typing import Any

from qi_desktop import paths
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Company
from qi_desktop.core.records import dataclass

FILE = "settings.toml"
# What a company is known by, without what the program makes itself.
_COMPANY = {field.name for field in fields(Company)} - {"id", "logo"}


@dataclass(frozen=True, slots=True)
class Presets:
    """The values that hold until a user chooses others; "" and None: nothing was preset. `problems` says what was ignored, and why."""

    language: str = ""
    template: str = ""
    style: str = ""
    backup_folder: Path | None = None
    company: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Message, ...] = ()


def read() -> Presets:
    """What is preset on this computer for this user."""
    result = Presets()
    for folder in paths.preset_folders():
        result = _with_file(result, folder / FILE)
    return result


def files(kind: str) -> dict[str, Path]:
    """The preset files of a kind, `templates` or `style_sheets`, by name."""
    return {file.stem: file for folder in paths.preset_folders() for file in sorted((folder / kind).glob("*.toml"))}


def backups() -> Path:
    """The folder that holds one folder of backups per library."""
    return read().backup_folder or paths.backups()


def _with_file(before: Presets, file: Path) -> Presets:
    try:
        data = tomllib.loads(file.read_bytes().decode("utf-8-sig"))  # editors on Windows put a mark before the text
    except (FileNotFoundError, NotADirectoryError):
        return before
    except OSError as error:
        reason = message("“{file}” cannot be read ({detail}); the program goes on without these presets.", file=file, detail=error.strerror or "")
    except ValueError as error:  # no TOML, or no UTF-8
        reason = message("“{file}” is not well formed ({detail}); the program goes on without these presets.", file=file, detail=error)
    else:
        problems: list[Message] = []
        chosen = dict(_values(data, file, problems))
        chosen["company"] = {**before.company, **chosen.get("company", {})}
        return replace(before, **chosen, problems=(*before.problems, *problems))
    return replace(before, problems=(*before.problems, reason))


def _values(data: Mapping[str, Any], file: Path, problems: list[Message]) -> Iterator[tuple[str, Any]]:
    """The values of a parsed file by the names of `Presets`; what is wrong goes to `problems`."""
    for name, value in data.items():
        match name, value:
            case "language" | "template" | "style", str():
                yield name, value
            case "backup_folder", str() if Path(value).expanduser().is_absolute():
                yield name, Path(value).expanduser()
            case "backup_folder", _:
                problems.append(message("“{name}” in “{file}” is not a folder with its whole path; it is left out.", name=name, file=file))
            case "company", dict():
                known = {key: text for key, text in value.items() if key in _COMPANY and isinstance(text, str)}
                problems.extend(_left_out(f"company.{key}", file) for key in value if key not in known)
                yield name, known
            case _:
                problems.append(_left_out(name, file))


def _left_out(name: str, file: Path) -> Message:
    return message("“{name}” in “{file}” is no setting, or its value does not fit; it is left out.", name=name, file=file)
