"""Training examples: what each training sees of a data folder, as pure functions of (rng, index).

`DrawnFigures` recolours figures through their regions (the exact recipe), `FinishedPictures` (`finished.py`) takes
pictures as they are (the paper's recipe). Both give the same three kinds of example. All arrays are
uint8; the trainings turn them into tensors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, reduce

import numpy as np

from engine.requests import TAG_MAX, TAG_MIN
from trainer.data import warp
from trainer.data.augmentation import USUAL, Augmentation
from trainer.data.folder import DataFolder, Entry, Packed, Split, eye_focus
from trainer.data.hand_edit import HandEdit, asked_colors
from trainer.data.palette import Palette, sample_color, sample_palette, with_color
from trainer.data.recolor import recolored, rgb_of, tags_of
from trainer.data.regions import REGION_INDEX
from trainer.data.seen import one_backdrop, pixel_weight, region_map, regions_seen
from trainer.data.sought import Seeker
from trainer.data.warp import Placement

# Colour slots that a stage-two pair changes first, as often as the tag groups want it.
SINGLE_REGIONS = (
    *("hair", "hair", "eyes", "eyes", "eyes", "shirt", "shirt", "skirt", "skirt", "dress", "dress"),
    *("gloves", "neckwear", "background", "skin", "sky"),
)
SELF_SHARE = 0.35
"""In so many pairs the references show the drawing's own figure; the others teach that anyone may lend colours."""
DRAWN_CROP = 0.7
"""Least side of a crop, as a share of the picture's."""

# Of the stage-two pairs that are related, so many have their tags set as a hand would set them, and of those so many
# with the rivals taken back. A few do not differ, so that a reference alone stays obeyed.
BY_HAND_SHARE = 0.75
ONE_EDIT_SHARE, EDITED_OF_ALL = 0.4, 0.6
"""So many of the pairs set by hand differ in one region; in the others each region does with the second chance. A
picture then shows what several tags do, and edits are learned side by side, as they are made."""
RIVALS_ZEROED_SHARE = 0.85
UNCHANGED_SHARE = 0.1
HAND_VALUES, COMMON_VALUES_SHARE = (0.5, 2.5), 0.7


@dataclass(frozen=True, eq=False)
class TaggerExample:
    """`image` uint8 `[S, S, 3]`, `tags` the indices of its tags, `regions` uint8 `[S, S]` where they are known:
    the region of each pixel, `UNKNOWN_REGION` under lines and outside the picture."""

    image: np.ndarray
    tags: np.ndarray
    regions: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class StageOneExample:
    """`sketch` `[S, S]`, `color` `[S, S, 3]`, `reference` `[S, S, 3]`, `weight` `[S, S]`: how much each
    pixel counts, in 16ths, little where the reference cannot tell the colour; `regions` `[S, S]` of the
    drawing, where they are known; all uint8."""

    sketch: np.ndarray
    color: np.ndarray
    reference: np.ndarray
    weight: np.ndarray
    regions: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class StageTwoExample:
    """`sketch` `[S, S]`, the `anchor` and `target` references `[S, S, 3]`, `weight` `[S, S]` as in stage one.

    Attributes:
        edits: where there are any, the target's tags are not read off it but set as a hand would set them, all
            others as the anchor has them.
        color: the drawing as it ought to look, `[S, S, 3]`, where that is known.
        regions: of the drawing, `[S, S]`, where they are known.
        anchor_tags: the indices of the anchor's tags, where they are known.
        stays: 1 where the edits ask for nothing else than before, uint8 `[S, S]`; None where nothing was edited.
        target_tells: whether the target shows what was changed; a drawing may have a skirt that it lacks.
    """

    sketch: np.ndarray
    anchor: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    color: np.ndarray | None = None
    regions: np.ndarray | None = None
    anchor_tags: np.ndarray | None = None
    stays: np.ndarray | None = None
    target_tells: bool = True
    edits: tuple[HandEdit, ...] = ()


