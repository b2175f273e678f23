"""The reference encoder φ and tag classifier (paper section 3.4): a ResNet of basic blocks (He et al., 2016).

It has the names and numbers of torchvision's, whose weights fit. torchvision itself would cost every start of the
program as much time and memory as half of torch.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.networks.config import EncoderConfig

_STEM_WIDTH = 64


def global_average(feature: Tensor) -> Tensor:
    """GAP: the mean over positions, `[B, C, h, w]` → `[B, C]`."""
    return feature.mean(dim=(2, 3))


class BasicBlock(nn.Module):
    """Two 3×3 convolutions with batch norm beside a way past them, which `downsample` fits to their shape.

    Args:
        inputs, outputs: channels.
        stride: 2 halves the size.
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample: nn.Sequential | None = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        """`[B, inputs, h, w]` → `[B, outputs, h/stride, w/stride]`, never negative."""
        past = x if self.downsample is None else self.downsample(x)
        x = self.relu(self.bn1(self.conv1(x)))
        return self.relu(self.bn2(self.conv2(x)) + past)


class Encoder(nn.Module):
    """φ of Eq. 2 and the classifier on top of it, with torchvision's state-dict keys.

    It stays frozen and in evaluation mode in both colouring stages: only then does the generator learn
    to find what the sketch shows (Eq. 7 tells what happens otherwise).
    """

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        width = _STEM_WIDTH
        self.conv1 = nn.Conv2d(3, width, 7, 2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, padding=1)
        first, second, third, fourth = config.blocks
        self.layer1 = _layer(width, width, first, 1)
        self.layer2 = _layer(width, 2 * width, second, 2)
        self.layer3 = _layer(2 * width, 4 * width, third, 2)
        self.layer4 = _layer(4 * width, 8 * width, fourth, 2)
        self.fc = nn.Linear(8 * width, config.num_tags)
        for module in self.modules():
            # Without memory there is nothing to draw, and torch would load its compiler to find that out.
            if isinstance(module, nn.Conv2d) and not module.weight.is_meta:
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        """Reference r, RGB in [-1, 1] `[B, 3, H, W]` → fr = φ(r) `[B, 512, H/32, W/32]`, never negative."""
        return self.features(x)[-1]

    def features(self, x: Tensor) -> tuple[Tensor, ...]:
        """What φ has after its stem and each of its four layers: `[B, 64, H/2, W/2]`, `[B, 64, H/4, W/4]`,
        `[B, 128, H/8, W/8]`, `[B, 256, H/16, W/16]`, and fr, `[B, 512, H/32, W/32]`; never negative."""
        stem = self.relu(self.bn1(self.conv1(x)))
        first = self.layer1(self.maxpool(stem))
        second = self.layer2(first)
        third = self.layer3(second)
        return stem, first, second, third, self.layer4(third)

    def classify(self, fr: Tensor) -> Tensor:
        """Tag logits `[B, num_tags]` of fr; the probabilities `cls` of Eq. 8 are their sigmoid."""
        return self.fc(global_average(fr))

    @torch.no_grad()
    def probabilities(self, fr: Tensor) -> Tensor:
        """`cls` of Eq. 8, `[B, num_tags]` in 0..1, without gradient, always float32."""
        return torch.sigmoid(self.classify(fr).float())


def _layer(inputs: int, outputs: int, blocks: int, stride: int) -> nn.Sequential:
    """So many blocks, the first of which changes width and size."""
    rest = (BasicBlock(outputs, outputs, 1) for _ in range(blocks - 1))
    return nn.Sequential(BasicBlock(inputs, outputs, stride), *rest)
