"""Names that the text writes differently from where they are kept: the company, the report, products, departments, standards, laws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from qi_desktop.core import standard_numbers
from qi_desktop.core.checks.findings import Severity, Slip, rule
from qi_desktop.core.checks.knowledge import folded
from qi_desktop.core.checks.subjects import ChapterSubject
from qi_desktop.core.messages import message
from qi_desktop.core.readings import half_width, read_date

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_COMPANY = re.compile(f"[{_HAN}（）()]{{2,30}}?(?:有限责任公司|股份有限公司|有限公司|集团公司)")
_STATUTE = re.compile(
    r"《(?P<state>中华人民共和国)?(?P<title>[^《》（(]{2,30}?)(?:[（(](?P<inner>[^》]*?)[）)])?》"
    r"(?:[（(](?P<behind>[^）)]{2,40})[）)])?"
)
_ORDER = re.compile(r"令\s*第?\s*(?P<number>\d{1,3})\s*号")
_EDITION = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年?(?:第\S次)?(?:修正|修订|版)")
_NUMBERED = re.compile(
    r"(?<![A-Za-z/])(?:(?:GB|JB|HG|SY|CJ|CJJ|JJG|JJF|DB\d{2}|T/[A-Z]{2,6}|Q/[A-Z]{2,6}|ISO|IEC|OHSAS)(?:\s*/\s*[TZ]|\s*/\s*IEC)?)"
    r"\s*\d{1,6}(?:\s*\.\s*\d{1,3})?\s*[-—–:：]\s*(?:19|20)\d{2}(?!\d)"
)
_PARTS = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ \-]+[A-Za-z0-9]+)*")
_PART = re.compile(r"[A-Za-z0-9]+")
_MOST_PARTS = 6  # of one model
_SIMILAR = 0.8
_OWN_REPORT = re.compile(r"(?:本份|本期|本)[《“]?(?P<name>(?:企业|产品)?质量(?:诚信|信用)报告)")
_YEARLY = re.compile(r"(?<!\d)(?P<year>20\d{2})\s*年?度?(?:企业)?质量(?:诚信|信用)报告")
_OTHER_EDITION = re.compile("网站|下载|查阅|连续|上一|上年|去年|首份|首次|以往|历年|曾|已发布|第.份|下一")
_PERIOD = re.compile(
    r"(?:报告(?:时间|期|涵盖)|时间范围)[^。\d]{0,14}(?P<from>20\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(?:至|到|—|-|～|~)\s*"
    r"(?P<to>(?:20\d{2}\s*年)?\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
_ORDINAL = re.compile(r"本报告[^。]{0,24}?第\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})\s*份")
_HAN_DIGITS = "一二三四五六七八九"


@rule("company-name", Severity.WARNING, message("The company's name is not written as it is registered."))
def company_name(subject: ChapterSubject) -> Iterator[Slip]:
    """Only what is nearly the name: one or two characters less, more or other. Names of sister companies differ by more."""
    name = subject.knowledge.company.name.strip()
    if len(name) < 6 or not name.endswith("公司"):
        return
    for passage in subject.passages:
        if "公司" not in passage.text:
            continue
        for found in _COMPANY.finditer(passage.text):
            written = found[0]
            at = max(0, next((place for place in range(len(written)) if written[place:].startswith(name[:2])), 0))
            written = written[at:]
            if written == name or name in written or not _is_nearly(written, name):
                continue
            start = found.start() + at
            yield subject.slip(message("The company is called {name}; write its whole name.", name=name), passage, start, start + len(written), name)


def _is_nearly(written: str, name: str) -> bool:
    """True if the two differ by no more than two characters; brackets and blanks of either width are one."""
    first, second = half_width(written).replace(" ", ""), half_width(name).replace(" ", "")
    if first == second:
        return True
    if first[:2] != second[:2] or abs(len(first) - len(second)) > 2:
        return False
    distances = list(range(len(second) + 1))
    for row, sign in enumerate(first, 1):
        diagonal, distances[0] = distances[0], row
        for column, other in enumerate(second, 1):
            diagonal, distances[column] = distances[column], min(distances[column] + 1, distances[column - 1] + 1, diagonal + (sign != other))
    return distances[-1] <= 2


@rule("report-name", Severity.WARNING, message("The report calls itself otherwise than its title, or by another year."))
def report_name(subject: ChapterSubject) -> Iterator[Slip]:
    """质量诚信报告 and 质量信用报告 are both in use; one report bears one name. Earlier reports may be named with their years."""
    title = subject.report.title
    years = {subject.report.year} | {int(text[:4]) for text in (subject.report.period_start, subject.report.period_end) if text[:4].isdigit()}
    for passage in subject.prose():
        if "报告" not in passage.text:
            continue
        for found in _OWN_REPORT.finditer(passage.text):
            kind = found["name"][-6:]
            if kind not in title and title.endswith(("质量诚信报告", "质量信用报告")):
                told = message("The report is called {title}; call it so.", title=title)
                yield subject.slip(told, passage, found.end("name") - 6, found.end("name"), title[-6:])
        for found in _YEARLY.finditer(passage.text):
            around = passage.text[max(0, found.start() - 16) : found.end() + 12]
            if int(found["year"]) not in years and not _OTHER_EDITION.search(around):
                told = message("This is the report of {year}; correct the year.", year=subject.report.year)
                yield subject.slip(told, passage, *found.span("year"), str(subject.report.year))


@rule("period-conflict", Severity.WARNING, message("The text names another period or number of the report than its settings."))
def period_conflict(subject: ChapterSubject) -> Iterator[Slip]:
    """Report → Report settings hold the period and which of the company's reports it is."""
    start, end = read_date(subject.report.period_start), read_date(subject.report.period_end)
    for passage in subject.prose():
        if "报告" not in passage.text and "时间范围" not in passage.text:
            continue
        for found in _PERIOD.finditer(passage.text):
            last = found["to"] if "年" in found["to"] else found["from"][: found["from"].index("年") + 1] + found["to"]
            if start and end and (read_date(found["from"]), read_date(last)) != (start, end):
                told = message("The report's settings say {start} to {end}; correct one of them.", start=start, end=end)
                yield subject.slip(told, passage, found.start("from"), found.end("to"))
        for found in _ORDINAL.finditer(passage.text):
            number = _number(found["number"])
            if subject.report.ordinal and number and number != subject.report.ordinal:
                told = message("The report's settings say that it is report no. {number}; correct one of them.", number=subject.report.ordinal)
                yield subject.slip(told, passage, *found.span("number"))


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * (_HAN_DIGITS.find(tens) + 1 if tens else 1) if ten else 0) + (_HAN_DIGITS.find(ones) + 1 if ones else 0)


