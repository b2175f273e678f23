"""Recorded and broken event streams, as the window understands them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.model.training_run import RunState, Sample, TrainingRun, smoothed

RECORDED = Path(__file__).parent.parent / "data" / "training" / "tiny.jsonl"


def recorded() -> list[dict]:
    return [json.loads(line) for line in RECORDED.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def run() -> TrainingRun:
    return TrainingRun(Path("runs/tiny"))


def started(step: int = 0, steps: int = 100, time: float = 0.0, **options: object) -> dict:
    return {"event": "started", "time": time, "step": step, "steps": steps, "options": {"batch": 4, **options}}


def stepped(step: int, time: float, l1: float | None = 0.5, rate: float = 8.0) -> dict:
    return {"event": "step", "time": time, "step": step, "losses": {"l1": l1}, "images_per_second": rate}


def test_a_recorded_run_from_beginning_to_end(run: TrainingRun) -> None:
    states = []
    for event in recorded():
        run.apply([event])
        states.append(run.state)
    assert states[0] is RunState.RUNNING and states[-1] is RunState.DONE
    assert (run.step, run.steps) == (12, 12)
    assert run.losses["bce"].steps == [2, 4, 6, 8, 10, 12]
    assert [sample.step for sample in run.samples] == [4, 8, 12]
    assert run.samples[-1] == Sample(12, Path("runs/tiny/samples/0000012.png"))
    assert run.marks == [1], "it was paused after its first step, and went on with another step size"
    assert run.options["learning_rate"] == 5e-4
    assert run.images_per_second > 0 and 5 < run.elapsed < 120
    assert run.remaining_seconds is None and not run.can_resume
    assert run.passed_by == 0


def test_a_pause_rests_the_clock(run: TrainingRun) -> None:
    run.apply([started(time=0), stepped(10, 5), {"event": "saved", "time": 6, "step": 12, "paused": True}])
    assert run.state is RunState.PAUSED and run.step == 12
    run.apply([started(step=12, time=1000), stepped(20, 1003)])
    assert run.state is RunState.RUNNING
    assert run.elapsed == 9
    assert run.remaining_seconds == (100 - 20) * 4 / 8


def test_what_came_after_the_checkpoint_is_told_anew(run: TrainingRun) -> None:
    run.apply(
        [started(), stepped(10, 1), stepped(20, 2), {"event": "sample", "time": 2, "step": 20, "path": "s/20.png"}]
    )
    run.set_alive(False)
    assert run.state is RunState.LOST and run.can_resume
    run.expect_start()
    assert run.state is RunState.STARTING
    run.apply([started(step=10, time=50), stepped(20, 55, l1=0.25)])
    assert run.losses["l1"].steps == [10, 20] and run.losses["l1"].values == [0.5, 0.25]
    assert run.samples == [] and run.marks == [10] and run.elapsed == 7


def test_failure_and_stop(run: TrainingRun) -> None:
    run.apply([started(), {"event": "failed", "time": 1, "message": "The loss l1 is no longer a number at step 3."}])
    run.set_alive(False)
    assert run.state is RunState.FAILED and "no longer a number" in run.last_words
    run.set_alive(True)  # resumed on the command line
    assert run.state is RunState.STARTING
    run.apply([started(step=1), {"event": "warning", "time": 2, "message": "The disk is nearly full."}])
    run.apply([{"event": "done", "time": 3, "stopped": True}])
    assert run.state is RunState.STOPPED and run.warnings == ["The disk is nearly full."] and run.last_words == ""


def test_warnings_hold_as_long_as_the_process_that_told_them(run: TrainingRun) -> None:
    warning = {"event": "warning", "time": 2, "message": "The disk is nearly full."}
    run.apply([{**started(), "pid": 7}, warning, {**started(step=1), "pid": 7}])
    assert run.warnings == ["The disk is nearly full."], "the same one, after a pause"
    run.apply([{**started(step=1), "pid": 8}])
    assert run.warnings == [], "resumed: it would say so again"


@pytest.mark.parametrize(
    "event",
    [
        {"event": "step", "time": 1, "step": "ten", "losses": {}, "images_per_second": 1},
        {"event": "step", "time": 1, "step": -1, "losses": {}, "images_per_second": 1},
        {"event": "step", "time": 1, "step": 4, "losses": [1, 2], "images_per_second": 1},
        {"event": "step", "time": 1, "step": 4},
        {"event": "started", "time": 1, "step": 0, "steps": 10, "options": "all"},
        {"event": "sample", "time": 1, "step": 4, "path": "../../secret.png"},
        {"event": "sample", "time": 1, "step": 4, "path": "/etc/passwd"},
        {"event": "failed", "time": 1},
        {"event": "rewound", "time": 1},
        {},
    ],
)
def test_what_is_not_as_it_should_be_is_passed_by(run: TrainingRun, event: dict) -> None:
    run.apply([started(), stepped(2, 1)])
    run.apply([event])
    assert run.passed_by == 1
    assert run.state is RunState.RUNNING and run.step == 2 and run.samples == []
    run.apply([stepped(6, 2)])
    assert run.losses["l1"].steps == [2, 6]


def test_a_value_that_is_no_number_leaves_a_gap(run: TrainingRun) -> None:
    run.apply([started(), stepped(2, 1), stepped(4, 2, l1=None), stepped(6, 3)])
    assert run.losses["l1"].steps == [2, 6] and run.step == 6 and run.passed_by == 0


def test_smoothing_follows_the_curve_without_a_pull_to_its_start() -> None:
    assert smoothed([3.0, 3.0, 3.0], 0.9) == pytest.approx([3, 3, 3])
    assert smoothed([0.0, 1.0], 0.5) == pytest.approx([0, 2 / 3])
    assert smoothed([5.0, 1.0], 0.0) == [5, 1]
    assert smoothed([], 0.9) == []
