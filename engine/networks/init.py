"""How networks start before training."""

from __future__ import annotations

from typing import Literal

import torch
from torch import nn

from engine.networks.discriminator import LEAK, Discriminator
from engine.networks.generator import Generator
from engine.networks.mapping import Mapping

Init = Literal["kaiming", "released"]


@torch.no_grad()
def initialize(network: Generator | Mapping | Discriminator, scheme: Init = "kaiming") -> None:
    """Draws the weights from torch's random generator, in place; biases become 0.

    `released` is how the paper's authors start: normal(0, 0.02), and Kaiming for the discriminator.
    `kaiming` keeps the size of the signal through layers that nothing normalises: features stay alive from
    the first step even where widths are small. There the picture starts near grey, and ω as the identity,
    so that δ_b starts as fr / GAP(fr) · (GAP(fr) + shift), the decomposition behind Eq. 10.
    """
    for name, module in network.named_modules():
        if not isinstance(module, (nn.Conv2d, nn.Linear)):
            continue
        if isinstance(network, Discriminator):
            nn.init.kaiming_normal_(module.weight, a=LEAK, nonlinearity="leaky_relu")
        elif scheme == "released":
            nn.init.normal_(module.weight, std=0.02)
        elif isinstance(network, Mapping) and name == "omega":
            nn.init.eye_(module.weight)
        elif (
            (isinstance(module, nn.Conv2d) and name != "deconv5.conv2")
            or name.startswith("mlp.mlp")
            or name == "palette.hidden"
        ):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        else:  # nothing, or a softmax or sigmoid, follows: keep the variance
            nn.init.kaiming_normal_(module.weight, nonlinearity="linear")
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    if scheme == "kaiming" and isinstance(network, Generator):
        network.deconv5.conv2.weight.mul_(0.1)
        if network.palette is not None:
            network.palette.colors.weight.mul_(0.1)
