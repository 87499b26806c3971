"""Claims: what a report says in figures and names that it may say again elsewhere, and may contradict.

A claim is read from one chapter or from rows of one register; that is the slow part, and it is done again only for what was changed. Comparing all
claims of a report is quick (`core.checks.across`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from qi_desktop.core.checks.findings import Spot, around
from qi_desktop.core.checks.subjects import ChapterSubject, Passage, RegisterSubject
from qi_desktop.core.model import Row
from qi_desktop.core.readings import read_date, read_number
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.core.search import Part, Place

FACT, PROMISE, FIGURE, SLOGAN, NAME, PRODUCT, ABSOLUTE = "fact", "promise", "figure", "slogan", "name", "product", "absolute"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_VAGUE = "余|多|几|来"
_SENTENCE = re.compile(r"[^。；;！？\n]+")
_CLAUSE = re.compile(r"[^，,。；;！？\n]+")
_DAYS = {"小时": Decimal(1) / 24, "h": Decimal(1) / 24, "天": Decimal(1), "日": Decimal(1), "个月": Decimal(365) / 12, "年": Decimal(365)}
_LIMIT = re.compile(rf"(?P<number>{_NUMBER})\s*(?:个)?(?P<unit>小时|h(?![A-Za-z])|天|日|个月|月|年)(?!\d|份|度)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_RATE = re.compile(rf"(?:合格率|及格率)[^\d，。；]{{0,8}}(?P<number>{_NUMBER})\s*[%％]")
_INSPECTED = re.compile(rf"(?:检验|抽检|送检|检测)[^\d，。；]{{0,10}}?(?P<number>{_NUMBER})\s*(?:批次|批|台|件|只|套)")
_PASSED = re.compile(rf"合格[^\d，。；率]{{0,4}}(?P<number>{_NUMBER})\s*(?:批次|批|台|件|只|套)")
_WHOLE_YEAR = ("", "全年", "年度", "本年", SAME_AS_ABOVE)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is claimed: of what kind, about what (`key`), and between which values it lies; `low` and `high` are one for an exact value.

    `words` is how it is written, `sentence` tells apart the sentences of a report: what stands in one sentence is not compared with itself.
    `condition` is what it is limited to (a year, a place, a product). A claim of a register has no sentence.
    """

    kind: str
    key: str
    words: str
    spot: Spot
    excerpt: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    condition: str = ""
    sentence: tuple[str, int] | None = None
    fixed: bool = False

    def agrees(self, other: Claim) -> bool:
        """True if both may be true at once."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage and where it begins."""

    subject: ChapterSubject
    passage: Passage
    start: int
    text: str

    def claim(self, kind: str, key: str, found: re.Match[str], group: str = "number", **more: object) -> Claim:
        first, last = self.start + found.start(group), self.start + found.end(group)
        spot = Spot(self.subject.chapter.id, self.passage.place, first, last)
        words = more.pop("words", found[group])
        fixed = not self.passage.is_free(first, last) or self.passage.place.fixed
        place = self.passage.place
        sentence = (f"{self.subject.chapter.id} {place.id} {place.row} {place.column}", self.start)
        return Claim(kind, key, str(words), spot, around(self.passage.text, first, last), sentence=sentence, fixed=fixed, **more)  # type: ignore[arg-type]


def of_chapter(subject: ChapterSubject) -> list[Claim]:
    """What a chapter claims."""
    found: list[Claim] = []
    for passage in subject.prose():
        if any(sign in passage.text for sign in "0123456789部“均全零无未"):
            for match in _SENTENCE.finditer(passage.text):
                sentence = _Sentence(subject, passage, match.start(), match[0])
                found += [*_facts(sentence), *_promises(sentence), *_figures(sentence), *_names(sentence), *_absolutes(sentence)]
    return [*found, *_slogans(subject)]


def of_rows(subject: RegisterSubject) -> list[Claim]:
    """What rows of a register claim: promises, facts, products, what was inspected and complained of over the whole year, and what was missed."""
    read = _READERS.get(subject.register.name)
    found = [] if read is None else list(read(subject.register.name, subject.rows, subject))
    return [*found, *_exceptions(subject.register.name, subject.rows, subject)]


def interval(number: Decimal, before: str, behind: str) -> tuple[Decimal, Decimal]:
    """Between which values a number lies: 30多 is 31–39, 40余 is 41–49, 近500 is below 500, 约500 is 5 % around it."""
    if behind:
        digits = str(int(number))
        step = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
        return (number + 1, number + step - 1) if step > 1 else (number, number + 1)
    if before in ("近", "将近", "接近"):
        return number * Decimal("0.9"), number
    if before in ("超", "超过", "逾", "不少于", "至少"):
        return number, number * 2
    if before in ("约", "大约", "约为"):
        return number * Decimal("0.95"), number * Decimal("1.05")
    return number, number


