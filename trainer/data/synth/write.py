"""The data folder that `train synth` writes: colour, line art, tags, regions and shading of every figure.

Beside what every data folder has, a drawn one holds `shading/NAME.png` (grey + alpha: `shade` and `mix` of the
figure), with which it can be coloured anew, and in its `dataset.json` for each picture the split, the kind of
background and the variants that were drawn.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, PngImagePlugin

from engine.errors import DataError
from engine.sentences import reason_of
from trainer.data.folder import FORMAT_VERSION, Split
from trainer.data.palette import sample_palette
from trainer.data.recolor import recolor, tag_names, tags_of
from trainer.data.regions import REGIONS, Figure
from trainer.data.synth import avatars, nurie_style
from trainer.data.synth.sources import licences_text, sources
from trainer.data.writing import mapped, write_png, write_text

DRAWING_VERSION = 3
"""Raised whenever the same seed draws other pictures: a folder is of one version."""
HELD_OUT_EVERY = 8
_KINDS = ("sketch", "regions", "shading", "tags", "color")
_TEXT_KEY = "nurie"
_STYLE_SHARES = {
    "nurie": 0.52,
    "adventurer": 0.16,
    "lorelei": 0.1,
    "micah": 0.05,
    "facesjs": 0.09,
    "bigheads": 0.08,
}


@dataclass(frozen=True)
class _Job:
    """One picture to draw."""

    out: Path
    index: int
    size: int
    seed: int


def split_of(index: int) -> Split:
    """The split of a picture: the last of every eight is held out."""
    return "held-out" if index % HELD_OUT_EVERY == HELD_OUT_EVERY - 1 else "train"


def name_of(index: int) -> str:
    """The name of a picture, without suffix."""
    return f"{index:06d}"


def draw_figure(seed: int, index: int, size: int) -> tuple[Figure, np.random.Generator]:
    """One figure of a set, and the generator from which its palette is to be drawn. Depends on its arguments alone."""
    rng = np.random.default_rng([seed, index])
    style = str(rng.choice(list(_STYLE_SHARES), p=list(_STYLE_SHARES.values())))
    if style == "nurie":
        return nurie_style.draw(rng, size, split_of(index)), rng
    return avatars.draw(rng, size, split_of(index), style), rng


def write_dataset(
    out: Path,
    count: int,
    size: int,
    seed: int,
    workers: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Draws a data folder, or what is missing of it.

    Files are written beside and renamed, the colour picture last, `dataset.json` when all pictures are there; a run
    that was interrupted goes on where it stopped.

    Args:
        out: the folder; made where it is missing.
        count: number of pictures; a folder that has more keeps them.
        size: side of each picture in pixels.
        seed: picture i depends on (seed, i, size) and `DRAWING_VERSION` alone.
        workers: processes that draw; 0 takes one for each core, 1 draws in this one.
        progress: called with (done, all) as pictures are ready, from the calling thread.

    Raises:
        DataError: the folder holds other data, or cannot be written.
        KeyboardInterrupt: passed on after the drawing processes have ended.
    """
    if count < 1 or size < 32:
        raise DataError(
            "{count} pictures of {size} pixels cannot be drawn; ask for at least 1 of at least 32 pixels.",
            count=count,
            size=size,
        )
    try:
        for kind in _KINDS:
            (out / kind).mkdir(parents=True, exist_ok=True)
            for partial in (out / kind).glob(".*.part"):
                partial.unlink()
        figures = _present(out, size, seed)
        missing = [_Job(out, index, size, seed) for index in range(count) if name_of(index) not in figures]
        if missing:
            (out / "dataset.json").unlink(missing_ok=True)
        all_pictures, done = len(missing) + len(figures), len(figures)
        if progress is not None:
            progress(done, all_pictures)
        with mapped(_draw_job, missing, workers or os.cpu_count() or 1) as results:
            for name, figure in results:
                figures[name] = figure
                done += 1
                if progress is not None:
                    progress(done, all_pictures)
        write_text(out / "LICENSES.md", licences_text())
        description = {
            "format_version": FORMAT_VERSION,
            "regions": list(REGIONS),
            "size": size,
            "seed": seed,
            "drawing_version": DRAWING_VERSION,
            "sources": [source.as_json() for source in sources()],
            "figures": dict(sorted(figures.items())),
        }
        write_text(out / "dataset.json", json.dumps(description, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        raise DataError(
            "{path} cannot be written: {reason}; choose another folder or make room.", path=out, reason=reason_of(error)
        ) from error


def _present(out: Path, size: int, seed: int) -> dict[str, Any]:
    """The pictures that are complete, name → figure entry."""
    figures = {}
    for path in sorted((out / "color").glob("*.png")):
        try:
            with Image.open(path) as image:
                made = json.loads(image.info.get(_TEXT_KEY, "null"))
        except (OSError, ValueError) as error:
            raise DataError(
                "{path} is damaged ({reason}); delete it and draw again.", path=path, reason=reason_of(error)
            ) from error
        if made is None:
            raise DataError("{path} was not drawn by train synth; choose an empty folder.", path=path)
        if (made["size"], made["seed"]) != (size, seed):
            raise DataError(
                "{folder} holds pictures of {old_size} pixels and seed {old_seed}, not {size} and {seed}; "
                "choose another folder.",
                folder=out,
                old_size=made["size"],
                old_seed=made["seed"],
                size=size,
                seed=seed,
            )
        if made.get("drawing_version", 1) != DRAWING_VERSION:
            raise DataError(
                "{folder} was drawn by another version of the program, whose figures differ; choose another folder.",
                folder=out,
            )
        if all((out / kind / f"{path.stem}{'.txt' if kind == 'tags' else '.png'}").exists() for kind in _KINDS):
            figures[path.stem] = made["figure"]
    return figures


def _draw_job(job: _Job) -> tuple[str, Any]:
    name = name_of(job.index)
    figure, rng = draw_figure(job.seed, job.index, job.size)
    palette = sample_palette(rng)
    entry = {
        "split": split_of(job.index),
        "background": figure.background,
        "variants": dict(figure.variants),
    }
    tags = tags_of(figure.regions, figure.shade, figure.mix, figure.background, palette)
    regions = Image.fromarray(figure.regions, "P")
    regions.putpalette(_display_palette())
    write_png(job.out / "sketch" / f"{name}.png", Image.fromarray(figure.line))
    write_png(job.out / "regions" / f"{name}.png", regions)
    write_png(job.out / "shading" / f"{name}.png", Image.fromarray(np.dstack([figure.shade, figure.mix]), "LA"))
    write_text(job.out / "tags" / f"{name}.txt", ", ".join(tag for tag in tag_names() if tag in tags) + "\n")
    text = PngImagePlugin.PngInfo()
    made = {"size": job.size, "seed": job.seed, "drawing_version": DRAWING_VERSION, "figure": entry}
    text.add_text(_TEXT_KEY, json.dumps(made))
    color = recolor(figure.line, figure.regions, figure.shade, figure.mix, palette)
    write_png(job.out / "color" / f"{name}.png", Image.fromarray(color), text)
    return name, entry


def _display_palette() -> list[int]:
    """Colours in which an index image can be looked at."""
    hues = np.random.default_rng(0).integers(40, 240, (len(REGIONS), 3))
    return hues.ravel().tolist()
