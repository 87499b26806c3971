"""What stands in a paragraph: formatted text, links, notes, pictures, text boxes, fields, and the marks of a review.

The view is that of all changes accepted: inserted words are there, deleted ones are not. Of a field the result is kept, not what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Any

from qi_desktop.core import richtext
from qi_desktop.core.messages import Message, message
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Run, Text
from qi_desktop.interchange.word_reading.markup import COMPATIBILITY, DRAWING, MATH, PLACED, RELATIONSHIPS, VML, is_on, value, w, whole
from qi_desktop.interchange.word_reading.package import Relationship
from qi_desktop.interchange.word_reading.styles import Styles, run_flags

_EMU = 914400  # to the inch (ECMA-376 part 1, §20.1.2.1)
_SAFE = ("http://", "https://", "mailto:")
# What people write with the signs of these fonts (private characters, or the letters of the font's own code page).
_SIGNS = dict(zip(["f0fc", "f0fe", "f0a8", "f06f", "f0fb", "f0fd", "f06c", "f0b7", "f0b0", "f0b1", "f0b3", "f0a3"], "✓☑□□✗☒●•°±≥≤", strict=True))
_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_PASSED = frozenset(w(name) for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo", "rubyBase"))
_LEFT_OUT = frozenset(w(name) for name in ("del", "moveFrom"))


@dataclass(slots=True)
class Picture:
    """A picture in the text: the id of its relationship, its words for those who do not see it, its width in inches (0: unknown)."""

    relationship: str
    alternative: str
    width: float
    problem: Message | None = None


@dataclass(slots=True)
class Line:
    """What a paragraph holds. `boxes` are text boxes' contents, to be read as paragraphs of their own."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    page_breaks: int = 0
    is_contents: bool = False

    @property
    def text(self) -> Text:
        """The text without blanks at its ends."""
        return trimmed(richtext.normalise(self.runs))


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False


