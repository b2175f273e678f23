"""The reference encoder φ and tag classifier (paper section 3.4): torchvision's ResNet of basic blocks."""

from __future__ import annotations

import torch
from torch import Tensor
from torchvision.models.resnet import BasicBlock, ResNet

from engine.networks.config import EncoderConfig


def global_average(feature: Tensor) -> Tensor:
    """GAP: the mean over positions, `[B, C, h, w]` → `[B, C]`."""
    return feature.mean(dim=(2, 3))


class Encoder(ResNet):
    """φ of Eq. 2 and the classifier on top of it, with torchvision's state-dict keys.

    It stays frozen and in evaluation mode in both colouring stages: only then does the generator learn
    to find what the sketch shows (Eq. 7 tells what happens otherwise).
    """

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__(BasicBlock, list(config.blocks), num_classes=config.num_tags)
        self.config = config

    def forward(self, x: Tensor) -> Tensor:
        """Reference r, RGB in [-1, 1] `[B, 3, H, W]` → fr = φ(r) `[B, 512, H/32, W/32]`, never negative."""
        return self.layer4(self.until_layer3(x))  # [B, 512, H/32, W/32]

    def until_layer3(self, x: Tensor) -> Tensor:
        """The first half of φ: `[B, 3, H, W]` → `[B, 256, H/16, W/16]`."""
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))  # [B, 64, H/4, W/4]
        x = self.layer2(self.layer1(x))  # [B, 128, H/8, W/8]
        return self.layer3(x)  # [B, 256, H/16, W/16]

    def classify(self, fr: Tensor) -> Tensor:
        """Tag logits `[B, num_tags]` of fr; the probabilities `cls` of Eq. 8 are their sigmoid."""
        return self.fc(global_average(fr))

    @torch.no_grad()
    def probabilities(self, fr: Tensor) -> Tensor:
        """`cls` of Eq. 8, `[B, num_tags]` in 0..1, without gradient, always float32."""
        return torch.sigmoid(self.classify(fr).float())
