"""A small data folder that no drawing code is needed for: heads of circles and boxes, with exact regions."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from trainer.data.palette import sample_palette
from trainer.data.recolor import recolor, tags_of
from trainer.data.regions import REGION_INDEX, REGIONS

SIZE = 96


def layers_of(rng: np.random.Generator, size: int = SIZE) -> np.ndarray:
    """A head on shoulders: (line, region, shade, mix) uint8 `[S, S, 4]`."""
    y, x = np.mgrid[0:size, 0:size] / size
    cx, cy = 0.5 + rng.uniform(-0.05, 0.05), 0.42 + rng.uniform(-0.05, 0.05)
    regions = np.full((size, size), REGION_INDEX["background"], dtype=np.uint8)
    regions[(np.abs(x - cx) < 0.35) & (y > cy + 0.25)] = REGION_INDEX["shirt"]
    distance = np.hypot(x - cx, y - cy)
    regions[distance < 0.34] = REGION_INDEX["hair"]
    regions[np.hypot(x - cx, (y - cy - 0.06)) < 0.24] = REGION_INDEX["skin"]
    for side in (-1, 1):
        regions[np.hypot(x - cx - side * 0.1, y - cy - 0.04) < 0.06] = REGION_INDEX["eyes"]
    edge = np.zeros((size, size), dtype=bool)
    edge[:, 1:] |= regions[:, 1:] != regions[:, :-1]
    edge[1:] |= regions[1:] != regions[:-1]
    line = np.where(edge, 20, 255).astype(np.uint8)
    shade = np.where(x > cx + 0.1, 100, 128).astype(np.uint8)
    shade[(distance < 0.3) & (y < cy - 0.2)] = 220
    return np.dstack([line, regions, shade, np.zeros_like(line)])


def write_folder(root: Path, count: int, seed: int = 0, size: int = SIZE) -> Path:
    """Writes a data folder of drawn figures; every fourth is held out."""
    for kind in ("color", "sketch", "regions", "shading", "tags"):
        (root / kind).mkdir(parents=True, exist_ok=True)
    figures = {}
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        layers, palette, name = layers_of(rng, size), sample_palette(rng), f"{number:04d}"
        line, regions, shade, mix = (np.ascontiguousarray(layers[..., i]) for i in range(4))
        Image.fromarray(recolor(line, regions, shade, mix, palette)).save(root / "color" / f"{name}.png")
        Image.fromarray(line).save(root / "sketch" / f"{name}.png")
        Image.fromarray(regions).save(root / "regions" / f"{name}.png")
        Image.fromarray(np.dstack([shade, mix]), mode=None).save(root / "shading" / f"{name}.png")
        tags = sorted(tags_of(regions, shade, mix, "plain", palette))
        (root / "tags" / f"{name}.txt").write_text(", ".join(tags), encoding="utf-8")
        figures[name] = {"split": "held-out" if number % 4 == 3 else "train", "background": "plain"}
    description = {"format_version": 1, "name": "heads", "regions": list(REGIONS), "size": size, "figures": figures}
    (root / "dataset.json").write_text(json.dumps(description), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def drawn_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of sixteen drawn heads at 96 px."""
    return write_folder(tmp_path_factory.mktemp("heads"), 16)
