"""What is to be trained: the options of a verb as a command line, and the reasons why it could not work.

Everything is read from headers and descriptions alone, so that a refusal comes at once, and before anything starts.
"""

from __future__ import annotations

import json
import shlex
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.model.numbered import numbered
from app.own_drawing import Drawing
from app.translation import said
from engine.errors import NurieError
from engine.files import is_hidden
from engine.model_info import Stage, read_model_info
from trainer.options import ROOM_BYTES, STAGES, AllOptions, PrepareOptions, SynthOptions, TrainOptions, flag_of
from trainer.picture_choice import read_choice

VERBS: dict[str, type[TrainOptions]] = {**STAGES, "all": AllOptions}
NEEDED: dict[str, Stage | None] = {"tagger": None, "stage-one": "tagger", "stage-two": "stage-one", "all": None}
"""What the weights that a verb starts from must have reached."""
_ORDER: tuple[Stage, ...] = ("tagger", "stage-one", "stage-two")
LONGEST_NAME = 80
"""Characters of a file's name made of what the user typed."""
AnyOptions = TrainOptions | PrepareOptions | SynthOptions


@dataclass(frozen=True)
class Plan:
    """A training that nothing speaks against; `drawing` is taken along from the canvas."""

    verb: str
    options: TrainOptions
    name: str
    drawing: Drawing | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainingPlan", text)


def arguments(verb: str, options: AnyOptions) -> list[str]:
    """The command line after `train` that gives these options; what has its default is left out."""
    words = [verb]
    for field in fields(options):
        value = getattr(options, field.name)
        flag = flag_of(field.name)
        if field.metadata.get("positional"):
            words.insert(1, str(value))
        elif field.default is not MISSING and value == field.default:
            continue
        elif isinstance(value, bool):
            words.append(flag if value else "--no-" + flag[2:])
        elif str(value).startswith("-"):
            words.append(f"{flag}={value}")  # apart from its option it would be read as another one
        else:
            words += [flag, str(value)]
    return words


def own_words(verb: str, values: Mapping[str, Any]) -> str:
    """Options of one of the trainings of `all`, as the run holds them: `--batch 16 --no-flip`."""
    options = VERBS[verb](data=Path(), run=Path(), **values)
    return shlex.join(arguments(verb, options)[len(arguments(verb, VERBS[verb](data=Path(), run=Path()))) :])


@dataclass(frozen=True)
class DataSummary:
    """What a data folder says of itself.

    Attributes:
        name: of the data.
        pictures: to train on.
        held_out: for evaluation.
        drawn: whether figures are drawn in regions, and can be recoloured.
    """

    name: str
    pictures: int
    held_out: int
    drawn: bool


def is_data_folder(path: Path) -> bool:
    """Whether `prepare` or `synth` made it, and finished."""
    return (path / "dataset.json").is_file()


def summarize(path: Path) -> DataSummary:
    """Reads a data folder's description. Not on the GUI thread: it lists the pictures.

    Raises:
        NurieError: it is no data folder, damaged, or has nothing to train on.
    """
    try:
        description = json.loads((path / "dataset.json").read_text(encoding="utf-8"))
        figures: dict[str, Any] = description.get("figures", {})
        left_out = read_choice(path).left_out
        splits = Counter(
            figures.get(file.stem, {}).get("split", "train")
            for file in (path / "color").iterdir()
            if file.is_file() and file.stem not in left_out and not is_hidden(file.name)
        )
    except FileNotFoundError as error:
        raise NurieError(
            _tr("{folder} is no data folder; it is made from pictures first.").format(folder=path)
        ) from error
    except (OSError, ValueError, AttributeError) as error:
        raise NurieError(_tr("{file} is damaged: {error}.").format(file=path / "dataset.json", error=error)) from error
    if not splits["train"]:
        raise NurieError(_tr("{folder} holds no pictures to train on.").format(folder=path))
    drawn = (path / "regions").is_dir() and (path / "shading").is_dir()
    return DataSummary(str(description.get("name", path.name)), splits["train"], splits["held-out"], drawn)


def refusal(verb: str, options: TrainOptions) -> str | None:
    """Why the training cannot work, in one sentence, or None where nothing speaks against it.

    Reads the description of the data, the header of the weights and the free room of the disk; not on the GUI thread.
    """
    try:
        options.validate()
        summary = summarize(options.data)
        if options.recipe == "exact" and not summary.drawn:
            words = _tr("{folder} is not drawn in regions, which the recipe “exact” needs; choose “auto” or “paper”.")
            return words.format(folder=options.data)
        if reason := _start_refusal(verb, options.init_from):
            return reason
    except NurieError as error:
        return said(error)
    if (options.run / "options.json").exists():
        return _tr("{folder} already holds a run; give this one another name.").format(folder=options.run)
    return room_refusal(options.run)


def _start_refusal(verb: str, start: Path | None) -> str | None:
    needed = NEEDED[verb]
    if start is None:
        if needed is None:
            return None
        words = _tr("{training} builds on {before}; choose a weights file to start from.")
        return words.format(training=title(verb), before=title(needed)).capitalize()
    reached = read_model_info(start).stage
    if needed is not None and _ORDER.index(reached) < _ORDER.index(needed):
        words = _tr("{file} has reached {reached} only; {training} builds on {before}.")
        return words.format(file=start.name, reached=title(reached), training=title(verb), before=title(needed))
    return None


def room_refusal(run: Path) -> str | None:
    """Why the disk is too full for a run, or None."""
    folder = next(folder for folder in (run, *run.absolute().parents) if folder.is_dir())
    free = shutil.disk_usage(folder).free
    if free < ROOM_BYTES:
        words = _tr("{folder} has {free:.1f} GB of room left; a training needs {needed:.0f} GB.")
        return words.format(folder=folder, free=free / 1e9, needed=ROOM_BYTES / 1e9)
    return None


def title(verb: str) -> str:
    """What a person calls a training."""
    names = {"tagger": _tr("the tagger"), "stage-one": _tr("stage one"), "stage-two": _tr("stage two")}
    return names.get(verb, verb)


def file_name(text: str, otherwise: str) -> str:
    """A text as a file or folder can be called on every system; `otherwise` where nothing is left of it."""
    kept = "".join("-" if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in text)
    return kept.strip(" .")[:LONGEST_NAME].strip(" .") or otherwise


def free_name(folder: Path, stem: str) -> str:
    """A name that no folder in `folder` has: the stem, or the stem with a number."""
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return numbered(stem, names)
