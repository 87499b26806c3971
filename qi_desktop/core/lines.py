"""One long text of very many lines, of which some are wanted: to cut it into all its lines would take longer than to look for what is asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

_STEP = 1 << 10  # letters between two places of which it is known how many lines stand before them


class Lines:
    """The lines of a text, counted from 0; they end with a line feed and nothing else."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.count = text.count("\n") + 1

    @cached_property
    def _before(self) -> list[int]:
        """How many line ends stand before each `_STEP` of the text."""
        steps = range(0, len(self.text), _STEP)
        return list(accumulate((self.text.count("\n", begin, begin + _STEP) for begin in steps), initial=0))

    def _begin(self, line: int) -> int:
        """Where a line begins."""
        if line == 0:
            return 0
        step = bisect_right(self._before, line - 1) - 1  # in which the line before it ends
        place = step * _STEP
        for _ in range(line - self._before[step]):
            place = self.text.index("\n", place) + 1
        return place

    def part(self, begin: int, end: int) -> list[str]:
        """Some lines that stand together."""
        end = min(end, self.count)
        if begin >= end:
            return []
        first = self._begin(begin)
        if end == begin + 1:
            until = self.text.find("\n", first)
            return [self.text[first:until] if until >= 0 else self.text[first:]]
        return self.text[first : self._begin(end) - 1 if end < self.count else None].split("\n")

    def of(self, places: Iterable[int]) -> Iterator[int]:
        """In which line each of some places of the text stands; they are told in their order."""
        line = former = 0
        for place in places:
            line += self.text.count("\n", former, place)
            former = place
            yield line
