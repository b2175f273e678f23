"""What a moved tag runs again: mapping network, receiving block and decoder; while the hand moves, the palette alone.

Which pixels are hair changes little while a slider moves; what hair looks like changes wholly. The generator says the
first with its convolutions, which take nearly all of the time, and the second with its palette. So a draft takes the
first from the last whole picture of the same drawing and reference. It goes beyond the paper.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.cache import Cache
from engine.device import Placement
from engine.errors import WeightsError
from engine.finishing import KEPT_DRAWINGS
from engine.kept import KeptReference, KeptSketch
from engine.networks.banded import BandedGenerator
from engine.networks.encoder import global_average
from engine.networks.generator import Generator
from engine.networks.mapping import apply_shift
from engine.networks.measured import Measured
from engine.networks.receiving import ReferenceMemory
from engine.networks.replay import Replays
from engine.networks.slots import MEANT, Meant, TagSlots
from engine.networks.votes import AreaMap
from engine.requests import MOVING_SIDE
from engine.scaling import Size, fitted
from engine.soundness import check_finite
from engine.tags import target_probabilities
from engine.tensors import to_pixels
from engine.weights import Model

# Where a layer's widest feature takes more, the generator works in bands of this much.
_BAND_BYTES = 512 * 2**20
# A draft takes 4 MB in half precision.
_DRAFT_CACHE_BYTES = 128 * 2**20


class Decoded(NamedTuple):
    """A picture of the networks.

    Attributes:
        pixels: uint8 RGB `[h, w, 3]`.
        slope: that its ground was painted with, `[TERMS, 3]` before tanh, or None.
        blank: whether the drawing is blank paper.
    """

    pixels: np.ndarray
    slope: np.ndarray | None
    blank: bool


@dataclass(frozen=True, eq=False)
class Draft:
    """What the networks last found of a drawing with a reference, at `MOVING_SIDE` at most.

    Attributes:
        found: `Generator.found`'s output, `[1, 3 + K, H, W]`.
        areas: of the same pixels.
        size: (width, height) of the picture that it paints.
        blank: whether the drawing is blank paper.
    """

    found: Tensor
    areas: AreaMap | None
    size: Size
    blank: bool

    @classmethod
    def of(cls, found: Tensor, sketch: KeptSketch, size: Size) -> Draft:
        """Of a picture of any size; of a large one some pixels stand for the others."""
        areas, small = sketch.areas, fitted(size, min(max(size), MOVING_SIDE))
        if small != size:
            columns, rows = (_middles(*sides, found.device) for sides in zip(small, size, strict=True))
            found = found.permute(0, 2, 3, 1)[:, rows][:, :, columns].permute(0, 3, 1, 2)  # whole pixels at a time
            areas = areas and AreaMap(areas.labels[:, rows][:, :, columns], areas.count)
        return cls(found, areas, small, sketch.blank)

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        return self.found.nbytes + (0 if self.areas is None else self.areas.nbytes)


class Decoder:
    """Of one model on one device, in inference mode. Not for two threads at once.

    Args:
        model: on its device already, the generator frozen.
        placement: that device.
        dtype: what the receiving block runs in.

    Attributes:
        band_bytes: memory that the features within a layer may take; larger pictures are painted in bands.
    """

    def __init__(self, model: Model, placement: Placement, dtype: torch.dtype) -> None:
        self.band_bytes = _BAND_BYTES
        self._model = model
        self._placement = placement
        self._dtype = dtype
        self._tag_slots = TagSlots(model.info.tags, model.config)
        self._replays = Replays() if placement.device == "cuda" else None
        self._drafts: Cache[Draft] = Cache(_DRAFT_CACHE_BYTES, KEPT_DRAWINGS)

    @property
    def generator(self) -> Generator:
        """The model's.

        Raises:
            WeightsError: it has none.
        """
        if self._model.generator is None:
            raise WeightsError(
                "The model {name} reads tags but cannot colour: only its tagger is trained; choose another model, or "
                "train stage one from it.",
                name=self._model.info.name,
            )
        return self._model.generator

    def banded(self, size: Size) -> BandedGenerator | None:
        """The generator in bands where its widest feature, the first convolution's, is over `band_bytes`."""
        generator = self.generator
        widest = generator.config.base_width * size[0] * size[1] * self._dtype.itemsize
        return BandedGenerator(generator, self.band_bytes) if widest > self.band_bytes else None

    def forget(self) -> None:
        """Lets go of what is kept of drawings."""
        self._drafts.clear()
        if self._replays is not None:
            self._replays.clear()

    def draft_of(self, key: Hashable) -> Draft | None:
        """What `paint` paints; `key` as of `decode`. None before there was a whole picture, and where it was painted in
        bands or by a recording, or by a model without a palette."""
        return self._drafts.find(key)

    def paint(self, draft: Draft, reference: KeptReference, moved: Mapping[int, float]) -> Decoded:
        """The picture of moved tags as far as the palette tells it; arguments as of `decode`."""
        edit = self._edit(reference, moved)
        gap, measured = (reference.gap, reference.measured) if edit is None else self._read(reference, edit)[1:]
        gap = gap.to(self._dtype)
        y = self.generator.painted(draft.found, gap, measured, draft.areas)
        return self._decoded(y, draft.size, draft.blank, draft.areas, gap, measured)

    def decode(
        self, key: Hashable, sketch: KeptSketch, reference: KeptReference, moved: Mapping[int, float], size: Size
    ) -> Decoded:
        """The networks' picture.

        Args:
            key: of these two, for `draft_of`.
            sketch: the drawing at that size.
            reference: what its colours come from.
            moved: index of a tag → its value.
            size: (width, height).

        Raises:
            ColorizeError: it has values that are no numbers.
        """
        generator, features, banded = self.generator, sketch.features, self.banded(size)

        def paint(memory: ReferenceMemory, gap: Tensor, measured: Measured | None) -> Tensor:
            gap = gap.to(self._dtype)
            if banded is not None:
                return banded.decode(banded.receive(features, memory), features.skips, gap, measured, sketch.areas)
            psi = generator.receive(features, memory)
            found = generator.found(psi, features.skips, gap, sketch.halves)
            if self._replays is None and generator.palette is not None:
                self._keep(key, Draft.of(found, sketch, size))
            return generator.painted(found, gap, measured, sketch.areas)

        def step(edit: Tensor) -> Tensor:
            fr, gap, measured = self._read(reference, edit)
            return paint(generator.remember_reference(fr.to(self._dtype)), gap, measured)

        edit = self._edit(reference, moved)
        if edit is not None:
            if self._replays is not None and banded is None:
                y = self._replays.run((sketch, reference), step, edit)
            else:
                y = step(edit)
            _, gap, measured = self._read(reference, edit)
        else:
            assert reference.memory is not None
            gap, measured = reference.gap, reference.measured
            y = paint(reference.memory, gap, measured)
        return self._decoded(y, size, sketch.blank, sketch.areas, gap.to(self._dtype), measured)

    def _edit(self, reference: KeptReference, moved: Mapping[int, float]) -> Tensor | None:
        """What moved tags change, as one tensor, because that is all that a recorded step reads anew."""
        if not moved or self._model.mapping is None:
            return None
        target = target_probabilities(reference.probabilities, moved)
        shift = self._model.mapping.shift(target, reference.probabilities, reference.code)
        meant = self._tag_slots.meant(target, reference.probabilities)
        return torch.cat((shift, meant.values.flatten(1)), dim=1)

    @staticmethod
    def _read(reference: KeptReference, edit: Tensor) -> tuple[Tensor, Tensor, Measured | None]:
        """r̂ of Eq. 11, GAP(r̂), and the palette for it."""
        shift, meant = edit.tensor_split((reference.fr.shape[1],), dim=1)
        measured = reference.measured and reference.measured.moved_by(Meant(meant.unflatten(1, (-1, MEANT))))
        fr = apply_shift(reference.fr, shift, reference.position_weight)
        return fr, global_average(fr), measured

    def _decoded(
        self, y: Tensor, size: Size, blank: bool, areas: AreaMap | None, gap: Tensor, measured: Measured | None
    ) -> Decoded:
        check_finite(y, self._model.info.name, self._placement)
        slope = None if areas is None else self.generator.slope(gap, measured)
        return Decoded(to_pixels(y, size), None if slope is None else slope[0].float().cpu().numpy(), blank)

    def _keep(self, key: Hashable, draft: Draft) -> None:
        known = self.draft_of(key)
        if known is None or max(known.size) <= max(draft.size):
            self._drafts.put(key, draft)


def _middles(small: int, large: int, device: torch.device) -> Tensor:
    """Which of `large` pixels of a side stand for `small`, int64."""
    return ((torch.arange(small, device=device) + 0.5) * (large / small)).long()
