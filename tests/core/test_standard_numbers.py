"""Numbers of standards: every form people write is read, folded to one form and classed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.core import standard_numbers
from qi_desktop.core.standard_numbers import Category, Known, StandardNumber
from qi_desktop.session.session import known_standards


@pytest.mark.parametrize(
    ("text", "stored", "category"),
    [
        ("GB 3836.1-2010", "GB 3836.1-2010", Category.NATIONAL),
        ("ＧＢ／Ｔ３４０４１．１－２０１７", "GB/T 34041.1-2017", Category.NATIONAL),
        ("GB∕T 34041.1—2017", "GB/T 34041.1-2017", Category.NATIONAL),
        ("gb/t  34041. 1 – 2017", "GB/T 34041.1-2017", Category.NATIONAL),
        ("GB/Z 33902-2017", "GB/Z 33902-2017", Category.NATIONAL),
        ("GB 3143-82", "GB 3143-82", Category.NATIONAL),
        ("GSB 05-1426-2001", "GSB 05-1426-2001", Category.SAMPLE),
        ("GJB 9001B-2009", "GJB 9001B-2009", Category.MILITARY),
        ("CJJ/T259-2016", "CJJ/T 259-2016", Category.SECTOR),
        ("DB/T 60-2015", "DB/T 60-2015", Category.SECTOR),
        ("JJG 1121-2015", "JJG 1121-2015", Category.METROLOGY),
        ("JJF（新）94-2023", "JJF(新) 94-2023", Category.METROLOGY),
        ("DB33/T 944-2014", "DB33/T 944-2014", Category.LOCAL),
        ("DB6101/T 3191-2024", "DB6101/T 3191-2024", Category.LOCAL),
        ("T/ZZB0108—2016", "T/ZZB 0108-2016", Category.GROUP),
        ("Q/GDW 355-2009", "Q/GDW 355-2009", Category.ENTERPRISE),
        ("ISO 5167-5：2016", "ISO 5167-5:2016", Category.INTERNATIONAL),
        ("IEC 60079-0:2011(E)", "IEC 60079-0:2011(E)", Category.INTERNATIONAL),
        ("OIML R137-1&2:2012", "OIML R 137-1&2:2012", Category.INTERNATIONAL),
        ("BS EN ISO 9001:2015", "BS EN ISO 9001:2015", Category.FOREIGN),
        ("EN 12261:2002", "EN 12261:2002", Category.FOREIGN),
        ("ASTM D1234-05", "ASTM D1234-05", Category.FOREIGN),
        ("AGA Report No.9", "AGA Report No.9", Category.FOREIGN),
        ("20153565-T-604", "20153565-T-604", Category.PLAN),
    ],
)
def test_every_form_is_read_and_folded(text: str, stored: str, category: Category) -> None:
    number = standard_numbers.parse(text)
    assert number is not None
    assert (str(number), number.category) == (stored, category)
    assert standard_numbers.fold(text) == stored


@pytest.mark.parametrize("text", ["", "批准中", "ISO 5167-5-2016", "ISO 9001-2015", "GB/T 2624", "MID 2014/32/EU", "GBT 1-2020 标准", "123"])
def test_what_is_no_number_is_kept_as_it_is(text: str) -> None:
    assert standard_numbers.parse(text) is None
    assert standard_numbers.fold(text) == text


_CODES = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=2, max_size=6)
_SERIAL = st.integers(1, 999_999).map(str)
_PART = st.one_of(st.just(""), st.integers(1, 99).map(str))
_YEAR = st.integers(1980, 2030).map(str)
_NUMBERS = st.one_of(
    st.builds(StandardNumber, st.just(Category.NATIONAL), st.just("GB"), _SERIAL, _PART, _YEAR, st.sampled_from(["", "T", "Z"])),
    st.builds(StandardNumber, st.just(Category.LOCAL), st.sampled_from(["DB33", "DB6101"]), _SERIAL, _PART, _YEAR, st.sampled_from(["", "T"])),
    st.builds(StandardNumber, st.just(Category.GROUP), _CODES.map(lambda code: f"T/{code}"), _SERIAL, _PART, _YEAR),
    st.builds(StandardNumber, st.just(Category.METROLOGY), st.sampled_from(["JJG", "JJF"]), _SERIAL, _PART, _YEAR, area=st.sampled_from(["", "新"])),
    st.builds(StandardNumber, st.just(Category.INTERNATIONAL), st.sampled_from(["ISO", "IEC", "ISO/IEC", "OIML R"]), _SERIAL, _PART, _YEAR),
    st.builds(
        StandardNumber, st.just(Category.PLAN), serial=st.integers(0, 9999).map("{:04}".format), part=st.just("604"), year=st.just("2015"),
        force=st.sampled_from("TQZ"),
    ),
)  # fmt: skip


@given(_NUMBERS, st.sampled_from(["", "wide", "dash", "tight", "small"]))
def test_a_number_is_read_back_however_it_is_written(number: StandardNumber, way: str) -> None:
    text = str(number)
    if way == "wide":
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    elif way == "dash":
        text = text.replace("-", "—")
    elif way == "tight" and (number.force or number.category is not Category.LOCAL):  # DB331-1980 could be DB33 1 or DB3311
        text = text.replace(" ", "")
    elif way == "small":
        text = text.lower()
    assert standard_numbers.parse(text) == number


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = standard_numbers.fold(text)
    assert standard_numbers.fold(once) == once


def test_the_year_is_that_of_publication_also_with_two_digits() -> None:
    years = {text: standard_numbers.parse(text) for text in ("GB 3143-82", "GB/T 1.1-2020", "AGA Report No.9")}
    assert [number.published if number else 0 for number in years.values()] == [1982, 2020, None]


def test_chinese_print_sets_a_long_dash_before_the_year() -> None:
    assert standard_numbers.printed("GB/T 34041.1-2017") == "GB/T 34041.1—2017"
    assert standard_numbers.printed("ISO 5167-5:2016") == "ISO 5167-5:2016"
    assert standard_numbers.printed("20153565-T-604") == "20153565-T-604"


@pytest.mark.parametrize(
    ("published", "implemented", "withdrawn", "replaced_by", "status"),
    [
        (date(2017, 9, 7), date(2018, 4, 1), None, "", "现行"),
        (date(2018, 12, 1), date(2019, 7, 1), None, "", "即将实施"),
        (date(2017, 7, 12), None, None, "", ""),
        (date(2008, 1, 1), date(2008, 5, 1), date(2017, 1, 1), "", "废止"),
        (date(2008, 1, 1), date(2008, 5, 1), date(2017, 1, 1), "GB/T 19001-2016", "被代替"),
        (date(2008, 1, 1), date(2008, 5, 1), date(2019, 1, 1), "GB/T 19001-2016", "现行"),
        (None, None, None, "", ""),
    ],
)
def test_the_status_follows_from_the_dates(
    published: date | None, implemented: date | None, withdrawn: date | None, replaced_by: str, status: str
) -> None:
    assert standard_numbers.status(published, implemented, withdrawn, replaced_by, date(2018, 12, 31)) == status


def test_an_unknown_prefix_a_plan_an_old_edition_and_a_wrong_form_warn() -> None:
    known = Known({"JB": "机械"}, {"GB/T 28001-2011": "GB/T 45001-2020", "GB/T 23791-2009": ""})
    doubtful = ["KX/T 1-2020", "20153565-T-604", "GB/T28001—2011", "GB/T 23791-2009", "ISO 5167-5-2016"]
    assert all(standard_numbers.warning(text, known) for text in doubtful)
    assert "GB/T 45001-2020" in str(standard_numbers.warning("GB/T 28001-2011", known))
    assert not any(standard_numbers.warning(text, known) for text in ["JB/T 9242-2015", "GB/T 45001-2020", "JJG 1-2020", "T/ZZB 1-2020"])


def test_the_data_that_ship_know_their_own_prefixes_and_hold_numbers_in_their_stored_form() -> None:
    known = known_standards()
    assert {"JB", "CJ", "CJJ", "YY", "JTG"} <= set(known.prefixes)
    for number in [*known.replaced, *filter(None, known.replaced.values())]:
        assert standard_numbers.parse(number) is not None
        assert standard_numbers.fold(number) == number
