"""Measures one model at one size, on one device, in one precision: each change the fast way and the plain way.

Both ways are timed in turn, in the same run, so that a machine that is busy or hot slows both.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.benchmark.cold import first_picture
from engine.benchmark.machine import matrix_rate
from engine.benchmark.plain import PlainWay
from engine.benchmark.scene import colored_picture, line_drawing
from engine.benchmark.work import WHATS, What, flop
from engine.colorizer import Colorizer
from engine.device import Placement
from engine.requests import TAG_MAX, ColorizeRequest
from engine.upsample import LineGuide
from engine.weights import load_model

FULL = 4
"""The drawing of a full-resolution picture has so many times the networks' side."""
_COLD_REPEATS = 3
# The plain way is slow: it is repeated beside the fast one for so long, and once at least.
_PLAIN_SECONDS = 5.0
_GOLDEN = 0.618034  # steps of this much, modulo 1, never come near the same value twice


@dataclass(frozen=True)
class Row:
    """One measured change. Times are in milliseconds.

    Attributes:
        what: the change.
        preset: the model's name.
        size: side of sketch and reference in pixels.
        device, precision: where the fast way ran.
        repeats: pictures that the fast way was timed with.
        median_ms, p95_ms: of the fast way.
        plain_ms: median of the plain way.
        floor_ms: the FLOP that the change needs at least, over the matrix rate measured beside it.
        max_diff: largest difference between a pixel of both ways, in 8-bit steps.
        gflop: what `floor_ms` was reckoned from.
        memory_mb: the most memory that the process used; for `cold` only, None where the system does not tell.
    """

    what: What
    preset: str
    size: int
    device: str
    precision: str
    repeats: int
    median_ms: float
    p95_ms: float
    plain_ms: float
    floor_ms: float
    max_diff: int
    gflop: float
    memory_mb: float | None = None


class Bench:
    """Both ways with one model on one device, for any number of sizes.

    Args:
        model: a weights file of stage two.
        name: what its rows call it.
        placement: where the fast way runs; the plain way runs there too, in float32.
        repeats: how often the fast way is timed for each change.
    """

    def __init__(self, model: Path, name: str, placement: Placement, repeats: int) -> None:
        self._path = model
        self._name = name
        self._placement = placement
        self._repeats = repeats

    def rows(self, size: int, folder: Path) -> Iterator[Row]:
        """Measures at one size, a row as soon as it is there.

        Args:
            size: side of sketch and reference in pixels, a multiple of 32.
            folder: a temporary one.
        """
        model = load_model(self._path)
        # The reference is encoded at the model's resolution: here at the sketch's, as the released code does.
        info = replace(model.info, resolution=size)
        work = flop(model.config, size)
        plain = PlainWay(replace(load_model(self._path), info=info), self._placement.device)
        fast = Colorizer(replace(model, info=info), self._placement)
        tag = info.tags[0].name
        base = ColorizeRequest(
            number=0,
            sketch=line_drawing(size, 0),
            reference=colored_picture(size, 0),
            model=self._path,
            tags={tag: 1.0},
            size=size,
            lines="model",
            device=self._placement.device,  # type: ignore[arg-type]
            precision=self._placement.precision,  # type: ignore[arg-type]
        )
        large = replace(base, sketch=line_drawing(size * FULL, 0), lines="keep")
        guide = LineGuide(large.sketch.pixels, (size, size))
        guide.prepare()
        changes: dict[What, tuple[ColorizeRequest, Callable[[int], ColorizeRequest]]] = {
            "slider": (base, lambda turn: replace(base, tags={tag: _value(turn)})),
            "sketch": (base, lambda turn: replace(base, sketch=line_drawing(size, turn))),
            "reference": (base, lambda turn: replace(base, reference=colored_picture(size, turn))),
            "full": (large, lambda turn: replace(large, tags={tag: _value(turn)})),
        }
        fast.colorize(base)
        if self._placement.device != "cpu":
            plain.paint(base)  # the first kernels of a GPU are slow to start
        rate = matrix_rate(self._placement.device, self._placement.precision)

        def paint_plainly(request: ColorizeRequest) -> np.ndarray:
            pixels = plain.paint(request)
            return guide.finish(pixels) if request.lines == "keep" else pixels

        for what in WHATS:
            if what == "cold":
                yield self._cold(base, work[what], rate, folder)
                continue
            before, change = changes[what]
            fast.colorize(before)  # what does not change is kept now
            pairs = _Timed()
            for turn in range(1, self._repeats + 1):
                request = change(turn)
                picture = pairs.time("fast", lambda request=request: fast.colorize(request).pixels)
                if turn == 1 or pairs.seconds("plain") < _PLAIN_SECONDS:
                    pairs.compare(picture, pairs.time("plain", lambda request=request: paint_plainly(request)))
            yield self._row(what, size, pairs, work[what], rate)

    def _cold(self, request: ColorizeRequest, work: int, rate: float, folder: Path) -> Row:
        pairs, peaks = _Timed(), []
        for turn in range(min(self._repeats, _COLD_REPEATS)):
            fast = first_picture(request, folder, plain=False)
            pairs.add("fast", fast.milliseconds)
            peaks.append(fast.peak_bytes or 0)
            if turn == 0 or pairs.seconds("plain") < _PLAIN_SECONDS:
                plain = first_picture(request, folder, plain=True)
                pairs.add("plain", plain.milliseconds)
                pairs.compare(fast.pixels, plain.pixels)
        assert request.size is not None
        row = self._row("cold", request.size, pairs, work, rate)
        return replace(row, memory_mb=round(max(peaks) / 2**20, 1) or None)

    def _row(self, what: What, size: int, pairs: _Timed, work: int, rate: float) -> Row:
        fast = pairs.milliseconds["fast"]
        return Row(
            what=what,
            preset=self._name,
            size=size,
            device=self._placement.device,
            precision=self._placement.precision,
            repeats=len(fast),
            median_ms=_rounded(np.median(fast)),
            p95_ms=_rounded(np.percentile(fast, 95)),
            plain_ms=_rounded(np.median(pairs.milliseconds["plain"])),
            floor_ms=_rounded(work / rate * 1000),
            max_diff=pairs.max_diff,
            gflop=_rounded(work / 1e9),
        )


class _Timed:
    """Times of the two ways, and the largest difference between their pictures."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, list[float]] = {"fast": [], "plain": []}
        self.max_diff = 0

    def time(self, way: str, run: Callable[[], np.ndarray]) -> np.ndarray:
        start = time.perf_counter()
        pixels = run()
        self.add(way, (time.perf_counter() - start) * 1000)
        return pixels

    def add(self, way: str, milliseconds: float) -> None:
        self.milliseconds[way].append(milliseconds)

    def seconds(self, way: str) -> float:
        return sum(self.milliseconds[way]) / 1000

    def compare(self, fast: np.ndarray, plain: np.ndarray) -> None:
        largest = int(np.abs(fast.astype(np.int16) - plain).max())
        self.max_diff = max(self.max_diff, largest)


def _value(turn: int) -> float:
    return TAG_MAX * (turn * _GOLDEN % 1)


def _rounded(number: Any) -> float:
    return round(float(number), 3)