@rule("product-name", Severity.INFO, message("A model is written otherwise than in the registers."))
def product_name(subject: ChapterSubject) -> Iterator[Slip]:
    """Blanks, dashes and capitals only: TBQZII for TBQZ II. Which of two names is right, nobody can tell by itself."""
    known = subject.knowledge.spellings
    for passage in subject.passages if known else ():
        for found in _PARTS.finditer(passage.text):
            parts = list(_PART.finditer(found[0]))
            ends = [(first.start(), last.end()) for number, first in enumerate(parts) for last in reversed(parts[number : number + _MOST_PARTS])]
            taken = 0
            for start, end in ends:
                written = found[0][start:end]
                name = known.get(folded(written))
                if start < taken or name is None or "-" in found[0][max(0, start - 1) : start] + found[0][end : end + 1]:  # a part of another model
                    continue
                taken = end
                if written != name and written not in subject.knowledge.models:
                    told = message("The registers write {name}; write it the same way here.", name=name)
                    yield subject.slip(told, passage, found.start() + start, found.start() + end, name)


@rule("law-name", Severity.WARNING, message("A law is misnamed, was replaced, or is cited in an old edition."))
def law_name(subject: ChapterSubject) -> Iterator[Slip]:
    """What holds at the end of the report's period; the data are in `resources/laws.toml`."""
    known = subject.knowledge.laws
    end = read_date(subject.report.period_end) or date(subject.report.year, 12, 31)
    for passage in subject.passages:
        if "《" not in passage.text:
            continue
        for found in _STATUTE.finditer(passage.text):
            title, span = found["title"], found.span("title")
            state = found["state"] or ""
            if (gone := known.replaced.get(title)) and gone.since <= end:
                told = message("The {old} was replaced by the {new} on {day}; name the new one.", old=title, new=gone.words, day=gone.since)
                yield subject.slip(told, passage, *span, gone.words)
            elif title.endswith("法") and title not in known.titles and title not in known.replaced:
                near = get_close_matches(title, known.titles, 1, _SIMILAR) if not state else _nearest(title, known.titles)
                if near:
                    told = message("There is no law of this name; is the {name} meant?", name=state + near[0])
                    yield subject.slip(told, passage, *span, near[0])
            notes = " ".join(filter(None, (found["inner"], found["behind"])))
            order, edition = known.orders.get(title), known.editions.get(title)
            if order and order.since <= end and (named := _ORDER.search(notes)) and int(named["number"]) != order.number:
                told = message("In force since {day}: {words}; cite that one.", day=order.since, words=order.words)
                yield subject.slip(told, passage, found.start(), found.end())
            if edition and edition.since <= end and (named := _EDITION.search(notes)) and int(named["year"]) < edition.number:
                told = message("The text of {year} is in force since {day}; cite that one.", year=edition.number, day=edition.since)
                yield subject.slip(told, passage, found.start(), found.end())


