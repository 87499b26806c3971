"""Outline templates: the chapters a new report begins with, with guidance for the writer.

Owns the reading of `resources/templates/*.toml` and of the templates that are preset on this computer, which have the same form.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from qi_desktop import paths, presets
from qi_desktop.core import ranks
from qi_desktop.core.errors import ContentError, QiError, UsageError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import Chapter, Matter, Requirement
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import clean


@dataclass(frozen=True, slots=True)
class TemplateNode:
    """A chapter of a template; `key` is stable over versions of the template, `level` counts from 1."""

    key: str
    level: int
    title: str
    matter: Matter
    requirement: Requirement
    guidance: str
    department: str


@dataclass(frozen=True, slots=True)
class Template:
    """An outline: its name, its titles by language, and its nodes in reading order."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    report_title: str
    nodes: tuple[TemplateNode, ...]

    def chapters(self, report_id: str) -> list[Chapter]:
        """New chapters for a report, parents before their children."""
        counts: dict[str, int] = defaultdict(int)
        path: list[str] = []
        placed: list[tuple[TemplateNode, str, str, int]] = []
        for node in self.nodes:
            del path[node.level - 1 :]
            parent = path[-1] if path else ""
            identifier = new_id()
            path.append(identifier)
            placed.append((node, identifier, parent, counts[parent]))
            counts[parent] += 1
        places = {parent: ranks.spread(count) for parent, count in counts.items()}
        return [
            Chapter(
                identifier,
                report_id,
                parent,
                places[parent][position],
                node.title,
                node.matter,
                department=node.department,
                requirement=node.requirement,
                template_key=node.key,
                guidance=node.guidance,
            )
            for node, identifier, parent, position in placed
        ]


STANDARD = "outline-2013"
"""The template that is offered first where nothing else is preset."""


def names() -> tuple[str, ...]:
    """The templates that can be chosen: those that come with the program and the preset ones, without those that cannot be read."""
    return tuple(name for name in _files() if not isinstance(_tried(name), QiError))


def preferred() -> str:
    """The template that is offered first."""
    preset = presets.read().template
    return preset if preset in names() else STANDARD


def problems() -> list[Message]:
    """Why preset templates cannot be chosen."""
    return [error.message for name in _files() for error in [_tried(name)] if isinstance(error, QiError)]


def load(name: str) -> Template:
    """The template of that name. Raises UsageError when there is none, ContentError when a preset one has another form."""
    if name not in _files():
        raise UsageError(message("There is no template “{name}”; choose one of: {names}.", name=name, names=", ".join((*names(), "sample"))))
    return _parsed(_files()[name])


def _files() -> dict[str, Path]:
    """A preset template takes the place of one of the same name that comes with the program."""
    return dict(sorted({**{file.stem: file for file in (paths.resources() / "templates").glob("*.toml")}, **presets.files("templates")}.items()))


def _tried(name: str) -> Template | QiError:
    try:
        return load(name)
    except QiError as error:
        return error


@cache
def _parsed(file: Path) -> Template:
    try:
        return _template(file.stem, tomllib.loads(file.read_bytes().decode("utf-8-sig")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContentError(
            message("The template “{file}” has another form than the ones of the program ({detail}); it is left out.", file=file, detail=error)
        ) from error


def _template(name: str, data: Mapping[str, Any]) -> Template:
    nodes: list[TemplateNode] = []
    matter = Matter.BODY
    for node in data["nodes"]:
        level = node["level"]
        if not 1 <= level <= (nodes[-1].level if nodes else 0) + 1:
            raise ValueError(f"level = {level}, {node['title']}")
        if level == 1:
            matter = Matter(node.get("matter", "body"))
        nodes.append(
            TemplateNode(
                str(node.get("key", "")),
                level,
                clean(node["title"]),
                matter,
                Requirement(node.get("requirement", "optional")),
                clean(node.get("guidance", "")),
                clean(node.get("department", "")),
            )
        )
    title = {key: str(data["title"].get(key) or data["title"]["zh"]) for key in ("zh", "en")}
    return Template(name, title, dict(data.get("description", {})), clean(data.get("report_title", "质量诚信报告")), tuple(nodes))
