"""Checks: what an expert reader would mark in a report, told with its place before he reads it.

Each module holds one family of rules. A rule looks at one chapter, rows of one register, or the frame of the report (`subjects`), so that after a
change only what was changed is looked at again. A rule that fires without need gets the checker switched off: where a slip cannot be told from good
writing, there is no rule.
"""

from qi_desktop.core.checks import language, numbers, records, references, structure
from qi_desktop.core.checks.findings import NAMES, Finding, Rule, Severity, Spot, digest, rules
from qi_desktop.core.checks.runner import check_chapter, check_frame, check_register
from qi_desktop.core.checks.subjects import ChapterSubject, FrameSubject, Passage, RegisterSubject, Words

FAMILIES = (structure, references, numbers, records, language)
"""The modules with rules; importing them is what makes the rules known."""

__all__ = [
    "FAMILIES",
    "NAMES",
    "ChapterSubject",
    "Finding",
    "FrameSubject",
    "Passage",
    "RegisterSubject",
    "Rule",
    "Severity",
    "Spot",
    "Words",
    "check_chapter",
    "check_frame",
    "check_register",
    "digest",
    "rules",
]
