"""Hair behind the head made of locks that fan out from the skull, layer before layer, in head units (see `head`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.data.synth.canvas import Painter
from trainer.data.synth.hair import HairLook, draw_lock


@dataclass(frozen=True)
class _Layer:
    """One layer of locks.

    Attributes:
        count: how many locks.
        length: how far down the longest ends.
        shorter: by how much the outermost end higher, as a share of the length.
        spread: how far aside the outermost end.
        wave: how far locks swing to and fro.
        flick: how far their tips turn outward.
        width: of a lock.
        sway: how far a wind carries the tips to one side.
        ragged: how much lengths differ.
    """

    count: int
    length: float
    shorter: float
    spread: float
    wave: float = 0.0
    flick: float = 0.0
    width: float = 56.0
    sway: float = 0.0
    ragged: float = 20.0


_FANS: dict[str, tuple[_Layer, ...]] = {
    "layered-long": (_Layer(7, 400, 0.15, 130), _Layer(6, 240, 0.1, 136, flick=14), _Layer(6, 130, 0, 128, flick=10)),
    "wolf-cut": (_Layer(6, 190, 0.1, 92, flick=16, width=44), _Layer(8, 92, 0.1, 138, flick=26, width=46)),
    "wavy-locks": (_Layer(7, 330, 0.1, 150, wave=16, width=66), _Layer(4, 150, 0, 140, wave=12)),
    "windswept": (_Layer(8, 330, 0.2, 110, wave=8, sway=150, width=62), _Layer(5, 170, 0.1, 120, sway=70)),
    "messy-bob": (_Layer(9, 118, 0.15, 128, flick=22, width=48, ragged=30),),
    "big-curls": (_Layer(7, 260, 0.1, 164, wave=26, flick=-20, width=84), _Layer(4, 130, 0, 150, wave=20, width=70)),
    "flick-out": (_Layer(8, 150, 0.0, 124, flick=46, width=58, ragged=8),),
    "thick-mane": (_Layer(9, 460, 0.3, 210, wave=6, flick=14, width=84, ragged=40),),
    "nape": (_Layer(6, 78, 0.05, 84, flick=12, width=34, ragged=14),),
    "hime-long": (_Layer(8, 470, 0.0, 122, width=50, ragged=4),),
    "swept-long": (_Layer(7, 420, 0.25, 120, wave=10, sway=-120, width=66),),
    "spread-wide": (_Layer(10, 300, 0.45, 250, wave=10, width=66, ragged=34), _Layer(5, 140, 0, 140, flick=16)),
}
FANS = tuple(_FANS)
LONG_FANS = frozenset(name for name, layers in _FANS.items() if layers[0].length > 200)


def draw_fan(painter: Painter, rng: np.random.Generator, look: HairLook, name: str) -> None:
    """Draws one of `FANS`, the longest layer first."""
    stretch, wind = rng.uniform(0.88, 1.14), float(rng.choice([-1, 1]))
    for depth, layer in enumerate(_FANS[name]):
        places = np.linspace(-1, 1, layer.count) + rng.uniform(-0.06, 0.06, layer.count)
        # From the middle outward, so that what frames the face lies in front.
        for u in sorted(places.tolist(), key=abs):
            _draw_fan_lock(painter, rng, look, layer, u, stretch, wind, depth)


def _draw_fan_lock(
    painter: Painter,
    rng: np.random.Generator,
    look: HairLook,
    layer: _Layer,
    u: float,
    stretch: float,
    wind: float,
    depth: int,
) -> None:
    end = layer.length * stretch * (1 - layer.shorter * abs(u)) + rng.normal(0, layer.ragged)
    side = 1.0 if u >= 0 else -1.0
    swing = float(rng.choice([-1, 1]))
    steps = 4 if layer.wave == 0 else int(np.clip(end / 60, 4, 7))
    points: list[tuple[float, float]] = [(u * 70, -112)]
    for t in np.linspace(0, 1, steps):
        x = u * ((96 + 10 * look.volume) * (1 - t) + layer.spread * t)
        x += layer.wave * swing * np.sin(np.pi * 2.4 * t + u) * min(1, 2 * t) + wind * layer.sway * t**2
        x += side * layer.flick * max(0.0, t - 0.6) ** 2 / 0.16
        points.append((float(x), float(-36 + (end + 36) * t)))
    w = layer.width * rng.uniform(0.75, 1.2)
    widths = [w * 0.6, w, *np.linspace(1.15, 0.8, steps - 2) * w, 2.0]
    draw_lock(painter, rng, look, points, widths, shade=min(128, look.back + 10 * depth), strands=3)