# --- facts ---


def _facts(sentence: _Sentence) -> Iterator[Claim]:
    for name, expressions in sentence.subject.words.facts.items():
        for expression in expressions:
            for found in _pattern(expression).finditer(sentence.text):
                value = read_number(found["number"])
                before = sentence.text[max(0, found.start("number") - _BEFORE) : found.start("number")]
                if value is None or any(word in before for word in sentence.subject.words.partial):
                    continue
                parts = found.groupdict(default="")
                low, high = interval(value * _SCALES.get(parts.get("unit", ""), 1), parts["before"], parts["behind"])
                if parts.get("unit") == "亩":
                    low, high = low * Decimal("0.98"), high * Decimal("1.02")  # nobody counts the rest of it
                words = "".join((parts["before"] or "", found["number"], parts["behind"] or "", parts.get("unit", "")))
                year = "" if name in sentence.subject.words.lasting else _year(sentence, found.start())
                yield sentence.claim(FACT, name, found, low=low, high=high, condition=year, words=words)


_BEFORE = 14  # characters before a number in which it is said to be a part
_SCALES = {"亿元": Decimal(10000), "万平方米": Decimal(10000), "亩": Decimal(2000) / 3}
"""Units in 万元 and 平方米."""
_PATTERNS: dict[str, re.Pattern[str]] = {}


def _pattern(expression: str) -> re.Pattern[str]:
    """An expression of the data file: N stands for a number, exact or not."""
    if expression not in _PATTERNS:
        number = rf"(?P<before>近|将近|约|大约|超过|超|逾|至少)?\s*(?P<number>{_NUMBER})\s*(?P<behind>{_VAGUE})?"
        _PATTERNS[expression] = re.compile(expression.replace("N", number))
    return _PATTERNS[expression]


def _year(sentence: _Sentence, at: int) -> str:
    """The year that a place of a sentence speaks of; the report's own is as good as none."""
    years = [found[1] for found in _YEAR.finditer(sentence.text, 0, at)]
    return "" if not years or years[-1] == _own_year(sentence.subject) else years[-1]


def _own_year(subject: ChapterSubject) -> str:
    return subject.report.period_end[:4] or str(subject.report.year)


# --- promises ---


def _promises(sentence: _Sentence) -> Iterator[Claim]:
    if not any(unit in sentence.text for unit in _DAYS):
        return
    words = sentence.subject.words
    for action, synonyms in words.promises.items():
        if action in words.asked and not any(word in sentence.text for word in words.asked[action]):
            continue
        either = "|".join(map(re.escape, synonyms))
        for pattern in (
            _promise(rf"{_LIMIT.pattern}\s*(?:之内|以内|内)[^，,。；;、\d]{{0,14}}?(?:{either})"),
            _promise(rf"{_LIMIT.pattern}\s*(?:之内|以内|内)?为(?:{either})"),
            _promise(rf"(?:{either})(?:时间|时限)?(?:为|是|：|:)?(?:自|从)?[^，,。；;、\d]{{0,8}}?{_LIMIT.pattern}"),
        ):
            for found in pattern.finditer(sentence.text):
                value = read_number(found["number"])
                if value is None:
                    continue
                unit = "个月" if found["unit"] == "月" else found["unit"]
                days = value * _DAYS[unit]
                yield sentence.claim(
                    PROMISE,
                    action,
                    found,
                    low=days * Decimal("0.98"),
                    high=days * Decimal("1.02"),
                    condition=_condition(sentence, found),
                    words=f"{found['number']} {unit}",
                )
                break  # the first form that fits


def _promise(expression: str) -> re.Pattern[str]:
    if expression not in _PATTERNS:
        _PATTERNS[expression] = re.compile(expression)
    return _PATTERNS[expression]


def _condition(sentence: _Sentence, found: re.Match[str]) -> str:
    """What a promise is limited to, as far as the words before and in it say so."""
    before = sentence.text[: found.end()]
    start = max(before.rfind("；"), before.rfind(";")) + 1
    stretch = before[start:]
    known = [word for word in (*sentence.subject.words.limits, *sentence.subject.knowledge.models) if word in stretch]
    return max(known, key=lambda word: (stretch.rfind(word), len(word)), default="")


