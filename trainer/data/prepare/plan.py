"""What is made of each picture: its name, its split, or why it is left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from trainer.data.folder import Split
from trainer.data.prepare.finding import Found
from trainer.data.prepare.similar import compare
from trainer.data.prepare.survey import Survey
from trainer.picture_choice import TAKES_IN

_LEAST_FOR_HELD_OUT = 8
"""With so many pictures that are not alike, at least one is held out."""


@dataclass(frozen=True)
class Planned:
    """A picture that is kept."""

    name: str
    found: Found
    survey: Survey
    split: Split


@dataclass(frozen=True)
class LeftOut:
    """A picture that is left out: `reason` in a word, `detail` in a sentence."""

    found: Found
    reason: str
    detail: str


def plan(
    found: Sequence[Found], surveys: Sequence[Survey], held_out: float, taken_in: Collection[str] = ()
) -> tuple[list[Planned], list[LeftOut]]:
    """Decides on every picture; depends on the pictures' contents and places alone.

    Args:
        found: the pictures.
        surveys: one for each, in the same order.
        held_out: share of pictures kept for evaluation, 0..1. A picture's split follows from its content, so that
            more pictures do not move it; pictures that are alike are in one split.
        taken_in: places of pictures that are kept although they are tiny, grey or alike.
    """
    pairs = list(zip(found, surveys, strict=True))
    wanted = {each.relative for each, look in pairs if each.relative in taken_in and look.reason in ("", *TAKES_IN)}
    refused = [(each, look) for each, look in pairs if look.reason and each.relative not in wanted]
    left_out = [LeftOut(each, look.reason, look.detail) for each, look in refused]
    usable = [(each, look) for each, look in pairs if not look.reason or each.relative in wanted]
    # Of copies the largest is kept.
    usable.sort(key=lambda pair: (-pair[1].width * pair[1].height, pair[0].relative))
    likeness = compare([look for _, look in usable])
    digests: dict[int, str] = {}
    for index, (_, look) in enumerate(usable):
        group = likeness.group[index]
        digests[group] = min(digests.get(group, look.digest), look.digest)
    held = _held_out(digests, held_out)
    kept = []
    for index, (each, look) in enumerate(usable):
        original = likeness.copy_of[index]
        if original is not None and each.relative not in wanted:
            left_out.append(LeftOut(each, "duplicate", f"nearly the same as {usable[original][0].relative}"))
            continue
        split: Split = "held-out" if likeness.group[index] in held else "train"
        kept.append(Planned(name_of(each, look), each, look, split))
    kept.sort(key=lambda planned: planned.found.relative)
    left_out.sort(key=lambda out: out.found.relative)
    return kept, left_out


def name_of(found: Found, look: Survey) -> str:
    """A name in the data folder: the picture's place, made safe, and the start of its digest."""
    place = found.relative.rsplit(".", 1)[0].replace("/", "-")
    safe = re.sub(r"[^\w-]+", "_", place)[-60:].strip("_-") or "picture"
    return f"{safe}-{look.digest[:8]}"


def _held_out(digests: dict[int, str], share: float) -> set[int]:
    drawn = {
        group: int.from_bytes(hashlib.blake2b(digest.encode(), digest_size=8).digest(), "big") / 2**64
        for group, digest in digests.items()
    }
    held = {group for group, number in drawn.items() if number < share}
    if not held and share > 0 and len(drawn) >= _LEAST_FOR_HELD_OUT:
        held = {min(drawn, key=lambda group: drawn[group])}
    return held