def _nearest(title: str, titles: frozenset[str]) -> list[str]:
    """Laws of the state whose name is within a title, or has it within: 产品计量法 is 计量法."""
    within = [name for name in titles if len(name) >= 3 and (title.endswith(name) or name.endswith(title))]
    return sorted(within, key=len, reverse=True)[:1] or get_close_matches(title, titles, 1, _SIMILAR)


@rule("standard-in-text", Severity.WARNING, message("The text names an edition of a standard that was replaced, or that there never was."))
def standard_in_text(subject: ChapterSubject) -> Iterator[Slip]:
    """What was replaced before the report's period ended. A sentence that speaks of an earlier year may name the edition of then."""
    end = int(subject.report.period_end[:4] or subject.report.year)
    replaced = subject.knowledge.standards.replaced
    for passage in subject.passages:
        if not any(sign in passage.text for sign in "-:—：–"):
            continue
        for found in _NUMBERED.finditer(passage.text):
            number = standard_numbers.parse(found[0])
            if number is None or number.published is None:
                continue
            name = str(number)
            successor = replaced.get(name)
            if successor is not None:
                newer = standard_numbers.parse(successor)
                since = newer.published if newer and newer.published else 0
                if since <= end and not _speaks_of_before(passage.text, found.start(), since):
                    told = (
                        message("{old} was replaced by {new}; name the new one.", old=name, new=successor)
                        if successor
                        else message("{old} was withdrawn without a successor; take it out.", old=name)
                    )
                    yield subject.slip(told, passage, *found.span(), successor or None)
                continue
            editions = {text for text in (*replaced, *replaced.values()) if text.startswith(name[: -len(number.year)])}
            newest = max(editions, default=name)
            if number.published > end or name == newest or _speaks_of_before(passage.text, found.start(), end):
                continue
            if name < newest:
                yield subject.slip(message("{old} was replaced by {new}; name the new one.", old=name, new=newest), passage, *found.span(), newest)
            else:
                told = message("The newest edition known here is {newest}; check the year of {name}.", newest=newest, name=name)
                yield subject.slip(told, passage, *found.span())


def _speaks_of_before(text: str, at: int, since: int) -> bool:
    """True if the sentence, up to a place, names a year before that one."""
    start = max(text.rfind(mark, 0, at) for mark in "。；;") + 1
    return any(int(year) < since for year in re.findall(r"(?<!\d)((?:19|20)\d{2})\s*年", text[start:at]))
