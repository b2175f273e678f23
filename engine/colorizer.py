"""A loaded model that colours: pictures in, pixels out, everything that can be kept is kept.

What depends on the sketch alone and on the reference alone is computed once for each, so that a moved tag
runs the mapping network, the receiving block and the decoder, and nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from engine.cache import Cache
from engine.decoder import Decoded, Decoder
from engine.device import Placement, choose, exact_float32, memory_explained
from engine.errors import DeviceError, WeightsError
from engine.finishing import KEPT_DRAWINGS, Finisher
from engine.kept import KeptReference, KeptSketch
from engine.networks.encoder import global_average
from engine.networks.frozen import fold
from engine.networks.measured import measure
from engine.networks.votes import AreaMap
from engine.networks.winograd import quicken
from engine.process_memory import return_freed_memory
from engine.progress import go_on
from engine.requests import ColorizeRequest, ColorizeResult, Device, LineSettings, Picture, Precision
from engine.scaling import Size, fitted, resized, to_grey
from engine.sentences import reason_of
from engine.soundness import check_finite, check_not_flat
from engine.tags import edits, named_probabilities
from engine.tensors import reference_tensor, sketch_tensor
from engine.weights import Model, load_model

# Sketch features are large: at 512² some 50 MB for `compact`, 170 MB for `paper` in fp32.
_SKETCH_CACHE_BYTES = 1024 * 2**20
_REFERENCE_CACHE_BYTES = 256 * 2**20
# More than most grids of variants are over; a larger grid paints each of its references once all the same.
_KEPT_REFERENCES = 32
# Above this the skips' halves of the convolutions are not kept beside the skips themselves.
_MAX_HALVES_BYTES = 512 * 2**20
# Most inputs of the encoder's convolutions that run by Winograd's way.
_QUICK_INPUTS = 128
# A drawing whose greys differ by less is blank paper, for which one flat colour is a right answer.
_FLAT_SKETCH = 8


class Colorizer:
    """One model on one device. Not for two threads at once.

    Encoder and generator run in the precision of `placement`; on the CPU only the segmenter does, and the decoder,
    which a moved tag re-runs: half precision's rounding in what comes before would be half of all its error.
    Classifier, mapping network and what it shifts stay in float32: they cost little, and small differences of tags
    would drown in that rounding.

    Args:
        model: as `load_model` gives it; it is moved, and then belongs to the colorizer.
        placement: where and how it runs.

    Attributes:
        asked: where it was to run; elsewhere than `placement` where that has no memory for the model.
        decoder: the half that a moved tag runs again.
    """

    def __init__(self, model: Model, placement: Placement) -> None:
        self.info = model.info
        self.placement = self.asked = placement
        self._stand_in: Colorizer | None = None
        fold(model.encoder)
        self._model = model.to(placement.device)
        self._dtype = torch.float32 if placement.device == "cpu" else placement.dtype
        model.encoder.to(self._dtype)
        model.encoder.fc.float()
        if model.segmenter is not None:
            model.segmenter.to(placement.dtype)
        quicken(model.encoder, _QUICK_INPUTS)
        if model.generator is not None:
            model.generator.to(self._dtype).freeze(placement.dtype)
        self.decoder = Decoder(self._model, placement, self._dtype)
        self._sketches: Cache[KeptSketch] = Cache(_SKETCH_CACHE_BYTES, KEPT_DRAWINGS)
        self._references: Cache[KeptReference] = Cache(_REFERENCE_CACHE_BYTES, _KEPT_REFERENCES)
        self._finisher = Finisher()
        self._load_milliseconds: float | None = None
        self._milliseconds: dict[str, float] = {}
        self._source: tuple[object, ...] = ()

    @classmethod
    def load(
        cls, path: Path, device: Device = "auto", precision: Precision = "auto", on_cpu: bool = False
    ) -> Colorizer:
        """Reads a weights file. The time it takes is part of the first result.

        Args:
            path: the file.
            device, precision: what is asked for.
            on_cpu: runs on the CPU all the same.

        Raises:
            WeightsError: the file is missing, damaged or of another kind.
            DeviceError: the device or precision is not there, or its memory is too small.
        """
        start = time.perf_counter()
        source = _source(path, device, precision)
        asked = choose(device, precision)
        placement = choose("cpu") if on_cpu else asked
        with memory_explained(placement):
            colorizer = cls(load_model(path), placement)
        return_freed_memory()
        colorizer.asked = asked
        colorizer._source = source
        colorizer._load_milliseconds = (time.perf_counter() - start) * 1000
        return colorizer

    def is_still(self, path: Path, device: Device, precision: Precision) -> bool:
        """Whether to load this would change nothing: the same file, not written since, for the same device and
        precision.

        Raises:
            WeightsError: the file is gone.
        """
        return self._source == _source(path, device, precision)

    def stand_in(self, path: Path) -> Colorizer:
        """The same weights file on the CPU, for pictures that this device has no memory for."""
        if self._stand_in is None:
            self._stand_in = Colorizer.load(path, "cpu")
        return self._stand_in

    def colorize(self, request: ColorizeRequest) -> ColorizeResult:
        """Colours one sketch. `request.model`, `.device` and `.precision` were settled at loading.

        Raises:
            WeightsError: the model has no generator.
            TagError: a tag is unknown or its value outside 0 to 5.
            ColorizeError: the networks gave NaN, or one flat colour for a drawing.
            MemoryTooSmallError: the memory is too small.
            Cancelled: it was called off, see `engine.progress.go_on`; what was worked out of the pictures is kept.
        """
        start = time.perf_counter()
        loading = self._load_milliseconds
        self._milliseconds = {} if loading is None else {"load": loading}
        with self._running():
            request, reference, decoded = self._decoded(request)
            go_on()
            with self._timed("finish"):
                check_not_flat(decoded.pixels, decoded.blank, self.info.name)
                pixels, colors = self._finisher.finish(request, decoded.pixels, decoded.slope)
        self._load_milliseconds = None
        times = {**self._milliseconds, "total": (time.perf_counter() - start) * 1000 + (loading or 0.0)}
        probabilities = named_probabilities(reference.probabilities, self.info)
        device, precision = self.placement.device, self.placement.precision
        size = (decoded.pixels.shape[1], decoded.pixels.shape[0])
        return ColorizeResult(request.number, pixels, probabilities, times, device, precision, size, colors)

    def _decoded(self, request: ColorizeRequest) -> tuple[ColorizeRequest, KeptReference, Decoded]:
        """The networks' picture, by what of the reference, and the request that it answers: a draft has a size of its
        own."""
        moved = edits(request.tags, self.info)
        key = (request.sketch.key, request.line_settings, request.reference.key)
        if request.draft and (draft := self.decoder.draft_of(key)) is not None:
            reference = self._reference_of(request)
            with self._timed("draft"):
                decoded = self.decoder.paint(draft, reference, moved)
            return replace(request, output_size=max(draft.size)), reference, decoded
        size = _network_size(request)
        sketch = self._sketch(request.sketch, request.line_settings, size)
        go_on()
        reference = self._reference_of(request)
        go_on()
        with self._timed("decode"):
            return request, reference, self.decoder.decode(key, sketch, reference, moved, size)

    def read_tags(self, picture: Picture) -> dict[str, float]:
        """What the classifier reads off a picture: tag name → 0..1, in the model's order.

        Raises:
            DeviceError: the memory is too small.
        """
        with self._running():
            size = fitted((picture.width, picture.height), self.info.resolution)
            return named_probabilities(self._reference(picture, size).probabilities, self.info)

    def forget_sketches(self) -> None:
        """Lets go of what is kept of sketches; what is kept of references stays."""
        self._sketches.clear()
        self._finisher.forget()
        self.decoder.forget()
        if self._stand_in is not None:
            self._stand_in.forget_sketches()

    def _reference_of(self, request: ColorizeRequest) -> KeptReference:
        """The reference at the model's own resolution, so that a preview and the full picture read the same tags. With
        the networks at the sketch's own size it keeps its own too, unless it is much the larger one."""
        size = (request.reference.width, request.reference.height)
        if request.size is not None:
            return self._reference(request.reference, fitted(size, self.info.resolution))
        allowed = max(request.sketch.width, request.sketch.height, self.info.resolution)
        return self._reference(request.reference, fitted(size, min(max(size), allowed)))

    def _sketch(self, picture: Picture, settings: LineSettings, size: Size) -> KeptSketch:
        def make() -> KeptSketch:
            with self._timed("sketch"):
                generator, banded = self.decoder.generator, self.decoder.banded(size)
                grey = to_grey(self._finisher.line_art(picture, settings).pixels)
                go_on()
                grey = resized(grey, size)
                go_on()
                x = self._placed(sketch_tensor(grey))
                features = (banded or generator).encode_sketch(x)
                numbers = generator.config.base_width * features.skips[0][0, 0].numel() * 4 * 1.5
                fits = banded is None and numbers * self.placement.dtype.itemsize <= _MAX_HALVES_BYTES
                blank = int(grey.max()) - int(grey.min()) < _FLAT_SKETCH
                halves = generator.skip_halves(features) if fits else None
                skips = tuple(map(generator.kept, features.skips))
                areas = None
                if generator.config.named_slots:
                    go_on()
                    labels = self._finisher.areas(picture, settings).at(size).labels
                    areas = AreaMap.of([labels], (x.shape[2], x.shape[3]), self.placement.device)
                return KeptSketch(features._replace(skips=skips), halves, areas, blank)

        return self._sketches.get((picture.key, settings, size), make)

    def _reference(self, picture: Picture, size: Size) -> KeptReference:
        def make() -> KeptReference:
            with self._timed("reference"):
                model = self._model
                pixels = self._placed(reference_tensor(resized(picture.pixels, size)))
                encoded, regions = model.read(pixels)
                check_finite(encoded, self.info.name, self.placement)
                memory = model.generator.remember_reference(encoded) if model.generator else None
                fr = encoded.float()
                probabilities = model.encoder.probabilities(fr)
                code = model.mapping.mlp(probabilities) if model.mapping else None
                omega = model.mapping.position_weight(fr) if model.mapping else None
                go_on()
                measured = measure(model.generator, pixels, encoded, regions) if model.generator else None
                return KeptReference(fr, global_average(fr), probabilities, memory, code, omega, measured)

        return self._references.get((picture.key, size), make)

    def _placed(self, x: Tensor) -> Tensor:
        return x.to(self.placement.device, self._dtype).contiguous(memory_format=torch.channels_last)

    @contextmanager
    def _running(self) -> Iterator[None]:
        try:
            with memory_explained(self.placement), torch.inference_mode(), exact_float32(self.placement.device):
                yield
        except DeviceError:
            self._sketches.clear()
            self._references.clear()
            self._finisher.forget()
            self.decoder.forget()
            if self.placement.device == "cuda":
                torch.cuda.empty_cache()
            raise

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        if self.placement.device == "cuda":
            torch.cuda.synchronize()  # kernels only queue up until then
        self._milliseconds[part] = (time.perf_counter() - start) * 1000


def _source(path: Path, device: Device, precision: Precision) -> tuple[object, ...]:
    try:
        status = path.stat()
    except OSError as error:
        raise WeightsError(
            "Cannot read the weights file {path}: {reason}.", path=path, reason=reason_of(error)
        ) from error
    return path, status.st_mtime_ns, status.st_size, status.st_ino, device, precision


def _network_size(request: ColorizeRequest) -> Size:
    size = (request.sketch.width, request.sketch.height)
    return size if request.size is None else fitted(size, request.size)
