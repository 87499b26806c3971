"""The window: main window, chapter tree, editor, grids, panels, dialogs, background tasks.

Owns everything of Qt. Must not know SQL, Word's XML or how an act is stored: it calls the verbs of `session`, and refreshes itself
from the changes they return.
"""
