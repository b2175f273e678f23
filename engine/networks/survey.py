"""What is found in a drawing before it is painted: its areas' votes, and what its regions are going to look like.

It goes beyond the paper. A tag's colour is one that a region should have, on the whole and with its shading; so whoever
brings it nearer to that must know what it looks like, not only what its slots' colours are.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.networks.slots import slots_of_regions
from engine.networks.tanh import untanh

_LIKE, _SHIFTS = 0.3, 3
"""Distance in RGB of [-1, 1] of colours that are hardly alike any more, and how often a region's is moved towards those
of its pixels that are like it."""
_NONE = 1e-12


@dataclass(frozen=True, eq=False)
class Survey:
    """Of B drawings.

    Attributes:
        votes: what the pixels of each area hold likely, sums of shares by region, `[B, count, R]`.
        shares: of the slots, of some pixels spread evenly, adding up to 1, `[B, K, n]`.
        added: what the last convolution adds to their colours, before tanh, `[B, 3, n]`.
    """

    votes: Tensor
    shares: Tensor
    added: Tensor

    def __add__(self, other: Survey) -> Survey:
        """Of other rows of the same drawings, too."""
        return Survey(
            self.votes + other.votes,
            torch.cat((self.shares, other.shares), dim=2),
            torch.cat((self.added, other.added), dim=2),
        )

    def middle(self, colors: Tensor) -> Tensor:
        """The colour that most of each slot's region has, with slots of such colours: `[B, K, 3]` to the same, before
        tanh. A mean would lie between light, shadow and what is of another region; so it is moved to the mean of those
        pixels that are like it (mean shift, Comaniciu and Meer, 2002)."""
        owned = slots_of_regions(colors.shape[1], colors.device)  # [K, R]
        likely = owned.T @ self.shares  # [B, R, n]
        table = (owned.unsqueeze(2) * colors.unsqueeze(2)).flatten(2)  # [B, K, R·3]
        laid = (table.transpose(1, 2) @ self.shares).unflatten(1, (-1, 3)) / (likely + _NONE).unsqueeze(2)
        painted = torch.tanh(laid + self.added.unsqueeze(1))  # [B, R, 3, n]
        own = likely.square()
        lengths = painted.square().sum(2, keepdim=True)  # [B, R, 1, n]

        def mean(weight: Tensor) -> Tensor:
            return painted @ (weight / (weight.sum(2, keepdim=True) + _NONE)).unsqueeze(3)  # [B, R, 3, 1]

        middle = mean(own)
        for _ in range(_SHIFTS):
            # |p - m|², of which the products with all p are one pass
            apart = lengths - 2 * (middle.transpose(2, 3) @ painted) + middle.square().sum(2, keepdim=True)
            middle = mean(own * apart.squeeze(2).mul_(-0.5 / _LIKE**2).exp_())
        return owned @ untanh(middle.squeeze(3))