def _promised(register: str, rows: Sequence[Row], subject: RegisterSubject) -> Iterator[Claim]:
    for row in rows:
        value, unit = read_number(row.values.get("limit", "")), row.values.get("limit_unit", "")
        action = row.values.get("action", "")
        name = next((name for name, synonyms in subject.words.promises.items() if any(word in action for word in (name, *synonyms))), "")
        if value is not None and unit in _DAYS and name:
            days, spot = value * _DAYS[unit], Spot(register, Place(Part.VALUE, row.id, name="limit"))
            words = f"{row.values['limit']} {unit}"
            low, high = days * Decimal("0.98"), days * Decimal("1.02")
            yield Claim(PROMISE, name, words, spot, f"{action} {words}", low, high, row.values.get("condition", ""))


# --- figures that registers hold ---


def _figures(sentence: _Sentence) -> Iterator[Claim]:
    if "检" not in sentence.text and "合格" not in sentence.text and "投诉" not in sentence.text:
        return
    years = set(_YEAR.findall(sentence.passage.text[: sentence.start] + sentence.text))
    if years - {_own_year(sentence.subject)} or _PARTLY.search(sentence.text):
        return  # the text compares years; or speaks of a part of this one, or of what is wanted
    for found in _COMPLAINTS.finditer(sentence.text):
        value = read_number(found["number"])
        if value is not None:
            yield sentence.claim(FIGURE, "投诉 受理", found, low=value, high=value)
    names = sentence.subject.knowledge.categories
    if not names:
        return
    pattern = _promise("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    about = ""
    for clause in _CLAUSE.finditer(sentence.text):
        named = {found[0] for found in pattern.finditer(clause[0])}
        if len(named) > 1:
            about = ""
        elif named:
            about = named.pop()
        elif "其中" in clause[0] and not clause[0].replace("其中", "").strip().startswith("合格"):
            about = ""  # a part of it that has no row
        for what, form in (("检验", _INSPECTED), ("合格", _PASSED), ("率", _RATE)) if about else ():
            for found in form.finditer(sentence.text, clause.start(), clause.end()):
                value = read_number(found["number"])
                if value is not None:
                    half = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2 if what == "率" else Decimal(0)
                    yield sentence.claim(FIGURE, f"{about} {what}", found, low=value - half, high=value + half)


_PARTLY = re.compile(r"季度|上半年|下半年|\d\s*月(?!\s*31\s*日|底|末)|目标|指标|不低于|计划|同比|上年")
_COMPLAINTS = re.compile(rf"(?:共|累计|全年|总共)?(?:受理|接到|收到)[^\d，。；]{{0,6}}投诉[^\d，。；]{{0,4}}(?P<number>{_NUMBER})\s*(?:件|起|次|例)")


def _inspected(register: str, rows: Sequence[Row], _subject: RegisterSubject) -> Iterator[Claim]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.values.get("category", "").strip(), []).append(row)
    for category, same in grouped.items():
        if not category or any(row.values.get("period", "").strip() not in _WHOLE_YEAR for row in same):
            continue
        sums = [sum((read_number(row.values.get(name, "")) or Decimal(0) for row in same), Decimal(0)) for name in ("inspected", "passed")]
        for what, column, value in (("检验", "inspected", sums[0]), ("合格", "passed", sums[1])):
            if value:
                yield _cell(register, same[0], column, f"{category} {what}", f"{value:f}", value)
        if all(sums):
            rate = sums[1] * 100 / sums[0]
            yield _cell(register, same[0], "rate", f"{category} 率", f"{rate:.2f}", rate)


def _complained(register: str, rows: Sequence[Row], _subject: RegisterSubject) -> Iterator[Claim]:
    total = sum((read_number(row.values.get("received", "")) or Decimal(0) for row in rows), Decimal(0))
    if total:
        yield _cell(register, rows[0], "received", "投诉 受理", f"{total:f}", total)


def _cell(register: str, row: Row, column: str, key: str, words: str, value: Decimal) -> Claim:
    return Claim(FIGURE, key, words, Spot(register, Place(Part.VALUE, row.id, name=column)), f"{key} {words}", value, value)


def _entered(register: str, rows: Sequence[Row], subject: RegisterSubject) -> Iterator[Claim]:
    """Facts that were entered, as far as the rules know them by name."""
    for row in rows:
        name, text = row.values.get("name", ""), row.values.get("value", "").strip()
        key = next((key for key, names in subject.words.called.items() if name in names), "")
        value = read_number(text)
        if value is None and (day := read_date(text)):
            value = Decimal(day.year)
        if key and value is not None:
            vague = row.values.get("vagueness", "")
            low, high = interval(value, vague if vague in ("近", "约") else "", vague if vague in ("多", "余") else "")
            yield Claim(FACT, key, text, Spot(register, Place(Part.VALUE, row.id, name="value")), f"{name} {text}", low, high)


