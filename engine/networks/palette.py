"""The soft palette: colours named by the reference's code, laid into the areas that the last block finds.

It goes beyond the paper, whose decoder has the code of irises or gloves only by way of 1/32 of the size and of
RBCA's gates between 1 and 2. Here every pixel is a mixture of a few slots, and each slot's colour comes from
GAP(r̂) straight away: an iris of ten pixels moves its slot's colour as directly as a whole ground does. What the
picture needs besides, shading and texture, the last convolution adds as before.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from torch.nn import functional

LOGIT_BOUND = 60.0
"""Its exponential is well within float32 and bfloat16, thirty of them too."""


def slot_weights(logits: Tensor) -> Tensor:
    """The shares of slots but for their sum, any shape: softmax's numerators, of logits within ±`LOGIT_BOUND`.

    Softmax over some 30 numbers a pixel would take longer than the convolution before it. Bounded, they need no look
    for the greatest.
    """
    return logits.clamp(-LOGIT_BOUND, LOGIT_BOUND).exp_()


def shares_of(x: Tensor) -> Tensor:
    """`slot_weights` of the last convolution's output, `[B, 3 + K, H, W]`: `[B, H, W, 3 + K]`, the first three none."""
    x = x.permute(0, 2, 3, 1)  # a pixel's channels lie side by side, which is how they are in memory
    return slot_weights(x.float() if x.dtype == torch.float16 else x)  # half precision ends at e^11


class SoftPalette(nn.Module):
    """GAP(r̂) to the colours of the slots, and their mixture.

    Args:
        latent_channels: of the reference's GAP.
        slots: K, colours of a picture.
    """

    def __init__(self, latent_channels: int, slots: int) -> None:
        super().__init__()
        self.slots = slots
        self.hidden = nn.Linear(latent_channels, latent_channels)
        self.colors = nn.Linear(latent_channels, 3 * slots)

    def forward(self, gap_fr: Tensor) -> Tensor:
        """`[B, 512]` → the slots' colours before tanh, `[B, K, 3]`."""
        return self.colors(functional.relu(self.hidden(gap_fr))).unflatten(1, (self.slots, 3))

    @staticmethod
    def laid_into(x: Tensor, colors: Tensor) -> Tensor:
        """The last convolution's output, `[B, 3 + K, H, W]`, and the slots' colours before tanh, `[B, K, 3]` → RGB
        before tanh, `[B, 3, H, W]`.

        Its first three channels are added to the mixture that the others ask for, their softmax; a logit beyond
        ±`LOGIT_BOUND` counts as that.
        """
        return _Laid.apply(x, colors)


class _Laid(torch.autograd.Function):
    """`SoftPalette.laid_into`.

    Picture by picture: on a processor what lies between the products stays in the cache, and the gradient, which is
    found from the shares anew, goes through the memory once, where autograd would go a dozen times. A logit beyond the
    bound is pulled as if it were at it.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, colors: Tensor) -> Tensor:
        # One product gives the weighted colours' sum and, from a column of ones, the weights'.
        table = _beside_colors(functional.pad(colors, (0, 1), value=1.0))  # [B, 3 + K, 4]
        laid = torch.empty_like(x[:, :3])
        mixtures = x.new_empty(len(x), laid[0, 0].numel(), 3)
        for row, weights in enumerate(map(_weights_of, x)):
            summed = weights @ table[row].to(weights.dtype)  # [H·W, 4]
            mixtures[row] = summed[:, :3] / summed[:, 3:]
            laid[row] = mixtures[row].T.unflatten(1, x.shape[2:]) + x[row, :3]
        ctx.save_for_backward(x, colors, mixtures)
        return laid

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor]:
        x, colors, mixtures = ctx.saved_tensors
        of_x, of_colors = torch.empty_like(x), torch.empty_like(colors)
        table = _beside_colors(functional.pad(colors, (0, 1), value=-1.0)).transpose(1, 2)  # [B, 4, 3 + K]
        for row, weights in enumerate(map(_weights_of, x)):
            grad = grads[0][row].flatten(1).T  # [H·W, 3]
            weights[:, :3] = 0
            part = grad.float() / weights.sum(1, keepdim=True, dtype=torch.float32)
            of_colors[row] = (part.to(weights.dtype).T @ weights)[:, 3:].T
            # A slot's logit moves the picture towards its colour, from the mixture that is there.
            ways = torch.cat((part, (part * mixtures[row]).sum(1, keepdim=True)), dim=1).to(weights.dtype)
            moved = weights.mul_(ways @ table[row].to(weights.dtype))
            moved[:, :3] = grad
            of_x[row] = moved.T.unflatten(1, x.shape[2:])
        return of_x, of_colors


def _weights_of(picture: Tensor) -> Tensor:
    """`[3 + K, H, W]` → `shares_of` it, `[H·W, 3 + K]`."""
    return shares_of(picture.unsqueeze(0)).flatten(0, 2)


def _beside_colors(columns: Tensor) -> Tensor:
    """Zeros for the channels that are no slots, `[B, K, N]` → `[B, 3 + K, N]`."""
    return functional.pad(columns, (0, 0, 3, 0))
