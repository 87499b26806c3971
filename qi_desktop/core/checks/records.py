"""Rows of registers: cells that do not fit, standards that are doubtful, certificates that have run out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qi_desktop.core import registers, standard_numbers
from qi_desktop.core.certificates import Validity, validity
from qi_desktop.core.checks.findings import Severity, Slip, Spot, rule
from qi_desktop.core.checks.subjects import RegisterSubject
from qi_desktop.core.messages import message
from qi_desktop.core.readings import read_date, read_number
from qi_desktop.core.registers import SAME_AS_ABOVE, ColumnType
from qi_desktop.core.search import Part, Place


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


@rule("standard-category", Severity.WARNING, message("The category of a standard is not that of its number."), "register")
def standard_category(subject: RegisterSubject) -> Iterator[Slip]:
    """GB is 国家标准, JB 行业标准, DB 地方标准, JJG 国家计量技术规范."""
    if subject.register.column("category") is None or subject.register.column("number") is None:
        return
    above = ""
    for row in subject.rows:
        text = row.values.get("category", "").strip()
        above = given = above if text == SAME_AS_ABOVE else text
        right = standard_numbers.category(row.values.get("number", ""))
        if given and right and given != right:
            told = message("{number} is {right}, not {given}; correct the category.", number=row.values["number"], right=right, given=given)
            yield subject.slip(told, row, "category", text, right)


@rule("number-twice", Severity.WARNING, message("Two rows have one number."), "register")
def number_twice(subject: RegisterSubject) -> Iterator[Slip]:
    """Numbers of standards, certificates and reports belong to one thing each; a standard may stand beside several products."""
    names = [name for name in ("number", "report_number", "patent_number") if subject.register.column(name)]
    if not names or (subject.register.column("product") is not None and subject.register.name == "standards_executed"):
        return
    for name in names:
        known: dict[str, str] = {}
        for row in subject.rows:
            number = row.values.get(name, "").strip()
            if len(number) < 4 or number == SAME_AS_ABOVE:
                continue
            first = known.setdefault(number, row.id)
            if first != row.id:
                slip = subject.slip(message("The number {number} stands in two rows; correct one of them.", number=number), row, name, number)
                yield Slip(slip.message, (*slip.spots, Spot(subject.register.name, Place(Part.VALUE, first, name=name))), slip.excerpt)


@rule("row-outside-period", Severity.WARNING, message("A row of this year's register has a date of another year."), "register")
def row_outside_period(subject: RegisterSubject) -> Iterator[Slip]:
    """Trainings, drills, supervision tests: what was done in the report's period."""
    column = subject.register.column("date")
    if not subject.register.yearly or column is None or subject.start is None:
        return
    for row in subject.rows:
        text = row.values.get("date", "")
        day = read_date(text)
        if day is not None and not subject.start <= day <= subject.end:
            told = message(
                "{day} is not in the report's period, {start} to {end}; correct the date, or delete the row.",
                day=text,
                start=subject.start,
                end=subject.end,
            )
            yield subject.slip(told, row, "date", text)


@rule("target-missed", Severity.INFO, message("A quality target was missed: the report should say what is done about it."), "register")
def target_missed(subject: RegisterSubject) -> Iterator[Slip]:
    """Readers see the two numbers side by side and ask."""
    if subject.register.column("target") is None or subject.register.column("actual") is None:
        return
    for row in subject.rows:
        target, actual = (read_number(row.values.get(name, "")) for name in ("target", "actual"))
        if target is not None and actual is not None and actual < target:
            told = message("{actual} % were reached of {target} %; say in the report why, and what is done.", actual=actual, target=target)
            yield subject.slip(told, row, "actual")


@rule("duty-missing", Severity.INFO, message("A department has no duty, or a duty has no department."), "register")
def duty_missing(subject: RegisterSubject) -> Iterator[Slip]:
    """Who answers for what is the heart of chapter two. A register in which nobody entered any is not begun, and left alone."""
    column = {"departments": "duty", "control_points": "responsible", "emergency_plans": "department"}.get(subject.register.name)
    if column is None or not any(row.values.get(column, "").strip() for row in subject.rows):
        return
    for row in subject.rows:
        if not row.values.get(column, "").strip() and any(text.strip() for text in row.values.values()):
            what = subject.register.column(column)
            label = what.label["zh"] if what else column
            yield subject.slip(message("“{label}” is empty; enter who answers for it and for what.", label=label), row, column)


@rule("department-unknown", Severity.WARNING, message("A department is named that the register of departments has not."), "register")
def department_unknown(subject: RegisterSubject) -> Iterator[Slip]:
    """In columns for departments, once the register of departments is filled in (three or more); a cell may name several, or a person's post."""
    names = [name for name in ("responsible", "department") if subject.register.column(name)]
    if len(subject.departments) < 3:
        return
    for row in subject.rows:
        for name in names:
            for part in re.split("[、，,/；; ]+", row.values.get(name, "")):
                if re.search("(?:部|科|处|室|中心|车间)$", part) and not any(part in known or known in part for known in subject.departments):
                    yield subject.slip(
                        message("The register of departments has no “{name}”; use a name that it has, or enter this one.", name=part), row, name, part
                    )
