"""A page that fails stops no other, whatever is wrong with it."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.batch.job import BatchJob, Look
from engine.batch.runner import Batch, Control, Finished
from engine.painter import Painter
from engine.progress import Cancelled
from tests.engine.tiny_models import colors, drawing, write_model


@pytest.fixture(scope="module")
def painter(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    return Painter(write_model(tmp_path_factory.mktemp("model") / "tiny.safetensors"), "cpu", "fp32")


@pytest.fixture
def job(tmp_path: Path, painter: Painter) -> BatchJob:
    """Two sketches."""
    (tmp_path / "sketches").mkdir()
    for name in ("1.png", "2.png"):
        Image.fromarray(drawing().pixels).save(tmp_path / "sketches" / name)
    return BatchJob(tmp_path / "sketches", tmp_path / "out", Look(colors(), painter.model))


def painted(job: BatchJob, painter: Painter) -> list[Finished]:
    return [step for step in Batch(job, painter).run(Control()) if isinstance(step, Finished)]


def failing_once(monkeypatch: pytest.MonkeyPatch, fail: Callable[[], object]) -> None:
    """The first page that is painted fails."""
    paint, called = Painter.paint, []

    def failing(*arguments: Any) -> Any:
        called.append(arguments)
        if len(called) == 1:
            fail()
        return paint(*arguments)

    monkeypatch.setattr(Painter, "paint", failing)


@pytest.mark.parametrize(
    ("fail", "words"),
    [
        (lambda: cv2.resize(np.zeros((4, 4), np.uint8), (2**30, 2**30)), "memory is too small for this picture"),
        (lambda: cv2.resize(np.zeros((0, 0), np.uint8), (4, 4)), "An internal error stopped it (error: OpenCV"),
        (lambda: {}["gone"], "An internal error stopped it (KeyError: 'gone')"),
        (lambda: os.stat("/nowhere/at all"), "An internal error stopped it (FileNotFoundError"),
    ],
    ids=["memory of OpenCV", "OpenCV", "key", "file"],
)
def test_whatever_is_wrong_with_a_page_the_others_are_painted(
    job: BatchJob, painter: Painter, monkeypatch: pytest.MonkeyPatch, fail: Callable[[], object], words: str
):
    failing_once(monkeypatch, fail)
    first, second = painted(job, painter)
    assert (first.outcome, second.outcome) == ("failed", "done") and words in first.message


@pytest.mark.parametrize("kind", [KeyboardInterrupt, Cancelled])
def test_what_is_called_off_is_no_error_of_a_page(
    job: BatchJob, painter: Painter, monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
):
    def stop() -> None:
        raise kind

    failing_once(monkeypatch, stop)
    with pytest.raises(kind):
        painted(job, painter)


@pytest.mark.skipif(os.name == "nt", reason="there the whole path is too long")
def test_a_name_too_long_to_be_written_fails_its_own_page(job: BatchJob, painter: Painter):
    (job.source / "1.png").rename(job.source / f"{'x' * 251}.png")
    short, long = painted(replace(job, suffix="_c"), painter)
    assert (short.outcome, long.outcome) == ("done", "failed") and "File name too long" in long.message
