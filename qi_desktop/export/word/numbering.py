"""Word's own numbering for headings and lists, so that it prints the labels the document has already computed.

Owns `numbering.xml`. Every label is checked against what Word will count; where the two differ (a jump, a hand-made label), the paragraph gets a
numbering instance of its own that starts at the right number or carries the label as it stands.
"""

from __future__ import annotations

import re
from dataclasses import field

from qi_desktop.core import numerals
from qi_desktop.core.lists import LIST_STYLES, NESTED
from qi_desktop.core.outline import number_label
from qi_desktop.core.records import dataclass
from qi_desktop.export.document import Heading, ListItem
from qi_desktop.export.proportions import list_label_width
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.export.word.markup import HEADER, NAMESPACES, escape, twips

LEVELS = 9  # Word has no more levels in a list, and no more heading styles
_PLACE = re.compile(r"\{(\d)(?::(\w+))?\}")
_FORMATS = {None: "decimal", "chinese": "chineseCountingThousand", "roman": "lowerRoman"}
_CIRCLED_MAXIMUM = 20  # Word prints plain digits beyond ⑳
_HEADINGS = 0  # abstractNumId of the headings; lists follow


@dataclass(frozen=True, slots=True)
class _Level:
    """A heading level: its label in Word's form (`%1.%2`), the format of its own counter, and the formats in which it wants those above."""

    text: str
    format: str
    above: dict[int, str]


@dataclass(frozen=True, slots=True)
class HeadingNumber:
    """How a heading gets its number: by its style (both empty), by a numbering instance of its own, or as typed text."""

    number_id: int = 0
    typed: str = ""


@dataclass(slots=True)
class _Sequence:
    """The running instance of one list: its id and the value of its last item."""

    number_id: int
    last: int
    parent: str = ""


