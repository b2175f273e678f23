"""Front hair made of single locks that fall from a parting and lie over each other, in head units (see `head`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.hair import HairLook, common_marks
from trainer.data.synth.marks import Mark
from trainer.data.synth.paths import Path, along, combined, limb, normals, offset_line, spline


@dataclass(frozen=True)
class _Fringe:
    """How locks fall.

    Attributes:
        parting: x of the point on the crown from which they come.
        count: how many.
        reach: the outermost tips lie so far to either side.
        level: height of the tips in the middle.
        sink: by how much the outermost tips lie lower.
        lean: by how much a tip lies aside of its lock.
        ragged: how much heights and leans vary.
        width: of the locks, relative to what closes the row.
        bare: half width of the gap under the parting in which no lock falls.
        hairline: how high the forehead is bare behind the locks.
    """

    parting: float
    count: int
    reach: float
    level: float
    sink: float
    lean: float
    ragged: float
    width: float
    bare: float = 0.0
    hairline: float = -60.0


_FRINGES: dict[str, _Fringe] = {
    "locks": _Fringe(0, 6, 92, -2, 50, 5, 7, 1.7),
    "locks-swept": _Fringe(-34, 6, 92, -6, 54, 22, 8, 1.75),
    "locks-tousled": _Fringe(12, 8, 92, -4, 46, 6, 15, 1.8),
    "curtain": _Fringe(0, 6, 98, 12, 66, 14, 8, 1.7, 46, -104),
    "see-through": _Fringe(0, 7, 90, 2, 40, 4, 9, 0.8, 0, -100),
    "messy": _Fringe(-10, 9, 96, -8, 50, 8, 22, 1.9),
    "locks-deep": _Fringe(8, 5, 94, 12, 46, -14, 10, 1.7),
    "side-fall": _Fringe(48, 6, 96, 4, 58, -28, 9, 1.8, 0, -96),
    "short-spikes": _Fringe(-16, 8, 94, -42, 66, 14, 12, 1.7, 0, -84),
    "heavy": _Fringe(0, 5, 90, 6, 36, 2, 5, 1.8),
    "curtain-short": _Fringe(-22, 7, 98, -10, 70, 12, 9, 1.7, 38, -106),
    "wisps": _Fringe(0, 4, 94, -6, 52, 14, 12, 0.65, 30, -100),
}
FRINGES = tuple(_FRINGES)


@dataclass(frozen=True, eq=False)
class _Lock:
    points: list[tuple[float, float]]
    widths: list[float]
    shape: Path

    def outline(self, start: float) -> Path:
        """Its two edges, which set out at the share `start` of its length and meet in its tip."""
        centre = along(self.points, 5)
        t = np.linspace(0, 1, len(centre))
        half = np.interp(t, np.linspace(0, 1, len(self.widths)), self.widths)[:, None] / 2
        side, kept = normals(centre) * half, t >= start
        left, right = (centre + side)[kept][:-1], (centre - side)[kept][-2::-1]
        return spline([*left[::2].tolist(), (*centre[-1], 1), *right[::2].tolist()], False)


@dataclass(frozen=True, eq=False)
class Fringe:
    """The front hair of one head: the cap over the skull, and the locks before it from the hindmost on."""

    cap: Path
    crown: Path
    locks: list[_Lock]

    @property
    def outline(self) -> Path:
        """Everything that throws a shadow on the face."""
        return combined([self.cap, *(lock.shape for lock in self.locks)])

    def draw(self, painter: Painter, rng: np.random.Generator, look: HairLook, shine: list[Mark]) -> None:
        """Draws cap and locks; `shine` lies on all of them."""
        common = [*common_marks(look), *shine]
        painter.fill(self.cap, "hair", outline=self.crown, marks=[*common, Mark(None, "shade", 112, 0.5)])
        side = look.side or 1
        for lock in self.locks:
            dark = limb(
                [(x + side * w * 0.3, y + 2) for (x, y), w in zip(lock.points, lock.widths, strict=True)],
                lock.widths,
                tip=True,
            )
            marks = [*common, Mark(dark, "shade", 98, 0.7)]
            start = float(rng.uniform(0.3, 0.64))
            mix = 255 if look.streak and rng.random() < 0.3 else 0
            painter.fill(lock.shape, "hair", outline=lock.outline(start), marks=marks, mix=mix)
            for _ in range(look.count(2)):
                if rng.random() < 0.6:
                    first = rng.uniform(0.25, 0.5)
                    share = rng.uniform(-0.45, 0.45)
                    line = offset_line(lock.points, lock.widths, share, first, first + rng.uniform(0.25, 0.45))
                    painter.stroke(line, look.strands)


def random_fringe(
    rng: np.random.Generator, name: str, turn: float, volume: float, crown: list[tuple[float, ...]]
) -> Fringe:
    """Draws one of `FRINGES` for a head that is turned by `turn`, under a `crown` from the left temple to the right."""
    kind = _FRINGES[name]
    mirror = 1 if rng.random() < 0.5 else -1
    parting = mirror * kind.parting + 12 * turn + rng.uniform(-6, 6)
    count = kind.count + int(rng.integers(-1, 2)) if kind.count > 4 else kind.count
    places = np.linspace(-kind.reach, kind.reach, count) + rng.uniform(-4, 4, count)
    if kind.bare:
        places = np.where(
            np.abs(places) < kind.bare, np.where(places < 0, -1, 1) * (kind.bare + np.abs(places)), places
        )
    width = 2 * kind.reach / count * kind.width
    level = kind.level + rng.uniform(-9, 7)
    locks = []
    for place in places:
        x = place + 9 * turn * np.cos(place / 110)
        y = level + kind.sink * (abs(place) / kind.reach) ** 2 + rng.normal(0, kind.ragged)
        lean = mirror * kind.lean + rng.normal(0, kind.ragged * 0.45) - 4 * np.sign(place) * (abs(place) / kind.reach)
        w = width * rng.uniform(0.6, 1.3)
        span = x - parting
        top = -140 * volume
        points = [
            (parting + 0.2 * span, top + 4 + 0.06 * abs(span)),
            (parting + 0.64 * span, top + 22 + 0.22 * abs(span)),
            (x + (0.04 if abs(place) > 60 else 0) * x * volume, -52 + 0.3 * y),
            (x - lean * 0.1, y - 0.26 * (y + 60)),
            (x + lean, y),
        ]
        widths = [w * 0.5, w * 0.95, w * 1.15, w * 0.74, 1.0]
        locks.append(_Lock(points, widths, limb(points, widths, tip=True)))
    # The outermost lie behind, those beside the parting before them.
    order = np.argsort(-np.abs(places) + rng.uniform(-14, 14, len(places)))
    hairline = kind.hairline
    edge = [(96.0, 18.0), (84.0, -34.0), (parting * 0.5 + 45, hairline + 12), (parting, hairline - 6)]
    edge += [(parting * 0.5 - 45, hairline + 12), (-84.0, -34.0), (-96.0, 18.0)]
    cap = spline([*crown, *((x, y, float(index in (0, 6))) for index, (x, y) in enumerate(edge))])
    bare = [*edge[::-1]] if hairline < -80 else []
    contour = combined([spline(crown, False), *([spline(bare, False)] if bare else [])])
    return Fringe(cap, contour, [locks[index] for index in order])
