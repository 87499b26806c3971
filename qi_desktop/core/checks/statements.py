"""Sentences that cannot be true: days that no calendar has, certificates that have run out, lists that leave out what they promise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby

from qi_desktop.core import standard_numbers
from qi_desktop.core.certificates import Validity
from qi_desktop.core.checks.findings import Severity, Slip, Spot, rule
from qi_desktop.core.checks.knowledge import Certificate
from qi_desktop.core.checks.subjects import ChapterSubject, labels_of
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block, BlockKind
from qi_desktop.core.readings import read_date
from qi_desktop.core.richtext import of_cell, text_of
from qi_desktop.core.search import Part, Place

_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?")
_DONE = re.compile("已经|完成了|获得了?|取得了?|荣获|通过了|举行了|召开了|开展了|被评为|被授予|顺利通过")
_PLANNED = re.compile("计划|拟|将|预计|争取|有效")
_VALID = re.compile("(?:均|都|全部|皆)?(?:在|处于)有效期(?:限)?(?:之?内)?|(?:均|都|现行|全部)有效(?=[，,、）)]|$)")
_OTHER_PAPERS = re.compile("人员|作业证|操作证|资格证|检定|校准|器具|合同|保险")
_CERTIFICATE = re.compile("证书|认证|许可证|批准证")
_GUARANTEES = {"修理": re.compile("修理|维修|保修|包修"), "更换": re.compile("更换|换货|包换"), "退货": re.compile("退货|包退")}
_PHONE = re.compile(r"(?:电话|热线|手机|传真)[^\d，。；、]{0,6}?(?P<number>[+(（]?\d[\d\-—－() （）转]{5,24}\d)")
_PHONE_FORMS = (
    r"(?:\+?86-?)?1[3-9]\d{9}",
    r"\+?86-?\d{2,3}-?[2-9]\d{6,7}",
    r"(?:\+?86-?)?\(?0\d{2,3}\)?-?[2-9]\d{6,7}(?:[-转]\d{1,6})?",
    r"[2-9]\d{6,7}(?:[-转]\d{1,6})?",
    r"[48]00-?\d{3}-?\d{4}",
    r"[48]00-?\d{4}-?\d{3}",
    r"[19]\d{4}",
)
_DEPARTMENT = re.compile(
    "(?:品质|质量|质管|质检|生产|制造|技术|研发|工程|采购|供应|销售|市场|营销|人力资源|人事|行政|财务|售后服务|售后|客服|客户服务|安环|安全|设备|仓储|物流|信息|审计|法务|计量)"
    "(?:管理|保证|检验|控制|技术|保障|开发|支持)?部(?![门分位件队长署])"
)
_RANGE = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d{2})\s*[-—–~～至到]\s*(?P<last>(?:19|20)\d{2})\s*年")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_STARRED = re.compile(r"[*＊※†]\s*$")
_CATEGORIES = ("国家标准", "行业标准", "地方标准", "团体标准", "企业标准", "国际标准")


@rule("date-impossible", Severity.ERROR, message("A day that no calendar has."))
def date_impossible(subject: ChapterSubject) -> Iterator[Slip]:
    """2018年2月30日."""
    for passage in subject.passages:
        for found in _DAY.finditer(passage.text):
            try:
                date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
            except ValueError:
                yield subject.slip(message("The calendar has no such day; correct the date."), passage, *found.span())


@rule("date-after-period", Severity.INFO, message("Something is told as done that came after the report's period."))
def date_after_period(subject: ChapterSubject) -> Iterator[Slip]:
    """The next report tells it; a sentence about validity or plans is left alone."""
    end = read_date(subject.report.period_end)
    if end is None:
        return
    for passage in subject.prose():
        for found in _DAY.finditer(passage.text):
            try:
                day = date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
            except ValueError:
                continue
            clause = re.split("[。；;]", passage.text[found.end() :], maxsplit=1)[0]
            planned = _PLANNED.search(passage.text[max(0, found.start() - 8) : found.start()])
            done = _DONE.search(clause[:40])
            if day > end and done and not planned and not _PLANNED.search(clause[: done.start()]):
                yield subject.slip(
                    message("This was after the report's period, which ended on {day}; leave it to the next report.", day=end), passage, *found.span()
                )


@rule("certificate-claim", Severity.ERROR, message("A certificate that has run out is spoken of as valid."))
def certificate_claim(subject: ChapterSubject) -> Iterator[Slip]:
    """As of the last day of the report's period. Where the sentence names no certificate, it speaks of all of them."""
    known = subject.knowledge.certificates
    if not known:
        return
    for passage in subject.prose():
        for sentence in re.finditer(r"[^。；;\n]+", passage.text):
            claim = _VALID.search(sentence[0])
            if claim is None or _CERTIFICATE.search(sentence[0]) is None:
                continue
            span = (sentence.start() + claim.start(), sentence.start() + claim.end())
            named = [item for item in known if any(len(text) > 3 and text in sentence[0] for text in (item.number, item.title))]
            all_of_them = re.search("各类|各项|所有|全部|均|都", sentence[0]) and not _OTHER_PAPERS.search(sentence[0])
            meant = {_called(item): item for item in reversed(named or (known if all_of_them else ()))}
            for item in reversed(meant.values()):
                told = None
                if item.status == Validity.EXPIRED:
                    told = message("{name} had run out on {day}; renew it, or say so.", name=_called(item), day=item.valid_to)
                elif not item.status:
                    told = message("The register has no date until when {name} is valid, so nobody can tell; enter it.", name=_called(item))
                if told is not None:
                    spots = (Spot(subject.chapter.id, passage.place, *span), Spot(item.register, Place(Part.VALUE, item.row, name="valid_to")))
                    yield Slip(told, spots, claim[0], severity=None if item.status else Severity.INFO)


