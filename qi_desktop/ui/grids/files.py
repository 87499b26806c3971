"""Files in cells: choosing one, looking at one, saving a copy."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from qi_desktop.core.errors import MissingFileError, QiError, WriteError
from qi_desktop.core.messages import message
from qi_desktop.ui.hub import Hub
from qi_desktop.ui.translate import tr

_SUFFIXES = {  # what may be opened, and how its file may end
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/bmp": (".bmp",),
    "image/tiff": (".tif", ".tiff"),
    "image/webp": (".webp",),
}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def choose(hub: Hub, row_id: str, column: str, parent: QWidget) -> None:
    """Ask for a file, keep it in the library and name it in the cell."""
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Choose a file"))
    if not chosen:
        return
    file = Path(chosen)
    try:
        data = file.read_bytes()
    except OSError:
        hub.failed.emit(MissingFileError(message("“{name}” cannot be read; check the name and the folder.", name=file.name)))
        return
    hub.perform(lambda: hub.session.rows.attach(row_id, column, file.name, data))


def show(hub: Hub, asset_id: str) -> Path | None:
    """Open a copy of a stored picture or PDF with the system's program for it; returns where the copy is. Other files are not opened: they could run.

    The copy ends as its contents say, whatever the stored name is.
    """
    if not can_be_shown(hub, asset_id):
        return None
    suffix = _SUFFIXES[hub.session.assets.get(asset_id).mime]
    name = _name(hub, asset_id)
    folder = Path(tempfile.mkdtemp(prefix="qi-desktop-"))
    copy = _save(hub, asset_id, folder / (name if name.casefold().endswith(suffix) else name + suffix[0]))
    if copy is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
    return copy


def can_be_shown(hub: Hub, asset_id: str) -> bool:
    """True for a stored picture or PDF."""
    return is_stored(hub, asset_id) and hub.session.assets.get(asset_id).mime in _SUFFIXES


def save_copy(hub: Hub, asset_id: str, parent: QWidget) -> None:
    """Ask where to, and write a copy of a stored file."""
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Save a copy"), _name(hub, asset_id))
    if chosen:
        _save(hub, asset_id, Path(chosen))


def is_stored(hub: Hub, asset_id: str) -> bool:
    """True for the id of a file that the library holds."""
    try:
        hub.session.assets.get(asset_id)
    except QiError:
        return False
    return True


def _name(hub: Hub, asset_id: str) -> str:
    """A name that a folder can hold; a stored one may come from anywhere."""
    try:
        name = hub.session.assets.get(asset_id).name
    except QiError:
        name = ""
    return _FORBIDDEN.sub("_", name).strip(". ")[-100:] or "file"


def _save(hub: Hub, asset_id: str, target: Path) -> Path | None:
    try:
        target.write_bytes(hub.session.assets.data(asset_id))
    except QiError as error:
        hub.failed.emit(error)
    except OSError:
        hub.failed.emit(WriteError(message("“{name}” could not be written; choose another folder.", name=target.name)))
    else:
        return target
    return None
