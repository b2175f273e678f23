"""The options that the three trainings have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import TrainingError
from engine.requests import Device, Precision
from trainer.options.fields import (
    MAX_SEED,
    check_above_nothing,
    check_at_least,
    check_at_most,
    check_decays,
    check_shares,
    check_size,
    option,
    required,
)

Preset = Literal["tiny", "compact", "paper"]
Recipe = Literal["auto", "exact", "paper"]
Hardware = Literal["", "cpu", "6gb", "8gb", "12gb", "24gb"]
HALF_TURN = 180


@dataclass(frozen=True, kw_only=True)
class TrainOptions:
    """What the three trainings have in common."""

    data: Path = required(
        "data folder, as `synth` or `prepare` writes it; with --resume the run's own, or where its pictures lie now",
        kept=True,
    )
    run: Path = required("run folder: options, events, samples, checkpoints and the finished model.safetensors")
    preset: Preset = option("compact", "sizes of the networks", choices=("tiny", "compact", "paper"))
    hardware: Hardware = option(
        "",
        "sets --size, --batch and --accumulate to what fits a GPU of that memory, or a CPU; those that are named as"
        " well keep what they are given",
        choices=("cpu", "6gb", "8gb", "12gb", "24gb"),
    )
    init_from: Path | None = option(None, "weights file to start from; a stage needs the one before it")
    recipe: Recipe = option(
        "auto",
        "`exact` recolours drawn figures through their regions; `paper` takes pictures as they are and deforms them"
        " for references, as the paper does; `auto` is exact where the data has regions",
        choices=("auto", "exact", "paper"),
    )
    steps: int = option(20000, "optimiser steps in all")
    hours: float | None = option(
        None, "train for about so many hours instead of --steps; a short trial tells how many steps that is"
    )
    batch: int = option(32, "pictures that the networks take at a time; with torchrun the machines share them")
    accumulate: int = option(
        1, "parts of a step whose gradients are added up: a step sees --batch times so many pictures"
    )
    size: int = option(128, "side in pixels at which the networks are trained; a multiple of 32")
    seed: int = option(0, "order of the data, augmentation and first weights")
    crop: float | None = option(
        None, "least side of a crop, as a share of the picture's; left out: 0.75 as in the paper, 0.7 for drawn figures"
    )
    flip: bool = option(True, "mirror every second picture")
    rotation: float = option(90.0, "degrees by which references are turned either way, at most")
    jitter: float = option(
        0.0,
        "paper recipe: how far brightness, contrast, saturation and hue vary, 0 to 1",
    )
    deform_points: int = option(4, "control points of a reference's deformation")
    deform_times: int = option(2, "deformations of a reference, one after the other; 0 leaves it as it is")
    deform_reach: float = option(75 / 512, "longest way of a control point, as a share of the picture's side")
    redrawn_share: float = option(
        0.0,
        "share of the drawings whose lines are drawn anew in another style: thin, thick, grey, broken, in pencil or"
        " scanned (trainer/data/line_styles.py); an eighth to a third makes a model sturdy",
    )
    turned_share: float = option(
        0.0,
        "exact recipe: share of the drawings that are turned and bent as references are, so that areas are found in"
        " references, too",
    )
    found_lines_share: float = option(
        0.0,
        "exact recipe: share of the drawings whose lines are those found in their colours, by which references are"
        " measured (engine/networks/measured.py)",
    )
    learning_rate: float = option(1e-4, "Adam's step size at its highest")
    beta1: float = option(0.5, "Adam's first-moment decay")
    beta2: float = option(0.99, "Adam's second-moment decay")
    weight_decay: float = option(0.0, "decoupled weight decay (AdamW)")
    warmup: int = option(100, "steps over which the step size rises from nothing")
    cosine: bool = option(True, "let the step size fall to nothing along a cosine; else it stays")
    ema: float = option(
        0.0,
        "decay of the moving average of the weights (0.999), which is then what is saved; 0 keeps none",
    )
    precision: Precision = option("auto", "arithmetic of the networks", choices=("auto", "fp32", "bf16", "fp16"))
    device: Device = option("auto", "where to train", choices=("auto", "cpu", "cuda", "mps"))
    workers: int = option(2, "processes that prepare pictures; 0 prepares them between the steps")
    log_every: int = option(20, "steps between two step events")
    sample_every: int = option(500, "steps between two sample pictures")
    save_every: int = option(500, "steps between two checkpoints")
    own_sketch: Path | None = option(
        None, "a drawing of your own that is coloured with every sample, beside the pictures of the data"
    )
    own_reference: Path | None = option(None, "the reference for --own-sketch")
    evaluate_every: int = option(
        500, "steps between two looks at the losses on held-out pictures, where the data has any; 0 never looks"
    )
    resume: bool = option(False, "go on from the run's last checkpoint, with the run's own options")
    dry_run: bool = option(False, "print the resolved options and what they cost in memory and time, train nothing")
    json_events: bool = option(False, "print the event lines on standard output")
    tensorboard: bool = option(False, "write a TensorBoard log into the run folder as well")
    name: str = option("", "a human name for the model")

    @property
    def step_batch(self) -> int:
        """Pictures of one optimiser step."""
        return self.batch * self.accumulate

    def validate(self) -> None:
        """Raises TrainingError with one sentence when the options cannot work together."""
        check_size(self.size)
        check_at_least(self, steps=1, batch=1, accumulate=1, log_every=1, sample_every=1, save_every=1)
        check_at_least(self, evaluate_every=0, deform_points=1, deform_times=0, workers=0, warmup=0, weight_decay=0)
        check_at_most(self, rotation=HALF_TURN, seed=MAX_SEED)
        check_shares(self, "jitter", "redrawn_share", "turned_share", "found_lines_share", "deform_reach", "crop")
        check_above_nothing(self, "crop", "hours", "learning_rate")
        check_decays(self, "beta1", "beta2", "ema")
        if (self.own_sketch is None) != (self.own_reference is None):
            raise TrainingError("--own-sketch and --own-reference belong together; name both or neither.")
