"""Dialogs: what the window asks and tells. Each has a classmethod or function that asks and returns the answer; none writes to the library itself."""
