"""The chapter tree: the view and its commands.

Owns what a person may do with chapters in the tree. Every act is a verb performed through the hub. What is shown is `chapter_model`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDrag, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyle, QStyleOptionViewItem, QTreeView, QWidget

from qi_desktop.core import outline
from qi_desktop.core.changes import Changes
from qi_desktop.core.model import ChapterStatus, Matter
from qi_desktop.core.outline import Node
from qi_desktop.ui.chapter_model import ChapterModel, TreeColumn
from qi_desktop.ui.dialogs.properties import ChapterDialog, chapter_status_names
from qi_desktop.ui.drop_line import label_drag, paint_drop_frame, paint_drop_line
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.mnemonics import give_letters
from qi_desktop.ui.translate import tr

_TITLE_LEAST = 8  # Chinese characters of a title, its indent among them, that columns beside it leave room for
_NOT_WHEN_FINAL = frozenset({"chapter_rename", "chapter_up", "chapter_down", "chapter_promote", "chapter_demote", "chapter_delete"})


class ChapterTree(QTreeView):
    """The chapters as a tree that is written in: typing F2 renames, dragging moves, keys promote and demote."""

    chapter_chosen = Signal(str)  # the id of the chapter to show; empty for none

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.setObjectName("chapter_tree")
        self.setAccessibleName(tr("Chapters"))
        self.chapters = ChapterModel(hub, self)
        self.setUniformRowHeights(True)
        self.setModel(self.chapters)
        self._filter = ""
        self._hidden: set[str] = set()  # by the filter
        self._dragged_to: QPoint | None = None  # the pointer, while something is dragged that may be dropped there
        self._widths: dict[TreeColumn, int] = {}
        self._important = [TreeColumn.FINDINGS, TreeColumn.STATUS, TreeColumn.WORDS, TreeColumn.DEPARTMENT, TreeColumn.DUE_DATE]
        self._set_up_header()
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
        self.chapters.layoutChanged.connect(self._apply_filter)
        self.chapters.dataChanged.connect(lambda *_: self._apply_filter())
        self.chapters.dataChanged.connect(self._refresh_actions)
        self.chapters.modelReset.connect(self._filter_anew)
        self.expandToDepth(0)
        self._refresh_actions()

    # --- columns, filter and what is collapsed ---

    def _set_up_header(self) -> None:
        """The title takes the room that is left; which of the others are shown is chosen in the header's menu."""
        header = self.header()
        header.setObjectName("chapter_columns")
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        # Widths that the column's own words need, and to be drawn wider: measuring what all lines say would ask for each of them.
        header.setSectionResizeMode(TreeColumn.TITLE, QHeaderView.ResizeMode.Stretch)
        longest = {
            TreeColumn.STATUS: (list(chapter_status_names().values()), True),
            TreeColumn.WORDS: (["0000"], False),
            TreeColumn.FINDINGS: ([""], True),
            TreeColumn.DEPARTMENT: (["字" * 5], False),
            TreeColumn.DUE_DATE: (["0000-00-00"], True),
        }
        for column, (texts, with_icon) in longest.items():
            title = self.chapters.headerData(column, Qt.Orientation.Horizontal) or ""
            self._widths[column] = max(self._cell_width(text, with_icon) for text in (*texts, title))
            header.resizeSection(column, self._widths[column])
        for column in TreeColumn:
            self.setColumnHidden(column, column in (TreeColumn.DEPARTMENT, TreeColumn.DUE_DATE))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for column in list(TreeColumn)[1:]:
            name = self.chapters.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
            action = QAction(name, header, checkable=True, checked=not self.isColumnHidden(column), objectName=f"column_{column.name.lower()}")
            action.toggled.connect(lambda shown, column=column: self._choose_column(column))
            header.addAction(action)

    def _choose_column(self, column: TreeColumn) -> None:
        """A column was chosen or not: what was asked for last is the last to give way."""
        self._important = [column, *(other for other in self._important if other is not column)]
        self._show_columns()

    def _show_columns(self) -> None:
        """The chosen columns, as far as the title keeps room beside them."""
        room = self.viewport().width() - self.fontMetrics().horizontalAdvance("字") * _TITLE_LEAST
        chosen = self._chosen_columns()
        for column in self._important:
            room -= self._widths[column] if column in chosen else 0
            shown = column in chosen and (room >= 0 or not self.isVisible())
            if self.isColumnHidden(column) == shown:
                self.setColumnHidden(column, not shown)

    def _chosen_columns(self) -> list[TreeColumn]:
        return [column for action, column in zip(self.header().actions(), list(TreeColumn)[1:], strict=True) if action.isChecked()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more or fewer columns."""
        super().resizeEvent(event)
        self._show_columns()

    def showEvent(self, event: QShowEvent) -> None:
        """It is known now how much room there is."""
        super().showEvent(event)
        self._show_columns()

    def _cell_width(self, text: str, with_icon: bool) -> int:
        """How wide a cell is that shows a text in one line, with the margins that the style draws; in pixels."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        parts = QStyleOptionViewItem.ViewItemFeature
        option.text = text  # type: ignore[attr-defined]
        option.features = parts.HasDisplay | parts.HasDecoration if with_icon else parts.HasDisplay  # type: ignore[attr-defined]
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ItemViewItem, option, QSize(), self).width()

    def view_state(self) -> dict[str, str]:
        """Which chapters are collapsed and which columns are shown, to be kept for this library."""
        collapsed = [
            node.chapter.id
            for node in outline.walk(self.chapters._roots)
            if node.children and not self.isExpanded(self.chapters.index_of(node.chapter.id))
        ]
        return {"collapsed": " ".join(collapsed), "columns": " ".join(column.name for column in self._chosen_columns())}

    def restore_view(self, state: dict[str, str]) -> None:
        """Collapse and show what was so when the library was closed."""
        if "collapsed" in state:
            collapsed = set(state["collapsed"].split())
            self.collapseAll()  # in a long tree most are: opening all and closing most again takes half of the time of opening the library
            for node in outline.walk(self.chapters._roots):
                if node.children and node.chapter.id not in collapsed:
                    self.expand(self.chapters.index_of(node.chapter.id))
        if "columns" in state:
            shown = state["columns"].split()
            for action, column in zip(self.header().actions(), list(TreeColumn)[1:], strict=True):
                action.setChecked(column.name in shown)

    def set_filter(self, text: str) -> None:
        """Show the chapters whose number, title, department or status hold the text, and those above and below them."""
        was_filtered = bool(self._filter)
        self._filter = text.strip().lower()
        self._apply_filter()
        if self._filter and not was_filtered:  # what later keystrokes show again is open already
            self.expandAll()

    def _apply_filter(self) -> None:
        if not self._filter and not self._hidden:
            return  # nothing to hide and nothing to show again: a save must not walk through all chapters
        texts = self.chapters.filter_texts()
        fits: dict[str, bool] = {}  # also true below a chapter that fits
        shown: set[str] = set()
        for node in outline.walk(self.chapters._roots):
            chapter = node.chapter
            own = self._filter in texts[chapter.id]
            fits[chapter.id] = own or (node.parent is not None and fits[node.parent.chapter.id])
            step: Node | None = node if fits[chapter.id] else None
            while step is not None and step.chapter.id not in shown:
                shown.add(step.chapter.id)
                step = step.parent
        self._hidden &= fits.keys()
        for chapter_id in fits:
            if (chapter_id in shown) == (chapter_id in self._hidden):
                row, parent = self.chapters.place_of(chapter_id)
                self.setRowHidden(row, parent, chapter_id not in shown)
        self._hidden = fits.keys() - shown

    def _filter_anew(self) -> None:
        """The model is another one: Qt has forgotten what was hidden."""
        self._hidden = set()
        self._apply_filter()

    # --- dragging ---

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected chapters, with a label that leaves the place to be seen where they would go."""
        chosen = self.chosen()
        movable = [index for index in map(self.chapters.index_of, chosen) if index.flags() & Qt.ItemFlag.ItemIsDragEnabled]
        if not movable:
            return
        drag = QDrag(self)
        drag.setMimeData(self.chapters.mimeData(movable))
        label_drag(drag, movable[0].data() if len(movable) == 1 else tr("{count} chapters", count=len(movable)), self)
        drag.exec(Qt.DropAction.MoveAction)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Remember where the pointer is, for the line."""
        super().dragMoveEvent(event)
        self._dragged_to = event.position().toPoint() if event.isAccepted() else None
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing would be dropped here any more."""
        self._dragged_to = None
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """What was moved is shown and stays chosen, also inside a chapter that was closed."""
        self._dragged_to = None
        moved = self.chosen()
        super().dropEvent(event)
        self.choose(moved)

    def choose(self, chapter_ids: Sequence[str]) -> None:
        """Put the cursor on the first of some chapters and select all of them."""
        self.show_chapter(next(iter(chapter_ids), ""))
        for chapter_id in chapter_ids:
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.chapters.index_of(chapter_id), flags)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chapters, and the line or frame that tells where dragged ones would go."""
        super().paintEvent(event)
        index = self.indexAt(self._dragged_to) if self._dragged_to is not None else QModelIndex()
        row = self.visualRect(index.siblingAtColumn(TreeColumn.TITLE))
        match self.dropIndicatorPosition():
            case _ if not index.isValid():
                return
            case QAbstractItemView.DropIndicatorPosition.OnItem:
                paint_drop_frame(self.viewport(), row, self.palette())
            case QAbstractItemView.DropIndicatorPosition.AboveItem:
                paint_drop_line(self.viewport(), row.top(), self.palette(), row.left())
            case QAbstractItemView.DropIndicatorPosition.BelowItem:
                paint_drop_line(self.viewport(), row.bottom() + 1, self.palette(), row.left())

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
        locked = node is not None and node.chapter.status is ChapterStatus.FINAL
        for name, action in self._actions.items():
            possible = node is not None or name in ("chapter_add", "chapter_bin")
            action.setEnabled(writable and possible and not (locked and name in _NOT_WHEN_FINAL))

    def current_node(self) -> Node | None:
        """The chapter under the cursor."""
        return self.chapters.node(self.currentIndex())

    def chosen(self) -> list[str]:
        """The selected chapters in reading order."""
        selected = {self.chapters.chapter_id(index) for index in self.selectionModel().selectedIndexes()}
        return [node.chapter.id for node in outline.walk(self.chapters._roots) if node.chapter.id in selected]

    def show_chapter(self, chapter_id: str) -> None:
        """Put the cursor on a chapter, which alone is selected: Qt alone would keep the others while Ctrl is held, as in the keys that lead here."""
        index = self.chapters.index_of(chapter_id)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
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
        self.edit(self.currentIndex().siblingAtColumn(TreeColumn.TITLE))

    def _together(self) -> list[Node]:
        """The selected chapters in order if they stand side by side below one chapter, else the current one alone."""
        current = self.current_node()
        nodes = [node for name in self.chosen() if (node := self.chapters.node(self.chapters.index_of(name)))]
        if current is None or current not in nodes or any(node.parent is not current.parent for node in nodes):
            return [current] if current else []
        top = current.parent is None
        return [node for node in nodes if not top or node.chapter.matter is current.chapter.matter]

    def _siblings_of(self, node: Node) -> list[str]:
        """The chapters side by side with this one; at the top, those of its matter."""
        if node.parent:
            return [sibling.chapter.id for sibling in node.parent.children]
        return [root.chapter.id for root in self.chapters._roots if root.chapter.matter is node.chapter.matter]

    def _move(self, nodes: list[Node], verb: Callable[[], Changes]) -> None:
        """Carry out a move; what was selected stays selected."""
        names = [node.chapter.id for node in nodes]
        current = self.chapters.chapter_id(self.currentIndex())
        self._act(verb, current)
        selection = self.selectionModel()
        for name in names:
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            selection.select(self.chapters.index_of(name), flags)

    def promote(self) -> None:
        """One level up."""
        nodes = self._together()
        chapters = self._hub.session.chapters
        if len(nodes) > 1 and (parent := nodes[0].parent):
            names = [node.chapter.id for node in nodes]
            above = parent.parent.chapter.id if parent.parent else ""
            self._move(nodes, lambda: chapters.move(names, above, parent.chapter.id))
        elif nodes:
            self._move(nodes, lambda: chapters.promote(nodes[0].chapter.id))

    def demote(self) -> None:
        """One level down, below the chapter before the first of them."""
        nodes = self._together()
        chapters = self._hub.session.chapters
        names = [node.chapter.id for node in nodes]
        before = [name for name in self._siblings_of(nodes[0])[: self._siblings_of(nodes[0]).index(names[0])] if name not in names] if nodes else []
        if len(nodes) > 1 and before:
            self._move(nodes, lambda: chapters.move(names, before[-1]))
        elif nodes:
            self._move(nodes, lambda: chapters.demote(names[0]))

    def shift(self, steps: int) -> None:
        """Up or down among the siblings of one matter."""
        nodes = self._together()
        if not nodes:
            return
        siblings = self._siblings_of(nodes[0])
        names = [node.chapter.id for node in nodes]
        target = siblings.index(names[0]) - 1 if steps < 0 else siblings.index(names[-1]) + 1
        if not 0 <= target < len(siblings):
            return
        staying = [name for name in siblings if name not in names]
        place = staying.index(siblings[target]) + (steps > 0)
        after = staying[place - 1] if place else ""
        parent_id = nodes[0].parent.chapter.id if nodes[0].parent else ""
        matter = outline.matter_of(nodes[0])
        self._move(nodes, lambda: self._hub.session.chapters.move(names, parent_id, after, matter))

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
        from qi_desktop.ui.dialogs.library_dialogs import BinDialog  # the window is painted before

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with Home and End shows the first and last chapter, as in a text; Qt would leave the selection behind on another one."""
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            event = QKeyEvent(event.type(), event.key(), Qt.KeyboardModifier.NoModifier)
        super().keyPressEvent(event)

    def _current_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        self._refresh_actions()
        self.chapter_chosen.emit(self.chapters.chapter_id(current))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("chapter_menu")
        menu.addActions(self.commands())
        give_letters(menu)
        menu.popup(self.viewport().mapToGlobal(place))
        menu.aboutToHide.connect(menu.deleteLater)
