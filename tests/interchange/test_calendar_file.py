"""Calendar files as RFC 5545 asks for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from qi_desktop.interchange.calendar_file import Event, folded, make

NOW = datetime(2018, 12, 31, 8, 0, tzinfo=UTC)


def test_an_event_lasts_its_day_and_rings_before_it() -> None:
    lines = make([Event("row1-valid_to", date(2020, 2, 29), "有效期至：质量管理体系, 甲; 乙\n丙", "体系认证证书", (90, 30))], NOW).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"UID:row1-valid_to@qi-desktop", "DTSTAMP:20181231T080000Z", "DTSTART;VALUE=DATE:20200229", "DTEND;VALUE=DATE:20200301"} <= set(lines)
    assert "SUMMARY:有效期至：质量管理体系\\, 甲\\; 乙\\n丙" in lines
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-P90D", "TRIGGER:-P30D"]
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 2


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=200))
def test_long_lines_are_folded_between_characters(text: str) -> None:
    parts = folded(text).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == text
