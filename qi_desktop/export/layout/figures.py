"""Figures and the cover: pictures in their frames, placeholders where a picture is still to come.

Owns the size of pictures on paper. Whether a picture can be shown at all is `export.pictures`' business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qi_desktop.core.richtext import Run, text_of
from qi_desktop.export.document import Figure, TitlePage
from qi_desktop.export.layout.flow import Block, Flow
from qi_desktop.export.layout.page import Image, Page, baseline_in
from qi_desktop.export.layout.setter import Setter
from qi_desktop.export.proportions import PLACEHOLDER_WIDTH, logo_size, picture_size
from qi_desktop.export.style_sheet import Role, StyleSheet

_SPACE = 6.0
_PLACEHOLDER_ROOM = 24.0  # above and below the words in the frame, points
_DASHED_WIDTH = 0.75
_COVER = ("title", "subtitle", "title_note", "organisation", "organisation_foreign", "title_note")  # the roles of its lines from top to bottom


def caption_text(label: str, caption: tuple[Run, ...], style: StyleSheet) -> tuple[Run, ...]:
    """Number and words of a caption."""
    if not label:
        return caption
    return (Run(label + (style.captions.separator if text_of(caption) else "")), *caption)


def caption_block(text: tuple[Run, ...], setter: Setter, flow: Flow, place: str, *, above: bool) -> Block:
    """A caption: above a table it stays with what follows, below a figure with what is before."""
    role = setter.sheet.role("caption")
    lines = setter.lines(text, role, flow.room, place=place)
    for line in lines:
        line.last = True
    return Block(lines, role, 0.0, flow.room, role.align, before=role.before, after=role.after, keep_next=above)


def set_figure(figure: Figure, size: tuple[float, float] | None, setter: Setter, flow: Flow, placed: Callable[[Page, float], None]) -> None:
    """Place a figure with its caption. `size` is the picture's natural size in points, None if there is nothing to show.

    `placed` is told where it stands.
    """
    caption = caption_text(figure.label, figure.caption, setter.sheet)
    block = caption_block(caption, setter, flow, figure.id, above=False) if text_of(caption).strip() else None
    below = block.height + block.before if block else 0.0
    if size is None:
        _placeholder(figure, setter, flow, below, placed)
    else:
        width, height = picture_size(size, figure.width, (flow.room, flow.depth))
        flow.settle(height + below, _SPACE)
        placed(flow.page, flow.y)
        flow.page.images.append(Image(figure.asset, flow.left + (flow.room - width) / 2, flow.y - height, width, height, figure.alternative))
        flow.occupy(height, _SPACE)
    if block:
        flow.add(block)


def _placeholder(figure: Figure, setter: Setter, flow: Flow, below: float, placed: Callable[[Page, float], None]) -> None:
    role = setter.sheet.role("placeholder")
    width = flow.room * PLACEHOLDER_WIDTH
    lines = setter.lines(figure.placeholder, role, width - 2 * role.size, place=figure.id)
    lines = lines[: max(1, int((flow.depth / 2 - 2 * _PLACEHOLDER_ROOM) / role.pitch))]
    height = len(lines) * role.pitch + 2 * _PLACEHOLDER_ROOM
    flow.settle(height + below, _SPACE)
    placed(flow.page, flow.y)
    page, top = flow.page, flow.y
    left = flow.left + (flow.room - width) / 2
    right, bottom = left + width, top - height
    page.rule(
        (_DASHED_WIDTH, role.colour, True),
        (left, top, right, top),
        (right, top, right, bottom),
        (right, bottom, left, bottom),
        (left, bottom, left, top),
    )
    y = top - _PLACEHOLDER_ROOM - baseline_in(role.pitch, role.size)
    for line in lines:
        line.last = True
        page.line(line, left + role.size, y, width - 2 * role.size, role.align)
        y -= role.pitch
    flow.occupy(height, _SPACE)


def set_title_page(item: TitlePage, logo: tuple[float, float] | None, setter: Setter, flow: Flow) -> None:
    """The cover's lines down the page."""
    cover = setter.sheet.title_page
    if logo:
        width, height = logo_size(logo, (flow.room, flow.depth), cover)
        flow.settle(height, flow.depth * cover.space_above("logo"))
        flow.page.images.append(Image(item.logo, flow.left + (flow.room - width) / 2, flow.y - height, width, height, item.organisation))
        flow.occupy(height)
    texts = (item.title, item.subtitle, item.year, item.organisation, item.organisation_foreign, item.version)
    for text, name in zip(texts, _COVER, strict=True):
        if text.strip():
            role = setter.sheet.role(name)
            role = replace(role, before=role.before + cover.space_above(name) * flow.depth)
            flow.add(_cover_block(text, role, setter, flow))


def _cover_block(text: str, role: Role, setter: Setter, flow: Flow) -> Block:
    lines = setter.lines(text, role, flow.room)
    return Block(lines, role, 0.0, flow.room, role.align, before=role.before, after=role.after)
