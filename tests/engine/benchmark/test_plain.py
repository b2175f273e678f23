"""The plain way is what the engine is measured against: both must give the same picture."""

from pathlib import Path

import numpy as np

from engine.benchmark.plain import PlainWay
from engine.benchmark.scene import colored_picture, line_drawing, write_seeded_model
from engine.colorizer import Colorizer
from engine.device import choose
from engine.requests import ColorizeRequest
from engine.weights import load_model


def test_both_ways_give_the_same_picture(tmp_path: Path) -> None:
    path = tmp_path / "seeded.safetensors"
    write_seeded_model(path, "tiny")
    painter, plain = Colorizer(load_model(path), choose("cpu", "fp32")), PlainWay(load_model(path), "cpu")
    pictures = []
    for value in (0.0, 5.0):
        request = ColorizeRequest(
            0, line_drawing(96, 0), colored_picture(64, 0), path, tags={"red_hair": value}, size=64, lines="model"
        )
        pictures.append(plain.paint(request))
        fast = painter.colorize(request)
        small = painter.colorize(ColorizeRequest(**{**vars(request), "output_size": 64}))
        assert fast.pixels.shape == (96, 96, 3)
        assert np.abs(small.pixels.astype(int) - pictures[-1]).max() <= 1
    assert pictures[0].std() > 20, "a grey picture would agree with anything"
    assert np.abs(pictures[0].astype(int) - pictures[1]).max() > 1
