"""The chapters of a report as a model for trees: number and title, status, 字数, department, due date.

Owns how chapters are shown in order with their numbers, and what dropping or renaming one does. The model follows the changes that the hub announces,
keeping what is expanded, selected and scrolled to.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from qi_desktop.core import outline, word_count
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError
from qi_desktop.core.model import Chapter, ChapterStatus, Matter
from qi_desktop.core.outline import Node
from qi_desktop.export import style_sheet
from qi_desktop.ui.dialogs.properties import chapter_status_names, requirement_names
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.plain import tip
from qi_desktop.ui.translate import render, tr

if TYPE_CHECKING:
    from qi_desktop.core.checks import Severity
    from qi_desktop.ui.finding_watcher import FindingWatcher

MIME = "application/x-qi-desktop-chapters"
_NOWHERE = QModelIndex()
CHAPTER_ID = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_FINDING_ICONS = {"error": "error", "warning": "warning"}  # by severity; notes are told in the panel and in words only
_STATUS_ICONS = {ChapterStatus.NOT_STARTED: "circle", ChapterStatus.DRAFT: "rename", ChapterStatus.REVIEW: "clock", ChapterStatus.FINAL: "lock"}


# What is answered at all; painting asks for several roles more, in each cell.
_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.TextAlignmentRole,
        CHAPTER_ID,
    }
)


class TreeColumn(IntEnum):
    """What the tree's columns show."""

    TITLE = 0
    STATUS = 1
    WORDS = 2
    FINDINGS = 3
    DEPARTMENT = 4
    DUE_DATE = 5


