"""Two tags moved at once, as Figure 11 shows them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.errors import TrainingError
from engine.model_info import ModelInfo, Tag
from trainer.evaluation.gallery import Gallery
from trainer.evaluation.painter import EncodedReferences, Painter
from trainer.evaluation.references import shuffled_partners
from trainer.evaluation.samples import Sample

ACROSS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Values of the first tag, from left to right."""

UP = (0.0, 0.5, 1.0)
"""Values of the second tag, from bottom to top."""


def tags_of_grid(info: ModelInfo, names: Sequence[str]) -> tuple[Tag, Tag]:
    """The two tags by name.

    Raises:
        TrainingError: the model does not know one of them.
    """
    known = {tag.name: tag for tag in info.tags}
    if unknown := [name for name in names if name not in known]:
        raise TrainingError(f"--grid: the model has no tag {unknown[0]}; main.py models tells its tags.")
    return known[names[0]], known[names[1]]


def edits_of_grid(info: ModelInfo, across: Tag, up: Tag) -> list[dict[int, float]]:
    """Every cell from the top left on: place in the classifier → value; the tags' rivals are at nothing."""
    rivals = {tag.index: 0.0 for tag in info.tags if tag.group and tag.group in (across.group, up.group)}
    return [{**rivals, across.index: first, up.index: second} for second in reversed(UP) for first in ACROSS]


def show_grids(
    samples: Sequence[Sample],
    references: EncodedReferences,
    painter: Painter,
    names: Sequence[str],
    pictures: int,
    seed: int,
    gallery: Gallery,
) -> None:
    """Adds the grids of the first pictures, each by another picture's colours, to a report.

    Raises:
        TrainingError: the model does not know a tag.
        ColorizeError: the networks gave no numbers.
    """
    info = painter.model.info
    across, up = tags_of_grid(info, names)
    edits = edits_of_grid(info, across, up)
    partner, _ = shuffled_partners(len(samples), np.random.default_rng((seed, len(samples))))
    for number in range(min(pictures, len(samples))):
        sketch = painter.encode_sketches([samples[number].sketch])
        results = list(painter.paint_edits(sketch, references[[partner[number]]], edits))
        rows = [results[start : start + len(ACROSS)] for start in range(0, len(results), len(ACROSS))]
        gallery.add_grid(
            f"{across.name} {ACROSS[0]:g} to {ACROSS[-1]:g} to the right, {up.name} {UP[0]:g} to {UP[-1]:g} upwards",
            samples[number].name,
            rows,
        )
