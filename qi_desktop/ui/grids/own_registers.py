"""What people do with registers and columns of their own: the commands behind the menus of the register list and of a column's head."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QMenu, QWidget

from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.mnemonics import give_letters
from qi_desktop.ui.translate import language_key, tr


def add_column_commands(menu: QMenu, hub: Hub, register: str, column: str, parent: QWidget) -> None:
    """Commands for a column's menu: add one; change, move and delete one of the library's own."""
    from qi_desktop.ui.dialogs.own_register_dialogs import ColumnDialog  # dialogs are not needed before they are asked for

    verbs = hub.session.own_registers

    def add() -> None:
        answer = ColumnDialog.ask(parent)
        if answer is not None:
            hub.perform(lambda: verbs.add_column(register, answer))

    def change() -> None:
        answer = ColumnDialog.ask(parent, verbs.column(register, column))
        if answer is not None:
            hub.perform(lambda: verbs.change_column(register, column, answer))

    def move(steps: int) -> None:
        hub.perform(lambda: verbs.move_column(register, column, steps))

    own = verbs.is_own_column(column)
    before, behind = verbs.room_of(register, column) if own else (False, False)
    menu.addSeparator()
    for name, words, act, possible in (
        ("column_add", tr("Add column …"), add, True),
        ("column_change", tr("Column properties …"), change, own),
        ("column_before", tr("Move the column forward"), lambda: move(-1), before),
        ("column_behind", tr("Move the column back"), lambda: move(1), behind),
        ("column_remove", tr("Delete this column"), lambda: hub.perform(lambda: verbs.remove_column(register, column)), own),
    ):
        _add(menu, name, words, act, possible and not hub.session.read_only)


class RegisterListMenu:
    """The menu of the list of registers."""

    def __init__(self, hub: Hub, registers: QListWidget, shown: Callable[[QPoint], str], opened: Callable[[str], None]) -> None:
        """`shown` tells which register stands at a point of the list; `opened` shows one that was made."""
        self._hub, self._list, self._shown, self._opened = hub, registers, shown, opened

    def show(self, place: QPoint) -> None:
        """Show the menu at a point of the list."""
        menu = self.menu(self._shown(place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._list.viewport().mapToGlobal(place))

    def menu(self, register: str) -> QMenu:
        """The menu for a register; an empty name for none."""
        menu = QMenu(self._list)
        give_letters(menu)
        menu.setObjectName("register_list_menu")
        own, writable = bool(register) and self._hub.session.own_registers.is_own(register), not self._hub.session.read_only
        _add(menu, "register_new", tr("New register …"), self.new, writable).setIcon(icon("new"))
        _add(menu, "register_rename", tr("Rename …"), lambda: self.rename(register), own and writable)
        _add(menu, "register_remove", tr("Delete register"), lambda: self.remove(register), own and writable)
        return menu

    def new(self) -> None:
        """Ask for a register and make it."""
        from qi_desktop.ui.dialogs.own_register_dialogs import RegisterDialog

        answer = RegisterDialog.ask(self._list.window())
        if answer is not None:
            made = self._hub.perform(lambda: self._hub.session.own_registers.add(*answer))
            if made.created:
                self._opened(made.created)

    def rename(self, register: str) -> None:
        """Ask for another name."""
        from qi_desktop.ui.dialogs.own_register_dialogs import RenameDialog

        name = RenameDialog.ask(self._list.window(), self._hub.session.registers[register].label[language_key()])
        if name is not None:
            self._hub.perform(lambda: self._hub.session.own_registers.rename(register, name))

    def remove(self, register: str) -> None:
        """Delete a register; refused while it is in use, and undo brings it back."""
        self._hub.perform(lambda: self._hub.session.own_registers.remove(register))


def _add(menu: QMenu, name: str, words: str, act: Callable[[], object], possible: bool) -> QAction:
    action = menu.addAction(words, lambda: act())
    action.setObjectName(name)
    action.setEnabled(possible)
    return action
