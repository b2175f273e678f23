"""Cold start to first picture: how long a new process takes from its start to pixels."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from engine.errors import NurieError
from engine.requests import ColorizeRequest

_ROOT = Path(__file__).resolve().parents[2]  # where `engine` is imported from


@dataclass(frozen=True)
class FirstPicture:
    """Of one process: from its start to its end, its picture, and the memory it used at most (None: not told)."""

    milliseconds: float
    pixels: np.ndarray
    peak_bytes: int | None


def first_picture(request: ColorizeRequest, folder: Path, plain: bool) -> FirstPicture:
    """Starts a process that paints `request` and waits for its end.

    Args:
        request: with a size, a device and a precision; its pictures go through files in `folder`.
        folder: a temporary one.
        plain: paints the plain way.

    Raises:
        NurieError: the process failed.
    """
    files = {name: str(folder / f"{name}.png") for name in ("sketch", "reference")}
    for name, picture in (("sketch", request.sketch), ("reference", request.reference)):
        Image.fromarray(picture.pixels).save(files[name])
    output = folder / "first.npy"
    job = {
        **files,
        "model": str(request.model),
        "output": str(output),
        "size": request.size,
        "tags": dict(request.tags),
        "device": request.device,
        "precision": request.precision,
        "plain": plain,
    }
    command = [sys.executable, "-m", "engine.benchmark.first_picture", json.dumps(job)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    milliseconds = (time.perf_counter() - start) * 1000
    if done.returncode != 0:
        reason = (done.stderr.strip() or "it said nothing").splitlines()[-1]
        raise NurieError("The process that was to paint a first picture failed: {reason}.", reason=reason)
    return FirstPicture(milliseconds, np.load(output), json.loads(done.stdout)["peak_bytes"])
