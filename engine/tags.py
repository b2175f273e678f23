"""Names and values of tags: what a user may ask for, checked against what a model knows.

Imports no torch.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Mapping
from numbers import Real
from typing import TYPE_CHECKING

from engine.errors import TagError
from engine.model_info import ModelInfo
from engine.requests import TAG_MAX, TAG_MIN

if TYPE_CHECKING:
    from torch import Tensor


def check_value(name: str, value: object) -> float:
    """A tag's value as a float.

    Raises:
        TagError: it is no number, or outside 0 to 5.
    """
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(number := float(value)):
        raise TagError(
            "The tag {name} needs a number from {low:g} to {high:g}, not {value}.",
            name=name,
            low=TAG_MIN,
            high=TAG_MAX,
            value=repr(value),
        )
    if not TAG_MIN <= number <= TAG_MAX:
        raise TagError(
            "The tag {name} is given {number:g}; choose a value from {low:g} to {high:g}.",
            name=name,
            number=number,
            low=TAG_MIN,
            high=TAG_MAX,
        )
    return number


def nearest_tag(name: str, info: ModelInfo) -> str | None:
    """The model's tag whose name is most like `name`, or None where none is like it."""
    wanted = name.strip().lower().replace(" ", "_").replace("-", "_")
    found = difflib.get_close_matches(wanted, [tag.name for tag in info.tags], n=1)
    return found[0] if found else None


def edits(tags: Mapping[str, float], info: ModelInfo) -> dict[int, float]:
    """Moved tags, name → value, as the classifier's indices → value.

    Raises:
        TagError: the model does not know a tag (the sentence names the nearest), its tags cannot be moved
            (no mapping network), or a value lies outside 0 to 5.
    """
    if tags and info.stage != "stage-two":
        raise TagError(
            "The model {name} cannot move tags: it has no stage two; train that, or choose another model.",
            name=info.name,
        )
    indices = {tag.name: tag.index for tag in info.tags}
    found = {}
    for name, value in tags.items():
        if name not in indices:
            nearest = nearest_tag(name, info)
            if nearest is None:
                raise TagError(
                    "The model {model} does not know the tag {tag}; the command models lists its tags.",
                    model=info.name,
                    tag=name,
                )
            raise TagError(
                "The model {model} does not know the tag {tag}; did you mean {nearest}?",
                model=info.name,
                tag=name,
                nearest=nearest,
            )
        found[indices[name]] = check_value(name, value)
    return found


def known_tags(tags: Mapping[str, float], info: ModelInfo) -> dict[str, float]:
    """Those of some moved tags that the model can move; none where it has no mapping network."""
    known = {tag.name for tag in info.tags} if info.stage == "stage-two" else set()
    return {name: value for name, value in tags.items() if name in known}


def applied_tags(moved: Mapping[str, float], muted: Collection[str], solo: str | None) -> dict[str, float]:
    """The moved tags whose moves are applied: the solo one where there is one, else those that are not muted."""
    if solo is not None and solo in moved:
        return {solo: moved[solo]}
    return {name: value for name, value in moved.items() if name not in muted}


def target_probabilities(probabilities: Tensor, edits: Mapping[int, float]) -> Tensor:
    """t' of the edit: the probabilities t read off the reference, `[1, num_tags]`, with the moved tags replaced."""
    target = probabilities.clone()
    for index, value in edits.items():
        target[:, index] = value
    return target


def named_probabilities(probabilities: Tensor, info: ModelInfo) -> dict[str, float]:
    """`[1, num_tags]` as tag name → 0..1, in the model's order of tags."""
    values = probabilities[0].tolist()
    return {tag.name: values[tag.index] for tag in info.tags}
