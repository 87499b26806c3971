"""The sample library: a whole report, built from the readable files of `resources/sample`."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qi_desktop import paths
from qi_desktop.core import fields, queries, ranks
from qi_desktop.core.drafts import Draft, DraftChapter
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.model import Block, Chapter, ChapterStatus, Report
from qi_desktop.core.richtext import Text
from qi_desktop.interchange import outline_markup
from qi_desktop.session import templates

if TYPE_CHECKING:
    from qi_desktop.session.session import Session


def fill(session: Session, year: int | None = None) -> None:
    """Write the sample's company, report, register rows and chapters into a new library; to be called inside an operation."""
    folder = paths.resources() / "sample"
    settings = tomllib.loads((folder / "report.toml").read_text("utf-8"))
    session.company.change(**settings["company"])
    report = Report(new_id(), **{**settings["report"], **({} if year is None else {"year": year})})
    session.repository.insert(report)
    keys = _add_rows(session, report.id)
    names = _add_fields(session)
    chapters = outline_markup.parse((folder / "chapters.txt").read_text("utf-8"))
    _add_chapters(session, report, chapters, keys, names)


def _add_rows(session: Session, report_id: str) -> dict[str, str]:
    """Add the rows of every register that has a file; returns their ids by the local names of the files."""
    folder = paths.resources() / "sample"
    keys: dict[str, str] = {}
    # Parents first: a child's file names its parent's row.
    for register in sorted(session.registers.values(), key=lambda register: (bool(register.parent), register.name)):
        file = folder / f"{register.name}.csv"
        if not file.is_file():
            continue
        with file.open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                key, parent = line.pop("key", ""), line.pop("parent", "")
                created = session.rows.add(register.name, [line], report_id, keys[parent] if parent else "").created
                if key:
                    keys[key] = created
    return keys


def _add_fields(session: Session) -> dict[str, str]:
    """Add the sample's own fields; returns their keys by name."""
    data = tomllib.loads((paths.resources() / "sample" / "fields.toml").read_text("utf-8"))
    return {item["name"]: fields.key(session.fields.add(item["name"], queries.from_json(item["query"])).created) for item in data["fields"]}


def _add_chapters(session: Session, report: Report, chapters: list[DraftChapter], keys: Mapping[str, str], names: Mapping[str, str]) -> None:
    template = templates.load(report.template)
    guidance = {node.title.replace(" ", ""): node for node in reversed(template.nodes)}
    known = session.fields.values(report.id)
    path: list[str] = []
    for chapter, rank in zip(chapters, ranks.spread(len(chapters)), strict=True):
        del path[chapter.level - 1 :]
        # Every chapter is written, none approved.
        row = Chapter(new_id(), report.id, path[-1] if path else "", rank, chapter.title, chapter.matter, ChapterStatus.DRAFT)
        if node := guidance.get(chapter.title.replace(" ", "")):
            row = replace(row, department=node.department, requirement=node.requirement, template_key=node.key, guidance=node.guidance)
        path.append(row.id)
        session.repository.insert(row)
        places = ranks.spread(len(chapter.blocks))
        session.repository.insert_many(_block(row.id, place, block, known, keys, names) for place, block in zip(places, chapter.blocks, strict=True))


def _block(chapter_id: str, rank: str, block: Draft, known: Mapping[str, str], keys: Mapping[str, str], names: Mapping[str, str]) -> Block:
    attributes: dict[str, Any] = dict(block.attributes)
    if "parent" in attributes:
        attributes["parent"] = keys[attributes["parent"]]
    return Block(new_id(), chapter_id, rank, block.kind, _shown(block.text, known, names), attributes)


def _shown(text: Text, known: Mapping[str, str], names: Mapping[str, str]) -> Text:
    """The text with each field showing its present value, and own ones named by their key."""
    return tuple(replace(run, text=known.get(run.field, run.text), field=names.get(run.field, run.field)) if run.field else run for run in text)
