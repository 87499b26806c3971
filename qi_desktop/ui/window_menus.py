"""The main window's commands: its actions, menus and toolbar.

Owns their names, keys, drawings and order. What a command does is the window's and the views'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from qi_desktop import settings
from qi_desktop.core import verbs
from qi_desktop.settings import Settings
from qi_desktop.ui.icons import icon
from qi_desktop.ui.mnemonics import give_letters
from qi_desktop.ui.plain import tip
from qi_desktop.ui.translate import render, tr
from qi_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from qi_desktop.ui.main_window import MainWindow

# The editor's commands that stand in the toolbar, and their drawings.
_TOOL_ICONS = {
    "paragraph_kind": "paragraph",
    "paragraph_list": "numbered-list",
    "format_bold": "bold",
    "format_italic": "italic",
    "format_underline": "underline",
    "format_superscript": "superscript",
    "format_subscript": "subscript",
    "format_link": "link",
    "insert_picture": "picture",
    "insert_table": "table",
    "insert_register_view": "register",
    "insert_field": "field",
    "insert_reference": "reference",
    "insert_footnote": "footnote",
}


class WindowMenus:
    """The actions of a main window, and the menus and the toolbar made of them."""

    def __init__(self, window: MainWindow, tools: QToolBar, preferences: Settings) -> None:
        self._window = window
        self._tools = tools
        self._preferences = preferences
        self._make_actions(window)

    def _make_actions(self, window: MainWindow) -> None:
        keys = QKeySequence.StandardKey
        self.new_action = self._action("file_new", tr("New report library …"), "new", window.new_library, keys.New)
        self.open_action = self._action("file_open", tr("Open …"), "open", window.ask_library, keys.Open)
        self.sample_action = self._action("file_sample", tr("Open the sample"), "sample", window.open_sample)
        self.copy_action = self._action("file_copy", tr("Save a copy …"), "copy", window.save_copy, keys.SaveAs)
        self.backups_action = self._action("file_backups", tr("Backups …"), "clock", window.safekeeping.show_backups)
        self.export_action = self._action("file_export", tr("Export …"), "export", window.ask_export, QKeySequence("Ctrl+Shift+E"))
        self.import_action = self._action("file_import", tr("Import Word or text …"), "import", window.report_import.ask)
        self.close_action = self._action("file_close", tr("Close library"), "close", window.close_library, keys.Close)
        self.quit_action = self._action("file_quit", tr("Quit"), "", window.close, keys.Quit)
        self.undo_action = self._action("edit_undo", tr("Undo"), "undo", window.undo, keys.Undo)
        self.redo_action = self._action("edit_redo", tr("Redo"), "redo", window.redo)
        # What the desktop has for it, and what people know from Word.
        self.redo_action.setShortcuts(
            list(dict.fromkeys([*QKeySequence.keyBindings(keys.Redo), QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")]))
        )
        self.company_action = self._action("report_company", tr("Company …"), "company", window.edit_company)
        self.report_action = self._action("report_settings", tr("Report settings …"), "report", window.edit_report)
        self.style_action = self._action("report_style", tr("Style sheet …"), "properties", window.edit_style)
        self.settings = (self.company_action, self.report_action, self.style_action)
        self.fields_action = self._action("report_fields", tr("Fields …"), "field", window.show_fields)
        self.new_report_action = self._action("report_new", tr("New report …"), "calendar", window.new_report)
        next_pane = self._action("view_next_pane", tr("Next part of the window"), "", lambda: self._go(1), QKeySequence("F6"))
        pane_before = self._action("view_pane_before", tr("Part before"), "", lambda: self._go(-1), QKeySequence("Shift+F6"))
        self.writing_action = self._action("view_writing", tr("Full-screen writing"), "", self._write, QKeySequence("F11"))
        self.writing_action.setCheckable(True)
        self.ways = [self.writing_action, next_pane, pane_before]
        self.keys_action = self._action("help_shortcuts", tr("Keyboard shortcuts"), "help", self._show_keys, QKeySequence("F1"))
        self.about_action = self._action("help_about", tr("About QI Desktop"), "information", self._show_about)

    def _go(self, steps: int) -> None:
        if self._window.workspace is not None:
            self._window.workspace.go_to_pane(steps)

    def _write(self) -> None:
        self._window.set_writing_mode(self.writing_action.isChecked())

    def _action(self, name: str, text: str, drawing: str, act: object, key: object = None) -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(name)
        if drawing:
            action.setIcon(icon(drawing))
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda checked=False: act())  # type: ignore[operator]
        self._window.addAction(action)
        return action

    def _show_about(self) -> None:
        from qi_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).exec()

    def _show_keys(self) -> None:
        from qi_desktop.ui.dialogs.shortcuts import ShortcutsDialog, all_groups

        dialog = ShortcutsDialog(all_groups(self._window.menuBar()), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def build(self, workspace: Workspace | None) -> None:
        """Make menus and toolbar anew for what is open."""
        bar = self._window.menuBar()
        bar.clear()
        self._tools.clear()
        file_menu = self._menu("menu_file", tr("&File"))
        file_menu.addActions([self.new_action, self.open_action])
        self._add_recent(file_menu)
        file_menu.addAction(self.sample_action)
        file_menu.addSeparator()
        file_menu.addActions([self.copy_action, self.backups_action])
        file_menu.addSeparator()
        file_menu.addActions([self.import_action, self.export_action])
        file_menu.addSeparator()
        file_menu.addActions([self.close_action, self.quit_action])
        edit_menu = self._menu("menu_edit", tr("&Edit"))
        edit_menu.addActions([self.undo_action, self.redo_action])
        edit_menu.addSeparator()
        self._tools.addActions([self.undo_action, self.redo_action])
        if workspace is not None:
            self._add_editor_menus(workspace, edit_menu)
        report_menu = self._menu("menu_report", tr("&Report"))
        report_menu.addActions([self.report_action, self.style_action, self.company_action, self.fields_action, self.new_report_action])
        self._add_view_menu([action for action in workspace.editor.actions() if action.property("group") == "view"] if workspace else [])
        self._menu("menu_help", tr("&Help")).addActions([self.keys_action, self.about_action])
        self._tools.addSeparator()
        self._tools.addAction(self.export_action)

    def _menu(self, name: str, title: str) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.setObjectName(name)
        give_letters(menu)
        return menu

    def _add_recent(self, menu: QMenu) -> None:
        recent = QMenu(tr("Recent libraries"), menu)
        recent.setObjectName("menu_recent")
        recent.setToolTipsVisible(True)  # two files of one name differ by their folders
        for number, path in enumerate(self._preferences.recent_libraries(), start=1):
            name = path.name.replace("&", "&&")  # one alone would be the mark of a letter
            action = recent.addAction(f"&{number} {name}" if number < 10 else name)
            action.setToolTip(tip(str(path)))
            action.setEnabled(path.is_file())
            action.triggered.connect(lambda checked=False, path=path: self._window.open_library(path))
        recent.setEnabled(not recent.isEmpty())
        menu.addMenu(recent)

    def _add_editor_menus(self, workspace: Workspace, edit_menu: QMenu) -> None:
        groups: dict[str, list[QAction]] = {}
        for action in workspace.editor.actions():
            groups.setdefault(str(action.property("group")), []).append(action)
        edit_menu.addActions(groups.get("edit", []))
        edit_menu.addSeparator()
        edit_menu.addActions(workspace.finder.commands())
        self._menu("menu_insert", tr("&Insert")).addActions(groups.get("insert", []))
        format_menu = self._menu("menu_format", tr("F&ormat"))
        format_menu.addActions(groups.get("format", []))
        format_menu.addSeparator()
        format_menu.addActions(groups.get("paragraph", []))
        self._menu("menu_chapter", tr("&Chapter")).addActions(workspace.tree.commands())
        register_menu = self._menu("menu_register", tr("Re&gister"))
        register_menu.addActions(workspace.panel.actions())
        register_menu.addSeparator()
        register_menu.addActions(workspace.tables.actions())
        self._tools.addSeparator()
        self._tools.addActions(workspace.tree.commands()[:2])
        self._tools.addSeparator()
        for action in (*groups.get("paragraph", []), *groups.get("format", []), *groups.get("insert", [])):
            if action.objectName() in _TOOL_ICONS:
                action.setIcon(icon(_TOOL_ICONS[action.objectName()]))
                self._tools.addAction(action)
                button = self._tools.widgetForAction(action)
                if action.menu() is not None and isinstance(button, QToolButton):
                    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _add_view_menu(self, actions: list[QAction]) -> None:
        menu = self._menu("menu_view", tr("&View"))
        if self._window.workspace is not None:
            commands = self._window.workspace.side.commands()
            menu.addActions(commands)
            self._window.addActions(commands)  # their keys work without the menu, too
            menu.addActions(self.ways)
            menu.addSeparator()
        menu.addActions(actions)
        menu.addSeparator()
        self._add_choice(
            menu,
            tr("Appearance"),
            {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")},
            self._preferences.get(settings.APPEARANCE),
            self._window.set_appearance,
        )
        self._add_choice(
            menu,
            tr("Language"),
            {"": tr("As the system"), "zh_CN": "简体中文", "en": "English"},
            self._preferences.get(settings.LANGUAGE),
            self._window.language_chosen.emit,
        )

    def _add_choice(self, menu: QMenu, title: str, names: dict[str, str], chosen: str, choose: object) -> None:
        choices = menu.addMenu(title)
        group = QActionGroup(choices)
        for value, name in names.items():
            action = choices.addAction(name)
            action.setObjectName(f"choose_{value or 'system'}")
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda checked=False, value=value: choose(value))  # type: ignore[operator]
            group.addAction(action)

    def show_undo(self, workspace: Workspace | None) -> None:
        """Say in the menu what undo and redo would do."""
        library = workspace.session.library if workspace else None
        for action, words, operation in (
            (self.undo_action, tr("Undo"), library.next_to_undo() if library else None),
            (self.redo_action, tr("Redo"), library.next_to_redo() if library else None),
        ):
            name = render(verbs.label(operation.verb, operation.subject)) if operation else ""
            action.setText(tr("{undo}: {operation}", undo=words, operation=name) if name else words)
            action.setToolTip(action.text())
            action.setEnabled(operation is not None or (workspace is not None and workspace.editor.area.hasFocus()))
