"""The style sheet: how a report looks, for Word and PDF alike.

Owns the typed form of a style-sheet file (`resources/style_sheets/*.toml`) and its reading. Lengths of the page are millimetres, everything
else points, unless a name says otherwise. Knows no writer; a writer asks it and never has a size or a word of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from qi_desktop import paths
from qi_desktop.core.errors import ContentError
from qi_desktop.core.messages import message
from qi_desktop.core.records import dataclass
from qi_desktop.export import style_rules
from qi_desktop.export.kinds import NumberFormat

POINTS_PER_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins, in millimetres. The distances are from the paper's edge to the header's top and the footer's bottom."""

    width: float
    height: float
    margin_top: float
    margin_bottom: float
    margin_left: float
    margin_right: float
    header_distance: float
    footer_distance: float


@dataclass(frozen=True, slots=True)
class Font:
    """A family: its names in Word for Chinese and Latin text, and the two files of `resources/fonts` that a PDF embeds."""

    word: str
    word_latin: str
    regular: str
    bold: str


@dataclass(frozen=True, slots=True)
class Role:
    """How one kind of paragraph is set.

    `size`, `before`, `after`: points. `first_line`, `left`, `right`: characters of the own size. `line`: multiple of the size's single line (see
    LINE_FACTOR), `line_points`: a fixed pitch that wins when not 0.
    """

    font: str
    size: float
    bold: bool = False
    align: str = "left"
    line: float = 1.0
    line_points: float = 0.0
    first_line: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    colour: str = "#000000"

    @property
    def pitch(self) -> float:
        """The distance of two base lines in points."""
        return self.line_points or self.size * LINE_FACTOR * self.line


# A single line of 宋体 in Word is 1.3 times the font size (ascent + descent + line gap of SimSun rounded to Word's grid).
LINE_FACTOR = 1.3


@dataclass(frozen=True, slots=True)
class Numbering:
    """Patterns of heading numbers by level; `new_page_levels`: headings down to this level begin a page."""

    levels: tuple[str, ...]
    separator: str
    new_page_levels: int


@dataclass(frozen=True, slots=True)
class Captions:
    """Patterns of caption numbers (`{chapter}`, `{number}`) and the words at a table's continuation.

    `continuation` says what begins a page inside a table: `caption`, its name with `continued` before it, or `header`, the header row alone.
    """

    table: str
    figure: str
    table_unnumbered_chapter: str
    figure_unnumbered_chapter: str
    separator: str
    continuation: str
    continued: str
    continued_cell: str


@dataclass(frozen=True, slots=True)
class TitlePageStyle:
    """Words of the cover, which may hold fields, and where its lines stand.

    `review_version` is the version line of a copy for review; {export.date} is the day it is made. The spaces above the logo, the title and the
    company, and the logo's greatest height, are percent of the text's height; the logo's greatest width is percent of the text's width.
    """

    year: str
    review_version: str
    logo_above: float
    title_above: float
    organisation_above: float
    logo_height: float
    logo_width: float

    def space_above(self, role: str) -> float:
        """The share (0 … 1) of the text's height that stays free above the logo or a line of that role."""
        return {"logo": self.logo_above, "title": self.title_above, "organisation": self.organisation_above}.get(role, 0.0) / 100


@dataclass(frozen=True, slots=True)
class ContentsStyle:
    """The table of contents: its title and how many levels it lists.

    The lists of tables and of figures follow it in a report with at least `lists_from` captions of that kind (0: never).
    """

    title: str
    depth: int
    tables_title: str
    figures_title: str
    lists_from: int


@dataclass(frozen=True, slots=True)
class Placeholders:
    """Visible stand-ins: a figure slot without a picture (`{caption}`), and what an uncaptioned one is called.

    `scan` is what the scan of a certificate (`{title}`) is called, `holder` the word before the company's name on a typeset one.
    """

    figure: str
    picture: str
    scan: str
    holder: str


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Lines, paddings (points) and fills of tables; `style` is grid, three-line or zebra."""

    style: str
    line_width: float
    frame_width: float
    padding_x: float
    padding_y: float
    head_fill: str
    zebra_fill: str
    true_text: str
    false_text: str


@dataclass(frozen=True, slots=True)
class SectionStyle:
    """Page count, header and footer of one matter. `first` None goes on counting from the section before."""

    number: NumberFormat
    header: str
    footer: str
    first: int | None = None


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A whole style sheet."""

    name: str
    title: Mapping[str, str]
    page: Page
    fonts: Mapping[str, Font]
    roles: Mapping[str, Role]
    numbering: Numbering
    captions: Captions
    title_page: TitlePageStyle
    contents: ContentsStyle
    placeholders: Placeholders
    table: TableStyle
    watermark: str
    review_watermark: str
    sections: Mapping[str, SectionStyle]

    def role(self, name: str) -> Role:
        """The role of that name; deeper headings and contents lines take the deepest one there is, an unknown name the body's."""
        if name in self.roles:
            return self.roles[name]
        for prefix in ("heading", "contents"):
            if name.startswith(prefix) and name[len(prefix) :].isdigit():
                levels = [int(key[len(prefix) :]) for key in self.roles if key.startswith(prefix) and key[len(prefix) :].isdigit()]
                return self.roles[f"{prefix}{max(levels)}"]
        return self.roles["body"]


