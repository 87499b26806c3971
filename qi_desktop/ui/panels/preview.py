"""The preview: the page of the PDF that the cursor's paragraph is on, made anew when typing pauses.

Owns when the pages are made and which one is shown. Reading the report is quick and done here; setting and drawing the pages happens in the worker of
`ui.pages`, whose stale results never arrive.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QToolButton, QVBoxLayout, QWidget

from qi_desktop.core.changes import Changes
from qi_desktop.core.errors import QiError
from qi_desktop.export.document import Place
from qi_desktop.session import previewing
from qi_desktop.session.previewing import Pages
from qi_desktop.ui import qtext
from qi_desktop.ui.editor import ChapterEditor
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.icons import icon
from qi_desktop.ui.memory import Quiet
from qi_desktop.ui.pages import PageMaker, Progress
from qi_desktop.ui.panels.page_sheet import MARGIN, SheetArea
from qi_desktop.ui.translate import render, tr

PAUSE = 150  # milliseconds without typing, after which the pages are made anew
_FOLLOW = 40  # milliseconds: a cursor that runs through the text is followed where it stops
_REDRAW = 60  # milliseconds: while the panel is being widened, pages are scaled rather than drawn
ZOOMS = (25, 33, 50, 67, 75, 90, 100, 125, 150, 200, 300)  # percent of the printed size
_MOST_PIXELS = 4000  # the widest picture that is drawn: a larger one would take 90 MB
_POINTS_PER_MILLIMETRE = 72 / 25.4


class PreviewPanel(QWidget):
    """The real page beside the text. A click on it asks for the paragraph in the editor."""

    place_requested = Signal(str, str)  # chapter, block or ""

    def __init__(self, hub: Hub, editor: ChapterEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_panel")
        self.setAccessibleName(tr("Preview"))
        self._hub, self._editor = hub, editor
        self._source = previewing.Source(hub.session, hub.report_id)
        self._places: dict[str, Place] = {}
        self._newest: dict[str, Place] = {}  # written by the worker, taken when it has announced the pages
        self._paper = (210.0, 297.0)  # millimetres
        self._shape = 297 / 210  # height by width of the page that is shown
        self._followed: Place | None = None
        self._old = True  # something was changed since the pages were made
        self.page, self.count, self.zoom = 0, 0, 0  # zoom 0: as wide as the panel
        self._quiet = Quiet(self)
        self.maker = PageMaker(self)
        self._quiet.timeout.connect(self.maker.rest)
        self._pause = self._timer(PAUSE, self._make)
        self._follow_timer = self._timer(_FOLLOW, self._follow)
        self._redraw = self._timer(_REDRAW, self._ask)
        self._build()
        self._connect()
        self._show_state()

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    # --- building ---

    def _build(self) -> None:
        self.area = SheetArea()
        self.setFocusProxy(self.area.sheet)
        self._sentence = QLabel(tr("The page is being made …"), objectName="preview_sentence")
        self._sentence.setWordWrap(True)
        self._sentence.setMargin(12)
        self._number = QSpinBox()
        self._number.setObjectName("preview_number")
        self._number.setAccessibleName(tr("Page number"))
        self._number.setKeyboardTracking(False)
        self._number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._number.valueChanged.connect(lambda number: self.turn_to(number - 1))
        self._back = self._button("preview_back", tr("Previous page"), "move-up", lambda: self.turn_to(self.page - 1))
        self._forward = self._button("preview_forward", tr("Next page"), "move-down", lambda: self.turn_to(self.page + 1))
        self._smaller = self._button("preview_smaller", tr("Smaller"), "", lambda: self.zoom_by(-1), "−")
        self._larger = self._button("preview_larger", tr("Larger"), "", lambda: self.zoom_by(1), "+")
        self._fit = self._button("preview_fit", tr("As wide as the panel"), "", lambda: self.set_zoom(0), tr("Fit width"))
        self._fit.setCheckable(True)
        bar = QHBoxLayout()
        bar.setContentsMargins(4, 2, 4, 2)
        bar.setSpacing(2)
        for widget in (self._back, self._number, self._forward):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self._smaller, self._fit, self._larger):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._sentence)
        layout.addWidget(self.area, 1)

    def _button(self, name: str, text: str, picture: str, act: Callable[[], None], sign: str = "") -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(text)
        if picture:
            button.setIcon(icon(picture))
        button.setText(sign)
        button.setAutoRaise(True)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda checked=False: act())
        return button

    def _connect(self) -> None:
        self.maker.made.connect(self._made)
        self.maker.drawn.connect(self._drawn)
        self.maker.failed.connect(self._failed)
        self.area.resized.connect(self._resized)
        self.area.zoom_wished.connect(self.zoom_by)
        self.area.turn_wished.connect(self._turn_by)
        self.area.sheet.clicked.connect(self._clicked)
        self._editor.area.document().contentsChanged.connect(self._outdated)
        self._editor.area.cursorPositionChanged.connect(self._follow_timer.start)
        self._hub.changed.connect(self._changed)

    # --- making ---

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was changed while nobody looked."""
        super().showEvent(event)
        if self._old:
            self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make no pages that nobody sees."""
        super().hideEvent(event)
        self._pause.stop()

    def close_document(self) -> None:
        """Let go of the pages and of the worker."""
        self._pause.stop()
        self._redraw.stop()
        self._quiet.stop()
        self.maker.close()

    def _changed(self, changes: Changes) -> None:
        self._source.changed(changes)
        self._outdated()

    def _outdated(self) -> None:
        self._old = True
        if self.isVisible():
            self._pause.start()

    def _make(self) -> None:
        if not self._hub.report_id:
            self._failed(tr("There is no report yet; make one with Report – New report."))
            return
        if self._source.report_id != self._hub.report_id:
            self._source = previewing.Source(self._hub.session, self._hub.report_id)
        self._old = False
        chapter_id = self._editor.chapter_id
        try:
            content, style = self._source.read(chapter_id, self._editor.drafts() if chapter_id else [])
        except QiError as error:
            self._failed(render(error.message))
            return
        self._paper = (style.page.width, style.page.height)

        def job(progress: Progress) -> bytes:
            pages: Pages = previewing.make_pages(content, style, progress)
            self._newest = pages.places
            return pages.data

        self.maker.make(job)

    def _made(self, count: int) -> None:
        self._places, self.count = self._newest, count
        self._sentence.hide()
        self.page = max(0, min(self.page, count - 1))
        place = self._cursor_place()
        if place is not None and place != self._followed:
            self._show_place(place)
        self._ask()
        self._show_state()

    def _failed(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.show()

    # --- what is shown ---

    def turn_to(self, page: int) -> None:
        """Show a page, counted from 0; the nearest there is."""
        page = max(0, min(page, self.count - 1))
        if page != self.page:
            self.page = page
            self.area.verticalScrollBar().setValue(0)
            self._ask()
        self._show_state()

    def _turn_by(self, pages: int) -> None:
        before = self.page
        self.turn_to(self.page + pages)
        if pages < 0 and self.page != before:
            self.area.verticalScrollBar().setValue(self.area.verticalScrollBar().maximum())

    def set_zoom(self, percent: int) -> None:
        """Show the page in percent of its printed size; 0 for as wide as the panel."""
        self.zoom = percent
        self._resized()
        self._show_state()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by so many steps, from whatever size it has now."""
        now = self.zoom or round(100 * self.area.sheet.paper().width() / self._printed_width())
        if steps > 0:
            self.set_zoom(next((zoom for zoom in ZOOMS if zoom > now), ZOOMS[-1]))
        elif steps < 0:
            self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < now), ZOOMS[0]))

    def _printed_width(self) -> float:
        """The page's width in pixels of the window, at 100 %."""
        width, height = self._paper
        across = width if (self._shape > 1) == (height > width) else height
        return max(across / 25.4 * self.logicalDpiX(), 1.0)

    def _width(self) -> int:
        if self.zoom:
            return round(self._printed_width() * self.zoom / 100)
        return max(self.area.viewport().width() - 2 * MARGIN, 60)

    def _resized(self) -> None:
        """Give the sheet its size at once, and have it drawn in it a little later."""
        width = self._width()
        self.area.sheet.setFixedSize(QSize(width + 2 * MARGIN, round(width * self._shape) + 2 * MARGIN))
        self._redraw.start()

    def _ask(self) -> None:
        if self.count:
            self.maker.draw(self.page, min(round(self._width() * self.devicePixelRatioF()), _MOST_PIXELS))

    def _drawn(self, page: int, picture: QImage) -> None:
        self._quiet.start()
        if page != self.page:
            return
        sheet = self.area.sheet
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        sheet.drawing = QPixmap.fromImage(picture)
        shape = picture.height() / max(picture.width(), 1)
        if abs(shape - self._shape) > 0.001:
            self._shape = shape
            self._resized()
        self._mark()
        sheet.update()

    def _show_state(self) -> None:
        self._number.blockSignals(True)
        self._number.setRange(1 if self.count else 0, max(self.count, 1))
        self._number.setValue(self.page + 1 if self.count else 0)
        self._number.setSuffix(f" / {self.count}" if self.count else "")
        self._number.blockSignals(False)
        self._number.setEnabled(self.count > 0)
        self._back.setEnabled(self.page > 0)
        self._forward.setEnabled(self.page < self.count - 1)
        self._fit.setChecked(self.zoom == 0)
        self._fit.setText(tr("Fit width") if self.zoom == 0 else f"{self.zoom} %")
        self.area.sheet.setAccessibleName(tr("Page {page} of {count}", page=self.page + 1, count=self.count))

    # --- the cursor and the page ---

    def _cursor_place(self) -> Place | None:
        """Where the cursor's paragraph is printed; the one before it, if it is not printed (yet); the chapter's title at last."""
        block = self._editor.area.textCursor().block()
        while block.isValid():
            place = self._places.get(qtext.id_of(block))
            if place is not None:
                return place
            block = block.previous()
        return self._places.get(self._editor.chapter_id)

    def _follow(self) -> None:
        if self.isVisible() and not self._old:
            place = self._cursor_place()
            if place is not None and place != self._followed:
                self._show_place(place)

    def _show_place(self, place: Place) -> None:
        self._followed = place
        self.turn_to(place.page)
        self.area.show_height(self._share(place))
        self._mark()

    def _page_height(self) -> float:
        """In points."""
        width, height = self._paper
        return (height if (self._shape > 1) == (height > width) else width) * _POINTS_PER_MILLIMETRE

    def _share(self, place: Place) -> float:
        return place.top / self._page_height()

    def _mark(self) -> None:
        place = self._cursor_place()
        self.area.sheet.mark = self._share(place) if place is not None and place.page == self.page else -1.0
        self.area.sheet.update()

    def _clicked(self, share: float) -> None:
        item = previewing.place_before(self._places, self.page, share * self._page_height())
        chapter = self._source.chapter_of(item)
        if chapter:
            self._followed = self._places[item]  # the page stays as it is: she looks at it
            self.place_requested.emit(chapter, "" if item == chapter else item)
