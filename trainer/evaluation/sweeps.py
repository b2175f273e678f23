"""Tags moved from 0 to 5 where no regions are told: pictures for a report to be looked through, nothing is measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trainer.data.regions import REGIONS
from trainer.evaluation.color_tags import color_groups
from trainer.evaluation.gallery import Gallery
from trainer.evaluation.painter import EncodedReferences, Painter
from trainer.evaluation.references import shuffled_partners
from trainer.evaluation.samples import Sample
from trainer.evaluation.tag_control import edit_of

PICTURES, TAGS = 3, 4
"""How many pictures are shown, and with how many tags each."""
FIRST = "hair"
"""The region whose tags are shown if the model has such; else the first that it has tags of."""
VALUES = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)


def show_sweeps(
    samples: Sequence[Sample], references: EncodedReferences, painter: Painter, seed: int, gallery: Gallery
) -> None:
    """Adds the sweeps of a few colour tags on the first pictures, each by another picture's colours, to a report.

    Args:
        samples: the pictures.
        references: their true colours, encoded.
        painter: a model of stage two; one whose tags name no colours is shown in no sweep.
        seed: which references.
        gallery: takes the sweeps.

    Raises:
        ColorizeError: the networks gave no numbers.
    """
    groups = color_groups(painter.model.info, REGIONS)
    if not groups:
        return
    group = next((group for group in groups if group.region == FIRST), groups[0])
    tags = group.tags[:TAGS]
    partner, _ = shuffled_partners(len(samples), np.random.default_rng((seed, len(samples))))
    for sample, other in list(zip(samples, partner, strict=True))[:PICTURES]:
        sketch = painter.encode_sketches([sample.drawing])
        edits = [{}, *(edit_of(tag, group, value) for tag in tags for value in VALUES)]
        unedited, *results = painter.paint_edits(sketch, references[[other]], edits)
        for place, tag in enumerate(tags):
            moved = results[place * len(VALUES) :][: len(VALUES)]
            gallery.add_sweep(tag.name, samples[other].color, unedited, VALUES, moved, sample.name)
