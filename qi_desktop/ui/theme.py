"""Fonts and colours of the window: the system's own, or the bundled ones where it has none for Chinese, or none that can be read."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from qi_desktop import paths

_BUNDLED = "Noto Sans SC"
_BUNDLED_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


@cache
def family(file: str) -> str:
    """The family of a font file of the program, made known to Qt once; empty if the file cannot be read."""
    number = QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / file))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""


def set_fonts(application: QApplication) -> None:
    """Use the bundled sans serif font if the system cannot write Chinese.

    Regular and bold are both loaded: with one of them alone, Qt would smear the other. The fonts of texts are loaded by what shows them, as each
    takes as much memory as its file is long.
    """
    system = [family for family in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese) if not QFontDatabase.isPrivateFamily(family)]
    if not system:
        for file in _BUNDLED_FILES:
            family(file)
        font = QFont(_BUNDLED)
        font.setPointSizeF(max(application.font().pointSizeF(), 9.5))
        application.setFont(font)


_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
# The dark palette for desktops whose Qt theme knows none: role → colour, the disabled text apart.
_DARK = {
    QPalette.ColorRole.Window: "#2b2b2d",
    QPalette.ColorRole.WindowText: "#e6e6e6",
    QPalette.ColorRole.Base: "#1f1f21",
    QPalette.ColorRole.AlternateBase: "#29292b",
    QPalette.ColorRole.ToolTipBase: "#3a3a3d",
    QPalette.ColorRole.ToolTipText: "#e6e6e6",
    QPalette.ColorRole.Text: "#e6e6e6",
    QPalette.ColorRole.Button: "#353538",
    QPalette.ColorRole.ButtonText: "#e6e6e6",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Light: "#4a4a4e",
    QPalette.ColorRole.Midlight: "#414145",
    QPalette.ColorRole.Mid: "#242426",
    QPalette.ColorRole.Dark: "#1a1a1c",
    QPalette.ColorRole.Shadow: "#000000",
    QPalette.ColorRole.Highlight: "#2f6ea5",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: "#7ab8f0",
    QPalette.ColorRole.LinkVisited: "#b9a3e3",
    QPalette.ColorRole.PlaceholderText: "#9a9aa0",
}
_DARK_DISABLED = "#808086"
# Qt's Fusion style draws the outline of these in the colour of the window, 1.4 times darker: 2.0 : 1 on a light window, 1.4 : 1 on a dark one.
# Nothing else of them is drawn in that colour, so theirs is another one, whose outline has 3 : 1 on both (WCAG 2.1, 1.4.11).
_OUTLINED = ("QCheckBox", "QRadioButton", "QLineEdit", "QPlainTextEdit", "QAbstractSpinBox", "QComboBox")
_OUTLINE_OF = ("#aeaeae", "#c4c4ca")  # in the light, in the dark
_AA = 4.5  # the least contrast of text by WCAG 2.1 AA


def set_appearance(appearance: str) -> None:
    """Light, dark, or as the system, also when that changes. A desktop whose Qt theme has no dark colours gets the ones above."""
    scheme = _SCHEMES.get(appearance, Qt.ColorScheme.Unknown)
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(scheme)
    hints.setProperty("wanted", scheme.value)
    _follow_system()
    _set_colours()


@cache
def _follow_system() -> None:
    QGuiApplication.styleHints().colorSchemeChanged.connect(_set_colours)


def _set_colours() -> None:
    dark = QGuiApplication.styleHints().property("wanted") == Qt.ColorScheme.Dark.value
    QGuiApplication.setPalette(QPalette())
    for kind in _OUTLINED:
        QApplication.setPalette(QPalette(), kind)  # type: ignore[arg-type]  # the stub asks for bytes, which PySide refuses
    if dark and QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() > 127:
        palette = QPalette()
        for role, colour in _DARK.items():
            palette.setColor(role, QColor(colour))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DARK_DISABLED))
        QGuiApplication.setPalette(palette)
    else:
        QGuiApplication.setPalette(_readable(QGuiApplication.palette()))
    if QApplication.style().name() == "fusion":
        for kind in _OUTLINED:
            QApplication.setPalette(outlined(QGuiApplication.palette()), kind)  # type: ignore[arg-type]


def outlined(palette: QPalette) -> QPalette:
    """A palette for what is drawn with an outline, which can be seen."""
    result = QPalette(palette)
    result.setColor(QPalette.ColorRole.Window, QColor(_OUTLINE_OF[palette.color(QPalette.ColorRole.Base).lightness() < 128]))
    return result


def _readable(palette: QPalette) -> QPalette:
    """What must be set besides a system's colours so that a choice and a hint can be read (WCAG 2.1 AA): Qt's own light theme has 3.7 and 4.0 : 1."""
    result = QPalette()
    chosen, base = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.Base)
    while contrast(palette.color(QPalette.ColorRole.HighlightedText), chosen) < _AA and chosen.lightness() > 0:
        chosen = chosen.darker(105)
    if chosen != palette.color(QPalette.ColorRole.Highlight) and base.lightness() > 127:
        result.setColor(QPalette.ColorRole.Highlight, chosen)
    hint = palette.color(QPalette.ColorRole.PlaceholderText)
    while contrast(over(hint, base), base) < _AA and hint.alphaF() < 1:
        hint.setAlphaF(min(hint.alphaF() + 0.02, 1.0))
    if hint != palette.color(QPalette.ColorRole.PlaceholderText):
        result.setColor(QPalette.ColorRole.PlaceholderText, hint)
    return result


def readable(colour: QColor, ground: QColor) -> QColor:
    """A colour as it is, or as much darker or brighter as a text on that ground needs (WCAG 2.1 AA)."""
    while contrast(colour, ground) < _AA and colour.lightness() not in (0, 255):
        colour = colour.darker(105) if ground.lightness() > 127 else colour.lighter(105)
    return colour


def over(colour: QColor, ground: QColor) -> QColor:
    """A colour that may be translucent as it looks on its ground."""
    alpha = colour.alphaF()
    parts = ((colour.redF(), ground.redF()), (colour.greenF(), ground.greenF()), (colour.blueF(), ground.blueF()))
    return QColor.fromRgbF(*(own * alpha + below * (1 - alpha) for own, below in parts))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21, by WCAG 2.1 (relative luminance)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
