"""Long jobs beside the window: a worker thread, progress that appears late, and cancelling.

The job gets a `progress(done, total)` to call; once the user has cancelled, that call raises CancelledError inside the job. Results and failures come
back in the window's thread. A job must work on loaded data only: a library belongs to the window's thread.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from qi_desktop.core.errors import CancelledError, QiError
from qi_desktop.core.messages import message
from qi_desktop.ui.translate import tr

SHOW_AFTER = 600  # milliseconds: what is done sooner needs no progress bar
_LOOK_EVERY = 20  # milliseconds

Progress = Callable[[int, int], None]
_R = TypeVar("_R")


class Task(QObject):
    """One long job. Exactly one of the three endings is announced."""

    finished = Signal(object)  # what the job returned
    failed = Signal(object)  # QiError
    crashed = Signal(str)  # a bug, as text
    progressed = Signal(int, int)

    def __init__(self, job: Callable[[Progress], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._cancelled = threading.Event()

    def start(self) -> None:
        """Begin in a thread of its own."""
        QThreadPool.globalInstance().start(_Runner(self))

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._cancelled.set()

    def run(self) -> None:
        """Do the job; called in the worker's thread."""
        try:
            result = self._job(self._progress)
        except QiError as error:
            self.failed.emit(error)
        except Exception:
            self.crashed.emit(traceback.format_exc())
        else:
            self.finished.emit(result)

    def _progress(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise CancelledError(message("Cancelled; nothing was changed."))
        self.progressed.emit(done, total)


class Steps(QObject):
    """Long writing, which belongs to the window's thread: a generator that is taken step by step, with a bar over the window that cancels it.

    Nothing else can be done in the window meanwhile, as the steps are one operation. What the generator returns, or the failure, is announced.
    """

    finished = Signal(object)
    failed = Signal(object)  # QiError

    def __init__(self, steps: Generator[tuple[int, int], None, Any], words: str, window: QWidget) -> None:
        super().__init__(window)
        self._steps = steps
        self._dialog = QProgressDialog(words, tr("Cancel"), 0, 1000, window)
        self._dialog.setObjectName("steps_dialog")
        self._dialog.setWindowTitle(tr("QI Desktop"))
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.setAutoClose(False)
        self._dialog.setAutoReset(False)
        self._timer = QTimer(self)  # of no duration: what waits to be painted or clicked comes between two steps
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Show the bar and begin."""
        self._dialog.show()
        self._timer.start()

    def _step(self) -> None:
        try:
            if self._dialog.wasCanceled():
                self._steps.close()  # takes back what was written
                raise CancelledError(message("Cancelled; nothing was changed."))
            done, total = next(self._steps)
        except StopIteration as end:
            self._end()
            self.finished.emit(end.value)
        except QiError as error:
            self._end()
            self.failed.emit(error)
        except BaseException:  # a bug: the window must not stay shut behind the bar
            self._end()
            raise
        else:
            self._dialog.setValue(min(999, 1000 * done // max(total, 1)))

    def _end(self) -> None:
        self._timer.stop()
        self._dialog.close()
        self._dialog.deleteLater()
        self.deleteLater()


def wait_for(done: Callable[[], bool], words: str) -> None:
    """Return when something that goes on in another thread is done; what takes longer than SHOW_AFTER is told.

    Nothing else can be done in the program meanwhile.
    """
    until = time.monotonic() + SHOW_AFTER / 1000
    while not done() and time.monotonic() < until:
        time.sleep(_LOOK_EVERY / 1000)
    if done():
        return
    dialog = QProgressDialog(words, "", 0, 0, QApplication.activeWindow())
    dialog.setObjectName("waiting_dialog")
    dialog.setWindowTitle(tr("QI Desktop"))
    dialog.setAccessibleName(words)
    dialog.setCancelButton(None)
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    timer = QTimer(dialog)
    timer.timeout.connect(lambda: dialog.accept() if done() else None)
    timer.start(_LOOK_EVERY)
    while not done():  # Escape does not make it go faster
        dialog.exec()
    dialog.deleteLater()


def wait_for_result(job: Callable[[], _R], words: str) -> _R:
    """Do something in another thread and wait for it as `wait_for` does; what it raises is raised here."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(job)
        wait_for(future.done, words)
        return future.result()


Way = Callable[[Callable[[Progress], _R]], Generator[tuple[int, int], None, _R]]
"""How a part of `Steps` is done: `beside` or `at_once`."""


def at_once(job: Callable[[Progress], _R]) -> Generator[tuple[int, int], None, _R]:
    """Do a short job here and now."""
    yield from ()
    return job(lambda done, total: None)


def result_of(steps: Generator[tuple[int, int], None, _R]) -> _R:
    """Go through steps without a pause."""
    try:
        while True:
            next(steps)
    except StopIteration as end:
        result: _R = end.value
        return result


def halves(steps: Generator[tuple[int, int], None, _R], half: int) -> Generator[tuple[int, int], None, _R]:
    """Steps that are the first (0) or the second (1) half of a longer way."""
    try:
        while True:
            done, total = next(steps)
            yield done + half * total, 2 * total
    except StopIteration as end:
        result: _R = end.value
        return result
    finally:
        steps.close()


def beside(job: Callable[[Progress], _R]) -> Generator[tuple[int, int], None, _R]:
    """What can be done in another thread, as a part of `Steps`: returns its result. Left off, the job ends at its next call of `progress`."""
    reached = [0, 1]
    left_off = threading.Event()

    def progress(done: int, total: int) -> None:
        reached[:] = done, total
        if left_off.is_set():
            raise CancelledError(message("Cancelled; nothing was changed."))

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(job, progress)
        try:
            while not future.done():
                wait([future], _LOOK_EVERY / 1000)
                yield reached[0], reached[1]
            return future.result()
        finally:
            left_off.set()


class _Runner(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


class ProgressWindow(QObject):
    """Shows a task's progress if it takes longer than SHOW_AFTER, with a button to cancel it."""

    def __init__(self, task: Task, words: str, parent: QWidget) -> None:
        super().__init__(task)
        self._task = task
        self._dialog = QProgressDialog(words, tr("Cancel"), 0, 1000, parent)
        self._dialog.setObjectName("progress_dialog")
        self._dialog.setWindowTitle(tr("QI Desktop"))
        self._dialog.setWindowModality(Qt.WindowModality.NonModal)  # the window goes on working meanwhile
        self._dialog.setMinimumDuration(SHOW_AFTER * 1000)  # never by Qt's own guess: the timer below decides
        self._dialog.setAutoClose(False)
        self._dialog.setAutoReset(False)
        self._dialog.canceled.connect(task.cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._dialog.show)
        self._timer.start(SHOW_AFTER)
        task.progressed.connect(self._progressed)
        for ending in (task.finished, task.failed, task.crashed):
            ending.connect(self._end)

    def _progressed(self, done: int, total: int) -> None:
        self._dialog.setValue(1000 * done // max(total, 1))

    def _end(self) -> None:
        self._timer.stop()
        self._dialog.reset()
        self._dialog.close()
        self._dialog.deleteLater()
