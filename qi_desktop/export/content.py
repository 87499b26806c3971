"""Everything of one report that a document is made of, loaded from the library.

A plain value: exporters work on it in a worker while the window goes on with the library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from qi_desktop.core import fields
from qi_desktop.core.answers import Answer
from qi_desktop.core.model import Asset, Block, Chapter, Company, Field, Report, Row
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import Register


@dataclass(frozen=True, slots=True)
class Content:
    """A report with what it refers to. `blocks` is by chapter, `rows` by register (the report's own for yearly ones), `data` by asset id.

    `fields` are the library's own with what they show in this report, by key.
    """

    company: Company
    report: Report
    chapters: Sequence[Chapter]
    blocks: Mapping[str, Sequence[Block]]
    registers: Mapping[str, Register] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    data: Mapping[str, bytes] = field(default_factory=dict)
    fields: Mapping[str, tuple[Field, Answer]] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, str]:
        """What each field shows: those of every library by name, own ones by key and by name."""
        return fields.values(self.company, self.report) | fields.own_values(self.fields)
