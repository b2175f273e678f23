"""Icons of one family and weight (Phosphor, regular), drawn in the colours of the theme.

The font is the one that qtawesome brings. Its glyphs are drawn by our own icon engine, for two reasons: the
colour is looked up at each painting, so that a change of the theme needs no new icons; and importing
qtawesome itself would load a dozen fonts before the window shows.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

from app.ui.drawn_once import KEPT, drawing
from app.ui.theme import tokens

_EM = 64.0


@cache
def _font() -> tuple[QRawFont, dict[str, str]]:
    """The Phosphor font and its names, name → code point in hexadecimal."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome is not installed; install Nurie's requirements again")
    folder = Path(spec.origin).parent / "fonts"
    font = QRawFont(str(next(folder.glob("phosphor-[0-9]*.ttf"))), _EM)
    charmap = next(folder.glob("phosphor-charmap-*.json"))
    return font, json.loads(charmap.read_text("utf-8"))


@cache
def glyph(name: str) -> QPainterPath:
    """The outline of an icon in a box of `1 × 1`, baseline gone, centred.

    Raises:
        KeyError: Phosphor has no icon of that name.
    """
    font, charmap = _font()
    path = font.pathForGlyph(font.glyphIndexesForString(chr(int(charmap[name], 16)))[0])
    centre = QPointF(_EM / 2, -font.ascent() + (font.ascent() + font.descent()) / 2)
    return QTransform.fromTranslate(0.5, 0.5).scale(1 / _EM, 1 / _EM).translate(-centre.x(), -centre.y()).map(path)


def draw_glyph(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Fills an icon into `rect`."""
    side = min(rect.width(), rect.height())
    left, top = rect.center().x() - side / 2, rect.center().y() - side / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(QTransform.fromTranslate(left, top).scale(side, side).map(glyph(name)), color)
    painter.restore()


def put_glyph(painter: QPainter, name: str, rect: QRectF, color: QColor, ratio: float) -> None:
    """Copies an icon into `rect`, which begins at whole units: what is large or seen often is drawn once.

    Args:
        ratio: device pixels for each of the painter's units, of the widget that is painted.
    """
    size = rect.size().toSize()
    painter.drawPixmap(rect.topLeft().toPoint(), _pixmap(name, size.width(), size.height(), color.rgba(), ratio))


@lru_cache(KEPT)
def _pixmap(name: str, width: int, height: int, color: int, ratio: float = 1.0) -> QPixmap:
    box = QRectF(0, 0, width, height)
    return drawing(QSize(width, height), ratio, lambda on: draw_glyph(on, name, box, QColor.fromRgba(color)))


class _GlyphEngine(QIconEngine):
    def __init__(self, name: str, quiet: bool) -> None:
        super().__init__()
        self._name = name
        self._quiet = quiet

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        draw_glyph(painter, self._name, QRectF(rect), self._color(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        del state
        return _pixmap(self._name, size.width(), size.height(), self._color(mode).rgba())

    def _color(self, mode: QIcon.Mode) -> QColor:
        color = QColor(tokens().on_accent if mode == QIcon.Mode.Selected else tokens().text)
        if mode == QIcon.Mode.Disabled or self._quiet:
            color.setAlphaF(0.3)
        return color

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._quiet)


@cache
def icon(name: str, quiet: bool = False) -> QIcon:
    """The icon of that Phosphor name, e.g. `floppy-disk`; a `quiet` one stays in the background."""
    glyph(name)  # a wrong name fails here, and not while painting
    return QIcon(_GlyphEngine(name, quiet))


def app_icon() -> QIcon:
    """The icon of the window: a half-coloured circle, the accent on paper."""
    result = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#fafafa"))
            painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22)
            draw_glyph(
                painter, "paint-brush", QRectF(side * 0.12, side * 0.12, side * 0.76, side * 0.76), QColor("#2468d8")
            )
        result.addPixmap(pixmap)
    return result
