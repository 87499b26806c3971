"""The dialog for style sheets: every setting on the left, a real page of the report on the right.

Owns which settings there are to change and how they are grouped. The page is made from the report as it was when the dialog opened, in a worker.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qi_desktop.core.errors import QiError
from qi_desktop.core.records import dataclass
from qi_desktop.export import style_rules, style_sheet
from qi_desktop.export.assemble import assemble
from qi_desktop.export.content import Content
from qi_desktop.export.kinds import NumberFormat
from qi_desktop.session.styles import StyleVerbs
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.form import Form
from qi_desktop.ui.dialogs.style_fields import Group, SheetSettings
from qi_desktop.ui.field_names import PAGE_FIELDS
from qi_desktop.ui.pages import PageView, Progress
from qi_desktop.ui.plain import plain
from qi_desktop.ui.translate import language_key, render, tr

_WAIT = 150
"""Milliseconds without a change before the page is made anew: a spin box that is held down makes one page, not twenty."""
_WORD_FONTS = ("宋体", "黑体", "仿宋", "楷体", "微软雅黑", "等线", "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312")
_BOLDER = {"LXGWWenKai": "NotoSerifSC", "FandolFang": "NotoSerifSC"}
"""The family whose heavier face stands in for the bold one that a bundled family lacks."""
_WORD_LATIN = ("Times New Roman", "Arial", "Calibri", "Cambria")


@dataclass(frozen=True, slots=True)
class StyleChoice:
    """The sheet that was chosen, its settings, and the name of an own one."""

    key: str
    settings: Mapping[str, Any]
    name: str


class StyleDialog(Form):
    """Chooses and changes the style sheet of a report. `remove` takes an own sheet out of the library at once, which undo brings back."""

    def __init__(self, styles: StyleVerbs, content: Content, remove: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(tr("Style sheet"), "style_dialog", parent, tr("Use"))
        self._styles = styles
        self._content = content
        self._own_fields = [field.name for field, _ in content.fields.values()]
        self._remove = remove
        self._settings = SheetSettings(self)
        self._role = "body"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._make_page)

        self._sheet = self.field(tr("Style sheet"), QComboBox(), "style_sheet")
        self._name = self.field(tr("Name"), QLineEdit(), "style_name")
        self._note = QLabel(tr("A style sheet of the program stays as it is: what you change becomes a copy of your own, under this name."))
        self._note.setWordWrap(True)
        self.form.addRow("", self._note)
        self._problem = plain(QLabel())
        self._problem.setObjectName("style_problem")
        self._problem.setWordWrap(True)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("style_tabs")
        self._tabs.setAccessibleName(tr("Settings"))
        for title, name, fill in (
            (tr("Page"), "page", self._fill_page),
            (tr("Text"), "text", self._fill_text),
            (tr("Numbers"), "numbers", self._fill_numbers),
            (tr("Tables"), "tables", self._fill_tables),
            (tr("Header, footer"), "sections", self._fill_sections),
            (tr("Fonts"), "fonts", self._fill_fonts),
        ):
            self._tabs.addTab(self._tab(name, fill), title)
        restore = QPushButton(tr("Restore the original"))
        restore.setObjectName("style_restore")
        restore.clicked.connect(self._restore)
        self.buttons.addButton(restore, self.buttons.ButtonRole.ResetRole)
        self._delete = QPushButton(tr("Delete this style sheet"))
        self._delete.setObjectName("style_delete")
        self._delete.clicked.connect(self._ask_delete)
        self.buttons.addButton(self._delete, self.buttons.ButtonRole.ResetRole)
        self.page_view = PageView()
        self._lay_out()

        for key, title in styles.titles(language_key()).items():
            self._sheet.addItem(title, key)
        self._sheet.setCurrentIndex(max(self._sheet.findData(content.report.style), 0))
        self._sheet.currentIndexChanged.connect(self._show_sheet)
        self._settings.changed.connect(self._changed)
        self._name.textChanged.connect(self._check)
        self._show_sheet()
        self.finished.connect(self.page_view.close_document)
        self.resize(1120, 680)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.body.removeItem(self.form)
        column.addLayout(self.form)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._problem)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(left)
        halves.addWidget(self.page_view)
        halves.setSizes([560, 520])
        halves.setChildrenCollapsible(False)
        self.body.insertWidget(0, halves, 1)

    def _tab(self, name: str, fill: Callable[[Group], None]) -> QScrollArea:
        inner = QWidget()
        group = Group(self._settings, name)
        inner.setLayout(group)
        fill(group)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields in it take the keys
        area.setWidget(inner)
        return area

    # --- the settings ---

    def _fill_page(self, group: Group) -> None:
        millimetres = tr("mm")
        group.paper(tr("Paper"), ("page",))
        for label, name, limits in (
            (tr("Width"), "width", style_rules.PAPER),
            (tr("Height"), "height", style_rules.PAPER),
            (tr("Top margin"), "margin_top", (0.0, 200.0)),
            (tr("Bottom margin"), "margin_bottom", (0.0, 200.0)),
            (tr("Left margin"), "margin_left", (0.0, 200.0)),
            (tr("Right margin"), "margin_right", (0.0, 200.0)),
            (tr("Header from the edge"), "header_distance", (0.0, 200.0)),
            (tr("Footer from the edge"), "footer_distance", (0.0, 200.0)),
        ):
            group.number(label, ("page", name), limits, millimetres, 0.5)
        group.text(tr("Year on the title page"), ("title_page", "year"), field_menu=(*PAGE_FIELDS[3:], *self._own_fields))
        group.text(tr("Version line of a review copy"), ("title_page", "review_version"), field_menu=(*PAGE_FIELDS[3:], *self._own_fields))
        for label, name, least in (
            (tr("Space above the logo"), "logo_above", 0.0),
            (tr("Greatest height of the logo"), "logo_height", 1.0),
            (tr("Greatest width of the logo"), "logo_width", 1.0),
            (tr("Space above the title"), "title_above", 0.0),
            (tr("Space above the company"), "organisation_above", 0.0),
        ):
            group.number(label, ("title_page", name), (least, 100.0), "%")
        group.text(tr("Watermark of a draft"), ("draft", "watermark"))
        group.text(tr("Watermark of a review copy"), ("draft", "review_watermark"))

    def _fill_text(self, group: Group) -> None:
        roles = QComboBox()
        roles.setObjectName("style_role")
        roles.setAccessibleName(tr("Kind of text"))
        for name, words in role_names().items():
            roles.addItem(words, name)
        roles.setCurrentIndex(roles.findData(self._role))
        roles.currentIndexChanged.connect(lambda: self._choose_role(roles.currentData()))
        group.addRow(tr("Kind of text"), roles)

        def role() -> str:
            return self._role

        characters, points = tr("characters"), tr("points")
        fonts = {name: str(font["word"]) for name, font in style_sheet.settings("official")["fonts"].items()}
        self._fonts = group.choice(tr("Font"), ("roles", role, "font"), fonts)
        group.size(tr("Size"), ("roles", role, "size"))
        group.flag(tr("Bold"), ("roles", role, "bold"))
        alignments = {"justify": tr("Both margins"), "left": tr("Left"), "center": tr("Centred"), "right": tr("Right")}
        fields: dict[str, QWidget] = {"align": group.choice(tr("Alignment"), ("roles", role, "align"), alignments)}
        group.line(tr("Line spacing"), ("roles", role, "line"))
        for name, words, limits, unit, step in (
            ("first_line", tr("First line indent"), style_rules.INDENTS, characters, 0.5),
            ("left", tr("Left indent"), style_rules.INDENTS, characters, 0.5),
            ("right", tr("Right indent"), style_rules.INDENTS, characters, 0.5),
            ("before", tr("Space before"), style_rules.SPACES, points, 1.0),
            ("after", tr("Space after"), style_rules.SPACES, points, 1.0),
        ):
            fields[name] = group.number(words, ("roles", role, name), limits, unit, step)
        fields["keep_next"] = group.flag(tr("Keep with the next paragraph"), ("roles", role, "keep_next"))

        def offer() -> None:
            """Offer what this kind of text has."""
            for name, field in fields.items():
                group.setRowVisible(field, name not in style_rules.settled(self._role))

        self._settings.bind(roles, offer)

    def _fill_numbers(self, group: Group) -> None:
        schemes = QComboBox()
        schemes.setObjectName("style_numbers_scheme")
        schemes.setAccessibleName(tr("Numbers of headings"))
        for name in style_sheet.names():
            numbering = style_sheet.settings(name)["numbering"]
            schemes.addItem("  ".join(_example(pattern) for pattern in numbering["levels"][:3]), numbering)
        schemes.addItem(tr("Own"), None)
        group.addRow(tr("Numbers of headings"), schemes)
        schemes.activated.connect(lambda: self._choose_scheme(schemes.currentData()))

        def show() -> None:
            levels = self._settings.get(("numbering", "levels"))
            found = [index for index in range(schemes.count() - 1) if schemes.itemData(index)["levels"] == levels]
            schemes.setCurrentIndex(found[0] if found else schemes.count() - 1)

        self._settings.bind(schemes, show)
        self._settings.changed.connect(show)
        for level in range(4):
            self._level(group, level)
        group.text(tr("Between number and title"), ("numbering", "separator"))
        group.whole(tr("New page down to level"), ("numbering", "new_page_levels"), (0, 9), tr("none"))
        group.text(tr("Number of a table"), ("captions", "table"), ("表 {chapter}-{number}", "表 {chapter}.{number}", "表 {number}"))
        group.text(tr("Number of a figure"), ("captions", "figure"), ("图 {chapter}-{number}", "图 {chapter}.{number}", "图 {number}"))
        group.text(tr("Between number and caption"), ("captions", "separator"))
        group.text(tr("Title of the contents"), ("contents", "title"))
        group.whole(tr("Levels in the contents"), ("contents", "depth"), (0, 9), tr("none"))
        group.whole(tr("Lists of tables and figures from"), ("contents", "lists_from"), (0, 999), tr("never"))

    def _level(self, group: Group, level: int) -> None:
        """The pattern of one level's number."""
        edit = QLineEdit()
        edit.setObjectName(f"style_numbers_level_{level + 1}")
        edit.setToolTip(tr("{{1}} is the number of level 1, {{1:chinese}} the same in Chinese numerals."))
        label = tr("Level {number}", number=level + 1)
        edit.setAccessibleName(label)

        def show() -> None:
            levels = self._settings.get(("numbering", "levels")) or [""]
            edit.setText(levels[min(level, len(levels) - 1)])

        def take(pattern: str) -> None:
            levels = list(self._settings.get(("numbering", "levels")))
            levels += [levels[-1]] * (level + 1 - len(levels))
            levels[level] = pattern
            self._settings.set(("numbering", "levels"), levels)

        self._settings.bind(edit, show)
        edit.textEdited.connect(take)
        group.addRow(label, edit)

    def _fill_tables(self, group: Group) -> None:
        looks = {"grid": tr("All lines"), "three-line": tr("Three lines"), "zebra": tr("Striped rows")}
        group.choice(tr("Lines"), ("table", "style"), looks)
        points = tr("points")
        group.number(tr("Inner lines"), ("table", "line_width"), (0.0, 10.0), points, 0.25, 2)
        group.number(tr("Frame"), ("table", "frame_width"), (0.0, 10.0), points, 0.25, 2)
        group.number(tr("Space left and right in a cell"), ("table", "padding_x"), (0.0, 30.0), points, 0.5)
        group.number(tr("Space above and below in a cell"), ("table", "padding_y"), (0.0, 30.0), points, 0.5)
        fills = {
            "": tr("none"),
            "#F6F6F6": tr("Very light grey"),
            "#EDEDED": tr("Light grey"),
            "#DCE6F1": tr("Light blue"),
            "#E2EFDA": tr("Light green"),
        }
        group.choice(tr("Ground of the head"), ("table", "head_fill"), fills)
        group.choice(tr("Ground of every other row"), ("table", "zebra_fill"), fills)
        group.choice(
            tr("A table on the next page"),
            ("captions", "continuation"),
            {"caption": tr("Its name and its head again"), "header": tr("Its head again, without its name")},
        )
        group.text(tr("Word for a continued table"), ("captions", "continued"))
        group.text(tr("Mark on a repeated cell"), ("captions", "continued_cell"))

    def _fill_sections(self, group: Group) -> None:
        numbers = {
            NumberFormat.DECIMAL.value: "1, 2, 3",
            NumberFormat.ROMAN_LOWER.value: "i, ii, iii",
            NumberFormat.ROMAN_UPPER.value: "I, II, III",
            NumberFormat.NONE.value: tr("none"),
        }
        matters = (("front", tr("Front matter")), ("body", tr("Body")), ("back", tr("Back matter")))
        for name, title in matters:
            heading = QLabel(title)
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            group.addRow(heading)
            group.choice(tr("Page numbers"), ("sections", name, "number"), numbers).setObjectName(f"style_sections_{name}_number")
            first = group.whole(tr("First page"), ("sections", name, "first"), (-1, 9999), tr("go on counting"), missing=True)
            first.setObjectName(f"style_sections_{name}_first")
            group.text(tr("Header"), ("sections", name, "header"), field_menu=(*PAGE_FIELDS, *self._own_fields))
            group.text(tr("Footer"), ("sections", name, "footer"), field_menu=(*PAGE_FIELDS, *self._own_fields))

    def _fill_fonts(self, group: Group) -> None:
        faces = {
            "NotoSerifSC": tr("Noto Serif (宋体)"),
            "NotoSansSC": tr("Noto Sans (黑体)"),
            "LXGWWenKai": tr("LXGW WenKai (楷体)"),
            "FandolFang": tr("Fandol Fang (仿宋)"),
        }
        for name, font in style_sheet.settings("official")["fonts"].items():
            heading = QLabel(str(font["word"]))
            group.addRow(heading)
            group.text(tr("In Word, Chinese"), ("fonts", name, "word"), _WORD_FONTS)
            group.text(tr("In Word, Latin"), ("fonts", name, "word_latin"), _WORD_LATIN)
            box = QComboBox()
            box.setObjectName(f"style_fonts_{name}_face")
            box.setAccessibleName(tr("In the PDF"))
            for face, words in faces.items():
                box.addItem(words, face)
            self._bind_face(box, name)
            group.addRow(tr("In the PDF"), box)

    def _bind_face(self, box: QComboBox, name: str) -> None:
        def show() -> None:
            box.setCurrentIndex(max(box.findData(str(self._settings.get(("fonts", name, "regular"))).partition("-")[0]), 0))

        def take() -> None:
            self._settings.set(("fonts", name, "regular"), f"{box.currentData()}-Regular.ttf")
            self._settings.set(("fonts", name, "bold"), f"{_BOLDER.get(box.currentData(), box.currentData())}-Bold.ttf")

        self._settings.bind(box, show)
        box.currentIndexChanged.connect(take)

    # --- what the user does ---

    def _choose_role(self, role: str) -> None:
        self._role = role
        self._settings.refresh()

    def _choose_scheme(self, numbering: Mapping[str, Any] | None) -> None:
        if numbering is not None:
            self._settings.set(("numbering", "levels"), list(numbering["levels"]))
            self._settings.set(("numbering", "separator"), numbering["separator"])
            self._settings.refresh()

    def _show_sheet(self) -> None:
        """Take up the settings of the sheet that was chosen."""
        key = self._sheet.currentData()
        shipped = key in style_sheet.names()
        title = self._sheet.currentText()
        self._name.setText(self._free_name(title) if shipped else title)
        self._note.setVisible(shipped)
        self._delete.setVisible(not shipped)
        self._load(self._styles.settings(key))

    def _free_name(self, title: str) -> str:
        taken = {self._sheet.itemText(index) for index in range(self._sheet.count())}
        names = (tr("{title} of our own", title=title) + (f" {number}" if number > 1 else "") for number in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)

    def _load(self, settings: Mapping[str, Any]) -> None:
        # Every sheet can use every font: a role may be set in one that the sheet had no use for.
        fonts = {**style_sheet.settings("official")["fonts"], **settings["fonts"]}
        self._settings.load({**settings, "fonts": fonts})

    def _restore(self) -> None:
        key = self._sheet.currentData()
        self._load(style_sheet.settings(key if key in style_sheet.names() else self._styles.get(key).base))

    def _ask_delete(self) -> None:
        key, name = self._sheet.currentData(), self._sheet.currentText()
        question = tr("Delete the style sheet “{name}”? Reports that use it take the one it was copied from.", name=name)
        if messages.ask(self, question, tr("Delete")):
            base = self._styles.get(key).base
            self._remove(key)
            self._sheet.removeItem(self._sheet.findData(key))
            self._sheet.setCurrentIndex(max(self._sheet.findData(base), 0))

    def _changed(self) -> None:
        self._check()
        self._timer.start()

    def _check(self) -> None:
        """Say what is wrong with the settings, and let only sound ones be used."""
        problem = ""
        try:
            style_sheet.from_mapping(self._settings.values)
        except QiError as error:
            problem = render(error.message)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.accept_button.setEnabled(not problem and bool(self._name.text().strip()))

    def _make_page(self) -> None:
        try:
            sheet = style_sheet.from_mapping(self._settings.values)
        except QiError:
            return  # said already; the page stays as it was
        content = self._content

        def job(progress: Progress) -> bytes:
            from qi_desktop.export.pdf import write_pdf

            target = io.BytesIO()
            write_pdf(assemble(content, sheet), sheet, target, progress)
            return target.getvalue()

        self.page_view.maker.make(job)

    def answer(self) -> StyleChoice:
        """What was chosen. Fonts that only the dialog offered, and that no text uses, are left out again."""
        key = self._sheet.currentData()
        before = self._styles.settings(key)
        used = {role["font"] for role in self._settings.values["roles"].values()} | before["fonts"].keys()
        fonts = {name: font for name, font in self._settings.values["fonts"].items() if name in used}
        return StyleChoice(key, {**self._settings.values, "fonts": fonts}, self._name.text().strip())

    @classmethod
    def ask(cls, styles: StyleVerbs, content: Content, remove: Callable[[str], None], parent: QWidget | None = None) -> StyleChoice | None:
        """The sheet to use, or None."""
        dialog = cls(styles, content, remove, parent)
        return dialog.answer() if dialog.ask_user() else None


