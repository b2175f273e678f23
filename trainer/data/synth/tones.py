"""What is laid over finished line art: screentones and hatching where shade lies, and a heavy silhouette."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from trainer.data.regions import REGION_INDEX
from trainer.data.synth.canvas import REFERENCE_SIZE, Layers

TONES = ("none", "dots", "hatching", "cloth")
SHADED_BELOW = 112
"""Below this shade tones are laid."""

_GROUND = tuple(REGION_INDEX[name] for name in ("background", "sky"))
_CLOTH = tuple(REGION_INDEX[name] for name in ("shirt", "skirt", "dress", "trousers", "legwear", "neckwear", "shoes"))
# Faces are too small a place for a tone, and a colour asked for eyes must be seen.
_BARE = (*_GROUND, *(REGION_INDEX[name] for name in ("eyes", "eye_white", "mouth", "ink", "light")))


def with_tone(layers: Layers, tone: str, rng: np.random.Generator) -> np.ndarray:
    """The line art with a tone in it.

    Args:
        layers: a rendered figure.
        tone: one of `TONES`: dots or strokes of the pen where shade lies, or dots all over one piece of cloth.
        rng: decides pitch, angle, and which cloth.

    Returns:
        `[S, S]` uint8, 0 ink … 255 paper.
    """
    if tone == "none":
        return layers.line
    size = layers.line.shape[0]
    if tone == "cloth":
        worn = [region for region in _CLOTH if (layers.regions == region).mean() > 0.005]
        covered = layers.regions == (rng.choice(worn) if worn else -1)
    else:
        covered = (layers.shade < SHADED_BELOW) & ~np.isin(layers.regions, _BARE)
    screen = _hatching(rng, size) if tone == "hatching" else _dots(rng, size)
    return np.where(covered, np.minimum(layers.line, screen), layers.line)


def with_silhouette(layers: Layers, line: np.ndarray, width: float) -> np.ndarray:
    """`line` `[S, S]` with the figure's outer contour made `width` heavier, in pixels at `REFERENCE_SIZE`."""
    size = line.shape[0]
    figure = Image.fromarray(np.where(np.isin(layers.regions, _GROUND), 0, 255).astype(np.uint8))
    radius = max(width * size / REFERENCE_SIZE, 0.6)
    soft = np.asarray(figure.filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255
    near = np.clip((0.33 - np.abs(soft - 0.5)) * 6, 0, 1)
    return np.minimum(line, np.round(255 * (1 - near))).astype(np.uint8)


def _turned(size: int, angle: float) -> tuple[np.ndarray, np.ndarray]:
    """The coordinates of a grid that is turned by `angle`, in pixels of a picture of `REFERENCE_SIZE`."""
    place = (np.arange(size, dtype=np.float32) + 0.5) * (REFERENCE_SIZE / size)
    x, y, c, s = place[None], place[:, None], float(np.cos(angle)), float(np.sin(angle))
    return c * x + s * y, c * y - s * x


def _dots(rng: np.random.Generator, size: int) -> np.ndarray:
    pitch, share = rng.uniform(3.2, 6.5), rng.uniform(0.22, 0.36)
    u, v = (np.mod(part / pitch, 1) - 0.5 for part in _turned(size, np.pi / 4))
    far = np.hypot(u, v)
    return np.round(255 * np.clip((far - share) * pitch * size / REFERENCE_SIZE + 0.5, 0, 1)).astype(np.uint8)


def _hatching(rng: np.random.Generator, size: int) -> np.ndarray:
    pitch, width = rng.uniform(3.5, 7.0), rng.uniform(0.5, 0.9)
    angle = float(rng.choice([-1, 1])) * rng.uniform(0.6, 1.0)
    along, across = _turned(size, angle)
    # The hand is not a ruler: lines bend a little together.
    across = across + 0.8 * np.sin(along / rng.uniform(14, 40))
    far = np.abs(np.mod(across / pitch, 1) - 0.5) * pitch
    return np.round(255 * np.clip((far - width / 2) * size / REFERENCE_SIZE + 0.5, 0, 1)).astype(np.uint8)
