"""The chapter tree: model, view and its commands.

Owns how chapters are shown in order with their numbers, and what a person may do with them there. Every act is a verb performed through the hub; the
model follows the changes that the hub announces, keeping what is expanded, selected and scrolled to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeView, QWidget

from qi_desktop.core import outline
from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError
from qi_desktop.core.model import ChapterStatus, Matter
from qi_desktop.core.outline import Node
from qi_desktop.export import style_sheet
from qi_desktop.ui.dialogs.library_dialogs import BinDialog
from qi_desktop.ui.dialogs.properties import ChapterDialog, chapter_status_names, requirement_names
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import tr

MIME = "application/x-qi-desktop-chapters"
_NOWHERE = QModelIndex()
CHAPTER_ID = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_STATUS_ICONS = {ChapterStatus.DRAFT: "rename", ChapterStatus.REVIEW: "clock", ChapterStatus.FINAL: "check"}


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
        self.read_only = False
        self._load()
        hub.changed.connect(self._changed)

    # --- following the library ---

    def _load(self) -> None:
        session, report_id = self._hub.session, self._hub.report_id
        self._roots = session.chapters.tree(report_id) if report_id else []
        self._nodes, self._rows = {}, {}
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
        self._load()
        self.endResetModel()

    def _changed(self, changes: Changes) -> None:
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
        self.changePersistentIndexList(old, [self.index_of(name) for name in names])
        self.layoutChanged.emit()

    def _repaint(self, parent: Index) -> None:
        rows = self.rowCount(parent)
        if rows:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(rows - 1, 0, parent))
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

    def _index(self, row: int, chapter_id: str) -> QModelIndex:
        if chapter_id not in self._numbers:
            self._numbers[chapter_id] = len(self._names)
            self._names.append(chapter_id)
        return self.createIndex(row, 0, self._numbers[chapter_id])

    def label(self, node: Node) -> str:
        """A chapter's number and title."""
        number = outline.number_label(node.counter, self._patterns)
        return " ".join(part for part in (number, node.chapter.title or tr("(no title)")) if part)

    # --- the model ---

    def _siblings(self, parent: Index) -> list[Node]:
        node = self.node(parent)
        return node.children if node else self._roots

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        siblings = self._siblings(parent)
        if column != 0 or not 0 <= row < len(siblings) or parent.column() > 0:
            return QModelIndex()
        return self._index(row, siblings[row].chapter.id)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:
        node = self.node(index)
        return self.index_of(node.parent.chapter.id) if node and node.parent else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self._siblings(parent))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.label(node)
            case Qt.ItemDataRole.EditRole:
                return node.chapter.title
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._description(node)
            case Qt.ItemDataRole.DecorationRole if node.chapter.status in _STATUS_ICONS:
                return icon(_STATUS_ICONS[node.chapter.status])
            case Qt.ItemDataRole.FontRole if outline.matter_of(node) is not Matter.BODY and node.level == 1:
                font = QFont()
                font.setItalic(False)
                font.setWeight(QFont.Weight.Normal)
                return font
        return node.chapter.id if role == CHAPTER_ID else None

    def _description(self, node: Node) -> str:
        chapter = node.chapter
        parts = [self.label(node), chapter_status_names()[chapter.status], requirement_names()[chapter.requirement]]
        parts += [text for text in (chapter.department, chapter.due_date) if text]
        return " · ".join(parts)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.node(index)
        if node is None or role != Qt.ItemDataRole.EditRole or not str(value).strip():
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
        return shown | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    # --- dragging ---

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, QByteArray(json.dumps([self.chapter_id(index) for index in indexes]).encode()))
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


def _patterns(hub: Hub) -> tuple[str, ...]:
    try:
        return hub.session.styles.usable_sheet(hub.session.reports.get(hub.report_id).style)[0].numbering.levels
    except QiError:
        return style_sheet.load(style_sheet.names()[0]).numbering.levels