def _called(item: Certificate) -> str:
    return " ".join(filter(None, (item.title, item.number)))


@rule("guarantees-incomplete", Severity.WARNING, message("The three guarantees are repair, replacement and refund."))
def guarantees_incomplete(subject: ChapterSubject) -> Iterator[Slip]:
    """A sentence that tells two of them leaves out the third (产品质量法, article 40)."""
    for passage in subject.prose():
        for found in re.finditer("三包", passage.text):
            start = max(passage.text.rfind(mark, 0, found.start()) for mark in "。；;") + 1
            sentence = re.split("[。；;]", passage.text[start:], maxsplit=1)[0]
            missing = [name for name, words in _GUARANTEES.items() if not words.search(sentence)]
            if len(missing) == 1:
                told = message("The three guarantees are repair, replacement and refund; “{missing}” is missing here.", missing=missing[0])
                yield subject.slip(told, passage, found.start(), found.end())


@rule("phone-form", Severity.WARNING, message("A telephone number has a digit too many or too few."))
def phone_form(subject: ChapterSubject) -> Iterator[Slip]:
    """Mobile numbers, numbers with and without area code, 400 and 800 numbers, short numbers of services."""
    for passage in subject.passages:
        for found in _PHONE.finditer(passage.text):
            number = re.sub("[ )）]", "", found["number"].translate(_PLAIN)).replace("(", "")
            if not any(re.fullmatch(form, number) for form in _PHONE_FORMS) and len(re.findall(r"\d", number)) < 16:
                told = message("No telephone number has this form; count its digits.")
                yield subject.slip(told, passage, *found.span("number"))


_PLAIN = str.maketrans({"—": "-", "－": "-", "（": "(", "）": ")"})


@rule("department-in-text", Severity.INFO, message("The text names a department that the register has not."))
def department_in_text(subject: ChapterSubject) -> Iterator[Slip]:
    """Once the register of departments is filled in (three or more). Each name is told once in a chapter."""
    known = subject.knowledge.departments
    if len(known) < 3:
        return
    told = set()
    variants = {name for names in subject.words.variants.values() for name in names}  # the rule of variants knows more about them
    for passage in subject.prose():
        for found in _DEPARTMENT.finditer(passage.text):
            name = found[0]
            if name in told or name in variants or any(name in other or other in name for other in known):
                continue
            told.add(name)
            yield subject.slip(
                message("The register of departments has no “{name}”; use a name that it has, or enter this one.", name=name), passage, *found.span()
            )


# --- lists and tables ---


@rule("list-end-marks", Severity.INFO, message("Items of one list end with different marks."))
def list_end_marks(subject: ChapterSubject) -> Iterator[Slip]:
    """Where the items end with ；, the last one ends with 。 and no other does (GB/T 15834-2011)."""
    passages = {passage.place.id: passage for passage in subject.prose()}
    for together, group in groupby(subject.blocks, key=lambda block: block.kind is BlockKind.LIST_ITEM):
        items = [passages[block.id] for block in group if together and block.id in passages]
        ends = [item.text.rstrip()[-1:] for item in items]
        if len(items) < 3 or 2 * ends.count("；") <= len(ends):
            continue
        for item, end, last in zip(items, ends, [*[False] * (len(items) - 1), True], strict=True):
            right = "。" if last else "；"
            if end in "；。，、" and end != right:
                place = len(item.text.rstrip()) - 1
                yield subject.slip(message("This item ends with “{right}”.", right=right), item, place, place + 1, right)


@rule("title-and-rows", Severity.WARNING, message("A table has rows that its title does not speak of."))
def title_and_rows(subject: ChapterSubject) -> Iterator[Slip]:
    """2015—2017年 in the title and a row of 2014; 国家标准和行业标准 in the title and a row of 团体标准."""
    for block in subject.blocks:
        if block.kind is BlockKind.TABLE:
            title, rows = text_of(block.text), _cells(block)
            labels = labels_of(block)
            yield from _years_outside(subject, block, title, labels, rows)
            yield from _kinds_outside(subject, block, title, labels, rows)


def _years_outside(subject: ChapterSubject, block: Block, title: str, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Slip]:
    span = _RANGE.search(title)
    columns = [number for number, label in enumerate(labels) if re.search("日期|时间|年份|年度", label)]
    if span is None or not columns:
        return
    for number, row in enumerate(rows):
        found = _YEAR.search(row[columns[0]]) if columns[0] < len(row) else None
        if found and not span["first"] <= found[1] <= span["last"]:
            told = message("The title says {range}, this row is of {year}; change one of them.", range=span[0], year=found[1])
            yield Slip(told, (Spot(subject.chapter.id, Place(Part.CELL, block.id, number, columns[0]), *found.span(1)),), row[columns[0]])


