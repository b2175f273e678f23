"""Hints and the drawings that they belong to: whatever else comes onto the canvas, they lie over their own alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from engine.hints.layer import Hints
from engine.requests import Picture

MAX_RESTING_BYTES = 512 * 2**20
"""How much memory the hints of other drawings than the one in work may take; the oldest ones go first."""


@dataclass(frozen=True, eq=False)
class DrawnHints:
    """Hints and the one drawing that they were painted on.

    A drawing is known by its pixels, wherever they turn up, and by its file: one that the artist saved anew in the
    same size, or of which another layer was chosen, is the same drawing. Only a whole path counts as a file; a bare
    name, as pasted pictures have it, says too little. How the lines are found has no part in it.

    Attributes:
        sketches: `Picture.key` of each picture that the drawing is known by.
        file: its path, empty where it has none.
        hints: of its size.
    """

    sketches: tuple[str, ...]
    file: str
    hints: Hints

    @classmethod
    def on(cls, sketch: Picture, hints: Hints) -> DrawnHints:
        """Hints that were painted on a sketch."""
        return cls((sketch.key,), file_of(sketch), hints)

    def fits(self, sketch: Picture) -> bool:
        """Whether a sketch has the size of the hints: none other is ever their drawing."""
        return self.hints.size == (sketch.width, sketch.height)

    def known_as(self, sketch: Picture) -> DrawnHints:
        """The same, where that sketch is a picture of the drawing too."""
        return self if sketch.key in self.sketches else replace(self, sketches=(*self.sketches, sketch.key))

    @cached_property
    def mark(self) -> str:
        """Tells these hints from others."""
        digest = hashlib.blake2b(repr(self.sketches).encode(), digest_size=16)
        for key, tile in sorted(self.hints.tiles.items()):
            digest.update(repr(key).encode() + tile.tobytes())
        return digest.hexdigest()


def file_of(sketch: Picture) -> str:
    """The path of a sketch's file, empty where it is not known."""
    return sketch.source if Path(sketch.source).is_absolute() else ""


def drawn_on(sketch: Picture | None, layers: Sequence[DrawnHints]) -> DrawnHints | None:
    """Of some layers the one whose drawing a sketch is: by its pixels, or else by its file."""
    if sketch is None:
        return None
    fitting, file = [layer for layer in layers if layer.fits(sketch)], file_of(sketch)
    by_pixels = next((layer for layer in fitting if sketch.key in layer.sketches), None)
    return by_pixels or next((layer for layer in fitting if file and layer.file == file), None)


def hints_on(sketch: Picture | None, layers: Sequence[DrawnHints]) -> Hints | None:
    """What lies over a sketch."""
    drawn = drawn_on(sketch, layers)
    return drawn.hints if drawn is not None else None


def painted(layers: Sequence[DrawnHints], sketch: Picture, hints: Hints | None) -> tuple[DrawnHints, ...]:
    """The layers once `hints` lie over a sketch in place of what did; None and clear ones take that away.

    Those of other drawings rest, within `MAX_RESTING_BYTES`; the last painted is the last.
    """
    before = drawn_on(sketch, layers)
    others = within_memory(layer for layer in layers if layer is not before)
    if hints is None or hints.is_empty:
        return others
    new = DrawnHints.on(sketch, hints)
    if before is not None:
        new = replace(before.known_as(sketch), file=new.file or before.file, hints=hints)
    return (*others, new)


def told_of(layers: Sequence[DrawnHints], sketches: Iterable[Picture | None]) -> tuple[DrawnHints, ...]:
    """The layers, each knowing the pixels of those sketches that are its drawing: all that tells them where files
    have no path."""
    known = list(layers)
    for sketch in sketches:
        drawn = drawn_on(sketch, known)
        if sketch is not None and drawn is not None:
            known[known.index(drawn)] = drawn.known_as(sketch)
    return tuple(known)


def within_memory(layers: Iterable[DrawnHints]) -> tuple[DrawnHints, ...]:
    """Of the layers as many of the last ones as `MAX_RESTING_BYTES` hold."""
    kept: list[DrawnHints] = []
    room = MAX_RESTING_BYTES
    for layer in reversed(tuple(layers)):
        room -= layer.hints.nbytes
        if room < 0:
            break
        kept.append(layer)
    return tuple(reversed(kept))
