"""Batch normalisation in an encoder that learns: by whose statistics it normalises.

Each part of a batch is normalised by its own mean and variance, as is each process's share on CPUs. Under
`--accumulate` that is a smaller batch to normalisation than to everything else, and gradients of parts do not add up to
those of the whole batch. With frozen statistics, those that the starting weights bring, they do.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm  # pyright: ignore[reportPrivateUsage]

from engine.errors import TrainingError
from engine.networks.config import STRIDE
from engine.networks.encoder import Encoder


def learning(encoder: Encoder, frozen_statistics: bool) -> Encoder:
    """The encoder in training mode; with frozen statistics its normalisation alone stays as in use."""
    encoder.train()
    if frozen_statistics:
        for norm in _norms(encoder):
            norm.eval()
    return encoder


def least_pictures(network: nn.Module) -> int:
    """How many pictures a part needs at any size: 2 where the network takes statistics of the part, else 1."""
    return 2 if any(norm.training for norm in _norms(network)) else 1


def check_part(encoder: Encoder, images: Tensor) -> None:
    """Refuses a part of which no statistics can be taken: of one picture whose last features are a single place.

    Args:
        encoder: that learns.
        images: `[B, 3, S, S]`.

    Raises:
        TrainingError: it is such a part.
    """
    if len(images) < least_pictures(encoder) and images.shape[-1] == STRIDE:
        raise TrainingError(
            "At --size {size} a part of a single picture has no statistics for batch normalisation; use a larger"
            " --size or --batch, fewer --accumulate, or --frozen-statistics.",
            size=STRIDE,
        )


def _norms(network: nn.Module) -> list[nn.Module]:
    return [module for module in network.modules() if isinstance(module, _BatchNorm)]
