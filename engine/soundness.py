"""What the networks gave is a picture, or it is said why not: no number, or a flat colour, is never a result."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from engine.device import Placement
from engine.errors import ColorizeError

_SOME = 16


def check_finite(x: Tensor, model: str, placement: Placement) -> None:
    """Raises ColorizeError where a tensor has values that are no numbers.

    Args:
        x: what a network gave.
        model: the model's name, for the sentence.
        placement: where it ran.
    """
    if torch.isfinite(x.sum(dtype=torch.float32)):  # infinities and what is no number stay in a sum
        return
    if placement.precision == "fp32":
        raise ColorizeError(
            "The model {model} gave values that are no numbers: its weights are damaged; choose another model.",
            model=model,
        )
    raise ColorizeError(
        "The model {model} gave values that are no numbers in {precision}: try the precision fp32, and if that fails "
        "too, the weights are damaged; choose another model.",
        model=model,
        precision=placement.precision,
    )


def check_not_flat(pixels: np.ndarray, blank: bool, model: str) -> None:
    """Raises ColorizeError where a drawing that is not blank paper became one colour; uint8 RGB `[H, W, 3]`."""
    few = pixels[::_SOME, ::_SOME]  # mostly they tell already
    if not blank and (few == pixels[0, 0]).all() and (pixels == pixels[0, 0]).all():
        color = "#" + bytes(pixels[0, 0]).hex()
        raise ColorizeError(
            "The model {model} gave one flat colour ({color}) for a drawing: it is untrained or damaged; "
            "choose another model.",
            model=model,
            color=color,
        )
