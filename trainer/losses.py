"""The loss terms of both trainings, one function a term. Pictures are `[B, 3, H, W]` in [-1, 1].

Each is a mean over pictures of what one picture costs, so that the gradients of a batch are those of its parts
added up by their share: accumulation and several machines change nothing.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from engine.networks.generator import Generator
from engine.networks.measured import Measured


def pixel_l1(result: Tensor, truth: Tensor, weight: Tensor | None = None) -> Tensor:
    """Eq. 3 (and the pixel-level part of Eq. 12): mean absolute difference.

    Args:
        result, truth: `[B, 3, H, W]`.
        weight: `[B, 1, H, W]`, how much a pixel counts; None counts each once.
    """
    if weight is None:
        return functional.l1_loss(result, truth)
    return (weight * (result - truth).abs()).mean()


def slot_colors(generator: Generator, code: Tensor, measured: Measured) -> Tensor:
    """Mean absolute difference in [-1, 1] between the colours that the code names and those measured on the
    references. Not of the paper.

    Args:
        generator: one with a palette.
        code: GAP of the references' features, `[B, 512]`; a lower precision is the caller's to ask for.
        measured: on the same references.
    """
    assert generator.palette is not None
    return (torch.tanh(generator.palette(code).float()) - torch.tanh(measured.seen)).abs().mean()


def total_variation(result: Tensor) -> Tensor:
    """Eq. 4 with η = 1: the length of the gradient, summed over pixels, mean over the batch."""
    across = result[:, :, :-1, 1:] - result[:, :, :-1, :-1]
    down = result[:, :, 1:, :-1] - result[:, :, :-1, :-1]
    # The root has no derivative at 0; the smallest step of an 8-bit picture is far above this floor.
    return (across.square().sum(1) + down.square().sum(1) + 1e-8).sqrt().sum(dim=(1, 2)).mean()


def discriminator_gan(real: Tensor, fake: Tensor) -> Tensor:
    """D's side of Eq. 2, halved: cross-entropy of logits for real pairs against 1, for generated ones against 0."""
    return 0.5 * (
        functional.binary_cross_entropy_with_logits(real, torch.ones_like(real))
        + functional.binary_cross_entropy_with_logits(fake, torch.zeros_like(fake))
    )


def generator_gan(fake: Tensor) -> Tensor:
    """G's side of Eq. 2, not saturating: cross-entropy of D's logits for generated pairs against 1."""
    return functional.binary_cross_entropy_with_logits(fake, torch.ones_like(fake))


def feature_l1(psi_target: Tensor, psi_biased: Tensor, told: Tensor | None = None) -> Tensor:
    """The feature-level part of Eq. 12: mean absolute difference of ψ, `[B, C, h, w]`.

    Args:
        told: bool `[B]`, which pictures count, the others cost nothing; None counts all.
    """
    return _mean_over((psi_biased - psi_target).abs(), told)


def leak(moved: Tensor, unmoved: Tensor, stays: Tensor) -> Tensor:
    """How much moved tags change what they do not name: mean absolute difference, not of the paper.

    Args:
        moved, unmoved: pictures with and without the tags moved, `[B, 3, H, W]`.
        stays: 1 where nothing should change, else 0, `[B, 1, H, W]`; a picture of zeros costs nothing.
    """
    return (stays * (moved - unmoved).abs()).mean()


def inversion(gap_target: Tensor, gap_anchor: Tensor, shift: Tensor, told: Tensor | None = None) -> Tensor:
    """Eq. 13: the mapped shift φ(cls_t) − φ(cls_a) against the difference of the two GAPs, all `[B, 512]`.

    Args:
        told: bool `[B]`, which pictures count, the others cost nothing; None counts all.
    """
    return _mean_over((shift - (gap_target - gap_anchor)).abs(), told)


def _mean_over(difference: Tensor, told: Tensor | None) -> Tensor:
    if told is None:
        return difference.mean()
    return (difference.flatten(1).mean(1) * told).mean()


def tag_cross_entropy(logits: Tensor, tags: Tensor) -> Tensor:
    """Multi-label binary cross-entropy of the classifier, `[B, T]` logits against 0 or 1."""
    return functional.binary_cross_entropy_with_logits(logits, tags)
