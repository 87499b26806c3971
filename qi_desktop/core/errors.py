"""Expected failures: each one is a sentence with the next step, in words of the user.

`QiError` and its children are events the program foresaw. Anything else that is raised is a bug and goes to the crash report.
The command line turns `exit_code` into its own (design §7).
"""

from __future__ import annotations

from qi_desktop.core.messages import Message


class QiError(Exception):
    """Something expected went wrong; `message` says what, and what to do next."""

    exit_code = 1

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class UsageError(QiError):
    """The caller asked for something that cannot be asked for."""

    exit_code = 2


class OpenError(QiError):
    """A file cannot be opened."""

    exit_code = 3


class MissingFileError(OpenError):
    """The file is not there (any more)."""


class LockedError(OpenError):
    """Another program has the library open for writing."""


class DamagedError(OpenError):
    """The file's pages or contents are broken."""


class NotALibraryError(OpenError):
    """The file is something else: empty, no database, or another program's database."""


class NewerLibraryError(OpenError):
    """The library was made by a newer version of this program."""


class ReadOnlyError(OpenError):
    """The library can be read, but not be changed here."""


class WriteError(QiError):
    """A file could not be written; what was there before is still there."""

    exit_code = 4


class ContentError(QiError):
    """Content from outside has the wrong shape; nothing was taken over."""

    exit_code = 1


class NotFoundError(QiError):
    """The thing an operation is about does not exist (any more)."""

    exit_code = 2


class RefusedError(QiError):
    """The operation makes no sense on this thing, such as moving a chapter into itself."""

    exit_code = 2


class CancelledError(QiError):
    """The user cancelled a long job; nothing was left behind."""

    exit_code = 1
