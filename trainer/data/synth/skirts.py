"""Skirts, of dresses too, in head units (see `head`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.data.synth.body import Build
from trainer.data.synth.canvas import Painter
from trainer.data.synth.cloth import Cloth
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import Path, ellipse, limb, spline

_TOP = 338.0


@dataclass(frozen=True)
class _Cut:
    """How a skirt is cut.

    Attributes:
        length: from the waist down.
        flare: half width of the hem, relative to the hips.
        folds: how many folds, or pleats, to a side of the front.
        hem: "zigzag", "saw", "boxes", "waves", "swirls", "even", "slit", "raised" or "jags".
        extra: what else is on it: "tiers", "wrap", "flounces", "denim", "apron", "straps", "petals", "bubble" or "".
    """

    length: float
    flare: float
    folds: int
    hem: str
    extra: str = ""


_CUTS: dict[str, _Cut] = {
    "pleated": _Cut(175, 1.6, 9, "zigzag"),
    "flared": _Cut(190, 2.0, 4, "waves"),
    "pencil": _Cut(210, 1.02, 0, "even"),
    "gathered": _Cut(200, 2.2, 6, "waves"),
    "long": _Cut(400, 2.0, 6, "waves"),
    "mini": _Cut(135, 1.5, 8, "zigzag"),
    "tiered": _Cut(230, 2.2, 6, "waves", "tiers"),
    "wrap": _Cut(240, 1.45, 1, "even", "wrap"),
    "knife-pleats": _Cut(165, 1.75, 6, "saw"),
    "box-pleats": _Cut(180, 1.6, 4, "boxes"),
    "circle": _Cut(205, 2.5, 4, "swirls"),
    "bubble": _Cut(170, 1.75, 5, "even", "bubble"),
    "high-low": _Cut(200, 2.0, 4, "raised"),
    "flounced": _Cut(215, 2.1, 6, "waves", "flounces"),
    "petals": _Cut(185, 1.9, 3, "waves", "petals"),
    "a-line": _Cut(190, 1.6, 2, "even"),
    "slit": _Cut(420, 1.25, 1, "slit"),
    "denim": _Cut(150, 1.2, 0, "even", "denim"),
    "tutu": _Cut(120, 2.6, 8, "jags", "flounces"),
    "apron": _Cut(220, 1.9, 5, "waves", "apron"),
    "tight-mini": _Cut(105, 1.08, 0, "even"),
    "suspender-pleats": _Cut(160, 1.6, 6, "saw", "straps"),
    "swaying": _Cut(230, 2.3, 5, "swirls"),
    "maxi-pleats": _Cut(440, 1.9, 7, "saw"),
}
SKIRTS = tuple(_CUTS)
_STIFF = ("zigzag", "saw", "boxes")


class Skirt:
    """One skirt on a body: what hangs behind the legs, what before them, and what of it lies over the top."""

    def __init__(
        self, rng: np.random.Generator, build: Build, style: str, region: str, cloth: Cloth, long: bool
    ) -> None:
        self._rng, self._region, self._cloth, self._cut = rng, region, cloth, _CUTS[style]
        self._length = self._cut.length * (rng.uniform(1.0, 1.45) if long else rng.uniform(0.88, 1.15))
        self._waist, self._hem = build.waist + 3, build.hip * self._cut.flare * rng.uniform(0.9, 1.1)
        wind = 0.5 if self._cut.flare > 1.4 else 0.0
        self._sway = float(rng.choice([0.0, rng.uniform(-55, 55)], p=[1 - wind, wind]))
        # How round the hem is: it shows from how far above the skirt is seen.
        self._round = float(rng.uniform(8, 30)) if self._cut.flare > 1.3 else 6.0

    def _at(self, u: float, t: float) -> tuple[float, float]:
        """A point by its place across (-1 to 1) and down (0 waist, 1 hem)."""
        if self._cut.extra == "bubble":
            swell = np.sin(np.pi * 0.86 * t) ** 0.7
        elif self._cut.flare < 1.3:
            swell = 1 - (1 - t) ** 3
        else:
            swell = t**0.82
        x = u * (self._waist + (self._hem - self._waist) * swell) + self._sway * t**2
        return float(x), float(_TOP + 6 * (1 - u * u) * (1 - t) + self._length * t - self._round * u * u * t)

    def _edge(self) -> list[tuple[float, ...]]:
        """The hem from right to left."""
        cut, (left, right) = self._cut, (self._at(-1, 1), self._at(1, 1))
        if cut.hem == "slit":
            u = -0.35
            return [
                (*right, 1),
                (*self._at(u + 0.1, 1), 1),
                (*self._at(u, 0.42), 1),
                (*self._at(u - 0.14, 1), 1),
                (*left, 1),
            ]
        if cut.hem == "raised":
            return [(*right, 1), self._at(0.55, 0.8), self._at(0, 0.66), self._at(-0.55, 0.8), (*left, 1)]
        if not cut.folds or cut.hem == "even":
            return [(*right, 1), self._at(0, 1), (*left, 1)]
        points: list[tuple[float, ...]] = []
        steps = cut.folds * 2
        for index in range(steps, -1, -1):
            u = index / cut.folds - 1
            x, y = self._at(u, 1)
            last = index in (0, steps)
            if cut.hem == "zigzag":
                points.append((x, y + (7 if index % 2 else 0), 1))
            elif cut.hem == "saw":
                points += [(x, y + 8, 1), (x - 4, y - 3, 1)] if not last else [(x, y, 1)]
            elif cut.hem == "boxes":
                points.append((x, y + (0 if index % 2 else 3), 1))
                if index % 2 and not last:
                    points += [(x - 5, y - 9, 1), (x - 10, y, 1)]
            elif cut.hem == "jags":
                points.append((x, y + (10 if index % 2 else -10), 1))
            elif cut.hem == "swirls":
                lean = 0.35 * self._hem / cut.folds * (1 if index % 2 else -1)
                points.append((x + (0 if last else lean), y + (12 if index % 2 else -12), float(last)))
            else:
                points.append((x, y + (9 if index % 2 else -5), float(last)))
        return points

    def draw_back(self, painter: Painter) -> None:
        """Draws the inside of what hangs behind; call it before the legs are drawn."""
        if self._round < 14 and self._cut.hem != "raised":
            return
        drop = 26.0 if self._cut.hem == "raised" else -self._round * 0.9
        low = [self._at(u, 1) for u in np.linspace(0.92, -0.92, 7).tolist()]
        lower = [
            (x, y + drop * (1 - (x / max(self._hem, 1)) ** 2) + (4 if i % 2 else -3)) for i, (x, y) in enumerate(low)
        ]
        shape = spline([(*self._at(-0.9, 0.6), 1), (*self._at(0.9, 0.6), 1), *lower])
        painter.fill(shape, self._region, marks=[Mark(None, "shade", 88)], mix=255 if self._rng.random() < 0.3 else 0)
        for x, y in lower[1:-1:2]:
            painter.stroke(spline([(x, y), (x * 0.96, y - 40)], False), 0.6)

    def draw(self, painter: Painter) -> None:
        """Draws the front with its folds, and the belt."""
        rng, cut = self._rng, self._cut
        sides = [self._at(1, t) for t in (0.25, 0.55, 0.8)]
        others = [self._at(-1, t) for t in (0.8, 0.55, 0.25)]
        shape = spline([(*self._at(-1, 0), 1), self._at(0, 0), (*self._at(1, 0), 1), *sides, *self._edge(), *others])
        painter.fill(shape, self._region, marks=[*self._cloth.marks, *self._shades(shape)])
        self._draw_folds(painter, shape)
        if cut.extra:
            self._draw_extra(painter)
        w = self._waist
        belt = spline(
            [(-w - 3, _TOP - 10, 1), (0, _TOP - 4), (w + 3, _TOP - 10, 1), (w + 5, _TOP + 9, 1), (0, _TOP + 15),
             (-w - 5, _TOP + 9, 1)]
        )  # fmt: skip
        if rng.random() < 0.8:
            painter.fill(belt, self._region, mix=255 if rng.random() < 0.3 else 0, marks=[Mark(None, "shade", 110)])

    def draw_over_top(self, painter: Painter) -> None:
        """Draws what reaches up over a shirt."""
        if self._cut.extra == "straps":
            for side in (-1, 1):
                strap = limb([(side * self._waist * 0.55, _TOP + 2), (side * 40, 250), (side * 44, 158)], [15, 14, 13])
                painter.fill(strap, self._region, marks=[Mark(strap.shifted(6, 0), "shade", 98, 0.7)])
                painter.fill(ellipse(side * self._waist * 0.56, _TOP - 10, 5), "accessory", weight=0.6)

    def _shades(self, shape: Path) -> list[Mark]:
        rng, cut = self._rng, self._cut
        marks = []
        for index in range(1, cut.folds * 2, 2):
            u = index / cut.folds - 1
            wide = 0.8 / cut.folds if cut.hem in _STIFF else rng.uniform(0.35, 0.9) / cut.folds
            start = 0.03 if cut.hem in _STIFF else rng.uniform(0.1, 0.55)
            (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (
                self._at(*p) for p in ((u, start), (u, 1.03), (u + wide, 1.03), (u + wide * 0.5, 0.6))
            )
            marks.append(Mark(spline([(x0, y0, 1), (x1, y1 + 10, 1), (x2, y2 + 10, 1), (x3, y3)]), "shade", 96, 0.85))
        if rng.random() < 0.5:
            # The top's shadow falls on it.
            w = self._waist + 12
            under = spline(
                [(-w, _TOP - 20, 1), (w, _TOP - 20, 1), (w + 6, _TOP + 22, 1), (0, _TOP + 38), (-w - 6, _TOP + 22, 1)]
            )
            marks.append(Mark(under, "shade", 94, 0.8))
        band = rng.random()
        if band < 0.3 and cut.flare > 1.05:
            levels = ((0.84, 0.92),) if band < 0.16 else ((0.78, 0.82), (0.87, 0.91))
            for above, below in levels:
                upper = [self._at(u, above) for u in (-1.1, -0.5, 0, 0.5, 1.1)]
                lower = [self._at(u, below) for u in (1.1, 0.5, 0, -0.5, -1.1)]
                stripe = [(*upper[0], 1), *upper[1:4], (*upper[4], 1), (*lower[0], 1), *lower[1:4], (*lower[4], 1)]
                marks.append(Mark(spline(stripe), "mix", 255))
        if rng.random() < 0.25:
            ramp = Gradient(
                (0, _TOP), (0, _TOP + self._length), ((0.0, 128, 0.0), (1.0, int(rng.choice([90, 172])), 0.6))
            )
            marks.append(Mark(None, "shade", ramp))
        marks.append(Mark(shape.shifted(int(rng.choice([-1, 1])) * self._hem * 0.9, 0), "shade", 98, 0.7))
        return marks

    def _draw_folds(self, painter: Painter, shape: Path) -> None:
        rng, cut = self._rng, self._cut
        stiff = cut.hem in _STIFF
        for index in range(1, cut.folds * 2):
            u = index / cut.folds - 1
            if not stiff and index % 2 and rng.random() < 0.5:
                continue
            if stiff and cut.hem != "zigzag" and index % 2 == 0 and cut.hem == "boxes":
                continue
            # Pleats run from belt to hem; soft folds rise from the hem, or fall from the gathers.
            ends = (
                (0.02, 1.0)
                if stiff
                else (1.0, rng.uniform(0.3, 0.7))
                if rng.random() < 0.6
                else (0.06, rng.uniform(0.3, 0.6))
            )
            if cut.hem == "raised":
                ends = (0.06, rng.uniform(0.3, 0.55))
            bend = 0.0 if stiff else rng.uniform(-0.04, 0.04)
            line = [self._at(u, ends[0]), self._at(u + bend, (ends[0] + ends[1]) / 2), self._at(u, ends[1])]
            painter.stroke(spline(line, False), 0.65, taper=not stiff, clip=shape)
        if cut.folds < 3:
            for side in (-1, 1):
                if rng.random() < 0.7:
                    line = [self._at(side * 0.92, 0.28), self._at(side * 0.6, 0.36), self._at(side * 0.3, 0.34)]
                    painter.stroke(spline(line, False), 0.6, clip=shape)

    def _draw_extra(self, painter: Painter) -> None:
        rng, kind = self._rng, self._cut.extra
        if kind == "tiers":
            for t in (0.4, 0.72):
                line = [
                    self._at(u, t + (0.07 if index % 2 else 0))
                    for index, u in enumerate(np.linspace(-1, 1, 5).tolist())
                ]
                painter.stroke(spline(line, False), 0.9)
        elif kind == "wrap":
            painter.stroke(spline([self._at(0.5, 0), self._at(0.2, 0.6), self._at(-0.15, 1)], False), 0.9)
        elif kind == "flounces":
            count = 3
            for level in range(count - 1, -1, -1):
                self._draw_flounce(painter, level / count, (level + 1.25) / count, 6 + 2 * level)
        elif kind == "apron":
            low = [
                self._at(u, t) for u, t in ((0.62, 0.3), (0.6, 0.66), (0.3, 0.78), (0, 0.8), (-0.3, 0.78), (-0.6, 0.66))
            ]
            apron = spline([(*self._at(-0.55, 0), 1), (*self._at(0.55, 0), 1), *low, self._at(-0.62, 0.3)])
            painter.fill(apron, self._region, mix=255)
            painter.stroke(apron.mapped(lambda p: (p - (0, _TOP)) * 0.86 + (0, _TOP)), 0.5, taper=False)
        elif kind == "petals":
            for u in (-0.75, 0.75, 0.0):
                tip = [self._at(u + a, t) for a, t in ((-0.42, 0.05), (0.42, 0.05), (0.5, 0.6), (0, 0.98), (-0.5, 0.6))]
                petal = spline([(*tip[0], 1), (*tip[1], 1), tip[2], (*tip[3], 1), tip[4]])
                painter.fill(petal, self._region, marks=[Mark(petal.shifted(26, 0), "shade", 96, 0.7)])
        elif kind == "denim":
            painter.stroke(spline([self._at(0, 0.05), self._at(0, 1)], False), 0.7, taper=False)
            for t in np.arange(0.15, 0.95, 0.18).tolist():
                painter.fill(ellipse(*self._at(0.07, t), 4.5), "accessory", weight=0.5)
            for side in (-1, 1):
                pocket = [self._at(side * 0.4, 0.06), self._at(side * 0.5, 0.2), self._at(side * 0.95, 0.24)]
                painter.stroke(spline(pocket, False), 0.7, taper=False)
            painter.stroke(spline([self._at(-1, 0.94), self._at(0, 0.94), self._at(1, 0.94)], False), 0.45, taper=False)
        elif kind == "bubble":
            painter.stroke(spline([self._at(u, 0.93) for u in (-0.98, 0.0, 0.98)], False), 0.8)
        if kind == "flounces" and rng.random() < 0.4:
            painter.fill(ellipse(0, _TOP, 9, 9), "accessory", weight=0.7)

    def _draw_flounce(self, painter: Painter, above: float, below: float, waves: int) -> None:
        jags = self._cut.hem == "jags"
        upper = [self._at(u, max(above, 0.0)) for u in (-1.02, 0, 1.02)]
        hem: list[tuple[float, ...]] = []
        places = np.linspace(1.03, -1.03, 2 * waves + 1).tolist()
        for index, u in enumerate(places):
            x, y = self._at(u, min(below, 1.05))
            hem.append((x, y + (8 if index % 2 else -4), 1.0 if jags or index in (0, 2 * waves) else 0.0))
        shape = spline([(*upper[0], 1), upper[1], (*upper[2], 1), *hem])
        shadow = Mark(shape.shifted(0, -(below - above) * self._length * 0.78), "shade", 96, 0.8)
        painter.fill(shape, self._region, marks=[*self._cloth.marks, shadow])
        for index in range(1, 2 * waves, 2):
            start, end = self._at(places[index], below), self._at(places[index] * 0.99, above + (below - above) * 0.35)
            painter.stroke(spline([start, end], False), 0.55)
