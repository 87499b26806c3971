"""What a report says twice and differently: figures, deadlines, names and mottos in two chapters, or in a chapter and a register."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qi_desktop.core.checks.claims import ABSOLUTE, FACT, FIGURE, NAME, PRODUCT, PROMISE, SLOGAN, Claim, series_of
from qi_desktop.core.checks.findings import Severity, Slip, rule
from qi_desktop.core.checks.subjects import AcrossSubject
from qi_desktop.core.messages import Message, message
from qi_desktop.core.readings import rounded


@rule("fact-conflict", Severity.WARNING, message("One fact has two values in the report."), "across")
def fact_conflict(subject: AcrossSubject) -> Iterator[Slip]:
    """Years and sums that hold for the whole company; 30多 is 31 to 39. Values of two years, and of one sentence, are two facts."""
    for name, claims in _grouped(subject, FACT).items():
        for claim, other in _conflicts(claims):
            values = {"name": name, "first": claim.words, "second": other.words}
            if _entered(other):
                told = message("{name}: here {first}, in the register {second}; correct one of them.", **values)
            else:
                told = message("{name}: here {first}, elsewhere {second}; correct one of them.", **values)
            yield _slip(told, claim, other)


@rule("promise-conflict", Severity.ERROR, message("One promise has two deadlines."), "across")
def promise_conflict(subject: AcrossSubject) -> Iterator[Slip]:
    """Customers will claim the shorter one. Where the register of service promises has deadlines for it, the text must name one of these."""
    for name, claims in _grouped(subject, PROMISE).items():
        for claim, other in _conflicts(claims):
            values = {"name": name, "first": claim.words, "second": other.words}
            if _entered(other):
                told = message("“{name}”: here {first}, in the register of promises {second}; correct one of them.", **values)
            else:
                told = message("“{name}”: here {first}, elsewhere {second}; promise one deadline.", **values)
            yield _slip(told, claim, other)


@rule("changed-since-last-year", Severity.INFO, message("A deadline or a lasting fact is another one than in last year's report."), "across")
def changed_since_last_year(subject: AcrossSubject) -> Iterator[Slip]:
    """Readers lay the two side by side. Facts that grow, such as the number of people, are left alone; each value is told once."""
    told = set()
    before: dict[tuple[str, str, str], list[Claim]] = {}
    for old in subject.before:
        before.setdefault((old.kind, old.key, old.condition), []).append(old)
    for claim in subject.claims:
        lasts = claim.kind == PROMISE or (claim.kind == FACT and claim.key in subject.words.lasting)
        if not lasts or _entered(claim) or (claim.key, claim.words) in told:
            continue
        same = before.get((claim.kind, claim.key, claim.condition), [])
        if same and not any(claim.agrees(old) for old in same):
            told.add((claim.key, claim.words))
            values = {"name": claim.key, "first": claim.words, "second": same[0].words}
            text = message("{name}: last year's report said {second}, this one says {first}; make sure that it was changed on purpose.", **values)
            yield Slip(text, (claim.spot,), claim.excerpt)


@rule("register-mismatch", Severity.ERROR, message("A figure in the text is not that of the register."), "across")
def register_mismatch(subject: AcrossSubject) -> Iterator[Slip]:
    """Inspections and complaints of the report's year; a figure that stands as a field cannot differ."""
    for claims in _grouped(subject, FIGURE).values():
        known = [claim for claim in claims if _entered(claim)]
        for claim in claims:
            if known and not claim.fixed and not _entered(claim) and not any(claim.agrees(other) for other in known):
                other = known[0]
                decimals = len(claim.words.partition(".")[2]) if claim.low != claim.high else 0  # a rate is as exact as it is printed
                right = f"{rounded(other.low, decimals):f}"
                told = message("The register says {right}, not {given}; correct the text, or put a field here.", right=right, given=claim.words)
                yield Slip(told, (claim.spot, other.spot), claim.excerpt, right)


@rule("absolute-claim", Severity.ERROR, message("The text says all or none, and a row of a register says otherwise."), "across")
def absolute_claim(subject: AcrossSubject) -> Iterator[Slip]:
    """All targets met, no complaints, all supervision tests passed."""
    for claims in _grouped(subject, ABSOLUTE).values():
        exception = next((claim for claim in claims if _entered(claim)), None)
        for claim in claims:
            if exception is not None and not _entered(claim):
                told = message("The register says otherwise: {exception}. Say what is true, or correct the row.", exception=exception.words)
                yield _slip(told, claim, exception)


