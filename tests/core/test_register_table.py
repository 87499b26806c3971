"""The working table of a register: values, order, filters and cells that do not fit, against a plain way of computing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import ranks, registers
from qi_desktop.core.errors import ContentError, DamagedError
from qi_desktop.core.messages import message
from qi_desktop.core.model import Row
from qi_desktop.core.register_table import Arrangement, RegisterTable
from qi_desktop.core.registers import SAME_AS_ABOVE, Column, ColumnType, Register

REGISTER = Register(
    "r",
    {"zh": "台账", "en": "Register"},
    (
        Column("serial", {"zh": "序号", "en": "No."}, ColumnType.INTEGER, derived="row_number()"),
        Column("title", {"zh": "名称", "en": "Title"}, required=True),
        Column("category", {"zh": "类别", "en": "Category"}, ColumnType.CHOICE, choices=("国家标准", "行业标准"), merge_down=True),
        Column("passed", {"zh": "合格数", "en": "Passed"}, ColumnType.INTEGER),
        Column("inspected", {"zh": "检验数", "en": "Inspected"}, ColumnType.INTEGER),
        Column("rate", {"zh": "合格率", "en": "Rate"}, ColumnType.PERCENT, derived="ratio(passed, inspected)"),
        Column("published", {"zh": "发布", "en": "Published"}, ColumnType.DATE),
    ),
)


def rows(*cells: dict[str, str]) -> list[Row]:
    return [Row(f"r{number}", "r", "", "", rank, values) for number, (rank, values) in enumerate(zip(ranks.spread(len(cells)), cells, strict=True))]


def table(*cells: dict[str, str]) -> RegisterTable:
    made = RegisterTable(REGISTER)
    made.append(rows(*cells))
    return made


class Stored:
    """Rows as a library has them; `spoilt` cannot be read."""

    def __init__(self, rows: Sequence[Row], spoilt: int = -1) -> None:
        self.names: tuple[list[str], list[str]] | None = [row.id for row in rows], [row.rank for row in rows]
        self._rows = rows
        self._spoilt = spoilt

    def __len__(self) -> int:
        return len(self._rows)

    def cells(self, begin: int, end: int) -> list[Mapping[str, str]]:
        if begin <= self._spoilt < end:
            raise DamagedError(message("“{name}” is damaged", name="a.qid"))
        return [row.values for row in self._rows[begin:end]]

    def column(self, name: str) -> list[str]:
        return [row.values.get(name, "") for row in self._rows]

    def holding(self, word: str, most: int) -> list[int] | None:
        found = [place for place, row in enumerate(self._rows) if any(word in text.casefold() for text in row.values.values())]
        return found if len(found) <= most else None

    def repeats(self, name: str) -> bool:
        return SAME_AS_ABOVE in self.column(name)


def all_rows(made: RegisterTable) -> list[Row]:
    return [made.row(place) for place in range(len(made))]


def arranged(made: RegisterTable, wanted: Arrangement) -> list[str]:
    return [made.id(place) for place in made.arrange(wanted)]


def texts(made: RegisterTable, order: Sequence[int], name: str) -> list[str]:
    return [made.said(place, name) for place in order]


def test_a_cell_says_what_it_repeats_and_what_it_computes_to() -> None:
    made = table({"category": "国家标准", "passed": "11319", "inspected": "11585"}, {"category": "〃", "passed": "〃", "inspected": "11400"})
    assert made.said(1, "category") == "国家标准"
    assert made.repeats(1, "category")
    assert made.said(1, "rate") == "99.29"
    assert made.said(1, "serial") == "2"


def test_numbers_and_dates_sort_by_value_texts_behind_them_empty_cells_always_last() -> None:
    made = table(*[{"passed": text, "published": day} for text, day in [("9", "批准中"), ("", ""), ("10", "2017-01-02"), ("many", "2016-12-31")]])
    order = made.arrange(Arrangement(sort=("passed", False)))
    assert texts(made, order, "passed") == ["9", "10", "many", ""]
    order = made.arrange(Arrangement(sort=("passed", True)))
    assert texts(made, order, "passed") == ["many", "10", "9", ""]
    order = made.arrange(Arrangement(sort=("published", False)))
    assert texts(made, order, "published") == ["2016-12-31", "2017-01-02", "批准中", ""]


def test_texts_sort_by_pinyin_and_the_numbers_in_them_by_value() -> None:
    names = ["张三", "李四", "王五", "GB/T 34041-2017", "GB/T 2624-2006", "第10部分", "第2部分"]
    made = table(*[{"title": name} for name in names])
    order = made.arrange(Arrangement(sort=("title", False)))
    assert texts(made, order, "title") == ["GB/T 2624-2006", "GB/T 34041-2017", "第2部分", "第10部分", "李四", "王五", "张三"]


def test_repeated_values_are_sorted_filtered_and_found_like_written_ones() -> None:
    made = table({"title": "甲", "category": "行业标准"}, {"title": "乙", "category": "〃"}, {"title": "丙", "category": "国家标准"})
    assert arranged(made, Arrangement(text="行业")) == ["r0", "r1"]
    assert arranged(made, Arrangement(text="行业  乙")) == ["r1"]
    assert arranged(made, Arrangement(accepted={"category": {"国家标准"}})) == ["r2"]
    assert arranged(made, Arrangement(sort=("category", False))) == ["r2", "r0", "r1"]
    assert made.distinct("category") == ["国家标准", "行业标准"]


def test_what_is_shown_is_what_is_found() -> None:
    made = RegisterTable(REGISTER, lambda column: "《{}》".format if column.name == "title" else None)
    made.append(rows({"title": "甲"}))
    assert made.shown(0, REGISTER.columns[1]) == "《甲》"
    assert arranged(made, Arrangement(text="《甲》")) == ["r0"]


def test_cells_that_do_not_fit_are_counted_and_found() -> None:
    made = table({"title": "甲", "category": "国标"}, {"category": "〃", "published": "2017-02-30"}, {"title": "丙"})
    assert made.count_wrong() == 3
    assert made.wrong(made.place("r1")) == ("title", "published")
    assert "国标" in str(made.problem(0, "category"))
    assert arranged(made, Arrangement(only_problems=True)) == ["r0", "r1"]
    made.update(replace(made.row(1), values={"title": "乙", "published": "2017-02-28"}))
    assert made.count_wrong() == 1


def test_the_first_row_cannot_repeat_anything() -> None:
    made = table({"title": "甲"}, {"title": "〃"})
    assert made.count_wrong() == 0
    made.replace([], {"r0"})
    assert made.wrong(made.place("r1")) == ("title",)
    made.replace(rows({"title": "甲"}), ())
    assert made.count_wrong() == 0


def test_a_changed_cell_changes_the_rows_that_repeat_it() -> None:
    made = table({"category": "国家标准"}, {"category": "〃"}, {"category": "〃"}, {"category": "行业标准"})
    made.prepare()
    assert made.update(replace(made.row(0), values={"category": "行业标准"})) == range(3)
    assert [made.said(place, "category") for place in range(4)] == ["行业标准"] * 4
    assert arranged(made, Arrangement(text="国家")) == []


def test_rows_that_come_twice_are_taken_once() -> None:
    made = table({"title": "甲"}, {"title": "乙"})
    made.append(rows({"title": "甲"}, {"title": "乙"}, {"title": "丙"}))
    assert [row.values["title"] for row in all_rows(made)] == ["甲", "乙", "丙"]


def test_everything_can_be_worked_out_in_parts() -> None:
    made = table(*[{"title": str(number)} for number in range(10)])
    assert [made.prepare(4), made.prepare(4), made.prepare(4)] == [False, False, True]
    assert arranged(made, Arrangement(text="7")) == ["r7"]


cell = st.sampled_from(["", SAME_AS_ABOVE, "国家标准", "行业标准", "12", "3", "2017-01-02"])
line = st.fixed_dictionaries({}, optional=dict.fromkeys(("title", "category", "passed", "inspected", "published"), cell))


@given(st.lists(line, max_size=8), st.lists(st.tuples(st.integers(0, 9), line, st.sampled_from(["update", "move", "delete", "add"])), max_size=6))
def test_a_table_that_was_changed_says_what_a_new_one_says(cells: list[dict[str, str]], acts: list[tuple[int, dict[str, str], str]]) -> None:
    made = table(*cells)
    for number, (at, values, act) in enumerate(acts):
        made.prepare(at)
        chosen = made.row(at % len(made)) if len(made) else None
        if act == "add":
            made.replace([Row(f"n{number}", "r", "", "", ranks.between(chosen.rank if chosen else "", ""), values)], ())
        elif chosen is None:
            continue
        elif act == "update":
            made.update(replace(chosen, values=values))
        elif act == "move":
            made.replace([replace(chosen, rank=ranks.between(made.row(len(made) - 1).rank, ""))], ())
        else:
            made.replace([], {chosen.id})
    fresh = RegisterTable(REGISTER)
    fresh.append(all_rows(made))
    assert all_rows(made) == sorted(all_rows(made), key=lambda row: (row.rank, row.id))
    expected = registers.complete(REGISTER, [row.values for row in all_rows(made)])
    for column in REGISTER.columns:
        plain = registers.resolve_same(expected, column.name)
        assert [made.said(place, column.name) for place in range(len(made))] == plain
        for downwards in (False, True):
            wanted = Arrangement(sort=(column.name, downwards))
            assert arranged(made, wanted) == arranged(fresh, wanted)
        assert arranged(made, Arrangement(text="标准 1")) == arranged(fresh, Arrangement(text="标准 1"))
    assert made.count_wrong() == fresh.count_wrong()
    assert [made.wrong(place) for place in range(len(made))] == [fresh.wrong(place) for place in range(len(made))]


@given(
    st.lists(line, min_size=1, max_size=8),
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(0, 9), line, st.sampled_from(["update", "prepare", "delete", "sort"])), max_size=4),
)
def test_a_table_that_is_read_when_it_is_asked_says_what_one_says_that_was_read(
    cells: list[dict[str, str]], first: int, acts: list[tuple[int, dict[str, str], str]]
) -> None:
    stored = rows(*cells)
    made, plain = RegisterTable(REGISTER), RegisterTable(REGISTER)
    plain.append(stored)
    made.append(stored[:first])
    assert made.complete(Stored(stored))
    for at, values, act in acts:
        if act == "prepare":
            made.prepare(at)
        elif act == "sort":
            wanted = Arrangement(sort=(("passed", "published", "category")[at % 3], at > 4))
            assert arranged(made, wanted) == arranged(plain, wanted)
        elif len(plain) and act == "update":
            row = replace(plain.row(at % len(plain)), values=values)
            assert made.update(row) == plain.update(row)
        elif len(plain):
            gone = {plain.id(at % len(plain))}
            made.replace([], gone)
            plain.replace([], gone)
    for wanted in (Arrangement(text="标准"), Arrangement(text="1"), Arrangement(accepted={"category": {"国家标准", ""}})):
        assert arranged(made, wanted) == arranged(plain, wanted)
    assert made.distinct("title") == plain.distinct("title")
    assert arranged(made, Arrangement(only_problems=True)) == arranged(plain, Arrangement(only_problems=True))
    assert all_rows(made) == all_rows(plain)
    assert made.prepare()
    assert [made.wrong(place) for place in range(len(made))] == [plain.wrong(place) for place in range(len(plain))]
    assert arranged(made, Arrangement(text="标准")) == arranged(plain, Arrangement(text="标准"))


def test_other_rows_than_the_first_ones_are_not_taken_over() -> None:
    stored = rows({"title": "甲"}, {"title": "乙"}, {"title": "丙"})
    made = RegisterTable(REGISTER)
    made.append(stored[:2])
    assert not made.complete(Stored(stored[:1]))
    assert len(made) == 2
    assert made.complete(Stored(stored[1:] + stored[:1]))
    assert not made.name()
    made.cut(2)
    assert all_rows(made) == stored[:2]
    assert made.name()


def test_a_table_is_sorted_before_it_is_known_what_its_rows_are_called() -> None:
    stored = rows({"title": "丙"}, {"title": "乙"}, {"title": "甲"})
    nameless = Stored(stored)
    nameless.names = None
    made = RegisterTable(REGISTER)
    made.append(stored[:1])
    assert made.complete(nameless)
    assert made.arrange(Arrangement(sort=("title", False))) == [0, 2, 1], "bing, jia, yi"
    assert [made.id(0), made.seek("r0"), made.wrong(2)] == ["r0", 0, ()]
    assert [made.id(2), made.rank(2), made.place("r2")] == ["", "", -1]
    assert not made.name()


def test_rows_that_cannot_be_read_say_nothing_until_they_are_cut_off() -> None:
    stored = rows(*[{"title": str(number)} for number in range(6)])
    made = RegisterTable(REGISTER)
    made.append(stored[:1])
    assert made.complete(Stored(stored, spoilt=4))
    assert made.said(4, "title") == ""
    assert not made.prepare(2)
    assert not made.prepare(2)
    with pytest.raises(DamagedError):
        made.prepare(2)
    made.cut_damaged()
    assert [row.values["title"] for row in all_rows(made)] == ["0", "1", "2", "3"]
    assert made.prepare()


@pytest.mark.parametrize("many", [True, False])
def test_many_rows_are_put_in_like_a_few(many: bool) -> None:
    stored = rows(*[{"title": str(number)} for number in range(400)])
    made = RegisterTable(REGISTER)
    made.append(stored[::2])
    for chosen in [stored[1::2]] if many else [[row] for row in stored[1::2]]:
        made.replace(chosen, ())
    made.replace([], {row.id for row in (stored[:150] if many else stored[:50])})
    assert all_rows(made) == (stored[150:] if many else stored[50:])
    assert made.prepare()


@pytest.mark.parametrize("derived", ["ratio(passed)", "ratio(passed, nothing)", "nonsense()", "ratio", "ratio(serial, passed)"])
def test_a_computation_that_cannot_be_carried_out_is_refused_with_the_declaration(derived: str) -> None:
    columns = [{"name": name, "label": {"zh": name, "en": name}} for name in ("passed", "inspected")]
    columns += [{"name": "serial", "label": {}, "derived": "row_number()"}, {"name": "rate", "label": {}, "derived": derived}]
    with pytest.raises(ContentError):
        registers.declaration({"name": "r", "label": {"zh": "台账"}, "columns": columns})


def test_a_pattern_that_is_none_is_refused_with_the_declaration() -> None:
    with pytest.raises(ContentError, match="passed"):
        registers.declaration({"name": "r", "label": {"zh": "台账"}, "columns": [{"name": "passed", "label": {}, "pattern": "(["}]})
