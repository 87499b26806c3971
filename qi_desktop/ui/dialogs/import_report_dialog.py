"""What a Word or text file holds, before it is taken over: its headings as a tree to be corrected, what is otherwise, and where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core.drafts import DraftChapter
from qi_desktop.core.model import BlockKind, Report
from qi_desktop.core.records import dataclass
from qi_desktop.session.importing import Choice, IncomingReport, rearranged
from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.icons import icon
from qi_desktop.ui.ticks import TickDelegate
from qi_desktop.ui.translate import render, tr

_PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Taking:
    """What is wished: the report as it was corrected, and the report of the library that takes it; a new one of `year` where `report_id` is empty."""

    incoming: IncomingReport
    report_id: str
    year: int


class ImportReportDialog(Dialog):
    """The chapters that were found, with ticks and levels; OK takes them over."""

    def __init__(self, incoming: IncomingReport, reports: Sequence[Report], shown: str, parent: QWidget | None = None) -> None:
        """`reports`: those of the library; `shown`: the id of the one that the window shows."""
        super().__init__(parent)
        self.setObjectName("import_report_dialog")
        self.setWindowTitle(tr("Import a report"))
        self._incoming = incoming
        self._years = {report.year for report in reports}
        self._summary = QLabel(objectName="import_report_summary")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        self.tree = self._make_tree()
        layout = QVBoxLayout(self)
        layout.addWidget(self._summary)
        layout.addWidget(self.tree, 3)
        layout.addLayout(self._make_level_buttons())
        layout.addLayout(self._make_target(reports, shown))
        if incoming.remarks:
            layout.addWidget(QLabel(tr("What is otherwise than in the file:")))
            layout.addWidget(self._make_remarks(), 1)
        layout.addWidget(self._make_buttons())
        self._fill([chapter.level for chapter in incoming.chapters], [True] * len(incoming.chapters))
        self.tree.itemChanged.connect(lambda item, column: self._show_summary())
        self._show_summary()
        self.resize(QSize(760, 620))

    # --- parts ---

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("import_report_chapters")
        tree.setAccessibleName(tr("Chapters of the file"))
        tree.setItemDelegate(TickDelegate(tree))
        tree.setHeaderLabels([tr("Chapter"), tr("Holds")])
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        tree.itemSelectionChanged.connect(self._show_buttons)
        return tree

    def _make_level_buttons(self) -> QHBoxLayout:
        hint = QLabel(tr("Untick what is no heading: it becomes a paragraph."))
        hint.setWordWrap(True)
        self._promote = self._button(tr("Promote"), "import_report_promote", "promote", "Alt+Left", -1)
        self._demote = self._button(tr("Demote"), "import_report_demote", "demote", "Alt+Right", 1)
        row = QHBoxLayout()
        row.addWidget(hint, 1)
        row.addWidget(self._promote)
        row.addWidget(self._demote)
        return row

    def _button(self, text: str, name: str, drawing: str, key: str, step: int) -> QPushButton:
        button = QPushButton(icon(drawing), text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        # Not the button's own: that is its letter.
        QShortcut(QKeySequence(key), self, lambda: self._shift(step))
        button.setToolTip(f"{text} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})")
        button.clicked.connect(lambda: self._shift(step))
        return button

    def _make_target(self, reports: Sequence[Report], shown: str) -> QHBoxLayout:
        self._target = QComboBox()
        self._target.setObjectName("import_report_target")
        for report in sorted(reports, key=lambda report: report.id != shown):
            self._target.addItem(tr("The report of {year}", year=report.year), report.id)
        self._target.addItem(tr("A new report"), "")
        self._year = QSpinBox()
        self._year.setObjectName("import_report_year")
        self._year.setRange(1900, 9999)
        self._year.setValue(min(self._years, default=2025) - 1)
        self._year.setAccessibleName(tr("Year"))
        label = QLabel(tr("Take over into"))
        label.setBuddy(self._target)
        self._target.setAccessibleName(label.text())
        for signal in (self._target.currentIndexChanged, self._year.valueChanged):
            signal.connect(lambda _: self._show_buttons())
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._target)
        row.addWidget(self._year)
        row.addStretch(1)
        return row

    def _make_remarks(self) -> QListWidget:
        remarks = QListWidget()
        remarks.setObjectName("import_report_remarks")
        remarks.setAccessibleName(tr("What is otherwise than in the file:"))
        remarks.setIconSize(QSize(16, 16))
        remarks.setWordWrap(True)
        remarks.setResizeMode(QListWidget.ResizeMode.Adjust)
        for remark in sorted(self._incoming.remarks, key=lambda remark: not remark.lost):
            words = render(remark.why)
            remarks.addItem(tr("{place}: {why}", place=remark.place, why=words) if remark.place else words)
            if remark.lost:
                remarks.item(remarks.count() - 1).setIcon(icon("warning"))
        return remarks

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setObjectName("import_report_accept")
        self.accept_button.setDefault(True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("import_report_cancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    # --- the tree ---

    def _fill(self, levels: Sequence[int], ticks: Sequence[bool]) -> None:
        """Show the chapters by these levels; one that leaves a level out stands on the next."""
        self.tree.blockSignals(True)
        self.tree.clear()
        path: list[QTreeWidgetItem] = []
        for place, chapter in enumerate(self._incoming.chapters):
            del path[max(levels[place], 1) - 1 :]
            item = QTreeWidgetItem(path[-1] if path else self.tree.invisibleRootItem(), [chapter.title, _contents(chapter)])
            item.setData(0, _PLACE, place)
            item.setCheckState(0, Qt.CheckState.Checked if ticks[place] else Qt.CheckState.Unchecked)
            if place == 0:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)  # there is no chapter before it whose paragraph it could be
            path.append(item)
        self.tree.expandAll()
        self.tree.blockSignals(False)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        iterator = QTreeWidgetItemIterator(self.tree)
        while (item := iterator.value()) is not None:
            yield item
            iterator += 1

    def choices(self) -> list[Choice]:
        """What is ticked, and on which levels."""
        return [Choice(item.checkState(0) is Qt.CheckState.Checked, _level(item)) for item in self._items()]

    def _shift(self, step: int) -> None:
        """Move the selected chapters, each with all below it, a level up or down."""
        levels, ticks, moved = [], [], set()
        for item in self._items():
            levels.append(_level(item))
            ticks.append(item.checkState(0) is Qt.CheckState.Checked)
            above = item
            while above is not None and not above.isSelected():
                above = above.parent()
            if above is not None:
                moved.add(len(levels) - 1)
        chosen = {item.data(0, _PLACE) for item in self.tree.selectedItems()}
        current = self.tree.currentItem()
        at = current.data(0, _PLACE) if current is not None else 0
        self._fill([max(level + step, 1) if place in moved else level for place, level in enumerate(levels)], ticks)
        for item in self._items():
            if item.data(0, _PLACE) == at:
                self.tree.setCurrentItem(item)
        for item in self._items():
            item.setSelected(item.data(0, _PLACE) in chosen)
        self._show_summary()

    # --- what is shown ---

    def _show_summary(self) -> None:
        counts = rearranged(self._incoming, self.choices()).imported
        kinds = {
            "chapters": tr("chapters: {count}", count=counts.get("chapters", 0)),
            "paragraphs": tr("paragraphs: {count}", count=counts.get("paragraphs", 0)),
            "list_items": tr("list items: {count}", count=counts.get("list_items", 0)),
            "tables": tr("tables: {count}", count=counts.get("tables", 0)),
            "figures": tr("pictures: {count}", count=counts.get("figures", 0)),
            "footnotes": tr("footnotes: {count}", count=counts.get("footnotes", 0)),
        }
        told = tr(", ").join(words for kind, words in kinds.items() if counts.get(kind))
        nothing = tr("no text that could be taken over")
        kept = tr("Chapters that have text already stay as they are; one undo takes the whole import back.")
        self._summary.setText(f"{tr('“{name}”: {contents}', name=self._incoming.name, contents=told or nothing)}\n{kept}")
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = bool(self.tree.selectedItems())
        self._promote.setEnabled(chosen)
        self._demote.setEnabled(chosen)
        is_new = not self._target.currentData()
        self._year.setVisible(is_new)
        is_taken = is_new and self._year.value() in self._years
        self.accept_button.setEnabled(bool(self._incoming.chapters) and not is_taken)
        self.accept_button.setToolTip(tr("There is a report of that year already.") if is_taken else "")

    def answer(self) -> Taking:
        """What is wished."""
        return Taking(rearranged(self._incoming, self.choices()), str(self._target.currentData()), self._year.value())

    @classmethod
    def ask(cls, incoming: IncomingReport, reports: Sequence[Report], shown: str, parent: QWidget | None = None) -> Taking | None:
        """What is wished; None for Cancel."""
        dialog = cls(incoming, reports, shown, parent)
        return dialog.answer() if dialog.exec() == Dialog.DialogCode.Accepted else None


def _level(item: QTreeWidgetItem) -> int:
    level = 1
    while (above := item.parent()) is not None:
        item, level = above, level + 1
    return level


def _contents(chapter: DraftChapter) -> str:
    """What a chapter holds, in words."""
    lines, tables, figures = (
        sum(block.kind in kinds for block in chapter.blocks)
        for kinds in ((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM), (BlockKind.TABLE,), (BlockKind.FIGURE,))
    )
    told = {
        tr("paragraphs: {count}", count=lines): lines,
        tr("tables: {count}", count=tables): tables,
        tr("pictures: {count}", count=figures): figures,
    }
    return tr(", ").join(words for words, count in told.items() if count)
