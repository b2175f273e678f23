"""Heads and busts of "Big Heads" by Robert Broersma: round caricatures in two tones with an even outline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from trainer.data.regions import NEUTRAL_SHADE
from trainer.data.synth.avatar_head import Bust, Face, Head, mostly_open
from trainer.data.synth.avatar_shading import HeadDrawing, HeadShading, draw_iris, extent, eye_gradient
from trainer.data.synth.canvas import Painter
from trainer.data.synth.part_library import part_shapes
from trainer.data.synth.paths import Path, ellipse
from trainer.data.synth.svg_elements import AvatarShape
from trainer.data.synth.variants import Split, choose

SOURCE = "bigheads"
_FACE = Face(500, 500, 2.67)
_BUST = Bust(end=184, scale=(2.35, 3.3))
_OUTLINE = 12.0  # width of an outline of weight 1

# The order decides which are held out.
HAIR = ("LongHair", "PixieCut", "BobCut", "Afro", "BunHair", "ShortHair", "BuzzCut")
EYES = ("NormalEyes", "Wink", "SquintEyes", "SimpleEyes", "HeartEyes", "ContentEyes", "LeftTwitchEyes", "HappyEyes",
         "DizzyEyes")  # fmt: skip
CLOSED = frozenset({"ContentEyes", "HappyEyes", "DizzyEyes"})
_CLOTHES = ("Shirt", "DressShirt", "VNeck", "Dress", "TankTop")
_MOUTHS = ("Grin", "Lips", "OpenMouth", "Sad", "SeriousMouth", "SmileOpen", "Tongue")
_BROWS = ("Normal", "SeriousEyebrows", "ConcernedEyebrows", "LeftLoweredEyebrows", "AngryEyebrows")
# Hair under which a hat finds room, and by how much the hat is then larger.
_UNDER_HATS = {"LongHair": 1.12, "BobCut": 1.12, "BuzzCut": 1.0, "PixieCut": 1.0}
_HEAD_ITSELF = slice(2, 5)  # the shapes of the base that are no shoulders

_SHADOW, _SHINE = -1, 225
# Part and colour slot → region and shade; _SHADOW stands for the head's own depth of shadow.
_FILLS: dict[tuple[str, str], tuple[str, int]] = {
    ("hair", "base"): ("hair", NEUTRAL_SHADE),
    ("hair", "shadow"): ("hair", _SHADOW),
    ("hair", "white"): ("hair", _SHINE),
    ("hats", "base"): ("accessory", NEUTRAL_SHADE),
    ("hats", "shadow"): ("accessory", _SHADOW),
    ("hats", "white"): ("accessory", _SHINE),
    ("eyes", "white"): ("eye_white", NEUTRAL_SHADE),
    ("eyes", "#e2495b"): ("eyes", NEUTRAL_SHADE),
    ("mouths", "white"): ("eye_white", NEUTRAL_SHADE),
    ("mouths", "base"): ("mouth", NEUTRAL_SHADE),
    ("mouths", "shadow"): ("mouth", 96),
    ("mouths", "tongue"): ("mouth", 160),
    ("accessories", "outline"): ("accessory", NEUTRAL_SHADE),
    ("accessories", "white"): ("accessory", _SHINE),
    ("DressShirt", "white"): ("shirt", NEUTRAL_SHADE),
    ("DressShirt", "white-shadow"): ("shirt", _SHADOW),
    ("DressShirt", "base"): ("neckwear", NEUTRAL_SHADE),
    ("Dress", "base"): ("dress", NEUTRAL_SHADE),
    ("Dress", "shadow"): ("dress", _SHADOW),
    ("clothing", "base"): ("shirt", NEUTRAL_SHADE),
    ("clothing", "shadow"): ("shirt", _SHADOW),
    ("clothing", "white"): ("shirt", _SHINE),
}


@dataclass(frozen=True)
class Look:
    """What one head is made of."""

    hair: str
    eyes: str
    mouth: str
    brows: str
    clothes: str | None
    hat: str | None
    glasses: str | None
    lashes: bool
    iris: float  # radius
    light: int  # seed of the shading
    proportion: float  # of the body below, where it brings none


def bigheads_head(rng: np.random.Generator, split: Split) -> Head:
    """A head of the style."""
    return head_of(random_look(rng, split))


def random_look(rng: np.random.Generator, split: Split) -> Look:
    """Draws a look for a split; six of ten have shoulders and clothes of their own."""
    hair = choose(rng, HAIR, split)
    hatted = hair in _UNDER_HATS and rng.random() < 0.2
    return Look(
        hair=hair,
        eyes=mostly_open(rng, EYES, CLOSED, split),
        mouth=str(rng.choice(_MOUTHS)),
        brows=str(rng.choice(_BROWS)),
        clothes=choose(rng, _CLOTHES, split) if rng.random() < 0.6 else None,
        hat=str(rng.choice(["Beanie", "Turban"], p=[0.75, 0.25])) if hatted else None,
        glasses=str(rng.choice(["RoundGlasses", "TinyGlasses", "Shades"])) if rng.random() < 0.15 else None,
        lashes=bool(rng.random() < 0.6),
        iris=float(rng.uniform(34, 52)),
        light=int(rng.integers(2**32)),
        proportion=float(rng.uniform(0.58, 0.85)),
    )


def head_of(look: Look) -> Head:
    """A head with a look."""
    named = {"hair": look.hair, "eyes": look.eyes, "mouth": look.mouth, "eyebrows": look.brows}
    named |= {part: name for part, name in (("headwear", look.hat), ("glasses", look.glasses)) if name}
    variants = {part: f"{SOURCE}-{name}" for part, name in named.items()}
    if look.clothes is not None:
        variants["garment"] = f"{SOURCE}-{look.clothes}"
    return Head(
        _FACE.placement(),
        variants,
        draw=partial(_draw, look),
        draw_back=partial(_draw_back, look),
        bust=None if look.clothes is None else _BUST,
        proportion=look.proportion,
    )


def _shading(look: Look) -> HeadShading:
    shapes = part_shapes(SOURCE, "hair-front", look.hair)
    hair = [shape.path for shape in shapes if shape.fill == "base"]
    return HeadShading(np.random.default_rng(look.light), (_FACE.x, _FACE.y), _FACE.unit, hair)


def _draw_back(look: Look, painter: Painter, rng: np.random.Generator) -> None:
    on = HeadDrawing(painter, _shading(look), look)
    for shape in (*_hat(look, "hats-back"), *part_shapes(SOURCE, "hair-back", look.hair)):
        _draw_shape(on, shape)


def _draw(look: Look, painter: Painter, rng: np.random.Generator) -> None:
    on = HeadDrawing(painter, _shading(look), look)
    base = part_shapes(SOURCE, "base", "base")
    shapes = list(base[_HEAD_ITSELF] if look.clothes is None else base)
    if look.clothes is not None:
        for part in ("clothing", "clothing-back", "clothing-front"):
            shapes += part_shapes(SOURCE, part, look.clothes)
    for shape in shapes:
        _draw_shape(on, shape)
    _draw_eyes(on)
    for part, name in (("mouths", look.mouth), ("hair-front", look.hair), ("eyebrows", look.brows)):
        for shape in part_shapes(SOURCE, part, name):
            _draw_shape(on, shape)
    for shape in _hat(look, "hats-front"):
        _draw_shape(on, shape)
    for shape in part_shapes(SOURCE, "accessories", look.glasses or ""):
        _draw_shape(on, shape)


def _hat(look: Look, part: str) -> list[AvatarShape]:
    """A hat's shapes, made as large as the hair asks."""
    if look.hat is None:
        return []
    scale, centre = _UNDER_HATS[look.hair], np.array([500.0, 495.0])
    return [
        replace(shape, path=shape.path.mapped(lambda points: centre + (points - centre) * scale))
        for shape in part_shapes(SOURCE, part, look.hat)
    ]