_PRODUCTS = {"quality_targets": "product", "product_certificates": "product", "certificate_models": "name", "standards_executed": "product"}


def _products(register: str, rows: Sequence[Row], _subject: RegisterSubject) -> Iterator[Claim]:
    """The products that a register speaks of; models of a certificate are products of it. A series of models counts once."""
    column, known = _PRODUCTS[register], set()
    for row in rows:
        name = " ".join(row.values.get(part, "").strip() for part in (column, "model") if row.values.get(part, "").strip() not in ("", SAME_AS_ABOVE))
        series = series_of(name) or name
        if name and series not in known:
            known.add(series)
            yield Claim(PRODUCT, register, name, Spot(register, Place(Part.VALUE, row.id, name=column)), name)


def series_of(name: str) -> frozenset[str]:
    """The letters that name a series of models in a product's name: TBQZ of TBQZ II-G65."""
    return frozenset(letters for letters in _LETTERS.findall(name) if not set(letters) <= set("IVX"))


_LETTERS = re.compile("[A-Z]{2,}")


# --- what is said of all, or of none ---


def _absolutes(sentence: _Sentence) -> Iterator[Claim]:
    """All targets were met, nobody complained, nothing was found wanting: each is undone by one row of a register."""
    if set(_YEAR.findall(sentence.text)) - {_own_year(sentence.subject)}:
        return
    for key, expressions in sentence.subject.words.absolutes.items():
        for expression in expressions:
            for found in _promise(f"(?P<number>{expression})").finditer(sentence.text):
                yield sentence.claim(ABSOLUTE, key, found)


def _exceptions(register: str, rows: Sequence[Row], _subject: RegisterSubject) -> Iterator[Claim]:
    """The first row that undoes what is said of all."""
    for row in rows:
        values = row.values
        target, actual, received = (read_number(values.get(name, "")) for name in ("target", "actual", "received"))
        column, words = "", ""
        if register == "quality_targets" and target is not None and actual is not None and actual < target:
            column, words = "actual", f"{values.get('product', '')} {actual} % < {target} %"
        elif register == "complaints" and received:
            column, words = "received", f"{values.get('category', '')} {received}"
        elif register == "supervision_tests" and values.get("conclusion") == "不合格":
            column, words = "conclusion", f"{values.get('product', '')} 不合格"
        if column:
            yield Claim(ABSOLUTE, register, words.strip(), Spot(register, Place(Part.VALUE, row.id, name=column)), words.strip())
            return


_READERS = dict.fromkeys(_PRODUCTS, _products) | {
    "service_promises": _promised,
    "facts": _entered,
    "inspections": _inspected,
    "complaints": _complained,
}
"""The registers that claim something."""


# --- names ---


def _names(sentence: _Sentence) -> Iterator[Claim]:
    """Names of one thing of which a report should use one: each group stands in the data file."""
    for key, names in sentence.subject.words.variants.items():
        for found in _promise("(?P<number>" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")").finditer(sentence.text):
            yield sentence.claim(NAME, key, found)


_QUOTED = re.compile("“(?P<number>[^“”]{6,40})”(?P<behind>[^。；]{0,12})")


def _slogans(subject: ChapterSubject) -> Iterator[Claim]:
    """A sentence that is called a mission, a vision, … by the chapter it is, or by the words behind it."""
    labels: Mapping[str, Sequence[str]] = subject.words.slogans
    own = next((label for label, words in labels.items() if any(subject.chapter.title.strip().endswith(word) for word in words)), "")
    prose = subject.prose()
    if own and prose and 6 <= len(bare(prose[0].text)) <= 40:
        spot = Spot(subject.chapter.id, prose[0].place, 0, len(prose[0].text))
        yield Claim(SLOGAN, bare(prose[0].text), own, spot, prose[0].text, condition="chapter")
    for passage in prose:
        for found in _QUOTED.finditer(passage.text):
            named = [(found["behind"].find(word), label) for label, words in labels.items() for word in words if word in found["behind"]]
            if named:
                spot = Spot(subject.chapter.id, passage.place, found.start("number"), found.end("number"))
                yield Claim(SLOGAN, bare(found["number"]), min(named)[1], spot, around(passage.text, *found.span("number")))


def bare(text: str) -> str:
    """A sentence without marks and blanks."""
    return re.sub(r"[\s，。、；：！,.;:!“”\"]", "", text)
