"""What the registers say, in the form that rules about texts ask for it.

Owns `Knowledge`: names, certificates and data about laws. It holds no number that is edited every day, so that it stays equal, and what was found
stays true, while people enter figures: those are compared as claims (`core.checks.claims`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from qi_desktop.core.certificates import validity
from qi_desktop.core.model import Company, Row
from qi_desktop.core.records import dataclass
from qi_desktop.core.registers import SAME_AS_ABOVE
from qi_desktop.core.standard_numbers import Known

CERTIFICATES = ("system_certificates", "product_certificates")
NAMED = ("departments", "inspections", "certificate_models", "quality_targets", *CERTIFICATES)
"""The registers whose names, and not the figures beside them, the rules for texts know."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What holds for a law since when: the title that took its place, the number of its order or the year of its newest text."""

    since: date
    words: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Laws:
    """The data of `resources/laws.toml`; see there."""

    titles: frozenset[str] = frozenset()
    replaced: Mapping[str, Edition] = field(default_factory=dict)
    orders: Mapping[str, Edition] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)


def laws(data: Mapping[str, Any]) -> Laws:
    """The laws of the parsed data file. Raises KeyError for another shape."""
    return Laws(
        frozenset(data["laws"]),
        {title: Edition(item["since"], item["by"]) for title, item in data["replaced"].items()},
        {title: Edition(item["since"], item["issuer"], item["number"]) for title, item in data["orders"].items()},
        {title: Edition(item["since"], "", item["year"]) for title, item in data["editions"].items()},
    )


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as texts speak of it. `status` is the one at the end of the report's period (`core.certificates.validity`)."""

    register: str
    row: str
    title: str
    number: str
    valid_to: str
    status: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known beside the text: the company, names in its registers, its certificates, standards and laws."""

    company: Company = field(default_factory=lambda: Company(""))
    departments: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    standards: Known = field(default_factory=Known)
    laws: Laws = field(default_factory=Laws)
    spellings: Mapping[str, str] = field(default_factory=dict)


def names(register: str, rows: Sequence[Row], end: date) -> tuple[Any, ...]:
    """What the rows of one of the `NAMED` registers tell; `end` is the last day of the report's period."""
    if register in CERTIFICATES:
        return tuple(_certificate(register, row, end) for row in rows)
    column = {"inspections": "category", "certificate_models": "model", "quality_targets": "product"}.get(register, "name")
    found = (row.values.get(column, "").strip() for row in rows)
    return tuple(dict.fromkeys(name for name in found if name and name != SAME_AS_ABOVE))


def _certificate(register: str, row: Row, end: date) -> Certificate:
    values = row.values
    title = values.get("system" if register == "system_certificates" else "title", "")
    status = validity(values.get("valid_to", ""), values.get("perpetual", ""), end)
    return Certificate(register, row.id, title, values.get("number", "").strip(), values.get("valid_to", ""), status)


def knowledge(company: Company, found: Mapping[str, tuple[Any, ...]], standards: Known, known_laws: Laws) -> Knowledge:
    """What the `names` of all `NAMED` registers come to."""
    certificates = tuple(certificate for register in CERTIFICATES for certificate in found[register])
    models = (*found["certificate_models"], *found["quality_targets"])
    return Knowledge(company, found["departments"], found["inspections"], models, certificates, standards, known_laws, spellings(models))


def spellings(models: Sequence[str]) -> dict[str, str]:
    """Models of several parts, by what is left of them without blanks, dashes and capitals."""
    return {folded(name): name for name in models if _MODEL.fullmatch(name)}


def folded(name: str) -> str:
    """A model without what people write now so and now otherwise."""
    return re.sub(r"[ \-]", "", name).upper()


_MODEL = re.compile(r"(?=.*[ \-])[A-Za-z][A-Za-z0-9\- /]{2,}")
