"""What is made of each picture: its name, its split, or why it is left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from trainer.data.folder import LEAST_EVALUATED, Split
from trainer.data.prepare.finding import Found
from trainer.data.prepare.reasons import Reason
from trainer.data.prepare.similar import compare
from trainer.data.prepare.survey import Survey
from trainer.picture_choice import TAKES_IN

_ENOUGH_FOR_ONE, _ENOUGH_TO_EVALUATE = 8, 12
"""With so many pictures that are not alike, at least one is held out, and as many as an evaluation needs."""


@dataclass(frozen=True)
class Planned:
    """A picture that is kept; `group` is shared by those that are alike."""

    name: str
    found: Found
    survey: Survey
    group: str
    split: Split = "train"


@dataclass(frozen=True)
class LeftOut:
    """A picture that is left out: `reason` in a word, `detail` in a sentence."""

    found: Found
    reason: Reason
    detail: str


def plan(
    found: Sequence[Found], surveys: Sequence[Survey], held_out: float, taken_in: Collection[str] = ()
) -> tuple[list[Planned], list[LeftOut]]:
    """Decides on every picture; depends on the pictures' contents and places alone.

    Args:
        found: the pictures.
        surveys: one for each, in the same order.
        held_out: share of pictures kept for evaluation; see `in_splits`.
        taken_in: places of pictures that are kept although they are tiny, grey or alike.
    """
    pairs = list(zip(found, surveys, strict=True))
    wanted = {each.relative for each, look in pairs if each.relative in taken_in and look.reason in ("", *TAKES_IN)}
    left_out = [
        LeftOut(each, look.reason, look.detail) for each, look in pairs if look.reason and each.relative not in wanted
    ]
    usable = [(each, look) for each, look in pairs if not look.reason or each.relative in wanted]
    # Of copies the largest is kept.
    usable.sort(key=lambda pair: (-pair[1].width * pair[1].height, pair[0].relative))
    likeness = compare([look for _, look in usable])
    digests: dict[int, str] = {}
    for index, (_, look) in enumerate(usable):
        group = likeness.group[index]
        digests[group] = min(digests.get(group, look.digest), look.digest)
    kept = []
    for index, (each, look) in enumerate(usable):
        original = likeness.copy_of[index]
        if original is not None and each.relative not in wanted:
            left_out.append(LeftOut(each, "duplicate", f"nearly the same as {usable[original][0].relative}"))
            continue
        kept.append(Planned(name_of(each, look), each, look, digests[likeness.group[index]]))
    kept.sort(key=lambda planned: planned.found.relative)
    left_out.sort(key=lambda out: out.found.relative)
    return in_splits(kept, held_out), left_out


def in_splits(kept: Sequence[Planned], held_out: float) -> list[Planned]:
    """The pictures in their splits, those that are alike in one.

    A picture's split follows from its content, so that more pictures do not move it: but for those that are held out
    of a small folder because chance would hold out too few for an evaluation.

    Args:
        kept: the pictures.
        held_out: share of them kept for evaluation, 0..1.
    """
    held = _held_out({planned.group for planned in kept}, held_out)
    return [replace(planned, split="held-out" if planned.group in held else "train") for planned in kept]


def name_of(found: Found, look: Survey) -> str:
    """A name in the data folder: the picture's place, made safe, and the start of its digest."""
    place = found.relative.rsplit(".", 1)[0].replace("/", "-")
    safe = re.sub(r"[^\w-]+", "_", place)[-60:].strip("_-") or "picture"
    return f"{safe}-{look.digest[:8]}"


def _held_out(groups: Collection[str], share: float) -> set[str]:
    drawn = {
        group: int.from_bytes(hashlib.blake2b(group.encode(), digest_size=8).digest(), "big") / 2**64
        for group in groups
    }
    count = max(sum(number < share for number in drawn.values()), _least_held_out(len(drawn), share))
    return set(sorted(drawn, key=lambda group: drawn[group])[:count])


def _least_held_out(groups: int, share: float) -> int:
    if share <= 0:
        return 0
    if groups >= _ENOUGH_TO_EVALUATE or share * groups >= LEAST_EVALUATED:
        return LEAST_EVALUATED
    return 1 if groups >= _ENOUGH_FOR_ONE else 0