class ChapterTree(QTreeView):
    """The chapters as a tree that is written in: typing F2 renames, dragging moves, keys promote and demote."""

    chapter_chosen = Signal(str)  # the id of the chapter to show; empty for none

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.setObjectName("chapter_tree")
        self.setAccessibleName(tr("Chapters"))
        self.chapters = ChapterModel(hub, self)
        self.setModel(self.chapters)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(600)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self._actions = self._make_actions()
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.chapters.layoutChanged.connect(self._refresh_actions)
        self.expandToDepth(0)
        self._refresh_actions()

    # --- commands ---

    def _make_actions(self) -> dict[str, QAction]:
        table: list[tuple[str, str, str, str, Callable[[], object]]] = [
            ("chapter_add", tr("New chapter"), "add-chapter", "Ctrl+Return", self.add_sibling),
            ("chapter_add_below", tr("New chapter below"), "add-subchapter", "Ctrl+Shift+Return", self.add_child),
            ("chapter_rename", tr("Rename"), "rename", "F2", self.rename),
            ("chapter_up", tr("Move up"), "move-up", "Alt+Up", lambda: self.shift(-1)),
            ("chapter_down", tr("Move down"), "move-down", "Alt+Down", lambda: self.shift(1)),
            ("chapter_promote", tr("Promote"), "promote", "Alt+Left", self.promote),
            ("chapter_demote", tr("Demote"), "demote", "Alt+Right", self.demote),
            ("chapter_properties", tr("Properties …"), "properties", "Alt+Return", self.edit_properties),
            ("chapter_delete", tr("Delete chapter"), "delete", "Del", self.delete),
            ("chapter_bin", tr("Bin …"), "bin", "", self.open_bin),
        ]
        made = {}
        for name, text, drawing, key, act in table:
            action = QAction(icon(drawing), text, self)
            action.setObjectName(name)
            if key:
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda checked=False, act=act: act())
            self.addAction(action)
            made[name] = action
        return made

    def commands(self) -> list[QAction]:
        """The actions in the order of a menu."""
        return list(self._actions.values())

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self.chapters.read_only = read_only
        self.setDragEnabled(not read_only)
        self._refresh_actions()

    def _refresh_actions(self, *_: object) -> None:
        node = self.current_node()
        writable = not self.chapters.read_only and bool(self._hub.report_id)
        for name, action in self._actions.items():
            action.setEnabled(writable and (node is not None or name in ("chapter_add", "chapter_bin")))

    def current_node(self) -> Node | None:
        """The chapter under the cursor."""
        return self.chapters.node(self.currentIndex())

    def chosen(self) -> list[str]:
        """The selected chapters in reading order."""
        selected = {self.chapters.chapter_id(index) for index in self.selectionModel().selectedIndexes()}
        return [node.chapter.id for node in outline.walk(self.chapters._roots) if node.chapter.id in selected]

    def show_chapter(self, chapter_id: str) -> None:
        """Put the cursor on a chapter."""
        index = self.chapters.index_of(chapter_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _act(self, verb: Callable[[], Changes], keep: str = "") -> str:
        changes = self._hub.perform(verb)
        self.show_chapter(changes.created or keep)
        return changes.created

    def _add(self, parent_id: str, after: str | None, matter: Matter | None) -> None:
        chapters = self._hub.session.chapters
        created = self._act(lambda: chapters.add(self._hub.report_id, tr("New chapter"), parent_id, after, matter))
        if created:
            self.edit(self.chapters.index_of(created))

    def add_sibling(self) -> None:
        """A new chapter behind the current one, ready to be named."""
        node = self.current_node()
        parent_id = node.parent.chapter.id if node and node.parent else ""
        self._add(parent_id, node.chapter.id if node else None, outline.matter_of(node) if node else Matter.BODY)

    def add_child(self) -> None:
        """A new chapter as the last one below the current one."""
        if node := self.current_node():
            self._add(node.chapter.id, None, None)

    def rename(self) -> None:
        """Write the current title."""
        self.edit(self.currentIndex())

    def promote(self) -> None:
        """One level up."""
        if node := self.current_node():
            self._act(lambda: self._hub.session.chapters.promote(node.chapter.id), node.chapter.id)

    def demote(self) -> None:
        """One level down."""
        if node := self.current_node():
            self._act(lambda: self._hub.session.chapters.demote(node.chapter.id), node.chapter.id)

    def shift(self, steps: int) -> None:
        """Up or down among the siblings of one matter."""
        node = self.current_node()
        if node is None:
            return
        siblings = node.parent.children if node.parent else [root for root in self.chapters._roots if root.chapter.matter is node.chapter.matter]
        names = [sibling.chapter.id for sibling in siblings]
        target = names.index(node.chapter.id) + steps
        if 0 <= target < len(names):
            names.remove(node.chapter.id)
            after = names[target - 1] if target else ""
            parent_id = node.parent.chapter.id if node.parent else ""
            matter = outline.matter_of(node)
            self._act(lambda: self._hub.session.chapters.move([node.chapter.id], parent_id, after, matter), node.chapter.id)

    def delete(self) -> None:
        """Put the selected chapters into the bin; the cursor goes to what takes their place."""
        names = self.chosen()
        if names:
            following = self._following(set(names))
            self._act(lambda: self._hub.session.chapters.delete(names), following)

    def _following(self, gone: set[str]) -> str:
        staying = ""
        passed = False
        for node in outline.walk(self.chapters._roots):
            above: Node | None = node
            while above is not None and above.chapter.id not in gone:
                above = above.parent
            if above is not None:
                passed = True
            elif passed:
                return node.chapter.id
            else:
                staying = node.chapter.id
        return staying

    def open_bin(self) -> None:
        """Choose a deleted chapter to bring back."""
        chosen = BinDialog.ask(self._hub.session.chapters.bin(self._hub.report_id), self)
        if chosen:
            self._act(lambda: self._hub.session.chapters.restore(chosen), chosen)
            self.show_chapter(chosen)

    def edit_properties(self) -> None:
        """Ask for status, department and the like."""
        node = self.current_node()
        if node is None:
            return
        session = self._hub.session
        departments = [row.values.get("name", "") for row in session.rows.of("departments", self._hub.report_id)]
        answer = ChapterDialog.ask(session.chapters.get(node.chapter.id), departments, self)
        if answer is not None:
            self._act(lambda: session.chapters.change(node.chapter.id, **answer), node.chapter.id)

    # --- events ---

    def _current_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        self._refresh_actions()
        self.chapter_chosen.emit(self.chapters.chapter_id(current))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("chapter_menu")
        menu.addActions(self.commands())
        menu.popup(self.viewport().mapToGlobal(place))
        menu.aboutToHide.connect(menu.deleteLater)
