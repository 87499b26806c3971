"""The walk through a Word file's body: paragraphs, lists, headings, tables, pictures, in order.

Nothing is dropped in silence: what is simpler than it was, or cannot be taken over, becomes a remark with its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from qi_desktop.core import drafts, richtext
from qi_desktop.core.drafts import CAPTION, Draft, DraftItem
from qi_desktop.core.messages import Message, message
from qi_desktop.core.model import BlockKind, ParagraphRole
from qi_desktop.core.richtext import Run, Text
from qi_desktop.interchange import headings
from qi_desktop.interchange.chapters import NOTE, arrange
from qi_desktop.interchange.incoming import FoundHeading, ImportRemark, IncomingReport, Reading, import_words
from qi_desktop.interchange.word_reading.inline import InlineReader, Line, Picture, trimmed
from qi_desktop.interchange.word_reading.markup import COMPATIBILITY, value, w, whole
from qi_desktop.interchange.word_reading.numbering import Numbering
from qi_desktop.interchange.word_reading.package import WordPackage
from qi_desktop.interchange.word_reading.styles import BODY_LEVEL, Styles, level_of, number_of
from qi_desktop.interchange.word_reading.tables import Cell, grid

_LONGEST_CAPTION = 80
_TWIPS = 1440  # to the inch
_A4_TEXT = 5.77  # inches between usual margins, where the file tells no page
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")  # how the formats begin that can be shown
_ALIGNED = {"center": ParagraphRole.SLOGAN, "right": ParagraphRole.SIGNATURE, "end": ParagraphRole.SIGNATURE}
_COVER_STYLES = ("title", "subtitle", "标题", "副标题")
_FEW_HEADINGS = 3  # a file with fewer painted them by hand
Progress = Callable[[int, int], None]
_TOLD: dict[str, Message] = {
    "revisions": message("Recorded changes ({count}) are taken over as if they were accepted."),
    "comments": message("Comments ({count}) are not taken over; they stay in the Word file."),
    "contents": message("The list of contents is left out ({count} lines); the program makes its own."),
    "formulas": message("Formulas ({count}) are plain text now; read them through."),
    "signs": message("Signs of an unknown font ({count}) are boxes now; read them through."),
    "text boxes": message("Text boxes ({count}) are paragraphs now, behind the paragraph they were fixed to."),
    "nested tables": message("Tables inside tables ({count}) are lines of text now."),
    "guessed headings": message("The file does not mark its headings; {count} were told by their numbers and words. Look through the chapter tree."),
}


def read_word(path: Path, progress: Progress = lambda done, total: None) -> IncomingReport:
    """The report of a Word file (.docx, .docm, also of the strict form). Raises ContentError for what cannot be read.

    `progress(done, total)` is called now and then; what it raises ends the reading.
    """
    with WordPackage(path) as package:
        body = package.xml(package.main).find(w("body"))
        reader = _BodyReader(package, progress)
        if body is not None:
            reader.read(body)
        return arrange(path.name, reader.finished())


class _BodyReader:
    def __init__(self, package: WordPackage, progress: Progress) -> None:
        self._package = package
        self._progress = progress
        self._relationships = package.relationships(package.main)
        styles_part, numbering_part = package.part_of_kind("styles"), package.part_of_kind("numbering")
        self._styles = Styles(package.xml(styles_part) if styles_part else None)
        self._numbering = Numbering(package.xml(numbering_part) if numbering_part else None, self._styles)
        self._notes = {kind: self._read_notes(kind) for kind in ("footnote", "endnote")}
        self._inline = InlineReader(self._relationships, self._styles, self._note, self._tell)
        self._counts: Counter[str] = Counter()
        self._reading = Reading()
        self._content = self._reading.content
        self._place = ""
        self._join: list[Run] | None = None  # a paragraph whose mark a reviewer deleted goes on in the next one
        self._text_width = _A4_TEXT

    # --- the whole ---

    def read(self, body: Any) -> None:
        """Read everything below `w:body`."""
        self._text_width = _width_of_text(body)
        items = list(body)
        for done, item in enumerate(items):
            if done % 50 == 0:
                self._progress(done, len(items))
            self._item(item)
        self._end_join()

    def finished(self) -> Reading:
        """What was found, with what is to be said of the whole."""
        reading = self._reading
        comments = self._package.part_of_kind("comments")
        root = self._package.xml(comments) if comments else None
        self._counts["comments"] = 0 if root is None else sum(1 for _ in root.iter(w("comment")))
        marked = [item for item in reading.content if isinstance(item, FoundHeading)]
        if len(marked) < _FEW_HEADINGS:
            self._guess_headings()
        for kind, told in _TOLD.items():
            if self._counts[kind]:
                reading.remarks.append(ImportRemark(kind, "", message(told.template, count=self._counts[kind])))
        kinds = Counter(_kind(item) for item in reading.content)
        names = ("pictures", "footnotes", "revisions", "comments", "formulas", "charts")
        reading.found = Counter({name: count for name, count in {**kinds, **{name: self._counts[name] for name in names}}.items() if count})
        if self._counts["contents"]:
            reading.found["contents_lines"] = self._counts["contents"]
        return reading

    def _guess_headings(self) -> None:
        """Painted headings: told for the file as a whole, as a mixture of both ways is worse than either."""
        lines = [
            richtext.text_of(item.text) if isinstance(item, Draft) and item.kind is BlockKind.PARAGRAPH and CAPTION not in item.attributes else ""
            for item in self._content
        ]
        labels = {place: item.label for place, item in enumerate(self._content) if isinstance(item, FoundHeading)}
        listed, contents = headings.contents(lines)
        found = headings.guess(["" if place in contents else line for place, line in enumerate(lines)], listed)
        if len(found) <= len(labels):
            return
        self._counts["guessed headings"] = len(found)
        self._counts["contents"] += len(contents)
        content: list[Draft | DraftItem | FoundHeading] = []
        for place, item in enumerate(self._content):
            if place in contents:
                continue
            guess = found.get(place)
            content.append(FoundHeading(guess.level, guess.label, richtext.plain(guess.title)) if guess else item)
        self._reading.content = content

    # --- walking ---

    def _item(self, item: Any) -> None:
        tag = item.tag
        if tag == w("p"):
            self._paragraph(item)
        elif tag == w("tbl"):
            self._end_join()
            self._table(item)
        elif tag == w("sdt"):
            if value(item.find(f"{w('sdtPr')}/{w('docPartObj')}"), "docPartGallery") == "Table of Contents":
                self._counts["contents"] += sum(1 for _ in item.iter(w("p")))
            else:
                self._items(item)
        elif tag in (w("sdtContent"), w("ins"), w("moveTo"), w("smartTag"), w("customXml")):
            self._items(item)
        elif tag in (w("del"), w("moveFrom")):
            self._tell("revisions")
        elif tag == COMPATIBILITY + "AlternateContent":
            chosen = item.find(COMPATIBILITY + "Choice")
            self._items(chosen if chosen is not None else item)
        elif tag == w("altChunk"):
            self._remark("embedded document", message("A document inside this one is not taken over; copy it from there in Word."), lost=True)

    def _items(self, parent: Any) -> None:
        for item in parent:
            self._item(item)

    def _tell(self, kind: str) -> None:
        self._counts[kind] += 1

    def _remark(self, kind: str, why: Message, lost: bool = False) -> None:
        self._reading.remarks.append(ImportRemark(kind, self._place, why, lost))

    # --- paragraphs ---

    def _paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(w("pPr"))
        line = self._inline.line(paragraph)
        style = value(properties, "pStyle") or self._styles.default
        text = line.text
        if self._join is not None:
            text = trimmed(richtext.normalise((*self._join, *line.runs)))
            self._join = None
        if self._is_contents(style, line, text):
            self._counts["contents"] += bool(text)
            return
        if line.is_contents:
            self._inline.forget_fields()
        if properties is not None and properties.find(f"{w('rPr')}/{w('del')}") is not None:
            self._tell("revisions")
            self._join = list(text)
            self._objects(line)
            return
        if line.page_breaks and not text:
            self._content.append(Draft("", BlockKind.PAGE_BREAK))
        if text:
            self._content.append(self._block(properties, style, text))
        else:
            self._pass_number(properties, style)
        if line.page_breaks and text:
            self._content.append(Draft("", BlockKind.PAGE_BREAK))
        self._objects(line)

    def _end_join(self) -> None:
        if self._join:
            self._content.append(Draft("", BlockKind.PARAGRAPH, trimmed(tuple(self._join))))
        self._join = None

    def _is_contents(self, style: str, line: Line, text: Text) -> bool:
        words = richtext.text_of(text)
        if self._styles.is_contents(style):
            return True
        if line.is_contents:
            return not words or headings.is_contents_title(words) or headings.contents_title("".join(run.text for run in line.runs)) is not None
        return False

    def _block(self, properties: Any, style: str, text: Text) -> Draft | DraftItem | FoundHeading:
        own = level_of(properties)
        level = own if own is not None else self._styles.level(style)
        if level < BODY_LEVEL and not self._styles.is_called(style, *_COVER_STYLES):
            return self._heading(properties, style, level, text)
        number = self._number(properties, style)
        if number is not None:
            label = self._numbering.label(*number)
            if label:
                return drafts.labelled(number[1], "".join(label.split()), text)
        words = richtext.text_of(text)
        if self._styles.is_called(style, "caption", "题注") or self._is_caption(words):
            return Draft("", BlockKind.PARAGRAPH, text, {CAPTION: True})
        if self._styles.is_called(style, "附注", "表注"):
            return Draft("", BlockKind.PARAGRAPH, text, {"role": NOTE})
        if self._styles.is_called(style, "待补内容"):
            return Draft("", BlockKind.FIGURE, (), {"alternative": _without_frame(words), "required": True})
        if self._styles.is_called(style, "段内标题"):
            return Draft("", BlockKind.HEADING, text)
        role = self._role(properties, style)
        typed = None if role else drafts.recognised(words)
        if typed is not None:
            typed.text = richtext.split(text, len(words) - len(richtext.text_of(typed.text)))[1]
            return typed
        return Draft("", BlockKind.PARAGRAPH, text, {"role": role.value} if role else {})

    def _is_caption(self, words: str) -> bool:
        match = drafts.caption_number(words)
        return match is not None and len(words) <= _LONGEST_CAPTION and match.end() < len(words) and words[-1] not in "。；："

    def _role(self, properties: Any, style: str) -> ParagraphRole | None:
        if self._styles.is_called(style, "quote", "intense quote", "引用", "明显引用"):
            return ParagraphRole.QUOTE
        return _ALIGNED.get(value(properties, "jc") or self._styles.align(style))

    def _heading(self, properties: Any, style: str, level: int, text: Text) -> FoundHeading:
        number = self._number(properties, style)
        label = (self._numbering.label(*number) or "") if number is not None else ""
        words = " ".join(richtext.text_of(text).split())
        typed, title = ("", words) if label else headings.cut_number(words)
        self._place = f"{label or typed} {title}".strip()
        return FoundHeading(level + 1, label or typed, richtext.plain(title))

    def _number(self, properties: Any, style: str) -> tuple[str, int] | None:
        number = number_of(properties) or self._styles.number(style)
        return None if number is None or number[0] in ("", "0") else number

    def _pass_number(self, properties: Any, style: str) -> None:
        """An empty paragraph of a list counts too, as Word counts it."""
        number = self._number(properties, style)
        if number is not None:
            self._numbering.label(*number)

    # --- pictures and boxes ---

    def _objects(self, line: Line) -> None:
        for picture in line.pictures:
            self._content.append(self._figure(picture))
        for box in line.boxes:
            self._tell("text boxes")
            self._items(box)

    def _figure(self, picture: Picture) -> Draft:
        attributes: dict[str, Any] = {"alternative": picture.alternative} if picture.alternative else {}
        if picture.width > 0:
            attributes["width"] = round(min(max(picture.width / self._text_width, 0.05), 1.0), 2)
        found = self._relationships.get(picture.relationship)
        problem, data = picture.problem, None
        if problem is None:
            if found is not None and found.is_external:
                problem = message("A picture is only linked ({address}); it is not fetched. Put the picture itself there.", address=found.target)
            else:
                data = self._package.data(found.target) if found is not None else None
                if data is None:
                    problem = message("A picture is missing in the file or damaged; put it there again.")
                elif not _is_picture(data):
                    problem = message("A picture has a format that cannot be shown (such as EMF or WMF); save it as PNG and put it there.")
        if problem is None and found is not None and data is not None:
            self._reading.pictures[found.target] = data
            attributes["asset"] = found.target
        else:
            attributes["required"] = True
            self._remark("picture", problem or message("A picture is missing in the file or damaged; put it there again."), lost=True)
        return Draft("", BlockKind.FIGURE, (), attributes)

    # --- tables ---

    def _table(self, table: Any) -> None:
        found = grid(table)
        self._counts["revisions"] += found.deleted
        lines = [line for line in found.lines if line]
        if not lines:
            return
        if len(lines) == 1 and len(lines[0]) == 1:  # a frame for layout, no table
            if lines[0][0].element is not None:
                self._items(lines[0][0].element)
            return
        figures: list[Draft] = []
        for line in lines:
            for cell in line:
                cell.text = self._cell(cell, figures)
        self._content.append(drafts.spanned_table([[(cell.text, cell.rows, cell.columns) for cell in line] for line in lines]))
        if figures:
            self._remark("pictures in cells", message("Pictures in the cells of a table ({count}) stand behind it now.", count=len(figures)))
            self._content += figures

    def _cell(self, cell: Cell, figures: list[Draft]) -> Text:
        """The paragraphs of a cell as lines; what else stands there goes to `figures`, or becomes text."""
        if cell.element is None:
            return ()
        outside, self._content = self._content, []
        try:
            self._items(cell.element)
            self._end_join()
            inside = self._content
        finally:
            self._content = outside
        runs: list[Run] = []
        labels = iter(drafts.numbered([item for item in inside if not isinstance(item, FoundHeading)]))
        for item in inside:
            draft = Draft("", BlockKind.PARAGRAPH, item.text) if isinstance(item, FoundHeading) else next(labels)
            if draft.kind is BlockKind.FIGURE:
                figures.append(draft)
                continue
            if draft.kind is BlockKind.TABLE:
                self._tell("nested tables")
            text = drafts.flat(draft) if draft.kind is BlockKind.TABLE else (Run(_typed_label(item)), *draft.text)
            if text and richtext.text_of(text):
                runs += [Run("\n"), *text] if runs else text
        return richtext.normalise(runs)

    # --- notes ---

    def _read_notes(self, kind: str) -> dict[str, Any]:
        part = self._package.part_of_kind(f"{kind}s")
        root = self._package.xml(part) if part else None
        items: Iterable[Any] = () if root is None else root.iter(w(kind))
        return {item.get(w("id"), ""): item for item in items if item.get(w("type"), "normal") == "normal"}

    def _note(self, kind: str, identifier: str) -> str:
        item = self._notes[kind].get(identifier)
        if item is None:
            return ""
        reader = InlineReader({}, self._styles, lambda kind, identifier: "", lambda kind: None)
        lines = (richtext.text_of(reader.line(paragraph).text) for paragraph in item.iter(w("p")))
        return richtext.clean("\n".join(line for line in lines if line))


def _typed_label(item: Draft | DraftItem | FoundHeading) -> str:
    """What stood before a list item in a cell: cells hold plain lines."""
    if isinstance(item, FoundHeading):
        return f"{item.label} " if item.label else ""
    if not isinstance(item, DraftItem):
        return ""
    return drafts.typed_label(item)


def _without_frame(words: str) -> str:
    """What a frame in the place of a missing picture says, without the words around it."""
    before, after = import_words()["placeholder"].split("{caption}")
    return words.removeprefix(before).removesuffix(after)


def _is_picture(data: bytes) -> bool:
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _width_of_text(body: Any) -> float:
    section = next((item for item in reversed(list(body)) if item.tag == w("sectPr")), None)
    size = None if section is None else section.find(w("pgSz"))
    margins = None if section is None else section.find(w("pgMar"))
    if size is None or margins is None:
        return _A4_TEXT
    width = whole(size.get(w("w"))) - whole(margins.get(w("left"))) - whole(margins.get(w("right")))
    return width / _TWIPS if width >= _TWIPS else _A4_TEXT


def _kind(item: Draft | DraftItem | FoundHeading) -> str:
    if isinstance(item, FoundHeading):
        return "headings"
    if isinstance(item, DraftItem):
        return "list_items"
    return {BlockKind.TABLE: "tables", BlockKind.FIGURE: "figures", BlockKind.PAGE_BREAK: "page_breaks"}.get(item.kind, "paragraphs")
