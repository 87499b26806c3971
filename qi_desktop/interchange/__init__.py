"""What comes in from other programs and goes out to them: Word files and replies, spreadsheets, outline text, JSON.

Owns foreign formats, and tells for everything it reads what was taken, simplified or refused. Must not know the database or the
window: it returns values, and `session` stores them.
"""
