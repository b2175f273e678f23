"""ImageNet's weights give for Nurie's pictures what they gave for torchvision's."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torchvision.models import resnet34
from torchvision.transforms.functional import normalize

from engine.errors import WeightsError
from engine.networks.config import EncoderConfig
from engine.networks.encoder import Encoder
from trainer.imagenet import load_imagenet


def test_features_are_torchvisions(tmp_path: Path) -> None:
    torch.manual_seed(0)
    theirs = resnet34(weights=None).eval()
    torch.nn.init.normal_(theirs.bn1.running_mean)  # pyright: ignore[reportArgumentType]
    save_file(theirs.state_dict(), tmp_path / "resnet34.safetensors")
    torch.save(theirs.state_dict(), tmp_path / "resnet34.pth")
    picture = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        expected = theirs.bn1(theirs.conv1(normalize(picture, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])))
        for name in ("resnet34.safetensors", "resnet34.pth"):
            encoder = Encoder(EncoderConfig(num_tags=5)).eval()
            load_imagenet(encoder, tmp_path / name)
            found = encoder.bn1(encoder.conv1(picture * 2 - 1))
            # The border sees padding, which is grey in one and black in the other.
            assert torch.allclose(found[..., 2:-2, 2:-2], expected[..., 2:-2, 2:-2], atol=1e-4)


def test_another_network_is_refused(tmp_path: Path) -> None:
    save_file({"conv1.weight": torch.zeros(3)}, tmp_path / "other.safetensors")
    (tmp_path / "broken.safetensors").write_bytes(b"nothing")
    for name, why in (("other", "ResNet-34"), ("broken", "cannot be read")):
        with pytest.raises(WeightsError, match=why):
            load_imagenet(Encoder(EncoderConfig(num_tags=5)), tmp_path / f"{name}.safetensors")
