"""Heads and busts of "faces.js", graphics by TravisJB89 and Lia Cui: outlined faces of many builds and hairstyles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from trainer.data.synth.avatar_head import Bust, Face, Head
from trainer.data.synth.avatar_shading import HeadDrawing, HeadShading, draw_iris, extent, eye_gradient
from trainer.data.synth.canvas import Painter
from trainer.data.synth.part_library import part_names, part_shapes
from trainer.data.synth.paths import Path, ellipse, placement, scaling
from trainer.data.synth.svg_elements import AvatarShape
from trainer.data.synth.variants import Split, choose, of_split

SOURCE = "facesjs"
_MIDDLE = 200.0
_FACE = Face(_MIDDLE, 362, 1.45)
_BUST = Bust(end=160, scale=(2.3, 3.3))
_OUTLINE = 5.0  # width of an outline of weight 1

# Too little hair for its colour to be seen, or pieces that need a shaven head below them.
LEFT_OUT_HAIR = frozenset(
    {"cornrows", "crop", "crop-fade", "crop-fade2", "curlyFade1", "curlyFade2", "dreads", "fauxhawk-fade", "short-bald",
     "tall-fade"}
)  # fmt: skip
_BACK_HAIR = ("female2", "female3", "female4", "female5", "longHair", "shaggy")
# Others' stripes are strokes of a colour, which are no regions.
_LEFT_OUT_CLOTHES = frozenset({"baseball3", "jersey2", "jersey3", "jersey4", "jersey5"})
_EYES = {"left": (140.0, 310.0), "right": (260.0, 310.0)}
_BANDS = ("headband", "headband-high")
_GLASSES = ("glasses1-primary", "glasses2-black", "glasses2-primary")
_BLACK = frozenset({"#000", "#333"})
_WHITE = frozenset({"#fff", "#f5f3ee", "#eeeaef"})


@dataclass(frozen=True)
class Look:
    """What one head is made of."""

    head: str
    hair: str
    back: str | None
    eyes: str
    brows: str
    mouth: str
    nose: str
    ear: str
    clothes: str | None
    body: str
    band: str | None
    glasses: str | None
    fatness: float
    mirrored_hair: bool
    tilt: float  # of eyes and brows, degrees
    eye_size: float
    iris: float  # to a pupil
    ear_size: float
    nose_size: float
    light: int  # seed of the shading
    proportion: float  # of the body below, where it brings none


def facesjs_head(rng: np.random.Generator, split: Split) -> Head:
    """A head of the style."""
    return head_of(random_look(rng, split))


def random_look(rng: np.random.Generator, split: Split) -> Look:
    """Draws a look for a split; four of ten have shoulders and clothes of their own."""
    allowed = of_split([name for name in part_names(SOURCE, "hair") if name not in LEFT_OUT_HAIR], split)
    # Half of all have strands drawn into their hair, as in illustration, though most of the source's have none.
    strands = [name for name in allowed if len(part_shapes(SOURCE, "hair", name)) > 1]
    hair = str(rng.choice(strands if rng.random() < 0.5 else allowed))
    clothes = [name for name in part_names(SOURCE, "jersey") if name not in _LEFT_OUT_CLOTHES]
    return Look(
        head=str(rng.choice(part_names(SOURCE, "head"))),
        hair=hair,
        back=str(rng.choice(_BACK_HAIR)) if rng.random() < 0.45 else None,
        eyes=choose(rng, part_names(SOURCE, "eye"), split),
        brows=str(rng.choice(part_names(SOURCE, "eyebrow"))),
        mouth=str(rng.choice(part_names(SOURCE, "mouth"))),
        nose=str(rng.choice([name for name in part_names(SOURCE, "nose") if name != "pinocchio"])),
        ear=str(rng.choice(part_names(SOURCE, "ear"))),
        clothes=choose(rng, clothes, split) if rng.random() < 0.4 else None,
        body=str(rng.choice(part_names(SOURCE, "body"))),
        band=str(rng.choice(_BANDS)) if rng.random() < 0.1 else None,
        glasses=str(rng.choice(_GLASSES)) if rng.random() < 0.1 else None,
        fatness=float(rng.uniform(0, 0.6)),
        mirrored_hair=bool(rng.random() < 0.5),
        tilt=float(rng.uniform(-10, 12)),
        eye_size=float(rng.uniform(1.1, 1.5)),
        iris=float(rng.uniform(1.25, 1.7)),
        ear_size=float(rng.uniform(0.5, 1.1)),
        nose_size=float(rng.uniform(0.45, 0.95)),
        light=int(rng.integers(2**32)),
        proportion=float(rng.uniform(0.85, 1.1)),
    )


def head_of(look: Look) -> Head:
    """A head with a look."""
    named = {"hair": look.hair, "eyes": look.eyes, "head": look.head, "eyebrows": look.brows, "mouth": look.mouth}
    optional = {"hair_back": look.back, "headwear": look.band, "glasses": look.glasses, "garment": look.clothes}
    named |= {part: name for part, name in optional.items() if name}
    return Head(
        _FACE.placement(),
        {part: f"{SOURCE}-{name}" for part, name in named.items()},
        draw=partial(_draw, look),
        draw_back=partial(_draw_back, look),
        bust=None if look.clothes is None else _BUST,
        proportion=look.proportion,
    )


def _fitted(look: Look, shapes: Sequence[AvatarShape], mirrored: bool = False) -> list[AvatarShape]:
    """Shapes of the head made as wide as its build."""
    width = 0.8 + 0.2 * look.fatness
    matrix = placement(_MIDDLE) @ np.vstack([scaling(-width if mirrored else width, 1.0), [0, 0, 1]])
    return [_moved(shape, matrix @ np.vstack([placement(-_MIDDLE), [0, 0, 1]])) for shape in shapes]


def _moved(shape: AvatarShape, matrix: np.ndarray) -> AvatarShape:
    return replace(shape, path=shape.path.transformed(matrix))


def _set(
    shapes: Sequence[AvatarShape], x: float, y: float, size: float = 1.0, turn: float = 0.0, mirrored: bool = False
) -> list[AvatarShape]:
    """Shapes with their common middle at `(x, y)`."""
    reach = [extent(shape.path) for shape in shapes]
    left, right = min(r[0][0] for r in reach), max(r[0][1] for r in reach)
    top, bottom = min(r[1][0] for r in reach), max(r[1][1] for r in reach)
    to_origin = np.vstack([placement(-(left + right) / 2, -(top + bottom) / 2), [0, 0, 1]])
    matrix = placement(x, y, size, turn, mirror=mirrored) @ to_origin
    return [_moved(shape, matrix) for shape in shapes]


def _shading(look: Look) -> HeadShading:
    hair = _fitted(look, part_shapes(SOURCE, "hair", look.hair), look.mirrored_hair)
    filled = [shape.path for shape in hair if shape.fill is not None]
    return HeadShading(np.random.default_rng(look.light), (_FACE.x, _FACE.y), _FACE.unit, filled)


def _draw_back(look: Look, painter: Painter, rng: np.random.Generator) -> None:
    if look.back is not None:
        on = HeadDrawing(painter, _shading(look), look)
        _draw_all(on, _fitted(look, part_shapes(SOURCE, "hairBg", look.back)))


def _draw(look: Look, painter: Painter, rng: np.random.Generator) -> None:
    on = HeadDrawing(painter, _shading(look), look)
    if look.clothes is not None:
        _draw_all(on, part_shapes(SOURCE, "body", look.body))
        _draw_all(on, part_shapes(SOURCE, "jersey", look.clothes))
    away = 145 * (0.8 + 0.2 * look.fatness)
    for mirrored in (False, True):
        x = _MIDDLE + (away if mirrored else -away)
        _draw_all(on, _set(part_shapes(SOURCE, "ear", look.ear), x, 325, look.ear_size, mirrored=mirrored))
    _draw_all(on, _fitted(look, part_shapes(SOURCE, "head", look.head)))
    for side, (x, y) in _EYES.items():
        mirrored = side == "right"
        turn = -look.tilt if mirrored else look.tilt
        _draw_eye(on, _set(part_shapes(SOURCE, "eye", look.eyes), x, y, look.eye_size, turn, mirrored))
        brow = part_shapes(SOURCE, "eyebrow", look.brows)
        _draw_all(on, _set(brow, x, y - 28 - 14 * look.eye_size, 1.0, turn, mirrored))
    _draw_all(on, _set(part_shapes(SOURCE, "mouth", look.mouth), _MIDDLE, 440))
    _draw_all(on, _set(part_shapes(SOURCE, "nose", look.nose), _MIDDLE, 372, look.nose_size))
    _draw_all(on, _fitted(look, part_shapes(SOURCE, "hair", look.hair), look.mirrored_hair))
    if look.glasses is not None:
        _draw_all(on, _fitted(look, part_shapes(SOURCE, "glasses", look.glasses)))
    if look.band is not None:
        _draw_all(on, _fitted(look, part_shapes(SOURCE, "accessories", look.band)))


def _draw_eye(on: HeadDrawing[Look], shapes: Sequence[AvatarShape]) -> None:
    white: Path | None = None
    for shape in shapes:
        if shape.fill in _WHITE and white is None:
            white = shape.path
        if shape.fill == "#000" and _is_disc(shape.path):
            (x0, x1), (y0, y1) = extent(shape.path)
            rx, ry = ((b - a + shape.stroke_width * on.look.eye_size) / 2 for a, b in ((x0, x1), (y0, y1)))
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            iris = ellipse(x, y, rx * on.look.iris, ry * on.look.iris)
            on.painter.fill(iris, "eyes", weight=0.5, marks=eye_gradient(iris), clip=white)
            draw_iris(on.painter, x, y, min(rx, ry) * on.look.iris, pupil_only=True)
        else:
            _draw_shape(on, shape)


def _is_disc(path: Path) -> bool:
    """Whether a path is about as high as wide and fills its box as an ellipse does: a pupil, not a lash."""
    (x0, x1), (y0, y1) = extent(path)
    if len(path.chains) != 1 or not 0.4 < (x1 - x0) / max(y1 - y0, 1e-6) < 2.2:
        return False
    x, y = path.flattened(6)[0].T
    area = abs(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))) / 2
    return 0.66 < area / ((x1 - x0) * (y1 - y0)) < 0.92


def _draw_all(on: HeadDrawing[Look], shapes: Sequence[AvatarShape]) -> None:
    for shape in shapes:
        _draw_shape(on, shape)


def _draw_shape(on: HeadDrawing[Look], shape: AvatarShape) -> None:
    painter, shading, path, fill = on.painter, on.shading, shape.path, shape.fill
    weight = shape.stroke_width / _OUTLINE if shape.stroke == "#000" else 0.0
    if shape.opacity < 1 or (fill or "").startswith("rgba"):
        return  # a wash on lips; glass
    if fill is None:
        if weight > 0:
            painter.contour(path, weight)
    elif fill in _BLACK:
        painter.blot(path, weight)
    elif fill == "skinColor":
        painter.fill(path, "skin", weight=weight, marks=shading.skin() if shape.part == "head" else ())
    elif shape.part == "eyebrow":
        # Brows are hair, but too thin to show its colour.
        painter.blot(path, min(weight, 0.4))
    elif fill == "hairColor":
        painter.fill(path, "hair", weight=max(weight, 0.6), marks=shading.hair(), spread=0.6)
    elif shape.part == "jersey":
        mix, shade = {"primary": (0, 128), "accent": (255, 160)}.get(fill, (255, 128))
        painter.fill(path, "shirt", weight=weight, mix=mix, shade=shade)
    elif fill in _WHITE:
        painter.fill(path, "eye_white", weight=weight or 0.3, marks=shading.lid(path) if shape.part == "eye" else ())
    else:
        painter.fill(path, "accessory", weight=weight, mix=0 if fill == "primary" else 255)
