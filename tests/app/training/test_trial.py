"""The newest weights of a run on the canvas beside the model before, newer ones, and the ways out."""

from pathlib import Path

import pytest

from app.comparing import Before, Mode
from app.ui.main_window import MainWindow
from tests.stories.fake_trainer import write_model


@pytest.fixture
def run(runs_folder: Path) -> Path:
    root = runs_folder / "leaves"
    root.mkdir(parents=True)
    write_model(root / "model.safetensors", "stage-two", 10)
    return root


def press(window: MainWindow, words: str) -> None:
    next(button for button in window.training.notice.buttons if button.text() == words).click()


def try_on(window: MainWindow, run: Path, qtbot) -> None:
    """Begins a trial and has its picture painted."""
    count = len(window.session.requests)
    window.training.trial.begin(run, "Leaves")
    qtbot.waitUntil(lambda: len(window.session.requests) > count)
    window.session.answer(color=(20, 90, 200))
    qtbot.waitUntil(lambda: window.status.state.text() == "ready")


def test_the_newest_weights_stand_beside_the_model_before(window: MainWindow, run: Path, qtbot) -> None:
    document, comparing = window.workspace.document, window.compare_binding.comparing
    before = document.model.value
    try_on(window, run, qtbot)
    assert document.model.value is not None and document.model.value.path.name == "leaves 10.safetensors"
    assert (comparing.mode, comparing.before) == (Mode.WIPE, Before.A)
    assert comparing.has("a") and comparing.has("b") and comparing.picture is not None
    assert "Leaves, step 10" in window.training.notice.message

    write_model(run / "model.safetensors", "stage-two", 20)
    window.training.trial.look()
    qtbot.waitUntil(lambda: "Newer weights of Leaves are there: step 20" in window.training.notice.message)
    count = len(window.session.requests)
    press(window, "Take Them")
    qtbot.waitUntil(lambda: len(window.session.requests) > count)
    window.session.answer()
    qtbot.waitUntil(lambda: window.status.state.text() == "ready")
    assert document.model.value.path.name == "leaves 20.safetensors"

    press(window, "Back to A")
    assert document.model.value is before, "A is still the model before the first trial"
    assert (comparing.mode, window.training.notice.message) == (Mode.RESULT, "")
    window.actions_.undo.trigger()
    assert document.model.value.path.name == "leaves 20.safetensors"


def test_what_is_kept_or_undone_is_no_longer_tried(window: MainWindow, run: Path, qtbot) -> None:
    trial, document = window.training.trial, window.workspace.document
    try_on(window, run, qtbot)
    press(window, "Keep B")
    assert trial.root is None and document.model.value.path.name == "leaves 10.safetensors"
    count = len(window.session.requests)
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: len(window.session.requests) > count)
    window.session.answer()
    qtbot.waitUntil(lambda: window.status.state.text() == "ready")
    try_on(window, run, qtbot)
    window.actions_.undo.trigger()
    trial.look()
    assert trial.root is None and window.training.notice.message == ""


def test_without_a_picture_the_weights_are_taken_alone(make_window, run: Path, qtbot) -> None:
    window = make_window()
    window.training.trial.begin(run, "Leaves")
    qtbot.waitUntil(lambda: window.workspace.document.model.value.path.name == "leaves 10.safetensors")
    assert window.compare_binding.comparing.mode is Mode.RESULT


def test_a_run_without_weights_says_so(window: MainWindow, tmp_path: Path, qtbot) -> None:
    window.training.trial.begin(tmp_path / "nothing", "Nothing")
    qtbot.waitUntil(lambda: "Cannot read the weights file" in window.error_bar.message)
    assert window.training.trial.root is None
