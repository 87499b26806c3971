"""Grids: every declared register as a table that is written in like a spreadsheet.

Owns model, view, cell editors and panel, all of them made from a register's declaration. Nothing here knows a particular register.
"""

from qi_desktop.ui.grids.register_panel import RegisterPanel

__all__ = ["RegisterPanel"]