def _example(pattern: str) -> str:
    """The number that a pattern gives for the first heading of each level."""
    shown = pattern
    for level in range(1, 10):
        shown = shown.replace(f"{{{level}:chinese}}", "一").replace(f"{{{level}}}", "1")
    return shown


def role_names() -> dict[str, str]:
    """The kinds of text that a style sheet sets, as the window calls them."""
    return {
        "body": tr("Body text"),
        "heading1": tr("Heading 1"),
        "heading2": tr("Heading 2"),
        "heading3": tr("Heading 3"),
        "heading4": tr("Heading 4"),
        "heading_inner": tr("Heading inside a chapter"),
        "list": tr("List"),
        "quote": tr("Quotation"),
        "slogan": tr("Centred line"),
        "signature": tr("Right-aligned line"),
        "caption": tr("Caption"),
        "table_head": tr("Head of a table"),
        "table_cell": tr("Cell of a table"),
        "note": tr("Note below a table"),
        "footnote": tr("Footnote"),
        "title": tr("Title on the title page"),
        "subtitle": tr("Subtitle on the title page"),
        "organisation": tr("Company on the title page"),
        "organisation_foreign": tr("Company's foreign name"),
        "title_note": tr("Year and version on the title page"),
        "contents_title": tr("Title of the contents"),
        "contents1": tr("Contents, level 1"),
        "contents2": tr("Contents, level 2"),
        "contents3": tr("Contents, level 3"),
        "contents_caption": tr("Lists of tables and figures"),
        "header": tr("Header"),
        "footer": tr("Footer"),
        "placeholder": tr("Place for a missing picture"),
    }
