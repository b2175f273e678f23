"""The options of the three trainings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import TrainingError
from engine.requests import Device, Precision
from trainer.options.fields import (
    check_at_least,
    check_shares,
    check_size,
    check_slots,
    check_tag_limit,
    option,
    required,
)

Preset = Literal["tiny", "compact", "paper"]
Recipe = Literal["auto", "exact", "paper"]
Receiving = Literal["attention", "add"]
Init = Literal["kaiming", "released"]
EncoderFrom = Literal["tagger", "imagenet", "nothing"]
Hardware = Literal["", "cpu", "6gb", "8gb", "12gb", "24gb"]

INIT_HELP = "how new networks start: `kaiming` keeps the signal's size, `released` is the authors' normal(0, 0.02)"
REGIONS_HELP = (
    "exact recipe: weight of the terms by which inner features are asked for regions and their colours"
    " (trainer/auxiliary.py); 0 leaves them out, as the paper does"
)
COARSE_HELP = (
    "share of the steps, from the first, that decode to half the size only and are led by the region heads:"
    " a third cheaper"
)
SLOTS_HELP = (
    "colours of the generator's soft palette (engine/networks/palette.py), 0 for none, as the paper; left out: those"
    " of the weights started from, or the preset's, which are 29 for compact and 0 for tiny and paper"
)
POWER_HELP = (
    "exact recipe: the palette's slots are asked for the regions of pixels that count by their region's number of them"
    " to minus this; 0 counts each pixel once, 1 each region (trainer/areas.py)"
)
MEASURED_HELP = (
    "train with the palette's colours measured on the reference, as colouring has them (engine/networks/measured.py),"
    " instead of those that its code names; areas and what is measured in them then move together, and the one long"
    " training that did so ran away"
)
FROZEN_HELP = (
    "keep the encoder's batch normalisation at the statistics it starts with; otherwise each part of a step is"
    " normalised by its own, so that --accumulate is not quite a larger batch to it"
)
IMAGENET_HELP = "torchvision's ResNet-34 weights for ImageNet, a local .pth or .safetensors file"


@dataclass(frozen=True, kw_only=True)
class TrainOptions:
    """What the three trainings have in common."""

    data: Path = required("data folder, as `synth` or `prepare` writes it")
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
        check_at_least(self, evaluate_every=0, deform_points=1, deform_times=0, deform_reach=0, rotation=0)
        check_shares(
            self,
            "jitter",
            "redrawn_share",
            "turned_share",
            "found_lines_share",
            *(("crop",) if self.crop is not None else ()),
        )
        if self.hours is not None and self.hours <= 0:
            raise TrainingError("{option} must be above 0, not {value}.", option="--hours", value=self.hours)
        if (self.own_sketch is None) != (self.own_reference is None):
            raise TrainingError("--own-sketch and --own-reference belong together; name both or neither.")
        if self.learning_rate <= 0:
            raise TrainingError(
                "{option} must be above 0, not {value}.", option="--learning-rate", value=self.learning_rate
            )
        if not 0 <= self.ema < 1:
            raise TrainingError("{option} is at least 0 and below 1, not {value}.", option="--ema", value=self.ema)


@dataclass(frozen=True, kw_only=True)
class TaggerOptions(TrainOptions):
    """Train the reference encoder as a multi-label classifier (paper, section 3.4 and 4.1)."""

    learning_rate: float = option(1e-3, "Adam's step size at its highest")
    beta2: float = option(0.999, "Adam's second-moment decay")
    beta1: float = option(0.9, "Adam's first-moment decay (the authors' classifier: 0.5)")
    weight_decay: float = option(0.01, "decoupled weight decay (AdamW)")
    batch: int = option(64, "pictures that the networks take at a time; with torchrun the machines share them")
    lambda_regions: float = option(0.1, REGIONS_HELP)
    segmenter: int | None = option(
        None,
        "exact recipe: channels of the segmenter, which tells the regions of a reference apart"
        " (engine/networks/segmenter.py), 0 for none, as the paper; left out: those of the weights started from, or the"
        " preset's, which are 48 for compact and 0 for tiny and paper",
    )
    keep_encoder: bool = option(
        False,
        "exact recipe: train nothing but the segmenter; all else stays as --init-from has it, also the networks of"
        " later stages",
    )
    lineless_share: float = option(
        0.25, "exact recipe: share of the pictures that have no lines, as paintings have none"
    )
    imagenet: Path | None = option(None, f"{IMAGENET_HELP}: start from it, as the paper does")
    frozen_statistics: bool = option(False, FROZEN_HELP)

    def validate(self) -> None:
        super().validate()
        if self.imagenet is not None and self.init_from is not None:
            raise TrainingError("--imagenet and --init-from both say what the encoder starts from; name one.")
        check_shares(self, "lineless_share")
        if self.segmenter is not None:
            check_at_least(self, segmenter=0)
        if self.keep_encoder and (self.init_from is None or self.segmenter == 0):
            raise TrainingError("--keep-encoder trains a segmenter on the encoder of --init-from; name one.")


@dataclass(frozen=True, kw_only=True)
class StageOneOptions(TrainOptions):
    """Train the generator to colour a drawing by a reference (Eq. 1 to 6)."""

    receiving: Receiving = option("attention", "receiving block (Eq. 5)", choices=("attention", "add"))
    rbca: bool = option(True, "reference-based channel-wise attention in the decoder (section 3.3)")
    slots: int | None = option(None, SLOTS_HELP)
    measured: bool = option(False, MEASURED_HELP)
    encoder_from: EncoderFrom = option(
        "tagger",
        "what the reference encoder knows (Table 1): what the tagger learned, ImageNet alone (--imagenet), or nothing",
        choices=("tagger", "imagenet", "nothing"),
    )
    train_encoder: bool = option(
        False,
        "train the reference encoder along with the generator (Table 1, Eq. 7); the paper keeps it fixed",
    )
    frozen_statistics: bool = option(False, f"with --train-encoder, {FROZEN_HELP}")
    imagenet: Path | None = option(None, f"{IMAGENET_HELP}, for --encoder-from imagenet")
    init: Init = option("kaiming", INIT_HELP, choices=("kaiming", "released"))
    lambda_l1: float = option(100.0, "weight of the pixel L1 term (Eq. 3)")
    lambda_tv: float = option(1e-4, "weight of the total variation term (Eq. 4)")
    tv_above: int = option(384, "the total variation term counts only above this side in pixels")
    lambda_gan: float = option(1.0, "weight of the adversarial term (Eq. 2); 0 trains without a discriminator")
    latent_shuffle: float = option(
        0.0,
        "share of the steps whose adversarial term judges drawings coloured by the latent codes of another picture of"
        " the batch, as in use, where no true picture is known",
    )
    cross_share: float = option(
        0.5, "exact recipe: share of references that are another figure in the same colours, not the deformed truth"
    )
    lambda_regions: float = option(1.0, REGIONS_HELP)
    region_power: float = option(0.5, POWER_HELP)
    coarse_share: float = option(0.0, COARSE_HELP)

    def validate(self) -> None:
        super().validate()
        check_shares(self, "cross_share", "coarse_share", "latent_shuffle", "region_power")
        check_slots(self.slots)
        if (self.encoder_from == "imagenet") != (self.imagenet is not None):
            raise TrainingError("--encoder-from imagenet and --imagenet FILE belong together; name both or neither.")


@dataclass(frozen=True, kw_only=True)
class StageTwoOptions(TrainOptions):
    """Train the mapping network: tags move the reference's latent codes (Eq. 8 to 13)."""

    slots: int | None = option(None, f"with --tune-generator, {SLOTS_HELP}")
    measured: bool = option(False, MEASURED_HELP)
    tag_limit: float | None = option(
        None,
        "what tag values over 1.8 approach before the mapping network has them (engine/networks/mapping.py), so that a"
        " colour stays where a slider at its end has brought it; 0 for none, as the paper; left out: that of the"
        " weights started from, or the preset's, which is 2.3 for compact and none for tiny and paper",
    )
    self_adaptive: bool = option(True, "self-adaptive MLP (Figure 5); else a plain one of the same depth")
    init: Init = option("kaiming", INIT_HELP, choices=("kaiming", "released"))
    lambda_pixel: float = option(1.0, "weight of the pixel-level part of the hybrid L1 (Eq. 12)")
    lambda_feature: float = option(1.0, "weight of its feature-level part (Eq. 12)")
    lambda_inversion: float = option(1.0, "weight of the inversion loss (Eq. 13); M-Attention only")
    lambda_leak: float = option(
        0.0, "exact recipe: weight of what moved tags change outside the regions they name (not of the paper)"
    )
    batch: int = option(16, "pictures that the networks take at a time; with torchrun the machines share them")
    single_share: float = option(
        0.75,
        "exact recipe: share of pairs that differ in a few colours, the rest are unrelated pictures as in the paper",
    )
    tune_generator: bool = option(
        False, "train the generator along, by the exact recipe's true pictures; the paper keeps it frozen"
    )
    networks_from: Path | None = option(
        None,
        "with --tune-generator, weights file whose generator and mapping network go on with the encoder of --init-from,"
        " where that is a tagger trained anew",
    )
    tune_encoder: bool = option(
        False,
        "with --tune-generator, train the reference encoder along too, at a third of the step size and asked for the"
        " anchor's tags as the tagger is; the paper keeps it fixed",
    )
    lambda_tags: float = option(1.0, "with --tune-encoder, weight of the tags' cross-entropy")
    lambda_regions: float = option(0.5, f"with --tune-generator, {REGIONS_HELP}")
    region_power: float = option(0.5, f"with --tune-generator, {POWER_HELP}")
    coarse_share: float = option(0.0, f"with --tune-generator, {COARSE_HELP}")

    def validate(self) -> None:
        super().validate()
        check_shares(self, "single_share", "coarse_share", "region_power")
        check_slots(self.slots)
        check_tag_limit(self.tag_limit)
        if self.slots is not None and not self.tune_generator:
            raise TrainingError("--slots goes with --tune-generator: a new palette has to be learned.")
        if self.networks_from is not None and not self.tune_generator:
            raise TrainingError("--networks-from goes with --tune-generator: the generator must learn the new codes.")
        if self.tune_encoder and not self.tune_generator:
            raise TrainingError("--tune-encoder goes with --tune-generator: alone it would teach the encoder nothing.")
