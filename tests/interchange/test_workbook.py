"""Reading workbooks and text files that other programs made, good and bad."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from qi_desktop.core.errors import ContentError
from qi_desktop.interchange import csv_file, workbook
from qi_desktop.interchange.csv_file import decoded, read_csv
from qi_desktop.interchange.workbook import BadCell, Percent, day_of_serial, read_workbook


def saved(book: Workbook, folder: Path) -> Path:
    path = folder / "表.xlsx"
    book.save(path)
    return path


def test_cells_are_read_with_their_kinds(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["文字", 12, 1.5, True, date(2017, 7, 12), datetime(2017, 7, 12, 8, 30)])
    sheet["A2"] = 0.977
    sheet["A2"].number_format = "0.0%"
    sheet["C4"] = "空行之后"
    sheet.merge_cells("A5:B6")
    read = read_workbook(saved(book, tmp_path))
    assert read.rows[0] == ["文字", 12, 1.5, True, date(2017, 7, 12), date(2017, 7, 12)]
    assert read.rows[1] == [Percent(0.977)]
    assert read.rows[3] == [None, None, "空行之后"]
    assert read.merged == [(4, 0, 5, 1)]


def test_formulas_are_read_as_their_values_and_those_never_computed_are_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["=1+1", "='[other.xlsx]Sheet1'!A1"])
    path = saved(book, tmp_path)
    assert read_workbook(path).rows == [[BadCell("formula"), BadCell("formula")]]
    computed = _with_part(path, "xl/worksheets/sheet1.xml", lambda text: re.sub(r"<f>1\+1</f><v(?: ?/>|></v>)", "<f>1+1</f><v>2</v>", text))
    assert read_workbook(computed).rows == [[2, BadCell("formula")]]


def test_an_error_value_is_told_as_what_it_is(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["#REF!"])
    assert read_workbook(saved(book, tmp_path)).rows == [[BadCell("error", "#REF!")]]


def test_days_count_from_1900_or_from_1904() -> None:
    assert day_of_serial(42928, False) == date(2017, 7, 12)
    assert day_of_serial(41466, True) == date(2017, 7, 12)
    assert day_of_serial(1, False) == date(1900, 1, 1)
    assert day_of_serial(61, False) == date(1900, 3, 1)
    assert day_of_serial(0.5, False) is None
    assert day_of_serial(3_000_000, False) is None


def test_a_workbook_of_a_mac_counts_from_1904(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import MAC_EPOCH

    book = Workbook()
    book.epoch = MAC_EPOCH
    sheet = book.active
    assert sheet is not None
    sheet.append([date(2017, 7, 12)])
    read = read_workbook(saved(book, tmp_path))
    assert read.since_1904
    assert read.rows == [[date(2017, 7, 12)]]


def test_the_first_sheet_that_is_shown_is_read(tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.append(["隐藏"])
    hidden.sheet_state = "hidden"
    book.create_sheet("看得见").append(["可见"])
    assert read_workbook(saved(book, tmp_path)).rows == [["可见"]]


def _with_part(path: Path, part: str, change: object) -> Path:
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in source.infolist():
            data = source.read(item)
            copy.writestr(item, change(data.decode()) if item.filename == part else data)  # type: ignore[operator]
    return target


def test_a_file_of_200_mb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    for name, read in (("big.xlsx", read_workbook), ("big.csv", read_csv)):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(200 * 2**20)
        with pytest.raises(ContentError, match="100 MB"):
            read(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["x" * 20_000] * 5)
    path = saved(book, tmp_path)
    bomb = _with_part(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("<sheetData>", "<sheetData>" + " " * 5_000_000))
    assert bomb.stat().st_size < 50_000
    assert len(read_workbook(bomb).rows) == 1
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(ContentError, match="unpacks"):
        read_workbook(bomb)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", "<worksheet {}><sheetData><row>" + "<c/>" * 2_000_000 + "</row></sheetData></worksheet>"),
        ("xl/worksheets/sheet1.xml", "<worksheet {}><sheetData>" + "<row/>" * 200_000 + "</sheetData></worksheet>"),
        ("xl/worksheets/sheet1.xml", "<worksheet {}>" + "<cols/>" * 2_000_000 + "</worksheet>"),
        ("xl/theme/theme1.xml", "<sst {}>" + "<si/>" * 200_000 + "</sst>"),
        ("xl/styles.xml", "<styleSheet {}><cellXfs>" + "<xf/>" * 2_000_000 + "</cellXfs></styleSheet>"),
    ],
)
def test_a_small_file_of_very_many_elements_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, content: str) -> None:
    monkeypatch.setattr(workbook, "MOST_ELEMENTS", 100_000)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a"])
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    # openpyxl writes texts into their cells; what it calls the theme stands for the table of shared texts here.
    links = _with_part(saved(book, tmp_path), "xl/_rels/workbook.xml.rels", lambda text: text.replace("relationships/theme", "x/sharedStrings"))
    bomb = _with_part(links.rename(tmp_path / "links.xlsx"), part, lambda _: content.format(space))
    assert bomb.stat().st_size < 50_000
    with pytest.raises(ContentError, match="more cells than can be read"):
        read_workbook(bomb)


def test_cells_far_to_the_right_in_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 100_000)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in range(1, 8):
        sheet.cell(line, 16_384, line)
    path = saved(book, tmp_path)
    with pytest.raises(ContentError, match="more cells than can be read"):
        read_workbook(path)
    monkeypatch.setattr(workbook, "MOST_CELLS", 7 * 16_384)
    assert [row[-1] for row in read_workbook(path).rows] == list(range(1, 8))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a"])
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    bomb = _with_part(
        saved(book, tmp_path),
        "xl/worksheets/sheet1.xml",
        lambda text: f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY f "bcd">]>' + text.replace("<t>a</t>", "<t>a&e;&f;</t>"),
    )
    assert read_workbook(bomb).rows == [["a"]]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no package", b"\xd0\xcf\x11\xe0 an old .xls"])
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=r"save it as \.xlsx"):
        read_workbook(path)


def test_a_workbook_with_a_password_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "密.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    with pytest.raises(ContentError, match="password"):
        read_workbook(path)


def test_a_package_without_the_parts_of_a_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(ContentError):
        read_workbook(path)


def test_too_many_rows_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    monkeypatch.setattr(csv_file, "MOST_ROWS", 3)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A9"] = 1
    with pytest.raises(ContentError, match="3 rows"):
        read_workbook(saved(book, tmp_path))
    (tmp_path / "x.csv").write_text("a\n" * 4)
    with pytest.raises(ContentError, match="3 rows"):
        read_csv(tmp_path / "x.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_of_a_text_is_recognised(encoding: str) -> None:
    text = "标准名称,标准号\r\n气体流量计,GB/T 32201-2015\r\n"
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_separator_is_recognised_and_quotes_hold_line_breaks(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(separator.join(["名称", "说明"]) + "\r\n" + separator.join(["甲", '"两行\r\n和 "" 引号"']) + "\r\n", "utf-8", newline="")
    assert read_csv(path).rows == [["名称", "说明"], ["甲", '两行\n和 " 引号']]


def test_text_in_no_known_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"\xff\xff\xff\x81")
    with pytest.raises(ContentError):
        read_csv(path)


@pytest.mark.parametrize("text", ["类别,检验数\n" + "," * 2_000_000, "类别,检验数\n" + (",," * 1000 + "\n") * 60])
def test_a_text_of_very_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(csv_file, "MOST_CELLS", 100_000)
    path = tmp_path / "x.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError, match="more cells than can be read"):
        read_csv(path)