_T = TypeVar("_T")


@cache
def sizes() -> Mapping[str, float]:
    """Chinese names of font sizes → points."""
    return tomllib.loads((paths.resources() / "style_sheets" / "sizes.toml").read_text("utf-8"))


@cache
def papers() -> Mapping[str, tuple[float, float]]:
    """Names of papers → width and height in millimetres."""
    found = tomllib.loads((paths.resources() / "papers.toml").read_text("utf-8"))
    return {name: (width, height) for name, (width, height) in found.items()}


def names() -> tuple[str, ...]:
    """The style sheets that ship with the program, in the order they are offered."""
    found = sorted(path.stem for path in (paths.resources() / "style_sheets").glob("*.toml") if path.stem != "sizes")
    return tuple(sorted(found, key=lambda name: name != "book"))


@cache
def load(name: str) -> StyleSheet:
    """A style sheet that ships with the program. Raises ContentError when there is none of that name."""
    return from_mapping(settings(name))


@cache
def settings(name: str) -> Mapping[str, Any]:
    """The settings of a style sheet that ships with the program, as its file has them. Raises ContentError when there is none of that name."""
    path = paths.resources() / "style_sheets" / f"{name}.toml"
    if name == "sizes" or not name.replace("-", "").replace("_", "").isalnum() or not path.is_file():
        raise ContentError(message("There is no style sheet “{name}”; choose one of: {names}.", name=name, names=", ".join(names())))
    return _measured(tomllib.loads(path.read_text("utf-8")))


def _measured(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings with the width and height of the paper that they name; what they say of width and height themselves is kept."""
    page = settings.get("page")
    if not isinstance(page, Mapping) or "paper" not in page:
        return settings
    if page["paper"] not in list(papers()):
        raise ContentError(message("There is no paper “{name}”; choose one of: {names}.", name=page["paper"], names=", ".join(papers())))
    width, height = papers()[page["paper"]]
    return {**settings, "page": {"width": width, "height": height, **{name: value for name, value in page.items() if name != "paper"}}}


def completed(given: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with what they leave out taken from another sheet's: a sheet of an older version lacks what was invented since."""
    given = _measured(given)
    result = {**base, **given}
    for name, value in base.items():
        if isinstance(value, Mapping) and isinstance(given.get(name), Mapping):
            result[name] = completed(given[name], value)
    return result


def from_mapping(data: Mapping[str, Any]) -> StyleSheet:
    """The style sheet of a parsed file. Raises ContentError when a part is missing, of the wrong type, or nothing to make a page with."""
    data = _measured(data)
    try:
        sheet = StyleSheet(
            name=data["name"],
            title=data["title"],
            page=_make(Page, data["page"]),
            fonts={key: _make(Font, value) for key, value in data["fonts"].items()},
            roles={key: _role(key, value) for key, value in data["roles"].items()},
            numbering=_make(Numbering, {**data["numbering"], "levels": tuple(data["numbering"]["levels"])}),
            captions=_make(Captions, data["captions"]),
            title_page=_make(TitlePageStyle, data["title_page"]),
            contents=_make(ContentsStyle, data["contents"]),
            placeholders=_make(Placeholders, data["placeholders"]),
            table=_make(TableStyle, data["table"]),
            watermark=data["draft"]["watermark"],
            review_watermark=data["draft"]["review_watermark"],
            sections={key: _make(SectionStyle, {**value, "number": NumberFormat(value["number"])}) for key, value in data["sections"].items()},
        )
        if not all(isinstance(words, str) for words in (sheet.name, sheet.watermark, sheet.review_watermark, *sheet.title.values())):
            raise TypeError("title")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentError(message("The style sheet is incomplete ({detail}); choose another one or restore the original.", detail=error)) from error
    style_rules.check(sheet)
    return sheet


def _make(kind: type[_T], values: Mapping[str, Any]) -> _T:
    """A dataclass of these values; raises TypeError, KeyError or ValueError for unknown, missing or wrong ones."""
    return kind(**style_rules.typed(kind, values))


def _role(name: str, values: Mapping[str, Any]) -> Role:
    """The role of these values; what its place decides is left as it is by default."""
    settled = style_rules.settled(name) - {"keep_next"}
    values = {setting: value for setting, value in values.items() if setting not in settled}
    size, line = values["size"], values.get("line", 1.0)
    values["size"] = sizes()[size] if isinstance(size, str) else float(size)
    if isinstance(line, str):
        values["line"], values["line_points"] = 1.0, float(line.removesuffix("pt"))
    return _make(Role, values)
