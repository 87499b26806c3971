"""The properties panel: what is known of the chapter beside its text. Each change is one operation, made when its field is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import NotFoundError
from qi_desktop.core.model import Chapter
from qi_desktop.ui.dialogs.properties import chapter_status_names, requirement_names
from qi_desktop.ui.editor import ChapterEditor
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.plain import plain
from qi_desktop.ui.translate import tr


class PropertiesPanel(QWidget):
    """Status, department, due date and guidance of the chapter in the editor."""

    def __init__(self, hub: Hub, editor: ChapterEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("properties_panel")
        self.setAccessibleName(tr("Properties"))
        self._hub, self._editor = hub, editor
        self._chapter: Chapter | None = None
        self._empty = QLabel(tr("Choose a chapter on the left to see its properties."))
        self._empty.setObjectName("properties_empty")
        self._empty.setWordWrap(True)
        self._form = QWidget()
        rows = QFormLayout(self._form)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._rows = rows
        self._title = plain(QLabel())
        self._title.setObjectName("properties_title")
        self._title.setWordWrap(True)
        rows.addRow(self._title)
        self.status = self._field(tr("Status"), _choice(chapter_status_names()), "properties_status")
        self.department = self._field(tr("Department"), QComboBox(), "properties_department")
        self.department.setEditable(True)
        self.department.lineEdit().setAccessibleName(tr("Department"))
        self.due = self._field(tr("Due"), QLineEdit(), "properties_due")
        self.due.setPlaceholderText("2018-03-31")
        self.requirement = self._field(tr("Outline"), _choice(requirement_names()), "properties_requirement")
        self.guidance = _Guidance()
        self.guidance.setTabChangesFocus(True)
        self.guidance.setObjectName("properties_guidance")
        self.guidance.setAccessibleName(tr("Guidance (never printed)"))
        rows.addRow(QLabel(tr("Guidance (never printed)")))
        rows.addRow(self.guidance)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._empty)
        layout.addWidget(self._form)
        layout.addStretch(1)
        self.status.activated.connect(lambda _: self._change(status=self.status.currentData()))
        self.requirement.activated.connect(lambda _: self._change(requirement=self.requirement.currentData()))
        self.department.activated.connect(lambda _: self._change(department=self.department.currentText().strip()))
        line = self.department.lineEdit()
        if line is not None:
            line.editingFinished.connect(lambda: self._change(department=self.department.currentText().strip()))
        self.due.editingFinished.connect(lambda: self._change(due_date=self.due.text().strip()))
        self.guidance.left.connect(self._save_guidance)
        hub.about_to_change.connect(self._save_guidance)
        hub.changed.connect(self._changed)

    def _field(self, label: str, widget: Any, name: str) -> Any:
        widget.setObjectName(name)
        widget.setAccessibleName(label)
        self._rows.addRow(label, widget)
        return widget

    # --- following ---

    def showEvent(self, event: QShowEvent) -> None:
        """Show the chapter as it is now."""
        super().showEvent(event)
        self.refresh()

    def show_chapter(self) -> None:
        """Another chapter may be shown in the editor."""
        if self.isVisible() and self._editor.chapter_id != (self._chapter.id if self._chapter else ""):
            self.refresh()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.ids("chapter") or "departments" in changes.owners("register_row")):
            self.refresh()

    def refresh(self) -> None:
        """Show the chapter anew."""
        chapters = self._hub.session.chapters
        try:
            self._chapter = chapters.get(self._editor.chapter_id) if self._editor.chapter_id else None
        except NotFoundError:
            self._chapter = None
        chapter = self._chapter
        self._empty.setVisible(chapter is None)
        self._form.setVisible(chapter is not None)
        self._form.setEnabled(not self._hub.session.read_only)
        if chapter is None:
            return
        self._title.setText(chapter.title)
        self.status.setCurrentIndex(max(self.status.findData(chapter.status), 0))
        self.requirement.setCurrentIndex(max(self.requirement.findData(chapter.requirement), 0))
        rows = self._hub.session.rows.of("departments", self._hub.report_id)
        self.department.clear()
        self.department.addItems(sorted({*(row.values.get("name", "") for row in rows), chapter.department} - {""}))
        self.department.setCurrentText(chapter.department)
        self.due.setText(chapter.due_date)
        if self.guidance.toPlainText().strip() != chapter.guidance:
            self.guidance.setPlainText(chapter.guidance)

    def close_document(self) -> None:
        """Write what was entered last, before the library is closed."""
        self._save_guidance()

    def _save_guidance(self) -> None:
        guidance, chapter = self.guidance.toPlainText().strip(), self._chapter
        if self.guidance.document().isModified() and chapter is not None:
            self.guidance.document().setModified(False)
            if guidance != chapter.guidance:
                self._hub.perform(lambda: self._hub.session.chapters.change(chapter.id, guidance=guidance), announce_first=False)

    def _change(self, **given: Any) -> None:
        """Write what was entered, if it is another than before."""
        chapter = self._chapter
        if chapter is not None and any(getattr(chapter, name) != value for name, value in given.items()):
            self._hub.perform(lambda: self._hub.session.chapters.change(chapter.id, **given))


class _Guidance(QPlainTextEdit):
    """Several lines that tell when they are left."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _choice(names: Mapping[Any, str]) -> QComboBox:
    box = QComboBox()
    for value, text in names.items():
        box.addItem(text, value)
    return box
