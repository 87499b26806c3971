"""Rows of registers: cells that do not fit, standards that are doubtful, certificates that have run out."""

from __future__ import annotations

from collections.abc import Iterator

from qi_desktop.core import registers, standard_numbers
from qi_desktop.core.certificates import Validity, validity
from qi_desktop.core.checks.findings import Severity, Slip, rule
from qi_desktop.core.checks.subjects import RegisterSubject
from qi_desktop.core.messages import message
from qi_desktop.core.readings import read_date
from qi_desktop.core.registers import SAME_AS_ABOVE, ColumnType


@rule("cell-unfit", Severity.WARNING, message("A cell does not fit its column."), "register")
def cell_unfit(subject: RegisterSubject) -> Iterator[Slip]:
    """What the grid marks too: no date in a column of dates, a cell that must be filled in."""
    columns = [column for column in subject.register.stored if registers.can_be_wrong(column)]
    for row in subject.rows:
        for column in columns:
            text = row.values.get(column.name, "")
            problem = registers.problem(column, text)
            if problem:
                yield subject.slip(problem, row, column.name, text)


@rule("standard-doubtful", Severity.WARNING, message("The number of a standard has a wrong form, an unknown prefix, or was replaced."), "register")
def standard_doubtful(subject: RegisterSubject) -> Iterator[Slip]:
    """See `standard_numbers.warning`."""
    for column in subject.register.stored:
        if column.type is not ColumnType.STANDARD_NUMBER:
            continue
        for row in subject.rows:
            text = row.values.get(column.name, "")
            doubt = standard_numbers.warning(text, subject.known) if text and text != SAME_AS_ABOVE else None
            if doubt:
                yield subject.slip(doubt, row, column.name, text)


@rule("standard-year-and-date", Severity.WARNING, message("The year in a standard's number is not that of its publication."), "register")
def standard_year_and_date(subject: RegisterSubject) -> Iterator[Slip]:
    """A standard is numbered in the year it is published; a later date is often that of its implementation."""
    if subject.register.column("published") is None:
        return
    for column in subject.register.stored:
        if column.type is not ColumnType.STANDARD_NUMBER:
            continue
        for row in subject.rows:
            number = standard_numbers.parse(row.values.get(column.name, ""))
            day = read_date(row.values.get("published", ""))
            year = number.published if number else None
            if day is not None and year is not None and day.year != year:
                text = message(
                    "{number} says {year}, but its date of publication is {day}: is that the date of implementation?",
                    number=str(number),
                    year=year,
                    day=day,
                )
                yield subject.slip(text, row, "published")


@rule("certificate-expired", Severity.ERROR, message("A certificate had run out at the end of the report's period."), "register")
def certificate_expired(subject: RegisterSubject) -> Iterator[Slip]:
    """One that has run out since then is a warning: the report may still name it."""
    if subject.register.column("valid_to") is None:
        return
    for row in subject.rows:
        end, perpetual = row.values.get("valid_to", ""), row.values.get("perpetual", "")
        if validity(end, perpetual, subject.end) == Validity.EXPIRED:
            yield subject.slip(message("Valid to {day}: it had run out at the end of the report's period.", day=end), row, "valid_to")
        elif validity(end, perpetual, subject.today) == Validity.EXPIRED:
            slip = subject.slip(message("Valid to {day}: it has run out by now.", day=end), row, "valid_to")
            yield Slip(slip.message, slip.spots, slip.excerpt, severity=Severity.WARNING)


@rule("certificate-without-end", Severity.INFO, message("A certificate says neither when it runs out nor that it holds without end."), "register")
def certificate_without_end(subject: RegisterSubject) -> Iterator[Slip]:
    """Then nothing can be said about it, and no reminder comes."""
    register = subject.register
    if register.column("valid_to") is None or register.column("perpetual") is None:
        return
    for row in subject.rows:
        if not row.values.get("valid_to", "").strip() and not row.values.get("perpetual", "").strip():
            yield subject.slip(message("Enter until when it is valid, or tick that it holds without end."), row, "valid_to")
