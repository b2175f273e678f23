"""The artist's own drawing among the samples: first, and left where it was not drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.background import Background
from app.model.training_run import Sample, TrainingRun
from app.ui.training.facts import Facts
from app.ui.training.sample_view import SampleView


@pytest.fixture
def background(qtbot):
    background = Background()
    yield background
    background.close()
    background.wait()


def sheet(path: Path, color: tuple[int, int, int]) -> Path:
    Image.new("RGB", (100, 80), color).save(path)
    return path


def test_your_drawing_comes_first(qtbot, background: Background, tmp_path: Path) -> None:
    red, blue, green = (200, 0, 0), (0, 0, 200), (0, 150, 0)
    early = Sample(5, sheet(tmp_path / "5.png", green))  # a tagger's, which paints nothing
    later = Sample(10, sheet(tmp_path / "10.png", red), sheet(tmp_path / "own.png", blue))
    view = SampleView(background)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()

    def color() -> tuple[int, int, int]:
        shown = view.picture.grab().toImage().pixelColor(view.picture.target().center().toPoint())
        return shown.red(), shown.green(), shown.blue()

    view.set_samples([early])
    assert view.of.isHidden()
    view.set_samples([early, later])
    assert view.of.isVisible() and view.of.currentText() == "Your drawing"
    qtbot.waitUntil(lambda: color() == blue)
    view.of.setCurrentIndex(1)
    qtbot.waitUntil(lambda: color() == red)
    view.of.setCurrentIndex(0)
    view.slider.setValue(0)
    qtbot.waitUntil(lambda: color() == green)


def test_events_bring_it_with_epoch_memory_and_training(qtbot, tmp_path: Path) -> None:
    run = TrainingRun(tmp_path)
    started = {"event": "started", "step": 0, "steps": 30, "options": {"data": "d", "batch": 4, "accumulate": 2}}
    step = {"event": "step", "step": 10, "losses": {}, "images_per_second": 8.0, "epoch": 1.25, "memory_bytes": 2**31}
    run.apply(
        [
            {**started, "time": 1, "stage": "tagger", "stages": {"tagger": 10, "stage-one": 20}},
            {**step, "time": 2},
            {"event": "sample", "step": 10, "path": "samples/10.png", "own": "own/10.png"},
            {"event": "sample", "step": 11, "path": "samples/11.png", "own": "../secret.png"},
            {**started, "time": 3, "stage": "stage-one", "stages": {"tagger": "many"}},
        ]
    )
    assert run.samples == [Sample(10, tmp_path / "samples" / "10.png", tmp_path / "own" / "10.png")]
    assert run.passed_by == 2 and (run.stage, run.epoch) == ("tagger", 1.25)
    assert run.remaining_seconds == 20 * 8 / 8, "a step is all its parts"
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show_run(run)
    told = {key: label.text() for key, label in facts.values.items()}
    assert (told["stage"], told["epoch"], told["memory"]) == ("Tagger, 1 of 2", "1.2", "2.0 GB")
