"""The tags of the pictures: those beside them, and what a model reads off them where some are missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.image_io import read_picture
from engine.model_info import ModelInfo, read_model_info
from engine.resources import find_model
from trainer.data.prepare.finding import Found
from trainer.data.prepare.ownership import WORK
from trainer.data.prepare.tags import read_tags
from trainer.data.writing import write_text

_READ_OFF = f"{WORK}/read-off.json"


@dataclass(frozen=True)
class Tagged:
    """The tags of one picture, and what is to be told of them."""

    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def tags_beside(found: Found, threshold: float) -> Tagged:
    """The tags of the first file beside the picture that has any; a file that cannot be read is told."""
    notes = []
    for path in found.tag_files:
        try:
            if tags := read_tags(path, threshold):
                return Tagged(tags, tuple(notes))
        except ValueError as error:
            notes.append(f"tags: {error}")
    return Tagged((), tuple(notes))


def write_tags(out: Path, name: str, tags: tuple[str, ...]) -> None:
    """Writes a picture's tags, where they differ from those that stand there; without tags there is no file.

    Raises:
        OSError: the data folder cannot be written.
    """
    path, text = out / "tags" / f"{name}.txt", ", ".join(tags) + "\n"
    if not tags:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        write_text(path, text)


def fill_by_model(
    out: Path, tagged: dict[str, Tagged], model: Path, threshold: float, show: Callable[[str, int, int], None]
) -> None:
    """Adds to `tagged` what a model reads off the prepared pictures, in each group of tags of which a picture has none.

    What was read is kept in the folder, so that a second run with the same model need not read it again.

    Args:
        out: the data folder, its colour pictures written.
        tagged: picture's name → tags; changed in place.
        model: weights file, or the name of one in the models' folders.
        threshold: least probability.
        show: called with (what is done, done, all).

    Raises:
        WeightsError: the model is missing or damaged.
        OSError: the data folder cannot be written.
    """
    path = find_model(model)
    info = read_model_info(path)
    state = f"{path.resolve()} {path.stat().st_size} {path.stat().st_mtime_ns}"
    probabilities = _read_before(out / _READ_OFF, state)
    missing = [name for name in tagged if name not in probabilities and _lacking(tagged[name].tags, info)]
    if missing:
        from engine.colorizer import Colorizer  # torch: loaded when a model reads, not before

        reader = Colorizer.load(path)
        for number, name in enumerate(missing, 1):
            read = reader.read_tags(read_picture(out / "color" / f"{name}.png"))
            probabilities[name] = {tag: round(value, 4) for tag, value in read.items() if value >= 0.05}
            show("reading tags", number, len(missing))
    kept = {name: values for name, values in probabilities.items() if name in tagged}
    write_text(out / _READ_OFF, json.dumps({"model": state, "probabilities": kept}, ensure_ascii=False) + "\n")
    for name, before in tagged.items():
        lacking = _lacking(before.tags, info)
        added = tuple(
            tag.name for tag in info.tags if tag.name in lacking and kept.get(name, {}).get(tag.name, 0) >= threshold
        )
        if added:
            note = f"{len(added)} tags by {info.name or path.name}"
            tagged[name] = replace(before, tags=(*before.tags, *added), notes=(*before.notes, note))


def _lacking(tags: tuple[str, ...], info: ModelInfo) -> frozenset[str]:
    """The model's tags in those of its groups of which a picture has none; without any tags, all of the model's."""
    given = set(tags)
    told = {tag.group for tag in info.tags if tag.name in given}
    return frozenset(tag.name for tag in info.tags if not given or (tag.group and tag.group not in told))


def _read_before(path: Path, state: str) -> dict[str, dict[str, float]]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(read["probabilities"]) if isinstance(read, dict) and read.get("model") == state else {}
