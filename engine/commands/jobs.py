"""One colouring as the command line or a line of a jobs file describes it. Imports no torch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_args

from engine.commands.options import NATIVE, check_threshold
from engine.errors import NurieError
from engine.painting_settings import check_size, evenness_of
from engine.requests import EVENNESS, Ink, Lines, LineSettings


class JobError(NurieError):
    """A jobs file cannot be read, or one of its lines asks for something impossible."""


@dataclass(frozen=True)
class Job:
    """One picture to paint.

    Attributes:
        sketch, reference, output: files; None where nothing was said.
        tags: moved tags, name → value.
        size: long side in pixels at which the networks run, `native`, or None for the model's own.
        lines: `keep`, `model` or `none`.
        line: its line in the jobs file, from 1; None on the command line.
        layer: the sketch's layer to take from its file; empty takes all merged.
        evenness: 0..1, as in `ColorizeRequest`.
        ink, clean_paper, threshold: how the sketch's lines are found, as in `LineSettings`.
    """

    sketch: Path | None = None
    reference: Path | None = None
    output: Path | None = None
    tags: Mapping[str, float] = field(default_factory=dict)
    size: int | str | None = None
    lines: Lines = "keep"
    line: int | None = None
    layer: str = ""
    evenness: float = EVENNESS
    ink: Ink = "auto"
    clean_paper: bool | None = None
    threshold: int | None = None

    @property
    def line_settings(self) -> LineSettings:
        """How the sketch's lines are found."""
        return LineSettings(self.ink, self.clean_paper, self.threshold)

    def files(self) -> tuple[Path, Path, Path]:
        """Sketch, reference and output.

        Raises:
            JobError: one is missing, or the output would overwrite what it is made from.
        """
        if self.sketch is None or self.reference is None or self.output is None:
            missing = [name for name in ("sketch", "reference", "output") if getattr(self, name) is None]
            raise JobError(f"{self.where}no {' and no '.join(missing)} is given; each picture needs all three.")
        for source in (self.sketch, self.reference):
            if self.output.resolve() == source.resolve():
                raise JobError(f"{self.where}{self.output} would be overwritten; choose another output.")
        return self.sketch, self.reference, self.output

    @property
    def where(self) -> str:
        """What an error in it starts with."""
        return "" if self.line is None else f"Line {self.line}: "

    def describe(self) -> dict[str, Any]:
        """What was asked for, as JSON values."""
        values: dict[str, Any] = {} if self.line is None else {"line": self.line}
        for name in ("sketch", "reference", "output"):
            path = getattr(self, name)
            values[name] = None if path is None else str(path)
        return {**values, "tags": dict(self.tags), "lines": self.lines}


_JOB_KEYS = tuple(entry.name for entry in fields(Job) if entry.name != "line")


def read_jobs(path: Path, defaults: Job) -> Iterator[Job | JobError]:
    """The jobs of a JSON-lines file, what a line leaves out taken from `defaults`; empty lines are skipped.

    Tags of a line are added to the defaults' and win over them. A line that is wrong comes as an error, so
    that the others still run.

    Raises:
        JobError: the file itself cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise JobError(f"The jobs file {path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise JobError(f"The jobs file {path} is no text in UTF-8; write one JSON object a line.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield _job(line, replace(defaults, line=number))
            except ValueError as error:
                yield JobError(f"Line {number}: {error}.")


def _job(line: str, defaults: Job) -> Job:
    """Raises ValueError that says what is wrong."""
    try:
        values = json.loads(line)
    except ValueError as error:
        raise ValueError(f"this is no JSON ({error})") from error
    if not isinstance(values, dict):
        raise ValueError("this is no JSON object")
    if unknown := sorted(set(values) - set(_JOB_KEYS)):
        raise ValueError(f"{', '.join(unknown)} is not known here; a job has {', '.join(_JOB_KEYS)}")
    given: dict[str, Any] = {}
    for name, value in values.items():
        if value is None:
            continue
        given[name] = _READERS[name](name, value)
    if "tags" in given:
        given["tags"] = {**defaults.tags, **given["tags"]}
    return replace(defaults, **given)


def _path(name: str, value: Any) -> Path:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} is a file name, not {value!r}")
    return Path(value)


def _tags(name: str, value: Any) -> dict[str, float]:
    numbers = isinstance(value, dict) and all(type(number) in (int, float) for number in value.values())
    if not numbers:
        raise ValueError(f"{name} is an object of names and numbers, not {value!r}")
    return value


def _size(name: str, value: Any) -> int | str:
    if value == NATIVE:
        return NATIVE
    if type(value) is not int:
        raise ValueError(f"{name} is a number of pixels or {NATIVE}, not {value!r}")
    return check_size(value)


def _one_of(values: Any) -> Callable[[str, Any], Any]:
    def read(name: str, value: Any) -> Any:
        if value not in get_args(values):
            raise ValueError(f"{name} is {' or '.join(get_args(values))}, not {value!r}")
        return value

    return read


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} is a text, not {value!r}")
    return value


def _yes_or_no(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{name} is true or false, not {value!r}")
    return value


def _threshold(name: str, value: Any) -> int:
    if type(value) is not int:
        raise ValueError(f"{name} is a number from 1 to 255, not {value!r}")
    return check_threshold(value)


def _evenness(name: str, value: Any) -> float:
    if type(value) not in (int, float):
        raise ValueError(f"{name} is a number from 0 to 1, not {value!r}")
    return evenness_of(value)


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "sketch": _path,
    "reference": _path,
    "output": _path,
    "tags": _tags,
    "size": _size,
    "lines": _one_of(Lines),
    "layer": _text,
    "evenness": _evenness,
    "ink": _one_of(Ink),
    "clean_paper": _yes_or_no,
    "threshold": _threshold,
}
