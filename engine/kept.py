"""What a colorizer keeps of a sketch and of a reference, so that a moved tag runs no encoder."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from engine.networks.generator import SketchFeatures, SkipHalves
from engine.networks.measured import Measured
from engine.networks.receiving import ReferenceMemory
from engine.networks.votes import AreaMap


@dataclass(frozen=True)
class KeptSketch:
    """Of one sketch at one size: the generator's features, the skips' halves (None where too large), and the areas
    between its lines (None where the generator's slots are asked for no regions)."""

    features: SketchFeatures
    halves: SkipHalves | None
    areas: AreaMap | None
    blank: bool

    @property
    def nbytes(self) -> int:
        tensors = [*self.features.skips, self.features.bottleneck, *(half.output for half in self.halves or ())]
        areas = 0 if self.areas is None else self.areas.nbytes
        return areas + sum(tensor.nbytes for tensor in tensors)


@dataclass(frozen=True)
class KeptReference:
    """Of one reference at one size.

    Attributes:
        fr: φ(r), float32 `[1, 512, h, w]`.
        gap: GAP(fr), float32 `[1, 512]`.
        probabilities: what the classifier reads, float32 `[1, num_tags]`.
        memory: the receiving block's keys and values of fr.
        code: φ of the probabilities, float32 `[1, 512]`, or None without a mapping network.
        position_weight: ω's output for fr, float32, or None.
        measured: what its own pixels say of the palette, float32, or None.
    """

    fr: Tensor
    gap: Tensor
    probabilities: Tensor
    memory: ReferenceMemory | None
    code: Tensor | None
    position_weight: Tensor | None
    measured: Measured | None

    @property
    def nbytes(self) -> int:
        kept = (self.fr, self.position_weight, self.measured, *(self.memory or ()))
        return sum(tensor.nbytes for tensor in kept if tensor is not None)
