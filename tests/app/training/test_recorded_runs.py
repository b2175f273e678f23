"""Event streams of real runs, replayed through what the window shows of them; whole, in pieces, and damaged.

Each was recorded from a training of tiny networks: `tagger` got another learning rate, `stage-one` was paused,
`stage-two` was killed and resumed, `all` did the three in order, `failed` diverged, `tiny` is of an older version.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from app import training_process
from app.model.training_run import RunState, TrainingRun
from app.run_library import find_runs
from app.training_process import read_run
from app.ui.training import questions
from app.ui.training.window import TrainingWindow
from app.ui.training.words import state_words
from trainer.run_lock import training_in

RECORDED = Path(__file__).parents[2] / "data" / "training"
FOREIGN = (
    b"Traceback (most recent call last):",
    b'  File "loop.py", line 3',
    b"\xff\xfe\x00\x01",
    b'{"event": "step", "time": 1795526071.2, "st',
    b'{"event": "rewound", "time": 1, "step": 4}',
    b"[" * 100_000,
    b"null",
    b"x" * 300_000,
    b"",
)
"""Lines that are no events: of other programs, of other versions, cut, or of a damaged disk."""
ODD = (
    '{"event": "step", "time": 1e300, "step": 3, "losses": {"l1": 1}, "images_per_second": 1}',
    '{"event": "step", "time": 2, "step": 99999999999999999999, "losses": {"l1": 1}, "images_per_second": 1}',
    '{"event": "step", "time": 2, "step": 3, "losses": {"l1": 1}, "images_per_second": 1e308}',
    '{"event": "step", "time": 2, "step": 3, "losses": {"l1": 1}, "images_per_second": 1, "memory_bytes": 1e9}',
    '{"event": "sample", "time": 2, "step": 3, "path": "samples/\\u0000.png"}',
    '{"event": "sample", "time": 2, "step": 3, "path": "../../secret.png"}',
    '{"event": "started", "time": 2, "step": 3, "steps": -4, "options": {}}',
    '{"event": "saved", "time": "noon", "step": 3}',
)
"""Events whose values no run tells; each is passed by and changes nothing."""


@dataclass(frozen=True)
class Told:
    """What a recorded run tells in the end."""

    state: RunState
    step: str
    terms: set[str]
    marks: list[int]
    samples: int
    own: bool
    training: str


RUNS = {
    "tagger": Told(RunState.DONE, "40 of 40", {"bce", "precision", "recall"}, [7], 5, False, "Tagger"),
    "stage-one": Told(RunState.DONE, "40 of 40", {"l1", "gan", "discriminator"}, [11], 5, True, "Stage one"),
    "stage-two": Told(RunState.DONE, "40 of 40", {"feature", "pixel", "inversion"}, [16], 5, True, "Stage two"),
    "all": Told(RunState.DONE, "48 of 48", {"bce", "l1", "pixel"}, [10, 34], 7, True, "Stage two, 3 of 3"),
    "failed": Told(RunState.FAILED, "1 of 400", {"l1", "gan", "regions"}, [], 0, False, "Stage one"),
    "tiny": Told(RunState.DONE, "12 of 12", {"bce", "precision", "recall"}, [1], 3, False, "Tagger"),
}


def lines_of(name: str) -> list[bytes]:
    return (RECORDED / f"{name}.jsonl").read_bytes().splitlines()


@pytest.fixture
def make(runs_folder: Path) -> Callable[[str], Path]:
    """Makes the run folder of a recorded run, its events excepted; each sample is a picture of its own colour."""

    def make(name: str) -> Path:
        root = runs_folder / name
        root.mkdir(parents=True)
        events = [json.loads(line) for line in lines_of(name)]
        (root / "options.json").write_text(json.dumps(events[0]["options"]))
        for event in events:
            for path in (root / event[key] for key in ("path", "own") if event["event"] == "sample" and key in event):
                path.parent.mkdir(exist_ok=True)
                Image.new("RGB", (96, 64), (4 * event["step"], 90, 120)).save(path)
        return root

    return make


@pytest.fixture
def training(window, monkeypatch: pytest.MonkeyPatch) -> TrainingWindow:
    monkeypatch.setattr(training_process, "POLL_MS", 20)
    monkeypatch.setattr(questions, "ask_leaving", lambda *_: questions.Leaving.GO_ON)  # some recordings have no end
    window.training.window.show()
    return window.training.window


def shows(training: TrainingWindow, told: Told) -> bool:
    page = training.run_page
    return page.facts.values["step"].text() == told.step and page.state.text() == state_words(told.state)


def check(training: TrainingWindow, told: Told, qtbot) -> None:
    """What every part of the page shows of the run in the end."""
    page, run = training.run_page, training.run_page.watcher.run
    qtbot.waitUntil(lambda: shows(training, told))
    assert run.marks == told.marks and set(run.losses) >= told.terms
    assert all(term in page.curves.plot.accessibleDescription() for term in told.terms)
    assert page.facts.values["stage"].text() == told.training
    assert page.samples.of.isVisible() is told.own
    assert page.samples.slider.maximum() == max(0, told.samples - 1)
    if told.samples:
        qtbot.waitUntil(lambda: not page.samples.picture.target().isEmpty())
        assert page.samples.moment.text() == f"step {run.samples[-1].step}"
    assert page.notice.isVisible() is (told.state is RunState.FAILED)
    assert not training.grab().isNull()


@pytest.mark.parametrize("name", RUNS)
def test_a_recorded_run_is_shown(training: TrainingWindow, make, qtbot, name: str) -> None:
    root, told = make(name), RUNS[name]
    (root / "events.jsonl").write_bytes(b"\n".join(lines_of(name)) + b"\n")
    training.watch(root)
    check(training, told, qtbot)
    assert training.run_page.watcher.run.passed_by == 0
    training.refresh()
    qtbot.waitUntil(lambda: [(run.name, run.state) for run in training.list.runs] == [(name, told.state)])


@pytest.mark.parametrize("name", ["stage-two", "failed"])
def test_a_run_that_grows_in_pieces_among_foreign_lines_ends_the_same(training, make, qtbot, name: str) -> None:
    """Bytes arrive as a disk gives them: half a line now, its rest later, other programs' lines between."""
    root, chance = make(name), random.Random(0)
    stream = b"".join(line + b"\n" + chance.choice(FOREIGN) + b"\n" for line in lines_of(name))
    events = root / "events.jsonl"
    training.watch(root)
    with events.open("ab") as file:
        start = 0
        while start < len(stream):
            size = chance.choice((7, 300, 5_000, 200_000))
            file.write(stream[start : start + size])
            file.flush()
            start += size
            qtbot.wait(chance.choice((0, 30)))
    check(training, RUNS[name], qtbot)
    qtbot.waitUntil(lambda: read_run(root).losses == training.run_page.watcher.run.losses)


