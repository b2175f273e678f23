"""The plain way, which the engine is measured against: eager float32, everything re-run at every change."""

from __future__ import annotations

import numpy as np
import torch

from engine.device import exact_float32
from engine.evening import Areas
from engine.networks.measured import measure
from engine.networks.slots import TagSlots
from engine.networks.votes import AreaMap
from engine.requests import ColorizeRequest
from engine.scaling import fitted, resized, to_grey
from engine.tags import edits, target_probabilities
from engine.tensors import reference_tensor, sketch_tensor, to_pixels
from engine.weights import Model


class PlainWay:
    """Paints as the authors' released code does: the networks as they stand in the paper, nothing kept.

    Args:
        model: of stage two; it is moved, and then belongs to the plain way.
        device: `cpu`, `cuda` or `mps`.
    """

    def __init__(self, model: Model, device: str) -> None:
        self._model = model
        self._device = device
        for network in model.networks.values():
            network.to(device)

    @torch.no_grad()
    def paint(self, request: ColorizeRequest) -> np.ndarray:
        """The networks' picture of a request that names its size, uint8 RGB, long side `request.size`."""
        assert request.size is not None
        model, sketch, reference = self._model, request.sketch, request.reference
        assert model.generator is not None and model.mapping is not None
        size = fitted((sketch.width, sketch.height), request.size)
        reference_size = fitted((reference.width, reference.height), model.info.resolution)
        with exact_float32(self._device):
            x = sketch_tensor(resized(to_grey(sketch.pixels), size)).to(self._device)
            picture = reference_tensor(resized(reference.pixels, reference_size)).to(self._device)
            fr, regions = model.read(picture)
            read = model.encoder.probabilities(fr)
            target = target_probabilities(read, edits(request.tags, model.info))
            measured = measure(model.generator, picture, fr, regions)
            if measured is not None and request.tags:
                measured = measured.moved_by(TagSlots(model.info.tags, model.config).meant(target, read))
            areas = None
            if model.generator.config.named_slots:
                labels = Areas.of(to_grey(sketch.pixels)).at(size).labels
                areas = AreaMap.of([labels], (x.shape[2], x.shape[3]), self._device)
            return to_pixels(model.generator(x, model.mapping(fr, target, read), measured, areas), size)
