"""Outline templates: the chapters a new report begins with, with guidance for the writer.

Owns the reading of `resources/templates/*.toml`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from qi_desktop import paths
from qi_desktop.core import ranks
from qi_desktop.core.errors import UsageError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Chapter, Matter, Requirement


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


def names() -> tuple[str, ...]:
    """The templates that come with the program."""
    return tuple(sorted(path.stem for path in (paths.resources() / "templates").glob("*.toml")))


@cache
def load(name: str) -> Template:
    """The template of that name. Raises UsageError when there is none."""
    if name not in names():
        raise UsageError(message("There is no template “{name}”; choose one of: {names}.", name=name, names=", ".join((*names(), "sample"))))
    data = tomllib.loads((paths.resources() / "templates" / f"{name}.toml").read_text("utf-8"))
    nodes: list[TemplateNode] = []
    matter = Matter.BODY
    for node in data["nodes"]:
        if node["level"] == 1:
            matter = Matter(node.get("matter", "body"))
        nodes.append(
            TemplateNode(
                node["key"],
                node["level"],
                node["title"],
                matter,
                Requirement(node.get("requirement", "optional")),
                node.get("guidance", ""),
                node.get("department", ""),
            )
        )
    return Template(data["name"], data["title"], data.get("description", {}), data.get("report_title", "质量诚信报告"), tuple(nodes))
