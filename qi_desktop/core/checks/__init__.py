"""Checks: what an expert reader would mark in a report, told with its place before he reads it.

Each module holds one family of rules. A rule looks at one chapter, rows of one register, the frame of the report, or what all of them claim
(`subjects`), so that after a change only what was changed is looked at again. A rule that fires without need gets the checker switched off: where a
slip cannot be told from good writing, there is no rule.
"""

from qi_desktop.core.checks import across, language, names, numbers, records, references, statements, structure
from qi_desktop.core.checks.claims import Claim, of_chapter, of_rows
from qi_desktop.core.checks.findings import NAMES, Finding, Rule, Severity, Spot, digest, rules
from qi_desktop.core.checks.runner import by_rule, check_across, check_chapter, check_frame, check_register, in_order
from qi_desktop.core.checks.subjects import AcrossSubject, ChapterSubject, FrameSubject, Passage, RegisterSubject, Words

FAMILIES = (structure, references, numbers, names, statements, records, language, across)
"""The modules with rules; importing them is what makes the rules known."""

__all__ = [
    "FAMILIES",
    "NAMES",
    "AcrossSubject",
    "ChapterSubject",
    "Claim",
    "Finding",
    "FrameSubject",
    "Passage",
    "RegisterSubject",
    "Rule",
    "Severity",
    "Spot",
    "Words",
    "by_rule",
    "check_across",
    "check_chapter",
    "check_frame",
    "check_register",
    "digest",
    "in_order",
    "of_chapter",
    "of_rows",
    "rules",
]
