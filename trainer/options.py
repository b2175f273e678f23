"""The options of every trainer verb, one dataclass a command: no torch, no Qt.

The command line, the window's "advanced" page and a run's `options.json` are all built from these
fields; the text under `help` is their one documentation.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from engine.errors import TrainingError
from engine.requests import Device, Precision

Preset = Literal["tiny", "compact", "paper"]
Recipe = Literal["auto", "exact", "paper"]
Receiving = Literal["attention", "add"]
Init = Literal["kaiming", "released"]
Storage = Literal["fp32", "fp16", "bf16", "int8"]

INIT_HELP = "how new networks start: `kaiming` keeps the signal's size, `released` is the authors' normal(0, 0.02)"
REGIONS_HELP = (
    "exact recipe: weight of the terms by which inner features are asked for regions and their colours"
    " (trainer/auxiliary.py); 0 leaves them out, as the paper does"
)
COARSE_HELP = (
    "share of the steps, from the first, that decode to half the size only and are led by the region heads:"
    " a third cheaper"
)
T = TypeVar("T", bound="TrainOptions")


def option(default: Any, help: str, *, choices: tuple[str, ...] | None = None, flag: str | None = None) -> Any:
    """A documented dataclass field; `flag` names a short command-line form (`-o`)."""
    return field(default=default, metadata={"help": help, "choices": choices, "flag": flag})


def required(help: str, *, flag: str | None = None, positional: bool = False) -> Any:
    """A documented dataclass field without a default."""
    return field(metadata={"help": help, "flag": flag, "positional": positional, "required": True})


@dataclass(frozen=True, kw_only=True)
class SynthOptions:
    """Draw figures with exact line art, regions and tags."""

    out: Path = required("data folder to write", flag="-o")
    count: int = required("number of pictures")
    size: int = option(320, "side of each picture in pixels")
    seed: int = option(0, "what is drawn; the same seed draws the same pictures")
    workers: int = option(0, "processes that draw; 0 takes one for each core")


@dataclass(frozen=True, kw_only=True)
class PrepareOptions:
    """Make training data from a folder of finished pictures."""

    pictures: Path = required(
        "folder of pictures (png, jpg, webp, tiff, bmp, gif, psd, ora), sub-folders included; NAME.txt or NAME.json"
        " beside a picture holds its tags, NAME_line.png its line drawing",
        positional=True,
    )
    out: Path = required("data folder to write", flag="-o")
    size: int = option(512, "longest side of the prepared pictures in pixels; smaller ones keep their size")
    least: int = option(256, "pictures whose shorter side has fewer pixels are left out")
    held_out: float = option(0.1, "share of the pictures that training never sees, for evaluation")
    seed: int = option(0, "the manners in which lines are drawn")
    tags_by: Path | None = option(None, "weights file whose classifier fills in missing tags")
    tag_threshold: float = option(0.5, "least probability of a tag, by --tags-by or in a file with probabilities")
    write_references: bool = option(
        False, "write deformed references as well; training makes them anew at each look and needs none"
    )
    workers: int = option(0, "processes that work; 0 takes one for each core")

    def validate(self) -> None:
        """Raises TrainingError with one sentence when a value cannot be used."""
        if self.size < 32:
            raise TrainingError(f"--size must be at least 32, not {self.size}.")
        _check_shares(self, "held_out", "tag_threshold")


@dataclass(frozen=True, kw_only=True)
class TrainOptions:
    """What the three trainings have in common."""

    data: Path = required("data folder, as `synth` or `prepare` writes it")
    run: Path = required("run folder: options, events, samples, checkpoints and the finished model.safetensors")
    preset: Preset = option("compact", "sizes of the networks", choices=("tiny", "compact", "paper"))
    init_from: Path | None = option(None, "weights file to start from; a stage needs the one before it")
    recipe: Recipe = option(
        "auto",
        "`exact` recolours drawn figures through their regions; `paper` takes pictures as they are and deforms them"
        " for references, as the paper does; `auto` is exact where the data has regions",
        choices=("auto", "exact", "paper"),
    )
    steps: int = option(20000, "optimiser steps in all")
    batch: int = option(32, "pictures a step")
    size: int = option(128, "side in pixels at which the networks are trained; a multiple of 32")
    seed: int = option(0, "order of the data, augmentation and first weights")
    learning_rate: float = option(1e-4, "Adam's step size at its highest")
    beta1: float = option(0.5, "Adam's first-moment decay")
    beta2: float = option(0.99, "Adam's second-moment decay")
    weight_decay: float = option(0.0, "decoupled weight decay (AdamW)")
    warmup: int = option(100, "steps over which the step size rises from nothing")
    cosine: bool = option(True, "let the step size fall to nothing along a cosine; else it stays")
    precision: Precision = option("auto", "arithmetic: auto, fp32, bf16", choices=("auto", "fp32", "bf16"))
    device: Device = option("auto", "where to train", choices=("auto", "cpu", "cuda", "mps"))
    workers: int = option(1, "processes that prepare pictures; 0 prepares them between the steps")
    log_every: int = option(20, "steps between two step events")
    sample_every: int = option(500, "steps between two sample pictures")
    save_every: int = option(500, "steps between two checkpoints")
    resume: bool = option(False, "go on from the run's last checkpoint, with the run's own options")
    dry_run: bool = option(False, "print the resolved options and the networks' sizes, train nothing")
    json_events: bool = option(False, "print the event lines on standard output")
    name: str = option("", "a human name for the model")

    def validate(self) -> None:
        """Raises TrainingError with one sentence when the options cannot work together."""
        if self.size % 32 or self.size < 32:
            raise TrainingError(f"--size {self.size} is no multiple of 32; the networks halve five times.")
        for key in ("steps", "batch", "log_every", "sample_every", "save_every"):
            if getattr(self, key) < 1:
                raise TrainingError(f"--{key.replace('_', '-')} must be at least 1, not {getattr(self, key)}.")
        if self.learning_rate <= 0:
            raise TrainingError(f"--learning-rate must be above 0, not {self.learning_rate}.")


@dataclass(frozen=True, kw_only=True)
class TaggerOptions(TrainOptions):
    """Train the reference encoder as a multi-label classifier (paper, section 3.4 and 4.1)."""

    learning_rate: float = option(1e-3, "Adam's step size at its highest")
    beta2: float = option(0.999, "Adam's second-moment decay")
    beta1: float = option(0.9, "Adam's first-moment decay (the authors' classifier: 0.5)")
    weight_decay: float = option(0.01, "decoupled weight decay (AdamW)")
    batch: int = option(64, "pictures a step")
    lambda_regions: float = option(0.1, REGIONS_HELP)


@dataclass(frozen=True, kw_only=True)
class StageOneOptions(TrainOptions):
    """Train the generator to colour a drawing by a reference (Eq. 1 to 6)."""

    receiving: Receiving = option("attention", "receiving block (Eq. 5)", choices=("attention", "add"))
    rbca: bool = option(True, "reference-based channel-wise attention in the decoder (section 3.3)")
    init: Init = option("kaiming", INIT_HELP, choices=("kaiming", "released"))
    lambda_l1: float = option(100.0, "weight of the pixel L1 term (Eq. 3)")
    lambda_tv: float = option(1e-4, "weight of the total variation term (Eq. 4)")
    tv_above: int = option(384, "the total variation term counts only above this side in pixels")
    lambda_gan: float = option(1.0, "weight of the adversarial term (Eq. 2); 0 trains without a discriminator")
    cross_share: float = option(
        0.5, "exact recipe: share of references that are another figure in the same colours, not the deformed truth"
    )

    lambda_regions: float = option(1.0, REGIONS_HELP)
    coarse_share: float = option(0.0, COARSE_HELP)

    def validate(self) -> None:
        super().validate()
        _check_shares(self, "cross_share", "coarse_share")


@dataclass(frozen=True, kw_only=True)
class StageTwoOptions(TrainOptions):
    """Train the mapping network: tags move the reference's latent codes (Eq. 8 to 13)."""

    self_adaptive: bool = option(True, "self-adaptive MLP (Figure 5); else a plain one of the same depth")
    init: Init = option("kaiming", INIT_HELP, choices=("kaiming", "released"))
    lambda_pixel: float = option(1.0, "weight of the pixel-level part of the hybrid L1 (Eq. 12)")
    lambda_feature: float = option(1.0, "weight of its feature-level part (Eq. 12)")
    lambda_inversion: float = option(1.0, "weight of the inversion loss (Eq. 13); M-Attention only")
    batch: int = option(16, "pictures a step")
    single_share: float = option(
        0.75,
        "exact recipe: share of pairs that differ in one colour only, the rest are unrelated pictures as in the paper",
    )
    tune_generator: bool = option(
        False, "train the generator along, by the exact recipe's true pictures; the paper keeps it frozen"
    )
    lambda_regions: float = option(0.5, f"with --tune-generator, {REGIONS_HELP}")
    coarse_share: float = option(0.0, f"with --tune-generator, {COARSE_HELP}")

    def validate(self) -> None:
        super().validate()
        _check_shares(self, "single_share", "coarse_share")


