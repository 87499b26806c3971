"""Fonts of the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from qi_desktop.ui import theme


def test_a_system_without_chinese_gets_the_bundled_font_and_no_other_is_loaded(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    before = qapp.font()
    loaded: list[str] = []
    real = QFontDatabase.addApplicationFont
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])

    def load(path: str) -> int:
        loaded.append(Path(path).name)
        return real(path)

    monkeypatch.setattr(QFontDatabase, "addApplicationFont", load)
    theme.family.cache_clear()
    try:
        theme.set_fonts(qapp)
        assert QFontInfo(qapp.font()).family() == "Noto Sans SC"
        assert sorted(loaded) == ["NotoSansSC-Bold.ttf", "NotoSansSC-Regular.ttf"]
    finally:
        qapp.setFont(before)


def test_a_system_with_chinese_keeps_its_own_font(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    before = qapp.font()
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["Some Hei"])
    monkeypatch.setattr(QFontDatabase, "isPrivateFamily", lambda _: False)
    theme.set_fonts(qapp)
    assert qapp.font() == before
