"""Numbers and times: rates that do not follow from their counts, totals that do not add up, years outside the report's period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from qi_desktop.core.checks.findings import Severity, Slip, Spot, around, rule
from qi_desktop.core.checks.subjects import ChapterSubject, Passage, labels_of
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block, BlockKind
from qi_desktop.core.readings import read_number, rounded
from qi_desktop.core.richtext import of_cell, text_of
from qi_desktop.core.search import Part, Place

_COUNT = r"\d[\d,]*"
_UNIT = "批次|批|台|件|只|套|支|个|次|项|人次|人|份|家"
# So many were inspected, so many passed, the rate is … ; nothing but words of one sentence between them, and no other number.
_RATE = re.compile(
    rf"(?P<whole>{_COUNT})\s*(?P<unit>{_UNIT})[^\d。；;]{{0,24}}?(?:合格|通过|达标|满意|及格)[^\d。；;率]{{0,6}}(?P<part>{_COUNT})\s*(?P=unit)"
    r"[^\d。；;]{0,24}?率[^\d。；;]{0,6}(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
)
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*年(?:度)?(?=，|,|公司|全年|我公司|本公司|企业|度|底|末)")
_PLAN = re.compile("将|公司计划|计划(?:于|在|完成|建|投|开展|推|实施|启动)|规划|拟|预计|力争|争取|展望|目标|继续")
_SENTENCE_END = re.compile("[。；;！]")
_PERCENT = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?\s*[%％]")
_WHOLE = Decimal(100)


@rule("ratio-mismatch", Severity.ERROR, message("A rate does not follow from the two counts before it."))
def ratio_mismatch(subject: ChapterSubject) -> Iterator[Slip]:
    """Rounded half up to the decimals that are printed; the message says when the rate looks cut off instead of rounded (GB/T 8170-2008)."""
    for passage in subject.passages:
        if "率" not in passage.text:
            continue
        for found in _RATE.finditer(passage.text):
            whole, part, rate = (read_number(found[name]) for name in ("whole", "part", "rate"))
            if not whole or part is None or rate is None:
                continue
            decimals = max(0, -int(rate.as_tuple().exponent))
            exact = part * _WHOLE / whole
            right = rounded(exact, decimals)
            if right == rate:
                continue
            values = {"part": found["part"], "whole": found["whole"], "right": f"{right:f}", "given": found["rate"]}
            cut = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN) == rate
            text = (
                message("{part} of {whole} are {right} %, not {given} %: the rate was cut off instead of rounded.", **values)
                if cut
                else message("{part} of {whole} are {right} %, not {given} %.", **values)
            )
            yield subject.slip(text, passage, found.start("rate"), found.end("rate"), f"{right:f}")


@rule("sum-mismatch", Severity.ERROR, message("A total is not the sum of the rows above it."))
def sum_mismatch(subject: ChapterSubject) -> Iterator[Slip]:
    """Rows whose first cell says 合计, 总计 or 小计. Columns of rates, and columns with a cell that is no number, are left alone."""
    for block in subject.blocks:
        if block.kind is BlockKind.TABLE:
            yield from _wrong_sums(subject, block)


def _wrong_sums(subject: ChapterSubject, block: Block) -> Iterator[Slip]:
    rows = [[text_of(of_cell(cell)) for cell in row] for row in block.attributes.get("rows", ())]
    labels = labels_of(block)
    covered = {
        (row, column)
        for top, left, height, width in block.attributes.get("spans", ())
        for row in range(max(0, top), min(top + height, len(rows)))  # a stranger's file may say anything
        for column in range(max(0, left), min(left + width, max(map(len, rows), default=0)))
        if (row, column) != (top, left)
    }
    start = 0
    for number, row in enumerate(rows):
        if not row or "".join(row[0].split()) not in subject.words.totals:
            continue
        for column in range(1, len(row)):
            label = labels[column] if column < len(labels) else ""
            above = [(rows[index][column] if column < len(rows[index]) else "") for index in range(start, number) if (index, column) not in covered]
            total = read_number(row[column])
            added = _sum(above)
            if total is None or added is None or "率" in label or "%" in label or "序号" in label or added == total:
                continue
            text = message("The rows above add up to {sum}, not {given}.", sum=f"{added:f}", given=row[column])
            spot = Spot(subject.chapter.id, Place(Part.CELL, block.id, number, column), 0, len(row[column]))
            yield Slip(text, (spot,), f"{row[0]} {label} {row[column]}".strip(), f"{added:f}")
        if "".join(row[0].split()) == "小计":
            start = number + 1
        else:
            break  # what stands below a total is something else


def _sum(cells: Sequence[str]) -> Decimal | None:
    """The sum of at least two numbers; None if a cell is something else."""
    numbers = [read_number(cell) for cell in cells if cell.strip() not in ("", "-", "—", "/")]
    if len(numbers) < 2 or any(number is None for number in numbers) or any("%" in cell or "％" in cell for cell in cells):
        return None
    return sum((number for number in numbers if number is not None), Decimal(0))


@rule("period-mismatch", Severity.WARNING, message("A year that the text speaks of as the report's is not in the report's period."))
def period_mismatch(subject: ChapterSubject) -> Iterator[Slip]:
    """“2017年，公司共检验…” in a report for 2018: what a copy of last year's text leaves behind, or what belongs into the next one.

    Earlier years are the company's history. Plans, and sentences that compare with the report's own year, are left alone, as are dates and standards.
    """
    years = {text[:4] for text in (subject.report.period_start, subject.report.period_end) if text} | {str(subject.report.year)}
    first, last = min(years), max(years)
    for passage in subject.prose():
        for found in _YEAR.finditer(passage.text):
            begins = found.start() == 0 or passage.text[found.start() - 1] in "。；：、（(至"
            if not begins or first <= found["year"] <= last or passage.text[max(0, found.start() - 1) : found.start()] == "自":
                continue
            sentence = _SENTENCE_END.split(passage.text[found.start() :], maxsplit=1)[0]
            if int(found["year"]) < int(first) - 1 or first in sentence or last in sentence or _PLAN.search(sentence):
                continue
            period = first if first == last else f"{first}—{last}"
            text = message("The report is for {period}; this speaks of {year}.", period=period, year=found["year"])
            yield subject.slip(text, passage, found.start("year"), found.end("year"))


@rule("relative-time", Severity.INFO, message("A time that readers cannot place: this year, last year, the past year."))
def relative_time(subject: ChapterSubject) -> Iterator[Slip]:
    """A printed report is read for years; a year's number stays true."""
    words = subject.words.relative_time
    if not words:
        return
    pattern = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
    for passage in subject.prose():
        for found in pattern.finditer(passage.text):
            yield subject.slip(message("“{words}” means another year to each reader; name the year.", words=found[0]), passage, *found.span())


