"""What the program is, and whose work it stands on."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from qi_desktop.ui.icons import APPLICATION, icon
from qi_desktop.ui.translate import tr


class AboutDialog(QDialog):
    """Version and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(tr("About QI Desktop"))
        picture = QLabel()
        picture.setPixmap(icon(APPLICATION).pixmap(64, 64))
        picture.setAccessibleName(tr("QI Desktop"))
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (
            tr("QI Desktop {version}", version=metadata.version("qi-desktop")),
            tr("Drafts the yearly quality integrity report, offline. It never uses the network."),
            tr("Licence: Apache-2.0. Fonts: Noto Sans SC and Noto Serif SC (SIL Open Font License 1.1). Qt {qt} (LGPL-3.0).", qt=qVersion()),
        ):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