@dataclass(slots=True)
class Numbering:
    """Collects the instances a document needs while it is planned, then writes them.

    Level 1 of the usual style is 第一章 and level 2 is 1.1, so level 2 must print the counter of level 1 in another format. Word has `w:isLgl` for
    that; LibreOffice 7.4 ignores it. Both obey a second instance of the same abstract list in which level 1 is decimal, and instances of one abstract
    list count together. So the styles of the levels that want other formats above them are bound to an instance of their own.
    """

    style: StyleSheet
    _levels: list[_Level] = field(default_factory=list)
    _views: list[dict[int, str]] = field(default_factory=list)
    _instances: list[str] = field(default_factory=list)
    _counters: list[int] = field(default_factory=lambda: [0] * LEVELS)
    _sequences: dict[str, _Sequence] = field(default_factory=dict)
    _lists: dict[str, int] = field(default_factory=dict)
    _first_use: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        patterns = self.style.numbering.levels
        for depth in range(1, LEVELS + 1):
            pattern = patterns[min(depth, len(patterns)) - 1] if patterns else ""
            pattern += "".join(f".{{{level}}}" for level in range(len(patterns) + 1, depth + 1)) if patterns else ""
            formats = {int(match[1]): _FORMATS.get(match[2], "decimal") for match in _PLACE.finditer(pattern) if 0 < int(match[1]) <= depth}
            above = {level: form for level, form in formats.items() if level < depth and form != self._levels[level - 1].format}
            self._levels.append(_Level(_PLACE.sub(lambda match: f"%{match[1]}", pattern), formats.get(depth, "decimal"), above))
            if above not in self._views:
                self._views.append(above)
        if {} not in self._views:
            self._views.insert(0, {})
        self._instances = [""] * len(self._views)
        # The list styles are bound to an instance each, so that a list typed in Word numbers itself.
        for name in LIST_STYLES:
            self._lists[name] = self._add(self._abstract(name))

    def heading_instance(self, level: int) -> int:
        """The numbering instance to which the heading style of a level (from 1) is bound."""
        return self._views.index(self._levels[level - 1].above) + 1

    def is_decimal(self, level: int) -> bool:
        """True if the label of a heading level ends in its counter in digits (so that Word can quote it as a number)."""
        return self._levels[level - 1].format == "decimal"

    def list_instance(self, style: str) -> int:
        """The numbering instance to which a list style is bound."""
        return self._lists[style]

    def heading(self, heading: Heading) -> HeadingNumber:
        """How this heading, the next in the document, gets its label."""
        if not heading.label:
            return HeadingNumber()
        if heading.level > LEVELS:
            return HeadingNumber(typed=heading.label)
        place = heading.level - 1
        expected = [*(max(count, 1) for count in self._counters[:place]), self._counters[place] + 1]
        wanted = list(heading.counter)
        self._counters[place:] = [expected[-1], *[0] * (LEVELS - heading.level)]
        self._counters[:place] = expected[:place]
        view = self.heading_instance(heading.level)
        if view not in self._first_use:
            self._first_use[view] = expected[0]
        if heading.label == number_label(expected, self.style.numbering.levels):
            return HeadingNumber()
        if wanted[:-1] == expected[:-1] and wanted and heading.label == number_label(wanted, self.style.numbering.levels):
            self._counters[place] = wanted[-1]
            return HeadingNumber(self._add(_HEADINGS, _start(place, wanted[-1]), self._views[view - 1]))
        return HeadingNumber(self._add(_HEADINGS, self._literal_heading(place, heading.label)))

    def item(self, item: ListItem) -> int:
        """The numbering instance of this list item, the next in the document; 0 if its style's own one serves."""
        style = LIST_STYLES.get(item.style, LIST_STYLES["bullet"])
        name, level = style.name, min(max(item.level, 0), LEVELS - 1)
        if style.is_bullet:
            return 0 if item.label == style.pattern else self._literal(name, level, item.label)
        parent = item.label.rpartition(".")[0] if name == NESTED else ""
        if (name == "circled" and item.value > _CIRCLED_MAXIMUM) or item.label != _label(name, parent, item.value):
            return self._literal(name, level, item.label)
        sequence = self._sequences.get(item.list_key)
        if sequence is None or item.value != sequence.last + 1 or parent != sequence.parent:
            override = _start(level, item.value, self._list_level(name, level, parent) if parent else "")
            sequence = self._sequences[item.list_key] = _Sequence(self._add(self._abstract(name), override), item.value, parent)
        sequence.last = item.value
        return sequence.number_id

    def xml(self) -> str:
        """The whole part."""
        for place, view in enumerate(self._views):
            self._instances[place] = _instance(place + 1, _HEADINGS, _overrides(view, self._first_use.get(place + 1, 1)))
        abstracts = [self._heading_abstract(), *(self._list_abstract(name) for name in LIST_STYLES)]
        return f"{HEADER}<w:numbering {NAMESPACES}>{''.join(abstracts)}{''.join(self._instances)}</w:numbering>"

    def _abstract(self, name: str) -> int:
        return _HEADINGS + 1 + list(LIST_STYLES).index(name)

    def _add(self, abstract: int, overrides: str = "", view: dict[int, str] | None = None) -> int:
        number_id = len(self._instances) + 1
        self._instances.append(_instance(number_id, abstract, _overrides(view or {}, 1) + overrides))
        return number_id

    def _literal_heading(self, place: int, label: str) -> str:
        separator, suffix = self._separator()
        level = _level(place, "decimal", _literal(label) + separator, suffix=suffix, paragraph_style=f"Heading{place + 1}")
        return f'<w:lvlOverride w:ilvl="{place}">{level}</w:lvlOverride>'

    def _literal(self, name: str, level: int, label: str) -> int:
        return self._add(self._abstract(name), f'<w:lvlOverride w:ilvl="{level}">{self._list_level(name, level, literal=label)}</w:lvlOverride>')

    def _separator(self) -> tuple[str, str]:
        """What stands between a heading's number and its text: characters of the label, and Word's word for the rest."""
        known = {" ": "space", "\t": "tab", "": "nothing"}
        separator = self.style.numbering.separator
        return ("", known[separator]) if separator in known else (separator, "nothing")

    def _heading_abstract(self) -> str:
        separator, suffix = self._separator()
        levels = "".join(
            _level(place, level.format, level.text + separator, suffix=suffix, paragraph_style=f"Heading{place + 1}", legal=_is_legal(level))
            for place, level in enumerate(self._levels)
        )
        return _abstract(_HEADINGS, "multilevel", levels)

    def _list_abstract(self, name: str) -> str:
        return _abstract(self._abstract(name), "hybridMultilevel", "".join(self._list_level(name, level) for level in range(LEVELS)))

    def _list_level(self, name: str, level: int, parent: str = "", literal: str = "") -> str:
        """A level of a list. The label stands two characters in, two more a level, and the text beside it."""
        style, role = LIST_STYLES[name], self.style.role("list")
        text = style.pattern.format(n=f"%{level + 1}", circled=f"%{level + 1}", parent=parent or "%1")
        if name == NESTED and not parent:
            text = f"%{level}.%{level + 1}" if level else "%1"
        form = "bullet" if style.is_bullet else "decimalEnclosedCircle" if name == "circled" else "decimal"
        label = twips(list_label_width(name) * role.size)
        left = twips((2 + 2 * level) * role.size) + label
        font = self.style.fonts[role.font]
        latin = escape(font.word if style.is_bullet else font.word_latin)
        fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{escape(font.word)}" w:hint="eastAsia"/>'
        layout = (
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs><w:ind w:left="{left}" w:hanging="{label}"/></w:pPr><w:rPr>{fonts}</w:rPr>'
        )
        return _level(level, form, _literal(literal) if literal else text, suffix="tab", layout=layout)


