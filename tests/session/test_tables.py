"""Registers go into files of other programs and come back; loading twice changes nothing; what does not fit is told per cell."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from qi_desktop.core.errors import CancelledError, ContentError, MissingFileError, NotFoundError, UsageError
from qi_desktop.core.messages import message
from qi_desktop.core.registers import SAME_AS_ABOVE, Column, ColumnType, Register
from qi_desktop.interchange.table_import import Preview, RowState
from qi_desktop.session import Session

_KINDS = {
    "name": Column("name", {"zh": "名称", "en": "Name"}, required=True, also=("产品",)),
    "group": Column("group", {"zh": "组", "en": "Group"}, merge_down=True),
    "count": Column("count", {"zh": "数量", "en": "Count"}, ColumnType.INTEGER, unit="件"),
    "share": Column("share", {"zh": "比例", "en": "Share"}, ColumnType.PERCENT, unit="%"),
    "day": Column("day", {"zh": "日期", "en": "Day"}, ColumnType.DATE),
    "kind": Column("kind", {"zh": "种类", "en": "Kind"}, ColumnType.CHOICE, choices=("甲", "乙")),
    "good": Column("good", {"zh": "合格", "en": "Good"}, ColumnType.BOOLEAN),
    "standard": Column("standard", {"zh": "标准号", "en": "Standard"}, ColumnType.STANDARD_NUMBER),
    "class": Column("class", {"zh": "类别", "en": "Class"}, default="standard_category(standard)"),
    "note": Column("note", {"zh": "说明", "en": "Note"}, ColumnType.LONG_TEXT),
}
MADE_UP = Register("made_up", {"zh": "编造的台账", "en": "Made up"}, tuple(_KINDS.values()), title_column="name")
"""A register that did not exist when the code was written."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.qid", template="sample", year=2018) as session:
        session.registers = session.registers | {MADE_UP.name: MADE_UP}
        for verbs in (session.rows, session.tables):
            verbs._registers = session.registers
        yield session


def loaded(session: Session, path: Path, name: str = "made_up") -> Preview:
    report = session.reports.of_year(None).id
    found = session.tables.preview(name, path, report)
    session.tables.load(found, report)
    return found


def counts(found: Preview) -> tuple[int, ...]:
    """New, changed, unchanged, refused."""
    return tuple(found.count(state) for state in RowState)


def cells(session: Session, name: str = "made_up") -> list[dict[str, str]]:
    return [dict(row.values) for row in session.rows.of(name, session.reports.of_year(None).id)]


def csv(folder: Path, *lines: str) -> Path:
    path = folder / "in.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_what_is_written_and_loaded_again_changes_nothing_in_any_register(library: Session, tmp_path: Path, ending: str) -> None:
    report = library.reports.of_year(None).id
    before = {name: cells(library, name) for name in library.registers}
    assert sum(map(len, before.values())) > 90
    for name in library.registers:
        for merge in (False, True):
            path = tmp_path / f"{name}{ending}"
            count = library.tables.export(name, path, report, merge)
            found = loaded(library, path, name)
            assert counts(found) == (0, 0, count, 0), name
            assert not found.ignored
            assert not found.remarks
    assert {name: cells(library, name) for name in library.registers} == before
    assert library.history(1)[0].verb != "row.load"


def test_a_file_from_elsewhere_is_mapped_by_its_headings_and_loaded_once(library: Session, tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "编造的台账 2018 年",
        "",
        "产 品,数量（件）,日期*,种类,合格,标准号,比例,备注",
        "甲机,１２３,2017年7月12日,甲,是,ＧＢ／Ｔ３４０４１．１—２０１７,97.7%,不要",
        '乙机,"1,234",2017.7.2,乙,否,JB/T9242-2015,,',
    )
    assert counts(found := loaded(library, path)) == (2, 0, 0, 0)
    assert found.ignored == ["备注"]
    assert cells(library) == [
        {"name": "甲机", "count": "123", "day": "2017-07-12", "kind": "甲", "good": "true", "standard": "GB/T 34041.1-2017", "share": "97.7"},
        {"name": "乙机", "count": "1234", "day": "2017-07-02", "kind": "乙", "good": "false", "standard": "JB/T 9242-2015"},
    ]
    assert counts(loaded(library, path)) == (0, 0, 2, 0)


def test_refused_rows_say_why_cell_by_cell_and_stay_out(library: Session, tmp_path: Path) -> None:
    path = csv(tmp_path, "名称,数量,日期,种类", "好,1,2017-01-01,甲", ",x,昨天,丙", "也好,,,")
    found = loaded(library, path)
    assert counts(found) == (2, 0, 0, 1)
    (bad,) = [row for row in found.rows if row.state is RowState.REFUSED]
    assert bad.line == 3
    assert set(bad.problems) == {"name", "count", "day", "kind"}
    assert [row["name"] for row in cells(library)] == ["好", "也好"]


