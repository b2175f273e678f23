"""The files of one picture in the data folder: colour, line art and, if asked for, a deformed reference."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image, PngImagePlugin

from engine.errors import PictureError
from trainer.data.deform import deform
from trainer.data.lineart.extract import Manner, extract
from trainer.data.prepare.finding import Found
from trainer.data.prepare.opening import LEAST_INK, open_picture
from trainer.data.prepare.reasons import Reason
from trainer.data.writing import write_png

TEXT_KEY = "nurie-prepared"
VERSION = 3
"""Raised when the same picture would be made otherwise: what was made before is then made again."""


@dataclass(frozen=True)
class MakeJob:
    """One picture to make: `state` stands for its files' contents, `size` is the longest side in pixels."""

    out: Path
    name: str
    found: Found
    state: str
    digest: str
    size: int
    seed: int
    references: bool


@dataclass(frozen=True)
class Made:
    """What came of a job: the `line` style (`own` for the picture's own lines), or the `reason` it was left out."""

    name: str
    line: str = ""
    reason: Reason | Literal[""] = ""
    detail: str = ""


def made_before(job: MakeJob) -> Made | None:
    """What an earlier run made of the same job, or None where anything is missing or differs."""
    color = job.out / "color" / f"{job.name}.png"
    kinds = ("sketch", "reference") if job.references else ("sketch",)
    if not all((job.out / kind / f"{job.name}.png").exists() for kind in kinds):
        return None
    made = written_by_us(color)
    return Made(job.name, made["line"]) if made is not None and made.get("job") == _key(job) else None


def written_by_us(color: Path) -> dict[str, Any] | None:
    """What a colour picture says of its making; None where it is missing, damaged or not made by `prepare`."""
    try:
        with Image.open(color, formats=("PNG",)) as image:
            made = json.loads(image.info.get(TEXT_KEY, "null"))
    except (OSError, ValueError, SyntaxError):
        return None
    return made if isinstance(made, dict) else None


def _key(job: MakeJob) -> dict[str, Any]:
    return {"version": VERSION, "state": job.state, "digest": job.digest, "size": job.size, "seed": job.seed}


def make(job: MakeJob) -> Made:
    """Makes one picture; what is wrong with it is told, not raised.

    Raises:
        OSError: the data folder cannot be written.
    """
    try:
        opened = open_picture(job.found)
        pixels = opened.picture.pixels
        size = fitted((pixels.shape[1], pixels.shape[0]), job.size)
        # The digest decides, not the place in the folder: a picture has the same lines wherever it lies.
        rng = np.random.default_rng([job.seed, int(job.digest, 16)])
        manner = Manner.drawn(rng)
        if opened.line is not None:
            line, style = resized(opened.line, size, keep_lines=True), "own"
        else:
            line, style = extract(pixels, size, rng, manner), manner.style
    except (PictureError, MemoryError) as error:
        return Made(job.name, reason="unreadable", detail=str(error) or "it does not fit into this machine's memory")
    if float((line < 200).mean()) < LEAST_INK:
        return Made(job.name, reason="no lines", detail="nothing in it can be drawn as a line")
    color = resized(pixels, size)
    write_png(job.out / "sketch" / f"{job.name}.png", Image.fromarray(line))
    if job.references:
        bent = deform(color, np.random.default_rng([job.seed, int(job.digest, 16), 1]))
        write_png(job.out / "reference" / f"{job.name}.png", Image.fromarray(bent))
    text = PngImagePlugin.PngInfo()
    drawn = asdict(manner) if style != "own" else None
    text.add_text(TEXT_KEY, json.dumps({"job": _key(job), "line": style, "manner": drawn}))
    write_png(job.out / "color" / f"{job.name}.png", Image.fromarray(color), text)
    return Made(job.name, style)


def fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """Width and height within a longest side; nothing is enlarged."""
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def resized(pixels: np.ndarray, size: tuple[int, int], keep_lines: bool = False) -> np.ndarray:
    """uint8 `[H, W]` or `[H, W, 3]` at another size; `keep_lines` averages, which keeps thin lines whole."""
    image = Image.fromarray(pixels)
    if image.size == size:
        return pixels
    smaller = image.width > size[0]
    resampling = Image.Resampling.BOX if keep_lines and smaller else Image.Resampling.LANCZOS
    return np.asarray(image.resize(size, resampling))
