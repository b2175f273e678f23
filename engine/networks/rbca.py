"""Reference-based channel-wise attention (paper section 3.3, Figure 3)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.networks.encoder import global_average


class RBCA(nn.Module):
    """Re-weights a decoder feature's channels by what the reference shows.

    It hands latent codes that the first decoding layers had no use for to the layers that draw them.
    No biases.

    Args:
        width: channels of the decoder feature, C.
        latent_channels: channels of the reference's GAP.
    """

    def __init__(self, width: int, latent_channels: int) -> None:
        super().__init__()
        self.q_w = nn.Linear(width, width, bias=False)
        self.k_w = nn.Linear(latent_channels, width, bias=False)
        self.v_w = nn.Linear(latent_channels, width, bias=False)
        self.out_w = nn.Linear(width, width, bias=False)
        self.scale = width**-0.5

    def gate(self, gap: Tensor, gap_fr: Tensor) -> Tensor:
        """The channels' weights in 0..1, `[B, C]`, from the feature's GAP `[B, C]` and GAP(fr) `[B, 512]`."""
        q = self.q_w(gap).unsqueeze(1)  # [B, 1, C], a row
        k = self.k_w(gap_fr).unsqueeze(2)  # [B, C, 1], a column
        v = self.v_w(gap_fr).unsqueeze(1)  # [B, 1, C]
        affinity = torch.softmax(k * q * self.scale, dim=2)  # [B, C, C]
        attended = (v @ affinity.to(v.dtype)).squeeze(1)  # [B, C]
        return torch.sigmoid(self.out_w(attended))

    def forward(self, x: Tensor, gap_fr: Tensor) -> Tensor:
        """`[B, C, h, w]` → x + x · gate, the same shape."""
        gate = self.gate(global_average(x), gap_fr)
        return x * (1 + gate)[:, :, None, None]  # the sum and the product in one pass over x
