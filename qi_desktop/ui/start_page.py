"""What the window shows while no library is open: the libraries of late, and the ways to one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from qi_desktop.ui import room
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import tr


class StartPage(QWidget):
    """Recent libraries at the left, new, open and sample at the right."""

    chosen = Signal(str)  # the path of a recent library
    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_page")
        title = QLabel(tr("Quality integrity report"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        title.setFont(font)
        words = QLabel(tr("Draft the yearly report of your company, offline, in one file of your own."))
        words.setWordWrap(True)
        self._list = QListWidget()
        self._list.setObjectName("recent_libraries")
        self._list.setAccessibleName(tr("Recent libraries"))
        self._list.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._empty = QLabel(tr("Libraries that you open are listed here. Begin with the sample to see a whole report."))
        self._empty.setWordWrap(True)
        left = QVBoxLayout()
        left.addWidget(QLabel(tr("Recent libraries")))
        left.addWidget(self._list, 1)
        left.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        for name, text, drawing, signal in (
            ("start_new", tr("New report library …"), "new", self.new_requested),
            ("start_open", tr("Open a library …"), "open", self.open_requested),
            ("start_sample", tr("Open the sample"), "sample", self.sample_requested),
        ):
            button = QPushButton(icon(drawing), text)
            button.setObjectName(name)
            button.setIconSize(QSize(22, 22))
            button.setMinimumHeight(button.fontMetrics().height() * 3)
            button.clicked.connect(signal)
            right.addWidget(button)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.addLayout(left, 3)
        columns.addSpacing(24)
        columns.addLayout(right, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 36, 48, 36)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addSpacing(12)
        layout.addLayout(columns, 1)
        room.scroll(self)

    def show_recent(self, recent: list[Path]) -> None:
        """List the libraries; those that are missing at present are shown, but cannot be chosen."""
        self._list.clear()
        for path in recent:
            item = QListWidgetItem(f"{path.stem}\n{path.parent}", self._list)
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            if not path.is_file():
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.setVisible(bool(recent))
        self._empty.setVisible(not recent)