def test_values_that_no_run_tells_are_passed_by(training, make, qtbot) -> None:
    root = make("stage-one")
    lines = lines_of("stage-one")
    (root / "events.jsonl").write_bytes(b"\n".join([*lines[:-1], *(odd.encode() for odd in ODD), lines[-1], b""]))
    training.watch(root)
    check(training, RUNS["stage-one"], qtbot)
    assert training.run_page.watcher.run.passed_by == len(ODD)
    assert len(training.run_page.facts.values["elapsed"].text()) < 12


def test_whatever_a_damaged_disk_makes_of_the_lines_the_page_stands(training, make, qtbot) -> None:
    """Bytes of recorded runs are changed by chance; pytest-qt fails the test where a slot or a painting raises."""
    roots = {name: make(name) for name in ("stage-one", "all")}
    for seed in range(6):
        chance, name = random.Random(seed), ("stage-one", "all")[seed % 2]
        data = bytearray(b"\n".join(lines_of(name)) + b"\n")
        for _ in range(60):
            data[chance.randrange(len(data))] = chance.choice(b'0189e-{}",:[ntz\n\\\xff')
        root = roots[name]
        (root / "events.jsonl").write_bytes(data)
        training.watch(root)
        watcher = training.run_page.watcher
        qtbot.waitUntil(lambda watcher=watcher, root=root: watcher.run.losses == read_run(root).losses)
        training.run_page.curves.logarithmic.click()
        training.grab()
        training.show_new()


