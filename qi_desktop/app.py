"""The composition root of the window: logging, crash hook, application object, fonts, translations, and the window itself.

Owns the order in which these are made. Nothing else makes a QApplication or installs hooks.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from qi_desktop import __name__ as package
from qi_desktop import crash, paths, settings, translations
from qi_desktop.core.errors import QiError
from qi_desktop.core.messages import message
from qi_desktop.settings import Settings
from qi_desktop.ui import theme, translate
from qi_desktop.ui.dialogs import messages
from qi_desktop.ui.dialogs.messages import CrashDialog
from qi_desktop.ui.focus_mark import FocusMark
from qi_desktop.ui.icons import APPLICATION, icon
from qi_desktop.ui.main_window import MainWindow
from qi_desktop.ui.memory import Collector
from qi_desktop.ui.mnemonics import DialogLetters

_LOG_BYTES = 500_000
_WARM_UP_AFTER = 1500  # milliseconds after the first paint: then the exporters are imported, before they are asked for
_TELL_AFTER = 200  # milliseconds: what is wrong with the presets is looked for when the window is painted
_WITHOUT_DESKTOP = ("offscreen", "minimal")  # Qt's platforms that show nothing
_log = logging.getLogger(package)


def run(library: Path | None) -> int:
    """Show the window, on a library if one is given, until it is closed; returns the exit code."""
    _start_log()
    _choose_input_method()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("QI Desktop")
    application.setDesktopFileName("qi-desktop")
    application.setWindowIcon(icon(APPLICATION))
    theme.set_fonts(application)
    FocusMark(application)
    DialogLetters(application)
    program = Program(application, Settings())
    program.open(library)
    QTimer.singleShot(_TELL_AFTER, program, program.tell_presets)
    collector = Collector(program)
    QTimer.singleShot(_WARM_UP_AFTER, collector, collector.begin)
    code = application.exec()
    _leave_clipboard()
    return code


def _leave_clipboard() -> None:
    """Take what was copied off a clipboard that nobody else can read: the off-screen one outlives Python, and the process crashed over what Python
    had put there. On a real desktop the clipboard is left alone, so that what was copied can still be pasted."""
    if QGuiApplication.platformName() in _WITHOUT_DESKTOP:
        QGuiApplication.clipboard().clear()


class Program(QObject):
    """The running program: one window, the language it speaks, and what happens when something breaks."""

    _broken = Signal(str)  # from whatever thread it happened in
    _met = Signal(object)  # QiError; likewise

    def __init__(self, application: QApplication, preferences: Settings) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._qt_words = QTranslator(self)
        self._telling = False
        self.window: MainWindow | None = None
        self._broken.connect(self._tell_crash, Qt.ConnectionType.QueuedConnection)  # never inside what just broke
        self._met.connect(self._tell_failure, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._crashed
        threading.excepthook = lambda details: self._crashed(details.exc_type, details.exc_value, details.exc_traceback)
        self._use_language(preferences.get(settings.LANGUAGE))
        self.window = self._new_window()

    def _new_window(self) -> MainWindow:
        window = MainWindow(self._preferences)
        window.language_chosen.connect(self.change_language)
        window.set_appearance(self._preferences.get(settings.APPEARANCE))
        return window

    def open(self, library: Path | None) -> None:
        """Show the window, and in it a library."""
        window = self.window or self._new_window()
        self.window = window
        if library is not None:
            window.open_library(library)  # before it is shown: laid out and painted once
        window.show()
        QTimer.singleShot(_WARM_UP_AFTER, self, warm_up)

    def tell_presets(self) -> None:
        """Say what is wrong with the presets of this computer, and that a stick takes no settings; the program goes on without them."""
        from qi_desktop.session import roll_out  # the window is painted before

        found = roll_out.problems()
        home = paths.portable_home()
        if home is not None and not self._preferences.can_be_kept():
            found.append(message("“{folder}” takes no files, so settings, logs and backups are not kept; make it writable first.", folder=home))
        if found:
            messages.tell(self.window, "\n\n".join(translate.render(problem) for problem in found))

    def change_language(self, language: str) -> None:
        """Speak another language: the window is built anew on the same library."""
        old = self.window
        if old is None:
            return
        path = old.workspace.session.path if old.workspace else None
        if not old.close_library():
            return
        self._preferences.set(settings.LANGUAGE, language)
        self._preferences.save()
        self._use_language(language)
        self.window = self._new_window()
        self.window.setGeometry(old.geometry())
        self.open(path)
        old.close()
        old.deleteLater()

    def _use_language(self, language: str) -> None:
        language = language or translations.user_language()
        translate.set_language(language)
        self._application.removeTranslator(self._qt_words)
        # Qt's own words: buttons, file dialogs, the context menu of a text.
        if language != translations.ENGLISH and self._qt_words.load(
            f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            self._application.installTranslator(self._qt_words)

    # --- when something breaks ---

    def _crashed(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._application.quit()
            return
        if isinstance(error, QiError):  # met where a view reads: a disk that went away, damage that nobody had come across before
            _log.warning("%s", kind.__name__)
            self._met.emit(error)
            return
        report = f"Qt {qVersion()}\n{crash.describe(kind, trace)}"
        _log.error("%s", report)
        self._broken.emit(report)

    def _tell_failure(self, error: QiError) -> None:
        """Tell an expected failure; others meanwhile, mostly the same again, are logged only."""
        if self._telling:
            return
        self._telling = True
        messages.tell(self.window, translate.render(error.message))
        self._telling = False

    def _tell_crash(self, report: str) -> None:
        """Save what is typed first, then tell; a second failure meanwhile is logged only."""
        if self._telling:
            return
        self._telling = True
        try:
            if self.window is not None and self.window.workspace is not None:
                self.window.workspace.editor.save()
        except Exception as error:  # the editor itself may be what broke
            _log.error("saving after a failure failed too\n%s", crash.describe(type(error), error.__traceback__))  # without its words: they may quote
        CrashDialog.show_report(report, self.window)
        self._telling = False


def _start_log() -> None:
    """Log to a small file in the user's folder; never what a report says."""
    try:
        paths.logs().mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(paths.logs() / "window.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError:
        return  # no place for a log is no reason not to work
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def _choose_input_method() -> None:
    """Let users of fcitx type Chinese: Qt's package has no plug-in for it, but fcitx5 answers as IBus does, for which there is one.

    Many desktops name the input method in XMODIFIERS only, which Qt does not read; on Wayland the compositor knows it.
    """
    if sys.platform != "linux":
        return
    named = os.environ.get("QT_IM_MODULE", "")
    if not named and not os.environ.get("WAYLAND_DISPLAY"):
        named = os.environ.get("XMODIFIERS", "").removeprefix("@im=")
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    if named.split(":")[0] == "ibus" or (named.split(":")[0] in ("fcitx", "fcitx5") and not any(plugins.glob("*fcitx*"))):
        os.environ["QT_IM_MODULE"] = "ibus"


def warm_up() -> None:
    """Import what pages are made with, in a thread, so that the first preview or PDF does not wait for it.

    Word's libraries come with the first file: they take ten megabytes, and a tenth of a second in a worker.
    """
    threading.Thread(target=_import_exporters, daemon=True).start()


def _import_exporters() -> None:
    import qi_desktop.export.pdf  # noqa: F401 - for what it brings
