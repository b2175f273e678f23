"""Takes the colour that is seen under the pointer: of the result and its hints, of what covers it, of the reference."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from app.hints.tools import HintTools
from app.ui.canvas import Canvas
from app.workspace import Workspace
from engine.hints.composite import over
from engine.hints.layer import Hints


class Eyedropper:
    """Gives colours to the tools. GUI thread only.

    Args:
        workspace: the result and the reference.
        tools: take the colours.
        canvas: the result's.
        reference: the reference's.
    """

    def __init__(self, workspace: Workspace, tools: HintTools, canvas: Canvas, reference: Canvas) -> None:
        self._workspace = workspace
        self._tools = tools
        self._canvas = canvas
        self._reference = reference

    def take_from_result(self, position: QPointF, hints: Hints) -> None:
        """Takes what is seen at a point of the result's canvas, whose hints are given."""
        point, nominal = self._canvas.to_picture(position), self._canvas.nominal
        if (before := self._canvas.before_at(position.x())) is not None:
            image = before.levels[0]
            x, y = point.x() * image.width() / nominal.width(), point.y() * image.height() / nominal.height()
            if image.rect().contains(int(x // 1), int(y // 1)):
                self._give(image.pixelColor(int(x), int(y)))
        elif (shown := self._workspace.bridge.shown) is not None:
            # The pixels of a preview are fewer than those that it stands for.
            color = _at(shown.result.pixels, point * (shown.result.pixels.shape[1] / nominal.width()))
            if color is not None:
                hint = hints.color_at(int(point.x()), int(point.y()))
                self._give(QColor(*over(np.array([[hint]], np.uint8), color)[0, 0].tolist()))

    def take_from_reference(self, position: QPointF) -> None:
        """Takes what is seen at a point of the reference's canvas."""
        picture = self._workspace.document.reference.value
        color = _at(picture.pixels, self._reference.to_picture(position)) if picture is not None else None
        if color is not None:
            self._give(QColor(*color[0, 0].tolist()))

    def _give(self, color: QColor) -> None:
        self._tools.color = (color.red(), color.green(), color.blue())


def _at(pixels: np.ndarray, point: QPointF) -> np.ndarray | None:
    """The pixel at a point, uint8 RGB `[1, 1, 3]`; None outside the picture."""
    x, y = int(point.x() // 1), int(point.y() // 1)
    inside = 0 <= x < pixels.shape[1] and 0 <= y < pixels.shape[0]
    return pixels[y : y + 1, x : x + 1] if inside else None
