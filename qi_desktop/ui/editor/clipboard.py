"""Copy, paste and drop: what the editor puts on the clipboard and what it takes from there.

Owns the program's own clipboard form (JSON of blocks) and the order in which a foreign one is read: own blocks, text with structure, pictures,
plain text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage, QTextCursor, QTextDocument

from qi_desktop.core import attributes, identifiers, richtext
from qi_desktop.core.errors import CancelledError, ContentError
from qi_desktop.core.model import BlockKind, ParagraphRole
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import Run, Text, text_of
from qi_desktop.export.document import HEAD
from qi_desktop.session import Draft
from qi_desktop.ui import qtext
from qi_desktop.ui.editor.pasted_pictures import SUFFIXES, data_of
from qi_desktop.ui.editor.picture_resize import SMALLEST_SHARE
from qi_desktop.ui.editor.sources import Sources, png_of
from qi_desktop.ui.editor.structure import end_of
from qi_desktop.ui.editor.text_area import TextArea
from qi_desktop.ui.tasks import Steps, Way, at_once, beside, halves, result_of
from qi_desktop.ui.translate import tr

_LONG = 300_000  # letters, from which on a paste takes so long that a bar is shown
MIME = "application/x-qi-desktop-blocks+json"


@dataclass(frozen=True, slots=True)
class Copied:
    """Blocks of the clipboard. `open_start`, `open_end`: the first or last one is a part of a paragraph."""

    drafts: tuple[Draft, ...]
    open_start: bool = False
    open_end: bool = False
    chapter_id: str = ""


class Clipboard:
    """Copying from and pasting into one text area."""

    def __init__(
        self, area: TextArea, sources: Sources, chapter_id: Callable[[], str], at_length: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._area = area
        self._sources = sources
        self._chapter_id = chapter_id
        self._at_length = at_length  # while it lasts, the editor follows nothing of what is put in part by part
        area.mime_writer, area.mime_reader, area.mime_asker = self.copied, self.insert, self.can_insert
        area.selection_mover = self.move_selection

    # --- out ---

    def selected(self) -> Copied:
        """The selection as blocks; only whole ones carry their ids."""
        cursor = self._area.textCursor()
        start, end = self._area.structure.whole_atoms(cursor.selectionStart(), cursor.selectionEnd())
        if start == end:
            return Copied(())
        touched = self._area.structure.blocks_between(start, end)
        drafts = []
        for block in touched:
            draft = qtext.draft_of(block)
            first, last = max(start, block.position()), min(end, end_of(block))
            whole = (first, last) == (block.position(), end_of(block))
            if draft.kind in qtext.OBJECT_KINDS:
                if first < last:
                    drafts.append(draft)
                continue
            runs = draft.text if whole else qtext.runs_of(block, first - block.position(), last - block.position())
            drafts.append(replace(draft, id=draft.id if whole else "", text=runs))
        alone = len(touched) == 1 and end <= end_of(touched[-1]) and not qtext.is_object(touched[0])
        open_start = start > touched[0].position() and not qtext.is_object(touched[0])
        open_end = end < end_of(touched[-1]) and not qtext.is_object(touched[-1])
        return Copied(tuple(drafts), alone or open_start, alone or open_end, self._chapter_id())

    def copied(self) -> QMimeData:
        """The selection for the clipboard: own form, HTML and plain text."""
        selection = self.selected()
        result = QMimeData()
        if not selection.drafts:
            return result
        labels = self._area.labels()
        result.setText("\n".join(self._plain(draft, labels.get(draft.id, "")) for draft in selection.drafts))
        result.setData(MIME, encode(selection))
        picture = self._sources.picture(str(selection.drafts[0].attributes.get("asset", ""))) if len(selection.drafts) == 1 else None
        if picture is not None:
            result.setImageData(picture)  # without HTML, which Word and WPS would take before the picture
            return result
        inline = selection.open_start and len(selection.drafts) == 1
        parts = (self._html(draft, labels.get(draft.id, ""), inline) for draft in selection.drafts)
        result.setHtml(f'<html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>')
        return result

    def _plain(self, draft: Draft, label: str) -> str:
        if draft.kind in (BlockKind.TABLE, BlockKind.REGISTER_VIEW) and (table := self._sources.table(draft)):
            lines = [[column.label for column in table.columns], *table.rows]
            return "\n".join("\t".join(cell if isinstance(cell, str) else text_of(cell) for cell in line) for line in lines)
        return label + "".join(self._sources.shown(run) if run.is_atom else run.text for run in draft.text)

    def _html(self, draft: Draft, label: str, inline: bool) -> str:
        runs = self._html_runs(draft.text)
        if inline:
            return f"<span>{runs}</span>"
        match draft.kind:
            case BlockKind.HEADING:
                return f"<h3>{runs}</h3>"
            case BlockKind.TABLE | BlockKind.REGISTER_VIEW:
                return self._html_table(draft)
            case BlockKind.PAGE_BREAK:
                return "<br style='page-break-before:always'>"
        align = {ParagraphRole.SLOGAN.value: "center", ParagraphRole.SIGNATURE.value: "right"}.get(str(draft.attributes.get("role", "")), "")
        style = f' style="text-align:{align}"' if align else ""
        return f"<p{style}>{escape(label)}{runs}</p>"

    def _html_runs(self, runs: Text) -> str:
        return "".join(self._html_run(run) for run in runs)

    def _html_run(self, run: Run) -> str:
        body = escape(self._sources.shown(run) if run.is_atom else run.text).replace("\n", "<br>")
        for tag, on in (("sup", run.superscript), ("sub", run.subscript), ("u", run.underline), ("i", run.italic), ("b", run.bold)):
            body = f"<{tag}>{body}</{tag}>" if on else body
        return f'<a href="{escape(run.link)}">{body}</a>' if run.link else body

    def _html_table(self, draft: Draft) -> str:
        table = self._sources.table(draft)
        if table is None:
            return ""
        spans = {(span.row, span.column): span for span in table.spans}
        covered = {
            (row, column)
            for span in table.spans
            for row in range(span.row, span.row + span.rows)
            for column in range(span.column, span.column + span.columns)
        } - spans.keys()
        lines = []
        for number, row in enumerate([tuple(column.label for column in table.columns), *table.rows], HEAD):
            cells, tag = [], "th" if number == HEAD else "td"
            for place, cell in enumerate(row):
                if (number, place) in covered:
                    continue
                span = spans.get((number, place))
                size = f' rowspan="{span.rows}" colspan="{span.columns}"' if span else ""
                cells.append(f"<{tag}{size}>{escape(cell) if isinstance(cell, str) else self._html_runs(cell)}</{tag}>")
            lines.append(f"<tr>{''.join(cells)}</tr>")
        return f'<table border="1">{"".join(lines)}</table>'

    # --- in ---

    def can_insert(self, source: QMimeData) -> bool:
        """True if there is something that the editor reads."""
        if source.hasFormat(MIME) or source.hasHtml() or source.hasImage() or any(True for _ in picture_files(source)):
            return True
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insert(self, source: QMimeData) -> bool:
        """Paste; True if something was put in, or is about to be: what is long is read in another thread and put in part by part."""
        if self._is_long(source):
            self._go_through(self._pasting(_texts_of(source)))
            return True
        copied = self.read(source)
        if not copied.drafts:
            return False
        self.put(copied)
        return True

    def _is_long(self, source: QMimeData) -> bool:
        own = source.hasFormat(MIME)
        return (source.data(MIME).size() if own else max(len(source.html()), len(source.text()))) > _LONG

    def _go_through(self, steps: Generator[tuple[int, int], None, None]) -> None:
        """A bar over the window, which can do nothing else meanwhile."""
        bar = Steps(steps, tr("Pasting …"), self._area.window())
        bar.finished.connect(self._area.ensureCursorVisible)
        bar.failed.connect(lambda error: None if isinstance(error, CancelledError) else self._sources.hub.failed.emit(error))
        bar.start()

    def _pasting(self, source: QMimeData) -> Generator[tuple[int, int], None, None]:
        copied = yield from halves(self._reading(source, beside), 0)
        if copied.drafts:
            yield from halves(self._putting(copied), 1)

    def insert_plain(self, source: QMimeData) -> None:
        """Paste the plain text only, every line as it stands; of a page that brings none along, its words."""
        from qi_desktop.ui.editor import html_blocks  # the window is painted before the first paste

        text = source.text()
        if not text and source.hasHtml():
            text = "\n".join(text_of(draft.text) for draft in html_blocks.from_html(source.html()))
        if text:
            drafts = html_blocks.from_text(text, recognise=False)
            run = self._area.typing_run()
            styled = (replace(draft, text=tuple(replace(run, text=part.text) for part in draft.text)) for draft in drafts)
            copied = Copied(tuple(styled), open_start=True, open_end=True)
            if len(text) > _LONG:
                self._go_through(self._putting(copied))
            else:
                self.put(copied)

    def put(self, copied: Copied) -> None:
        """Put blocks in at the cursor. A block that was cut from this chapter keeps its id if nobody has it now."""
        cursor = self._area.textCursor()
        if not self._fill_slot(copied):
            cursor.beginEditBlock()
            for _ in self._parts(cursor, copied):
                pass
            cursor.endEditBlock()
            self._go_to(cursor)

    def _putting(self, copied: Copied) -> Generator[tuple[int, int], None, None]:
        """`put` part by part; one step of undo all the same, which takes back what is in when it is left off."""
        cursor, document = self._area.textCursor(), self._area.document()
        with self._at_length():
            cursor.beginEditBlock()
            try:
                for done in self._parts(cursor, copied):
                    cursor.endEditBlock()
                    yield done, len(copied.drafts)
                    cursor.joinPreviousEditBlock()
            except GeneratorExit:
                document.undo()
                document.clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)
                raise
            cursor.endEditBlock()
        self._go_to(cursor)

    def _parts(self, cursor: QTextCursor, copied: Copied) -> Iterator[int]:
        area = self._area
        area.leave_object(cursor)
        if cursor.hasSelection():
            area.structure.remove(cursor)
        present = {qtext.id_of(block) for block in qtext.blocks(area.document())}
        yield from area.structure.inserting(cursor, self._with_free_ids(copied, present), copied.open_start, copied.open_end)

    def _go_to(self, cursor: QTextCursor) -> None:
        self._area.setTextCursor(cursor)
        self._area.end_step()  # undo takes back what is typed from now on first

    def move_selection(self, target: QTextCursor) -> None:
        """Take the selection to another place, where its blocks keep their ids. An object goes between paragraphs and leaves no empty one behind."""
        area = self._area
        moved = area.textCursor()
        if moved.selectionStart() <= target.position() <= moved.selectionEnd():
            return
        copied = self.selected()
        is_object = len(copied.drafts) == 1 and copied.drafts[0].kind in qtext.OBJECT_KINDS
        if is_object and not qtext.is_object(target.block()):
            behind = 2 * target.positionInBlock() >= target.block().length()
            target.movePosition(QTextCursor.MoveOperation.EndOfBlock if behind else QTextCursor.MoveOperation.StartOfBlock)
        target.beginEditBlock()
        area.structure.cut(moved)
        if is_object and moved.block().next().isValid():
            area.structure.delete(moved)
        elif is_object:
            area.structure.backspace(moved)
        area.setTextCursor(target)
        self.put(copied)
        target.endEditBlock()

    def _fill_slot(self, copied: Copied) -> bool:
        """A picture put in where a figure still waits for one becomes that figure's: its caption and number stay."""
        cursor = self._area.textCursor()
        block = self._area.document().findBlock(cursor.selectionStart())
        if len(copied.drafts) != 1 or cursor.selectionEnd() > end_of(block) or qtext.kind_of(block) is not BlockKind.FIGURE:
            return False
        slot, given = qtext.draft_of(block), copied.drafts[0]
        if given.kind is not BlockKind.FIGURE or given.text or not given.attributes.get("asset") or slot.attributes.get("asset"):
            return False
        self._area.structure.change_object(block, replace(slot, attributes={**slot.attributes, "asset": given.attributes["asset"]}))
        return True

    def _with_free_ids(self, copied: Copied, present: set[str]) -> list[Draft]:
        result = []
        for draft in copied.drafts:
            keeps = (
                bool(draft.id)
                and draft.id not in present
                and copied.chapter_id == self._chapter_id()
                and self._sources.is_free(draft.id, self._chapter_id())
            )
            present.add(draft.id)
            result.append(draft if keeps else replace(draft, id=""))
        return result

    def read(self, source: QMimeData) -> Copied:
        """What the clipboard holds, as blocks."""
        return result_of(self._reading(source, at_once))

    def _reading(self, source: QMimeData, way: Way) -> Generator[tuple[int, int], None, Copied]:
        from qi_desktop.ui.editor import html_blocks

        if source.hasFormat(MIME):
            own = decode(bytes(source.data(MIME).data()))
            if own is not None:
                return own
        before = self._area.items_before(self._area.textCursor().block())
        if source.hasHtml():
            html = richtext.clean(source.html())
            read = yield from way(lambda progress: html_blocks.from_html(html, before, lambda address: bool(data_of(address)), progress))
            drafts = self._with_pictures(read)
            if drafts:
                return _foreign(drafts, source.text().endswith("\n"))
        pictures = list(self._pictures(source))
        if pictures:
            return Copied(tuple(pictures))
        if source.hasText() and not source.hasUrls():
            text = source.text()
            drafts = yield from way(lambda progress: html_blocks.from_text(text, before))
            return _foreign(drafts, text.endswith("\n"))
        if source.hasText() and not any(url.isLocalFile() for url in source.urls()):
            return _foreign(html_blocks.from_text(source.text(), before), False)
        return Copied(())

    def _with_pictures(self, drafts: list[Draft]) -> list[Draft]:
        """Pictures of a pasted text are stored; one that cannot be read is left out."""
        from qi_desktop.ui.editor import html_blocks

        result: list[Draft] = []
        for draft in drafts:
            address = str(draft.attributes.get(html_blocks.PICTURE_ADDRESS, "")) if draft.kind is BlockKind.FIGURE else ""
            if not address:
                result.append(draft)
                continue
            others = {name: draft.attributes[name] for name in ("alternative",) if name in draft.attributes}
            share = draft.attributes.get(html_blocks.PICTURE_WIDTH, 0) / self._area.paper.css_width
            for figure in self._figure(tr("Pasted picture"), data_of(address)):
                size = {"width": round(share, 3)} if SMALLEST_SHARE <= share < 1 else {}
                result.append(replace(draft, attributes={**others, **size, **figure.attributes}))
        return result

    def _pictures(self, source: QMimeData) -> Iterator[Draft]:
        """Figures of the picture files that are dropped, or of the picture itself."""
        files = list(picture_files(source))
        for file in files:
            if asset := self._sources.add_picture_file(file):
                yield Draft("", BlockKind.FIGURE, (), {"asset": asset})
        if not files and source.hasImage():
            image = source.imageData()
            if isinstance(image, QImage) and not image.isNull():
                yield from self._figure(tr("Pasted picture") + ".png", png_of(image))

    def _figure(self, name: str, data: bytes) -> Iterator[Draft]:
        asset = self._sources.add_picture(name, data)
        if asset:
            yield Draft("", BlockKind.FIGURE, (), {"asset": asset})


