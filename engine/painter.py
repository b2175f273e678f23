"""Pictures painted and written one after the other with one model. Imports no torch until the first is painted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.fallback import colorize_within_memory, current
from engine.layered.export import write_painting
from engine.model_info import read_model_info
from engine.requests import ColorizeRequest, ColorizeResult, Device, Lines, LineSettings, Picture, Precision

if TYPE_CHECKING:
    from engine.colorizer import Colorizer
    from engine.hints.layer import Hints


class Painter:
    """One model, which is loaded for the first picture that gets so far. Not for two threads at once.

    Raises:
        WeightsError: the file is missing, damaged, or no model.
    """

    def __init__(self, model: Path, device: Device = "auto", precision: Precision = "auto") -> None:
        self.model = model
        self.info = read_model_info(model)
        self._device: Device = device
        self._precision: Precision = precision
        self._colorizer: Colorizer | None = None

    def request(
        self,
        sketch: Picture,
        reference: Picture,
        *,
        tags: Mapping[str, float],
        size: int | str | None,
        lines: Lines,
        line_settings: LineSettings,
        evenness: float,
        number: int = 0,
    ) -> ColorizeRequest:
        """What is asked of this model. `size` is the long side at which the networks run, `native` for the sketch's
        own, or None for the one that the model was trained at; the rest is as in `ColorizeRequest`."""
        size = self.info.resolution if size is None else size
        return ColorizeRequest(
            number=number,
            sketch=sketch,
            reference=reference,
            model=self.model,
            tags=tags,
            size=None if isinstance(size, str) else size,
            lines=lines,
            line_settings=line_settings,
            evenness=evenness,
            device=self._device,
            precision=self._precision,
        )

    def paint(self, request: ColorizeRequest, output: Path, hints: Hints | None = None) -> ColorizeResult:
        """Colours and writes one picture, in the format of the suffix, with hints of its size under the lines.

        Raises:
            NurieError: it was not painted, and nothing was written.
        """
        self._colorizer = current(self._colorizer, request.model, request.device, request.precision)
        result = colorize_within_memory(self._colorizer, request)
        write_painting(output, request, result, hints)
        return result

    def forget_sketches(self) -> None:
        """Lets go of what is kept of the sketches painted so far, for who sees each of them once only."""
        if self._colorizer is not None:
            self._colorizer.forget_sketches()
