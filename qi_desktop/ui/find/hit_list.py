"""The hits as a tree: chapters and registers with what was found in them, each with a box to tick.

Owns how a hit is drawn: what was found stands out in the palette's own colours, and where it is to be replaced, the new words follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from qi_desktop.core.search import Hit
from qi_desktop.ui.qtext import utf16_length
from qi_desktop.ui.ticks import TickDelegate
from qi_desktop.ui.translate import tr

HIT = Qt.ItemDataRole.UserRole
_ARROW = " → "
HitKey = tuple[object, int, str]


def key_of(hit: Hit) -> HitKey:
    """What makes a hit the same one in the next search."""
    return hit.place, hit.start, hit.found


class HitList(QTreeWidget):
    """The hits by chapter. Boxes of chapters tick all their hits; a hit that cannot be replaced has none."""

    def __init__(self, title_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_hits")
        self.setAccessibleName(tr("Places that were found"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_HitDelegate(self))
        self.previewing = False
        self._title_of = title_of
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._items: list[QTreeWidgetItem] = []
        self._unticked: set[HitKey] = set()
        self.itemChanged.connect(self._ticked)

    def empty(self) -> None:
        """Forget all hits; which were not ticked is remembered for the same hits of the next search."""
        boxes = _boxed(self._items)  # those that were only looked for have none, whatever the list is for now
        if boxes:
            self._unticked = {key_of(hit_of(item)) for item in boxes if item.checkState(0) is Qt.CheckState.Unchecked}
        self._groups.clear()
        self._items.clear()
        self.clear()

    def add(self, hits: Sequence[Hit]) -> None:
        """Append hits in reading order."""
        by_page: dict[str, list[QTreeWidgetItem]] = {}
        for hit in hits:
            item = QTreeWidgetItem()
            item.setData(0, HIT, hit)
            item.setText(0, self._words(hit))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if hit.replaceable and self.previewing:
                item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(0, Qt.CheckState.Unchecked if key_of(hit) in self._unticked else Qt.CheckState.Checked)
            else:
                item.setFlags(flags)
            if not hit.replaceable:
                item.setToolTip(0, tr("This is a value; change it where it is kept."))
            by_page.setdefault(hit.page, []).append(item)
        for page, items in by_page.items():
            self._group(page).addChildren(items)
            self._items += items
            group = self._groups[page]
            title = self._title_of(page)
            group.setText(0, tr("{title} ({count})", title=title, count=group.childCount()))
            self._tick_group(group)

    def _words(self, hit: Hit) -> str:
        new = f"{_ARROW}{hit.new}" if self.previewing and hit.replaceable else ""
        return f"{hit.before}{hit.found}{new}{hit.behind}".replace("\n", " ")

    def _group(self, page: str) -> QTreeWidgetItem:
        if page not in self._groups:
            group = QTreeWidgetItem()
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if self.previewing:
                group.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            self._groups[page] = group
            self.addTopLevelItem(group)
            group.setExpanded(True)
        return self._groups[page]

    def _ticked(self, item: QTreeWidgetItem) -> None:
        """A chapter's box ticks its hits; a hit's box shows in its chapter's. Qt's own way gives up where a hit has no box."""
        if not self.previewing or item.data(0, Qt.ItemDataRole.CheckStateRole) is None:
            return
        if item.parent() is not None:
            self._tick_group(item.parent())
            return
        self.blockSignals(True)
        for child in _with_box(item):
            child.setCheckState(0, item.checkState(0))
        self.blockSignals(False)
        self.viewport().update()

    def _tick_group(self, group: QTreeWidgetItem) -> None:
        states = {child.checkState(0) for child in _with_box(group)}
        if states:
            self.blockSignals(True)
            group.setCheckState(0, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)
            self.blockSignals(False)

    def count(self) -> int:
        """How many hits are listed."""
        return len(self._items)

    def has_ticked(self) -> bool:
        """True if there is something to replace."""
        return self.previewing and any(group.checkState(0) is not Qt.CheckState.Unchecked for group in self._groups.values() if _with_box(group))

    def ticked(self) -> list[Hit]:
        """The hits to be replaced."""
        return [hit_of(item) for item in self._items if hit_of(item).replaceable and item.checkState(0) is Qt.CheckState.Checked]

    def current_hit(self) -> Hit | None:
        """The hit under the cursor."""
        item = self.currentItem()
        return item.data(0, HIT) if item is not None else None

    def step(self, steps: int) -> Hit | None:
        """Put the cursor on the next or the previous hit, round at the ends."""
        if not self._items:
            return None
        current = self.currentItem()
        if current in self._items:
            number = (self._items.index(current) + steps) % len(self._items)
        elif current is not None and current.childCount():
            number = self._items.index(current.child(0)) - (steps < 0)
        else:
            number = 0 if steps > 0 else len(self._items) - 1
        self.setCurrentItem(self._items[number])
        return hit_of(self._items[number])

    def choose(self, key: HitKey | None) -> None:
        """Put the cursor back on a hit, if it is still there."""
        found = next((item for item in self._items if key_of(hit_of(item)) == key), None)
        if found is not None:
            self.setCurrentItem(found)


def _with_box(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return _boxed([group.child(row) for row in range(group.childCount())])


def _boxed(items: list[QTreeWidgetItem]) -> list[QTreeWidgetItem]:
    return [item for item in items if item.flags() & Qt.ItemFlag.ItemIsUserCheckable]


def hit_of(item: QTreeWidgetItem) -> Hit:
    """The hit of a line."""
    hit: Hit = item.data(0, HIT)
    return hit


class _HitDelegate(TickDelegate):
    """Draws a hit's line: the context plain, the hit in the colours of a selection, what is replaced struck out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        hit = index.data(HIT)
        if hit is None:
            super().paint(painter, option, index)
            return
        line: Any = QStyleOptionViewItem(option)  # Qt's stubs leave its fields out
        self.initStyleOption(line, index)
        view = line.widget
        words = line.text
        line.text = ""
        style = view.style() or QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, line, painter, view)
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, line, view).adjusted(4, 0, -4, 0)
        layout = QTextLayout(words, line.font)
        selected = bool(line.state & QStyle.StateFlag.State_Selected)
        layout.setFormats(_formats(hit, line.palette, selected, view.previewing and hit.replaceable))
        layout.beginLayout()
        row = layout.createLine()
        row.setLineWidth(1e6)
        layout.endLayout()
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setClipRect(area)
        painter.setPen(line.palette.color(role))
        # What was found stays in sight in a narrow panel: the line is drawn from further on when the hit would fall off its end.
        end = _x(row.cursorToX(utf16_length(hit.before + hit.found)))
        shift = max(0.0, min(end + 24 - area.width(), row.naturalTextWidth() - area.width()))
        layout.draw(painter, area.topLeft().toPointF() + QPointF(-shift, (area.height() - row.height()) / 2))
        painter.restore()


def _formats(hit: Hit, palette: QPalette, selected: bool, previewing: bool) -> list[QTextLayout.FormatRange]:
    found = QTextCharFormat()
    if selected:
        found.setFontWeight(QFont.Weight.Bold)
        found.setFontUnderline(not previewing)
    else:
        found.setBackground(palette.brush(QPalette.ColorRole.Highlight))
        found.setForeground(palette.brush(QPalette.ColorRole.HighlightedText))
    found.setFontStrikeOut(previewing)
    ranges = [_range(utf16_length(hit.before), utf16_length(hit.found), found)]
    if previewing:
        new = QTextCharFormat()
        new.setFontWeight(QFont.Weight.Bold)
        ranges.append(_range(utf16_length(hit.before + hit.found + _ARROW), utf16_length(hit.new), new))
    return ranges


def _x(answer: Any) -> float:
    """The place from Qt's answer, which PySide may give together with the cursor."""
    return float(answer[0] if isinstance(answer, tuple) else answer)


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    result: Any = QTextLayout.FormatRange()  # as above
    result.start, result.length, result.format = start, length, form
    return cast(QTextLayout.FormatRange, result)
