"""A project ↔ JSON values that name its pictures: how the archive and the journal describe it."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from engine import __version__, archives
from engine.errors import ProjectError
from engine.hints.drawn import DrawnHints, drawn_on, file_of, within_memory
from engine.hints.layer import Hints
from engine.image_io import MAX_PIXELS
from engine.painting_settings import evenness_of, line_settings_of
from engine.project.content import ModelMark, PastResult, Project
from engine.requests import TAG_MAX, TAG_MIN, Picture
from engine.sentences import Sentence, reason_of

log = logging.getLogger(__name__)

FORMAT_VERSION = 1
MAX_RESULTS = 200
"""So many results of the past are read, …"""
MAX_HISTORY_BYTES = 768 * 2**20
"""… and bytes of sketches and references that only they have: as many as a window keeps."""
MAX_RESTING = 200
"""Of so many drawings that are not the sketch the hints are read."""
MAX_IMAGE_SIDE = 1024
"""Pixels of the long side of a result's small picture."""
DAMAGE = (*archives.DAMAGE, TypeError, AttributeError, OverflowError)
"""What reading a description and its pictures raises where they are not what `describe` gave."""


def describe(project: Project, add: Callable[[str, np.ndarray], str]) -> dict[str, Any]:
    """The description of a project as JSON values.

    Args:
        add: keeps an array (uint8, of a folder `pictures`, `hints` or `results`) and gives the name it is found by.
    """

    def layer(drawn: DrawnHints) -> dict[str, Any]:
        bounds = drawn.hints.bounds
        assert bounds is not None  # clear ones are not asked for
        name = add("hints", drawn.hints.pixels(bounds))
        return {"source": Path(drawn.file).name, "left": bounds[0], "top": bounds[1], "pixels": name}

    return {
        "format_version": FORMAT_VERSION,
        "program": f"Nurie {__version__}",
        **_describe_painting(project, add),
        **describe_hints(project, layer),
        "history": [
            {
                "image": add("results", result.image),
                "starred": result.starred,
                **_describe_painting(result.work, add),
            }
            for result in project.history
        ],
        "more": dict(project.more),
    }


def _describe_painting(project: Project, add: Callable[[str, np.ndarray], str]) -> dict[str, Any]:
    return {
        "sketch": _describe_picture(project.sketch, add),
        "reference": _describe_picture(project.reference, add),
        "tags": dict(project.tags),
        "muted": sorted(project.muted),
        "solo": project.solo,
        "line_settings": asdict(project.line_settings),
        "evenness": project.evenness,
        "model": None if project.model is None else vars(project.model),
    }


def describe_hints(project: Project, layer: Callable[[DrawnHints], dict[str, Any]]) -> dict[str, Any]:
    """The hints of a project as JSON values: `hints` lie over its sketch, `resting_hints` over other drawings.

    Args:
        layer: what is kept of one layer's file and pixels; a clear one is never asked for.
    """

    def described(drawn: DrawnHints) -> dict[str, Any]:
        hints = drawn.hints
        return {"width": hints.width, "height": hints.height, "sketches": list(drawn.sketches), **layer(drawn)}

    painted = [drawn for drawn in project.hints if not drawn.hints.is_empty]
    over = drawn_on(project.sketch, painted)
    return {
        "hints": None if over is None else described(over),
        "resting_hints": [described(drawn) for drawn in painted if drawn is not over],
    }


def _describe_picture(picture: Picture | None, add: Callable[[str, np.ndarray], str]) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {
        "pixels": add("pictures", picture.pixels),
        "alpha": None if picture.alpha is None else add("pictures", picture.alpha),
        "source": Path(picture.source).name,
        "layers": list(picture.layers),
        "layer": picture.layer,
    }


def project_of(
    description: Mapping[str, Any], get: Callable[[str, str], np.ndarray], find: Callable[[str], str] = str
) -> Project:
    """The project of a description. Results of the past that are damaged are left out.

    Args:
        description: what `describe` gave, or what claims to be it.
        get: the array of a name, which must be of that mode (`RGB`, `RGBA`, `L`).
        find: where the file of a name lies that a picture came from.

    Raises:
        ProjectError, KeyError, TypeError, ValueError, AttributeError: it is none.
    """
    pictures: dict[str, Picture] = {}

    def picture(values: Mapping[str, Any] | None) -> Picture | None:
        """Each picture once, so that results share theirs."""
        if values is None:
            return None
        key = json.dumps(values, sort_keys=True)
        if key not in pictures:
            pictures[key] = _picture_of(values, get, find)
        return pictures[key]

    work = _painting_of(description, picture)
    history: list[PastResult] = []
    room = MAX_HISTORY_BYTES + sum(_size(each) for each in pictures.values())
    past_results = description.get("history")
    for values in reversed(past_results[-MAX_RESULTS:] if isinstance(past_results, list) else ()):
        if sum(_size(each) for each in pictures.values()) > room:
            break
        try:
            image, past = get(values["image"], "RGB"), _painting_of(values, picture)
            if max(image.shape) > MAX_IMAGE_SIDE:
                raise ValueError(
                    Sentence(
                        "its picture is {width} × {height} pixels large", width=image.shape[1], height=image.shape[0]
                    )
                )
            history.append(PastResult(past, image, bool(values.get("starred"))))
        except (ProjectError, *DAMAGE) as error:
            log.warning("a result of the past is left out: %s", reason_of(error))
    return replace(
        work,
        hints=hints_of(description, work.sketch, lambda values: _layer_of(values, get(values["pixels"], "RGBA")), find),
        history=tuple(reversed(history)),
        more=MappingProxyType(dict(description.get("more", {}))),
    )


