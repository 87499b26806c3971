"""The command line: exit codes, what goes to which stream, and the JSON that scripts rely on."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qi_desktop import cli
from qi_desktop.core.richtext import Run
from qi_desktop.session import Session
from qi_desktop.store.exports import ExportRecords
from tests.interchange.word_reading.files import heading
from tests.interchange.word_reading.files import word as word_file


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "样例.qid"
    Session.create(path, template="sample").close()
    return path


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Path:
    """The sample with a rate that its counts do not give."""
    path = tmp_path_factory.mktemp("wrong") / "样例.qid"
    shutil.copy(sample, path)
    with Session.open(path) as session:
        chapter = session.chapters.add(session.reports.of_year().id, "检验").created
        session.blocks.add(chapter, text=(Run("2018年，公司检验原料968批，合格961批，合格率99.27%。"),))
    return path


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def test_new_makes_a_library_with_the_company_and_the_year(tmp_path: Path) -> None:
    path = tmp_path / "报告.qid"
    assert run("new", path, "--template", "outline-31870", "--company", "某仪表有限公司", "--year", 2025) == 0
    with Session.open(path, read_only=True) as session:
        assert session.company.get().name == "某仪表有限公司"
        assert [report.year for report in session.reports.all()] == [2025]


def test_new_never_writes_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.qid"
    path.write_text("mine")
    assert run("new", path) == 4
    assert path.read_text() == "mine"
    assert "exists already" in capsys.readouterr().err


def test_an_unknown_template_is_wrong_usage_and_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", tmp_path / "a.qid", "--template", "nonsense") == 2
    assert "outline-2013" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_version_is_exported_by_its_name(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(shutil.copy(sample, tmp_path / "a.qid"))
    assert run("export", path, "--pdf", tmp_path / "then.pdf") == 0
    with Session.open(path) as session:
        session.snapshots.take(session.reports.of_year().id, "送审稿")
        session.company.change(name="乙公司")
    assert run("export", path, "--pdf", tmp_path / "kept.pdf", "--snapshot", "送审稿") == 0
    assert run("export", path, "--pdf", tmp_path / "now.pdf") == 0
    assert (tmp_path / "kept.pdf").read_bytes() == (tmp_path / "then.pdf").read_bytes() != (tmp_path / "now.pdf").read_bytes()
    assert run("export", path, "--pdf", tmp_path / "none.pdf", "--snapshot", "批准稿") == 2
    assert "送审稿" in capsys.readouterr().err
    assert run("export", path, "--snapshot", "送审稿", "--review") == 2


def test_check_tells_what_is_wrong_and_says_by_its_exit_code_that_there_are_errors(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", wrong) == 1
    told = capsys.readouterr()
    assert "[ratio-mismatch]" in told.out
    assert "findings" in told.err


def test_check_of_a_report_without_errors_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Session.create(tmp_path / "a.qid", company="甲公司", template="blank", year=2018).close()
    assert run("check", tmp_path / "a.qid", "--json") == 0
    assert all(finding["severity"] != "error" for finding in json.loads(capsys.readouterr().out))


def test_check_does_not_count_what_was_dismissed_and_tells_why(wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(shutil.copy(wrong, tmp_path / "a.qid"))
    with Session.open(path, author="李工") as session:
        report = session.reports.of_year().id
        session.checks.dismiss(report, [finding for finding in session.checks.all(report) if finding.severity == "error"], "客户的数")
    assert run("check", path) == 0
    told = capsys.readouterr()
    assert "[ratio-mismatch]" not in told.out
    assert "dismissed" in told.err
    assert run("check", path, "--json") == 0
    (ratio,) = [finding for finding in json.loads(capsys.readouterr().out) if finding["rule"] == "ratio-mismatch"]
    assert (ratio["dismissed"]["reason"], ratio["dismissed"]["author"]) == ("客户的数", "李工")


def test_check_as_json_has_the_shape_that_scripts_rely_on(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", wrong, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert {tuple(finding) for finding in found} == {("rule", "severity", "message", "excerpt", "places", "fix")}
    assert {finding["severity"] for finding in found} <= {"error", "warning", "info"}
    for finding in found:
        for place in finding["places"]:
            assert (
                {"chapter", "block", "row", "column", "start", "end"}
                <= place.keys()
                <= {"chapter", "block", "row", "column", "start", "end", "register"}
            )
    ratio = next(finding for finding in found if finding["rule"] == "ratio-mismatch")
    (place,) = ratio["places"]
    with Session.open(wrong, read_only=True) as session:
        text = "".join(run.text for run in session.blocks.get(place["block"]).text)
    if ratio["fix"] is not None:
        assert text[place["start"] : place["end"]] == "99.27"
    in_register = next(place for finding in found for place in finding["places"] if "register" in place and place["row"])
    assert (in_register["chapter"], in_register["block"]) == (None, None)


def test_outline_prints_numbers_and_titles(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("outline", sample) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "郑重声明"
    assert "第一章 质量理念" in lines
    assert "    2.1.1 品质部组织架构图" in lines


def test_outline_as_json_has_the_shape_that_scripts_rely_on(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("outline", sample, "--json") == 0
    roots = json.loads(capsys.readouterr().out)
    assert [root["matter"] for root in roots] == ["front"] * 3 + ["body"] * 6 + ["back"]
    second = next(root for root in roots if root["number"] == "第二章")
    assert set(second) == {"id", "number", "title", "matter", "level", "status", "children"}
    assert [child["number"] for child in second["children"]] == ["2.1", "2.2"]
    assert [child["level"] for child in second["children"][0]["children"]] == [3, 3, 3]


def test_dump_and_load_are_inverse(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("dump", sample, "--out", tmp_path / "a.json") == 0
    assert run("load", tmp_path / "a.json", tmp_path / "b.qid") == 0
    capsys.readouterr()
    assert run("dump", tmp_path / "b.qid") == 0
    assert capsys.readouterr().out == (tmp_path / "a.json").read_text("utf-8")


def test_a_dump_says_that_versions_stay_in_the_library(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(shutil.copy(sample, tmp_path / "a.qid"))
    with Session.open(path) as session:
        session.snapshots.take(session.reports.of_year().id, "批准稿")
    assert run("dump", path) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["format"]
    assert "(1)" in said.err


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "qi-desktop library"}', '{"format": "qi-desktop library", "version": 1}', "\udcff"])
def test_load_refuses_json_of_another_shape_and_leaves_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert run("load", tmp_path / "a.json", tmp_path / "b.qid") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_verify_finds_a_sound_library_sound(sample: Path) -> None:
    assert run("verify", sample) == 0


def test_verify_tells_a_damaged_library(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.qid"
    shutil.copy(sample, path)
    data = bytearray(path.read_bytes())
    data[8192:40960] = b"\xff" * 32768
    path.write_bytes(data)
    assert run("verify", path) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_backup_copies_a_library_that_is_open_elsewhere(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.qid"
    shutil.copy(sample, path)
    with Session.open(path) as session:
        assert run("backup", path, tmp_path / "b.qid") == 0
        session.company.change(phone="1")
    assert run("verify", tmp_path / "b.qid") == 0
    assert run("backup", path, tmp_path / "b.qid") == 4


def test_what_can_be_read_of_a_damaged_library_makes_a_new_one(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = sample.read_bytes()
    damaged, made = tmp_path / "damaged.qid", tmp_path / "made.qid"
    damaged.write_bytes(data[: len(data) // 2])
    assert run("verify", damaged) == 3
    assert "recover damaged.qid NEW.qid" in capsys.readouterr().err
    assert run("recover", damaged, made) == 0
    assert "Recovered: 1 reports" in capsys.readouterr().err
    assert run("verify", made) == 0
    assert damaged.read_bytes() == data[: len(data) // 2]


@pytest.mark.parametrize("command", ["export", "check", "outline", "dump", "verify"])
def test_files_that_are_no_libraries_are_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    (tmp_path / "empty.qid").write_bytes(b"")
    (tmp_path / "text.qid").write_text("hello" * 100)
    connection = sqlite3.connect(tmp_path / "foreign.qid")
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    for name in ("missing.qid", "empty.qid", "text.qid", "foreign.qid"):
        assert run(command, tmp_path / name) == 3
        sentences = capsys.readouterr().err.strip()
        assert len(sentences.splitlines()) == 1
        assert ";" in sentences, "the sentence names the next step"


@pytest.mark.parametrize("arguments", [["nonsense"], ["outline"], ["outline", "--nonsense"], ["new", "a.qid", "--year", "abc"], ["dump", "a", "b"]])
def test_wrong_usage_exits_with_2_and_points_to_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1


def test_a_year_without_a_report_is_wrong_usage(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("outline", sample, "--year", 1999) == 2
    assert "2018" in capsys.readouterr().err


def parts_of(word: Path) -> str:
    with zipfile.ZipFile(word) as package:
        return "".join(package.read(name).decode() for name in ("word/document.xml", "word/settings.xml"))


def test_a_review_copy_is_remembered_in_the_library(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.qid"
    shutil.copy(sample, path)
    assert run("export", path, "--word", tmp_path / "a.docx", "--review") == 0
    assert capsys.readouterr().out == ""
    with Session.open(path, read_only=True) as session:
        (export,) = ExportRecords(session.library).of_report(session.reports.of_year().id)
        places = {block.place for block in ExportRecords(session.library).blocks(export.id)}
    found = re.findall(r'w:name="_QI(.{5})_([0-9a-z]{12})', parts_of(tmp_path / "a.docx"))
    assert {key for key, _ in found} == {export.key}
    unknown = {place for _, place in found} - places
    assert unknown == set(), "every bookmark leads to something that is remembered"
    assert "trackRevisions" in parts_of(tmp_path / "a.docx")


def test_a_plain_export_works_while_the_library_is_open_elsewhere_and_a_review_copy_does_not(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.qid"
    shutil.copy(sample, path)
    with Session.open(path):
        assert run("export", path, "--word", tmp_path / "a.docx") == 0
        capsys.readouterr()
        assert run("export", path, "--word", tmp_path / "b.docx", "--review") == 3
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "b.docx").exists()
    assert "_QI" not in parts_of(tmp_path / "a.docx")


def test_an_older_library_is_not_changed_by_a_plain_export_and_brought_up_to_date_by_a_review_copy(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, old = tmp_path / "a.qid", project / "tests" / "fixtures" / "schema-1.qid"
    shutil.copy(old, path)
    assert run("export", path, "--word", tmp_path / "a.docx") == 3
    sentence = capsys.readouterr().err.strip()
    assert len(sentence.splitlines()) == 1
    assert "older version" in sentence
    assert path.read_bytes() == old.read_bytes()
    assert run("export", path, "--word", tmp_path / "a.docx", "--review") == 0
    assert run("export", path, "--word", tmp_path / "b.docx") == 0


def test_a_bug_is_told_in_one_sentence_and_kept_in_a_report(
    sample: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Session, "open", broken)
    assert run("outline", sample) == 1
    assert "secret" not in capsys.readouterr().err
    assert "ZeroDivisionError" in (home / "logs" / "crash.log").read_text("utf-8")


def test_the_program_speaks_chinese_to_chinese_users(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "qi_desktop", "outline", str(tmp_path / "缺.qid")],
        capture_output=True,
        encoding="utf-8",
        env={"QI_DESKTOP_LANGUAGE": "zh_CN", "PYTHONPATH": str(Path(cli.__file__).parent.parent), "SYSTEMROOT": "C:\\Windows"},
        check=False,
    )
    assert result.returncode == 3
    assert "没有" in result.stderr


def test_a_register_is_written_and_loaded_and_refused_rows_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library, table = tmp_path / "a.qid", tmp_path / "a.csv"
    assert cli.main(["new", str(library), "--template", "sample"]) == 0
    for name in ("standards_drafted", "质量目标"):
        for ending in (".csv", ".xlsx"):
            assert cli.main(["table", str(library), name, "--out", str(table.with_suffix(ending))]) == 0
            assert cli.main(["table", str(library), name, "--load", str(table.with_suffix(ending))]) == 0
    capsys.readouterr()
    table.write_bytes("标准名称,标准号,状态,多余\n新标准,GB/T1－2020,现行,\n又一标准,,哈哈,\n".encode("gb18030"))
    assert cli.main(["table", str(library), "standards_drafted", "--load", str(table), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], told["changed"], told["unchanged"], told["ignored"]) == (1, 0, 0, ["多余"])
    assert [(row["line"], [cell["column"] for cell in row["cells"]]) for row in told["refused"]] == [(3, ["status"])]
    assert cli.main(["table", str(library), "standards_drafted"]) == 2
    assert cli.main(["table", str(library), "unknown", "--out", str(table)]) == 2
    assert cli.main(["table", str(library), "standards_drafted", "--load", str(tmp_path / "none.xlsx")]) == 3


def test_next_years_report_is_made_from_last_years(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.qid"
    shutil.copy(sample, path)
    assert run("rollover", path) == 0
    assert "was made from that of 2018" in capsys.readouterr().err
    assert run("rollover", path, "--from", 2018, "--to", 2019) == 2
    assert "2019" in capsys.readouterr().err
    assert run("rollover", path, "--from", 2000, "--to", 2021) == 2
    with Session.open(path, read_only=True) as session:
        assert [report.year for report in session.reports.all()] == [2019, 2018]


class TestImport:
    TEXT = "目录\n第一章 总则\t1\n\n第一章 总则\n\n质量第一。\n\n表 1-1 标准\n\n名称\t编号\n甲\t1\n"

    def test_a_library_that_is_not_there_is_made_with_just_the_files_chapters(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "去年.txt").write_text(self.TEXT, "utf-8")
        assert run("import", tmp_path / "去年.txt", tmp_path / "a.qid", "--year", 2024, "--json") == 0
        told = json.loads(capsys.readouterr().out)
        assert told["imported"] == {"chapters": 1, "paragraphs": 1, "tables": 1}
        assert told["found"]["headings"] == 1
        assert [remark["kind"] for remark in told["simplified"]] == ["guessed headings", "contents"]
        assert told["skipped"] == []
        assert run("outline", tmp_path / "a.qid") == 0
        assert capsys.readouterr().out == "第一章 总则\n"
        with Session.open(tmp_path / "a.qid", read_only=True) as session:
            assert [report.year for report in session.reports.all()] == [2024]

    def test_a_year_that_the_library_lacks_gets_a_report_and_the_others_stay(self, tmp_path: Path, sample: Path) -> None:
        shutil.copy(sample, tmp_path / "a.qid")
        (tmp_path / "去年.txt").write_text(self.TEXT, "utf-8")
        assert run("import", tmp_path / "去年.txt", tmp_path / "a.qid", "--year", 2016) == 0
        with Session.open(tmp_path / "a.qid", read_only=True) as session:
            assert [report.year for report in session.reports.all()] == [2018, 2016]
            assert len(session.chapters.tree(session.reports.of_year(2016).id)) == 1

    def test_lost_content_is_told_and_ends_with_one(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = word_file(tmp_path, heading("总则") + '<w:p><w:r><w:pict><v:imagedata r:id="none"/></w:pict></w:r></w:p>')
        assert run("import", path, tmp_path / "a.qid", "--json") == 1
        told = json.loads(capsys.readouterr().out)
        assert [(remark["kind"], remark["place"]) for remark in told["skipped"]] == [("picture", "总则")]

    def test_what_cannot_be_read_is_refused_and_makes_no_library(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "a.docx").write_bytes(b"x")
        assert run("import", tmp_path / "a.docx", tmp_path / "a.qid") == 1
        assert "save it as .docx" in capsys.readouterr().err
        assert run("import", tmp_path / "none.docx", tmp_path / "a.qid") == 3
        assert not (tmp_path / "a.qid").exists()