def _label(name: str, parent: str, value: int) -> str:
    return LIST_STYLES[name].pattern.format(n=value, circled=numerals.circled(value), parent=parent)


def _literal(label: str) -> str:
    """A label for `w:lvlText` in which nothing is a placeholder."""
    return re.sub(r"%(?=\d)", "%\u200b", label)


def _is_legal(level: _Level) -> bool:
    return bool(level.above) and level.format == "decimal" and set(level.above.values()) == {"decimal"}


def _level(
    place: int, form: str, text: str, *, suffix: str = "space", paragraph_style: str = "", legal: bool = False, layout: str = "", start: int = 1
) -> str:
    style = f'<w:pStyle w:val="{paragraph_style}"/>' if paragraph_style else ""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{style}{"<w:isLgl/>" if legal else ""}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/>{layout}</w:lvl>'
    )


def _overrides(view: dict[int, str], first: int) -> str:
    """The levels above as a level wants to print them. `first` is the count of level 1 at their first use, for programs that begin anew in a new
    instance."""
    levels = ((level, form, first if level == 1 else 1) for level, form in sorted(view.items()))
    shown = ((level - 1, _level(level - 1, form, f"%{level}", start=start)) for level, form, start in levels)
    return "".join(f'<w:lvlOverride w:ilvl="{place}">{markup}</w:lvlOverride>' for place, markup in shown)


def _start(place: int, value: int, level: str = "") -> str:
    return f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{value}"/>{level}</w:lvlOverride>'


def _instance(number_id: int, abstract: int, overrides: str) -> str:
    return f'<w:num w:numId="{number_id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def _abstract(abstract: int, kind: str, levels: str) -> str:
    # nsid tells Word which lists are the same when text is pasted between files.
    identity = f'<w:nsid w:val="{0x51490000 + abstract:08X}"/><w:multiLevelType w:val="{kind}"/>'
    return f'<w:abstractNum w:abstractNumId="{abstract}">{identity}{levels}</w:abstractNum>'
