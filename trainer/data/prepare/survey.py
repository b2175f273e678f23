"""The first look at each picture: can it be used, what is it like, which others are like it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from engine.errors import PictureError
from engine.requests import Picture
from trainer.data.prepare.finding import Found
from trainer.data.prepare.opening import open_picture
from trainer.data.prepare.reasons import Reason

HASH_SIDE = 16
SIGNATURE_SIDE = 16
_HASHED_SIDE = 64
_CHECKED_SIDE = 256
_PALE, _LEFT_OVER = 40.0, 8.0
_CLEAR = 0.02


@dataclass(frozen=True)
class SurveyJob:
    """One picture to look at, and the least length of its shorter side in pixels."""

    found: Found
    least: int


@dataclass(frozen=True)
class Survey:
    """What the first look found; plain JSON values.

    Attributes:
        relative: the picture's place in the folder.
        state: stands for the files' contents, as `state_of` gives it.
        least: what was asked of the shorter side. A new look is needed when one of the two differs.
        reason: why it cannot be used, or empty: `unreadable`, `tiny`, `grey`, `empty`.
        detail: the reason in a sentence.
        digest: of the pixels, 16 hexadecimal digits.
        width, height: pixels.
        hashes: perceptual hash of the picture and of its mirror image, hexadecimal.
        signature: the picture made `SIGNATURE_SIDE` pixels wide and high, RGB, hexadecimal.
        notes: what is to be told: transparency, its own line drawing.
    """

    relative: str
    state: str
    least: int
    reason: Reason | Literal[""] = ""
    detail: str = ""
    digest: str = ""
    width: int = 0
    height: int = 0
    hashes: tuple[str, str] = ("", "")
    signature: str = ""
    notes: tuple[str, ...] = ()


def state_of(found: Found) -> str:
    """Sizes and times of a picture's files."""
    files = [found.path, *([found.line_file] if found.line_file else [])]
    try:
        return " ".join(f"{state.st_size}:{state.st_mtime_ns}" for state in map(Path.stat, files))
    except OSError:
        return ""


def survey(job: SurveyJob) -> Survey:
    """Looks at one picture. Never raises for what is wrong with it."""
    relative, state = job.found.relative, state_of(job.found)
    try:
        opened = open_picture(job.found)
    except PictureError as error:
        return Survey(relative, state, job.least, "unreadable", str(error))
    except MemoryError:
        return Survey(relative, state, job.least, "unreadable", f"{relative} does not fit into this machine's memory.")
    picture, notes = opened.picture, [opened.note] if opened.note else []
    if opened.line is not None:
        notes.append("brings its own lines")
    if picture.alpha is not None:
        notes.append(f"transparent ({float((picture.alpha < 128).mean()):.0%}), laid on white")
    reason, detail = _refused(picture, job.least)
    hashes, signature = likeness(picture.pixels)
    return Survey(
        relative,
        state,
        job.least,
        reason,
        detail,
        hashlib.blake2b(picture.pixels.tobytes() + str(picture.pixels.shape).encode(), digest_size=8).hexdigest(),
        picture.width,
        picture.height,
        hashes,
        signature,
        tuple(notes),
    )


def _refused(picture: Picture, least: int) -> tuple[Reason | Literal[""], str]:
    if min(picture.width, picture.height) < least:
        return "tiny", f"{picture.width} × {picture.height} pixels; the shorter side must have {least}"
    if picture.alpha is not None and float((picture.alpha > 127).mean()) < _CLEAR:
        return "empty", "all but wholly transparent"
    return ("grey", "no colours, or one pale tint") if is_grey(picture.pixels) else ("", "")


def is_grey(pixels: np.ndarray) -> bool:
    """Whether a picture has no colours of its own: grey, or a grey one on yellowed paper.

    Args:
        pixels: uint8 RGB `[H, W, 3]`.
    """
    small = Image.fromarray(pixels)
    small.thumbnail((_CHECKED_SIDE, _CHECKED_SIDE), Image.Resampling.BOX)
    light, *chroma = np.moveaxis(np.asarray(small.convert("YCbCr"), dtype=np.float32).reshape(-1, 3), 1, 0)
    chroma = np.stack(chroma) - 128
    if np.percentile(np.hypot(*chroma), 99.5) >= _PALE:
        return False
    # Ink on tinted paper has a tint that goes with its lightness alone.
    terms = np.stack([np.ones_like(light), light / 255], axis=1)
    rest = chroma.T - terms @ np.linalg.lstsq(terms, chroma.T, rcond=None)[0]
    return bool(np.percentile(np.hypot(rest[:, 0], rest[:, 1]), 99.5) < _LEFT_OVER)


def likeness(pixels: np.ndarray) -> tuple[tuple[str, str], str]:
    """Perceptual hashes (of the picture and its mirror image, 256 bits each) and colour signature.

    A bit tells whether a low frequency of the lightness (discrete cosine transform) is above the median of all:
    enlarging, compression and small retouches change few of them.
    """
    image = Image.fromarray(pixels)
    grey = image.convert("L").resize((_HASHED_SIDE, _HASHED_SIDE), Image.Resampling.BOX)
    place = (np.arange(_HASHED_SIDE) + 0.5) * np.pi / _HASHED_SIDE
    waves = np.cos(np.arange(HASH_SIDE)[:, None] * place[None, :])
    hashes = []
    for plane in (np.asarray(grey, dtype=np.float64), np.asarray(grey, dtype=np.float64)[:, ::-1]):
        low = (waves @ plane @ waves.T).ravel()
        low[0] = 0  # the mean lightness
        hashes.append(np.packbits(low > np.median(low[1:])).tobytes().hex())
    small = image.resize((SIGNATURE_SIDE, SIGNATURE_SIDE), Image.Resampling.BOX)
    return (hashes[0], hashes[1]), small.tobytes().hex()