@rule("name-variants", Severity.INFO, message("One department or thing has several names."), "across")
def name_variants(subject: AcrossSubject) -> Iterator[Slip]:
    """The rarer name is marked, once. Names that the register of departments has are names of different ones."""
    for claims in _grouped(subject, NAME).values():
        counts = Counter(claim.words for claim in claims if claim.words not in subject.departments)
        if sum(name in subject.departments for name in {claim.words for claim in claims}) > 1 or not counts:
            continue
        usual = next((claim.words for claim in claims if claim.words in subject.departments), counts.most_common(1)[0][0])
        for name in counts:
            first = next(claim for claim in claims if claim.words == name)
            other = next(claim for claim in claims if claim.words == usual) if name != usual else first
            if other is not first:
                told = message("“{name}” is called “{usual}” elsewhere; use one name.", name=name, usual=usual)
                yield Slip(told, (first.spot, other.spot), first.excerpt, usual if not first.fixed else None)


@rule("slogan-conflict", Severity.WARNING, message("One motto is called a mission here and a vision there."), "across")
def slogan_conflict(subject: AcrossSubject) -> Iterator[Slip]:
    """The chapter that is the motto says what it is."""
    for claims in _grouped(subject, SLOGAN).values():
        own = next((claim for claim in claims if claim.condition == "chapter"), None)
        for claim in claims:
            if own is not None and claim is not own and claim.words != own.words:
                told = message(
                    "This motto is called {here} here, but {there} in the chapter of its own; call it one thing.", here=claim.words, there=own.words
                )
                yield _slip(told, claim, own)


_CERTIFIED = message("certificates")
_PAIRS: tuple[tuple[tuple[str, ...], tuple[str, ...], Message], ...] = (
    (("quality_targets",), ("product_certificates", "certificate_models"), _CERTIFIED),
    (("quality_targets",), ("standards_executed",), message("product standards")),
    (("product_certificates",), ("quality_targets",), message("quality targets")),
)


@rule("coverage-gap", Severity.INFO, message("A product stands in one register and is missing in another that has the other products."), "across")
def coverage_gap(subject: AcrossSubject) -> Iterator[Slip]:
    """A series with a target and no certificate, or the reverse. Names fit if one has the other within, or if they share a model's letters.

    Only where the other register has most of the products: one that has few is not begun, or is about something else.
    """
    known = _grouped(subject, PRODUCT)
    for first, second, called in _PAIRS:
        asked, there = ([claim for register in side for claim in known.get(register, ())] for side in (first, second))
        names = [_Product(claim.words) for claim in there]
        missing = []
        for claim in asked:
            product = _Product(claim.words)
            if not any(product.is_like(name) for name in names):
                missing.append(claim)
        if asked and 2 * len(missing) < len(asked) and len(asked) > 2:
            for claim in missing:
                yield Slip(
                    message("“{product}” is not among the {register}; add it there, or say why.", product=claim.words, register=called),
                    (claim.spot,),
                    claim.excerpt,
                )


class _Product:
    """A product's name, and the series of models in it."""

    def __init__(self, name: str) -> None:
        self.name = re.sub(r"[\s型]", "", name)
        self.series = series_of(name)

    def is_like(self, other: _Product) -> bool:
        """True if both may be one product."""
        return self.name in other.name or other.name in self.name or not self.series.isdisjoint(other.series)


def _grouped(subject: AcrossSubject, kind: str) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in subject.claims:
        if claim.kind == kind:
            found.setdefault(claim.key, []).append(claim)
    return found


def _entered(claim: Claim) -> bool:
    """True for a claim of a register."""
    return claim.sentence is None


def _conflicts(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Claims of the text that contradict the register, or else an earlier claim of the text under the same condition; each value once."""
    entered = [claim for claim in claims if _entered(claim)]
    said: dict[str, dict[str, Claim]] = {}  # the first claim of each value, by condition
    for claim in claims:
        if _entered(claim):
            continue
        values = said.setdefault(claim.condition, {})
        if claim.words in values:
            continue
        earlier = list(values.values())
        values[claim.words] = claim
        if claim.fixed:
            continue
        own = [other for other in entered if other.condition == claim.condition] or ([] if claim.condition else entered)
        if own:
            against = None if any(claim.agrees(other) for other in entered) else own[0]
        else:
            against = next((other for other in earlier if other.sentence != claim.sentence and not claim.agrees(other)), None)
        if against is not None:
            yield claim, against


def _slip(told: Message, claim: Claim, other: Claim) -> Slip:
    return Slip(told, (claim.spot, other.spot), claim.excerpt)
