"""A small model file, small pictures, and a session whose answers the test gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path

import numpy as np
from PIL import Image

from engine.requests import ColorizeRequest, ColorizeResult, Failure, Picture

TAGS = {
    "hair": ["red_hair", "blue_hair", "brown_hair", "light_brown_hair", "shiny_hair"],
    "eyes": ["red_eyes", "blue_eyes"],
    "background": ["blue_background", "simple_background"],
}
PROBABILITIES = {"brown_hair": 0.93, "blue_eyes": 0.88}


def write_model(path: Path, stage: str = "stage-two", resolution: int = 512) -> Path:
    """A weights file with a description and no tensors: the window reads no more of it."""
    names = [(name, group) for group, names in TAGS.items() for name in names]
    values = {
        "format_version": 1,
        "name": f"test {stage}",
        "stage": stage,
        "config": {},
        "tags": [{"name": name, "group": group, "index": index} for index, (name, group) in enumerate(names)],
        "resolution": resolution,
        "provenance": {},
    }
    header = json.dumps({"__metadata__": {key: json.dumps(value) for key, value in values.items()}}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    return path


def write_png(path: Path, color: tuple[int, int, int] = (255, 255, 255), size: tuple[int, int] = (400, 600)) -> Path:
    """A picture of one colour with a dark diagonal."""
    pixels = np.full((size[1], size[0], 3), color, np.uint8)
    side = min(size)
    pixels[np.arange(side), np.arange(side)] = 0
    Image.fromarray(pixels).save(path)
    return path


def picture(value: int, width: int = 400, height: int = 600) -> Picture:
    """A picture of one grey."""
    return Picture(np.full((height, width, 3), value, np.uint8))


class ScriptedSession:
    """Keeps the requests; the test says what is answered, and when."""

    def __init__(self, on_answer: Callable[[ColorizeResult | Failure], object]) -> None:
        self.on_answer = on_answer
        self.requests: list[ColorizeRequest] = []
        self.idle: list[ColorizeRequest] = []
        self.warmed: list[Path] = []
        self.closed = False
        self.called_off = 0

    def call_off(self) -> None:
        self.called_off += 1

    def submit(self, request: ColorizeRequest) -> None:
        self.requests.append(request)

    def submit_idle(self, request: ColorizeRequest, first: bool = False) -> None:
        self.idle.insert(0 if first else len(self.idle), request)

    def cancel_idle(self, numbers: Collection[int]) -> None:
        self.idle = [request for request in self.idle if request.number not in numbers]

    def answer_idle(self, color: tuple[int, int, int] = (30, 200, 30)) -> ColorizeRequest:
        """Answers the first request of the queue with one flat colour."""
        request = self.idle.pop(0)
        self._color(request, color)
        return request

    def warm_up(self, model: Path) -> None:
        self.warmed.append(model)

    def close(self) -> None:
        self.closed = True

    def answer(self, index: int = -1, color: tuple[int, int, int] = (200, 30, 30)) -> ColorizeRequest:
        """Answers a request with one flat colour at the size it asked for."""
        request = self.requests[index]
        self._color(request, color)
        return request

    def _color(self, request: ColorizeRequest, color: tuple[int, int, int]) -> None:
        width, height = request.sketch.width, request.sketch.height
        if request.output_size is not None:
            scale = request.output_size / max(width, height)
            width, height = round(width * scale), round(height * scale)
        pixels = np.full((height, width, 3), color, np.uint8)
        self.on_answer(
            ColorizeResult(request.number, pixels, PROBABILITIES, {"total": 12.0}, "cpu", "fp32", (width, height))
        )

    def fail(self, message: str, index: int = -1) -> None:
        self.on_answer(Failure(self.requests[index].number, message))
