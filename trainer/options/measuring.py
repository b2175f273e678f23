"""The options of the verbs that measure models, compare trainings and pass models on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import TrainingError
from engine.image_io import MAX_SIDE
from engine.painting_settings import MIN_SIDE
from engine.requests import Device, Precision
from engine.resources import SUFFIX
from trainer.options.fields import (
    LINE_STYLES,
    MAX_SEED,
    LineStyle,
    check_above_nothing,
    check_at_least,
    check_at_most,
    check_size,
    option,
    required,
)
from trainer.options.training import Preset

Storage = Literal["fp32", "fp16", "bf16", "int8"]


@dataclass(frozen=True, kw_only=True)
class EvaluateOptions:
    """Measure a model on the held-out pictures of a data folder."""

    data: Path = required(
        "data folder; one with regions, as `synth` writes it, tells where references' colours and tags go as well",
        positional=True,
    )
    model: Path = required("weights file to measure")
    json: bool = option(False, "print the numbers as one JSON object instead of a table")
    report: Path | None = option(None, "folder for a page of pictures and numbers to look through")
    size: int | None = option(
        None,
        "side in pixels at which drawings are painted; left out: the model's own, at which references are read",
    )
    limit: int = option(200, "pictures measured at most, drawn by the seed")
    shuffles: int = option(10, "times that every drawing gets another reference")
    tag_pictures: int = option(40, "pictures on which each tag is tried")
    monotone_pictures: int = option(2, "of these, pictures on which each tag is moved through 0, 0.5, …, 5")
    grid: str = option("", "two tags, `red_hair,blue_eyes`: the report shows both moved at once, as Figure 11 does")
    grid_pictures: int = option(3, "pictures on which that grid is shown")
    lines: str = option(
        "",
        f"styles in which the drawings are drawn anew and everything is measured again ({', '.join(LINE_STYLES)},"
        " separated by commas, or `all`); they are given to the networks as `colorize` reads them",
    )
    inception: Path | None = option(
        None,
        "weights of the FID's Inception network (pt_inception-2015-12-05-6726825d.pth): measure the Fréchet distance"
        " by it; needs torchmetrics[image]",
    )
    batch: int = option(32, "pictures that the networks take at a time")
    seed: int = option(0, "which pictures, which references, how they are bent")
    device: Device = option("auto", "where to run", choices=("auto", "cpu", "cuda", "mps"))
    precision: Precision = option("auto", "arithmetic of the networks", choices=("auto", "fp32", "bf16", "fp16"))

    def validate(self) -> None:
        """Raises TrainingError with one sentence when a value cannot be used."""
        if self.size is not None:
            check_size(self.size)
        check_at_least(self, limit=3, shuffles=1, tag_pictures=1, monotone_pictures=0, grid_pictures=1, batch=1)
        check_at_most(self, seed=MAX_SEED)
        if self.grid and (len(self.grid_tags) != 2 or len(set(self.grid_tags)) != 2):
            raise TrainingError(f"--grid names two different tags, as in red_hair,blue_eyes, not {self.grid}.")
        if self.grid and self.report is None:
            raise TrainingError("--grid is shown in the report; name its folder with --report.")
        if unknown := sorted(set(self.line_styles) - set(LINE_STYLES)):
            raise TrainingError(f"--lines knows {', '.join(LINE_STYLES)} and all, not {unknown[0]}.")

    @property
    def grid_tags(self) -> tuple[str, ...]:
        """The tags of the grid; none where none is asked for."""
        return tuple(name.strip() for name in self.grid.split(",") if name.strip())

    @property
    def line_styles(self) -> tuple[LineStyle, ...]:
        """The styles that are measured beside the drawings as they are, each once."""
        names = dict.fromkeys(name.strip() for name in self.lines.split(",") if name.strip())
        return LINE_STYLES if "all" in names else tuple(names)  # pyright: ignore[reportReturnType]


@dataclass(frozen=True, kw_only=True)
class AblateOptions:
    """Train and measure the paper's variants: the rows of Table 1 and the curves of Figure 7."""

    data: Path = required("data folder with regions and held-out pictures")
    out: Path = required("folder for runs, numbers, table and plot; an interrupted ablation goes on there", flag="-o")
    preset: Preset = option("compact", "sizes of the networks", choices=("tiny", "compact", "paper"))
    size: int = option(128, "side in pixels at which the networks are trained and measured; a multiple of 32")
    batch: int = option(16, "pictures a step")
    tagger_steps: int = option(3000, "steps of each tagger")
    steps: int = option(3000, "steps of each first training")
    mapping_steps: int = option(1500, "steps of each second training")
    seeds: int = option(3, "times that everything is trained, each with another seed")
    rows: str = option("", "names of the rows to train, separated by commas; all when left out")
    lambda_gan: float = option(1.0, "weight of the adversarial term in the first trainings")
    learning_rate: float = option(2e-4, "Adam's step size in both trainings of the generator and of the mapping")
    imagenet: Path | None = option(None, "torchvision's ResNet-34 for ImageNet; without it, its rows are left out")
    limit: int = option(100, "held-out pictures measured at most")
    shuffles: int = option(5, "times that every drawing gets another reference")
    inception: Path | None = option(None, "weights of the FID's Inception network, as for `evaluate`")
    workers: int = option(2, "processes that prepare pictures")
    device: Device = option("auto", "where to train", choices=("auto", "cpu", "cuda", "mps"))
    precision: Precision = option("auto", "arithmetic of the networks", choices=("auto", "fp32", "bf16", "fp16"))

    def validate(self) -> None:
        """Raises TrainingError with one sentence when a value cannot be used."""
        check_size(self.size)
        check_at_least(self, batch=1, tagger_steps=1, steps=1, mapping_steps=1, seeds=1, limit=3, shuffles=1)
        check_at_least(self, workers=0, lambda_gan=0)
        check_above_nothing(self, "learning_rate")


