"""The library file (`*.qid`): schema and migrations, opening and locking, reading and writing rows, journal, undo, backup.

Owns all SQL of the program and every promise that nothing is lost. Must not know the window, Word, PDF or what a user act is
called: `session` names the act, `store` makes it one transaction.
"""