def test_what_is_wrong_is_told_in_words_until_another_process_begins(training, make, qtbot) -> None:
    root = make("stage-one")
    begun, *_, step = lines_of("stage-one")[:4]
    won, disk = ("The discriminator has won: lower --lambda-gan.", "The disk is nearly full: 0.5 GB are left.")
    told = [json.dumps({"event": "warning", "message": words}).encode() for words in (won, disk, won)]
    with training_in(root):
        (root / "events.jsonl").write_bytes(b"\n".join([begun, step, *told, b""]))
        training.watch(root)
        page = training.run_page
        qtbot.waitUntil(lambda: page.notice_words.text() == f"{won}\n{disk}")
        assert page.notice.isVisible()
        with (root / "events.jsonl").open("ab") as file:
            file.write(json.dumps({**json.loads(begun), "pid": 1}).encode() + b"\n")
        qtbot.waitUntil(lambda: not page.notice.isVisible())


def test_numbers_at_their_ends_are_drawn(training, tmp_path: Path, qtbot) -> None:
    """The largest that is taken for a run's own, in every place at once."""
    run = TrainingRun(tmp_path)
    top = {"time": 1e12, "step": 2**31 - 1}
    started = {"event": "started", **top, "step": 0, "steps": 2**31 - 1, "options": {"batch": 10**400, "accumulate": 1}}
    losses = {"low": -1e12, "high": 1e12, "nought": 0.0, "tiny": 1e-300, "huge": 10**400, "\ud800": 1.0}
    step = {"event": "step", **top, "losses": losses, "images_per_second": 1e-300, "memory_bytes": 2**60}
    run.apply([started, step, {"event": "warning", "message": "\ud83d" + 10**5 * "long "}])
    assert run.passed_by == 0 and "huge" not in run.losses and len(run.losses) == 5
    page = training.run_page
    page.facts.show_run(run)
    page._say_notice(run)  # pyright: ignore[reportPrivateUsage]
    for _ in range(2):
        page.curves.show_run(run)
        page.curves.logarithmic.click()
        assert not page.grab().isNull()


def test_the_rows_of_a_sheet_are_named_beside_it(training, make, qtbot) -> None:
    root = make("stage-one")
    (root / "events.jsonl").write_bytes(b"\n".join(lines_of("stage-one")) + b"\n")
    training.watch(root)
    samples = training.run_page.samples
    qtbot.waitUntil(lambda: not samples.picture.target().isEmpty())
    assert samples.picture.rows == (), "the artist's own drawing says what it is"
    left = samples.picture.target().left()
    samples.of.setCurrentIndex(1)
    qtbot.waitUntil(lambda: samples.picture.rows == ("Drawing", "Reference", "Result", "Original"))
    assert samples.picture.target().left() > left, "there is room for the words"


def test_two_recorded_runs_stand_side_by_side(training, make, qtbot) -> None:
    for name in ("stage-one", "all"):
        (make(name) / "events.jsonl").write_bytes(b"\n".join([*FOREIGN, *lines_of(name)[:-4], b'{"event": "sam']))
    first, second = sorted(find_runs(), key=lambda run: run.name)
    page = training.compare_page
    page.show_runs(first, second)
    qtbot.waitUntil(lambda: [name.text() for name in page.names] == ["all", "stage-one"])
    assert all(state_words(RunState.LOST) in detail.text() for detail in page.details)
    assert "l1" in page.curves.plot.accessibleDescription()
    assert all(samples.slider.maximum() >= 3 for samples in page.samples)
