"""Figures in Word files: pictures with alternative text, visible placeholders, remarks for what cannot be shown."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from qi_desktop.core.richtext import plain
from qi_desktop.export.document import Figure, Picture, SectionStart, TitlePage
from tests.export.word_files import BODY, COVER, STYLE, WordFile, document, style_of, text_of, write


def picture(identifier: str = "p", size: tuple[int, int] = (96, 48), form: str = "PNG") -> Picture:
    target = io.BytesIO()
    Image.new("RGB", size).save(target, form)
    return Picture(identifier, "image/png", target.getvalue(), *size)


def figure(asset: str, **values: Any) -> Figure:
    chosen: dict[str, Any] = {"caption": plain("组织架构"), "alternative": "品质部的组织架构", "width": 0.0} | values
    return Figure("f", "图 1", chosen["caption"], chosen["alternative"], asset, "（此处插入：组织架构图）", chosen["width"])


def written(*figures: Figure, pictures: tuple[Picture, ...] = ()) -> WordFile:
    return write(document(BODY, *figures, pictures=pictures))


def points(file: WordFile) -> tuple[float, float]:
    (extent,) = file.find("//wp:extent")
    return int(extent.get("cx")) / 12700, int(extent.get("cy")) / 12700


def test_a_picture_has_its_alternative_text() -> None:
    file = written(figure("p"), pictures=(picture(),))
    assert file.find("//wp:docPr/@descr") == ["品质部的组织架构"]


def test_the_bytes_of_the_picture_are_in_the_file() -> None:
    made = picture()
    file = written(figure("p"), pictures=(made,))
    assert file.bytes("word/media/image1.png") == made.data
    assert len(file.python_docx().inline_shapes) == 1


def test_a_picture_shown_twice_is_stored_once() -> None:
    file = written(figure("p"), figure("p"), pictures=(picture(),))
    assert len([name for name in file.names if name.startswith("word/media")]) == 1
    assert len(set(file.find("//wp:docPr/@id"))) == 2


def test_the_caption_stands_below_the_picture() -> None:
    file = written(figure("p"), pictures=(picture(),))
    assert [(style_of(element), text_of(element)) for element in file.paragraphs()] == [("Figure", ""), ("Caption", "图 1  组织架构")]


def test_a_picture_has_its_own_size_or_the_wished_share_of_the_width() -> None:
    width = (STYLE.page.width - STYLE.page.margin_left - STYLE.page.margin_right) * 72 / 25.4
    assert points(written(figure("p"), pictures=(picture(),))) == pytest.approx((72, 36))
    assert points(written(figure("p", width=0.5), pictures=(picture(),))) == pytest.approx((width / 2, width / 4), abs=0.01)
    assert points(written(figure("p"), pictures=(picture(size=(4000, 1000)),)))[0] == pytest.approx(width, abs=0.01)


def test_a_tall_picture_leaves_room_for_its_caption() -> None:
    height = (STYLE.page.height - STYLE.page.margin_top - STYLE.page.margin_bottom) * 72 / 25.4
    assert points(written(figure("p", width=1.0), pictures=(picture(size=(100, 3000)),)))[1] < height * 0.85


def test_an_empty_slot_shows_its_placeholder() -> None:
    file = written(figure(""))
    assert style_of(file.paragraph("（此处插入：组织架构图）")) == "Placeholder"
    assert file.find("//w:style[@w:styleId='Placeholder']//w:pBdr/w:top", "word/styles.xml")
    assert file.result.remarks == ()


@pytest.mark.parametrize("data", [b"", b"broken", picture().data[:50]])
def test_a_picture_that_cannot_be_shown_leaves_its_placeholder_and_a_remark(data: bytes) -> None:
    file = written(figure("p"), pictures=(replace(picture(), data=data),))
    assert style_of(file.paragraph("（此处插入：组织架构图）")) == "Placeholder"
    assert [remark.place for remark in file.result.remarks] == ["f"]
    assert not file.find("//wp:inline")


def test_a_missing_picture_is_named() -> None:
    assert [remark.place for remark in written(figure("gone")).result.remarks] == ["f"]


def test_an_animated_picture_shows_its_first_image_and_says_so() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    file = written(figure("p"), pictures=(Picture("p", "image/gif", target.getvalue(), 8, 8),))
    assert file.find("//wp:inline")
    assert [remark.place for remark in file.result.remarks] == ["f"]


def test_the_logo_stands_on_the_cover() -> None:
    start, title = COVER
    assert isinstance(start, SectionStart)
    assert isinstance(title, TitlePage)
    file = write(document(start, replace(title, logo="p"), pictures=(picture(),)))
    assert [style_of(element) for element in file.paragraphs()][:2] == ["CoverLogo", "Title"]
    assert file.find("//wp:docPr/@descr") == ["甲公司"]


def test_a_broken_logo_is_left_out_and_named() -> None:
    start, title = COVER
    assert isinstance(title, TitlePage)
    file = write(document(start, replace(title, logo="p"), pictures=(replace(picture(), data=b"x"),)))
    assert style_of(file.paragraphs()[0]) == "Title"
    assert len(file.result.remarks) == 1
