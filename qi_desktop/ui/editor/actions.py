"""The editor's commands: formats, kinds of paragraphs, what can be inserted, and what opens an object.

Owns the QActions with their names and keys, and their state at the cursor. The commands use the text area and its `Structure`; dialogs only ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu

from qi_desktop.core import fields
from qi_desktop.core.errors import QiError
from qi_desktop.core.identifiers import new_id
from qi_desktop.core.lists import LIST_STYLES
from qi_desktop.core.model import BlockKind, PageForm, ParagraphRole
from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.core.richtext import FLAGS, Run
from qi_desktop.session import Draft
from qi_desktop.ui import qtext
from qi_desktop.ui.copied import copied
from qi_desktop.ui.editor import dialogs
from qi_desktop.ui.editor.inline import Inline
from qi_desktop.ui.editor.paper import list_start
from qi_desktop.ui.field_names import field_label
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.mnemonics import give_letters
from qi_desktop.ui.translate import tr

if TYPE_CHECKING:
    from qi_desktop.ui.editor.chapter_editor import ChapterEditor

_MOST_CHOICES = 200  # texts of a column that conditions offer
_EXAMPLES = {style.name: style.pattern.format(n=1, circled="①", parent=1) for style in LIST_STYLES.values()}


class EditorActions(QObject):
    """Makes the actions of one editor and carries them out."""

    def __init__(self, editor: ChapterEditor, hub: Hub) -> None:
        super().__init__(editor)
        self._editor = editor
        self._area = editor.area
        self._hub = hub
        self._all: list[QAction] = []
        self._flags: dict[str, QAction] = {}
        self._kinds: dict[str, QAction] = {}
        self._lists: dict[str, QAction] = {}
        self._menus: list[QMenu] = []
        self.inline = Inline(editor)
        self._make_edit()
        self._make_formats()
        self._make_kinds()
        self._make_inserts()
        self._make_view()
        self._area.cursorPositionChanged.connect(self.refresh)
        self._area.currentCharFormatChanged.connect(self.refresh)
        self._area.selectionChanged.connect(self.refresh)

    def all(self) -> list[QAction]:
        """The actions in the order of menus; the property `group` tells which menu each belongs to."""
        return list(self._all)

    # --- making ---

    def _action(
        self, group: str, name: str, text: str, act: Callable[[], Any] | None, keys: tuple[str, ...] = (), checkable: bool = False
    ) -> QAction:
        action = QAction(text, self._editor)
        action.setObjectName(name)
        action.setProperty("group", group)
        action.setCheckable(checkable)
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{text.replace('&', '')} ({QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})")
        if act is not None:
            action.triggered.connect(lambda checked=False: act())
        self._area.addAction(action)
        return action

    def _add(self, *arguments: Any, **options: Any) -> QAction:
        action = self._action(*arguments, **options)
        self._all.append(action)
        return action

    def _submenu(self, group: str, name: str, text: str) -> QMenu:
        menu = QMenu(text, self._editor)
        give_letters(menu)
        menu.setObjectName(f"{name}_menu")
        self._menus.append(menu)
        action = menu.menuAction()
        action.setObjectName(name)
        action.setProperty("group", group)
        self._all.append(action)
        return menu

    def _make_edit(self) -> None:
        self._cut = self._add("edit", "edit_cut", tr("Cu&t"), self._area.cut_selection)
        self._copy = self._add("edit", "edit_copy", tr("&Copy"), self._area.copy_selection)
        self._paste = self._add("edit", "edit_paste", tr("&Paste"), self._area.paste)
        self._paste_plain = self._add("edit", "edit_paste_plain", tr("Paste as plain text"), self.paste_plain, keys=("Ctrl+Shift+V",))
        self._delete = self._add("edit", "edit_delete", tr("&Delete"), self._area.delete_selection)
        self._select_all = self._add("edit", "edit_select_all", tr("Select &all"), self._area.selectAll)

    def _make_formats(self) -> None:
        for flag, text, keys in (
            ("bold", tr("Bold"), ("Ctrl+B",)),
            ("italic", tr("Italic"), ("Ctrl+I",)),
            ("underline", tr("Underline"), ("Ctrl+U",)),
            ("superscript", tr("Superscript"), ("Ctrl+Shift+=",)),
            ("subscript", tr("Subscript"), ("Ctrl+=",)),
        ):
            self._flags[flag] = self._add("format", f"format_{flag}", text, partial(self.toggle, flag), keys=keys, checkable=True)
        self._add("format", "format_link", tr("Link…"), self.inline.edit_link, keys=("Ctrl+K",))
        # Input methods often take Ctrl+Space for themselves; the second key always works.
        self._add("format", "format_clear", tr("Clear formatting"), self.clear_format, keys=("Ctrl+Space", "Ctrl+\\"))

    def _make_kinds(self) -> None:
        menu = self._submenu("paragraph", "paragraph_kind", tr("Paragraph style"))
        group = QActionGroup(self)
        body, slogan, signature, quote = (role.value for role in ParagraphRole)
        kinds: tuple[tuple[str, str, BlockKind, dict[str, Any], tuple[str, ...]], ...] = (
            (body, tr("Body text"), BlockKind.PARAGRAPH, {}, ("Ctrl+Shift+N", "Ctrl+Alt+0")),
            ("heading", tr("Heading in the text"), BlockKind.HEADING, {}, ("Ctrl+Alt+1",)),
            (slogan, tr("Centred"), BlockKind.PARAGRAPH, {"role": slogan}, ("Ctrl+E",)),
            (signature, tr("Right-aligned"), BlockKind.PARAGRAPH, {"role": signature}, ("Ctrl+R",)),
            (quote, tr("Quotation"), BlockKind.PARAGRAPH, {"role": quote}, ()),
        )
        for name, text, kind, attributes, keys in kinds:
            act = partial(self.set_kind, kind, attributes)
            self._kinds[name] = self._action("paragraph", f"paragraph_{name}", text, act, keys=keys, checkable=True)
            group.addAction(self._kinds[name])
            menu.addAction(self._kinds[name])
        lists_menu = self._submenu("paragraph", "paragraph_list", tr("List"))
        for style, example in _EXAMPLES.items():
            keys = ("Ctrl+Shift+L",) if style == "bullet" else ()
            action = self._action("paragraph", f"list_{style}", example, partial(self.set_list, style), keys=keys, checkable=True)
            self._lists[style] = action
            group.addAction(action)
            lists_menu.addAction(action)
        lists_menu.addSeparator()
        self._deeper = self._action("paragraph", "list_deeper", tr("One level down") + "\tTab", lambda: self._area.shift_level(1))
        self._higher = self._action("paragraph", "list_higher", tr("One level up") + "\tShift+Tab", lambda: self._area.shift_level(-1))
        self._restart = self._action("paragraph", "list_restart", tr("Restart at 1"), lambda: self._set_start(1))
        self._continue = self._action("paragraph", "list_continue", tr("Continue numbering"), lambda: self._set_start(None))
        self._number = self._action("paragraph", "list_number", tr("Set numbering value…"), self.set_number)
        self._items = (self._deeper, self._higher, self._restart, self._continue, self._number)
        lists_menu.addActions(self._items)

    def _make_inserts(self) -> None:
        self._add("insert", "insert_picture", tr("Picture from file…"), self.insert_picture)
        self._add("insert", "insert_figure", tr("Figure placeholder…"), self.insert_figure)
        self._add("insert", "insert_register_view", tr("Register table…"), self.insert_register_view)
        self._add("insert", "insert_table", tr("Table…"), self.insert_table)
        menu = self._submenu("insert", "insert_field", tr("Field"))
        menu.addAction(self._action("insert", "insert_new_field", tr("New field…"), self.inline.new_field))
        menu.addAction(self._action("insert", "insert_all_fields", tr("Fields…"), self._editor.fields_requested.emit))
        menu.addSeparator()
        for name in fields.names():
            menu.addAction(self._action("insert", f"field_{name.replace('.', '_')}", field_label(name), partial(self.inline.insert_field, name)))
        self._add("insert", "insert_reference", tr("Cross-reference…"), self.inline.insert_reference, keys=("Ctrl+Alt+R",))
        self._add("insert", "insert_footnote", tr("Footnote…"), self.inline.insert_footnote, keys=("Ctrl+Alt+F",))
        self._add("insert", "insert_page_break", tr("Page break"), self.insert_page_break, keys=("Ctrl+Return", "Ctrl+Enter"))
        self._add("insert", "insert_lying_pages", tr("Lying pages from here"), self.insert_lying_pages)

    def _make_view(self) -> None:
        zoom = self._editor.set_zoom
        self._views = [
            self._add("view", "view_larger", tr("Text larger"), lambda: zoom(self._editor.zoom + 10), keys=("Ctrl+Shift+.",)),
            self._add("view", "view_smaller", tr("Text smaller"), lambda: zoom(self._editor.zoom - 10), keys=("Ctrl+Shift+,",)),
            self._add("view", "view_actual", tr("Text at its printed size"), lambda: zoom(100), keys=("Ctrl+0",)),
        ]

    # --- state ---

    def refresh(self, *_: object) -> None:
        """Check and enable the actions as the cursor's place asks."""
        area = self._area
        writable = not area.isReadOnly()
        cursor = area.textCursor()
        block = cursor.block()
        text = not qtext.is_object(block)
        run = self._run_at(cursor)
        for flag, action in self._flags.items():
            action.setChecked(bool(getattr(run, flag)))
        kind, attributes = qtext.kind_of(block), qtext.attributes_of(block)
        listed = str(attributes.get("style", "")) if kind is BlockKind.LIST_ITEM else ""
        role = "heading" if kind is BlockKind.HEADING else str(attributes.get("role", "")) or ParagraphRole.BODY.value
        for name, action in self._kinds.items():
            action.setChecked(text and kind is not BlockKind.LIST_ITEM and name == role)
        for name, action in self._lists.items():
            action.setChecked(name == listed)
        for action in self._all:
            action.setEnabled(writable)
        for action in self._items:
            action.setEnabled(writable and bool(listed))
        chosen = cursor.hasSelection() or not text
        self._copy.setEnabled(chosen)
        for action in (self._cut, self._delete):
            action.setEnabled(writable and chosen)
        for action in (self._select_all, *self._views):
            action.setEnabled(True)

    def _run_at(self, cursor: QTextCursor) -> Run:
        if not cursor.hasSelection():
            return qtext.run_of(cursor.charFormat())
        runs = self._area.structure.runs_between(cursor.selectionStart(), min(cursor.selectionEnd(), cursor.selectionStart() + 1))
        return runs[0] if runs else Run("")

    # --- formats ---

    def toggle(self, flag: str) -> None:
        """Give the selection a format, or take it away if all of it has it. Without a selection, what is typed next."""
        cursor = self._area.textCursor()
        if not cursor.hasSelection():
            run = qtext.run_of(cursor.charFormat())
            self._area.setCurrentCharFormat(qtext.character_format(_switched(run, flag, not getattr(run, flag))))
            self._area.end_step()
            return
        runs = self._area.structure.runs_between(cursor.selectionStart(), cursor.selectionEnd())
        on = not all(getattr(run, flag) for run in runs)
        self._area.structure.change_runs(cursor, lambda run: _switched(run, flag, on))
        self.refresh()

    def clear_format(self) -> None:
        """Plain text again: no bold, italic, underline, super- or subscript, no link."""
        cursor = self._area.textCursor()
        if cursor.hasSelection():
            plain: dict[str, Any] = dict.fromkeys(FLAGS, False)
            self._area.structure.change_runs(cursor, lambda run: replace(run, link="", **plain))
        else:
            self._area.setCurrentCharFormat(qtext.character_format(Run("")))
        self.refresh()

    # --- kinds ---

    def _selected_blocks(self) -> list[QTextBlock]:
        cursor = self._area.textCursor()
        return self._area.structure.blocks_between(cursor.selectionStart(), cursor.selectionEnd())

    def set_kind(self, kind: BlockKind, attributes: Mapping[str, Any]) -> None:
        """Make the selected paragraphs of a kind."""
        self._area.structure.change_kind(self._selected_blocks(), kind, lambda old: attributes)
        self.refresh()

    def set_list(self, style: str) -> None:
        """Make the selected paragraphs list items of a style; those that are already become paragraphs again."""
        blocks = [block for block in self._selected_blocks() if not qtext.is_object(block)]
        if blocks and all(qtext.kind_of(block) is BlockKind.LIST_ITEM and qtext.attributes_of(block).get("style") == style for block in blocks):
            self.set_kind(BlockKind.PARAGRAPH, {})
            return

        def item(old: dict[str, Any]) -> dict[str, Any]:
            return {"style": style} | ({"level": old["level"]} if old.get("level") else {})

        self._area.structure.change_kind(blocks, BlockKind.LIST_ITEM, item)
        self.refresh()

    def set_number(self) -> None:
        """Ask for the number of the list item at the cursor."""
        block = self._area.textCursor().block()
        if qtext.kind_of(block) is not BlockKind.LIST_ITEM:
            return
        start = list_start(qtext.attributes_of(block))
        answer = dialogs.NumberDialog.ask(start if start is not None else 1, False, self._editor)
        if answer is not None:
            self._set_start(answer[0])

    def _set_start(self, start: int | None) -> None:
        """The number of the list item at the cursor; None counts on from the one before."""
        block = self._area.textCursor().block()
        if qtext.kind_of(block) is BlockKind.LIST_ITEM:
            self._area.structure.change_kind([block], BlockKind.LIST_ITEM, lambda old: _with_start(old, start))

    # --- inserting ---

    def _insert(self, draft: Draft | None) -> None:
        if draft is None:
            return
        cursor = self._area.textCursor()
        self._area.structure.insert_drafts(cursor, [draft])
        self._area.setTextCursor(cursor)
        self._area.ensureCursorVisible()

    def insert_page_break(self) -> None:
        """A page break behind the cursor's paragraph, or between its halves."""
        self._insert(Draft("", BlockKind.PAGE_BREAK))

    def insert_lying_pages(self) -> None:
        """A page break behind which pages lie on their side, until the next page break or the end of the chapter."""
        self._insert(Draft("", BlockKind.PAGE_BREAK, (), {"page": PageForm.LYING.value}))

    def insert_table(self) -> None:
        """Ask for caption and size, and go to the first cell."""
        from qi_desktop.ui.editor import table_dialog  # like all dialogs, after the window is painted

        empty = table_dialog.TableSizeDialog.ask(self._editor)
        if empty is not None:
            self._insert(empty)
            self._editor.cells.open_new(empty.id)

    def insert_register_view(self) -> None:
        """Ask which register's rows to show."""
        self._insert(self._ask_view(Draft("", BlockKind.REGISTER_VIEW)))

    def insert_figure(self) -> None:
        """A slot for a picture that comes later, or the picture with its caption."""
        answer = dialogs.FigureDialog.ask(Draft("", BlockKind.FIGURE), parent=self._editor, names=self._editor.sources.field_names)
        if answer is not None:
            self._insert(self._with_picture(answer))

    def insert_picture(self) -> None:
        """Ask for a picture file, then for its caption."""
        file = dialogs.choose_picture(self._editor)
        if file:
            draft = self._with_picture(dialogs.FigureAnswer(Draft(new_id(), BlockKind.FIGURE), file), only_with_file=True)
            if draft is not None:
                self._insert(draft)
                self.edit_object(draft.id)  # its caption, without which it has no number

    def paste_plain(self) -> None:
        """Paste the words without any format."""
        if not self._area.isReadOnly():
            self._editor.clipboard.insert_plain(copied())

    # --- objects ---

    def open_object(self, block_id: str) -> None:
        """Double click or Enter: a register view opens its register, a table its cells, a figure its properties."""
        block = self._editor.block_of(block_id)
        if block is None:
            return
        draft = qtext.draft_of(block)
        if draft.kind is BlockKind.REGISTER_VIEW:
            self._editor.register_requested.emit(str(draft.attributes.get("register", "")), str(draft.attributes.get("parent", "")))
        elif not self._area.isReadOnly():
            self.edit_object(block_id)

    def edit_object(self, block_id: str) -> None:
        """Ask for the properties of an object."""
        block = self._editor.block_of(block_id)
        if block is None or not qtext.is_object(block):
            return
        draft = qtext.draft_of(block)
        changed: Draft | None = None
        if draft.kind is BlockKind.TABLE:
            from qi_desktop.ui.editor import table_dialog

            changed = table_dialog.TableDialog.ask(draft, self._editor, self._editor.sources.field_names)
        elif draft.kind is BlockKind.REGISTER_VIEW:
            changed = self._ask_view(draft)
        elif draft.kind is BlockKind.FIGURE:
            answer = dialogs.FigureDialog.ask(draft, self._picture_name(draft), self._editor, self._editor.sources.field_names)
            changed = self._with_picture(answer) if answer else None
        # The block is looked up again: the dialog let other things happen.
        block = self._editor.block_of(block_id)
        if changed is not None and block is not None and changed != draft:
            self._area.structure.change_object(block, changed)

    def _ask_view(self, draft: Draft) -> Draft | None:
        from qi_desktop.ui.editor import view_dialog

        registers = self._editor.sources.registers
        parents: dict[str, list[tuple[str, str]]] = {}
        for name, register in registers.items():
            if register.parent in registers:
                title = registers[register.parent].title_column
                rows = self._hub.session.rows.of(register.parent, self._hub.report_id)
                parents[name] = [(row.id, row.values.get(title, "") or row.id) for row in rows]

        def texts(name: str, column: str) -> list[str]:
            rows = self._hub.session.rows.of(name, self._hub.report_id if registers[name].yearly else "")
            return sorted({text for row in rows if (text := row.values.get(column, "")) and text != SAME_AS_ABOVE})[:_MOST_CHOICES]

        return view_dialog.RegisterViewDialog.ask(draft, registers, parents, texts, self._editor, self._editor.sources.field_names)

    def _add_figure_commands(self, menu: QMenu, block_id: str) -> None:
        choose = menu.addAction(tr("Choose picture…"), lambda: self.replace_picture(block_id))
        choose.setObjectName("figure_replace")
        widths = menu.addMenu(tr("Picture width"))
        widths.setObjectName("figure_widths")
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            text = f"{share:.0%}" if share else tr("Automatic")
            widths.addAction(text, lambda share=share: self._change_figure(block_id, lambda draft: _with_width(draft, share)))

    def replace_picture(self, block_id: str) -> None:
        """Ask for another picture file; caption, width and the rest stay."""
        file = dialogs.choose_picture(self._editor)
        if file:
            self._change_figure(block_id, lambda draft: self._with_picture(dialogs.FigureAnswer(draft, file), only_with_file=True))

    def _change_figure(self, block_id: str, change: Callable[[Draft], Draft | None]) -> None:
        block = self._editor.block_of(block_id)
        changed = change(qtext.draft_of(block)) if block is not None else None
        block = self._editor.block_of(block_id)
        if block is not None and changed is not None and changed != qtext.draft_of(block):
            self._area.structure.change_object(block, changed)

    def _picture_name(self, draft: Draft) -> str:
        asset = str(draft.attributes.get("asset", ""))
        try:
            return self._hub.session.assets.get(asset).name if asset else ""
        except QiError:
            return ""

    def _with_picture(self, answer: dialogs.FigureAnswer, only_with_file: bool = False) -> Draft | None:
        """The figure with its new picture stored; a file that is no picture is told to the user."""
        attributes = dict(answer.draft.attributes)
        if answer.removed:
            attributes.pop("asset", None)
        if answer.file:
            asset = self._editor.sources.add_picture_file(Path(answer.file))
            if asset:
                attributes["asset"] = asset
            elif only_with_file:
                return None
        return replace(answer.draft, attributes=attributes)

    # --- context menu ---

    def show_menu(self, place: QPoint) -> None:
        """The context menu at a place on the screen."""
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def context_menu(self) -> QMenu:
        """What can be done at the cursor."""
        menu = QMenu(self._editor)
        menu.setObjectName("chapter_text_menu")
        give_letters(menu)
        block = self._area.textCursor().block()
        if qtext.is_object(block) and qtext.kind_of(block) is not BlockKind.PAGE_BREAK:
            identifier = qtext.id_of(block)
            if qtext.kind_of(block) is BlockKind.REGISTER_VIEW:
                menu.addAction(tr("Open the register"), lambda: self.open_object(identifier))
            is_table = qtext.kind_of(block) is BlockKind.TABLE
            properties = menu.addAction(tr("Edit table…") if is_table else tr("Properties…"), lambda: self.edit_object(identifier))
            properties.setEnabled(not self._area.isReadOnly())
            if qtext.kind_of(block) is BlockKind.FIGURE and not self._area.isReadOnly():
                self._add_figure_commands(menu, identifier)
            menu.addSeparator()
        self.inline.add_to_menu(menu)
        for action in (self._cut, self._copy, self._paste, self._paste_plain, self._delete):
            menu.addAction(action)
        menu.addSeparator()
        groups = ("paragraph", "format", "insert") if not qtext.is_object(block) else ("insert",)
        for group in groups:
            members = [action for action in self._all if action.property("group") == group]
            target = menu if group == "paragraph" else menu.addMenu(tr("Format") if group == "format" else tr("Insert"))
            for action in members:
                target.addAction(action)
        if qtext.kind_of(block) is BlockKind.LIST_ITEM:
            menu.addActions([self._restart, self._continue, self._number])
        return menu


def _with_width(draft: Draft, share: float) -> Draft:
    kept = {name: value for name, value in draft.attributes.items() if name != "width"}
    return replace(draft, attributes=kept | ({"width": share} if share else {}))


def _switched(run: Run, flag: str, on: bool) -> Run:
    """The run with a flag set; super- and subscript exclude one another."""
    changed: dict[str, Any] = {flag: on}
    if on and flag in ("superscript", "subscript"):
        changed["subscript" if flag == "superscript" else "superscript"] = False
    return replace(run, **changed)


def _with_start(attributes: Mapping[str, Any], start: int | None) -> dict[str, Any]:
    result = {name: value for name, value in attributes.items() if name != "start"}
    return result if start is None else result | {"start": start}
