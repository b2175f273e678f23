"""`main.py batch` without networks: all is real but the colouring, which gives one flat colour.

A page takes `FAKE_STEP` seconds (0.05 unless given).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

import main
from engine.hints.layer import Hints
from engine.layered.export import write_painting
from engine.painter import Painter
from engine.requests import ColorizeRequest, ColorizeResult

STEP_SECONDS = float(os.environ.get("FAKE_STEP", "0.05"))


def paint(painter: Painter, request: ColorizeRequest, output: Path, hints: Hints | None = None) -> ColorizeResult:
    """The colour of the reference's corner everywhere, redder where red hair is asked for."""
    del painter, hints
    time.sleep(STEP_SECONDS)
    pixels = np.full_like(request.sketch.pixels, request.reference.pixels[0, -1])
    pixels[..., 0] += np.uint8(10 * request.tags.get("red_hair", 0.0))
    size = (request.sketch.width, request.sketch.height)
    result = ColorizeResult(0, pixels, {}, {"total": 1.0}, "cpu", "fp32", size, pixels)
    write_painting(output, request, result)
    return result


if __name__ == "__main__":
    Painter.paint = paint  # type: ignore[method-assign]
    sys.exit(main.main(sys.argv[1:]))
