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
from qi_desktop.export.style_sheet import Role, StyleSheet

_TALLEST = 0.8  # of the text's height, so that the caption finds room on the same page
_SPACE = 6.0
_PLACEHOLDER_ROOM = 24.0  # above and below the words in the frame, points
_PLACEHOLDER_WIDTH = 0.8
_DASHED_WIDTH = 0.75
_LOGO_HEIGHT, _LOGO_WIDTH = 0.12, 0.5
# The cover's lines from top to bottom: role, space above as a share of the text's height.
_COVER = (("title", 0.18), ("subtitle", 0.0), ("title_note", 0.0), ("organisation", 0.3), ("organisation_foreign", 0.0), ("title_note", 0.0))
_LOGO_SPACE = 0.04


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
    """Place a figure with its caption. `size` is the picture's natural size in points, None if there is nothing to show. `placed` is told where it stands."""
    caption = caption_text(figure.label, figure.caption, setter.sheet)
    block = caption_block(caption, setter, flow, figure.id, above=False) if text_of(caption).strip() else None
    below = block.height + block.before if block else 0.0
    if size is None:
        _placeholder(figure, setter, flow, below, placed)
    else:
        room, tall = flow.room, min(flow.depth * _TALLEST, max(flow.depth - below - 2 * _SPACE, 20.0))
        width, height = size
        scale = room * figure.width / width if 0 < figure.width <= 1 else min(1.0, room / width)
        scale = min(scale, tall / height)
        width, height = width * scale, height * scale
        flow.settle(height + below, _SPACE)
        placed(flow.page, flow.y)
        flow.page.images.append(Image(figure.asset, flow.left + (room - width) / 2, flow.y - height, width, height, figure.alternative))
        flow.occupy(height, _SPACE)
    if block:
        flow.add(block)


def _placeholder(figure: Figure, setter: Setter, flow: Flow, below: float, placed: Callable[[Page, float], None]) -> None:
    role = setter.sheet.role("placeholder")
    width = flow.room * _PLACEHOLDER_WIDTH
    lines = setter.lines(figure.placeholder, role, width - 2 * role.size, place=figure.id)
    lines = lines[: max(1, int((flow.depth * _TALLEST - 2 * _PLACEHOLDER_ROOM) / role.pitch))]
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
        page.line(line, left + role.size, y, width - 2 * role.size, "center")
        y -= role.pitch
    flow.occupy(height, _SPACE)


def set_title_page(item: TitlePage, logo: tuple[float, float] | None, setter: Setter, flow: Flow) -> None:
    """The cover's lines down the page."""
    if logo:
        width, height = logo
        scale = min(flow.depth * _LOGO_HEIGHT / height, flow.room * _LOGO_WIDTH / width)
        width, height = width * scale, height * scale
        flow.settle(height, flow.depth * _LOGO_SPACE)
        flow.page.images.append(Image(item.logo, flow.left + (flow.room - width) / 2, flow.y - height, width, height, item.organisation))
        flow.occupy(height)
    texts = (item.title, item.subtitle, item.year, item.organisation, item.organisation_foreign, item.version)
    for text, (name, space) in zip(texts, _COVER, strict=True):
        if text.strip():
            role = setter.sheet.role(name)
            role = replace(role, before=role.before + space * flow.depth)
            flow.add(_cover_block(text, role, setter, flow))


def _cover_block(text: str, role: Role, setter: Setter, flow: Flow) -> Block:
    lines = setter.lines(text, role, flow.room)
    return Block(lines, role, 0.0, flow.room, role.align, before=role.before, after=role.after)
