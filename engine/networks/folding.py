"""Batch norm folded into the convolutions before it: the same encoder with fewer passes over memory."""

from __future__ import annotations

import copy

from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torchvision.models.resnet import BasicBlock

from engine.networks.encoder import Encoder


def fold_batch_norm(encoder: Encoder) -> Encoder:
    """A copy of an encoder in evaluation mode whose batch norms are part of its convolutions.

    The same function but for rounding. For inference only: the copy has other state-dict keys and is
    neither trained nor saved.
    """
    folded = copy.deepcopy(encoder)
    _fold(folded, "conv1", "bn1")
    for layer in (folded.layer1, folded.layer2, folded.layer3, folded.layer4):
        for block in layer:
            assert isinstance(block, BasicBlock)
            _fold(block, "conv1", "bn1")
            _fold(block, "conv2", "bn2")
            if block.downsample is not None:
                _fold(block.downsample, "0", "1")
    return folded


def _fold(parent: nn.Module, conv: str, norm: str) -> None:
    convolution, batch_norm = parent.get_submodule(conv), parent.get_submodule(norm)
    assert isinstance(convolution, nn.Conv2d) and isinstance(batch_norm, nn.BatchNorm2d)
    setattr(parent, conv, fuse_conv_bn_eval(convolution, batch_norm))
    setattr(parent, norm, nn.Identity())
