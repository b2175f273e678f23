"""Irises in several hands' manners: what of them is line, what is shade, and where the light sits; in head units.

All of an iris is the region `eyes`, highlights apart, whatever lines cross it: a colour asked for fills it whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import Path, ellipse, spline


@dataclass(frozen=True)
class IrisLook:
    """What the irises of a face share.

    Attributes:
        hand: one of `HANDS`.
        pupil: "round", "slit", "ring", "none" or "shaded"; some hands have a pupil of their own.
        shaded: whether the cel hand's gradient is there.
        highlights: how many, 0 to 3.
        light: shape of the highlights, one of `LIGHTS`.
        rays: number of lines in the hands that have some.
        slant: how far these lean, radians.
    """

    hand: str
    pupil: str
    shaded: bool
    highlights: int
    light: str
    rays: int
    slant: float


@dataclass(frozen=True, eq=False)
class _Iris:
    """Where an iris is: its centre, half its width and height, and the `opening` outside of which it is hidden."""

    x: float
    y: float
    rx: float
    ry: float
    opening: Path

    def at(self, dx: float, dy: float) -> tuple[float, float]:
        """A point by its place in the iris, each from -1 to 1."""
        return self.x + dx * self.rx, self.y + dy * self.ry

    def disc(self, share: float, down: float = 0.0) -> Path:
        """The iris made smaller, about a middle that lies `down`."""
        return ellipse(*self.at(0, down), self.rx * share, self.ry * share)

    def arc(self, share: float, start: float, turn: float) -> Path:
        """An open piece of its rim, from the angle `start` on, radians."""
        angles = start + np.linspace(0, turn, 9)
        return spline([self.at(share * np.cos(a), share * np.sin(a)) for a in angles], False)


def random_iris(rng: np.random.Generator) -> IrisLook:
    """Draws how irises look."""
    return IrisLook(
        hand=str(rng.choice(list(_HANDS), p=[share for _, share in _HANDS.values()])),
        pupil=str(rng.choice(["round", "slit", "ring", "none", "shaded"], p=[0.45, 0.1, 0.1, 0.2, 0.15])),
        shaded=bool(rng.random() < 0.75),
        highlights=int(rng.choice([0, 1, 2, 3], p=[0.1, 0.35, 0.4, 0.15])),
        light=str(rng.choice(LIGHTS, p=[0.56, 0.14, 0.08, 0.1, 0.06, 0.06])),
        rays=int(rng.integers(5, 12)),
        slant=float(rng.uniform(-0.5, 0.5)),
    )


def draw_iris(painter: Painter, look: IrisLook, x: float, y: float, rx: float, ry: float, opening: Path) -> None:
    """Draws an iris at `(x, y)` with half axes `rx` and `ry`; what lies outside of `opening` is hidden."""
    iris = _Iris(x, y, rx, ry, opening)
    _HANDS[look.hand][0](painter, look, iris)
    for dx, dy, size in ((-0.38, -0.42, 0.30), (0.40, 0.36, 0.17), (-0.42, 0.30, 0.11))[: look.highlights]:
        painter.fill(_light(look.light, iris, dx, dy, size), "light", weight=0.45, clip=opening)


def _light(shape: str, iris: _Iris, dx: float, dy: float, size: float) -> Path:
    x, y = iris.at(dx, dy)
    if shape == "tall":
        return ellipse(x, y, iris.rx * size * 0.7, iris.ry * size * 1.3)
    if shape == "star":
        reach, angles = 1.35 * size, np.arange(8) * np.pi / 4
        lengths = np.where(np.arange(8) % 2, 0.42, 1.0) * reach
        return spline(
            [
                (x + iris.rx * r * np.cos(a), y + iris.ry * r * np.sin(a), 1)
                for a, r in zip(angles, lengths, strict=True)
            ]
        )
    if shape == "window":
        w, h = iris.rx * size, iris.ry * size * 1.1
        return spline([(x - w, y - h, 1), (x + w, y - h * 0.8, 1), (x + w * 0.8, y + h, 1), (x - w, y + h * 0.9, 1)])
    if shape == "slanted":
        w, h = iris.rx * size * 0.75, iris.ry * size * 1.4
        return spline([(x - w, y + h * 0.5), (x - w * 0.2, y - h), (x + w, y - h * 0.5), (x + w * 0.2, y + h)])
    if shape == "heart":
        w, h = iris.rx * size * 1.25, iris.ry * size * 1.2
        upper = [(x, y - h * 0.35, 1), (x + w * 0.5, y - h * 0.8), (x + w, y - h * 0.2)]
        return spline([*upper, (x, y + h, 1), (x - w, y - h * 0.2), (x - w * 0.5, y - h * 0.8)])
    return ellipse(x, y, iris.rx * size, iris.ry * size)


def _draw_pupil(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    if look.pupil == "round":
        painter.fill(iris.disc(0.42, -0.04), "ink", weight=0, clip=iris.opening)
    elif look.pupil == "slit":
        painter.fill(ellipse(iris.x, iris.y, iris.rx * 0.2, iris.ry * 0.6), "ink", weight=0, clip=iris.opening)
    elif look.pupil == "ring":
        painter.fill(iris.disc(0.45), "eyes", weight=0.7, shade=80, clip=iris.opening)
    elif look.pupil == "shaded":
        painter.fill(iris.disc(0.46), "eyes", weight=0, shade=50, clip=iris.opening)


def _gradient(iris: _Iris) -> list[Mark]:
    """Dark above, light below, the second colour rising from beneath: the air-brushed iris."""
    top, bottom = iris.at(0, -1), iris.at(0, 1)
    dark = Gradient(top, bottom, ((0.0, 45, 0.9), (0.45, 90, 0.6), (0.75, 150, 0.3), (1.0, 190, 0.7)))
    return [
        Mark(None, "shade", dark),
        Mark(None, "mix", Gradient(iris.at(0, -0.2), bottom, ((0.0, 0, 0.0), (1.0, 200, 1.0)))),
        Mark(ellipse(*iris.at(0, 0.62), iris.rx * 0.62, iris.ry * 0.26), "shade", 205, 0.8),
    ]


def _tones(iris: _Iris) -> list[Mark]:
    """Three flat tones with hard borders, as cels are painted."""
    upper = spline([iris.at(*p) for p in ((-1.2, -1.2), (1.2, -1.2), (1.1, -0.25), (0, -0.02), (-1.1, -0.25))])
    return [Mark(upper, "shade", 74), Mark(ellipse(*iris.at(0, 0.66), iris.rx * 0.7, iris.ry * 0.4), "shade", 186)]


def _cel(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    painter.fill(iris.disc(1), "eyes", weight=0.8, marks=_gradient(iris) if look.shaded else (), clip=iris.opening)
    _draw_pupil(painter, look, iris)


def _flat_tones(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    painter.fill(iris.disc(1), "eyes", weight=0.9, marks=_tones(iris), clip=iris.opening)
    _draw_pupil(painter, look, iris)


def _rayed(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """Lines that run from the pupil to the rim."""
    painter.fill(iris.disc(1), "eyes", weight=0.8, marks=_gradient(iris) if look.shaded else (), clip=iris.opening)
    for angle in np.linspace(0, 2 * np.pi, 2 * look.rays, endpoint=False) + look.slant:
        inner, outer = (iris.at(r * np.cos(angle), r * np.sin(angle)) for r in (0.58, 0.86))
        painter.stroke(spline([inner, outer], False), 0.35, clip=iris.opening)
    _draw_pupil(painter, look, iris)


def _hatched(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """The shade of the upper half as slanting strokes of the pen."""
    painter.fill(iris.disc(1), "eyes", weight=0.8, marks=_tones(iris) if look.shaded else (), clip=iris.opening)
    for across in np.linspace(-0.72, 0.72, look.rays):
        reach = np.sqrt(1 - across**2)
        start = iris.at(across + 0.15 * look.slant, -0.9 * reach)
        end = iris.at(across - 0.25 * look.slant, 0.1 - 0.25 * abs(across))
        painter.stroke(spline([start, end], False), 0.45, clip=iris.opening)
    if look.pupil in ("round", "slit"):
        _draw_pupil(painter, look, iris)


def _capped(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """The pupil runs into the lid's shadow: black above, a bowl of colour below."""
    painter.fill(iris.disc(1), "eyes", weight=0.8, marks=_gradient(iris) if look.shaded else (), clip=iris.opening)
    arc = [iris.at(np.cos(a), np.sin(a)) for a in np.linspace(np.pi, 2 * np.pi, 7)]
    edge = [(0.42, -0.3), (0.3, 0.12), (0.0, 0.2), (-0.3, 0.12), (-0.42, -0.3)]
    cap = spline([(*arc[0], 1), *arc[1:-1], (*arc[-1], 1), *(iris.at(*p) for p in edge)])
    painter.blot(cap, clip=iris.opening)


