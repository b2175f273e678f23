"""From the networks' picture to the artist's: even fills, the drawing's own size, the artist's lines.

What depends on the drawing alone is kept, so that a moved tag pays for a copy of pixels only. Imports no torch.
"""

from __future__ import annotations

import numpy as np

from engine.cache import Cache
from engine.evening import Areas
from engine.line_art import LineArt, line_art
from engine.progress import each_goes_on, go_on
from engine.requests import ColorizeRequest, LineSettings, Picture
from engine.scaling import Size, fitted, resized, to_grey
from engine.upsample import LineGuide

_GUIDE_CACHE_BYTES = 512 * 2**20
_LINES_CACHE_BYTES = 512 * 2**20
_AREAS_CACHE_BYTES = 512 * 2**20
KEPT_DRAWINGS = 8
"""Two at the sizes that a window asks for: while the hand moves, at rest, thumbnails, what the mouse is over. A day of
other drawings, and of lines sought anew at each step of a slider, shall not fill the memory."""


class Finisher:
    """What is kept of sketches for it. Not for two threads at once."""

    def __init__(self) -> None:
        self._guides: Cache[LineGuide] = Cache(_GUIDE_CACHE_BYTES, KEPT_DRAWINGS)
        self._lines: Cache[LineArt] = Cache(_LINES_CACHE_BYTES, KEPT_DRAWINGS)
        self._areas: Cache[Areas] = Cache(_AREAS_CACHE_BYTES, KEPT_DRAWINGS)

    def forget(self) -> None:
        """Lets go of it."""
        for kept in (self._guides, self._lines, self._areas):
            kept.clear()

    def line_art(self, picture: Picture, settings: LineSettings) -> LineArt:
        """The lines of a sketch, as the settings find them."""
        return self._lines.get((picture.key, settings), lambda: line_art(picture, settings))

    def areas(self, sketch: Picture, settings: LineSettings) -> Areas:
        """What its lines enclose. Found once for a drawing: a preview and the full picture have the same."""
        return self._areas.get(
            (sketch.key, settings), lambda: Areas.of(to_grey(self.line_art(sketch, settings).pixels), each_goes_on)
        )

    def finish(
        self, request: ColorizeRequest, pixels: np.ndarray, slope: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray | None]:
        """From the networks' size to the size of the answer.

        Args:
            request: says which size, how even, and with which lines.
            pixels: the networks' picture, uint8 RGB.
            slope: that its ground was painted with, `[TERMS, 3]` before tanh (`engine.slope`), or None.

        What is worked out of the drawing stays, also where the work is called off between its pieces (`go_on`).

        Returns:
            The picture and the colours beneath its lines, uint8 RGB `[H, W, 3]`; no colours where the networks' own
            picture was asked for.
        """
        sketch, settings = request.sketch, request.line_settings
        size = (sketch.width, sketch.height)
        if request.output_size is not None:
            size = fitted(size, request.output_size)
        if request.lines == "model":
            return resized(pixels, size), None
        network_size = (pixels.shape[1], pixels.shape[0])
        guide = self._guides.get(
            (sketch.key, settings, network_size, size), lambda: self._guide(request, network_size, size)
        )
        go_on()
        colors = guide.colors(pixels)
        if request.evenness > 0:
            areas = self._areas.get(
                (sketch.key, settings, size), lambda: self.areas(sketch, settings).at(size, guide.sketch)
            )
            colors = areas.even(colors, request.evenness, slope)
        return (colors if request.lines == "none" else guide.lay_lines(colors)), colors

    def _guide(self, request: ColorizeRequest, network_size: Size, size: Size) -> LineGuide:
        art = self.line_art(request.sketch, request.line_settings)
        alpha = None if art.alpha is None else resized(art.alpha, size)
        return LineGuide(resized(art.pixels, size), network_size, alpha)
