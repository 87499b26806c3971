"""Tables and pictures of Word files."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from qi_desktop.core.model import BlockKind
from qi_desktop.core.richtext import text_of
from qi_desktop.interchange.word_reading import read_word
from qi_desktop.interchange.word_reading.tables import MOST_COLUMNS
from tests.interchange.word_reading.files import blocks, cell, heading, kinds, paragraph, relation, table, texts, word

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def attributes(folder: Path, body: str) -> dict[str, Any]:
    (block,) = blocks(read_word(word(folder, heading("章") + body)))
    assert block.kind is BlockKind.TABLE
    return dict(block.attributes)


def picture(relationship: str = "p", width: int = 914400 * 2, words: str = "") -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="1"/><wp:docPr id="1" name="a" descr="{words}"/>'
        f'<a:graphic><a:graphicData uri="x"><a:blip r:embed="{relationship}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


class TestTables:
    def test_the_first_line_is_the_head(self, tmp_path: Path) -> None:
        found = attributes(tmp_path, table(cell("名") + cell("数"), cell("甲") + cell("1")))
        assert found == {"columns": [{"label": "名"}, {"label": "数"}], "rows": [["甲", "1"]]}

    def test_merged_cells_are_spans(self, tmp_path: Path) -> None:
        rows = [cell("类") + cell("名") + cell("数"), cell("国标", RESTART) + cell("甲") + cell("1"), cell("", GOES_ON) + cell("乙") + cell("2")]
        rows.append(cell("合计", '<w:gridSpan w:val="2"/>') + cell("3"))
        found = attributes(tmp_path, table(*rows))
        assert found["rows"] == [["国标", "甲", "1"], ["", "乙", "2"], ["合计", "", "3"]]
        assert found["spans"] == [[0, 0, 2, 1], [2, 0, 1, 2]]

    def test_a_span_that_claims_two_thousand_million_columns_is_cut(self, tmp_path: Path) -> None:
        found = attributes(tmp_path, table(cell("甲") + cell("乙", '<w:gridSpan w:val="2000000000"/>'), cell("1") + cell("2")))
        assert len(found["columns"]) == MOST_COLUMNS

    def test_a_row_that_begins_further_right_has_empty_cells_before_it(self, tmp_path: Path) -> None:
        short = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("乙")}'
        assert attributes(tmp_path, table(cell("a") + cell("b"), short))["rows"] == [["", "乙"]]

    def test_a_cell_of_several_paragraphs_has_several_lines(self, tmp_path: Path) -> None:
        inner = f"<w:tc>{paragraph('上')}{paragraph('1、下')}</w:tc>"
        assert attributes(tmp_path, table(cell("a") + cell("b"), inner + cell()))["rows"] == [["上\n1、下", ""]]

    def test_a_table_in_a_cell_is_lines_of_text_and_told(self, tmp_path: Path) -> None:
        inner = f"<w:tc>{table(cell('甲') + cell('1'), cell('乙') + cell('2'))}<w:p/></w:tc>"
        found = read_word(word(tmp_path, heading("章") + table(cell("a") + cell("b"), inner + cell("c"))))
        assert blocks(found)[0].attributes["rows"] == [["甲 1\n乙 2", "c"]]
        assert "nested tables" in kinds(found)

    def test_a_frame_of_one_cell_is_no_table(self, tmp_path: Path) -> None:
        assert texts(read_word(word(tmp_path, heading("章") + table(f"<w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc>")))) == ["甲", "乙"]

    def test_a_row_that_a_reviewer_took_out_is_out(self, tmp_path: Path) -> None:
        gone = f"<w:trPr><w:del/></w:trPr>{cell('旧')}{cell('1')}"
        assert attributes(tmp_path, table(cell("a") + cell("b"), gone, cell("新") + cell("2")))["rows"] == [["新", "2"]]

    @pytest.mark.parametrize("between", ["", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'])
    def test_the_parts_of_a_table_cut_at_a_page_are_one(self, tmp_path: Path, between: str) -> None:
        head = cell("类") + cell("名")
        first = table(head, cell("国标", RESTART) + cell("甲"), cell("", GOES_ON) + cell("乙"))
        second = table(head, cell("国标", RESTART) + cell("丙"), cell("", GOES_ON) + cell("丁"), cell("行标") + cell("戊"))
        found = attributes(tmp_path, paragraph("表 1-1　标准") + first + between + paragraph("续表 1-1　标准") + second)
        assert [row[0] for row in found["rows"]] == ["国标", "", "", "", "行标"]
        assert found["spans"] == [[0, 0, 4, 1]]

    def test_two_tables_below_each_other_stay_two(self, tmp_path: Path) -> None:
        one = table(cell("类") + cell("名"), cell("国标") + cell("甲"))
        assert len(blocks(read_word(word(tmp_path, heading("章") + one + one)))) == 2


class TestPictures:
    def test_a_picture_comes_with_its_width_its_words_and_its_caption(self, tmp_path: Path) -> None:
        page = '<w:sectPr><w:pgSz w:w="11906"/><w:pgMar w:left="1973" w:right="1973"/></w:sectPr>'  # 5.53 inches of text
        body = heading("章") + picture(words="机构图") + paragraph("图 1-1　组织机构") + page
        path = word(tmp_path, body, parts={"word/media/a.png": PNG}, relations=relation("p", "image", "media/a.png"))
        found = read_word(path)
        (figure,) = blocks(found)
        assert (figure.kind, text_of(figure.text)) == (BlockKind.FIGURE, "组织机构")
        assert figure.attributes == {"alternative": "机构图", "width": 0.36, "asset": "word/media/a.png"}
        assert found.pictures == {"word/media/a.png": PNG}

    @pytest.mark.parametrize(
        ("relations", "parts", "words"),
        [
            ("", {}, "missing"),
            (relation("p", "image", "media/a.png"), {}, "missing"),
            (relation("p", "image", "media/a.emf"), {"word/media/a.emf": b"\x01\0\0\0"}, "EMF"),
            (relation("p", "image", "http://a.cn/a.png", external=True), {}, "http://a.cn/a.png"),
            (relation("p", "image", "../../../etc/passwd"), {}, "missing"),
        ],
    )
    def test_what_cannot_be_shown_keeps_its_place_and_is_told(self, tmp_path: Path, relations: str, parts: dict[str, bytes], words: str) -> None:
        found = read_word(word(tmp_path, heading("甲章") + picture(), parts=parts, relations=relations))
        (figure,) = blocks(found)
        assert figure.kind is BlockKind.FIGURE
        assert "asset" not in figure.attributes
        (remark,) = [remark for remark in found.remarks if remark.lost]
        assert (remark.kind, remark.place) == ("picture", "甲章")
        assert words in str(remark.why)

    def test_a_chart_keeps_its_place_and_is_told(self, tmp_path: Path) -> None:
        drawing = '<w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline></w:drawing>'
        found = read_word(word(tmp_path, heading("章") + f"<w:p><w:r>{drawing}</w:r></w:p>"))
        assert [block.kind for block in blocks(found)] == [BlockKind.FIGURE]
        assert [remark.lost for remark in found.remarks if remark.kind == "picture"] == [True]

    def test_pictures_in_cells_stand_behind_the_table(self, tmp_path: Path) -> None:
        body = table(cell("a") + cell("b"), f"<w:tc>{picture()}</w:tc>" + cell("c"))
        found = read_word(word(tmp_path, heading("章") + body, parts={"word/media/a.png": PNG}, relations=relation("p", "image", "media/a.png")))
        assert [block.kind for block in blocks(found)] == [BlockKind.TABLE, BlockKind.FIGURE]
        assert "pictures in cells" in kinds(found)

    def test_the_old_way_of_pictures_is_read_too(self, tmp_path: Path) -> None:
        body = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="p"/></v:shape></w:pict></w:r></w:p>'
        found = read_word(
            word(tmp_path, heading("章") + body, parts={"word/media/a.png": PNG}, relations=relation("p", "image", "/word/media/a.png"))
        )
        assert blocks(found)[0].attributes["asset"] == "word/media/a.png"