def _texts_of(source: QMimeData) -> QMimeData:
    """What a clipboard says, without pictures; it stays when the clipboard holds something else."""
    kept = QMimeData()
    if source.hasFormat(MIME):
        kept.setData(MIME, source.data(MIME))
    if source.hasHtml():
        kept.setHtml(source.html())
    kept.setText(source.text())
    return kept


def picture_files(source: QMimeData) -> Iterator[Path]:
    """The local picture files of a drop."""
    for url in source.urls():
        file = Path(url.toLocalFile()) if url.isLocalFile() else None
        if file and file.suffix.lower() in SUFFIXES and file.is_file():
            yield file


def _foreign(drafts: Sequence[Draft], closed: bool) -> Copied:
    """Blocks of another program: the first and last paragraph go on with the text around them, unless they are something of their own."""
    if not drafts:
        return Copied(())
    first, last = (draft.kind is BlockKind.PARAGRAPH and not draft.attributes for draft in (drafts[0], drafts[-1]))
    return Copied(tuple(drafts), first, last and not closed)


def encode(copied: Copied) -> bytes:
    """The program's own clipboard form."""
    blocks = [
        {"id": draft.id, "kind": draft.kind.value, "text": richtext.to_json(draft.text), "attributes": dict(draft.attributes)}
        for draft in copied.drafts
    ]
    value = {"version": 1, "chapter": copied.chapter_id, "open_start": copied.open_start, "open_end": copied.open_end, "blocks": blocks}
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


def decode(data: bytes) -> Copied | None:
    """Blocks from the own form; None for anything that is not exactly that, since any program may write to the clipboard."""
    try:
        value = json.loads(data)
        drafts = tuple(_draft(item) for item in value["blocks"])
        if value["version"] != 1:
            return None
        return Copied(drafts, value["open_start"] is True, value["open_end"] is True, str(value["chapter"]))
    except (ValueError, KeyError, TypeError, RecursionError, ContentError):
        return None


def _draft(item: dict[str, Any]) -> Draft:
    identifier = item["id"] if identifiers.is_id(str(item["id"])) else ""
    return Draft(identifier, BlockKind(item["kind"]), richtext.from_json(item["text"]), attributes.checked(item["attributes"]))