@dataclass(frozen=True, kw_only=True)
class EvaluateOptions:
    """Measure a model on the held-out pictures of a data folder."""

    data: Path = required("data folder with regions, as `synth` writes it", positional=True)
    model: Path = required("weights file to measure")
    json: bool = option(False, "print the numbers as one JSON object instead of a table")
    report: Path | None = option(None, "folder for a page of pictures and numbers to look through")
    size: int | None = option(None, "side in pixels at which the networks run; the model's own when left out")
    limit: int = option(200, "pictures measured at most, drawn by the seed")
    shuffles: int = option(10, "times that every drawing gets another reference")
    tag_pictures: int = option(40, "pictures on which each tag is tried")
    monotone_pictures: int = option(2, "of these, pictures on which each tag is moved through 0, 0.5, …, 5")
    batch: int = option(32, "pictures that the networks take at a time")
    seed: int = option(0, "which pictures, which references, how they are bent")
    device: Device = option("auto", "where to run", choices=("auto", "cpu", "cuda", "mps"))
    precision: Precision = option("auto", "arithmetic of the networks", choices=("auto", "fp32", "bf16", "fp16"))

    def validate(self) -> None:
        """Raises TrainingError with one sentence when a value cannot be used."""
        if self.size is not None and (self.size % 32 or self.size < 32):
            raise TrainingError(f"--size {self.size} is no multiple of 32; the networks halve five times.")
        for key, least in (("limit", 3), ("shuffles", 1), ("tag_pictures", 1), ("monotone_pictures", 0), ("batch", 1)):
            if getattr(self, key) < least:
                raise TrainingError(f"--{key.replace('_', '-')} must be at least {least}, not {getattr(self, key)}.")


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """Write a trained model smaller, to be given to others."""

    model: Path = required("weights file, such as a run's model.safetensors", positional=True)
    out: Path = required("file to write (.safetensors)", flag="-o")
    storage: Storage = option(
        "int8",
        "how matrices and kernels are stored; int8 has a scale for each output",
        choices=("fp32", "fp16", "bf16", "int8"),
    )
    name: str = option("", "a human name for the model; its own when left out")
    resolution: int | None = option(None, "long side at which `colorize` runs it by default; its own when left out")


