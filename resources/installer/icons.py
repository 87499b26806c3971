"""Draws the program's picture, one SVG, in the sizes and forms that menus and Windows want."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

from PIL import Image


def render(svg: Path, size: int) -> bytes:
    """The picture as PNG, `size` pixels wide and high, on nothing (transparent). Raises `ValueError` when Qt cannot draw it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(svg.read_bytes()))
    if not renderer.isValid():
        raise ValueError(f"{svg} is no SVG")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know bytes only, Qt takes text only
    return bytes(buffer.data().data())


def windows_icon(svg: Path, sizes: Iterable[int] = (16, 20, 24, 32, 40, 48, 64, 128, 256)) -> bytes:
    """The picture as .ico, each size drawn by itself and not scaled from another."""
    pictures = [Image.open(io.BytesIO(render(svg, size))) for size in sorted(sizes, reverse=True)]
    target = io.BytesIO()
    pictures[0].save(target, "ICO", sizes=[picture.size for picture in pictures], append_images=pictures[1:])
    return target.getvalue()
