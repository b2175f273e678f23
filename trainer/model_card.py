"""A model card: what a weights file says of itself, and what its run measured, as Markdown for a person. No torch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from engine.model_info import ModelInfo
from trainer.events import parse_event

STAGES = {
    "tagger": "names tags only",
    "stage-one": "colours after a reference; tags cannot be moved",
    "stage-two": "colours after a reference, tags can be moved",
}


def read_measured(events: Path) -> dict[str, tuple[int, dict[str, float]]]:
    """What a run measured last: `trained` and `held out`, each the step and the losses; empty where there are none.

    Damaged and foreign lines are passed by.
    """
    measured: dict[str, tuple[int, dict[str, float]]] = {}
    try:
        with events.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                event = parse_event(line)
                kind = {"step": "trained", "evaluated": "held out"}.get(event["event"]) if event is not None else None
                if event is not None and kind is not None and isinstance(event.get("losses"), dict):
                    numbers = {str(k): float(v) for k, v in event["losses"].items() if isinstance(v, (int, float))}
                    measured[kind] = (int(event.get("step", 0)), numbers)
    except (OSError, TypeError, ValueError):
        return measured  # what was read up to there is true
    return measured


def model_card(info: ModelInfo, file: Path, measured: Mapping[str, tuple[int, dict[str, float]]]) -> str:
    """The card as Markdown.

    Args:
        info: what the model says of itself.
        file: the weights file, which is there.
        measured: as `read_measured` gives it.
    """
    groups = ", ".join(f"{group} ({len(tags)})" for group, tags in info.groups.items())
    facts = [
        ("file", f"`{file.name}`, {file.stat().st_size / 1e6:.1f} MB"),
        ("stage", f"{info.stage}: {STAGES.get(info.stage, '')}"),
        ("storage", str(info.provenance.get("storage", "fp32"))),
        ("trained at", f"{info.resolution} px"),
        ("tags", groups or "none that can be moved"),
    ]
    parts = [f"# Model card: {info.name}", _table(("", ""), facts)]
    trainings = [training for training in info.provenance.get("trainings") or [] if isinstance(training, dict)]
    if trainings:
        parts += ["## Training", _table(("training", "steps", "pictures", "settings"), map(_training, trainings))]
    elif source := info.provenance.get("source"):
        parts += ["## Training", f"{_plain(source)}."]
    if sources := _sources(trainings):
        lines = "\n".join(f"- {line}" for line in sources)
        parts += ["## Data and licences", lines]
    if measured:
        rows = [(kind, str(step), _losses(losses)) for kind, (step, losses) in measured.items()]
        words = "Losses at the last step that told of them; “held out” are pictures that the training never saw."
        parts += ["## Measured", words, _table(("pictures", "step", "losses"), rows)]
    else:
        parts += ["## Measured", "Nothing was measured beside these weights; `train evaluate` measures a model."]
    return "\n\n".join(parts) + "\n"


def _training(training: Mapping[str, Any]) -> tuple[str, str, str, str]:
    options = training.get("options")
    options = options if isinstance(options, dict) else {}
    told = ("preset", "size", "batch", "learning_rate", "seed", "recipe")
    settings = ", ".join(f"{name.replace('_', ' ')} {options[name]}" for name in told if name in options)
    commit = training.get("git_commit")
    stage = _plain(training.get("stage", ""))
    steps = _plain(training.get("steps_done", options.get("steps", "")))
    settings = f"{settings}; commit {commit}" if commit else settings
    return stage, steps, _plain(training.get("pictures", "")), _plain(settings)


def _sources(trainings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each source of the data once, with its licence, changes and attribution."""
    lines: dict[str, None] = {}
    for training in trainings:
        for source in training.get("sources") or []:
            if isinstance(source, dict):
                words = [source.get("attribution") or source.get("name", ""), source.get("changes", "")]
                lines[" ".join(_plain(word) for word in words if word)] = None
    return [line for line in lines if line]


def _losses(losses: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in losses.items())


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *(tuple(_plain(cell) for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(value: Any) -> str:
    """A value on one line that ends no cell."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split()).replace("|", "\\|")
