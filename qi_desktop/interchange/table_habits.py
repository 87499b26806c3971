"""What people do in their own tables that no declaration tells: lines that add up or explain the others, and percentages written as shares of one.

Owns how such lines and columns are recognised; `table_import` decides what becomes of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from qi_desktop.core.readings import half_width, read_number
from qi_desktop.interchange.workbook import Percent, Value

_NOTE = re.compile(r"(注|备注|附注|说明|制表|制表人|填表|填表人|填报人|填报日期|编制|编制人|审核|审核人|批准|批准人|日期)[0-9]?:.*", re.DOTALL)
_END = "以下空白"


def is_total(text: str, totals: Collection[str]) -> bool:
    """True for the first cell of a line that adds up the others: 合计, 合 计, 总计：, 合计（台）. `totals` are the words for it."""
    plain = re.sub(r"\(.*\)|[\s:]", "", half_width(text))
    return plain in totals


def is_note(texts: Iterable[str]) -> bool:
    """True if the filled cells of a line are remarks below a table, not cells of it: 注：…, 制表：张三 | 审核：李四, 以下空白."""
    filled = [half_width(text).strip() for text in texts if text.strip()]
    return bool(filled) and all(_NOTE.fullmatch(text) or text.strip("-—/ ") == _END for text in filled)


def are_shares(heading: str, values: Iterable[Value]) -> bool:
    """True if the bare numbers of a column of percentages are shares of one, 0.915 for 91.5 %: none is above 1, and not all are 0 or 1.

    A heading with a percent sign says that they are not. Numbers that the file shows with a percent sign do not matter.
    """
    if "%" in half_width(heading):
        return False
    broken = False
    for value in values:
        number = read_number(value) if isinstance(value, str) and "%" not in half_width(value) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = read_number(format(value, "f"))
        if number is None:
            continue
        if not 0 <= number <= 1:
            return False
        broken = broken or number != int(number)
    return broken


def as_share(value: Value) -> Value:
    """A bare number as the share that it is."""
    if isinstance(value, str):
        number = read_number(value)
        return value if number is None or "%" in half_width(value) else Percent(float(number))
    return Percent(float(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
