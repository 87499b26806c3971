"""The dialog that asks for the name and the kind of a version."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from qi_desktop.core.snapshots import Snapshot, SnapshotKind
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.translate import tr


def kind_names() -> dict[SnapshotKind, str]:
    """What the kinds of versions are called."""
    return {SnapshotKind.REVIEW: tr("For review"), SnapshotKind.APPROVED: tr("Approved"), SnapshotKind.OTHER: tr("Other version")}


class VersionDialog(Form):
    """Name and kind; of a version that is there, the name only."""

    def __init__(self, parent: QWidget | None, snapshot: Snapshot | None = None) -> None:
        super().__init__(tr("Rename version") if snapshot else tr("Keep version"), "version_dialog", parent, "" if snapshot else tr("Keep"))
        self.name = self.field(tr("Name"), QLineEdit(snapshot.name if snapshot else ""), "version_name")
        self.name.setMaxLength(60)
        self.kind = QComboBox()
        for kind, words in kind_names().items():
            self.kind.addItem(words, kind)
        if snapshot is None:
            self.field(tr("Kind"), self.kind, "version_kind")
            self.kind.currentIndexChanged.connect(lambda _: self._suggest())
            self._suggest()
        self.name.textChanged.connect(lambda _: self._check())
        self._check()

    def _suggest(self) -> None:
        """The kind's own name, as long as nothing else was entered."""
        if self.name.text() in ("", *(self.kind.itemText(number) for number in range(self.kind.count()))):
            self.name.setText(self.kind.currentText())
            self.name.selectAll()

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.name.text().strip()))

    @classmethod
    def ask(cls, parent: QWidget | None, snapshot: Snapshot | None = None) -> tuple[str, SnapshotKind] | None:
        """The name and the kind; None if the user cancels."""
        dialog = cls(parent, snapshot)
        return (dialog.name.text(), SnapshotKind(dialog.kind.currentData())) if dialog.exec() == cls.DialogCode.Accepted else None
