"""The overview of keys (F1), made from the menus' own actions, so that it cannot say anything else than what the keys do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QLineEdit, QMenu, QMenuBar, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from qi_desktop.ui.dialogs.form import Dialog
from qi_desktop.ui.editor import table_commands
from qi_desktop.ui.grids import commands as grid_commands
from qi_desktop.ui.translate import tr

Group = tuple[str, list[tuple[str, str]]]
"""A menu's title, and the name and keys of each of its commands that has any."""


def groups_of(bar: QMenuBar) -> list[Group]:
    """The commands with keys of each menu, submenus with the menu they are in and by their own name too: `●` alone says nothing."""
    # `QAction.menu()` is not asked: PySide then loses living menus.
    menus = {menu.menuAction(): menu for menu in bar.window().findChildren(QMenu)}
    result = []
    for action in bar.actions():
        if action in menus:
            lines = [(name, _keys(entry)) for name, entry in _commands(menus[action], menus) if entry.shortcuts()]
            if lines:
                result.append((_plain(action.text()), lines))
    return result


def group_of_tables() -> Group:
    """The keys while a cell of a table is written, or several are chosen."""
    lines = [(command.text, command.keys) for group in table_commands.commands() for command in group if command.keys]
    moves = [
        (tr("Write in the table at the cursor"), "F2"),
        (tr("Next cell; behind the last one a new row"), "Tab"),
        (tr("Choose several cells"), "Shift+Right"),
    ]
    return tr("In a table"), _native([*moves, *lines])


def group_of_registers() -> Group:
    """The keys in the table of a register."""
    lines = [(command.text, command.key) for command in grid_commands.commands() if command.key]
    moves = [
        (tr("Write in the cell, or choose its file"), "F2"),
        (tr("One cell down; after Tab, in the column where it began"), "Return"),
        (tr("One cell up"), "Shift+Return"),
        (tr("Next cell; at the end of a row the next one"), "Tab"),
        (tr("Previous cell"), "Shift+Tab"),
        (tr("To the edge of the filled cells"), "Ctrl+Down"),
        (tr("Choose the cells up to there"), "Ctrl+Shift+Down"),
        (tr("To the first cell of the table"), "Ctrl+Home"),
        (tr("To the last cell of the table"), "Ctrl+End"),
    ]
    return tr("In a register"), _native([*moves, *lines])


def group_of_writing() -> Group:
    """What is opened by typing in the text."""
    return tr("While writing"), [
        (tr("Insert anything: list of what there is"), tr("/, or 、 in an empty line")),
        (tr("Insert a field: list of values"), "{"),
    ]


def group_of_preview() -> Group:
    """The keys on the printed page."""
    lines = [(tr("Next page"), "PgDown"), (tr("Previous page"), "PgUp"), (tr("Scroll the page"), "Down")]
    return tr("In the preview"), [*_native(lines), (tr("Larger or smaller"), tr("Ctrl and the mouse wheel"))]


def group_of_search() -> Group:
    """The keys in the fields of find and replace, and in the list of the hits."""
    lines = [
        (tr("Next place, the cursor staying in the field"), "Return"),
        (tr("Previous place, the cursor staying in the field"), "Shift+Return"),
        (tr("From the field to the list of places"), "Down"),
        (tr("Tick the place in the list, or take its tick away"), "Space"),
        (tr("Go into the text at the place in the list"), "Return"),
        (tr("Close, and back to the text"), "Esc"),
    ]
    return tr("In find and replace"), _native(lines)


def all_groups(bar: QMenuBar) -> list[Group]:
    """All that keys do, the menus' commands first."""
    return [*groups_of(bar), group_of_writing(), group_of_tables(), group_of_registers(), group_of_search(), group_of_preview()]


def _native(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    form = QKeySequence.SequenceFormat.NativeText
    return [(text, QKeySequence(keys).toString(form)) for text, keys in lines]


def _commands(menu: QMenu, menus: dict[QAction, QMenu]) -> Iterator[tuple[str, QAction]]:
    for action in menu.actions():
        name = _plain(action.text())
        if action in menus:
            yield from ((tr("{menu}: {command}", menu=name, command=command), entry) for command, entry in _commands(menus[action], menus))
        elif not action.isSeparator():
            yield name, action


def _plain(text: str) -> str:
    """A menu's text without its letter, which stands in brackets behind Chinese, and without the dots that promise a dialog."""
    return re.sub(r"\(&\w\)", "", text).replace("&", "").rstrip("… .")


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    # Two keys may have one name: Enter, and Enter of the number pad.
    return tr(" or ").join(dict.fromkeys(keys.toString(form) for keys in action.shortcuts() if not keys.isEmpty()))


class ShortcutsDialog(Dialog):
    """All commands with keys by menu, and a field to find one."""

    def __init__(self, groups: list[Group], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_dialog")
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(560, 620)
        self._filter = QLineEdit()
        self._filter.setObjectName("shortcuts_filter")
        self._filter.setAccessibleName(tr("Filter"))
        self._filter.setPlaceholderText(tr("Filter"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._narrow)
        self.list = QTreeWidget()
        self.list.setObjectName("shortcuts_list")
        self.list.setAccessibleName(tr("Keyboard shortcuts"))
        self.list.setHeaderLabels([tr("Command"), tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        for title, lines in groups:
            group = QTreeWidgetItem(self.list, [title])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setFirstColumnSpanned(True)
            for line in lines:
                QTreeWidgetItem(group, list(line))
            group.setExpanded(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("shortcuts_close")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._filter, self.list, buttons):
            layout.addWidget(widget)

    def _narrow(self, text: str) -> None:
        """Show the commands whose name or keys hold the text."""
        wanted = text.strip().lower()
        for row in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(row)
            if group is None:
                continue
            lines = [group.child(number) for number in range(group.childCount())]
            for line in lines:
                line.setHidden(wanted not in f"{line.text(0)} {line.text(1)}".lower())
            group.setHidden(all(line.isHidden() for line in lines))