class InlineReader:
    """Reads paragraph after paragraph, as a field may begin in one and end in another. `note` gives the text of a foot- or endnote by (kind, id)."""

    def __init__(
        self, relationships: Mapping[str, Relationship], styles: Styles, note: Callable[[str, str], str], tell: Callable[[str], None]
    ) -> None:
        self._relationships = relationships
        self._styles = styles
        self._note = note
        self._tell = tell  # called with the kind of what was met: revision, formula, note, link …
        self._fields: list[_Field] = []

    def line(self, paragraph: Any) -> Line:
        """The contents of a `w:p`."""
        line = Line()
        line.is_contents = any(is_contents(part.instruction) for part in self._fields)
        self._children(paragraph, Run(""), line)
        line.is_contents = line.is_contents or any(is_contents(part.instruction) for part in self._fields)
        self._fields = [part for part in self._fields if part.has_result]  # an instruction never goes on in the next paragraph
        return line

    def forget_fields(self) -> None:
        """A field that was never ended ends here."""
        self._fields.clear()

    def _children(self, parent: Any, form: Run, line: Line) -> None:
        for item in parent:
            tag = item.tag
            if tag == w("r"):
                self._run(item, form, line)
            elif tag in _LEFT_OUT:
                self._tell("revisions")
            elif tag in _PASSED:
                if tag in (w("ins"), w("moveTo")):
                    self._tell("revisions")
                self._children(item, form, line)
            elif tag == w("sdt"):
                self._children(item, form, line)
            elif tag == w("hyperlink"):
                self._children(item, replace(form, link=self._address(item.get(RELATIONSHIPS + "id", ""))), line)
            elif tag == w("fldSimple"):
                line.is_contents = line.is_contents or is_contents(item.get(w("instr"), ""))
                self._children(item, form, line)
            elif tag == COMPATIBILITY + "AlternateContent":
                self._choice(item, form, line)
            elif tag in (MATH + "oMath", MATH + "oMathPara"):
                self._tell("formulas")
                line.runs.append(replace(form, text="".join(text.text or "" for text in item.iter(MATH + "t"))))

    def _choice(self, item: Any, form: Run, line: Line) -> None:
        """Of alternatives the first: taking both would double the text (ECMA-376 part 3, §9)."""
        chosen = item.find(COMPATIBILITY + "Choice")
        if chosen is None:
            chosen = item.find(COMPATIBILITY + "Fallback")
        if chosen is not None:
            self._children(chosen, form, line)
            self._objects(chosen, form, line)

    def _address(self, relationship: str) -> str:
        found = self._relationships.get(relationship)
        return _safe(found.target) if found is not None else ""

    # --- runs ---

    def _run(self, run: Any, form: Run, line: Line) -> None:
        properties = run.find(w("rPr"))
        if properties is not None:
            if is_on(properties, "vanish") or is_on(properties, "webHidden"):
                form_shown = None
            else:
                style = value(properties, "rStyle")
                flags = {**(self._styles.flags(style) if style else {}), **run_flags(properties)}
                if form.link or any("HYPERLINK" in part.instruction for part in self._fields):
                    flags.pop("underline", None)  # a link is underlined anyway
                form_shown = replace(form, **flags) if flags else form  # type: ignore[arg-type]
        else:
            form_shown = form
        for item in run:
            tag = item.tag
            if tag == w("fldChar"):
                self._field_mark(item.get(w("fldCharType"), ""))
            elif tag == w("instrText"):
                if self._fields and not self._fields[-1].has_result:
                    self._fields[-1].instruction += item.text or ""
            elif any(not part.has_result for part in self._fields) or form_shown is None:
                continue
            else:
                self._piece(tag, item, self._linked(form_shown), line)

    def _linked(self, form: Run) -> Run:
        for part in self._fields:
            words = part.instruction.split('"')
            if part.instruction.strip().startswith("HYPERLINK") and len(words) > 1 and "\\l" not in words[0]:
                return replace(form, link=_safe(words[1]))
        return form

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _piece(self, tag: str, item: Any, form: Run, line: Line) -> None:
        if tag == w("t"):
            line.runs.append(replace(form, text=item.text or ""))
        elif tag in (w("tab"), w("ptab")):
            line.runs.append(replace(form, text="\t"))
        elif tag in (w("br"), w("cr")):
            kind = item.get(w("type"), "textWrapping")
            if kind == "page":
                line.page_breaks += 1
            else:
                line.runs.append(replace(form, text="\n"))
        elif tag == w("noBreakHyphen"):
            line.runs.append(replace(form, text="-"))
        elif tag == w("sym"):
            line.runs.append(replace(form, text=self._sign(item)))
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            text = self._note("footnote" if tag == w("footnoteReference") else "endnote", item.get(w("id"), ""))
            if text:
                self._tell("footnotes")
                line.runs.append(Run("", footnote=text))
        elif tag == w("ruby"):
            base = item.find(w("rubyBase"))
            if base is not None:
                self._children(base, form, line)
        elif tag == COMPATIBILITY + "AlternateContent":
            self._choice(item, form, line)
        elif tag in (w("drawing"), w("pict"), w("object")):
            self._objects(item, form, line)

    def _sign(self, item: Any) -> str:
        code, font = item.get(w("char"), "").casefold(), item.get(w("font"), "").casefold()
        known = _SIGNS.get(code)
        if known:
            return known
        try:
            letter = chr(int(code, 16) & 0xFF if 0xF000 <= int(code, 16) < 0xF100 else int(code, 16))
        except (ValueError, OverflowError):
            return ""
        if font == "symbol":
            return _GREEK.get(letter, _GREEK.get(letter.lower(), "").upper() or letter)
        self._tell("signs")
        return "□" if "dings" in font else letter

    # --- pictures and boxes ---

    def _objects(self, item: Any, form: Run, line: Line) -> None:
        boxes = [box for box in item.iter(w("txbxContent")) if not _is_fallback(box, item)]
        line.boxes += boxes
        for drawing in (element for name in ("inline", "anchor") for element in item.iter(PLACED + name)):
            if _is_inside(drawing, boxes):
                continue
            described = drawing.find(PLACED + "docPr")
            alternative = "" if described is None else described.get("descr", "") or ""
            size = drawing.find(PLACED + "extent")
            width = whole(None if size is None else size.get("cx"), 0, 10**9) / _EMU
            blips = list(drawing.iter(DRAWING + "blip"))
            for blip in blips:
                line.pictures.append(self._picture(blip.get(RELATIONSHIPS + "embed", "") or blip.get(RELATIONSHIPS + "link", ""), alternative, width))
            if not blips and not any(_is_within(box, drawing) for box in boxes) and _holds_a_chart(drawing):
                self._tell("charts")
                line.pictures.append(Picture("", alternative, width, message("A chart or diagram cannot be taken over; put a picture of it there.")))
        for image in item.iter(VML + "imagedata"):
            if not _is_inside(image, boxes) and not _is_fallback(image, item):
                line.pictures.append(self._picture(image.get(RELATIONSHIPS + "id", ""), image.get("title", ""), 0.0))

    def _picture(self, relationship: str, alternative: str, width: float) -> Picture:
        self._tell("pictures")
        return Picture(relationship, " ".join(richtext.clean(alternative).split()), width)


def _safe(address: str) -> str:
    """A web or mail address; empty for any other."""
    return address if address.casefold().startswith(_SAFE) and not any(sign.isspace() for sign in address) else ""


def is_contents(instruction: str) -> bool:
    """True for the field that makes a list of contents."""
    return instruction.split()[:1] == ["TOC"]


def trimmed(text: Text) -> Text:
    """A text without blanks at its ends; tabs inside are single blanks."""
    if not text:
        return text
    runs = [replace(run, text=run.text.replace("\t", " ")) if "\t" in run.text else run for run in text]
    while runs and not runs[0].is_atom and not runs[0].text.strip():
        del runs[0]
    while runs and not runs[-1].is_atom and not runs[-1].text.strip():
        del runs[-1]
    if runs and not runs[0].is_atom:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    if runs and not runs[-1].is_atom:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return richtext.normalise(runs)


def _is_fallback(element: Any, top: Any) -> bool:
    """True if the element stands in the second choice of an alternative, below `top`."""
    while element is not None and element is not top:
        if element.tag == COMPATIBILITY + "Fallback":
            return True
        element = element.getparent()
    return False


def _is_within(element: Any, outer: Any) -> bool:
    while element is not None:
        if element is outer:
            return True
        element = element.getparent()
    return False


def _is_inside(element: Any, boxes: list[Any]) -> bool:
    return any(_is_within(element, box) for box in boxes)


def _holds_a_chart(drawing: Any) -> bool:
    data = next(drawing.iter(DRAWING + "graphicData"), None)
    return data is not None and any(word in data.get("uri", "") for word in ("/chart", "/diagram"))
