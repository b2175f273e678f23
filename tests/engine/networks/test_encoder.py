"""The reference encoder: torchvision's keys, feature and tags."""

from __future__ import annotations

import torch
from torch import nn
from torchvision.models import resnet34
from torchvision.models.resnet import BasicBlock as TheirBlock
from torchvision.models.resnet import ResNet

from engine.networks.config import EncoderConfig
from engine.networks.encoder import Encoder


def build() -> Encoder:
    """Four basic blocks with batch norms that do something."""
    torch.manual_seed(0)
    encoder = Encoder(EncoderConfig(blocks=(1, 1, 1, 1), num_tags=30)).eval()
    for module in encoder.modules():
        if isinstance(module, nn.BatchNorm2d):
            assert module.running_mean is not None and module.running_var is not None
            module.running_mean.normal_(std=0.1)
            module.running_var.uniform_(0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, std=0.1)
    return encoder


def test_default_encoder_has_the_keys_of_torchvision() -> None:
    with torch.device("meta"):
        ours, theirs = Encoder(EncoderConfig(num_tags=1000)), resnet34()
    assert {k: v.shape for k, v in ours.state_dict().items()} == {k: v.shape for k, v in theirs.state_dict().items()}


@torch.inference_mode()
def test_feature_and_tags_are_those_of_torchvision() -> None:
    encoder = build()
    theirs = ResNet(TheirBlock, [1, 1, 1, 1], num_classes=30).eval()
    theirs.load_state_dict(encoder.state_dict())
    seen: list[torch.Tensor] = []
    theirs.layer4.register_forward_hook(lambda _module, _inputs, output: seen.append(output))
    reference = torch.rand(2, 3, 64, 96) * 2 - 1
    logits = theirs(reference)
    fr = encoder(reference)
    assert fr.shape == (2, 512, 2, 3) and fr.min() >= 0 and fr.std() > 0.01
    torch.testing.assert_close(fr, seen[0])
    torch.testing.assert_close(encoder.classify(fr), logits)
    probabilities = encoder.probabilities(fr)
    assert probabilities.shape == (2, 30) and probabilities.min() >= 0 and probabilities.max() <= 1


def test_it_starts_as_torchvisions() -> None:
    torch.manual_seed(0)
    ours, theirs = Encoder(EncoderConfig(blocks=(1, 1, 1, 1))), ResNet(TheirBlock, [1, 1, 1, 1])
    for name, convolution in theirs.named_modules():
        if isinstance(convolution, nn.Conv2d):
            spread = ours.get_parameter(f"{name}.weight").std()
            torch.testing.assert_close(spread, convolution.weight.std(), rtol=0.1, atol=0)
