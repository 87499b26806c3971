"""How tables, figures, register views and page breaks stand in the text: a card, painted by the editor.

Owns the painting only; what a card shows comes from `Sources`, its block from the document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette, QPen, QPyTextObject, QTextDocument, QTextFormat

from qi_desktop.core.model import BlockKind, PageForm
from qi_desktop.core.records import dataclass
from qi_desktop.core.richtext import text_of
from qi_desktop.session import Draft
from qi_desktop.ui import qtext
from qi_desktop.ui.editor import table_layout
from qi_desktop.ui.editor.paper import Paper, mixed
from qi_desktop.ui.editor.sources import Sources, label_of
from qi_desktop.ui.editor.table_layout import CellMetrics, Place, TableLayout
from qi_desktop.ui.translate import tr

if TYPE_CHECKING:
    from qi_desktop.export.document import Table

_SHOWN_ROWS = 6  # of a register; its other rows are in its grid
_ALIGNMENT = {"right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}
_PADDING = 6.0
# Shares of a colour in the ground; tests/ui/test_theme.py holds them against WCAG AA.
HEAD, CHOSEN, MUTED = 0.08, 0.3, 0.7
_ROUND = 4.0
_ANY_HEIGHT = 1e6  # pixels
_PLACEHOLDER = 110.0  # pixels: the height of a figure slot without a picture
_LARGEST_FIGURE = 420.0  # pixels: higher pictures are shown smaller, so that the text around them stays in view


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """Where a picture was painted last, in the document's pixels; `room` is the width that counts as 100 %."""

    box: QRectF
    room: float


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """Where a table was painted last: its cells, and its upper left corner in the document's pixels."""

    layout: TableLayout
    corner: QPointF

    def box(self, place: Place) -> QRectF | None:
        """The rectangle of a cell in the document's pixels."""
        box = self.layout.box(place)
        return box.translated(self.corner) if box is not None else None


