"""Pages of a PDF in the window: made and drawn in a worker, so that the window never waits.

Owns the worker and the picture of a page. What the PDF is made of is the caller's: a job that returns its bytes and works on loaded data only.
pypdfium2 is used in the worker alone, one call at a time: the library behind it is not safe in several threads.
"""

from __future__ import annotations

import gc
import threading
import traceback
import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from qi_desktop.core.errors import CancelledError, QiError
from qi_desktop.core.messages import message
from qi_desktop.ui import memory
from qi_desktop.ui.icons import icon
from qi_desktop.ui.translate import render, tr

Progress = Callable[[int, int], None]
Job = Callable[[Progress], bytes]


class PageMaker(QObject):
    """Makes PDFs and draws their pages in one thread. The newest wish wins: what was asked for before it is dropped, also half done."""

    made = Signal(int)  # the number of pages of the new PDF
    drawn = Signal(int, QImage)  # page (from 0) and its picture
    failed = Signal(str)  # a sentence for the user

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # No child: Qt would wait for its thread while it holds Python's lock, for which the thread waits, if a window goes in the midst of a job.
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self.destroyed.connect(partial(_leave, weakref.ref(self), self._pool))
        self._lock = threading.Lock()
        self._wanted = 0
        self._picture = 0
        # Touched in the worker only: the PDF, and what pypdfium2 made of it, which takes more room than the PDF itself.
        self._data = b""
        self._document: Any = None

    def make(self, job: Job) -> None:
        """Make another PDF."""
        with self._lock:
            self._wanted += 1
            number = self._wanted
        self._pool.start(_Step(lambda: self._make(job, number)))

    def draw(self, page: int, width: int) -> None:
        """Draw a page so many pixels wide."""
        with self._lock:
            self._picture += 1
            number = self._picture
        self._pool.start(_Step(lambda: self._draw(page, width, number)))

    def rest(self) -> None:
        """Nothing was wished for a while: keep no more than the PDF until a page is drawn again, and give memory back."""
        gc.collect()  # in the window's thread, as what is found may belong to it
        self._pool.start(_Step(self._rest))

    def drop(self) -> None:
        """Let the step that is under way end: nobody waits for it any more."""
        with self._lock:
            self._wanted += 1
            self._picture += 1

    def close(self) -> None:
        """Drop all wishes, and wait for the step that is under way to notice."""
        self.drop()
        self._pool.clear()
        self._pool.waitForDone()
        self._release()
        self._data = b""

    # --- in the worker ---

    def _make(self, job: Job, number: int) -> None:
        def progress(_done: int, _total: int) -> None:
            if number != self._wanted:
                raise CancelledError(message("Cancelled; nothing was changed."))

        try:
            progress(0, 1)
            data = job(progress)
            document = _opened(data)
        except CancelledError:
            return
        except QiError as error:
            self._tell("failed", render(error.message))
            return
        except Exception:
            self._tell("failed", traceback.format_exc().strip().rsplit("\n", 1)[-1])
            return
        self._release()
        self._data, self._document = data, document
        self._tell("made", len(document))

    def _draw(self, page: int, width: int, number: int) -> None:
        if number != self._picture or not self._data:
            return
        if self._document is None:
            self._document = _opened(self._data)
        if not 0 <= page < len(self._document):
            return
        shown = self._document[page]
        bitmap = shown.render(scale=width / shown.get_width(), rev_byteorder=True, prefer_bgrx=True)
        picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
        bitmap.close()
        shown.close()
        self._tell("drawn", page, picture)

    def _tell(self, signal: str, *values: object) -> None:
        with suppress(RuntimeError):  # the window went meanwhile, and the maker with it: there is nobody to be told
            getattr(self, signal).emit(*values)

    def _rest(self) -> None:
        self._release()
        memory.give_back()

    def _release(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None


def _leave(maker: Callable[[], PageMaker | None], pool: QThreadPool) -> None:
    """The maker goes: drop all wishes, and wait for the step that is under way to notice."""
    if (left := maker()) is not None:
        left.drop()
    pool.clear()
    pool.waitForDone()


def _opened(data: bytes) -> Any:
    import pypdfium2  # not needed before the first page is shown

    return pypdfium2.PdfDocument(data)


class _Step(QRunnable):
    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act

    def run(self) -> None:
        self._act()


class PageView(QWidget):
    """One page, as large as fits, with buttons that turn the pages. Page Up and Page Down turn them as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_view")
        self.setAccessibleName(tr("Page"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.maker = PageMaker(self)
        self.maker.made.connect(self._made)
        self.maker.drawn.connect(self._drawn)
        self.maker.failed.connect(self._failed)
        self.page = 0
        self.count = 0
        self._paper = _Paper(self)
        self._paper.resized.connect(self._ask)
        self._back = self._button("page_back", tr("Previous page"), "move-up", lambda: self.turn_to(self.page - 1))
        self._forward = self._button("page_forward", tr("Next page"), "move-down", lambda: self.turn_to(self.page + 1))
        self._label = QLabel()
        self._label.setObjectName("page_number")
        self._label.setAccessibleName(tr("Page number"))
        bar = QHBoxLayout()
        bar.addStretch()
        for widget in (self._back, self._label, self._forward):
            bar.addWidget(widget)
        bar.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._paper, 1)
        layout.addLayout(bar)
        self._show_number()

    def _button(self, name: str, text: str, picture: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setIcon(icon(picture))
        button.setAutoRaise(True)
        button.clicked.connect(act)
        return button

    def turn_to(self, page: int) -> None:
        """Show a page, counted from 0; the nearest there is."""
        self.page = max(0, min(page, self.count - 1))
        self._ask()
        self._show_number()

    def close_document(self) -> None:
        """Let go of the PDF and of the worker."""
        self.maker.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages by keys."""
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.turn_to(self.page + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _made(self, count: int) -> None:
        self.count = count
        self.turn_to(self.page)

    def _ask(self) -> None:
        if self.count:
            self.maker.draw(self.page, max(int(self._paper.paper_width() * self.devicePixelRatioF()), 50))

    def _drawn(self, page: int, picture: QImage) -> None:
        if page == self.page:
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._paper.show_picture(QPixmap.fromImage(picture))

    def _failed(self, sentence: str) -> None:
        self._paper.show_sentence(sentence)

    def _show_number(self) -> None:
        self._label.setText(tr("{page} of {count}", page=self.page + 1, count=self.count) if self.count else "")
        self._back.setEnabled(self.page > 0)
        self._forward.setEnabled(self.page < self.count - 1)


class _Paper(QWidget):
    """The picture of the page, in the middle, on the window's darker ground."""

    resized = Signal()
    _MARGIN = 8

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._sentence = tr("The page is being made …")
        self._shape = 297 / 210
        self.setMinimumSize(QSize(240, 320))

    def paper_width(self) -> float:
        """How wide the page may be to fit."""
        width, height = self.width() - 2 * self._MARGIN, self.height() - 2 * self._MARGIN
        return min(width, height / self._shape)

    def show_picture(self, picture: QPixmap) -> None:
        """Show a page."""
        shape = picture.height() / max(picture.width(), 1)
        turned = abs(shape - self._shape) > 0.01
        self._picture, self._sentence, self._shape = picture, "", shape
        self.update()
        if turned:
            self.resized.emit()

    def show_sentence(self, sentence: str) -> None:
        """Say why there is no page."""
        self._sentence = sentence
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, or the sentence."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().mid())
        if not self._picture.isNull():
            size = self._picture.deviceIndependentSize()
            if size.width() > self.width() or size.height() > self.height():  # the picture of this size is on its way
                size.scale(self.width() - 2.0 * self._MARGIN, self.height() - 2.0 * self._MARGIN, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.fillRect(int(left) + 3, int(top) + 3, int(size.width()), int(size.height()), QColor(0, 0, 0, 60))
            painter.drawPixmap(int(left), int(top), int(size.width()), int(size.height()), self._picture)
        if self._sentence:
            painter.setPen(self.palette().windowText().color())
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._sentence)
        painter.end()
