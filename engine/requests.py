"""What is asked of the engine and what it answers: frozen values, no torch, no Qt.

A request carries everything a colouring needs, so that nothing is shared between the thread that
asks and the thread that answers. An answer carries its request's number; the asker drops answers to
requests that it no longer waits for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import numpy as np

Lines = Literal["keep", "model", "none"]
Ink = Literal["auto", "as-is", "dark", "light", "transparent"]
Device = Literal["auto", "cpu", "cuda", "mps"]
Precision = Literal["auto", "fp32", "bf16", "fp16"]

TAG_MIN, TAG_MAX = 0.0, 5.0
MOVING_SIDE = 256
"""Long side in pixels of the largest picture that is made while a hand moves."""
EVENNESS = 0.9
"""How even fills are where nothing else is said: see `engine.evening`."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A decoded picture: uint8 RGB `[H, W, 3]`, transparency already laid on white, read-only.

    `alpha` keeps the transparency that was there, uint8 `[H, W]`, or None. `layers` names the layers of the
    file it came from, the topmost first, and `layer` the one that it is; empty is all of them merged. Two
    pictures are the same when their `key` is the same.
    """

    pixels: np.ndarray
    alpha: np.ndarray | None = None
    source: str = ""
    layers: tuple[str, ...] = ()
    layer: str = ""

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.uint8 or self.pixels.ndim != 3 or self.pixels.shape[2] != 3:
            raise ValueError(f"a picture is uint8 [H, W, 3], not {self.pixels.dtype} {self.pixels.shape}")
        self.pixels.flags.writeable = False

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @cached_property
    def key(self) -> str:
        """A digest of the pixels, their transparency and their shape; caches are keyed by it."""
        digest = hashlib.blake2b(np.ascontiguousarray(self.pixels).data, digest_size=16)
        if self.alpha is not None:
            digest.update(np.ascontiguousarray(self.alpha).data)
        digest.update(repr(self.pixels.shape).encode())
        return digest.hexdigest()


@dataclass(frozen=True)
class LineSettings:
    """Which pixels of a sketch are its lines; what is not said is detected (`engine.line_art`).

    Args:
        ink: `dark` lines on light paper, `light` lines on dark paper, or `transparent`: whatever is opaque is
            line. `as-is` takes the picture as it stands, dark lines on white.
        clean_paper: whether the paper's tone and shading are removed.
        threshold: grey 1..255, after cleaning and with dark lines, from which on a pixel is paper.
    """

    ink: Ink = "auto"
    clean_paper: bool | None = None
    threshold: int | None = None


@dataclass(frozen=True)
class LineDetection:
    """How a sketch's lines are found: as was detected, or as `LineSettings` said.

    Attributes:
        ink: as in `LineSettings`, never `auto`.
        clean_paper: whether the paper is cleaned.
        paper: grey 0..255 of the paper that it was drawn on.
        threshold: grey 1..255 from which on a pixel is paper, once lines are dark and the paper is clean; 255
            leaves all greys as they are.
    """

    ink: Ink
    clean_paper: bool
    paper: int
    threshold: int


@dataclass(frozen=True)
class ColorizeRequest:
    """One colouring.

    Args:
        number: the asker's: comes back with the answer, and names a request that is to be cancelled.
        sketch: the line drawing.
        reference: the colour reference.
        model: the weights file.
        tags: only the tags that were moved, name → value in 0..5; the others keep what the
            classifier reads off the reference. Empty means the plain reference-based result.
        size: long side in pixels at which the networks run; None runs them at the sketch's own size.
            Smaller than the sketch: the colours are brought up to the sketch's size.
        output_size: long side of the answer; None answers at the sketch's own size. A preview sets
            it to `size`, so that nothing is brought up while the hand still moves.
        lines: `keep` lays the artist's own line pixels over the colours, `model` leaves the
            network's picture as it is, `none` gives the colours without any lines.
        device: where the networks run; `auto` takes the best there is.
        precision: arithmetic of the networks; `auto` takes the fastest that the device has natively.
        line_settings: how the sketch's lines are found.
        evenness: 0..1, how far each area between the lines is drawn to one colour; the network's own picture
            (`lines` is `model`) stays as it is.
        draft: whether a picture will do that takes from the last whole one what is where, and has `MOVING_SIDE` at
            most whatever the sizes say (`engine.decoder`). They hold where nothing is kept of one.
    """

    number: int
    sketch: Picture
    reference: Picture
    model: Path
    tags: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    size: int | None = None
    output_size: int | None = None
    lines: Lines = "keep"
    device: Device = "auto"
    precision: Precision = "auto"
    line_settings: LineSettings = LineSettings()
    evenness: float = 0.0
    draft: bool = False

    @property
    def long_side(self) -> int:
        """Long side in pixels of the largest picture on the way: the networks' or the answer."""
        own = max(self.sketch.width, self.sketch.height)
        return max(own if self.size is None else self.size, own if self.output_size is None else self.output_size)

    def gives_way_to(self, newer: ColorizeRequest) -> bool:
        """Whether it is not worth finishing once `newer` is asked for: it takes its time, or is of other pictures,
        lines or networks. A small one that differs in its tags alone is finished, so that a moving hand sees every
        picture for which there is time."""
        return (
            self.long_side > MOVING_SIDE
            or newer.sketch is not self.sketch
            or newer.reference is not self.reference
            or (newer.model, newer.device, newer.precision) != (self.model, self.device, self.precision)
            or newer.line_settings != self.line_settings
        )

    def is_previewed_by(self, other: ColorizeRequest) -> bool:
        """Whether `other` is a small picture of the very same."""
        as_here = {name: getattr(self, name) for name in ("number", "size", "output_size", "draft")}
        same = replace(other, **as_here) == self
        return same and other.long_side <= MOVING_SIDE < self.long_side


@dataclass(frozen=True, eq=False)
class ColorizeResult:
    """A finished colouring.

    Attributes:
        number: the request's number.
        pixels: uint8 RGB `[H, W, 3]`.
        probabilities: what the classifier reads off the reference, tag name → 0..1, for the model's tags.
        milliseconds: time of each part (`load`, `sketch`, `reference`, `decode` or `draft`, `finish`); parts that
            came from a cache are missing. `total` is always there.
        device, precision: what was really used, e.g. `cpu`, `bf16`.
        size: `(width, height)` the networks ran at.
        colors: uint8 RGB `[H, W, 3]`, what lies under the artist's lines; None with `lines="model"`.
        notes: a sentence for each thing that was done otherwise than asked for, for lack of memory.
    """

    number: int
    pixels: np.ndarray
    probabilities: Mapping[str, float]
    milliseconds: Mapping[str, float]
    device: str
    precision: str
    size: tuple[int, int]
    colors: np.ndarray | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """A request that could not be answered: `message` is one sentence for the user, `detail` is for the log."""

    number: int
    message: str
    detail: str = ""
