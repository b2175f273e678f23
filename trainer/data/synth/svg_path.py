"""SVG path data turned into cubic Bézier chains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from trainer.data.synth.paths import Path, sample

_TOKEN = re.compile(r"([a-zA-Z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
# The two flags of an arc are single digits, and the number after them may follow without a gap.
_ARC = re.compile(
    r"\s*,?\s*".join([r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"] * 3 + ["([01])"] * 2)
    + r"\s*,?\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)" * 2
)


@lru_cache(maxsize=2048)
def parse_path(data: str, even_odd: bool = False) -> Path:
    """Reads the `d` attribute of an SVG path.

    Args:
        data: path data, any command of SVG 1.1, absolute or relative.
        even_odd: whether its holes follow the even-odd rule; they are turned round so that they hold for both rules.

    Returns:
        One chain for each subpath; closed where every subpath is.
    """
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.draw(command, numbers)
    pen.lift()
    chains = tuple(np.array(chain) for chain in pen.chains if len(chain) > 1)
    if even_odd and len(chains) > 1:
        chains = _oriented(chains)
    return Path(chains, pen.closed)


class _Pen:
    """Follows path data; all points are complex numbers until the end."""

    def __init__(self) -> None:
        self.chains: list[list[tuple[float, float]]] = []
        self.closed = True
        self._chain: list[complex] = []
        self._start = self._at = self._control = 0j
        self._previous = ""

    def lift(self, close: bool = False) -> None:
        if close:
            if abs(self._at - self._start) > 1e-6:
                self._cubic(self._at, self._start, self._start)
        elif len(self._chain) > 1:
            self.closed = False
        if len(self._chain) > 1:
            self.chains.append([(p.real, p.imag) for p in self._chain])
        self._at = self._start if close else self._at
        self._chain = [self._at]

    def draw(self, command: str, v: list[float]) -> None:
        kind = command.lower()
        base = self._at if command.islower() else 0j
        points = [base + complex(x, y) for x, y in zip(v[0::2], v[1::2], strict=False)]
        if kind == "z":
            self.lift(close=True)
        elif kind == "m":
            self.lift()
            self._at = self._start = points[0]
            self._chain = [self._at]
        elif kind == "l":
            self._cubic(self._at, points[0], points[0])
        elif kind == "h":
            end = complex(base.real + v[0], self._at.imag)
            self._cubic(self._at, end, end)
        elif kind == "v":
            end = complex(self._at.real, base.imag + v[0])
            self._cubic(self._at, end, end)
        elif kind == "c":
            self._cubic(*points)
        elif kind == "s":
            first = 2 * self._at - self._control if self._previous in "cs" else self._at
            self._cubic(first, *points)
        elif kind in "qt":
            smooth = 2 * self._at - self._control if self._previous in "qt" else self._at
            control = points[0] if kind == "q" else smooth
            end = points[-1]
            self._cubic((self._at + 2 * control) / 3, (end + 2 * control) / 3, end)
            self._control = control
        elif kind == "a":
            for cubic in _arc(self._at, v, base + complex(v[5], v[6])):
                self._cubic(*cubic)
        self._previous = kind

    def _cubic(self, first: complex, second: complex, end: complex) -> None:
        self._chain += [first, second, end]
        self._control, self._at = second, end


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    for part in re.findall(r"[a-zA-Z][^a-df-zA-DF-Z]*", data):
        command, rest = part[0], part[1:]
        if command in "aA":
            for match in _ARC.finditer(rest):
                yield command, [float(match[i + 1]) for i in range(7)]
            continue
        numbers = [float(number) for _, number in _TOKEN.findall(rest)]
        step = _ARGUMENTS[command.lower()]
        if step == 0:
            yield command, []
            continue
        for index in range(0, len(numbers) - step + 1, step):
            yield command, numbers[index : index + step]
            # Further pairs after a moveto are lines.
            command = "l" if command == "m" else "L" if command == "M" else command


def _arc(start: complex, v: list[float], end: complex) -> Iterator[tuple[complex, complex, complex]]:
    """An elliptical arc as cubics, by the endpoint-to-centre conversion of SVG 1.1, appendix F.6.5."""
    rx, ry, turn, large, sweep = abs(v[0]), abs(v[1]), np.exp(1j * np.radians(v[2])), v[3], v[4]
    if rx == 0 or ry == 0 or start == end:
        yield start, end, end
        return
    # In a frame in which the ellipse is the unit circle.
    a, b = ((p / turn) for p in (start, end))
    a, b = complex(a.real / rx, a.imag / ry), complex(b.real / rx, b.imag / ry)
    half = abs(b - a) / 2
    if half > 1:
        rx, ry, a, b, half = rx * half, ry * half, a / half, b / half, 1.0
    away = np.sqrt(max(1 - half**2, 0.0)) * (b - a) / (2 * half) * 1j
    centre = (a + b) / 2 + (away if large != sweep else -away)
    first = float(np.angle(a - centre))
    span = float(np.angle((b - centre) / (a - centre)))
    if sweep and span < 0:
        span += 2 * np.pi
    elif not sweep and span > 0:
        span -= 2 * np.pi
    pieces = max(1, int(np.ceil(abs(span) / (np.pi / 2) - 1e-6)))
    step = span / pieces
    reach = 4 / 3 * np.tan(step / 4)

    def placed(point: complex) -> complex:
        return complex(point.real * rx, point.imag * ry) * turn

    for index in range(pieces):
        p, q = np.exp(1j * (first + step * index)), np.exp(1j * (first + step * (index + 1)))
        last = end if index == pieces - 1 else placed(centre + q)
        yield placed(centre + p * (1 + 1j * reach)), placed(centre + q * (1 - 1j * reach)), last


def _oriented(chains: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
    """Turns chains so that each runs against the one that holds it."""
    outlines = [sample(chain, 4) for chain in chains]
    turned = []
    for index, chain in enumerate(chains):
        depth = sum(_inside(outlines[index][0], other) for i, other in enumerate(outlines) if i != index)
        x, y = outlines[index].T
        clockwise = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) > 0
        turned.append(chain if clockwise == (depth % 2 == 0) else chain[::-1])
    return tuple(turned)


def _inside(point: np.ndarray, outline: np.ndarray) -> bool:
    x, y = outline.T
    nx, ny = np.roll(x, -1), np.roll(y, -1)
    across = (y > point[1]) != (ny > point[1])
    safe = np.where(across, ny - y, 1.0)
    return bool(np.sum(across & (point[0] < (nx - x) * (point[1] - y) / safe + x)) % 2)
