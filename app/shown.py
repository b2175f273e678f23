"""A result as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize

from app.qimage import Pyramid
from engine.requests import MOVING_SIDE, ColorizeRequest, ColorizeResult


@dataclass(frozen=True, eq=False)
class Drawable:
    """A result's pixels, ready to be drawn.

    Attributes:
        pyramid: of them.
        colors: of what lies beneath the lines of a small picture, whose own lines would be a haze beneath crisp ones;
            None of a large one.
    """

    pyramid: Pyramid
    colors: Pyramid | None = None

    @classmethod
    def of(cls, result: ColorizeResult) -> Drawable:
        """Not on the GUI thread: tens of milliseconds for a large one."""
        colors = result.colors if max(result.pixels.shape) <= MOVING_SIDE else None
        return cls(Pyramid.of(result.pixels), None if colors is None else Pyramid.of(colors))


@dataclass(frozen=True, eq=False)
class Shown:
    """A result as the window shows it.

    Attributes:
        result: the engine's answer.
        drawable: its pixels.
        preview: whether it is one.
        request: what it answers.
    """

    result: ColorizeResult
    drawable: Drawable
    preview: bool
    request: ColorizeRequest

    @property
    def pyramid(self) -> Pyramid:
        """Of the result's pixels."""
        return self.drawable.pyramid

    @property
    def nominal(self) -> QSize:
        """The size in pixels that it stands for: the sketch's, of a small preview as well."""
        return QSize(self.request.sketch.width, self.request.sketch.height)
