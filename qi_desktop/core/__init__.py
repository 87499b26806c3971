"""What a report is: chapters, blocks, runs, fields, registers, numbering, and the rules about them.

Owns every notion of the subject and computes with plain values. Must not know files, databases, Word, PDF, the window or the
language of the user: it imports the standard library only (and small pure packages), so all of it can be tested without set-up.
"""