def test_the_library_is_backed_up_before_a_file_is_loaded(library: Session, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("名称,数量\n新的,3\n", "utf-8")
    before = len(library.rows.of("made_up"))
    loaded(library, file)
    (kept,) = library.backups.listed()
    with Session.open(kept.path, read_only=True) as old:
        assert len(old.repository.rows("made_up")) == before
    assert len(library.rows.of("made_up")) == before + 1
    loaded(library, file)
    assert library.backups.listed() == [kept], "what changes nothing needs no backup"


def test_one_undo_takes_a_whole_load_back(library: Session, tmp_path: Path) -> None:
    loaded(library, csv(tmp_path, "名称,数量", "甲,1", "乙,2"))
    loaded(library, csv(tmp_path, "名称,数量", "甲,5", "丙,3"))
    assert [(row["name"], row["count"]) for row in cells(library)] == [("甲", "5"), ("乙", "2"), ("丙", "3")]
    library.undo()
    assert [(row["name"], row["count"]) for row in cells(library)] == [("甲", "1"), ("乙", "2")]


def test_a_row_is_known_again_by_its_id_when_its_name_changed(library: Session, tmp_path: Path) -> None:
    loaded(library, csv(tmp_path, "名称,数量", "甲,1"))
    library.tables.export("made_up", tmp_path / "out.csv")
    changed = (tmp_path / "out.csv").read_text("utf-8-sig").replace("甲", "甲二")
    found = loaded(library, csv(tmp_path, changed))
    assert counts(found) == (0, 1, 0, 0)
    assert found.rows[0].changed == {"name": "甲"}
    assert cells(library) == [{"name": "甲二", "count": "1"}]


def test_merged_cells_become_same_as_above_and_come_back_merged(library: Session, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["组", "名称"], ["一组", "甲"], [None, "乙"], ["二组", "丙"], [None, "丁"]):
        sheet.append(line)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "in.xlsx")
    loaded(library, tmp_path / "in.xlsx")
    assert [row.get("group", "") for row in cells(library)] == ["一组", SAME_AS_ABOVE, "二组", ""]
    library.tables.export("made_up", tmp_path / "out.xlsx", merge=True)
    merged = load_workbook(tmp_path / "out.xlsx").worksheets[0].merged_cells.ranges
    assert {str(area) for area in merged} == {"B2:B3"}


def test_a_change_above_does_not_change_the_rows_that_repeat_it(library: Session, tmp_path: Path) -> None:
    library.rows.add("made_up", [{"name": "甲", "group": "一组"}, {"name": "乙", "group": SAME_AS_ABOVE}, {"name": "丙", "group": SAME_AS_ABOVE}])
    loaded(library, csv(tmp_path, "名称,组", "甲,新组"))
    assert [row["group"] for row in cells(library)] == ["新组", "一组", SAME_AS_ABOVE]


def test_headings_may_be_merged_over_two_lines_or_stand_twice(library: Session, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["编造"], ["名称", "数字", None, "数量"], [None, "数量", "比例"], ["甲", 5, 0.5, 9]):
        sheet.append(line)
    for area in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        sheet.merge_cells(area)
    sheet["C4"].number_format = "0%"
    book.save(tmp_path / "in.xlsx")
    found = loaded(library, tmp_path / "in.xlsx")
    assert cells(library) == [{"name": "甲", "count": "5", "share": "50"}]
    assert [str(remark) for remark in found.remarks] == [
        str(message("Two columns are headed “{heading}” or mean the same; the first is read.", heading="数量"))
    ]


def test_a_table_of_16384_columns_is_read_where_it_has_headings(library: Session, tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["名称", *(f"x{number}" for number in range(16_382)), "数量"])
    sheet.append(["甲", *([1] * 16_382), 7])
    book.save(tmp_path / "in.xlsx")
    found = loaded(library, tmp_path / "in.xlsx")
    assert len(found.ignored) == 16_382
    assert cells(library) == [{"name": "甲", "count": "7"}]


def test_days_as_text_as_days_and_as_bare_numbers_are_one(library: Session, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["名称", "日期"], ["a", "2017.7.12"], ["b", date(2017, 7, 12)], ["c", 42928], ["d", "２０１７年７月１２日"]):
        sheet.append(line)
    book.save(tmp_path / "in.xlsx")
    loaded(library, tmp_path / "in.xlsx")
    assert {row["day"] for row in cells(library)} == {"2017-07-12"}