def _check_shares(options: Any, *keys: str) -> None:
    for key in keys:
        if not 0 <= getattr(options, key) <= 1:
            raise TrainingError(f"--{key.replace('_', '-')} is between 0 and 1, not {getattr(options, key)}.")


def to_json(options: Any) -> dict[str, Any]:
    """The options as plain JSON values, paths as text."""
    return {key: str(value) if isinstance(value, Path) else value for key, value in asdict(options).items()}


def from_json(kind: type[T], values: dict[str, Any]) -> T:
    """Options back from `to_json`; unknown keys are refused.

    Raises:
        TrainingError: a key is unknown or missing.
    """
    known = {f.name: f for f in fields(kind)}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise TrainingError(f"The run was started by another version of Nurie: option {unknown[0]} is unknown.")
    paths = {"data", "run", "init_from"}
    read: dict[str, Any] = {k: Path(v) if k in paths and v is not None else v for k, v in values.items()}
    try:
        return kind(**read)
    except TypeError as error:
        raise TrainingError(f"The run's options are incomplete: {error}.") from error


def read_options(kind: type[T], path: Path) -> T:
    """Reads a run's `options.json`.

    Raises:
        TrainingError: it is missing or damaged.
    """
    try:
        return from_json(kind, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path} cannot be read, so there is no run to resume: {error}.") from error


def resumed(options: T, given: set[str]) -> T:
    """The options a resumed run goes on with: its own, but for what the command line names anew.

    Args:
        options: as the command line gives them.
        given: names of the options that stood on the command line.

    Raises:
        TrainingError: there is no run, or an option is changed that would make it another run.
    """
    kept = read_options(type(options), options.run / "options.json")
    free = {"run", "resume", "json_events", "dry_run", "workers", "device", "log_every", "sample_every", "save_every"}
    free |= {"steps", "learning_rate"}  # a training may be made longer, or gentler, as it may while it runs
    changed = sorted(
        name
        for name in given - free
        if name in {f.name for f in fields(options)} and getattr(options, name) != getattr(kept, name)
    )
    if changed:
        raise TrainingError(
            f"--{changed[0].replace('_', '-')} is {getattr(kept, changed[0])} in the run that is resumed and cannot"
            " change; leave it out, or start another run from this one's weights with --init-from."
        )
    return replace(kept, **{name: getattr(options, name) for name in given & free} | {"resume": True})
