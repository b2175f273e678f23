"""torchvision's weights for ImageNet in the reference encoder: where the paper's classifier started (section 3)."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from engine.errors import WeightsError
from engine.networks.encoder import Encoder
from engine.released import read_pickles


def load_imagenet(encoder: Encoder, path: Path) -> None:
    """Takes over the features of a local file; the classifier stays as it is.

    Nurie's pictures are in [-1, 1]: the first layer is changed so that it gives for them what it gave for
    ImageNet's mean and deviation (but for the border of one padded pixel row).

    Args:
        encoder: changed in place.
        path: `resnet34-….pth` as torchvision has it, or the same as safetensors.

    Raises:
        WeightsError: it cannot be read, or is another network.
    """
    state = {key: value for key, value in _read(path).items() if not key.startswith("fc.")}
    own = {key: value for key, value in encoder.state_dict().items() if not key.startswith("fc.")}
    if {key: value.shape for key, value in state.items()} != {key: value.shape for key, value in own.items()}:
        raise WeightsError(
            f"{path} does not fit: --imagenet takes torchvision's ResNet-34, which --preset compact and paper have."
        )
    from torchvision.models import ResNet34_Weights  # loads torch's compiler: not before it is asked for

    given = ResNet34_Weights.IMAGENET1K_V1.transforms()  # (x - mean) / deviation of colours in 0..1
    mean, deviation = torch.tensor(given.mean), torch.tensor(given.std)
    kernel = state["conv1.weight"]  # [64, 3, 7, 7]
    scale, shift = 0.5 / deviation, (0.5 - mean) / deviation  # (x / 2 + 1/2 - mean) / deviation
    state["bn1.running_mean"] = state["bn1.running_mean"] - (kernel * shift[:, None, None]).sum((1, 2, 3))
    state["conv1.weight"] = kernel * scale[:, None, None]
    encoder.load_state_dict(state, strict=False)


def _read(path: Path) -> dict[str, Tensor]:
    if path.suffix != ".safetensors":
        return read_pickles({"R": path})["R"]
    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"{path} cannot be read: {error}.") from error
