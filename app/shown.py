"""A result as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize

from app.qimage import Pyramid
from engine.requests import ColorizeRequest, ColorizeResult


@dataclass(frozen=True, eq=False)
class Shown:
    """A result as the window shows it.

    Attributes:
        result: the engine's answer.
        pyramid: its pixels, ready to be drawn.
        nominal: the size in pixels that it stands for: the sketch's, of a small preview as well.
        preview: whether it is one.
        request: what it answers.
    """

    result: ColorizeResult
    pyramid: Pyramid
    nominal: QSize
    preview: bool
    request: ColorizeRequest
