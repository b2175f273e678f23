"""Lines as layers: what other programs make of them is what Nurie shows."""

import numpy as np
import pytest

from engine.hints.layer import Hints
from engine.layered.line_layers import backing_layer, ink_layer, is_plain_multiply
from engine.layered.stack import painting_layers
from engine.line_art import LineArt, line_art
from engine.progress import untold
from engine.requests import LineDetection, LineSettings, Picture
from engine.upsample import lay_lines

SIZE = (64, 600)
"""Width and height; more rows than are worked on at once."""
RANDOM = np.random.default_rng(1)
COLORS = RANDOM.integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)


def art_of(pixels: np.ndarray, alpha: np.ndarray | None = None) -> LineArt:
    detection = LineDetection("as-is" if alpha is None else "transparent", False, 255, 255)
    return LineArt(pixels, alpha, detection)


def transparent(ink: np.ndarray) -> LineArt:
    """Lines of every opacity in these colours, uint8 `[H, W, 3]`, laid on white as a picture is when it is read."""
    alpha = RANDOM.integers(0, 256, ink.shape[:2], np.uint8)
    share = alpha[..., None] / 255
    return art_of(np.rint(ink * share + 255 * (1 - share)).astype(np.uint8), alpha)


def every_grey() -> np.ndarray:
    grey = RANDOM.integers(0, 256, (SIZE[1], SIZE[0], 1), np.uint8)
    return np.repeat(grey, 3, axis=2)


ARTS = {
    "greys": art_of(every_grey()),
    "colours": art_of(RANDOM.integers(0, 256, COLORS.shape, np.uint8)),
    "transparent black": transparent(np.zeros_like(COLORS)),
    "transparent greys": transparent(every_grey()),
    "transparent colours": transparent(RANDOM.integers(0, 256, COLORS.shape, np.uint8)),
}


def put_together(layers: list) -> np.ndarray:
    """Layers as a program with 8 bits a channel puts them together, rounding at each."""
    shown = np.full(COLORS.shape, 255.0)
    for layer in reversed(layers):
        pixels = layer.make(untold).astype(float)
        color, alpha = pixels[..., :3], (pixels[..., 3:] if pixels.shape[2] == 4 else 255.0) / 255
        color = color * shown / 255 if layer.blend == "multiply" else color
        shown = np.rint(alpha * np.rint(color) + (1 - alpha) * shown)
    return shown


@pytest.mark.parametrize("kind", ARTS)
def test_the_layers_put_together_are_the_picture(kind: str) -> None:
    art = ARTS[kind]
    merged = lay_lines(COLORS, art.pixels, art.alpha)
    assert np.abs(put_together(painting_layers(COLORS, art)) - merged).max() <= 2


@pytest.mark.parametrize("kind", ARTS)
def test_hints_show_through_the_lines_as_in_the_picture(kind: str) -> None:
    art = ARTS[kind]
    painted = RANDOM.integers(0, 256, (*COLORS.shape[:2], 4), np.uint8)
    opacity = painted[..., 3:] / 255
    under = np.rint(painted[..., :3] * opacity + COLORS * (1 - opacity)).astype(np.uint8)
    layers = painting_layers(COLORS, art, Hints.of_pixels(*SIZE, painted))
    assert [layer.name for layer in layers if layer.name != "White under lines"] == [
        "Lines", "Hints", "Colours", "Flats",
    ]  # fmt: skip
    most = 3 if kind == "transparent colours" else 2  # five layers, each rounded
    assert np.abs(put_together(layers) - lay_lines(under, art.pixels, art.alpha)).max() <= most


@pytest.mark.parametrize("kind", ["greys", "colours", "transparent greys"])
def test_colors_that_are_painted_later_show_as_in_nurie(kind: str) -> None:
    art = ARTS[kind]
    other = RANDOM.integers(0, 256, COLORS.shape, np.uint8)
    layers = {layer.name: layer for layer in painting_layers(COLORS, art)}
    del layers["Flats"]
    repainted = [layers["Lines"], layers["White under lines"], painting_layers(other, art)[-2]]
    assert np.abs(put_together(repainted) - lay_lines(other, art.pixels, art.alpha)).max() <= 2


def test_the_backing_is_white_and_only_where_ink_hides() -> None:
    for kind in ("greys", "transparent greys"):
        art, backing = ARTS[kind], backing_layer(ARTS[kind], COLORS, None)
        assert (backing[backing[..., 3] > 0][..., :3] == 255).all()
        blank = art.pixels.min(axis=2) == 255 if art.alpha is None else art.alpha == 0
        assert blank.any() and (backing[blank][:, 3] == 0).all()


def test_black_ink_needs_no_second_layer() -> None:
    ink = np.where(RANDOM.random((*COLORS.shape[:2], 1)) < 0.3, 0, 255).astype(np.uint8)
    for art in (art_of(np.repeat(ink, 3, axis=2)), ARTS["transparent black"]):
        assert is_plain_multiply(art)
        assert [layer.name for layer in painting_layers(COLORS, art)] == ["Lines", "Colours", "Flats"]
    assert not any(is_plain_multiply(ARTS[kind]) for kind in ARTS if kind != "transparent black")


@pytest.mark.parametrize("alpha", [False, True])
def test_the_ink_layer_multiplied_is_the_drawing(alpha: bool) -> None:
    rng = np.random.default_rng(1)
    pixels = np.where(rng.random((32, 32, 1)) < 0.3, rng.integers(0, 200, (32, 32, 3)), 255).astype(np.uint8)
    sketch = Picture(pixels, 255 - pixels.min(axis=2)) if alpha else Picture(pixels)
    layer = ink_layer(line_art(sketch, LineSettings())).astype(float)
    colors = rng.integers(0, 256, (32, 32, 3)).astype(float)
    share = layer[..., 3:] / 255
    shown = colors * (1 - share) + share * colors * layer[..., :3] / 255
    assert np.abs(shown - colors * pixels / 255).max() <= 1.5
    assert (layer[..., 3][pixels.min(axis=2) == 255] == 0).all()
