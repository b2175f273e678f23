"""How well a model follows its reference: the truth deformed, another picture, and whole sets of results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from tqdm import tqdm

from trainer.evaluation.features import Features, OwnFeatures
from trainer.evaluation.gallery import Gallery
from trainer.evaluation.painter import EncodedReferences, Painter
from trainer.evaluation.samples import Sample
from trainer.evaluation.tally import Mean
from trainer.metrics.pictures import mean_delta_e, psnr, ssim
from trainer.metrics.regions import region_colors, same_color
from trainer.metrics.statistics import frechet_distance
from trainer.options import LineStyle


@dataclass
class SelfReference:
    """Results whose reference is the deformed truth, compared with the truth."""

    delta_e: Mean = field(default_factory=Mean)
    psnr: Mean = field(default_factory=Mean)
    ssim: Mean = field(default_factory=Mean)

    def add(self, sample: Sample, result: np.ndarray) -> None:
        """Takes in one result, uint8 `[S, S, 3]`: ΔE over what is not line, the usual two over all of the picture."""
        self.delta_e.add(mean_delta_e(result, sample.color, sample.paper))
        cut, truth = sample.cut(result), sample.cut(sample.color)
        self.psnr.add(psnr(cut, truth))
        self.ssim.add(ssim(cut, truth))

    def to_dict(self) -> dict[str, Any]:
        """The means, and over how many pictures."""
        return {
            "delta_e": self.delta_e.value,
            "psnr": self.psnr.value,
            "ssim": self.ssim.value,
            "n": self.delta_e.count,
        }


@dataclass
class CrossReference:
    """Results whose reference is another picture: does a region take the reference's colour?

    A hit is a region within ΔE 20 of the reference's, out of the regions that drawing and reference both
    have. `chance` asks the same of a third picture that the networks never saw: what a model would get that
    ignores its reference.
    """

    hits: defaultdict[str, Mean] = field(default_factory=lambda: defaultdict(Mean))
    chances: defaultdict[str, Mean] = field(default_factory=lambda: defaultdict(Mean))

    def add(self, sample: Sample, result: np.ndarray, reference: Sample, third: Sample) -> None:
        """Takes in one result, uint8 `[S, S, 3]`."""
        for region, color in region_colors(result, sample.masks).items():
            for tallies, other in ((self.hits, reference), (self.chances, third)):
                if region in other.colors:
                    tallies[region].add(same_color(color, other.colors[region]))

    def to_dict(self) -> dict[str, Any]:
        """The shares over all regions and for each, beside the number of cases."""

        def shares(hits: Mean, chances: Mean) -> dict[str, Any]:
            return {"hit": hits.value, "chance": chances.value, "n": hits.count}

        total = shares(sum(self.hits.values(), Mean()), sum(self.chances.values(), Mean()))
        regions = {region: shares(self.hits[region], self.chances[region]) for region in sorted(self.hits)}
        return {**total, "regions": regions}


def shuffled_partners(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """For each of `count` pictures another one, and a third that is neither: two int arrays `[count]`.

    The pictures stand in a random circle; each gets the next as reference and the one after that as third,
    so that every picture serves exactly once as each. `count` is at least 3.
    """
    circle = rng.permutation(count)
    partner, third = np.empty(count, dtype=int), np.empty(count, dtype=int)
    partner[circle], third[circle] = np.roll(circle, -1), np.roll(circle, -2)
    return partner, third


def measure_references(
    samples: Sequence[Sample],
    references: EncodedReferences,
    painter: Painter,
    shuffles: int,
    seed: int,
    gallery: Gallery | None = None,
    features: Features | None = None,
    style: LineStyle | None = None,
) -> dict[str, Any]:
    """`self_reference`, `cross_reference` and `frechet` of the results.

    Args:
        samples: the pictures.
        references: their true colours, encoded.
        painter: the model.
        shuffles: times that every drawing gets another reference.
        seed: who gets whom.
        gallery: takes the first pictures of each kind.
        features: what the Fréchet distance compares; None takes the model's own encoder.
        style: of the pictures' lines, under which the gallery shows them; None where they are as they were drawn.

    Raises:
        ColorizeError: the networks gave no numbers.
    """
    own, cross = SelfReference(), CrossReference()
    partners = [shuffled_partners(len(samples), np.random.default_rng((seed, k))) for k in range(shuffles)]
    features = features or OwnFeatures(painter)
    found: list[list[np.ndarray]] = [[] for _ in partners]
    with tqdm(total=len(samples) * (shuffles + 1), desc="references", unit="picture") as bar:
        for start in range(0, len(samples), painter.batch):
            chunk = samples[start : start + painter.batch]
            sketches = painter.encode_sketches([sample.drawing for sample in chunk])
            deformed = painter.encode_references([sample.reference for sample in chunk])
            for sample, result in zip(chunk, painter.paint(sketches, deformed), strict=True):
                own.add(sample, result)
                if gallery is not None and style is None:
                    gallery.add_colouring("self", sample, sample.reference, result)
            bar.update(len(chunk))
            for shuffle, (partner, third) in enumerate(partners):
                part = slice(start, start + len(chunk))
                results = painter.paint(sketches, references[partner[part]])
                found[shuffle].append(features(list(results)))
                for sample, result, other, stranger in zip(chunk, results, partner[part], third[part], strict=True):
                    cross.add(sample, result, samples[other], samples[stranger])
                    if gallery is not None and shuffle == 0:
                        gallery.add_colouring(style or "cross", sample, samples[other].color, result)
                bar.update(len(chunk))
    truth = features([sample.color for sample in samples])
    distance = Mean()
    for parts in found:
        distance.add(frechet_distance(np.concatenate(parts), truth))
    return {
        "self_reference": own.to_dict(),
        "cross_reference": {**cross.to_dict(), "shuffles": shuffles},
        "frechet": {"value": distance.value, "features": features.name, "n": len(samples), "shuffles": shuffles},
    }
