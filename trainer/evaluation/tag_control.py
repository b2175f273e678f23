"""How well tags move colours: the region takes the named colour, the rest stays, and more means more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from tqdm import tqdm

from trainer.data.colors import COLOR_NAMES, NAMED_LAB, ciede2000, name_of, srgb_to_lab
from trainer.evaluation.color_tags import CLOTHES, ColorGroup, ColorTag
from trainer.evaluation.gallery import Gallery
from trainer.evaluation.painter import EncodedReferences, Painter
from trainer.evaluation.references import shuffled_partners
from trainer.evaluation.samples import Sample
from trainer.evaluation.tally import Mean
from trainer.metrics.regions import region_color
from trainer.metrics.statistics import spearman

HIT_VALUE = 2.0
SWEEP_VALUES = tuple(np.arange(0.0, 5.01, 0.5).tolist())
LEAK_PIXELS = 2048
"""`leak` is the mean over a random sample of at most this many pixels outside the region; over all of
them it would differ by some hundredths and cost more than the networks."""


@dataclass
class TagScore:
    """The three numbers of tag control."""

    hit: Mean = field(default_factory=Mean)
    leak: Mean = field(default_factory=Mean)
    monotone: Mean = field(default_factory=Mean)

    def __add__(self, other: TagScore) -> TagScore:
        return TagScore(self.hit + other.hit, self.leak + other.leak, self.monotone + other.monotone)

    def to_dict(self) -> dict[str, Any]:
        """The means, and how many edits `hit` and `leak` (`n`), and `monotone` (`monotone_n`) rest on."""
        return {
            "hit": self.hit.value,
            "leak": self.leak.value,
            "monotone": self.monotone.value,
            "n": self.hit.count,
            "monotone_n": self.monotone.count,
        }


class TagControl:
    """Scores by region and colour."""

    def __init__(self) -> None:
        self.scores: dict[str, dict[str, TagScore]] = {}

    def of(self, region: str, color: str) -> TagScore:
        """The score of one colour in one region, to add to."""
        return self.scores.setdefault(region, {}).setdefault(color, TagScore())

    def to_dict(self) -> dict[str, Any]:
        """All edits together, `clothes` (shirt, skirt and dress together), and each group with its colours."""

        def pooled(regions: Sequence[str]) -> dict[str, Any]:
            return sum(
                (score for region in regions for score in self.scores.get(region, {}).values()), TagScore()
            ).to_dict()

        groups = {
            region: {
                **pooled([region]),
                "colors": {color: colors[color].to_dict() for color in COLOR_NAMES if color in colors},
            }
            for region, colors in self.scores.items()
        }
        return {**pooled(list(self.scores)), "clothes": pooled(CLOTHES), "groups": groups}


@dataclass(frozen=True)
class Edited:
    """What an edited result is compared with: the unedited one, outside the region.

    Attributes:
        mask: bool `[S, S]`, the region's pixels that are not line.
        outside: flat indices of the pixels outside the region that `leak` looks at.
        before: CIELAB of the unedited result there, `[len(outside), 3]`.
    """

    mask: np.ndarray
    outside: np.ndarray
    before: np.ndarray

    @classmethod
    def of(cls, sample: Sample, region: str, unedited: np.ndarray, rng: np.random.Generator) -> Edited:
        """For a picture and its unedited result, uint8 `[S, S, 3]`."""
        other = np.flatnonzero(sample.inside & (sample.regions != sample.names.index(region)))
        if len(other) > LEAK_PIXELS:
            other = rng.choice(other, LEAK_PIXELS, replace=False)
        return cls(sample.masks[region], other, srgb_to_lab(unedited.reshape(-1, 3)[other]))

    def is_hit(self, result: np.ndarray, color: str) -> bool:
        """Whether the region bears the name of a colour."""
        return name_of(region_color(result, self.mask)) == color

    def leak(self, result: np.ndarray) -> float:
        """Mean CIEDE2000 outside the region between the edited and the unedited result; NaN where nothing is."""
        if not len(self.outside):
            return float("nan")
        return float(ciede2000(srgb_to_lab(result.reshape(-1, 3)[self.outside]), self.before).mean())

    def closeness(self, result: np.ndarray, color: str) -> float:
        """How near the region is to the anchor of a named colour: 0 at it, negative ΔE away from it."""
        return -float(ciede2000(region_color(result, self.mask), NAMED_LAB[COLOR_NAMES.index(color)]))


def edit_of(tag: ColorTag, group: ColorGroup, value: float) -> dict[int, float]:
    """One colour tag at a value, its rivals at 0: place in the classifier → value."""
    return {**dict.fromkeys(group.rivals, 0.0), tag.index: value}


def plan_pictures(
    samples: Sequence[Sample], groups: Sequence[ColorGroup], pictures: int, rng: np.random.Generator
) -> dict[int, list[tuple[ColorGroup, int]]]:
    """Which groups are tried on which pictures: each on at most `pictures` of those that have its region.

    Returns:
        Index of the picture → its groups, each with its place (0, 1, …) among the pictures of that group.
    """
    plan: dict[int, list[tuple[ColorGroup, int]]] = {}
    order = rng.permutation(len(samples))
    for group in groups:
        having = [int(index) for index in order if group.region in samples[index].present]
        for place, index in enumerate(having[:pictures]):
            plan.setdefault(index, []).append((group, place))
    return plan


def measure_tags(
    samples: Sequence[Sample],
    references: EncodedReferences,
    groups: Sequence[ColorGroup],
    painter: Painter,
    pictures: int,
    monotone_pictures: int,
    seed: int,
    gallery: Gallery | None = None,
) -> dict[str, Any]:
    """`tag_control`: every drawing by another picture's colours, with one colour tag moved at a time.

    Args:
        samples: the pictures.
        references: their true colours, encoded.
        groups: the tags to try.
        painter: a model of stage two.
        pictures: on how many pictures each tag is tried.
        monotone_pictures: on how many of these it is moved through 0, 0.5, …, 5.
        seed: which pictures, which references.
        gallery: takes the first sweeps.

    Raises:
        ColorizeError: the networks gave no numbers.
    """
    rng = np.random.default_rng((seed, len(samples)))
    partner, _ = shuffled_partners(len(samples), rng)
    plan = plan_pictures(samples, groups, pictures, rng)
    control = TagControl()
    with tqdm(total=len(plan), desc="tags", unit="picture") as bar:
        for index, tried in sorted(plan.items()):
            sample, reference = samples[index], references[[partner[index]]]
            sketch = painter.encode_sketches([sample.drawing])
            hits = [(group, tag) for group, _ in tried for tag in group.tags]
            edits = [{}, *(edit_of(tag, group, HIT_VALUE) for group, tag in hits)]
            results = painter.paint_edits(sketch, reference, edits)
            unedited = next(results)
            compared = {group.region: Edited.of(sample, group.region, unedited, rng) for group, _ in tried}
            for (group, tag), result in zip(hits, results, strict=True):
                score, edited = control.of(group.region, tag.color), compared[group.region]
                score.hit.add(edited.is_hit(result, tag.color))
                score.leak.add(edited.leak(result))
            for group, place in tried:
                if place >= monotone_pictures:
                    continue
                for tag in group.tags:
                    edits = [edit_of(tag, group, value) for value in SWEEP_VALUES]
                    sweep = list(painter.paint_edits(sketch, reference, edits))
                    closeness = [compared[group.region].closeness(result, tag.color) for result in sweep]
                    control.of(group.region, tag.color).monotone.add(
                        spearman(np.array(SWEEP_VALUES), np.array(closeness))
                    )
                    if gallery is not None and place == 0:
                        gallery.add_sweep(tag.name, samples[partner[index]].color, unedited, SWEEP_VALUES, sweep)
            bar.update()
    return control.to_dict()