def hints_of(
    description: Mapping[str, Any],
    sketch: Picture | None,
    layer: Callable[[Mapping[str, Any]], Hints],
    find: Callable[[str], str] = str,
) -> tuple[DrawnHints, ...]:
    """The hints of what `describe_hints` gave. Damaged ones of other drawings than the sketch are left out.

    Args:
        layer: the pixels of one layer.
        find: as in `project_of`.

    Raises:
        ProjectError, KeyError, TypeError, ValueError, AttributeError: those over the sketch are none.
    """

    def drawn(values: Mapping[str, Any]) -> DrawnHints:
        keys = tuple(str(key) for key in values.get("sketches", ()))
        file = Path(find(str(values.get("source", ""))))
        return DrawnHints(keys, str(file) if file.is_absolute() else "", layer(values))

    resting: list[DrawnHints] = []
    described = description.get("resting_hints")
    for values in described[-MAX_RESTING:] if isinstance(described, list) else ():
        try:
            resting = [*within_memory((*resting, drawn(values)))]
        except (ProjectError, *DAMAGE) as error:
            log.warning("hints of another drawing are left out: %s", reason_of(error))
    over = description.get("hints")
    if over is None:
        return tuple(resting)
    own = drawn(over)
    if sketch is not None:  # which files of older versions do not say
        own = replace(own.known_as(sketch), file=own.file or file_of(sketch))
    return (*resting, own)


def _painting_of(
    description: Mapping[str, Any], picture: Callable[[Mapping[str, Any] | None], Picture | None]
) -> Project:
    model = description.get("model")
    tags, solo = tags_of(description.get("tags", {})), description.get("solo")
    return Project(
        sketch=picture(description.get("sketch")),
        reference=picture(description.get("reference")),
        tags=tags,
        muted=frozenset(str(name) for name in description.get("muted", ())) & tags.keys(),
        solo=solo if solo in tags else None,
        line_settings=line_settings_of(description.get("line_settings", {})),
        evenness=evenness_of(description.get("evenness", 0.0)),
        model=None if model is None else model_of(model),
    )


def tags_of(values: Mapping[str, Any]) -> Mapping[str, float]:
    """Moved tags, checked and kept within their range."""
    tags = {str(name): float(value) for name, value in values.items()}
    if not all(math.isfinite(value) for value in tags.values()):
        raise ValueError(Sentence("a tag is no number"))
    return MappingProxyType({name: min(max(value, TAG_MIN), TAG_MAX) for name, value in tags.items()})


def model_of(values: Mapping[str, Any]) -> ModelMark:
    """A mark, checked."""
    return ModelMark(str(values["name"]), Path(str(values["file"])).name, int(values["size"]), str(values["digest"]))


def _picture_of(
    values: Mapping[str, Any], get: Callable[[str, str], np.ndarray], find: Callable[[str], str]
) -> Picture:
    pixels = get(values["pixels"], "RGB")
    alpha = None if values.get("alpha") is None else get(values["alpha"], "L")
    if alpha is not None and alpha.shape != pixels.shape[:2]:
        raise ValueError(Sentence("a transparency is of another size than its picture"))
    source, layers = str(values.get("source", "")), tuple(str(name) for name in values.get("layers", ()))
    picture = Picture(pixels, alpha, find(source), layers, str(values.get("layer", "")))
    _ = picture.key  # digested here, so that no other thread has to
    return picture


def _size(picture: Picture) -> int:
    return picture.pixels.nbytes + (0 if picture.alpha is None else picture.alpha.nbytes)


def _layer_of(values: Mapping[str, Any], pixels: np.ndarray) -> Hints:
    width, height, left, top = (int(values[key]) for key in ("width", "height", "left", "top"))
    fits = 0 <= left <= width - pixels.shape[1] and 0 <= top <= height - pixels.shape[0]
    if not fits or width * height > MAX_PIXELS:
        raise ValueError(Sentence("its hints lie outside the drawing"))
    return Hints.of_pixels(width, height, pixels, left, top)