def _hollow(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """Contours alone, as in a drawing that is yet to be coloured: nothing in the line art is black."""
    painter.fill(iris.disc(1), "eyes", weight=0.9, marks=_gradient(iris) if look.shaded else (), clip=iris.opening)
    if look.rays % 2:
        painter.stroke(iris.arc(0.8, np.pi * 0.15, np.pi * 0.7), 0.4, clip=iris.opening)
    painter.fill(iris.disc(0.46, -0.05), "eyes", weight=0.6, shade=46, clip=iris.opening)


def _sketched(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """A rim that was drawn twice and is not quite closed."""
    painter.fill(iris.disc(1), "eyes", weight=0, marks=_tones(iris) if look.shaded else (), clip=iris.opening)
    for share, start in ((1.0, look.slant - 1.2), (0.93, look.slant + 2.0)):
        painter.stroke(iris.arc(share, start, 1.6 * np.pi), 0.7, clip=iris.opening)
    _draw_pupil(painter, look, iris)


def _small(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """An iris with white all around, in the manner of grown-up stories."""
    small = _Iris(iris.x, iris.y, iris.rx * 0.66, iris.ry * 0.6, iris.opening)
    painter.fill(small.disc(1), "eyes", weight=0.8, marks=_tones(small) if look.shaded else (), clip=iris.opening)
    painter.fill(small.disc(0.3), "ink", weight=0, clip=iris.opening)


def _ringed(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """A dark rim, and a second ring within, about a small pupil."""
    painter.fill(iris.disc(1), "eyes", weight=1.3, shade=70, clip=iris.opening)
    painter.fill(iris.disc(0.8), "eyes", weight=0.5, marks=_gradient(iris) if look.shaded else (), clip=iris.opening)
    if look.rays % 2:
        painter.stroke(iris.arc(0.6, np.pi * 0.1, np.pi * 0.8), 0.4, clip=iris.opening)
    painter.fill(iris.disc(0.3), "ink", weight=0, clip=iris.opening)


def _crescent(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """The light that falls through gathers below, in a crescent that is drawn."""
    painter.fill(iris.disc(1), "eyes", weight=0.9, marks=_tones(iris)[:1] if look.shaded else (), clip=iris.opening)
    bow = [iris.at(0.82 * np.cos(a), 0.86 * np.sin(a)) for a in np.linspace(0.06 * np.pi, 0.94 * np.pi, 5)]
    crescent = spline([(*bow[0], 1), *bow[1:4], (*bow[4], 1), iris.at(0, 0.42)])
    painter.fill(crescent, "eyes", weight=0.4, shade=190, clip=iris.opening)
    _draw_pupil(painter, look, iris)


def _faceted(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """Cut like a gem: corners of light and dark about the pupil."""
    painter.fill(iris.disc(1), "eyes", weight=0.8, marks=_tones(iris)[:1] if look.shaded else (), clip=iris.opening)
    angles = np.linspace(0, np.pi, 7) + 0.2 * look.slant
    jags = [iris.at(r * np.cos(a), r * np.sin(a)) for a, r in zip(angles, (0.9, 0.55) * 3 + (0.9,), strict=True)]
    painter.fill(
        spline([(*p, 1) for p in jags] + [(*iris.at(0, 0.1), 1)]),
        "eyes", weight=0.35 if look.rays % 2 else 0, shade=176, clip=iris.opening,
    )  # fmt: skip
    _draw_pupil(painter, look, iris)


def _barred(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """Short level strokes beneath the lid and above the lower rim, the middle left free."""
    painter.fill(iris.disc(1), "eyes", weight=0.9, marks=_gradient(iris) if look.shaded else (), clip=iris.opening)
    for index in range(4):
        for y in (-0.86 + 0.13 * index, 0.88 - 0.11 * index):
            if y > 0 and index > 1:
                continue
            reach = np.sqrt(1 - y * y) * (0.95 - 0.14 * index)
            painter.stroke(
                spline([iris.at(-reach, y), iris.at(0, y + 0.03), iris.at(reach, y)], False), 0.45, clip=iris.opening
            )
    _draw_pupil(painter, look, iris)


def _framed(painter: Painter, look: IrisLook, iris: _Iris) -> None:
    """A heavy black frame that is open below; the colour lies within."""
    painter.fill(iris.disc(1), "eyes", weight=0.5, marks=_gradient(iris) if look.shaded else (), clip=iris.opening)
    outer = [iris.at(np.cos(a), np.sin(a)) for a in np.linspace(0.72 * np.pi, 2.28 * np.pi, 9)]
    inner = [iris.at(0.8 * np.cos(a), 0.12 + 0.78 * np.sin(a)) for a in np.linspace(0.72 * np.pi, 2.28 * np.pi, 9)]
    frame = [(*outer[0], 1), *outer[1:-1], (*outer[-1], 1), (*inner[-1], 1), *inner[-2:0:-1], (*inner[0], 1)]
    painter.blot(spline(frame), clip=iris.opening)
    if look.pupil in ("round", "slit", "ring"):
        _draw_pupil(painter, look, iris)


_HANDS: dict[str, tuple[Callable[[Painter, IrisLook, _Iris], None], float]] = {
    "cel": (_cel, 0.26),
    "flat-tones": (_flat_tones, 0.1),
    "rayed": (_rayed, 0.08),
    "hatched": (_hatched, 0.08),
    "capped": (_capped, 0.1),
    "hollow": (_hollow, 0.09),
    "sketched": (_sketched, 0.05),
    "small": (_small, 0.04),
    "ringed": (_ringed, 0.05),
    "crescent": (_crescent, 0.05),
    "faceted": (_faceted, 0.04),
    "barred": (_barred, 0.03),
    "framed": (_framed, 0.03),
}
"""Hand → how it draws an iris, and how often."""
HANDS = tuple(_HANDS)
LIGHTS = ("round", "tall", "star", "window", "slanted", "heart")
