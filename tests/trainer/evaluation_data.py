"""A handful of self-made pictures, and a painter that does exactly what it is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from engine.model_info import ModelInfo, Stage, Tag
from engine.networks.presets import preset
from engine.weights import new_model, save_model
from trainer.data.colors import NAMED_COLORS
from trainer.data.regions import REGION_INDEX, REGIONS
from trainer.evaluation.samples import Sample

SIDE = 64
TAGS = (
    Tag("red_hair", "hair", 0),
    Tag("blonde_hair", "hair", 1),
    Tag("blue_hair", "hair", 2),
    Tag("light_blue_hair", "hair", 3),
    Tag("shiny_hair", "hair", 4),
    Tag("white_background", "background", 5),
    Tag("green_background", "background", 6),
    Tag("red_theme", "theme", 7),
    Tag("1girl", "", 8),
)


def layers(width: int = SIDE, height: int = SIDE) -> tuple[np.ndarray, np.ndarray]:
    """Line art and regions of one figure: a square of hair in a background, a thick line around it."""
    line = np.full((height, width), 255, dtype=np.uint8)
    regions = np.full((height, width), REGION_INDEX["background"], dtype=np.uint8)
    top, left = height // 4, width // 4
    regions[top : height - top, left : width - left] = REGION_INDEX["hair"]
    line[top - 2 : height - top + 2, left - 2 : width - left + 2] = 0
    line[top : height - top, left : width - left] = 255
    return line, regions


def paint(regions: np.ndarray, line: np.ndarray, colors: Mapping[str, str]) -> np.ndarray:
    """Regions in named colours, region → colour name, black where line is."""
    pixels = np.full((*regions.shape, 3), 255, dtype=np.uint8)
    for region, color in colors.items():
        pixels[regions == REGION_INDEX[region]] = NAMED_COLORS[color]
    pixels[line < 200] = 0
    return pixels


def sample(hair: str, background: str) -> Sample:
    """One picture as the evaluation sees it; its reference is the truth itself."""
    line, regions = layers()
    color = paint(regions, line, {"hair": hair, "background": background})
    return Sample(f"{hair}-{background}", line, color, color, color, regions, REGIONS, (0, 0, SIDE, SIDE))


def write_folder(root: Path, splits: Sequence[str | None], width: int = SIDE, height: int = SIDE) -> Path:
    """A data folder with a picture for each split, None for a picture of which no split is told."""
    names = list(NAMED_COLORS)
    for kind in ("color", "sketch", "regions"):
        (root / kind).mkdir(parents=True)
    line, regions = layers(width, height)
    figures: dict[str, dict[str, str]] = {}
    for number, split in enumerate(splits):
        name = f"picture-{number}"
        colors = {"hair": names[number % len(names)], "background": names[(number * 5 + 3) % len(names)]}
        Image.fromarray(paint(regions, line, colors)).save(root / "color" / f"{name}.png")
        Image.fromarray(line).save(root / "sketch" / f"{name}.png")
        Image.fromarray(regions).save(root / "regions" / f"{name}.png")
        figures[name] = {} if split is None else {"split": split}
    description = {"format_version": 1, "regions": list(REGIONS), "figures": figures}
    (root / "dataset.json").write_text(json.dumps(description), encoding="utf-8")
    return root


def write_model(path: Path, stage: Stage = "stage-two") -> Path:
    """The weights of an untrained tiny model that knows `TAGS`."""
    config = preset("tiny", len(TAGS)).at_stage(stage)
    info = ModelInfo("Tiny", stage, config.to_dict(), TAGS, SIDE)
    model = new_model(config, info)
    save_model(path, model, model.info)
    return path


@dataclass(frozen=True)
class Pictures:
    """References that are kept as they are."""

    pictures: list[np.ndarray]

    @property
    def features(self) -> np.ndarray:
        return np.array([picture.reshape(-1, 3).mean(axis=0) for picture in self.pictures])

    def __getitem__(self, index: Sequence[int]) -> Pictures:
        return Pictures([self.pictures[i] for i in index])


class ObedientPainter:
    """Stands in for `trainer.evaluation.painter.Painter`: results come from two functions.

    Args:
        paint_one: (sketch, reference) → result.
        edit_one: (reference, edit) → result.
    """

    batch = 2

    def __init__(
        self,
        paint_one: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None,
        edit_one: Callable[[np.ndarray, Mapping[int, float]], np.ndarray] | None = None,
    ) -> None:
        self.paint_one, self.edit_one = paint_one, edit_one

    def encode_references(self, pictures: Sequence[np.ndarray]) -> Pictures:
        return Pictures(list(pictures))

    def encode_sketches(self, sketches: Sequence[np.ndarray]) -> Sequence[np.ndarray]:
        return sketches

    def paint(self, sketches: Sequence[np.ndarray], references: Pictures) -> np.ndarray:
        assert self.paint_one is not None
        return np.stack([self.paint_one(s, r) for s, r in zip(sketches, references.pictures, strict=True)])

    def paint_edits(self, sketch: object, reference: Pictures, edits: Sequence[Mapping[int, float]]):
        assert self.edit_one is not None
        for edit in edits:
            yield self.edit_one(reference.pictures[0], edit)
