"""A process of its own that loads a model and paints one picture: `python -m engine.benchmark.first_picture JOB`.

JOB is a JSON object with `model`, `sketch`, `reference` and `output` (files), `size`, `tags`, `device`, `precision`
and `plain`. The networks' picture is written to `output` as a NumPy array; standard output gets one JSON object.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from engine.image_io import read_picture
from engine.process_memory import most_resident
from engine.requests import ColorizeRequest


def main(job: str) -> None:
    """Paints, then says how much memory the process has used at most, in bytes, or null where that is not told."""
    values = json.loads(job)
    request = ColorizeRequest(
        number=0,
        sketch=read_picture(Path(values["sketch"])),
        reference=read_picture(Path(values["reference"])),
        model=Path(values["model"]),
        tags=values["tags"],
        size=values["size"],
        lines="model",
        device=values["device"],
        precision=values["precision"],
    )
    np.save(values["output"], _plain(request) if values["plain"] else _fast(request))
    print(json.dumps({"peak_bytes": most_resident()}))


def _fast(request: ColorizeRequest) -> np.ndarray:
    from engine.colorizer import Colorizer

    return Colorizer.load(request.model, request.device, request.precision).colorize(request).pixels


def _plain(request: ColorizeRequest) -> np.ndarray:
    from engine.benchmark.plain import PlainWay
    from engine.weights import load_model

    return PlainWay(load_model(request.model), request.device).paint(request)


if __name__ == "__main__":
    main(sys.argv[1])