@dataclass(frozen=True, kw_only=True)
class BenchmarkOptions:
    """Measure how fast stage one trains, as ratios within one run."""

    data: Path = required("data folder, as `synth` or `prepare` writes it", positional=True)
    preset: Preset = option("compact", "sizes of the networks", choices=("tiny", "compact", "paper"))
    size: int = option(128, "side in pixels; a multiple of 32")
    batch: int = option(16, "pictures a step")
    steps: int = option(20, "steps that are timed of each loop, after a fifth as many that are not")
    rounds: int = option(2, "times that the loops take turns; the fastest round of each counts")
    lambda_gan: float = option(1.0, "weight of the adversarial term; 0 trains without a discriminator")
    workers: int = option(2, "processes that prepare pictures for the fast loop; the plain one prepares its own")
    device: Device = option("auto", "where to train", choices=("auto", "cpu", "cuda", "mps"))
    precision: Precision = option("auto", "arithmetic of the fast loop", choices=("auto", "fp32", "bf16", "fp16"))
    json: bool = option(False, "print the numbers as one JSON object")

    def validate(self) -> None:
        """Raises TrainingError with one sentence when a value cannot be used."""
        check_size(self.size)
        check_at_least(self, batch=1, steps=1, rounds=1, workers=0, lambda_gan=0)


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
    card: bool = option(False, "write a model card beside it, with what the run measured last (.md)")

    def validate(self) -> None:
        """Raises TrainingError with one sentence when a value cannot be used, or the model would be written over."""
        check_at_least(self, resolution=MIN_SIDE)
        check_at_most(self, resolution=MAX_SIDE)
        if self.out.suffix.lower() != SUFFIX:
            raise TrainingError("{path} is no name for a weights file; let it end in .safetensors.", path=self.out)
        for path in (self.out, self.card_file) if self.card else (self.out,):
            if path.exists() and self.model.exists() and path.samefile(self.model):
                raise TrainingError("{path} is the model that is exported; name another file with -o.", path=path)

    @property
    def card_file(self) -> Path:
        """Where the model card is written, if one is asked for."""
        return self.out.with_suffix(".md")
