"""The verbs: one method per act of a user, on one open library.

Owns what may be done to a library and that each act is one transaction, one undo step, and returns what changed (`core.changes.Changes`). It never
asks and never shows anything: windows and the command line do, and turn QiErrors into words. It must not know Qt.
"""

from qi_desktop.core.drafts import Draft
from qi_desktop.session.rows import CellChange
from qi_desktop.session.session import Session

__all__ = ["CellChange", "Draft", "Session"]