def test_a_file_without_the_headings_is_told(library: Session, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="blank form"):
        library.tables.preview("made_up", csv(tmp_path, "a,b", "1,2"))
    with pytest.raises(MissingFileError):
        library.tables.preview("made_up", tmp_path / "nowhere.csv")
    (tmp_path / "x.ods").write_bytes(b"x")
    with pytest.raises(ContentError, match="neither"):
        library.tables.preview("made_up", tmp_path / "x.ods")
    with pytest.raises(UsageError):
        library.tables.export("made_up", tmp_path / "x.ods")
    with pytest.raises(NotFoundError):
        library.tables.export("unknown", tmp_path / "x.csv")


def test_a_missing_required_column_refuses_new_rows(library: Session, tmp_path: Path) -> None:
    found = loaded(library, csv(tmp_path, "数量,种类", "1,甲"))
    assert counts(found) == (0, 0, 0, 1)
    assert len(found.remarks) == 1


def test_texts_that_begin_like_a_formula_stay_texts(library: Session, tmp_path: Path) -> None:
    for name in ("=1+1", "+86 577", "-x", "@a"):
        library.rows.add("made_up", [{"name": name, "note": name, "count": "-5"}])
    library.tables.export("made_up", tmp_path / "a.xlsx")
    library.tables.export("made_up", tmp_path / "a.csv")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    for line, name in enumerate(("=1+1", "+86 577", "-x", "@a"), 2):
        for column in ("A", "J"):
            assert (sheet[f"{column}{line}"].value, sheet[f"{column}{line}"].data_type) == (name, "s")
        assert sheet[f"C{line}"].value == -5
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    assert "'=1+1" in text
    assert ",-5," in text
    for ending in (".xlsx", ".csv"):
        assert counts(loaded(library, tmp_path / f"a{ending}")) == (0, 0, 4, 0)


def test_a_workbook_has_types_widths_choices_and_a_head_that_stays(library: Session, tmp_path: Path) -> None:
    library.rows.add("made_up", [{"name": "甲", "count": "12", "share": "97.70", "day": "2017-07-12", "good": "true"}])
    library.tables.export("made_up", tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet["C2"].value, sheet["D2"].value, sheet["D2"].number_format) == (12, 0.977, "0.00%")
    assert (sheet["E2"].is_date, sheet["G2"].value) == (True, "是")
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.b
    assert sheet["A1"].value == "名称*"
    assert sheet.column_dimensions["K"].hidden
    assert sheet.column_dimensions["A"].width > 8
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {"F2": '"甲,乙"', "G2": '"是,否"'}


def test_numbers_that_are_names_stay_texts_when_they_are_typed_in_excel(library: Session, tmp_path: Path) -> None:
    library.rows.add("made_up", [{"name": "0012", "note": "3"}, {"name": "甲"}, {"name": "0013", "count": "2"}])
    for blank in (False, True):
        library.tables.export("made_up", tmp_path / "a.xlsx", blank=blank)
        sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
        formats = [sheet.column_dimensions[letter].number_format for letter in "ABCDEFH"]
        assert formats == ["@", "@", "General", "General", "General", "General", "@"]  # typing 2017-3-4 is to give a day, 91.5% a share
        assert {rule.error for rule in sheet.data_validations.dataValidation} == {"请从下拉列表中选择；列表以外的内容导入时会被拒绝。"}
        if not blank:
            assert [(cell.value, cell.number_format) for (cell,) in sheet["A2:A4"]] == [("0012", "@"), ("甲", "General"), ("0013", "@")]


def test_a_blank_form_is_filled_in_and_loaded(library: Session, tmp_path: Path) -> None:
    library.tables.export("system_certificates", tmp_path / "form.xlsx", library.reports.of_year(None).id, blank=True)
    book = load_workbook(tmp_path / "form.xlsx")
    sheet = book.worksheets[0]
    heads = {sheet.cell(1, place).value: place for place in range(1, sheet.max_column + 1)}
    assert "扫描件" not in heads
    assert "当前状态" not in heads
    for head, value in (("管理体系*", "质量管理体系"), ("有效期至", "2020年5月1日"), ("依据标准", "GB/T19001—2016")):
        sheet.cell(2, heads[head]).value = value
    assert "填写说明" in book.sheetnames
    book.save(tmp_path / "filled.xlsx")
    assert counts(loaded(library, tmp_path / "filled.xlsx", "system_certificates")) == (1, 0, 0, 0)
    assert cells(library, "system_certificates") == [{"system": "质量管理体系", "standard": "GB/T 19001-2016", "valid_to": "2020-05-01"}]


