"""The panels at the right of the window: the printed page, the chapter's properties, the history."""

from qi_desktop.ui.panels.side_panel import SidePanel

__all__ = ["SidePanel"]
