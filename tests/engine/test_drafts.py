"""A moving hand's pictures: painted by what the last whole picture found, without a convolution."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import decoder
from engine.colorizer import Colorizer
from engine.device import choose
from engine.networks.generator import Generator
from engine.networks.replay import Replays
from engine.requests import ColorizeRequest, LineSettings
from tests.engine.tiny_models import RESOLUTION, colors, drawing, tiny_model

WHOLE = ColorizeRequest(7, drawing(), colors(), Path("tiny.safetensors"), size=RESOLUTION, evenness=0.9)
SMALL = RESOLUTION // 2


def draft(tags: dict[str, float], whole: ColorizeRequest = WHOLE) -> ColorizeRequest:
    return replace(whole, tags=tags, size=SMALL, output_size=SMALL, draft=True)


@pytest.fixture
def painter() -> Colorizer:
    return Colorizer(tiny_model(slots=18), choose("cpu", "fp32"))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the generator's convolutions ran."""
    counter: Counter[str] = Counter()

    def count(name: str) -> None:
        inner = getattr(Generator, name)

        def counted(*args, **options):
            counter[name] += 1
            return inner(*args, **options)

        monkeypatch.setattr(Generator, name, counted)

    for name in ("encode_sketch", "found"):
        count(name)
    return counter


@pytest.mark.parametrize("tags", [{}, {"red_hair": 2.0}])
def test_a_draft_of_the_same_tags_is_the_whole_picture(painter, runs, tags) -> None:
    whole = painter.colorize(replace(WHOLE, tags=tags))
    before = Counter(runs)
    drafted = painter.colorize(draft(tags))
    assert runs == before and "draft" in drafted.milliseconds and "decode" not in drafted.milliseconds
    assert drafted.size == whole.size and drafted.probabilities == whole.probabilities
    np.testing.assert_array_equal(drafted.pixels, whole.pixels)


def test_before_there_is_a_whole_picture_the_networks_paint_a_small_one(painter, runs) -> None:
    first = painter.colorize(draft({}))
    assert first.size == (SMALL, SMALL) and runs["found"] == 1
    assert painter.colorize(draft({"red_hair": 1.0})).size == (SMALL, SMALL) and runs["found"] == 1
    painter.colorize(WHOLE)
    painter.colorize(replace(draft({}), draft=False))  # which tells less than what is kept
    assert painter.colorize(draft({"red_hair": 1.0})).size == (RESOLUTION, RESOLUTION)


@pytest.mark.parametrize(
    "other",
    [
        replace(WHOLE, sketch=drawing(64, 48)),
        replace(WHOLE, reference=colors(seed=1)),
        replace(WHOLE, line_settings=LineSettings(threshold=99)),
    ],
    ids=["drawing", "reference", "lines"],
)
def test_a_draft_is_of_the_very_pictures(painter, runs, other: ColorizeRequest) -> None:
    whole = painter.colorize(WHOLE)
    before = runs["found"]
    assert "decode" in painter.colorize(draft({}, other)).milliseconds and runs["found"] == before + 1
    last = painter.colorize(other)
    for each, request in ((whole, WHOLE), (last, other)):  # both are kept
        drafted = painter.colorize(draft({}, request))
        assert "draft" in drafted.milliseconds
        np.testing.assert_array_equal(drafted.pixels, each.pixels)


def test_of_a_large_picture_some_pixels_stand_for_the_others(painter, monkeypatch) -> None:
    monkeypatch.setattr(decoder, "MOVING_SIDE", 32)
    whole = painter.colorize(replace(WHOLE, sketch=drawing(90, 60), size=96, tags={"red_hair": 2.0}))
    assert whole.size == (96, 64)
    small = painter.colorize(replace(draft({"red_hair": 2.0}), sketch=drawing(90, 60)))
    assert small.size == (32, 21) and small.pixels.shape == (21, 32, 3)
    middles = whole.colors[1::3, 1::3][:20, :30].astype(int)
    there = np.asarray(small.colors)[:20, :30].astype(int)
    assert np.abs(there - middles).mean() < 25 < np.abs(there - 255).mean()


def test_who_has_no_palette_or_records_paints_no_drafts(painter) -> None:
    plain = Colorizer(tiny_model(), choose("cpu", "fp32"))
    painter.decoder._replays = Replays(lambda step, _example: step)
    for each in (plain, painter):
        each.colorize(WHOLE)
        assert "decode" in each.colorize(draft({"red_hair": 1.0})).milliseconds


def test_what_is_forgotten_is_painted_anew(painter) -> None:
    painter.colorize(WHOLE)
    painter.forget_sketches()
    assert "decode" in painter.colorize(draft({})).milliseconds
