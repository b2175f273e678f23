"""Irises in several hands' manners: what of them is line, what is shade, and where the light sits; in head units.

All of an iris is the region `eyes`, highlights apart, whatever lines cross it: a colour asked for fills it whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Gradient, Mark, Painter
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
        light=str(rng.choice(LIGHTS, p=[0.7, 0.18, 0.12])),
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


_HANDS: dict[str, tuple[Callable[[Painter, IrisLook, _Iris], None], float]] = {
    "cel": (_cel, 0.34),
    "flat-tones": (_flat_tones, 0.12),
    "rayed": (_rayed, 0.1),
    "hatched": (_hatched, 0.1),
    "capped": (_capped, 0.12),
    "hollow": (_hollow, 0.1),
    "sketched": (_sketched, 0.07),
    "small": (_small, 0.05),
}
"""Hand → how it draws an iris, and how often."""
HANDS = tuple(_HANDS)
LIGHTS = ("round", "tall", "star")
