"""What the editor shows of the library beside the chapter's own blocks: values of fields, rows of registers, pictures.

Owns the reading and the remembering of these; forgets them when the hub announces a change. Writes nothing but new pictures.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from qi_desktop.core import fields, outline
from qi_desktop.core.answers import Answer
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import ContentError, QiError
from qi_desktop.core.messages import message
from qi_desktop.core.model import Block, BlockKind, Field
from qi_desktop.core.readings import read_date
from qi_desktop.core.registers import Register
from qi_desktop.core.richtext import PAGE, Run, text_of
from qi_desktop.export import style_sheet
from qi_desktop.export.kinds import TargetKind
from qi_desktop.export.labels import CAPTIONED, Target, targets
from qi_desktop.export.style_sheet import StyleSheet
from qi_desktop.session import Draft
from qi_desktop.ui.editor.pasted_pictures import LARGEST
from qi_desktop.ui.field_names import explained, field_label
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.translate import language, language_key, tr

if TYPE_CHECKING:
    from qi_desktop.export.document import Table

_SHOWN_ELSEWHERE = ("company", "report", "style", "register_row", "asset")
_MEMORY = 1024  # MiB for one picture while it is read: a certificate of A3 size, scanned with 600 dots per inch, needs more than Qt's 256
_LARGEST_PICTURE = 1600  # pixels: more is not worth its memory in an editor
# What an export shows too. A drawing (SVG) is none of them: Qt would follow the paths in it, and unpack a packed one to any size.
_FORMATS = frozenset({b"png", b"jpeg", b"gif", b"bmp", b"webp", b"tiff"})


class Sources:
    """The library as the editor's cards and fields need it."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._report_id = hub.report_id  # the report that what is remembered belongs to
        self._values: dict[str, str] | None = None
        self._own_fields: dict[str, tuple[Field, Answer]] = {}  # read together with the values
        self._style: StyleSheet | None = None
        self._tables: dict[str, Table | None] = {}
        self._pictures: dict[str, QImage] = {}
        self._targets: dict[str, Target] | None = None
        self._notes: int | None = None  # before the chapter that is shown
        self._captioned: dict[str, list[Block]] | None = None  # tables, figures and register views by chapter
        self._shown_chapter: tuple[str, list[Block]] = ("", [])  # a chapter's as they stand on the screen, which may be ahead of the library

    def forget(self, changes: Changes) -> bool:
        """Drop what may have become old; True if something that is shown may look different now."""
        touched = {item.table for item in changes.items} & set(_SHOWN_ELSEWHERE)
        if self.hub.session.fields.concerned(changes):
            touched.add("field")
        if touched & {"company", "report", "field"}:
            self._values = None
        if touched & {"report", "style"}:
            self._style = None
        if touched:
            self._tables.clear()
        elsewhere = bool(changes.owners("block") - {self._shown_chapter[0]})
        if elsewhere:
            self._captioned = None
        if elsewhere or changes.ids("chapter"):
            self._notes = None
        if elsewhere or changes.ids("chapter") or touched & {"company", "report", "style", "field"}:
            self._targets = None
            touched.add("target")
        return bool(touched)

    def _follow_report(self) -> None:
        """Another report is worked on: nothing that was remembered holds for it."""
        if self.hub.report_id != self._report_id:
            self._report_id = self.hub.report_id
            self._values = self._targets = self._captioned = self._style = None
            self._notes = None
            self._tables.clear()

    # --- what a cross-reference may lead to ---

    def show_captions(self, chapter_id: str, drafts: Iterable[Draft]) -> bool:
        """Take a chapter's tables, figures and views as they stand on the screen; True if a number or a caption of any may be another now."""
        blocks = [Block(draft.id, chapter_id, "", draft.kind, draft.text, draft.attributes) for draft in drafts if draft.kind in CAPTIONED]
        if (chapter_id, blocks) == self._shown_chapter:
            return False
        is_known = self._captioned is not None and _named(blocks) == _named(self._captioned.get(chapter_id, ()))
        if self._captioned is not None and chapter_id != self._shown_chapter[0]:
            self._captioned[self._shown_chapter[0]] = self._shown_chapter[1]
        if chapter_id != self._shown_chapter[0]:
            self._notes = None
            if is_known:  # another chapter, as the library has it: all numbers stay
                self._shown_chapter = (chapter_id, blocks)
                return False
        self._shown_chapter = (chapter_id, blocks)
        self._targets = None
        return True

    @property
    def targets(self) -> dict[str, Target]:
        """All chapters, and the tables and figures with a caption, by id, in the order of the report."""
        self._follow_report()
        if self._targets is None:
            try:
                self._targets = self._read_targets()
            except QiError:
                self._targets = {}
        return self._targets

    def _read_targets(self) -> dict[str, Target]:
        session, report_id = self.hub.session, self.hub.report_id
        if self._captioned is None:
            self._captioned = session.blocks.of_report(report_id, tuple(CAPTIONED))
        chapter_id, shown = self._shown_chapter
        blocks = self._captioned | {chapter_id: shown}
        nodes = outline.walk(session.chapters.tree(report_id))
        return {target.id: target for target in targets(nodes, blocks, self.style, self.values)}

    def number_of(self, chapter_id: str) -> str:
        """A chapter's printed number; for that alone, the captions of a long report are not read."""
        self._follow_report()
        known = self._targets
        if known is None:
            try:
                nodes = outline.walk(self.hub.session.chapters.tree(self.hub.report_id))
                known = {target.id: target for target in targets(nodes, {}, self.style, self.values)}
            except QiError:
                known = {}
        return known[chapter_id].label if chapter_id in known else ""

    def is_broken(self, run: Run) -> bool:
        """True for a reference whose target is gone."""
        return bool(run.reference) and run.reference not in self.targets

    def place_of(self, target_id: str) -> tuple[str, str] | None:
        """Chapter and block (empty for a chapter itself) of a target; None if it is gone."""
        target = self.targets.get(target_id)
        if target is None:
            return None
        if target.kind is TargetKind.CHAPTER:
            return target.id, ""
        if any(block.id == target_id for block in self._shown_chapter[1]):
            return self._shown_chapter[0], target_id
        try:
            return self.hub.session.blocks.get(target_id).chapter_id, target_id
        except QiError:
            return None

    def notes_before(self) -> int:
        """How many footnotes the chapters before the one that is shown have."""
        self._follow_report()
        if self._notes is None:
            session, report_id = self.hub.session, self.hub.report_id
            try:
                counts = session.blocks.footnotes(report_id)
                earlier = takewhile(lambda node: node.chapter.id != self._shown_chapter[0], outline.walk(session.chapters.tree(report_id)))
                self._notes = sum(counts.get(node.chapter.id, 0) for node in earlier) if counts else 0
            except QiError:
                self._notes = 0
        return self._notes

    @property
    def style(self) -> StyleSheet:
        """The report's style sheet; the first one if the report's own is missing."""
        self._follow_report()
        if self._style is None:
            styles = self.hub.session.styles
            try:
                self._style = styles.usable_sheet(self.hub.session.reports.get(self.hub.report_id).style)[0]
            except QiError:
                self._style = style_sheet.load(style_sheet.names()[0])
        return self._style

    @property
    def values(self) -> dict[str, str]:
        """What each field stands for at present."""
        self._follow_report()
        if self._values is None:
            session = self.hub.session
            try:
                self._own_fields = session.fields.answers(self.hub.report_id, language_key())
                self._values = fields.values(session.company.get(), session.reports.get(self.hub.report_id)) | fields.own_values(self._own_fields)
            except QiError:
                self._values, self._own_fields = {}, {}
        return self._values

    @property
    def field_names(self) -> dict[str, str]:
        """What each field is called, by key: the library's own first."""
        own = {key: field.name for key, (field, _) in self.own_fields.items()}
        return own | {name: field_label(name) for name in fields.names()}

    @property
    def own_fields(self) -> dict[str, tuple[Field, Answer]]:
        """The library's own fields with what they show, by key."""
        return self._own_fields if self.values else {}

    def field_hint(self, name: str) -> str:
        """How a field's value comes about."""
        if name.startswith(fields.OWN):
            own = self.own_fields.get(name)
            if own is None:
                return tr("This field does not exist any more; choose another one.")
            return f"{own[0].name} = {own[1].text}\n{explained(own[1])}"
        return tr("Field “{name}”: kept up to date by the program", name=field_label(name))

    def shown(self, run: Run) -> str:
        """The words of an atom: a field's value (its name while it has none), a reference's number, the mark of a footnote behind its text."""
        if run.field:
            text = fields.shown(run, self.values) or f"{{{field_label(run.field)}}}"
        elif run.reference:
            target = self.targets.get(run.reference)
            if target is None:
                text = tr("[target missing: {text}]", text=run.text or "?")
            else:
                text = tr("[page of {target}]", target=target.reference) if run.shows == PAGE else target.shown(run.shows)
        else:
            text = run.text
        return text + tr("[note]") if run.footnote and text else text or tr("note")

    @property
    def registers(self) -> dict[str, Register]:
        """The declared registers by name."""
        return self.hub.session.registers

    def table(self, draft: Draft) -> Table | None:
        """The table that a register view or a typed table shows; None if its register does not exist."""
        self._follow_report()
        key = f"{draft.kind}{text_of(draft.text)}{draft.attributes!r}"
        if key not in self._tables:
            self._tables[key] = self._read_table(draft)
        return self._tables[key]

    def _read_table(self, draft: Draft) -> Table | None:
        from qi_desktop.export import tables  # most chapters have none: the window is painted without it

        block = tables.with_values(Block(draft.id, "", "", draft.kind, draft.text, draft.attributes), self.values)
        if draft.kind is BlockKind.TABLE:
            return tables.of_block(block, "", draft.text, self.values)
        register = self.registers.get(str(draft.attributes.get("register", "")))
        if register is None:
            return None
        rows = self.hub.session.rows.of(register.name, self.hub.report_id)
        end = read_date(self.hub.session.reports.get(self.hub.report_id).period_end)
        return tables.of_view(block, register, rows, "", draft.text, self.style.table, end)

    def picture(self, asset_id: str) -> QImage | None:
        """A stored picture, turned upright and at most as large as a screen; None if there is none or it cannot be read."""
        if asset_id and asset_id not in self._pictures:
            try:
                self._pictures[asset_id] = read_image(self.hub.session.assets.data(asset_id))
            except QiError:
                return None
        image = self._pictures.get(asset_id)
        return image if image is not None and not image.isNull() else None

    def add_picture(self, name: str, data: bytes) -> str:
        """Store a picture; its id, empty if that failed (the hub tells why) or the data are no picture."""
        if read_image(data).isNull():
            return ""
        return self.hub.perform(lambda: self.hub.session.assets.add(name, data)).created

    def add_picture_file(self, file: Path) -> str:
        """Store the picture of a file; its id, empty if that failed, and the hub tells why."""
        try:
            data = file.read_bytes() if file.stat().st_size <= LARGEST else b""
        except OSError:
            data = b""
        if not read_image(data).isNull():
            return self.add_picture(file.name, data)
        wrong = message("“{name}” is not a picture that this program can read; save it as PNG or JPEG and choose that file.", name=file.name)
        self.hub.failed.emit(ContentError(wrong))
        return ""

    def is_free(self, block_id: str, chapter_id: str) -> bool:
        """True if no other chapter has a block of this id."""
        try:
            return self.hub.session.blocks.get(block_id).chapter_id == chapter_id
        except QiError:
            return True


def _named(blocks: Iterable[Block]) -> list[tuple[object, ...]]:
    """What numbers and captions come from."""
    return [(block.id, block.kind, block.text, block.attributes) for block in blocks]


def read_image(data: bytes) -> QImage:
    """The picture of these bytes; null if they are none, or of a kind that no export shows."""
    QImageReader.setAllocationLimit(_MEMORY)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    known = bytes(reader.format().data()) in _FORMATS
    reader.setAutoTransform(True)
    size = reader.size() if known else QSize()
    if size.isValid() and max(size.width(), size.height()) > _LARGEST_PICTURE:
        reader.setScaledSize(size.scaled(QSize(_LARGEST_PICTURE, _LARGEST_PICTURE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read() if known else QImage()
    del reader  # before the buffer: its decoder of TIFF asks the device once more at its end, and crashes where that is gone
    return image


def png_of(image: QImage) -> bytes:
    """A picture from the clipboard as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def label_of(labels: object) -> str:
    """The label in the user's language from a declaration's labels by language."""
    known = dict(labels) if isinstance(labels, dict) else {}
    return str(known.get("zh" if language() == "zh_CN" else "en") or next(iter(known.values()), ""))
