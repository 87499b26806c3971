"""How blocks look in the editor: the way they will be printed, as far as a screen can.

Owns the translation of the style sheet's roles into block formats and fonts, and the tints (links, fields, inner headings) that are painted over
a text without being part of it, so that neither undo nor a change of theme touches the document. Lengths: the style sheet's points and characters
become pixels here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextDocument,
    QTextOption,
)

from qi_desktop.core.lists import LIST_STYLES, MAXIMUM_LEVEL, ItemInput
from qi_desktop.core.model import BlockKind, ParagraphRole
from qi_desktop.core.richtext import Run
from qi_desktop.export.proportions import list_label_width
from qi_desktop.export.style_sheet import POINTS_PER_MILLIMETRE, Role, StyleSheet
from qi_desktop.ui import qtext
from qi_desktop.ui.theme import family

_ALIGNMENT = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
    # Qt fills a line at its blanks alone as soon as it has one: GB/T and its number would stand a hand apart. The preview shows the flush margin.
    "justify": Qt.AlignmentFlag.AlignLeft,
}
_ROLES = frozenset(ParagraphRole)
_LIST_INDENT = 2.0  # characters: where the labels of the first level begin, and what each deeper level adds; as in the documents
_MOST_INDENT = 0.5  # of the column's width; deeper lists are not indented further
BROKEN = QColor(214, 48, 49)  # a reference that leads nowhere; mixed into the ground, so that the words stay readable in light and dark
# Shares of a colour in the ground; tests/ui/test_theme.py holds them against WCAG AA.
ATOM = 0.22
BROKEN_SHARE = 0.3
_OBJECT_MARGIN = 8.0  # pixels above and below a card


class Paper:
    """A style sheet on a screen of so many dots per inch, shown `zoom` times as large."""

    def __init__(self, style: StyleSheet, dots_per_inch: float, zoom: float = 1.0) -> None:
        self.style = style
        self.zoom = zoom
        self._pixels = dots_per_inch / 72 * zoom

    @property
    def text_width(self) -> float:
        """The width of a printed line in pixels."""
        page = self.style.page
        return (page.width - page.margin_left - page.margin_right) * POINTS_PER_MILLIMETRE * self._pixels

    @property
    def css_width(self) -> float:
        """The width of a printed line in the pixels of HTML, 1/96 inch, whatever the screen and the zoom."""
        return self.text_width / self._pixels * 96 / 72

    def font(self, role: Role) -> QFont:
        """The font of a role."""
        declared = self.style.fonts[role.font]
        for file in (declared.regular, declared.bold):
            family(file)
        result = QFont()
        result.setFamilies([name for name in (family(declared.regular), declared.word) if name])
        result.setPointSizeF(role.size * self.zoom)
        result.setBold(role.bold)
        return result

    def em(self, role: Role) -> float:
        """The width of a Chinese character of the role in pixels."""
        return role.size * self._pixels

    def role_of(self, kind: BlockKind, attributes: Mapping[str, Any]) -> Role:
        """The style sheet's role of a text block."""
        if kind is BlockKind.HEADING:
            return self.style.role("heading_inner")
        if kind is BlockKind.LIST_ITEM:
            return self.style.role("list")
        role = attributes.get("role", "")
        return self.style.role(role if role in _ROLES else ParagraphRole.BODY.value)

    def block_format(self, kind: BlockKind, attributes: Mapping[str, Any]) -> QTextBlockFormat:
        """The indents, spaces and alignment of a block."""
        result = QTextBlockFormat()
        if kind in qtext.OBJECT_KINDS:
            result.setTopMargin(_OBJECT_MARGIN)
            result.setBottomMargin(_OBJECT_MARGIN)
            return result
        role = self.role_of(kind, attributes)
        em = self.em(role)
        result.setLineHeight(role.pitch * self._pixels, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        result.setTopMargin(role.before * self._pixels)
        result.setBottomMargin(role.after * self._pixels)
        result.setRightMargin(role.right * em)
        result.setAlignment(_ALIGNMENT.get(role.align, Qt.AlignmentFlag.AlignLeft))
        if kind is BlockKind.LIST_ITEM:
            result.setLeftMargin(self.label_place(attributes) + self.label_room(attributes))
        else:
            result.setLeftMargin(role.left * em)
            result.setTextIndent(role.first_line * em)
        return result

    def label_place(self, attributes: Mapping[str, Any]) -> float:
        """Where a list item's label begins, in pixels from the column's left edge."""
        role = self.style.role("list")
        return min((_LIST_INDENT * (1 + list_level(attributes)) + role.left) * self.em(role), _MOST_INDENT * self.text_width)

    def label_room(self, attributes: Mapping[str, Any]) -> float:
        """The distance of a label's beginning from its text, in pixels."""
        return list_label_width(list_style(attributes)) * self.em(self.style.role("list"))


def list_style(attributes: Mapping[str, Any]) -> str:
    """A list item's style; a bullet where it is unknown."""
    style = str(attributes.get("style", ""))
    return style if style in LIST_STYLES else "bullet"


def list_level(attributes: Mapping[str, Any]) -> int:
    """A list item's level, 0 where it makes no sense."""
    level = attributes.get("level", 0)
    return min(level, MAXIMUM_LEVEL) if type(level) is int and level > 0 else 0


def list_start(attributes: Mapping[str, Any]) -> int | None:
    """The number a list item asks for."""
    start = attributes.get("start")
    return start if type(start) is int and 0 <= start < 100_000 else None


def item_input(block: QTextBlock) -> ItemInput:
    """What decides the label of a list item."""
    attributes = qtext.attributes_of(block)
    return ItemInput(list_style(attributes), list_level(attributes), list_start(attributes))


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two: `share` of the first."""
    return QColor.fromRgbF(
        *(a * share + b * (1 - share) for a, b in ((one.redF(), other.redF()), (one.greenF(), other.greenF()), (one.blueF(), other.blueF())))
    )


class Tint(QSyntaxHighlighter):
    """Paints over a document what is not part of its content: the fonts of roles, links, fields, characters that cannot be shown."""

    def __init__(self, document: QTextDocument, paper: Paper, palette: QPalette, is_broken: Callable[[Run], bool]) -> None:
        super().__init__(document)
        self._paper = paper
        self._is_broken = is_broken
        self._formats(palette)

    def set_look(self, paper: Paper, palette: QPalette) -> None:
        """Paint everything anew for another style sheet or theme."""
        self._paper = paper
        self._formats(palette)
        self.rehighlight()

    def _formats(self, palette: QPalette) -> None:
        base, text, highlight = (palette.color(role) for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Text, QPalette.ColorRole.Highlight))
        self._link = QTextCharFormat()
        self._link.setForeground(palette.color(QPalette.ColorRole.Link))
        self._link.setFontUnderline(True)
        self._atom = QTextCharFormat()
        self._atom.setBackground(mixed(highlight, base, ATOM))
        self._note = QTextCharFormat(self._atom)  # its number is painted over it
        self._note.setForeground(Qt.GlobalColor.transparent)
        self._note.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        self._broken = QTextCharFormat()
        self._broken.setBackground(mixed(BROKEN, base, BROKEN_SHARE))
        self._broken.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self._broken.setUnderlineColor(BROKEN)
        self._raw = QTextCharFormat()
        self._raw.setBackground(mixed(text, base, 0.25))
        self._roles: dict[Role, QTextCharFormat | None] = {self._paper.style.role("body"): None}

    def _role_format(self, role: Role) -> QTextCharFormat | None:
        """The font of a role; None for the body's, which is the document's own."""
        body = self._paper.style.role("body")
        if role not in self._roles:
            result = QTextCharFormat()
            result.setFontFamilies(self._paper.font(role).families())
            result.setFontPointSize(role.size * self._paper.zoom)
            if role.bold:
                result.setFontWeight(QFont.Weight.Bold)
            same = (role.font, role.size, role.bold) == (body.font, body.size, body.bold)
            self._roles[role] = None if same else result
        return self._roles[role]

    def highlightBlock(self, text: str) -> None:
        """Called by Qt for each block whose text or formats changed."""
        block = self.currentBlock()
        kind = qtext.kind_of(block)
        if kind in qtext.OBJECT_KINDS:
            return
        role = self._role_format(self._paper.role_of(kind, qtext.attributes_of(block)))
        if role is not None:
            self.setFormat(0, qtext.utf16_length(text), role)
        for at, length, _, form in qtext.fragments(block):
            for name, tint in ((qtext.RUN_LINK, self._link), (qtext.RUN_ATOM, self._atom), (qtext.RUN_RAW, self._raw)):
                if form.hasProperty(name):
                    whole = QTextCharFormat(role) if role is not None else QTextCharFormat()
                    atom = qtext.atom_of(form) if name == qtext.RUN_ATOM else None
                    bare_note = atom is not None and atom.footnote and not (atom.field or atom.reference)
                    whole.merge(self._note if bare_note else self._broken if atom and self._is_broken(atom) else tint)
                    self.setFormat(at, length, whole)


def prepare(document: QTextDocument, paper: Paper) -> None:
    """Give a document the font of the body and the way of breaking lines."""
    document.setDefaultFont(paper.font(paper.style.role("body")))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setDocumentMargin(28)
