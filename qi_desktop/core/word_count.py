"""How long a text is, as its writer counts: 字数.

Owns the rule of counting: each Han character is one, and so is each word or number in other scripts; punctuation and blanks are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qi_desktop.core.model import Block

# Han: the unified ideographs of Unicode's blocks up to the supplementary planes, and 〇.
_HAN = r"〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003fffd"
# A word: letters and digits of other scripts; a point, comma, apostrophe or hyphen inside belongs to it (97.7, GB/T-1, don't).
_WORD = rf"[^\W_{_HAN}]+(?:[.,'’\-][^\W_{_HAN}]+)*"
_UNIT = re.compile(rf"[{_HAN}]|{_WORD}")


def count(text: str) -> int:
    """The Han characters of a text plus its words in other scripts."""
    return len(_UNIT.findall(text))


def count_blocks(blocks: Iterable[Block]) -> int:
    """The same for blocks: their texts and captions. Tables and views of registers do not count, as their rows are data."""
    return sum(count("".join(run.text for run in block.text)) for block in blocks)