def _kinds_outside(subject: ChapterSubject, block: Block, title: str, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Slip]:
    named = [kind for kind in _CATEGORIES if kind in title]
    column = next((number for number, label in enumerate(labels) if label.strip() in ("类别", "标准类别")), -1)
    if not named or column < 0:
        return
    for number, row in enumerate(rows):
        kind = row[column].strip() if column < len(row) else ""
        if kind in _CATEGORIES and kind not in named:
            told = message("The title speaks of {named}, this row is {kind}; change one of them.", named="、".join(named), kind=kind)
            yield Slip(told, (Spot(subject.chapter.id, Place(Part.CELL, block.id, number, column), 0, len(row[column])),), kind)


@rule("column-mixed", Severity.INFO, message("A cell of a table holds something else than the others of its column."))
def column_mixed(subject: ChapterSubject) -> Iterator[Slip]:
    """A column of days in which one cell is none: 批准中; one of numbers of standards in which one is the number of a plan."""
    for block in subject.blocks:
        rows = _cells(block) if block.kind is BlockKind.TABLE else []
        labels = labels_of(block) if rows else []
        for column, label in enumerate(labels):
            is_right = next((test for words, test in _COLUMN_TESTS if re.search(words, label)), None)
            cells = [(number, row[column].strip()) for number, row in enumerate(rows) if column < len(row) and row[column].strip(" -—/〃")]
            wrong = [] if is_right is None else [(number, text) for number, text in cells if not is_right(text)]
            if is_right is None or len(cells) < 4 or 4 * len(wrong) > len(cells):
                continue
            for number, text in wrong:
                doubt = standard_numbers.warning(text, subject.knowledge.standards) if re.match("[A-Z]{2,}", text) else None
                elsewhere = message(
                    "“{text}” does not belong into the column “{label}”; give it a column of its own, or a note.", text=text, label=label
                )
                told = doubt or elsewhere
                yield Slip(told, (Spot(subject.chapter.id, Place(Part.CELL, block.id, number, column), 0, len(rows[number][column])),), text)


def _is_standard(text: str) -> bool:
    number = standard_numbers.parse(text)
    return number is not None and number.category is not standard_numbers.Category.PLAN


_COLUMN_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("(?:发布|实施|批准|颁发|有效)(?:日期|时间)|^日期$", lambda text: read_date(text) is not None),
    ("^标准(?:编)?号$", _is_standard),
)


@rule("table-year-and-date", Severity.WARNING, message("In a table, the year in a standard's number is not that of its publication."))
def table_year_and_date(subject: ChapterSubject) -> Iterator[Slip]:
    """As `standard-year-and-date` for registers: a later date is often that of implementation."""
    for block in subject.blocks:
        rows = _cells(block) if block.kind is BlockKind.TABLE else []
        labels = [label.strip() for label in labels_of(block)] if rows else []
        numbers = next((place for place, label in enumerate(labels) if re.fullmatch("标准(?:编)?号", label)), -1)
        days = next((place for place, label in enumerate(labels) if re.fullmatch("发布(?:日期|时间)", label)), -1)
        for number, row in enumerate(rows if min(numbers, days) >= 0 else ()):
            if max(numbers, days) >= len(row):
                continue
            standard, day = standard_numbers.parse(row[numbers]), read_date(row[days])
            year = standard.published if standard and standard.category is not standard_numbers.Category.PLAN else None
            if day is not None and year is not None and day.year != year:
                told = message(
                    "{number} says {year}, but its date of publication is {day}: is that the date of implementation?",
                    number=str(standard),
                    year=year,
                    day=day,
                )
                yield Slip(told, (Spot(subject.chapter.id, Place(Part.CELL, block.id, number, days), 0, len(row[days])),), row[days])


@rule("marker-without-note", Severity.INFO, message("A star in a table, and no note that explains it."))
def marker_without_note(subject: ChapterSubject) -> Iterator[Slip]:
    """The note may stand below the table or in the paragraph behind it."""
    blocks = list(subject.blocks)
    for number, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE:
            continue
        behind = text_of(blocks[number + 1].text) if number + 1 < len(blocks) else ""
        note = text_of(of_cell(block.attributes.get("note", ""))) + behind
        for row, cells in enumerate(_cells(block)):
            for column, text in enumerate(cells):
                found = _STARRED.search(text)
                if found and len(text) > 1 and found[0].strip() not in note:
                    spot = Spot(subject.chapter.id, Place(Part.CELL, block.id, row, column), *found.span())
                    yield Slip(message("No note says what “{sign}” means; add one below the table.", sign=found[0].strip()), (spot,), text)
                    break


def _cells(block: Block) -> list[list[str]]:
    return [[text_of(of_cell(cell)) for cell in row] for row in block.attributes.get("rows", ())]
