"""Dialogs that are looked at when they open, instead of being waited for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox


def look_at_dialogs(monkeypatch: pytest.MonkeyPatch, look: Callable[..., int]) -> None:
    """Give each dialog of the program to `look` when it opens; nobody chooses a file."""
    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", look)
    monkeypatch.setattr(QDialog, "open", look)
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