def test_rows_of_a_child_register_come_back_to_their_parents(library: Session, tmp_path: Path) -> None:
    library.tables.export("certificate_models", tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    head, first = text.splitlines()[:2]
    parent = first.split(",")[0]
    assert "，" in parent  # two certificates have one title
    found = loaded(library, csv(tmp_path, head, f"{parent},新名称,新型号,,,,,", "没有的证书,x,y,,,,,"), "certificate_models")
    assert counts(found) == (1, 0, 0, 1)
    new = library.rows.of("certificate_models")
    (row,) = [row for row in new if row.values.get("model") == "新型号"]
    assert library.rows.get(row.parent_id).register == "product_certificates"


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff"), max_size=12).map(str.strip)
_ROW = st.fixed_dictionaries(
    {"name": _TEXT.filter(lambda text: text not in ("", SAME_AS_ABOVE))},
    optional={
        "note": _TEXT,
        "count": st.integers(-(10**9), 10**9).map(str),
        "share": st.decimals(0, 100, places=2).map(str),
        "day": st.dates(date(1950, 1, 1), date(2050, 1, 1)).map(date.isoformat),
        "kind": st.sampled_from(["甲", "乙", "不合规"]),
        "good": st.sampled_from(["true", "false"]),
        "group": st.sampled_from(["一", "二", SAME_AS_ABOVE, *string.punctuation]),
    },
)


@settings(deadline=None, max_examples=25)
@given(st.lists(_ROW, max_size=6), st.sampled_from([".xlsx", ".csv"]), st.booleans())
def test_any_rows_come_back_unchanged(rows: list[dict[str, str]], ending: str, merge: bool) -> None:
    with TemporaryDirectory() as folder, Session.create(Path(folder) / "a.qid") as session:
        for verbs in (session.rows, session.tables):
            verbs._registers = {MADE_UP.name: MADE_UP}
        session.rows.add("made_up", rows)
        path = Path(folder) / f"a{ending}"
        session.tables.export("made_up", path, merge=merge)
        assert counts(session.tables.preview("made_up", path)) == (0, 0, len(rows), 0)
        for row in session.rows.of("made_up"):
            session.rows.delete([row.id])
        found = session.tables.preview("made_up", path)
        assert counts(found)[:3] == (len([row for row in rows if row.get("kind") != "不合规"]), 0, 0)


def test_full_width_digits_signs_and_thousands_are_numbers(library: Session, tmp_path: Path) -> None:
    loaded(library, csv(tmp_path, "名称,数量,比例", "ａ,１１５８５,９７．７％", 'b,"１１，５８５",97.7%', 'c,"11,585",９７.７'))
    assert [(row["count"], row["share"]) for row in cells(library)] == [("11585", "97.7")] * 3


def test_reading_tells_how_far_it_is_and_can_be_stopped(library: Session, tmp_path: Path) -> None:
    path = csv(tmp_path, "名称", *(f"行{line}" for line in range(5000)))
    told: list[tuple[int, int]] = []
    library.tables.reader("made_up", path)(lambda done, total: told.append((done, total)))
    assert told == [(line, 5001) for line in range(1000, 6000, 1000)]

    def stop(done: int, total: int) -> None:
        raise CancelledError(message("Cancelled; nothing was changed."))

    with pytest.raises(CancelledError):
        library.tables.reader("made_up", path)(stop)


def test_a_long_load_is_one_step_of_the_history_and_leaves_nothing_when_it_is_stopped(library: Session, tmp_path: Path) -> None:
    loaded(library, csv(tmp_path, "名称,数量", "行1,1"))
    path = csv(tmp_path, "名称,数量", *(f"行{line},{line + 1}" for line in range(5000)))
    found = library.tables.preview("made_up", path)
    before = cells(library), len(library.history())
    steps = library.tables.loading(found)
    assert [next(steps), next(steps)] == [(2001, 5000), (4001, 5000)]
    steps.close()
    assert (cells(library), len(library.history())) == before
    library.tables.load(found)
    assert [row["count"] for row in cells(library)] == ["2", "1", *(str(line) for line in range(3, 5001))]
    library.undo()
    assert cells(library) == before[0]


def test_a_csv_with_a_title_line_and_the_separator_of_another_country_is_read(library: Session, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        file.write_text(
            "2017年一览,表一\r\n名称;数量（件）;日期\r\n流量计;1234;2017-9-7 0:00:00\r\n电能表;12件;二〇一七年九月七日\r\n", encoding, newline=""
        )
        found = library.tables.preview("made_up", file, library.reports.of_year(None).id)
        assert [row.cells for row in found.rows] == [
            {"name": "流量计", "count": "1234", "day": "2017-09-07"},
            {"name": "电能表", "count": "12", "day": "2017-09-07"},
        ]


def test_lines_of_totals_and_notes_below_a_foreign_table_are_told_and_left_out(library: Session, tmp_path: Path) -> None:
    found = loaded(
        library, csv(tmp_path, "名称,数量", "表,1", "计,2", "合 计：,3", "总计（台）,3", "注：不含样机,", "以下空白,", "制表：张三,审核：李四")
    )
    assert counts(found) == (2, 0, 0, 0)
    assert [remark.values["line"] for remark in found.remarks] == [4, 5, 6, 7, 8]
    assert [line["name"] for line in cells(library)] == ["表", "计"]


def test_a_total_that_is_there_already_or_comes_from_an_export_is_a_row(library: Session, tmp_path: Path) -> None:
    report = library.reports.of_year(None).id
    library.rows.add("made_up", [{"name": "合计", "count": "1"}], report)
    assert counts(loaded(library, csv(tmp_path, "名称,数量", "合计,2"))) == (0, 1, 0, 0)
    library.tables.export("made_up", tmp_path / "out.csv", report)
    assert counts(loaded(library, tmp_path / "out.csv")) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("heading", "texts", "read"),
    [
        ("比例", ("0.915", "1", ""), ["91.5", "100", ""]),
        ("比例", ("0.915", "97.7%", "０．９"), ["91.5", "97.7", "90"]),
        ("比例（%）", ("0.915", "1", "0.5"), ["0.915", "1", "0.5"]),
        ("比例", ("0.915", "97.7", "1"), ["0.915", "97.7", "1"]),
        ("比例", ("0", "1", "1"), ["0", "1", "1"]),
        ("比例", ("0.915%", "0.5%", "1"), ["0.915", "0.5", "1"]),
    ],
)
def test_percentages_written_as_shares_of_one_are_recognised(
    library: Session, tmp_path: Path, heading: str, texts: tuple[str, ...], read: list[str]
) -> None:
    file = csv(tmp_path, f"名称,{heading}", *(f"表{number},{text}" for number, text in enumerate(texts)))
    found = loaded(library, file)
    assert [line.get("share", "") for line in cells(library)] == read
    assert found.shares == ([heading] if "91.5" in read else [])
    assert counts(loaded(library, file)) == (0, 0, 3, 0)


def test_shares_of_a_workbook_may_be_taken_as_they_stand(library: Session, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for line in (["名称", "比例"], ["表", 0.915], ["计", 1]):
        book.active.append(line)
    book.active["B4"].number_format = "0%"
    book.active["A4"] = "器"
    book.active["B4"] = 0.5
    book.save(tmp_path / "a.xlsx")
    found = library.tables.preview("made_up", tmp_path / "a.xlsx", library.reports.of_year(None).id)
    assert [row.cells["share"] for row in found.rows] == ["91.5", "100", "50"]
    assert found.as_written is not None
    assert [row.cells["share"] for row in found.as_written.rows] == ["0.915", "1", "50"]
    assert found.as_written.as_written is None


def test_a_register_that_is_not_there_is_told_with_the_words_for_those_that_are(library: Session, tmp_path: Path) -> None:
    name = library.own_registers.add("供应商", [{"label": "名称"}]).created
    library.tables._registers = library.registers
    with pytest.raises(NotFoundError) as raised:
        library.tables.export("客户", tmp_path / "a.csv")
    names = str(raised.value.message.values["names"]).split(", ")
    assert "供应商" in names
    assert "facts" in names
    assert name not in names
    assert library.tables.export("供应商", tmp_path / "a.csv") == 0


@pytest.mark.parametrize("ending", [".xls", ".et"])
def test_what_an_old_ending_hides_is_read_by_what_it_is(library: Session, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    report = library.reports.of_year(None).id
    book = Workbook()
    assert book.active is not None
    book.active.append(["名称", "数量"])
    book.active.append(["新", 3])
    book.save(tmp_path / "new.xlsx")
    file.write_bytes((tmp_path / "new.xlsx").read_bytes())
    assert [row.cells for row in library.tables.preview("made_up", file, report).rows] == [{"name": "新", "count": "3"}]
    file.write_bytes("名称\t数量\n文\t4\n".encode("gb18030"))
    assert [row.cells for row in library.tables.preview("made_up", file, report).rows] == [{"name": "文", "count": "4"}]
    for content in (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), b"<html><table>"):
        file.write_bytes(content)
        with pytest.raises(ContentError, match=r"save it as \.xlsx"):
            library.tables.preview("made_up", file, report)
