"""Find and replace in the window: the panel and the drawing of its hits."""

from qi_desktop.ui.find.panel import FindPanel

__all__ = ["FindPanel"]
