"""The numbers of standards (标准号): read, folded to one form, classed.

Owns the grammar of Chinese, international and foreign standard numbers, the category (类别) that follows from a number's prefix, and the status of a
standard at a date. Which prefixes and editions there are is data (`Known`, read from resources/standards by the session); an unknown prefix is a
warning, never an error.

Sources of the rules: 标准化法 with 国家标准管理办法 and 团体标准管理规定 for the forms; the year in a number is that of publication.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from qi_desktop.core.messages import Message, message
from qi_desktop.core.patterns import pattern
from qi_desktop.core.readings import half_width
from qi_desktop.core.records import dataclass


class Category(StrEnum):
    """What a standard is by who publishes it, as registers show it."""

    NATIONAL = "国家标准"
    SAMPLE = "国家实物标准"
    MILITARY = "国家军用标准"
    SECTOR = "行业标准"
    METROLOGY = "国家计量技术规范"
    LOCAL = "地方标准"
    GROUP = "团体标准"
    ENTERPRISE = "企业标准"
    INTERNATIONAL = "国际标准"
    FOREIGN = "国外标准"
    PLAN = "计划号"


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """A number in its parts; `str` gives the one form it is stored in.

    `code` is the publisher (`GB`, `DB33`, `T/ZZB`, `ISO/IEC`), `force` the letter of its force (`T` recommended, `Z` guidance, empty mandatory or
    none), `area` the place of a local metrology rule (新), `serial` the number with a revision letter, `part` what follows its first point or dash,
    `year` the digits as printed, two or four, or empty. A plan number (计划号) has its department in `part`.
    """

    category: Category
    code: str = ""
    serial: str = ""
    part: str = ""
    year: str = ""
    force: str = ""
    area: str = ""
    edition: str = ""

    @property
    def published(self) -> int | None:
        """The year of publication; two digits are years of the last century, when they were in use."""
        return None if not self.year else int(self.year) + (1900 if len(self.year) == 2 else 0)

    def __str__(self) -> str:
        match self.category:
            case Category.PLAN:
                return f"{self.year}{self.serial}-{self.force}-{self.part}"
            case Category.INTERNATIONAL | Category.FOREIGN:
                return self._foreign()
            case Category.SAMPLE:
                return f"{self.code} {self.part}-{self.serial}-{self.year}"
        force = f"/{self.force}" if self.force else ""
        area = f"({self.area})" if self.area else ""
        part = f".{self.part}" if self.part else ""
        return f"{self.code}{force}{area} {self.serial}{part}-{self.year}"

    def _foreign(self) -> str:
        if self.code in _FREE:
            return f"{self.code} {self.serial}"
        part = f"-{self.part}" if self.part else ""
        year = f":{self.year}" if self.year else ""
        return f"{self.code} {self.serial}{part}{year}{self.edition}"


# --- reading ---------------------------------------------------------------------------------------------------------------------------------

_DASHES = pattern("[-\u2010-\u2015\u2212\ufe58\ufe63]+")
_SLASHES = pattern("\\s*[/\u2044\u2215]\\s*")
_INTERNATIONAL = ("ISO/IEC/IEEE", "ISO/IEC TR", "ISO/IEC TS", "ISO/IEC", "ISO/TR", "ISO/TS", "ISO/PAS", "ISO", "IEC/TR", "IEC/TS", "IEC", "OIML R",
                  "OIML D")  # fmt: skip
_REGIONAL = ("BS EN ISO", "BS EN IEC", "BS EN", "BS", "DIN EN ISO", "DIN EN IEC", "DIN EN", "DIN", "NF EN ISO", "NF EN", "EN ISO", "EN IEC", "EN",
             "JIS")  # fmt: skip
_FREE = {"ITU-T": Category.INTERNATIONAL, **dict.fromkeys(("ASTM", "API", "AGA", "ANSI", "ASME", "UL", "OHSAS", "GOST"), Category.FOREIGN)}
"""Publishers whose numbers have forms of their own; what stands behind the name is kept as it is written."""
_BODIES = frozenset(name.split("/")[0].split(" ")[0].split("-")[0] for name in (*_INTERNATIONAL, *_REGIONAL, *_FREE))

_PLAN = pattern(r"(?P<year>20\d{2})(?P<serial>\d{4})-(?P<force>[TQZ])-(?P<part>\d{3})")
_LOCAL = pattern(r"(?P<code>DB(?:\d{4}|\d{2}))(?:/(?P<force>[TZ]) ?| )(?P<serial>\d{1,6})(?:\.(?P<part>\d{1,3}(?:\.\d{1,3})*))?-(?P<year>\d{4})")
_GROUP = pattern(r"(?P<code>T/(?:[A-Z0-9]{2,8} |[A-Z]{2,8}))(?P<serial>\d{1,6})(?:\.(?P<part>\d{1,3}(?:\.\d{1,3})*))?-(?P<year>\d{4})")
_ENTERPRISE = pattern(r"(?P<code>Q/(?:[A-Z0-9]{2,12} |[A-Z]{2,12}))(?P<serial>[A-Z]*\d[\dA-Z.]*)-(?P<year>\d{4})")
_METROLOGY = pattern(r"(?P<code>JJ[GF]) ?(?:\((?P<area>[一-鿿]{1,3})\))? ?(?P<serial>\d{1,6})(?:\.(?P<part>\d{1,3}(?:\.\d{1,3})*))?-(?P<year>\d{4})")
_BLANK = re.escape(" ")
_SAMPLE = pattern(r"(?P<code>GSB) ?(?P<part>\d{2})-(?P<serial>\d{1,6})-(?P<year>\d{4})")
_WORLD_CODES = {name.replace(" ", ""): name for name in (*_INTERNATIONAL, *_REGIONAL)}  # people write OIML R, OIMLR
_WORLD = pattern(
    rf"(?P<code>{'|'.join(re.escape(name).replace(_BLANK, ' ?') for name in (*_INTERNATIONAL, *_REGIONAL))}) ?(?P<serial>[A-Z]?\.?\d{{1,6}})"
    r"(?:-(?P<part>\d{1,3}(?:[-&]\d{1,3})*))?(?::(?P<year>\d{4}))?(?P<edition>\((?:E|F|R)\)|/AMD ?\d(?::\d{4})?|\+A\d{1,2}(?::\d{4})?)?"
)
_OWN_FORM = pattern(rf"(?P<code>{'|'.join(_FREE)}) ?(?P<serial>[A-Z0-9][A-Z0-9 ./:()-]*)", re.IGNORECASE)
_CHINESE = pattern(
    r"(?P<code>[A-Z]{2,3})(?:/(?P<force>[TZ]))? ?(?P<serial>\d{1,6}[A-Z]?)(?:\.(?P<part>\d{1,3}(?:\.\d{1,3})?))?-(?P<year>\d{4}|\d{2})"
)
_NATIONAL = {"GB": Category.NATIONAL, "GJB": Category.MILITARY}


def parse(text: str) -> StandardNumber | None:
    """The number that a text holds, in any of the forms people write it; None if it is none."""
    written = _folded(text)
    folded = written.upper()
    for form, category in (
        (_PLAN, Category.PLAN), (_LOCAL, Category.LOCAL), (_GROUP, Category.GROUP), (_ENTERPRISE, Category.ENTERPRISE),
        (_METROLOGY, Category.METROLOGY), (_SAMPLE, Category.SAMPLE),
    ):  # fmt: skip
        if match := form.fullmatch(folded):
            return _made(match, category)
    if match := _WORLD.fullmatch(folded):
        code = _WORLD_CODES[match["code"].replace(" ", "")]
        return replace(_made(match, Category.INTERNATIONAL if code in _INTERNATIONAL else Category.FOREIGN), code=code)
    if match := _OWN_FORM.fullmatch(written):
        code = match["code"].upper()
        return StandardNumber(_FREE[code], code, match["serial"])
    if (match := _CHINESE.fullmatch(folded)) and match["code"] not in _BODIES:
        return _made(match, _NATIONAL.get(match["code"], Category.SECTOR))
    return None


def _made(match: re.Match[str], category: Category) -> StandardNumber:
    parts = {name: (value or "").strip() for name, value in match.groupdict().items()}
    return StandardNumber(category, **parts)


def _folded(text: str) -> str:
    """ASCII signs, one blank where there are several, none around slashes, dashes, points and brackets."""
    text = _SLASHES.sub("/", half_width(text))
    text = re.sub(r"\s*-\s*", "-", _DASHES.sub("-", text))
    text = re.sub(r"\s*([:()&+])\s*", r"\1", text)
    return re.sub(r"(?<=\d)\s*\.\s*(?=\d)", ".", " ".join(text.split()))


def fold(text: str) -> str:
    """The one form in which a number is stored; a text that is no number stays as it is."""
    number = parse(text)
    return str(number) if number else text.strip()


def printed(text: str) -> str:
    """A number as Chinese print sets it: the dash before the year is 一字线 (GB/T 34041.1—2017); other texts as they are."""
    number = parse(text)
    if number is None or number.category in (Category.PLAN, Category.INTERNATIONAL, Category.FOREIGN):
        return text
    return "—".join(str(number).rsplit("-", 1))


# --- what follows from a number ---------------------------------------------------------------------------------------------------------------


def category(text: str) -> str:
    """The category of a number as registers show it; empty for a plan number or a text that is none."""
    number = parse(text)
    return "" if number is None or number.category is Category.PLAN else number.category.value


def status(published: date | None, implemented: date | None, withdrawn: date | None, replaced_by: str, at: date) -> str:
    """The status at a date as far as the dates say it: 即将实施, 现行, 被代替 or 废止; empty when the date of implementation is not known.

    Nothing is concluded from the date of publication alone: catalogues show standards without a date of implementation.
    """
    if withdrawn is not None and withdrawn <= at:
        return "被代替" if replaced_by else "废止"
    if implemented is None or (published is not None and published > at):
        return ""
    return "即将实施" if implemented > at else "现行"


@dataclass(frozen=True, slots=True)
class Known:
    """The data about standards that ship: `prefixes` maps a code of a sector to its name, `replaced` an edition to the one that replaced it (or ""
    if it was abolished)."""

    prefixes: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)


def warning(text: str, known: Known) -> Message | None:
    """What is doubtful about a text in a column of numbers: its form, its prefix or its edition; None if nothing is."""
    number = parse(text)
    if number is None:
        return message("“{text}” has not the form of a standard number such as GB/T 19001-2016 or ISO 9001:2015.", text=text)
    if number.category is Category.PLAN:
        return message("“{text}” is the number of a plan, not of a standard; it belongs into the column of plan numbers.", text=text)
    if number.category is Category.SECTOR and known.prefixes and number.code not in known.prefixes:
        return message("“{prefix}” is not a known prefix of standards; compare the number with the standard's cover.", prefix=number.code)
    later = known.replaced.get(str(number))
    if later is not None:
        if not later:
            return message("{number} was abolished.", number=str(number))
        return message("{number} was replaced by {later}.", number=str(number), later=later)
    return None
