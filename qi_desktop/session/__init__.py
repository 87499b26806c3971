"""The verbs: one function for each act of the user on an open library.

Owns the boundary of an act: one transaction, one undo step, the changes returned. Must not know the window, and never asks: what
it needs to know it is given, and what it cannot do it raises as a `QiError`.
"""
