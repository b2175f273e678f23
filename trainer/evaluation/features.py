"""What a Fréchet distance compares: features of pictures, by the model's own encoder, another one, or Inception."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import nn

from engine.errors import TrainingError
from engine.networks.encoder import Encoder, global_average
from trainer.evaluation.painter import Painter, batched

INCEPTION_FILE = "pt_inception-2015-12-05-6726825d.pth"


class Features(Protocol):
    """Reads features off pictures; `name` says of which network they are: only what has one name compares."""

    name: str

    def __call__(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        """N pictures, uint8 `[S, S, 3]` each → float `[N, D]`."""
        ...


class OwnFeatures:
    """GAP(fr) of the measured model's own encoder."""

    name = "own-encoder"

    def __init__(self, painter: Painter) -> None:
        self._painter = painter

    def __call__(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        return self._painter.encode_references(list(pictures)).features


class EncoderFeatures:
    """GAP(fr) of one encoder for all models that are compared.

    Args:
        encoder: moved to the device in place; float32.
        name: what the numbers are told to rest on.
    """

    def __init__(self, encoder: Encoder, name: str, device: torch.device, batch: int) -> None:
        self.name, self._device, self._batch = name, device, batch
        self._encoder = encoder.to(device, torch.float32).eval()

    @torch.inference_mode()
    def __call__(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        parts = (as_pixels(part).to(self._device).float() / 127.5 - 1 for part in batched(pictures, self._batch))
        return torch.cat([global_average(self._encoder(part)) for part in parts]).cpu().numpy()


class InceptionFeatures:
    """The 2048 features of the FID's Inception network, by torchmetrics with a local weights file.

    Args:
        weights: `INCEPTION_FILE`; nothing is fetched.

    Raises:
        TrainingError: torchmetrics is not installed, or the file cannot be used.
    """

    name = "inception"

    def __init__(self, weights: Path, device: torch.device, batch: int) -> None:
        self._network, self._device, self._batch = inception_network(weights).to(device), device, batch

    @torch.inference_mode()
    def __call__(self, pictures: Sequence[np.ndarray]) -> np.ndarray:
        parts = (as_pixels(part).to(self._device) for part in batched(pictures, self._batch))
        return torch.cat([self._network(part).flatten(1).float() for part in parts]).cpu().numpy()


def inception_network(weights: Path) -> nn.Module:
    """The FID's Inception network with weights of a local file, on the CPU; it takes uint8 `[B, 3, S, S]`.

    Raises:
        TrainingError: torchmetrics is not installed, or the file cannot be used.
    """
    if not weights.is_file():
        raise TrainingError(f"There is no file {weights}; --inception names the FID's Inception weights.")
    try:
        from torchmetrics.image.fid import NoTrainInceptionV3  # pyright: ignore[reportMissingImports]

        # torch-fidelity would run whatever a pickle says: the file has to be readable as numbers alone.
        torch.load(weights, map_location="cpu", weights_only=True)
        return NoTrainInceptionV3("inception-v3-compat", ["2048"], str(weights))
    except ImportError as error:  # torchmetrics itself raises it for want of torch-fidelity
        raise TrainingError('--inception needs torchmetrics: pip install "nurie[fid]".') from error
    except Exception as error:
        raise TrainingError(
            f"{weights} holds no weights of the FID's Inception network; --inception takes {INCEPTION_FILE}."
        ) from error


def as_pixels(pictures: Sequence[np.ndarray]) -> torch.Tensor:
    """uint8 `[S, S, 3]` each → uint8 `[B, 3, S, S]`."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2)