class Cards(QPyTextObject):
    """The handler that Qt asks for the size and the picture of each object character."""

    def __init__(self, document: QTextDocument, paper: Paper, sources: Sources, palette: Callable[[], QPalette]) -> None:
        super().__init__(document)
        self.paper = paper
        self._sources = sources
        self._palette = palette
        self.pictures: dict[str, PictureFrame] = {}  # by the block's id
        self.tables: dict[str, PlacedTable] = {}  # tables that are written here, by the block's id
        self.views: dict[str, PlacedTable] = {}  # register views
        self.is_chosen: Callable[[str, Place], bool] = lambda block_id, place: False
        """Tells whether a cell is one of several that are chosen."""
        self.feet: dict[str, QRectF] = {}  # where a view tells what has no room, if anything
        self._firsts: dict[str, int] = {}  # the first column that a view shows, for those that were turned
        self._layouts: dict[str, tuple[tuple[object, ...], TableLayout]] = {}  # by the block's id, with what they were made of
        self._measured: tuple[Paper, CellMetrics, CellMetrics] | None = None  # the paper, its fonts of head and cells

    def forget(self) -> None:
        """Other blocks are shown: where the former ones were painted is of no use."""
        for known in (self.pictures, self.tables, self._layouts):
            known.clear()

    # --- what Qt asks ---

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """The room that the object at a position takes."""
        draft = qtext.draft_of(document.findBlock(position))
        width = max(document.textWidth() - 2 * document.documentMargin() - 2, 80.0)
        return QSizeF(width, self._height(draft, width))

    def drawObject(self, painter: QPainter, area: QRectF, document: QTextDocument, position: int, form: QTextFormat) -> None:
        """Paint the object at a position."""
        draft = qtext.draft_of(document.findBlock(position))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = area.adjusted(0.5, 0.5, -0.5, -0.5)
        match draft.kind:
            case BlockKind.PAGE_BREAK:
                self._draw_page_break(painter, area, draft)
            case BlockKind.FIGURE:
                self._draw_figure(painter, area, draft)
            case _:
                self._draw_table(painter, area, draft)
        painter.restore()

    # --- sizes ---

    def _font(self, role: str) -> QFont:
        return self.paper.font(self.paper.style.role(role))

    def _line(self, role: str) -> float:
        return QFontMetricsF(self._font(role)).height() + 2

    def _caption_height(self, draft: Draft) -> float:
        return self._line("caption") + _PADDING if text_of(draft.text).strip() else 0.0

    def _height(self, draft: Draft, width: float) -> float:
        if draft.kind is BlockKind.PAGE_BREAK:
            return self._line("note")
        if draft.kind is BlockKind.FIGURE:
            return self._figure_size(draft, width).height() + self._caption_height(draft) + 2 * _PADDING
        table = self._sources.table(draft)
        rows = self._layout(draft, table, width - 2 * _PADDING - 1).height if table and table.columns else 0.0
        return self._caption_height(draft) + rows + self._note_height(table, width) + self._line("note") + 2 * _PADDING

    def _note_height(self, table: Table | None, width: float) -> float:
        """The room of the note below a table, broken into lines; 0 if there is none."""
        words = text_of(table.note) if table else ""
        room = QRectF(0, 0, width - 4 * _PADDING, _ANY_HEIGHT)
        lines = QFontMetricsF(self._font("note")).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return lines + _PADDING / 2 if words.strip() else 0.0

    def _layout(self, draft: Draft, table: Table, width: float) -> TableLayout:
        """The cells of a table of this width; made once as long as the table is the same."""
        first = self._firsts.get(draft.id, 0)
        first = first if first < len(table.columns) else 0
        source = (table, round(width), self.paper, first)
        known = self._layouts.get(draft.id)
        if known is not None and known[0][0] is table and known[0] == source:
            return known[1]
        if self._measured is None or self._measured[0] is not self.paper:
            self._measured = (self.paper, CellMetrics(self.cell_font(True)), CellMetrics(self.cell_font(False)))
        _, head, cells = self._measured
        if draft.kind is BlockKind.TABLE:
            result = table_layout.of_table(table, head, cells, round(width), self._row_height())
        else:
            result = table_layout.of_register(table, _SHOWN_ROWS, head, round(width), self._row_height(), first)
        self._layouts[draft.id] = (source, result)
        return result

    def _row_height(self) -> float:
        return self._line("table_cell") + 4

    def _figure_size(self, draft: Draft, width: float) -> QSizeF:
        image = self._sources.picture(str(draft.attributes.get("asset", "")))
        inner = width - 2 * _PADDING
        if image is None:
            return QSizeF(inner, _PLACEHOLDER)
        share = draft.attributes.get("width", 0)
        wished = inner * float(share) if isinstance(share, int | float) and 0 < share <= 1 else min(inner, image.width() * self.paper.zoom)
        height = wished * image.height() / max(image.width(), 1)
        largest = _LARGEST_FIGURE * self.paper.zoom
        return QSizeF(wished, height) if height <= largest else QSizeF(wished * largest / height, largest)

    # --- painting ---

    def _pen(self, share: float = 0.3, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        palette = self._palette()
        return QPen(mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), share), 1.0, style)

    def _muted(self) -> QPen:
        return self._pen(MUTED)

    def _draw_page_break(self, painter: QPainter, area: QRectF, draft: Draft) -> None:
        font = self._font("note")
        text = tr("Lying pages from here") if draft.attributes.get("page") == PageForm.LYING else tr("Page break")
        width = QFontMetricsF(font).horizontalAdvance(text) + 4 * _PADDING
        middle = area.center()
        painter.setPen(self._pen(0.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), middle.y()), QPointF(middle.x() - width / 2, middle.y()))
        painter.drawLine(QPointF(middle.x() + width / 2, middle.y()), QPointF(area.right(), middle.y()))
        painter.setFont(font)
        painter.setPen(self._muted())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_figure(self, painter: QPainter, area: QRectF, draft: Draft) -> None:
        size = self._figure_size(draft, area.width())
        frame = QRectF(area.center().x() - size.width() / 2, area.top() + _PADDING, size.width(), size.height())
        image = self._sources.picture(str(draft.attributes.get("asset", "")))
        if image is not None:
            # One that is shown smaller than it will be printed cannot be sized by its border.
            if size.height() < _LARGEST_FIGURE * self.paper.zoom:
                self.pictures[draft.id] = PictureFrame(frame, area.width() - 2 * _PADDING)
            else:
                self.pictures.pop(draft.id, None)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if image.hasAlphaChannel():
                painter.fillRect(frame, Qt.GlobalColor.white)  # the paper: black lines without a ground would vanish in a dark window
            painter.drawImage(frame, image)
        else:
            self.pictures.pop(draft.id, None)
            painter.setPen(self._pen(0.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(frame, _ROUND, _ROUND)
            painter.setFont(self._font("caption"))
            painter.setPen(self._muted())
            words = str(draft.attributes.get("alternative", "")) or text_of(draft.text) or tr("Picture")
            hint = tr("Required picture") if draft.attributes.get("required") else tr("Picture still missing")
            painter.drawText(frame.adjusted(12, 6, -12, -6), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, f"{words}\n{hint}")
        self._draw_caption(painter, QRectF(area.left(), frame.bottom() + _PADDING / 2, area.width(), self._line("caption")), draft)

    def _draw_caption(self, painter: QPainter, area: QRectF, draft: Draft) -> None:
        """The caption behind its number, as it will be printed."""
        target = self._sources.targets.get(draft.id)
        label, caption = (target.label, target.title.strip()) if target else ("", text_of(draft.text).strip())
        if caption:
            painter.setFont(self._font("caption"))
            painter.setPen(self._palette().color(QPalette.ColorRole.Text))
            shown = QFontMetricsF(painter.font()).elidedText(f"{label}  {caption}".strip(), Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)

    def _draw_table(self, painter: QPainter, area: QRectF, draft: Draft) -> None:
        palette = self._palette()
        painter.setPen(self._pen(0.25))
        painter.setBrush(mixed(palette.color(QPalette.ColorRole.AlternateBase), palette.color(QPalette.ColorRole.Base), 0.5))
        painter.drawRoundedRect(area, _ROUND, _ROUND)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        table = self._sources.table(draft)
        top = area.top() + _PADDING
        self._draw_caption(painter, QRectF(area.left() + _PADDING, top, area.width() - 2 * _PADDING, self._line("caption")), draft)
        top += self._caption_height(draft)
        if table is not None:
            top = self._draw_rows(painter, QRectF(area.left() + _PADDING, top, area.width() - 2 * _PADDING, 0), table, draft)
        painter.setFont(self._font("note"))
        if table is not None and (height := self._note_height(table, area.width())):
            painter.setPen(self._palette().color(QPalette.ColorRole.Text))
            below = QRectF(area.left() + 2 * _PADDING, top, area.width() - 4 * _PADDING, height)
            painter.drawText(below, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom), text_of(table.note))
            top += height
        painter.setPen(self._muted())
        foot = QRectF(area.left() + 2 * _PADDING, top, area.width() - 4 * _PADDING, self._line("note") + _PADDING)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._origin(draft, table))
        if table is not None:
            words = self.foot(draft, table)
            painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
            room = QFontMetricsF(painter.font()).horizontalAdvance(words)
            self.feet.pop(draft.id, None)
            if self._without_room(draft, table):
                self.feet[draft.id] = QRectF(foot.right() - room, foot.top(), room, foot.height())

    def foot(self, draft: Draft, table: Table) -> str:
        """How many rows there are, without sums and end mark, and how many columns have no room here."""
        rows = tr("{count} rows", count=sum(map(bool, table.row_ids)) if draft.kind is BlockKind.REGISTER_VIEW else len(table.rows))
        left = self._without_room(draft, table)
        return tr("{rows}; click to show {count} more columns", rows=rows, count=left) if left else rows

    def _without_room(self, draft: Draft, table: Table) -> int:
        placed = self.views.get(draft.id)
        if placed is None or draft.kind is not BlockKind.REGISTER_VIEW:
            return 0
        return sum(not placed.layout.shows(column) for column in range(len(table.columns)))

    def reveal(self, draft: Draft, column: int) -> None:
        """Turn a view so that a column has room; the text is to be painted again."""
        table, placed = self._sources.table(draft), self.views.get(draft.id)
        if table is None or placed is None:
            return
        first = self._firsts.get(draft.id, 0)
        self._firsts[draft.id] = first if column >= first else 0
        while not self._layout(draft, table, placed.layout.columns[-1]).shows(column) and self._firsts[draft.id] < column:
            self._firsts[draft.id] += 1

    def turn(self, draft: Draft) -> None:
        """Show the columns behind those that a view shows; behind the last ones the first."""
        placed, table = self.views.get(draft.id), self._sources.table(draft)
        if placed is not None and table is not None:
            behind = len(placed.layout.columns) - 1
            self._firsts[draft.id] = behind if behind < len(table.columns) else 0

    def _origin(self, draft: Draft, table: Table | None) -> str:
        if draft.kind is BlockKind.TABLE:
            return tr("Table")
        name = str(draft.attributes.get("register", ""))
        register = self._sources.registers.get(name)
        if register is None or table is None:
            return tr("There is no register “{name}”", name=name)
        return tr("From the register “{name}”", name=label_of(register.label))

    def cell_font(self, head: bool) -> QFont:
        """The font of a table's cells."""
        return self._font("table_head" if head else "table_cell")

    def _draw_rows(self, painter: QPainter, area: QRectF, table: Table, draft: Draft) -> float:
        """Head and rows as a grid; the position below them is returned. Of a long table only what is in sight is painted."""
        if not table.columns:
            return area.top()
        layout = self._layout(draft, table, area.width())
        (self.tables if draft.kind is BlockKind.TABLE else self.views)[draft.id] = PlacedTable(layout, area.topLeft())
        palette = self._palette()
        ground, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        words = table_layout.words_of(table, len(layout.lines) - 2)
        clip = painter.clipBoundingRect() if painter.hasClipping() else QRectF(area.left(), area.top(), area.width(), layout.height)
        painter.save()
        painter.translate(area.topLeft())
        clip.translate(-area.topLeft())
        painter.fillRect(QRectF(0, 0, layout.columns[-1], layout.lines[1]), mixed(ink, ground, HEAD))
        shown = {layout.owner((line, column)) for line in layout.between(clip.top(), clip.bottom()) for column in range(len(layout.columns) - 1)}
        for line, column in sorted(shown):
            box = layout.box((line, column))
            if box is None or not box.width():
                continue
            if self.is_chosen(draft.id, (line, column)):
                painter.fillRect(box, mixed(palette.color(QPalette.ColorRole.Highlight), ground, CHOSEN))
            align = _ALIGNMENT.get(table.columns[column].align, Qt.AlignmentFlag.AlignLeft) if line else Qt.AlignmentFlag.AlignHCenter
            painter.setFont(self.cell_font(line == 0))
            painter.setPen(ink)
            self._draw_cell(painter, box.adjusted(4, 0, -4, 0), words[line][column], align, draft.kind is BlockKind.TABLE)
            painter.setPen(self._pen(0.25))
            painter.drawRect(box)
        painter.restore()
        return area.top() + layout.height

    def _draw_cell(self, painter: QPainter, room: QRectF, words: str, align: Qt.AlignmentFlag, whole: bool) -> None:
        metrics = QFontMetricsF(painter.font())
        if not whole or ("\n" not in words and metrics.horizontalAdvance(words) <= room.width()):
            words = metrics.elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | align, words)
            return
        wrap = Qt.TextFlag.TextWrapAnywhere if room.width() < metrics.horizontalAdvance("中") * 3 else Qt.TextFlag.TextWordWrap
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | align | wrap, words)
