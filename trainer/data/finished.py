"""Pictures as they are, with their line art: the paper's recipe (section 4.1), without regions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from trainer.data import warp
from trainer.data.augmentation import USUAL, Augmentation
from trainer.data.examples import StageOneExample, StageTwoExample, TaggerExample
from trainer.data.folder import DataFolder, Entry, Packed, Split
from trainer.data.seen import FULL_WEIGHT
from trainer.data.warp import Placement

PAPER_CROP, TAGGER_CROP = 0.75, 0.9
"""Least side of a crop, as a share of the picture's: the paper's, and its classifier's."""


class FinishedPictures:
    """Pictures as they are, with their line art: the paper's recipe (section 4.1).

    Args:
        folder: any data folder.
        tags: the classifier's tag names in their order; tags of pictures that are not among them are left out.
        side: pixels to which the pictures are fitted when they are packed.
        split: which pictures.
        augmentation: how much they vary.
    """

    def __init__(
        self,
        folder: DataFolder,
        tags: tuple[str, ...],
        side: int,
        split: Split = "train",
        augmentation: Augmentation = USUAL,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.augmentation = augmentation
        self.entries: tuple[Entry, ...] = folder.names(split)
        self._packed = Packed(folder.pack(split, layers=False, side=side, progress=progress))
        self._tag_index = {name: index for index, name in enumerate(tags)}

    def __len__(self) -> int:
        return len(self.entries)

    def _look(
        self,
        index: int,
        size: int,
        placement: Placement,
        displacement: np.ndarray | None = None,
    ) -> np.ndarray:
        source = self._packed.array[index]
        grid, inside = warp.sampling_grid(source.shape[0], size, placement, displacement)
        samples = warp.gather(np.ascontiguousarray(source), grid)
        samples[~inside] = 255
        return warp.average(samples)

    def _frame(self, rng: np.random.Generator, usual: float = PAPER_CROP) -> Placement:
        return warp.framed(rng, None, self.augmentation.least(usual), self.augmentation.flip)

    def _reference_frame(self, rng: np.random.Generator) -> Placement:
        return replace(self._frame(rng), degrees=self.augmentation.turn(float(rng.uniform(-90, 90))))

    def tagger(self, rng: np.random.Generator, index: int, size: int) -> TaggerExample:
        """A picture, cropped and flipped, with the tags that lie beside it."""
        known = sorted(self._tag_index[tag] for tag in self.entries[index].tags if tag in self._tag_index)
        image = self._look(index, size, self._frame(rng, TAGGER_CROP))[..., 1:]
        shift = self.augmentation.colors(rng)
        return TaggerExample(image if shift is None else shift.applied(image), np.array(known, dtype=np.int64))

    def stage_one(self, rng: np.random.Generator, index: int, size: int, cross_share: float = 0.0) -> StageOneExample:
        """A drawing, its colours, and those colours deformed (Eq. 6); `cross_share` has no meaning here."""
        seen = self._look(index, size, self._frame(rng))
        bent = self._look(index, size, self._reference_frame(rng), self.augmentation.displacement(rng))
        color, reference = seen[..., 1:], bent[..., 1:]
        if shift := self.augmentation.colors(rng):
            color, reference = shift.applied(color), shift.applied(reference)
        drawing = self.augmentation.drawing(rng, seen[..., 0])
        return StageOneExample(drawing, color, reference, np.full((size, size), FULL_WEIGHT, np.uint8))

    def stage_two(self, rng: np.random.Generator, index: int, size: int, single_share: float = 0.0) -> StageTwoExample:
        """Any drawing and two unrelated pictures; `single_share` has no meaning here."""
        seen = self._look(index, size, self._frame(rng))
        anchor, target = (
            self._look(int(rng.integers(len(self))), size, self._reference_frame(rng))[..., 1:] for _ in range(2)
        )
        drawing = self.augmentation.drawing(rng, seen[..., 0])
        return StageTwoExample(drawing, anchor, target, np.full((size, size), FULL_WEIGHT, np.uint8))
