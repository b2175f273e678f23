"""Heads of DiceBear's styles adventurer, lorelei and micah: their shapes as regions, line art and shading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from trainer.data.synth.avatar_head import Face, Head, mostly_open
from trainer.data.synth.avatar_shading import HeadShading, draw_iris, eye_gradient, largest_disc
from trainer.data.synth.canvas import Painter
from trainer.data.synth.dicebear_shapes import avatar_shapes, variant_names
from trainer.data.synth.paths import Path, spline
from trainer.data.synth.svg_elements import AvatarShape
from trainer.data.synth.variants import Split, choose

_INK = {"ink", "black", "#000000"}


_FACES = {
    "adventurer": Face(364, 382, 2.2),
    "lorelei": Face(
        490, 500, 2.3,
        spline(
            [(100, -200), (900, -200), (900, 500), (760, 650), (690, 728), (600, 752), (500, 740), (400, 708),
             (300, 622), (200, 560)]
        ),
    ),
    "micah": Face(
        180, 168, 0.97,
        spline(
            [(0, -60), (360, -60), (340, 150), (284, 220), (262, 264), (222, 290), (180, 284), (142, 256),
             (112, 216), (60, 210)]
        ),
    ),
}  # fmt: skip

_MICAH_HAIR = ("full", "fonze", "pixie", "dannyPhantom", "mrT", "turban")
# Styles of hair that show none, or next to none.
_BALD = {"adventurer": {"short19"}, "lorelei": {"variant25", "variant28", "variant34", "variant44"}}


@dataclass(frozen=True, eq=False)
class _Drawing:
    """What every shape of one head is drawn with."""

    painter: Painter
    rng: np.random.Generator
    shading: HeadShading
    variants: dict[str, str | None]


def _optional(rng: np.random.Generator, style: str, part: str, share: float) -> str | None:
    return str(rng.choice(variant_names(style, part))) if rng.random() < share else None


def _hairstyles(style: str) -> list[str]:
    return [name for name in variant_names(style, "hair") if name not in _BALD[style]]


def adventurer_head(rng: np.random.Generator, split: Split) -> Head:
    """A head of the style adventurer by Lisa Wischofsky."""
    style = "adventurer"
    closed = frozenset({"variant19", "variant20"})
    variants: dict[str, str | None] = {
        "hair": choose(rng, _hairstyles(style), split),
        "eyes": mostly_open(rng, variant_names(style, "eyes"), closed, split),
        "mouth": str(rng.choice(variant_names(style, "mouth"))),
        "eyebrows": str(rng.choice(variant_names(style, "eyebrows"))),
        "details": str(rng.choice(["birthmark", "blush", "freckles"])) if rng.random() < 0.2 else None,
        "glasses": _optional(rng, style, "glasses", 0.12),
        "earrings": _optional(rng, style, "earrings", 0.3),
        "head": "default",
    }
    return _head(style, variants, _draw_adventurer)


def lorelei_head(rng: np.random.Generator, split: Split) -> Head:
    """A head of the style lorelei by Lisa Wischofsky."""
    style = "lorelei"
    closed = frozenset({"variant01", "variant03", "variant15", "variant19", "variant22"})
    variants: dict[str, str | None] = {
        "hair": choose(rng, _hairstyles(style), split),
        "eyes": mostly_open(rng, variant_names(style, "eyes"), closed, split),
        "mouth": str(rng.choice(variant_names(style, "mouth"))),
        "eyebrows": str(rng.choice(variant_names(style, "eyebrows"))),
        "nose": str(rng.choice(variant_names(style, "nose"))),
        "head": str(rng.choice(variant_names(style, "head"))),
        "freckles": _optional(rng, style, "freckles", 0.08),
        "glasses": _optional(rng, style, "glasses", 0.1),
        "earrings": _optional(rng, style, "earrings", 0.3),
        "hairAccessories": _optional(rng, style, "hairAccessories", 0.12),
        "beard": None,
    }
    return _head(style, variants, _draw_lorelei)


def micah_head(rng: np.random.Generator, split: Split) -> Head:
    """A head of the style micah by Micah Lanier."""
    style = "micah"
    variants: dict[str, str | None] = {
        "hair": choose(rng, _MICAH_HAIR, split),
        "eyes": mostly_open(rng, variant_names(style, "eyes"), frozenset({"smiling", "smilingShadow"}), split),
        "mouth": str(rng.choice(variant_names(style, "mouth"))),
        "eyebrows": str(rng.choice(variant_names(style, "eyebrows"))),
        "nose": str(rng.choice(variant_names(style, "nose"))),
        "ears": str(rng.choice(variant_names(style, "ears"))),
        "glasses": _optional(rng, style, "glasses", 0.12),
        "earrings": _optional(rng, style, "earrings", 0.3),
        "head": "standard",
        "clothes": "crew",
        "facialHair": None,
    }
    return _head(style, variants, _draw_micah)


def _head(
    style: str,
    variants: dict[str, str | None],
    draw_shape: Callable[[_Drawing, AvatarShape], None],
) -> Head:
    face = _FACES[style]

    def draw(painter: Painter, rng: np.random.Generator) -> None:
        shapes = avatar_shapes(style, variants)
        hair = [shape.path for shape in shapes if shape.part == "hair" and shape.fill == "hair"]
        drawing = _Drawing(painter, rng, HeadShading(rng, (face.x, face.y), face.unit, hair), variants)
        for shape in shapes:
            draw_shape(drawing, shape)

    named = {part: f"{style}-{variant}" for part, variant in variants.items() if variant and part != "clothes"}
    return Head(face.placement(), named, draw)


def _draw_adventurer(on: _Drawing, shape: AvatarShape) -> None:
    painter, shading = on.painter, on.shading
    path, part = shape.path, shape.part
    if shape.opacity < 1:
        return
    if shape.fill in _INK:
        if part == "eyes":
            painter.fill(path, "ink", weight=0.25)
        else:
            painter.blot(path, 0.0 if part in ("mouth", "details") else 0.5)
    elif part == "head":
        painter.fill(path, "skin", weight=0, marks=shading.skin())
    elif part == "hair" and shape.fill == "hair":
        painter.fill(path, "hair", weight=0, marks=shading.hair())
    elif part == "eyes" and shape.fill == "sclera":
        painter.fill(path, "eye_white", weight=0.3, marks=shading.lid(path))
    elif part == "eyes":
        painter.fill(path, "eyes", weight=0.8, marks=eye_gradient(path))
        _draw_iris_light(on, path)
    elif part == "mouth":
        _draw_mouth(painter, shape)
    elif part == "glasses":
        _draw_glasses(painter, shape, on.variants["glasses"] == "variant01")
    elif part == "details":
        painter.fill(path, "skin", weight=0, shade=102, mix=0)
    else:
        # Earrings and the flowers in the hair.
        mix, shade = {"white": (255, 128), "#F0DF83": (255, 150), "#A0CC59": (0, 96)}.get(shape.fill or "", (0, 128))
        painter.fill(path, "accessory", weight=0.5, mix=mix, shade=shade)


def _draw_iris_light(on: _Drawing, path: Path) -> None:
    if on.rng.random() < on.shading.light_share:
        x, y, radius = largest_disc(path)
        if radius > 4 * on.shading.unit:
            draw_iris(on.painter, x, y, radius, light_only=True)


def _draw_glasses(painter: Painter, shape: AvatarShape, tinted: bool) -> None:
    if tinted:
        painter.fill(shape.path, "accessory", weight=0.7, shade=128 if shape.fill == "glasses" else 225)
    else:
        painter.blot(shape.path)


def _draw_mouth(painter: Painter, shape: AvatarShape) -> None:
    region, shade = {
        "teeth": ("eye_white", 128),
        "lips": ("mouth", 128),
        "throat": ("mouth", 62),
        "tongue": ("mouth", 160),
        "uvula": ("mouth", 110),
    }.get(shape.fill or "", ("accessory", 128))
    painter.fill(shape.path, region, weight=0.3, shade=shade)


def _draw_lorelei(on: _Drawing, shape: AvatarShape) -> None:
    painter, shading = on.painter, on.shading
    path, part, clip = shape.path, shape.part, _FACES["lorelei"].clip
    if part == "hair":
        painter.fill(path, "hair", weight=1.0, marks=shading.hair())
    elif part == "head" and shape.fill == "skin":
        painter.fill(path, "skin", weight=0, marks=shading.skin(), clip=clip)
    elif part == "head":
        painter.blot(path, clip=clip)
    elif part == "eyes" and shape.fill == "white":
        painter.fill(path, "eye_white", weight=0.2)
    elif part == "eyes":
        painter.fill(path, "ink", weight=0)
        for chain in path.chains:
            x, y, radius = largest_disc(Path((chain,)))
            if radius > 4.2 * shading.unit:
                draw_iris(painter, x, y, radius * 0.86)
    elif part == "earrings":
        painter.fill(path, "accessory", weight=0.6)
    elif part == "hairAccessories":
        painter.fill(path, "accessory", weight=0.7, mix=255 if shape.fill == "white" else 0)
    elif part == "glasses":
        _draw_glasses(painter, shape, on.variants["glasses"] == "variant02")
    else:
        painter.blot(path)


def _draw_micah(on: _Drawing, shape: AvatarShape) -> None:
    painter, shading = on.painter, on.shading
    path, part, clip = shape.path, shape.part, _FACES["micah"].clip
    if part == "clothes" or shape.opacity < 1:
        return
    if part == "head":
        if shape.fill == "base":
            painter.fill(path, "skin", weight=1.0, marks=shading.skin(), clip=clip)
    elif part == "ears" and shape.fill == "base":
        painter.fill(path, "skin", weight=0 if shape.stroke is None else 1.0)
    elif part == "hair" and shape.fill in ("hair", None) and shape.stroke != "hair":
        region = "accessory" if on.variants["hair"] == "turban" else "hair"
        if shape.fill is None:
            painter.stroke(path, 1.0, taper=False)
        else:
            painter.fill(path, region, weight=1.0, marks=shading.hair())
    elif part == "eyes":
        _draw_micah_eye(painter, shape, on.variants["eyes"])
    elif part == "mouth" and shape.fill not in (None, "mouth"):
        painter.fill(path, "eye_white" if shape.fill == "white" else "mouth", weight=0.4)
    elif part == "earrings" and shape.fill is not None:
        painter.fill(path, "accessory", weight=0.7, mix=255 if shape.fill == "white" else 0)
    elif shape.fill in (None, "white"):
        if shape.stroke is not None:
            painter.stroke(path, 1.0, taper=False)
    else:
        painter.blot(path)


def _draw_micah_eye(painter: Painter, shape: AvatarShape, variant: str | None) -> None:
    if shape.fill == "eyeShadow":
        painter.fill(shape.path, "skin", weight=0.4, shade=160)
    elif variant in ("smiling", "smilingShadow"):
        painter.blot(shape.path)
    else:
        x, y, radius = largest_disc(shape.path)
        centre = np.array([x, y])
        grown = shape.path.mapped(lambda points: centre + (points - centre) * 1.25)
        painter.fill(grown, "eyes", weight=1.0, marks=eye_gradient(grown))
        draw_iris(painter, x, y, radius * 1.25, pupil_only=True)
