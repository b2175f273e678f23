"""The runs of an ablation: each trained once, gone on with where it was interrupted, measured once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from engine.device import choose
from engine.errors import TrainingError
from engine.files import replaced_whole
from engine.weights import load_model
from trainer import train_command
from trainer.ablation.rows import Row
from trainer.evaluate import evaluate
from trainer.evaluation.features import EncoderFeatures
from trainer.events import parse_event
from trainer.options import (
    AblateOptions,
    EvaluateOptions,
    StageOneOptions,
    StageTwoOptions,
    TaggerOptions,
    TrainOptions,
    flag_of,
    read_options,
    to_json,
)
from trainer.run_folder import written

CURVE_POINTS = 200
WARMUP_SHARE = 10
"""A training warms up over a tenth of its steps at most: a short one shall not be all warm-up."""
LAST_SHARE = 0.1
"""The end of a training over which its losses are averaged."""

_SCALE = ("data", "preset", "size", "batch", "device", "precision", "workers")


class Runs:
    """Where an ablation's runs lie, and how each is made.

    Args:
        options: of the command.
    """

    def __init__(self, options: AblateOptions) -> None:
        self.options = options

    def folder(self, name: str, seed: int) -> Path:
        """The run folder of a row, or of the `tagger`, at a seed."""
        return self.options.out / "runs" / f"{name}-{seed}"

    def train_tagger(self, seed: int) -> None:
        """The encoder that every row of a seed starts from."""
        # The paper's has neither.
        given = {"segmenter": 0, "lineless_share": 0.0}
        self._train(TaggerOptions(**self._common("tagger", seed, self.options.tagger_steps), **given))

    def train_row(self, row: Row, seed: int) -> None:
        """A row's training, its base's being done."""
        given = self._common(row.name, seed, self.options.mapping_steps if row.base else self.options.steps)
        given |= {"learning_rate": self.options.learning_rate}
        given["init_from"] = self.folder(row.base or "tagger", seed) / "model.safetensors"
        if row.base:
            self._train(StageTwoOptions(**given, **row.changes))
            return
        imagenet = self.options.imagenet if row.imagenet else None
        self._train(
            StageOneOptions(
                # The paper has no region heads, and they might do what its own parts are to be seen doing.
                **given,
                lambda_gan=self.options.lambda_gan,
                lambda_regions=0.0,
                imagenet=imagenet,
                **row.changes,
            )
        )

    def _common(self, name: str, seed: int, steps: int) -> dict[str, Any]:
        return {
            **{key: getattr(self.options, key) for key in _SCALE},
            "run": self.folder(name, seed),
            "seed": seed,
            "steps": steps,
            "warmup": min(100, steps // WARMUP_SHARE),
            "log_every": max(1, steps // CURVE_POINTS),
            "save_every": max(1, steps // 10),
            "sample_every": max(1, steps // 2),
        }

    def _train(self, options: TrainOptions) -> None:
        """Trains what is not trained yet.

        Raises:
            TrainingError: the folder holds a run of other options.
            KeyboardInterrupt: it was stopped, and saved.
        """
        if (options.run / "options.json").exists():
            kept = read_options(type(options), options.run / "options.json")
            free = {"resume": kept.resume, "workers": kept.workers, "device": kept.device}
            if other := [key for key, value in vars(replace(options, **free)).items() if value != getattr(kept, key)]:
                raise TrainingError(
                    f"{options.run} was trained with {flag_of(other[0])} {getattr(kept, other[0])}, not"
                    f" {getattr(options, other[0])}; name another folder with -o."
                )
            options = replace(options, resume=True)
        if not _is_done(options):
            train_command.run(options)
            if not _is_done(options):
                raise KeyboardInterrupt

    def measure(self, row: Row, seed: int) -> dict[str, float]:
        """A row's numbers at a seed, kept beside its weights with what was asked, and measured anew where that differs.

        The Fréchet distance is by Inception where its weights are given, else by the seed's tagger: one network for
        all rows, whatever encoder they have.

        Raises:
            TrainingError: the numbers cannot be written.
        """
        options, run = self.options, self.folder(row.name, seed)
        path = run / "evaluation.json"
        asked = EvaluateOptions(
            data=options.data,
            model=run / "model.safetensors",
            size=options.size,
            limit=options.limit,
            shuffles=options.shuffles,
            tag_pictures=10,
            monotone_pictures=1,
            inception=options.inception,
            batch=options.batch,
            device=options.device,
        )
        found = _kept(path, asked)
        if found is None:
            judge = None
            if options.inception is None:
                tagger = load_model(self.folder("tagger", seed) / "model.safetensors")
                device = torch.device(choose(options.device).device)
                judge = EncoderFeatures(tagger.encoder, "tagger", device, options.batch)
            found = {"asked": to_json(asked), **evaluate(asked, features=judge)}
            with written(path), replaced_whole(path) as part:
                part.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        return _numbers(found) | self._last_losses(run)

    def _last_losses(self, run: Path) -> dict[str, float]:
        """The mean of each loss over the end of a training."""
        found = curves(run)
        last = {term: points[-max(1, round(len(points) * LAST_SHARE)) :] for term, points in found.items()}
        return {term: sum(value for _, value in points) / len(points) for term, points in last.items()}


def curves(run: Path) -> dict[str, list[tuple[int, float]]]:
    """Loss term → (step, value), in the order of the steps; what a resumed run did again counts once."""
    found: dict[str, dict[int, float]] = {}
    for line in (run / "events.jsonl").read_text(encoding="utf-8").splitlines():
        event = parse_event(line)
        if event is not None and event["event"] == "step":
            for term, value in event["losses"].items():
                found.setdefault(term, {})[event["step"]] = value
    return {term: sorted(points.items()) for term, points in found.items()}


def _kept(path: Path, asked: EvaluateOptions) -> dict[str, Any] | None:
    """What was measured before, or None where that was something else, or cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        same = {**found["asked"], "device": asked.device} == to_json(asked)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if same else None


def _is_done(options: TrainOptions) -> bool:
    try:
        lines = (options.run / "events.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    last = parse_event(lines[-1]) if lines else None
    return last is not None and last["event"] == "done" and last.get("step") == options.steps


def _numbers(found: dict[str, Any]) -> dict[str, float]:
    """The measures of an evaluation that the table has; what was not measured is left out."""
    tags = found["tag_control"] or {}
    values = {
        "frechet": found["frechet"]["value"],
        "cross_hit": found["cross_reference"]["hit"],
        "self_delta_e": found["self_reference"]["delta_e"],
        "tag_hit": tags.get("hit"),
        "leak": tags.get("leak"),
        "monotone": tags.get("monotone"),
    }
    return {key: value for key, value in values.items() if value is not None}
