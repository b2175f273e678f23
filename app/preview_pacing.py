"""How large previews are on this machine, and whether they are worth their time."""

from __future__ import annotations

from engine.model_info import ModelInfo
from engine.requests import ColorizeResult, Picture

PREVIEW_SIZES = (256, 192)
"""Long sides of a preview in pixels: the first, or the second where a preview takes longer than `SLOW_PREVIEW_MS`."""
SLOW_PREVIEW_MS = 90.0


class PreviewPacing:
    """The long side of previews, which a slow machine makes smaller once and for all."""

    def __init__(self) -> None:
        self._size = PREVIEW_SIZES[0]

    def size(self, resolution: int) -> int:
        """The long side in pixels of a preview by a model of that resolution."""
        return min(self._size, resolution)

    def pays_off(self, sketch: Picture, model: ModelInfo) -> bool:
        """Whether a preview is smaller than what rests on the canvas."""
        return max(sketch.width, sketch.height) > self._size or model.resolution > self._size

    def learn(self, preview: ColorizeResult) -> None:
        """Takes note of how long a preview took; only steps that loaded and encoded nothing count."""
        loaded = {"load", "sketch", "reference"} & set(preview.milliseconds)
        if not loaded and preview.milliseconds.get("total", 0.0) > SLOW_PREVIEW_MS:
            self._size = PREVIEW_SIZES[1]
