"""A small project with everything in it."""

from types import MappingProxyType

import numpy as np

from engine.hints.drawn import DrawnHints, hints_on
from engine.hints.layer import Hints
from engine.project.content import ModelMark, PastResult, Project
from engine.requests import LineSettings, Picture

MARK = ModelMark("test", "test.safetensors", 12, "ab" * 32)


def project(width: int = 90, height: int = 70) -> Project:
    random = np.random.default_rng(1)
    pixels = random.integers(0, 256, (height, width, 3), np.uint8)
    sketch = Picture(pixels, None, "/home/someone/drawing.psd", ("Ink", "Rough"), "Ink")
    alpha = random.integers(0, 255, (40, 50), np.uint8)
    reference = Picture(random.integers(0, 256, (40, 50, 3), np.uint8), alpha, "reference.png")
    layer = np.zeros((height, width, 4), np.uint8)
    layer[20:30, 40:60] = random.integers(1, 256, (10, 20, 4), np.uint8)
    tags = MappingProxyType({"red_hair": 2.5, "blue_eyes": 0.0})
    page = Picture(random.integers(0, 256, (height, width, 3), np.uint8), None, "/home/someone/page.png")
    resting = DrawnHints.on(page, Hints.of_pixels(width, height, layer[::-1]))
    hints = (resting, DrawnHints.on(sketch, Hints.of_pixels(width, height, layer)))
    before = Picture(random.integers(0, 256, (30, 20, 3), np.uint8), None, "other.png")
    history = tuple(
        PastResult(
            Project(sketch, past, {"red_hair": value}, MARK, line_settings=LineSettings("dark")),
            random.integers(0, 256, (15, 10, 3), np.uint8),
            value == 1.0,
        )
        for value, past in ((1.0, before), (2.0, before), (2.5, reference))
    )
    return Project(
        sketch,
        reference,
        tags,
        MARK,
        hints,
        muted=frozenset({"blue_eyes"}),
        solo="red_hair",
        line_settings=LineSettings("light", True, 190),
        evenness=0.35,
        history=history,
        more=MappingProxyType({"later": [1, {"a": None}]}),
    )


def assert_same(one: Project, two: Project) -> None:
    """Every pixel and every value; of a source its name alone is saved."""
    assert_same_painting(one, two)
    assert [drawn.sketches for drawn in one.hints] == [drawn.sketches for drawn in two.hints]
    for drawn, drawn_again in zip(one.hints, two.hints, strict=True):
        np.testing.assert_array_equal(drawn.hints.pixels(), drawn_again.hints.pixels())
    assert hints_on(one.sketch, one.hints) is one.hints[-1].hints
    assert hints_on(two.sketch, two.hints) is two.hints[-1].hints
    assert dict(one.more) == dict(two.more)
    assert len(one.history) == len(two.history)
    for past, again in zip(one.history, two.history, strict=True):
        assert_same_painting(past.work, again.work)
        np.testing.assert_array_equal(past.image, again.image)
        assert past.starred == again.starred


def assert_same_painting(one: Project, two: Project) -> None:
    for a, b in ((one.sketch, two.sketch), (one.reference, two.reference)):
        assert a is not None and b is not None
        np.testing.assert_array_equal(a.pixels, b.pixels)
        assert (a.alpha is None) == (b.alpha is None)
        if a.alpha is not None and b.alpha is not None:
            np.testing.assert_array_equal(a.alpha, b.alpha)
        assert (a.layers, a.layer) == (b.layers, b.layer)
    assert dict(one.tags) == dict(two.tags)
    for name in ("muted", "solo", "line_settings", "evenness"):
        assert getattr(one, name) == getattr(two, name)
    assert one.model == two.model
