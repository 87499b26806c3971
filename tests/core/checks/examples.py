"""Subjects for rules, made from as few words as an example needs."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any

from qi_desktop import paths
from qi_desktop.core import search
from qi_desktop.core.checks import ChapterSubject, Finding, Passage, RegisterSubject, Words, check_chapter, check_register
from qi_desktop.core.model import Block, BlockKind, Chapter, Report, Row
from qi_desktop.core.registers import declaration
from qi_desktop.core.richtext import Run, Text, plain
from qi_desktop.core.search import Part, Place
from qi_desktop.core.standard_numbers import Known

WORDS = Words(**{name: tuple(values) for name, values in tomllib.loads((paths.resources() / "checks.toml").read_text("utf-8")).items()})
REPORT = Report("r", 2018, "质量诚信报告", period_start="2018-01-01", period_end="2018-12-31")


def block(number: int, text: str | Text, kind: BlockKind = BlockKind.PARAGRAPH, **attributes: Any) -> Block:
    return Block(f"b{number}", "c", f"{number:03}", kind, plain(text) if isinstance(text, str) else text, attributes)


def chapter(*blocks: Block | str, title: str = "质量检验", children: bool = False, targets: Sequence[str] = (), **changes: Any) -> ChapterSubject:
    """A chapter of these paragraphs or blocks."""
    made = [block(number, item) if isinstance(item, str) else item for number, item in enumerate(blocks)]
    about = Chapter("c", "r", "", "a", title, **changes)
    passages = [Passage(Place(Part.TITLE, "c"), title)]
    passages += [Passage(place, text, fixed) for item in made for place, text, fixed in search.pieces(item, {"company.name": "甲公司"}) if text]
    fields, registers = frozenset({"company.name"}), frozenset({"honours"})
    return ChapterSubject(about, made, passages, REPORT, WORDS, children, frozenset(targets), fields, registers)


def table(*rows: Sequence[str], labels: Sequence[str] = (), caption: str = "检验统计", spans: Sequence[Sequence[int]] = ()) -> Block:
    labels = labels or [f"列{number}" for number in range(len(rows[0]))]
    attributes = {"columns": [{"label": label} for label in labels], "rows": [list(row) for row in rows], "spans": [list(span) for span in spans]}
    return block(9, caption, BlockKind.TABLE, **attributes)


def found(rule: str, *blocks: Block | str, **options: Any) -> list[Finding]:
    """What one rule has against a chapter."""
    return [finding for finding in check_chapter(chapter(*blocks, **options)) if finding.rule == rule]


def found_in_rows(rule: str, register: str, *rows: dict[str, str], today: date = date(2019, 3, 1)) -> list[Finding]:
    """What one rule has against rows of a register that ships."""
    declared = declaration(tomllib.loads((paths.resources() / "registers" / f"{register}.toml").read_text("utf-8")))
    made = [Row(f"row{number}", register, "", "", f"{number:03}", values) for number, values in enumerate(rows)]
    subject = RegisterSubject(declared, made, date(2018, 12, 31), today, Known({}, {"GB/T 19001-2008": "GB/T 19001-2016"}))
    return [finding for finding in check_register(subject) if finding.rule == rule]


def reference(target: str) -> Text:
    return (Run("见"), Run("表 1-1", reference=target))
