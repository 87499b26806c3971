"""From a loaded report to Word and PDF: one assembled document, style sheets, drawings, writers.

Owns how a report looks on paper. Must not know the database or the window: it works on values that were loaded before, so it can
run in a worker thread, and it writes a file only by replacing it when the new one is complete.
"""