class ChapterModel(QAbstractItemModel):
    """The chapters of the hub's report."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._roots: list[Node] = []
        self._nodes: dict[str, Node] = {}
        self._rows: dict[str, int] = {}
        self._numbers: dict[str, int] = {}  # chapter → number for its indexes; a number is never used again, so an old index is never another chapter
        self._names: list[str] = []
        self._patterns: tuple[str, ...] = ()
        self._filter_texts: dict[str, str] = {}
        self._counts: dict[str, int] = {}  # 字数 of the chapters that were shown so far
        self.read_only = False
        self._watcher: FindingWatcher | None = None
        self._found: dict[str, tuple[int, ...]] = {}  # how many findings of each severity each chapter was last told to have
        self._load()
        hub.changed.connect(self._changed)

    # --- following the library ---

    def _load(self) -> None:
        session, report_id = self._hub.session, self._hub.report_id
        self._roots = session.chapters.tree(report_id) if report_id else []
        self._nodes, self._rows = {}, {}
        self._filter_texts = {}
        for node in outline.walk(self._roots):
            self._nodes[node.chapter.id] = node
            self._rows[node.chapter.id] = len(self._rows)
        for siblings in [self._roots, *(node.children for node in self._nodes.values())]:
            for row, node in enumerate(siblings):
                self._rows[node.chapter.id] = row
        self._patterns = _patterns(self._hub)

    def reload(self) -> None:
        """Show another report, or the same one from the start."""
        self.beginResetModel()
        self._counts.clear()
        self._load()
        self.endResetModel()

    def _changed(self, changes: Changes) -> None:
        for chapter_id in changes.owners("block"):
            if self._counts.pop(chapter_id, None) is not None and chapter_id in self._nodes:
                index = self.index_of(chapter_id).siblingAtColumn(TreeColumn.WORDS)
                self.dataChanged.emit(index, index)
        if changes.owners("chapter") & {self._hub.report_id} or self._hub.report_id in changes.ids("report"):
            before = [(node.chapter.id, node.parent.chapter.id if node.parent else "") for node in outline.walk(self._roots)]
            after = [(node.chapter.id, node.parent.chapter.id if node.parent else "") for node in outline.walk(self._tree())]
            if before == after:
                self._load()
                self._repaint(QModelIndex())
            else:
                self._relayout()

    def _tree(self) -> list[Node]:
        return self._hub.session.chapters.tree(self._hub.report_id)

    def _relayout(self) -> None:
        """Chapters came, went or moved: persistent indexes follow their chapters, so that the view keeps its state."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        names = [self.chapter_id(index) for index in old]
        self._load()
        self.changePersistentIndexList(old, [self.index_of(name).siblingAtColumn(index.column()) for name, index in zip(names, old, strict=True)])
        self.layoutChanged.emit()

    def _repaint(self, parent: Index) -> None:
        rows = self.rowCount(parent)
        if rows:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(rows - 1, len(TreeColumn) - 1, parent))
            for row in range(rows):
                self._repaint(self.index(row, 0, parent))

    # --- chapters and indexes ---

    def node(self, index: Index) -> Node | None:
        """The node at an index."""
        return self._nodes.get(self._names[index.internalId()]) if index.isValid() else None

    def chapter_id(self, index: Index) -> str:
        """The chapter at an index; empty for none."""
        return self._names[index.internalId()] if index.isValid() else ""

    def index_of(self, chapter_id: str) -> QModelIndex:
        """Where a chapter is; an invalid index for one that is not shown."""
        node = self._nodes.get(chapter_id)
        return self._index(self._rows[chapter_id], chapter_id) if node else QModelIndex()

    def place_of(self, chapter_id: str) -> tuple[int, QModelIndex]:
        """The row of a chapter that is shown, and the index that it stands below."""
        parent = self._nodes[chapter_id].parent
        return self._rows[chapter_id], self.index_of(parent.chapter.id) if parent else QModelIndex()

    def filter_texts(self) -> dict[str, str]:
        """What chapters are filtered by: number, title, department and status in small letters. Kept until a chapter changes."""
        if len(self._filter_texts) != len(self._nodes):
            names = chapter_status_names()
            self._filter_texts = {
                chapter_id: f"{self.label(node)} {node.chapter.department} {names[node.chapter.status]}".lower()
                for chapter_id, node in self._nodes.items()
            }
        return self._filter_texts

    def _index(self, row: int, chapter_id: str, column: int = 0) -> QModelIndex:
        if chapter_id not in self._numbers:
            self._numbers[chapter_id] = len(self._names)
            self._names.append(chapter_id)
        return self.createIndex(row, column, self._numbers[chapter_id])

    def label(self, node: Node) -> str:
        """A chapter's number and title."""
        number = outline.number_label(node.counter, self._patterns)
        return outline.numbered(number, node.chapter.title or tr("(no title)"))

    # --- the model ---

    def _siblings(self, parent: Index) -> list[Node]:
        node = self.node(parent)
        return node.children if node else self._roots

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        siblings = self._siblings(parent)
        if not 0 <= column < len(TreeColumn) or not 0 <= row < len(siblings) or parent.column() > 0:
            return QModelIndex()
        return self._index(row, siblings[row].chapter.id, column)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:
        node = self.node(index)
        return self.index_of(node.parent.chapter.id) if node and node.parent else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self._siblings(parent))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(TreeColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DecorationRole and section == TreeColumn.FINDINGS:
            return icon("warning")  # its cells are icons too, so words would only make it wider
        named = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if orientation is not Qt.Orientation.Horizontal or not (named or (role == Qt.ItemDataRole.DisplayRole and section != TreeColumn.FINDINGS)):
            return None
        return (tr("Chapter"), tr("Status"), tr("Words"), tr("Findings"), tr("Department"), tr("Due"))[section]

    def follow_findings(self, watcher: FindingWatcher) -> None:
        """Show which chapters have findings."""
        self._watcher = watcher
        watcher.changed.connect(lambda: self._findings_changed(watcher))

    def _findings_changed(self, watcher: FindingWatcher) -> None:
        """Tell of the chapters that have other findings than before, and of those they stand in: telling of hundreds takes long."""
        before, self._found = self._found, {chapter_id: tuple(watcher.counts(chapter_id).values()) for chapter_id in self._nodes}
        touched = set[str]()
        for chapter_id, counts in self._found.items():
            node = self._nodes[chapter_id] if counts != before.get(chapter_id, ()) and (any(counts) or chapter_id in before) else None
            while node is not None and node.chapter.id not in touched:
                touched.add(node.chapter.id)
                node = node.parent
        for chapter_id in touched:
            index = self.index_of(chapter_id).siblingAtColumn(TreeColumn.FINDINGS)
            self.dataChanged.emit(index, index)

    def _findings(self, node: Node) -> str:
        """What was found in a chapter and those below it, which may be folded away, in words; empty for nothing."""
        counts = self._counts_of_findings(node)
        if not any(counts.values()):
            return ""
        from qi_desktop.core.checks import NAMES  # the rules are not loaded before the window is painted

        return "、".join(tr("{severity}: {count}", severity=render(NAMES[severity]), count=count) for severity, count in counts.items() if count)

    def _counts_of_findings(self, node: Node) -> Counter[Severity]:
        """How many findings of each severity, the gravest first."""
        counts: Counter[Severity] = Counter()
        if self._watcher is not None:
            for part in node.walk():
                counts.update(self._watcher.counts(part.chapter.id))
        return counts

    def words(self, chapter_id: str) -> int:
        """字数 of a chapter's own text, counted when it is first shown."""
        if chapter_id not in self._counts:
            self._counts[chapter_id] = word_count.count_blocks(self._hub.session.blocks.of_chapter(chapter_id))
        return self._counts[chapter_id]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index) if role in _ROLES else None
        if node is None:
            return None
        if index.column() != TreeColumn.TITLE and role not in (CHAPTER_ID, Qt.ItemDataRole.ToolTipRole):
            return self._detail(node, TreeColumn(index.column()), role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.label(node)
            case Qt.ItemDataRole.EditRole:
                return node.chapter.title
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self._description(node))
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._description(node)
            case Qt.ItemDataRole.FontRole if outline.matter_of(node) is not Matter.BODY and node.level == 1:
                font = QFont()
                font.setItalic(False)
                font.setWeight(QFont.Weight.Normal)
                return font
        return node.chapter.id if role == CHAPTER_ID else None

    def _detail(self, node: Node, column: TreeColumn, role: int) -> Any:
        """A cell beside the title."""
        chapter = node.chapter
        late = column is TreeColumn.DUE_DATE and is_late(chapter)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                match column:
                    case TreeColumn.STATUS:
                        return chapter_status_names()[chapter.status]
                    case TreeColumn.WORDS:
                        count = self.words(chapter.id)
                        return str(count) if count or not node.children else ""  # one that only holds others is not unwritten
                    case TreeColumn.FINDINGS:
                        return None
                    case TreeColumn.DEPARTMENT:
                        return chapter.department
                return chapter.due_date
            case Qt.ItemDataRole.AccessibleTextRole:
                if column is TreeColumn.FINDINGS:
                    return self._findings(node) or tr("No findings")  # an empty cell would have no name for a screen reader
                if column is TreeColumn.WORDS:
                    return str(self.words(chapter.id))
                words = self._detail(node, column, Qt.ItemDataRole.DisplayRole)
                return tr("{date}, overdue", date=words) if late else words
            case Qt.ItemDataRole.DecorationRole:
                if column is TreeColumn.FINDINGS:
                    worst = next((severity for severity, count in self._counts_of_findings(node).items() if count), None)
                    return icon(_FINDING_ICONS[worst]) if worst in _FINDING_ICONS else None
                name = _STATUS_ICONS[chapter.status] if column is TreeColumn.STATUS else "warning" if late else None
                return icon(name) if name else None
            case Qt.ItemDataRole.FontRole if late:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.TextAlignmentRole if column is TreeColumn.WORDS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _description(self, node: Node) -> str:
        chapter = node.chapter
        parts = [self.label(node), chapter_status_names()[chapter.status], requirement_names()[chapter.requirement]]
        parts += [chapter.department] if chapter.department else []
        if chapter.due_date:
            parts.append(tr("{date}, overdue", date=chapter.due_date) if is_late(chapter) else chapter.due_date)
        parts += [found] if (found := self._findings(node)) else []
        return " · ".join(parts)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.node(index)
        if node is None or index.column() or role != Qt.ItemDataRole.EditRole or not str(value).strip():
            return False
        chapter_id = node.chapter.id
        self._hub.perform(lambda: self._hub.session.chapters.rename(chapter_id, str(value)))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.read_only:
            return shown if index.isValid() else Qt.ItemFlag.NoItemFlags
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        shown |= Qt.ItemFlag.ItemIsDropEnabled
        if (node := self.node(index)) and node.chapter.status is ChapterStatus.FINAL:
            return shown
        shown |= Qt.ItemFlag.ItemIsEditable if index.column() == TreeColumn.TITLE else Qt.ItemFlag.NoItemFlags
        return shown | Qt.ItemFlag.ItemIsDragEnabled

    # --- dragging ---

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, QByteArray(json.dumps(list(dict.fromkeys(self.chapter_id(index) for index in indexes))).encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not data.hasFormat(MIME):
            return False
        identifiers = [name for name in json.loads(bytes(data.data(MIME).data())) if name in self._nodes]
        if identifiers:
            after, matter = self._place(parent, row)
            parent_id = self.chapter_id(parent)
            self._hub.perform(lambda: self._hub.session.chapters.move(identifiers, parent_id, after, matter))
        return False  # the rows have moved already: the view must not take the old ones away

    def _place(self, parent: Index, row: int) -> tuple[str | None, Matter | None]:
        """Behind which sibling a drop goes, and at the top into which matter: that of the chapter it is dropped before."""
        siblings = self._siblings(parent)
        if row < 0 or not siblings:
            return None, None
        if parent.isValid():
            return (siblings[row - 1].chapter.id if row else ""), None
        matter = siblings[min(row, len(siblings) - 1)].chapter.matter
        before = [node.chapter.id for node in siblings[:row] if node.chapter.matter is matter]
        return (before[-1] if before else ""), matter


def is_late(chapter: Chapter) -> bool:
    """True if the chapter should have been final before today."""
    return bool(chapter.due_date) and chapter.due_date < date.today().isoformat() and chapter.status is not ChapterStatus.FINAL


def _patterns(hub: Hub) -> tuple[str, ...]:
    try:
        return hub.session.styles.usable_sheet(hub.session.reports.get(hub.report_id).style)[0].numbering.levels
    except QiError:
        return style_sheet.load(style_sheet.names()[0]).numbering.levels
