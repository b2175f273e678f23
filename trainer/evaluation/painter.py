"""A model run over many pictures: each drawing and each reference is encoded once, results come as pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.errors import ColorizeError, WeightsError
from engine.flats import find_areas
from engine.networks.encoder import global_average
from engine.networks.generator import Generator, SketchFeatures, SkipHalves
from engine.networks.measured import Measured, joined, measure
from engine.networks.slots import TagSlots
from engine.networks.votes import AreaMap
from engine.tensors import signed, unsigned
from engine.weights import Model


@dataclass(frozen=True)
class EncodedSketches:
    """What the generator keeps of B drawings, and their areas where its slots were asked for regions."""

    features: SketchFeatures
    halves: SkipHalves
    areas: AreaMap | None


@dataclass(frozen=True)
class EncodedReferences:
    """What the encoder reads off N references.

    Attributes:
        fr: `[N, 512, S/32, S/32]`, in the networks' precision.
        probabilities: of every tag, float32 `[N, num_tags]`.
        measured: what their pixels say of the generator's palette, or None where it has none.
    """

    fr: Tensor
    probabilities: Tensor
    measured: Measured | None

    @property
    def features(self) -> np.ndarray:
        """GAP(fr), float32 `[N, 512]`: what a Fréchet distance compares."""
        return global_average(self.fr.float()).cpu().numpy()

    def __getitem__(self, index: Sequence[int] | np.ndarray) -> EncodedReferences:
        chosen = torch.as_tensor(np.asarray(index), device=self.fr.device)
        measured = None if self.measured is None else self.measured[chosen]
        return EncodedReferences(self.fr[chosen], self.probabilities[chosen.to(self.probabilities.device)], measured)


class Painter:
    """Runs a model's networks in batches; pictures are uint8, all of one size, sides multiples of 32.

    Args:
        model: the networks; moved to the device in place.
        device, dtype: where and in which arithmetic they run.
        batch: pictures at a time.
        source: the weights file, for messages.

    Raises:
        WeightsError: the model has no generator.
    """

    def __init__(self, model: Model, device: torch.device, dtype: torch.dtype, batch: int, source: str = "") -> None:
        if model.generator is None:
            raise WeightsError(
                f"{source or model.info.name} is a tagger without a generator, so it paints nothing to measure; "
                "train stage-one from it first."
            )
        self.model = model.to(device, dtype)
        self.generator: Generator = model.generator
        self._tag_slots = TagSlots(model.info.tags, model.config)
        self.device, self.dtype, self.batch = device, dtype, batch

    @torch.inference_mode()
    def encode_references(self, pictures: Sequence[np.ndarray]) -> EncodedReferences:
        """Reads N references, each uint8 `[S, S, 3]`."""
        fr, probabilities, measured = [], [], []
        for part in batched(pictures, self.batch):
            tensor = self._tensor(part)
            encoded, regions = self.model.read(tensor)
            fr.append(encoded)
            probabilities.append(self.model.encoder.probabilities(encoded))
            measured.append(measure(self.generator, tensor, encoded, regions))
        return EncodedReferences(torch.cat(fr), torch.cat(probabilities), joined(measured))

    @torch.inference_mode()
    def encode_sketches(self, sketches: Sequence[np.ndarray]) -> EncodedSketches:
        """Reads B drawings, each uint8 `[S, S]`; B is at most a batch."""
        features = self.generator.encode_sketch(self._tensor(sketches))
        areas = None
        if self.generator.config.named_slots:
            labels = [find_areas(np.ascontiguousarray(sketch))[0] for sketch in sketches]
            areas = AreaMap.of(labels, sketches[0].shape, self.device)
        return EncodedSketches(features, self.generator.skip_halves(features), areas)

    @torch.inference_mode()
    def paint(self, sketches: EncodedSketches, references: EncodedReferences) -> np.ndarray:
        """Each of B drawings by its own reference: uint8 `[B, S, S, 3]`.

        Raises:
            ColorizeError: the networks gave no numbers.
        """
        return self._decode(sketches, references.fr, references.measured)

    @torch.inference_mode()
    def paint_edits(
        self, sketch: EncodedSketches, reference: EncodedReferences, edits: Sequence[Mapping[int, float]]
    ) -> Iterator[np.ndarray]:
        """One drawing by one reference with moved tags, a result for each edit.

        Args:
            sketch, reference: one each.
            edits: place in the classifier → value; no entry leaves the reference as it is.

        Yields:
            uint8 `[S, S, 3]`.

        Raises:
            ColorizeError: the networks gave no numbers.
            ValueError: the model has no mapping network.
        """
        if self.model.mapping is None:
            raise ValueError("a model without a mapping network cannot move tags")
        for part in batched(edits, self.batch):
            anchor = reference.probabilities.expand(len(part), -1)
            target = anchor.clone()
            for row, edit in enumerate(part):
                for index, value in edit.items():
                    target[row, index] = value
            fr = reference.fr.expand(len(part), -1, -1, -1)
            moved = self.model.mapping(fr, target.to(self.dtype), anchor.to(self.dtype))
            meant, measured = self._tag_slots.meant(target, anchor), reference.measured
            yield from self._decode(sketch, moved, measured and measured.moved_by(meant))

    def _decode(self, sketches: EncodedSketches, fr: Tensor, measured: Measured | None) -> np.ndarray:
        features = sketches.features
        # One drawing with many references: only its bottleneck has to be repeated, the halves broadcast.
        bottleneck = features.bottleneck.expand(len(fr), -1, -1, -1)
        psi = self.generator.receive(features._replace(bottleneck=bottleneck), fr)
        result = self.generator.decode(
            psi, features.skips, global_average(fr), sketches.halves, measured, sketches.areas
        )
        if not torch.isfinite(result).all():
            raise ColorizeError(f"The model {self.model.info.name!r} gave values that are no numbers; train it anew.")
        return unsigned(result).permute(0, 2, 3, 1).cpu().numpy()

    def _tensor(self, pictures: Sequence[np.ndarray]) -> Tensor:
        """uint8 `[S, S]` or `[S, S, 3]` each → `[B, C, S, S]` in [-1, 1], channels last."""
        stacked = torch.from_numpy(np.stack(pictures)).to(self.device)
        stacked = stacked[..., None] if stacked.ndim == 3 else stacked
        return signed(stacked).permute(0, 3, 1, 2).to(self.dtype)


def batched(items: Sequence, size: int) -> Iterator[Sequence]:
    """Consecutive parts of a sequence, each of `size` items but the last."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
