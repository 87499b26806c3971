"""Next year's report from last year's: 从上一年新建.

Owns what is carried over. Chapters and texts are, since most of them hold again; what only held for that year is not, and nothing that is carried
counts as confirmed: chapters are drafts, facts are to be confirmed, due dates and the version are gone. Years in texts stay as they are, so that the
checks find each place that still speaks of another year. Registers say in their declarations what a row of the new year takes over (`next_year`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from qi_desktop.core import numerals, outline, registers
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import RefusedError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block, Chapter, ChapterStatus, OwnRegister, Report, ReportStatus, Row
from qi_desktop.core.registers import Register
from qi_desktop.core.richtext import Text, clean
from qi_desktop.core.year_before import keys_of
from qi_desktop.session.access import Access

_WITH_TEXTS = ("rows", "note")  # attributes that may hold formatted texts


def roll_over(access: Access, report_id: str, year: int) -> Changes:
    """Make the report of another year from one; `created` is its id. Raises NotFoundError, RefusedError if that year has a report already."""
    repository = access.repository
    old = repository.get(Report, report_id)
    if any(report.year == year for report in repository.reports()):
        raise RefusedError(message("There is a report of {year} already; open it, or choose another year.", year=year))
    with access.library.operation("report.roll_over", str(year)) as running:
        running.created = new_id()
        new = _report(old, running.created, year)
        repository.insert(new)
        nodes = outline.walk(outline.build(repository.chapters(old.id)))
        chapters = {node.chapter.id: node.chapter for node in nodes}
        blocks = [block for chapter, found in repository.blocks_of_report(old.id).items() if chapter in chapters for block in found]
        rows = _rows(access, old, new)
        ids = {name: new_id() for name in (*chapters, *(block.id for block in blocks))} | {before: row.id for before, row in rows.items()}
        repository.insert_many(_chapter(chapter, new.id, ids) for chapter in chapters.values())
        repository.insert_many(_block(block, ids) for block in blocks)
        repository.insert_many(rows.values())
    return running.changes


def _report(old: Report, report_id: str, year: int) -> Report:
    """The settings of the new report: its period is as long after the old one as its year is."""
    years = year - old.year
    return replace(
        old,
        id=report_id,
        year=year,
        title=_of_year(old.title, old.year, year),
        subtitle=_of_year(old.subtitle, old.year, year),
        period_start=_later(old.period_start, years),
        period_end=_later(old.period_end, years),
        ordinal=max(old.ordinal + years, 1) if old.ordinal and years > 0 else 0,
        version="",
        status=ReportStatus.DRAFTING,
    )


def _of_year(text: str, old: int, new: int) -> str:
    """A title of the new year: 2018 and 二〇一八 are exchanged."""
    for before, after in ((str(old), str(new)), (numerals.digits(old), numerals.digits(new))):
        text = re.sub(rf"(?<![0-9〇一二三四五六七八九]){before}(?![0-9〇一二三四五六七八九])", after, text)
    return clean(text)


def _later(iso: str, years: int) -> str:
    """The same day of another year, the last of February where there is no 29th; a text that is no date stays."""
    try:
        day = date.fromisoformat(iso)
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return f"{int(iso[:4]) + years:04}-02-28" if re.fullmatch(r"\d{4}-02-29", iso) else iso


def _chapter(chapter: Chapter, report_id: str, ids: Mapping[str, str]) -> Chapter:
    status = ChapterStatus.NOT_STARTED if chapter.status is ChapterStatus.NOT_STARTED else ChapterStatus.DRAFT
    return replace(chapter, id=ids[chapter.id], report_id=report_id, parent_id=ids.get(chapter.parent_id, ""), status=status, due_date="")


def _block(block: Block, ids: Mapping[str, str]) -> Block:
    attributes = {name: _pointed(value, ids) if name in _WITH_TEXTS else value for name, value in block.attributes.items()}
    if parent := attributes.get("parent"):
        attributes["parent"] = ids.get(parent, parent)
    text: Text = tuple(replace(run, reference=ids.get(run.reference, run.reference)) if run.reference else run for run in block.text)
    return replace(block, id=ids[block.id], chapter_id=ids[block.chapter_id], text=text, attributes=attributes)


def _pointed(value: Any, ids: Mapping[str, str]) -> Any:
    """The JSON of texts with their references leading into the new report."""
    if isinstance(value, list | tuple):
        return [_pointed(item, ids) for item in value]
    if isinstance(value, Mapping):
        return {name: ids.get(item, item) if name == "reference" else item for name, item in value.items()}
    return value


def _rows(access: Access, old: Report, new: Report) -> dict[str, Row]:
    """The rows of the new year, by the ids of those that they come from."""
    own = {item.id for item in access.repository.all(OwnRegister) if not item.extends}
    end = registers.read_date(old.period_end) or date(old.year, 12, 31)
    found: dict[str, Row] = {}
    for register in sorted(access.registers.values(), key=lambda register: bool(register.parent)):  # rows after those that they belong to
        if register.yearly and (carried := carried_of(register, register.name in own)):
            rows = access.repository.rows(register.name, old.id)
            said = registers.complete(register, [row.values for row in rows], end, end)
            for row, cells in zip(rows, said, strict=True):
                values = {name: cells[source] for name, source in carried.items() if cells.get(source)}
                parent = found[row.parent_id].id if row.parent_id in found else row.parent_id
                if values:
                    found[row.id] = replace(row, id=new_id(), report_id=new.id, parent_id=parent, values=values)
    return found


def carried_of(register: Register, is_own: bool) -> Mapping[str, str]:
    """What a row of the new year takes over: the column to be filled, and the one of the year before.

    Of a register of the library's own, what names the row and its group.
    """
    return {name: name for name in keys_of(register)} if is_own else register.next_year