@rule("precision-mixed", Severity.INFO, message("Percentages of one paragraph or one column have different numbers of decimals."))
def precision_mixed(subject: ChapterSubject) -> Iterator[Slip]:
    """One precision for what is compared (GB/T 8170-2008). Whole numbers, such as targets, do not count."""
    for passage in subject.prose():
        yield from _mixed(subject, [(passage, found) for found in _PERCENT.finditer(passage.text)])
    cells: dict[tuple[str, int], list[tuple[Passage, re.Match[str]]]] = {}
    for passage in subject.passages:
        if passage.place.part is Part.CELL and (match := _PERCENT.fullmatch(passage.text.strip())):
            cells.setdefault((passage.place.id, passage.place.column), []).append((passage, match))
    for column in cells.values():
        yield from _mixed(subject, column)


def _mixed(subject: ChapterSubject, found: list[tuple[Passage, re.Match[str]]]) -> Iterator[Slip]:
    exact = [(passage, match) for passage, match in found if match["decimals"]]
    counts = {len(match["decimals"]) for _, match in exact}
    if len(counts) < 2:
        return
    most = max(counts)
    passage, match = next((passage, match) for passage, match in exact if len(match["decimals"]) != most)
    other, longer = next((passage, match) for passage, match in exact if len(match["decimals"]) == most)
    spots = (Spot(subject.chapter.id, passage.place, *match.span()), Spot(subject.chapter.id, other.place, *longer.span()))
    yield Slip(
        message("{first} and {second} have different numbers of decimals.", first=match[0], second=longer[0]),
        spots,
        around(passage.text, *match.span()),
    )
