"""Pictures on their way out: what can be shown is made fit, what cannot gives a reason and never an exception."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from qi_desktop.core.messages import Message
from qi_desktop.export.document import Picture
from qi_desktop.export.pictures import PreparedPicture, prepare


def image(mode: str = "RGB", size: tuple[int, int] = (40, 20), form: str = "PNG", **options: Any) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size).save(target, form, **options)
    return target.getvalue()


def prepared(data: bytes) -> PreparedPicture:
    result = prepare(Picture("p", "image/png", data, 0, 0))
    assert isinstance(result, PreparedPicture)
    return result


def refused(data: bytes) -> str:
    result = prepare(Picture("p", "image/png", data, 0, 0))
    assert isinstance(result, Message)
    return str(result)


@pytest.mark.parametrize(("form", "extension"), [("PNG", "png"), ("JPEG", "jpg")])
def test_usual_pictures_go_out_byte_for_byte(form: str, extension: str) -> None:
    data = image(form=form)
    assert (prepared(data).data, prepared(data).extension) == (data, extension)


def test_a_transparent_picture_keeps_its_transparency() -> None:
    data = image("RGBA")
    assert prepared(data).data == data


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_kinds_become_png(form: str) -> None:
    with Image.open(io.BytesIO(prepared(image(form=form)).data)) as shown:
        assert (shown.format, shown.size) == ("PNG", (40, 20))


def test_the_size_follows_the_resolution_in_the_file() -> None:
    assert prepared(image(size=(300, 150), dpi=(300, 300))).width == pytest.approx(72, abs=0.1)
    assert prepared(image(size=(96, 48))).height == pytest.approx(36)
    assert prepared(image(size=(96, 48), dpi=(1, 1))).height == pytest.approx(36)


def test_colours_of_the_press_become_colours_of_the_screen() -> None:
    with Image.open(io.BytesIO(prepared(image("CMYK", form="JPEG")).data)) as shown:
        assert shown.mode == "RGB"


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    result = prepared(image(form="JPEG", exif=exif))
    with Image.open(io.BytesIO(result.data)) as shown:
        assert shown.size == (20, 40)
    assert result.height > result.width


def test_a_huge_picture_gets_fewer_pixels_at_the_same_size() -> None:
    result = prepared(image("1", (9000, 300)))
    with Image.open(io.BytesIO(result.data)) as shown:
        assert shown.width == 4000
    assert result.width == pytest.approx(9000 * 72 / 96)


def test_of_an_animation_the_first_image_is_shown_and_said() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    result = prepared(target.getvalue())
    assert "first image" in str(result.remark)
    with Image.open(io.BytesIO(result.data)) as shown:
        assert shown.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_more_pixels_than_a_program_may_open_are_refused() -> None:
    header = image("1", (8, 8))
    huge = header.replace((8).to_bytes(4, "big") * 2, (200_000).to_bytes(4, "big") * 2)
    assert refused(huge)


@pytest.mark.parametrize("data", [b"", b"no picture", image()[:60], image(form="JPEG")[:80], b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"<svg/>"])
def test_broken_data_give_a_reason(data: bytes) -> None:
    assert refused(data)


@given(st.binary(max_size=300), st.sampled_from(["PNG", "JPEG", "GIF", "BMP", "TIFF"]), st.data())
def test_no_data_whatever_raise(noise: bytes, form: str, data: st.DataObject) -> None:
    good = image(form=form)
    cut = data.draw(st.integers(0, len(good)))
    shown = prepare(Picture("p", "", good[:cut] + noise + good[cut + len(noise) :], 0, 0))
    assert isinstance(shown, PreparedPicture | Message)
