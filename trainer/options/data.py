"""The options of the verbs that make data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.options.fields import MAX_SEED, check_at_least, check_at_most, check_shares, option, required

LEAST_SIDE = 32
"""Pixels of the smallest picture that anything can be learned from: the networks halve it five times."""


@dataclass(frozen=True, kw_only=True)
class SynthOptions:
    """Draw figures with exact line art, regions and tags."""

    out: Path = required("data folder to write", flag="-o")
    count: int = required("number of pictures")
    size: int = option(320, "side of each picture in pixels")
    seed: int = option(0, "what is drawn; the same seed draws the same pictures")
    workers: int = option(0, "processes that draw; 0 takes one for each core")

    def validate(self) -> None:
        """Raises TrainingError with one sentence when a value cannot be used."""
        check_at_least(self, count=1, size=LEAST_SIDE, workers=0)
        check_at_most(self, seed=MAX_SEED)


@dataclass(frozen=True, kw_only=True)
class PrepareOptions:
    """Make training data from a folder of finished pictures."""

    pictures: Path = required(
        "folder of pictures (png, jpg, webp, tiff, bmp, gif, psd, ora, kra), sub-folders included; NAME.txt or"
        " NAME.json beside a picture holds its tags, NAME_line.png its line drawing",
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
        check_at_least(self, size=LEAST_SIDE, least=0, workers=0)
        check_at_most(self, seed=MAX_SEED)
        check_shares(self, "held_out", "tag_threshold")
