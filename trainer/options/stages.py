"""The options of each training: tagger, stage one, stage two."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import TrainingError
from trainer.options.fields import MAX_SLOTS, check_at_least, check_at_most, check_shares, check_tag_limit, option
from trainer.options.training import TrainOptions

Receiving = Literal["attention", "add"]
Init = Literal["kaiming", "released"]
EncoderFrom = Literal["tagger", "imagenet", "nothing"]

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
        "exact recipe: channels of the segmenter's finest level, which tells the regions of a reference apart"
        " (engine/networks/segmenter.py), 0 for none, as the paper; left out: those of the weights started from, or the"
        " preset's, which are 32 for compact and 0 for tiny and paper",
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
        check_at_least(self, segmenter=0, lambda_regions=0)
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
        check_at_most(self, slots=MAX_SLOTS)
        check_at_least(self, lambda_l1=0, lambda_tv=0, lambda_gan=0, lambda_regions=0, tv_above=0)
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
        check_at_most(self, slots=MAX_SLOTS)
        check_at_least(self, lambda_pixel=0, lambda_feature=0, lambda_inversion=0)
        check_at_least(self, lambda_leak=0, lambda_tags=0, lambda_regions=0)
        check_tag_limit(self.tag_limit)
        if self.slots is not None and not self.tune_generator:
            raise TrainingError("--slots goes with --tune-generator: a new palette has to be learned.")
        if self.networks_from is not None and not self.tune_generator:
            raise TrainingError("--networks-from goes with --tune-generator: the generator must learn the new codes.")
        if self.tune_encoder and not self.tune_generator:
            raise TrainingError("--tune-encoder goes with --tune-generator: alone it would teach the encoder nothing.")
