"""Subjects for rules, made from as few words as an example needs."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any

from qi_desktop import paths
from qi_desktop.core import search
from qi_desktop.core.certificates import Validity
from qi_desktop.core.checks import ChapterSubject, Finding, Passage, RegisterSubject, Words, check_chapter, check_register
from qi_desktop.core.checks.knowledge import Certificate, Knowledge, laws, spellings
from qi_desktop.core.model import Block, BlockKind, Chapter, Company, Report, Row
from qi_desktop.core.registers import declaration
from qi_desktop.core.richtext import Run, Text, plain
from qi_desktop.core.search import Part, Place
from qi_desktop.core.standard_numbers import Known

WORDS = Words.of(tomllib.loads((paths.resources() / "checks.toml").read_text("utf-8")))
REPORT = Report("r", 2018, "质量诚信报告", period_start="2018-01-01", period_end="2018-12-31")

STANDARDS = Known({}, {"GB/T 19001-2008": "GB/T 19001-2016", "ISO 9001:2008": "ISO 9001:2015", "OHSAS 18001:2007": "ISO 45001:2018"})
DEPARTMENTS = ("品质部", "生产制造部", "销售部")
CERTIFICATES = (
    Certificate("system_certificates", "row1", "质量管理体系", "00118Q31", "2018-06-30", Validity.EXPIRED),
    Certificate("system_certificates", "row2", "环境管理体系", "00118E31", "2020-06-30", Validity.VALID),
    Certificate("product_certificates", "row3", "型式批准证书", "2011F117-33", "", ""),
)
KNOWLEDGE = Knowledge(
    Company("co", name="甲仪表集团有限公司"),
    DEPARTMENTS,
    ("原料",),
    ("TBQZ II",),
    CERTIFICATES,
    STANDARDS,
    laws(tomllib.loads((paths.resources() / "laws.toml").read_text("utf-8"))),
    spellings(["TBQZ II"]),
)


def block(number: int, text: str | Text, kind: BlockKind = BlockKind.PARAGRAPH, **attributes: Any) -> Block:
    return Block(f"b{number}", "c", f"{number:03}", kind, plain(text) if isinstance(text, str) else text, attributes)


def chapter(
    *blocks: Block | str,
    title: str = "质量检验",
    children: bool = False,
    targets: Sequence[str] = (),
    name: str = "c",
    knowledge: Knowledge = KNOWLEDGE,
    **changes: Any,
) -> ChapterSubject:
    """A chapter of these paragraphs or blocks."""
    made = [block(number, item) if isinstance(item, str) else item for number, item in enumerate(blocks)]
    about = Chapter(name, "r", "", "a", title, **changes)
    passages = [Passage(Place(Part.TITLE, name), title)]
    passages += [Passage(place, text, fixed) for item in made for place, text, fixed in search.pieces(item, {"company.name": "甲公司"}) if text]
    fields, registers = frozenset({"company.name"}), frozenset({"honours"})
    return ChapterSubject(about, made, passages, REPORT, WORDS, children, frozenset(targets), fields, registers, knowledge=knowledge)


def table(*rows: Sequence[str], labels: Sequence[str] = (), caption: str = "检验统计", spans: Sequence[Sequence[int]] = ()) -> Block:
    labels = labels or [f"列{number}" for number in range(len(rows[0]))]
    attributes = {"columns": [{"label": label} for label in labels], "rows": [list(row) for row in rows], "spans": [list(span) for span in spans]}
    return block(9, caption, BlockKind.TABLE, **attributes)


def found(rule: str, *blocks: Block | str, **options: Any) -> list[Finding]:
    """What one rule has against a chapter."""
    return [finding for finding in check_chapter(chapter(*blocks, **options)) if finding.rule == rule]


def register_subject(register: str, *rows: dict[str, str], today: date = date(2019, 3, 1), departments: tuple[str, ...] = ()) -> RegisterSubject:
    """Rows of a register that ships."""
    declared = declaration(tomllib.loads((paths.resources() / "registers" / f"{register}.toml").read_text("utf-8")))
    made = [Row(f"row{number}", register, "", "", f"{number:03}", values) for number, values in enumerate(rows)]
    return RegisterSubject(declared, made, date(2018, 12, 31), today, STANDARDS, date(2018, 1, 1), WORDS, departments)


def found_in_rows(rule: str, register: str, *rows: dict[str, str], today: date = date(2019, 3, 1)) -> list[Finding]:
    """What one rule has against rows of a register that ships."""
    subject = register_subject(register, *rows, today=today, departments=DEPARTMENTS)
    return [finding for finding in check_register(subject) if finding.rule == rule]


def reference(target: str) -> Text:
    return (Run("见"), Run("表 1-1", reference=target))