def _draw_eyes(on: HeadDrawing[Look]) -> None:
    white: Path | None = None
    for shape in part_shapes(SOURCE, "eyes", on.look.eyes):
        (x0, x1), (y0, y1) = extent(shape.path)
        pupil = shape.fill == "outline" and x1 - x0 < 50 and abs((x1 - x0) - (y1 - y0)) < 4
        if shape.fill == "white":
            white = shape.path
        if shape.fill == "lash":
            if on.look.lashes:
                on.painter.fill(shape.path, "ink", weight=0.2)
        elif pupil and on.look.eyes not in CLOSED:
            _draw_iris(on, (x0 + x1) / 2, (y0 + y1) / 2, white)
        elif not (on.look.eyes == "SimpleEyes" and shape.fill == "outline"):
            _draw_shape(on, shape)


def _draw_iris(on: HeadDrawing[Look], x: float, y: float, white: Path | None) -> None:
    """The source has pupils alone; irises are put round them, kept inside the white of the eye."""
    iris = ellipse(x, y, on.look.iris)
    on.painter.fill(iris, "eyes", weight=0.7, marks=eye_gradient(iris), clip=white)
    draw_iris(on.painter, x, y, on.look.iris, pupil_only=True)


def _draw_shape(on: HeadDrawing[Look], shape: AvatarShape) -> None:
    painter, shading, path = on.painter, on.shading, shape.path
    part = shape.part.split("-")[0]
    weight = shape.stroke_width / _OUTLINE
    if shape.opacity < 0.9:
        return  # glass, and shadows laid over in a wash
    if shape.fill is None:
        if shape.stroke == "outline":
            painter.contour(path, weight)
        return
    if shape.fill in ("skin", "skin-shadow"):
        lit = shape.fill == "skin"
        painter.fill(
            path,
            "skin",
            weight=weight,
            shade=NEUTRAL_SHADE if lit else shading.depth,
            marks=shading.skin() if lit and part == "base" else (),
        )
        return
    fills = _FILLS.get((on.look.clothes or "", shape.fill)) if part == "clothing" else None
    fills = fills or _FILLS.get((part, shape.fill))
    if part == "mouths" and shape.fill == "outline" and _size(path) > 1200:
        fills = ("mouth", 62)  # an open mouth is dark inside, not inked
        weight = 0.6
    if part == "accessories" and shape.fill == "outline" and shape.opacity == 1:
        fills = None
    if fills is None:
        painter.blot(path)
        return
    region, shade = fills
    if region == "eyes":
        weight = 0.6  # hearts have no outline of their own
    shade = shading.depth if shade == _SHADOW else shade
    marks = shading.hair() if region == "hair" and shape.fill == "base" else ()
    if region == "hair" and shape.fill != "base":
        marks = shading.hair_in_shadow()
    painter.fill(path, region, weight=weight, shade=shade, marks=marks)


def _size(path: Path) -> float:
    (x0, x1), (y0, y1) = extent(path)
    return (x1 - x0) * (y1 - y0)