class DrawnFigures:
    """Figures with regions, recoloured at each look.

    Args:
        folder: a data folder with regions and shading.
        tags: the classifier's tag names in their order.
        tag_groups: group → names, to know a tag's rivals.
        split: which figures.
        augmentation: how much they vary.
    """

    def __init__(
        self,
        folder: DataFolder,
        tags: tuple[str, ...],
        tag_groups: dict[str, tuple[str, ...]],
        split: Split = "train",
        augmentation: Augmentation = USUAL,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.augmentation = augmentation
        self.entries: tuple[Entry, ...] = folder.names(split)
        self._packed = Packed(folder.pack(split, layers=True, side=0, progress=progress))
        self._tag_index = {name: index for index, name in enumerate(tags)}
        self._asked = {
            group: {self._tag_index[tag]: color for tag, color in asked_colors(group, names).items()}
            for group, names in tag_groups.items()
        }
        self._color_tags = {
            group: tuple(self._tag_index[name] for name in names if name in self._tag_index)
            for group, names in tag_groups.items()
        }
        self._tag_groups = tag_groups

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def _seeker(self) -> Seeker:
        # It looks through all figures, which stage two alone has a use for.
        return Seeker(self.entries, self._packed.array[..., 1], self._tag_groups)

    @lru_cache(maxsize=65536)  # noqa: B019 - lives as long as the training does
    def _focus(self, index: int) -> tuple[float, float, float] | None:
        return eye_focus(self._packed.array[index, :, :, 1])

    def _look(
        self, index: int, size: int, placement: Placement, displacement: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        source = self._packed.array[index]
        grid, inside = warp.sampling_grid(source.shape[0], size, placement, displacement)
        return warp.gather(np.ascontiguousarray(source), grid), inside

    def _paint(self, layers: np.ndarray, palette: Palette, inside: np.ndarray | None = None) -> np.ndarray:
        color = recolored(layers, palette)
        if inside is not None:
            color[~inside] = 0xFFFFFF
        return rgb_of(warp.average_packed(color))

    def _frame(self, rng: np.random.Generator, index: int, sought: str | None = None) -> Placement:
        # A close-up of the eyes would leave out whatever else is sought.
        focus = self._focus(index) if sought in (None, "eyes") else None
        return warp.framed(rng, focus, self.augmentation.least(DRAWN_CROP), self.augmentation.flip)

    def _turned_frame(
        self, rng: np.random.Generator, index: int, spread: float, sought: str | None = None
    ) -> Placement:
        """Framed, and turned by a normal angle of so many degrees of spread."""
        placement = self._frame(rng, index, sought)
        return replace(placement, degrees=self.augmentation.turn(float(rng.normal(0, spread))))

    def _tags(self, layers: np.ndarray, index: int, palette: Palette) -> np.ndarray:
        # Every second sample along each side: tags are shares of the area, and this is four times as fast.
        few = layers[::2, ::2]
        names = tags_of(few[..., 1], few[..., 2], few[..., 3], self.entries[index].background, palette)
        return np.array(sorted(self._tag_index[name] for name in names if name in self._tag_index), dtype=np.int64)

    def tagger(
        self, rng: np.random.Generator, index: int, size: int, lineless_share: float = 0.0, seeks: bool = False
    ) -> TaggerExample:
        """A figure in a random palette, framing and slight rotation, with its exact tags; some, by `lineless_share`,
        without lines. If it `seeks`, figures with rare regions come more often than they are."""
        if seeks and (found := self._seeker.seek(rng)).region is not None:
            index = int(rng.choice(found.figures))
        palette = sample_palette(rng)
        placement = self._turned_frame(rng, index, 8)
        layers, inside = self._look(index, size, placement)
        if lineless_share and rng.random() < lineless_share:
            layers[..., 0] = 255
        tags = self._tags(layers, index, palette)
        return TaggerExample(self._paint(layers, palette, inside), tags, region_map(layers, inside))

    def stage_one(self, rng: np.random.Generator, index: int, size: int, cross_share: float) -> StageOneExample:
        """A drawing, its colours, and a reference: its own deformed colours, or another figure in the same ones."""
        palette = sample_palette(rng)
        layers, _ = self._look(index, size, *self.augmentation.drawing_place(rng, self._frame(rng, index)))
        if rng.random() < cross_share:
            other = int(rng.integers(len(self)))
            placement = self._turned_frame(rng, other, 10)
            shown, inside = self._look(other, size, placement)
            palette = one_backdrop(palette, layers[..., 1], shown[..., 1])
        else:
            turn = self.augmentation.turn
            flip = bool(rng.random() < 0.5) and self.augmentation.flip
            placement = Placement(flip=flip, degrees=turn(float(rng.uniform(-90, 90))))
            if rng.random() < 0.5:
                placement = replace(self._frame(rng, index), degrees=turn(float(rng.uniform(-25, 25))))
            shown, inside = self._look(index, size, placement, self.augmentation.displacement(rng))
        color = self._paint(layers, palette)
        return StageOneExample(
            sketch=self.augmentation.lines(rng, warp.average(layers[..., 0]), color),
            color=color,
            reference=self._paint(shown, palette, inside),
            weight=pixel_weight(layers[..., 1], shown[..., 1][inside]),
            regions=region_map(layers),
        )

    def stage_two(self, rng: np.random.Generator, index: int, size: int, single_share: float) -> StageTwoExample:
        """A drawing and two references, which differ in a few colours, or are unrelated (section 3.5).

        Of the first kind some differ in one colour and have the target's tags read off it, some have tags set
        as a hand would set them, and some do not differ at all.
        """
        found = self._seeker.seek(rng)
        sought = found.region
        index = index if sought is None or found.hard else int(rng.choice(found.figures))
        layers, _ = self._look(index, size, *self.augmentation.drawing_place(rng, self._frame(rng, index, sought)))
        first = index if rng.random() < SELF_SHARE and not found.hard else int(rng.choice(found.figures))
        shown, inside = self._look(first, size, self._turned_frame(rng, first, 8, sought))
        palette = one_backdrop(sample_palette(rng), layers[..., 1], shown[..., 1])
        anchor, anchor_tags = self._paint(shown, palette, inside), self._tags(shown, first, palette)
        kind = rng.random()
        edits: tuple[HandEdit, ...] = ()
        if kind >= single_share:  # unrelated
            second = int(rng.integers(len(self)))
            shown, inside = self._look(second, size, self._frame(rng, second))
            changed = one_backdrop(sample_palette(rng), layers[..., 1], shown[..., 1])
        elif kind < UNCHANGED_SHARE * single_share:
            changed = palette
        elif rng.random() < BY_HAND_SHARE:
            edits = self._edits(rng, layers, sought)
            changed = reduce(lambda colors, edit: edit.applied(colors), edits, palette)
        else:
            region = self._changed_region(rng, shown, sought)
            changed = palette if region is None else with_color(palette, region, sample_color(rng), rng)
        seen = shown[..., 1][inside]
        moved = [edit.region for edit in edits]
        named = region_map(layers)
        color = self._paint(layers, changed)
        return StageTwoExample(
            sketch=self.augmentation.lines(rng, warp.average(layers[..., 0]), color),
            color=color,
            regions=named,
            stays=(~np.isin(named, [REGION_INDEX[name] for name in moved])).astype(np.uint8) if edits else None,
            anchor=anchor,
            anchor_tags=anchor_tags,
            target=self._paint(shown, changed, inside),
            weight=pixel_weight(layers[..., 1], seen, moved),
            target_tells={REGION_INDEX[region] for region in moved} <= regions_seen(seen),
            edits=edits,
        )

    def _changed_region(self, rng: np.random.Generator, layers: np.ndarray, sought: str | None) -> str | None:
        """What is sought where it is seen, else one of the regions that are seen and have colour tags."""
        present = regions_seen(layers[..., 1])
        if sought is not None and REGION_INDEX[sought] in present:
            return sought
        choices = [region for region in SINGLE_REGIONS if REGION_INDEX[region] in present]
        return choices[rng.integers(len(choices))] if choices else None

    def _edits(self, rng: np.random.Generator, layers: np.ndarray, sought: str | None = None) -> tuple[HandEdit, ...]:
        """Tags moved by hand, for one or several of the regions that the drawing has."""
        first = self._changed_region(rng, layers, sought)
        if first is None:
            return ()
        regions = [first]
        if rng.random() >= ONE_EDIT_SHARE:
            present = regions_seen(layers[..., 1])
            others = [name for name in dict.fromkeys(SINGLE_REGIONS) if name != first and REGION_INDEX[name] in present]
            regions += [name for name in others if rng.random() < EDITED_OF_ALL]
        return tuple(edit for region in regions if (edit := self._edit(rng, region)) is not None)

    def _edit(self, rng: np.random.Generator, region: str) -> HandEdit | None:
        """A colour's tag of a region moved by hand; None where no tag asks for a colour of it."""
        asked = self._asked.get(region, {})
        if not asked:
            return None
        tag = list(asked)[rng.integers(len(asked))]
        value = rng.uniform(*(HAND_VALUES if rng.random() < COMMON_VALUES_SHARE else (TAG_MIN, TAG_MAX)))
        rivals = tuple(other for other in self._color_tags[region] if other != tag)
        zeroed = rng.random() < RIVALS_ZEROED_SHARE
        return HandEdit(region, asked[tag], tag, rivals if zeroed else (), float(value))
