"""The soft palette: colours named by the reference's code, laid into the areas that the last block finds.

It goes beyond the paper, whose decoder has the code of irises or gloves only by way of 1/32 of the size and of
RBCA's gates between 1 and 2. Here every pixel is a mixture of a few slots, and each slot's colour comes from
GAP(r̂) straight away: an iris of ten pixels moves its slot's colour as directly as a whole ground does. What the
picture needs besides, shading and texture, the last convolution adds as before.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
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
        weights = shares_of(x)
        # One product gives the weighted colours' sum and, from a column of ones, the weights'.
        with_one = functional.pad(colors, (0, 1), value=1.0)  # [B, K, 4]
        summed = weights.flatten(1, 2) @ functional.pad(with_one, (0, 0, 3, 0)).to(weights.dtype)  # [B, H·W, 4]
        mixed = (summed[..., :3] / summed[..., 3:]).to(x.dtype)
        return mixed.transpose(1, 2).unflatten(2, x.shape[2:]) + x[:, :3]
