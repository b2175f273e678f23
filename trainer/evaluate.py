"""`train evaluate DATA --model FILE`: what a model can do, measured on pictures it was not trained on."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import torch
from tqdm import tqdm

from engine.device import choose
from engine.errors import TrainingError
from engine.networks.config import STRIDE
from engine.weights import load_model
from trainer.data.folder import DataFolder
from trainer.evaluation.color_tags import color_groups
from trainer.evaluation.features import Features, InceptionFeatures
from trainer.evaluation.gallery import Gallery
from trainer.evaluation.grid import show_grids, tags_of_grid
from trainer.evaluation.painter import Painter
from trainer.evaluation.references import measure_references
from trainer.evaluation.samples import Sample, choose_entries, read_samples, tells_regions
from trainer.evaluation.sweeps import show_sweeps
from trainer.evaluation.table import table
from trainer.evaluation.tag_control import measure_tags
from trainer.options import EvaluateOptions, LineStyle


def run(options: EvaluateOptions) -> dict[str, Any]:
    """The verb: measures, writes the report where one is asked for, and prints a table or one JSON object.

    Returns:
        What `evaluate` returns.

    Raises:
        NurieError: options, data folder or weights cannot be used.
    """
    gallery = Gallery(options.report) if options.report is not None else None
    result = evaluate(options, gallery)
    text = table(result)
    if gallery is not None:
        page = gallery.finish(result, text)
        print(f"The report is {page}.", file=sys.stderr)
    print(json.dumps(result, ensure_ascii=False) if options.json else text)
    return result


def evaluate(
    options: EvaluateOptions, gallery: Gallery | None = None, features: Features | None = None
) -> dict[str, Any]:
    """Measures a model on the held-out pictures of a data folder, or on all where it tells no splits.

    The network's own picture is measured, without the artist's lines laid over it. A region counts in a
    picture when at least 20 of its pixels are not line at the evaluated size.

    Args:
        options: what to measure and on how much.
        gallery: takes pictures for a report; its folder is made once model and data were seen to be of use.
        features: what the Fréchet distance compares; None leaves it to the options.

    Returns:
        JSON values: `model`, `data`, `device`, `precision`, `seconds`, and the measures `self_reference`,
        `cross_reference`, `frechet` and `tag_control` (None for a model whose tags cannot be moved); under `lines`
        the same measures by style of lines, where styles are asked for. Each share stands beside `n`, the number of
        cases it rests on; None is what nothing could be measured of: of finished pictures, which tell no regions,
        neither hits nor `tag_control`.

    Raises:
        TrainingError: an option cannot be used, or what it needs is not installed.
        DataError: the data folder is incomplete or too small.
        WeightsError: the weights cannot be read, or have no generator.
        DeviceError: the device or precision does not exist here.
        ColorizeError: the networks gave no numbers.
    """
    begun = time.monotonic()
    options.validate()
    placement = choose(options.device, options.precision)  # type: ignore[arg-type]
    model = load_model(options.model)
    device = torch.device(placement.device)
    painter = Painter(model, device, placement.dtype, options.batch, str(options.model))
    if options.grid:
        tags_of_grid(model.info, options.grid_tags)
        if model.mapping is None:
            raise TrainingError(f"--grid moves tags, which {options.model} cannot (no stage two).")
    if options.inception is not None and features is None:
        features = InceptionFeatures(options.inception, device, options.batch)
    folder = DataFolder(options.data)
    entries, split = choose_entries(folder, options.limit, options.seed)
    if gallery is not None:
        gallery.open()
    resolution = -(-model.info.resolution // STRIDE) * STRIDE  # at which the program reads references
    size = options.size or resolution
    reading = read_samples(folder, entries, size, options.seed, resolution)
    samples = list(tqdm(reading, total=len(entries), desc="reading", unit="picture"))
    references = painter.encode_references([sample.lent for sample in samples])

    regions = tells_regions(folder)
    groups = None
    if model.mapping is not None and regions:
        groups = color_groups(model.info, folder.regions)
    seconds = {"reading": time.monotonic() - begun, "references": 0.0, "tags": 0.0}

    def measured(pictures: list[Sample], style: LineStyle | None = None) -> dict[str, Any]:
        started = time.monotonic()
        found = measure_references(
            pictures, references, painter, options.shuffles, options.seed, gallery, features, style
        )
        tagging = time.monotonic()
        tried, swept, shown = options.tag_pictures, options.monotone_pictures, gallery if style is None else None
        tags = (
            None
            if groups is None
            else measure_tags(pictures, references, groups, painter, tried, swept, options.seed, shown)
        )
        seconds["references"] += tagging - started
        seconds["tags"] += time.monotonic() - tagging
        return {**found, "tag_control": tags}

    measures = measured(samples)
    lines = {}
    for style in options.line_styles:
        print(f"evaluate: the lines drawn anew: {style}", file=sys.stderr)
        lines[style] = measured([sample.in_style(style, options.seed) for sample in samples], style)
    if gallery is not None and model.mapping is not None and not regions:
        show_sweeps(samples, references, painter, options.seed, gallery)
    if gallery is not None and options.grid:
        show_grids(samples, references, painter, options.grid_tags, options.grid_pictures, options.seed, gallery)
    seconds["total"] = time.monotonic() - begun
    return {
        "model": {"name": model.info.name, "file": str(options.model), "stage": model.info.stage},
        "data": {
            "folder": str(options.data),
            "split": split,
            "pictures": len(samples),
            "size": size,
            "regions": regions,
            "seed": options.seed,
        },
        **measures,
        "lines": lines,
        "device": placement.device,
        "precision": placement.precision,
        "seconds": {part: round(spent, 1) for part, spent in seconds.items()},
    }
