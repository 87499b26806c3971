"""The letters of menus and dialogs: each entry, button and labelled field is reached by Alt and a letter that nothing beside it has.

A letter that a text brings along (`&File`) is kept. The others are dealt out when a menu is about to be shown, and taken back when it is hidden, so
that tooltips, the list of quick insertions and the overview of keys have the plain words. English words get one of their own letters; behind Chinese
ones a letter stands in brackets, before the dots that promise a dialog, as usual in Chinese programs: 打开(O)…. It is one of the command's name.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QMenu,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QWidget,
)

from qi_desktop.ui.translate import language_key

_ALL = string.ascii_uppercase + "123456789"
_KEPT_PLAIN = "values"  # property of a menu whose entries are values of the library, in which one goes by the arrows


def letter_of(text: str) -> str:
    """The letter of a text, empty without one."""
    return QKeySequence.mnemonic(text).toString().rpartition("+")[2]


def spread(texts: list[tuple[str, str]]) -> list[str]:
    """Give each text a letter that no other has, as long as there are any; with each text stands the name of its command, which may be empty."""
    taken: set[str] = set()
    result: dict[int, str] = {}
    for number, (text, _) in enumerate(texts):
        letter = letter_of(text)
        if letter and letter not in taken:
            taken.add(letter)
            result[number] = text
    for number, (text, name) in enumerate(texts):
        if number not in result:
            plain = _plain(text)
            letter = next((letter for letter in _wanted(plain, name) if letter not in taken), "")
            taken.add(letter)
            result[number] = _marked(plain, letter) if letter else plain
    return [result[number] for number in range(len(texts))]


def _wanted(text: str, name: str) -> Iterator[str]:
    """The letters for a text, the best first: the beginnings of words, then what is in them, then any."""
    source = " ".join(name.split("_")[1:] or [name]) if language_key() == "zh" else text
    words = [word for word in source.replace("&&", " ").upper().split() if word[0] in string.ascii_uppercase]
    inside = (letter for word in words for letter in word[1:] if letter in string.ascii_uppercase)
    return chain((word[0] for word in words), inside, _ALL)


def _marked(text: str, letter: str) -> str:
    if language_key() != "zh":
        places = [place for place, sign in enumerate(text) if sign.upper() == letter and sign.isascii()]
        begins = [place for place in places if place == 0 or text[place - 1] == " "]
        if places:
            place = (begins or places)[0]
            return f"{text[:place]}&{text[place:]}"
    words = text.rstrip("….：: ")
    return f"{words}(&{letter}){text[len(words) :].lstrip(' ')}"


def _plain(text: str) -> str:
    """A text without the mark of its letter; two marks are a sign of the text."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&&")


class _MenuLetters(QObject):
    """Deals letters out to a menu while it is shown."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self.setObjectName("menu_letters")
        self._changed: list[tuple[QAction, str, str]] = []
        menu.aboutToShow.connect(self.give)
        menu.aboutToHide.connect(self.take_back)

    def give(self) -> None:
        self.take_back()
        menu = self.parent()  # asked for each time: PySide gives up what it knew of a menu whose action was asked for it
        assert isinstance(menu, QMenu)
        entries = [action for action in menu.actions() if action.isVisible() and not action.isSeparator()]
        inner_names = {}
        for inner in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):  # QAction.menu() makes PySide lose living menus
            inner_names[inner.menuAction()] = inner.objectName()
            give_letters(inner)
        names = [action.objectName() or inner_names.get(action, "") for action in entries]
        before = [action.text() for action in entries]
        for action, plain, text in zip(entries, before, spread(list(zip(before, names, strict=True))), strict=True):
            if text != plain:
                action.setText(text)
                self._changed.append((action, plain, text))

    def take_back(self) -> None:
        for action, plain, text in self._changed:
            if action.text() == text:  # nothing else was called by another name since
                action.setText(plain)
        self._changed = []


def give_letters(menu: QMenu) -> None:
    """Let each entry of a menu and of the menus made in it have a letter of its own whenever it is shown."""
    if not menu.property(_KEPT_PLAIN) and menu.findChild(_MenuLetters, "menu_letters") is None:
        _MenuLetters(menu)


def keep_plain(menu: QMenu) -> None:
    """Leave the entries of a menu as they are: values of the library, among which one goes by the arrows."""
    menu.setProperty(_KEPT_PLAIN, True)


class _PageLetters(QObject):
    """Gives letters to what a dialog shows when another of its pages is chosen."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.setObjectName("page_letters")
        for pages in dialog.findChildren(QTabWidget):
            pages.currentChanged.connect(self.give)

    def give(self) -> None:
        dialog = self.parent()
        assert isinstance(dialog, QDialog)
        letter_dialog(dialog)


def letter_dialog(dialog: QDialog) -> None:
    """Give letters to the buttons of a dialog and to the labels of its fields. OK, Cancel and Close have Enter and Esc."""
    if dialog.findChild(_PageLetters, "page_letters") is None:
        _PageLetters(dialog)
    for form in dialog.findChildren(QFormLayout):
        _join_labels(form)
    controls: list[QWidget] = [
        control
        for kind in (QLabel, QPushButton, QCheckBox, QRadioButton)
        for control in dialog.findChildren(kind)
        if control.window() is dialog and control.isVisibleTo(dialog) and _takes_letter(control)
    ]
    controls.sort(key=lambda control: (control.mapTo(dialog, control.rect().topLeft()).y(), control.mapTo(dialog, control.rect().topLeft()).x()))
    texts = [(control.text(), _field_of(control).objectName().removeprefix(f"{dialog.objectName()}_")) for control in controls]  # type: ignore[attr-defined]
    for control, (before, _), text in zip(controls, texts, spread([(text, f"_{name}") for text, name in texts]), strict=True):
        if text != before:
            control.setAccessibleName(control.accessibleName() or before)
            control.setText(text)  # type: ignore[attr-defined]


def _join_labels(form: QFormLayout) -> None:
    """Let the label of a row of several controls lead to the first of them; Qt joins labels with single ones only."""
    for row in range(form.rowCount()):
        label, field = form.itemAt(row, QFormLayout.ItemRole.LabelRole), form.itemAt(row, QFormLayout.ItemRole.FieldRole)
        line = field.layout() if field is not None else None
        name = label.widget() if label is not None else None
        if line is not None and isinstance(name, QLabel) and name.buddy() is None:
            items = (line.itemAt(place) for place in range(line.count()))
            controls = (item.widget() for item in items if item is not None)
            first = next((control for control in controls if control is not None and control.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
            if first is not None:
                name.setBuddy(first)


def _field_of(control: QWidget) -> QWidget:
    return (control.buddy() or control) if isinstance(control, QLabel) else control


def _takes_letter(control: QWidget) -> bool:
    if isinstance(control, QLabel):
        field = control.buddy()
        return field is not None and bool(field.focusPolicy() & Qt.FocusPolicy.TabFocus) and bool(control.text().strip())
    box = control.parent()
    return bool(control.text().strip()) and not isinstance(box, QDialogButtonBox)  # type: ignore[attr-defined]


class DialogLetters(QObject):
    """Gives letters to each dialog of the program when the keys come to it."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._moved)

    def _moved(self, before: QWidget | None, focused: QWidget | None) -> None:
        window = focused.window() if focused is not None else None
        before_window = before.window() if before is not None else None
        if isinstance(window, QDialog) and window is not before_window:
            letter_dialog(window)
