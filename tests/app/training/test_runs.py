"""The list of runs: searching, what its menu offers, and two runs side by side."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app import run_library
from app.run_library import RunNotes, find_runs, read_notes, write_notes
from app.ui.training import desk, questions
from app.ui.training.window import TrainingWindow
from tests.app.test_run_library import make_run


@pytest.fixture
def two(runs_folder: Path) -> list[Path]:
    roots = [make_run(runs_folder, "one", changed=2e9), make_run(runs_folder, "two", changed=1e9)]
    for root in roots:
        for sample in (root / "samples").glob("*.png"):
            Image.new("RGB", (64, 32)).save(sample)
    write_notes(roots[1], RunNotes("Autumn", "fewer greens"))
    return roots


@pytest.fixture
def training(window, two: list[Path], qtbot) -> TrainingWindow:
    training = window.training.window
    training.show()
    training.set_runs(find_runs())
    training.watch(two[0])
    qtbot.waitUntil(lambda: training.run_page.watcher.run.step == 12)
    training.set_runs(find_runs())
    return training


def seen(training: TrainingWindow) -> list[str]:
    runs = training.list.runs
    return [run.name for row, run in enumerate(runs) if not training.list.item(row).isHidden()]


def choose(training: TrainingWindow, name: str, words: str) -> None:
    run = next(run for run in training.list.runs if run.name == name)
    next(action for action in training.list.menu_for(run).actions() if action.text() == words).trigger()


def test_the_window_is_painted_before_the_newest_run_stands_in_it(window, two, qtbot, monkeypatch) -> None:
    later: list[Callable[[], object]] = []
    monkeypatch.setattr(desk, "next_turn", lambda _owner, work, _delay: later.append(work))
    window.actions_.show_runs.trigger()
    qtbot.waitUntil(lambda: bool(later))
    training = window.training.window
    assert training.isVisible() and "run_page" not in training.__dict__
    later.pop()()
    assert "run_page" not in training.__dict__, "the list and the page in one turn"
    qtbot.waitUntil(lambda: training.watcher is not None and training.watcher.run.root == two[0])
    assert training.pages.currentWidget() is training.run_page


def test_runs_are_searched_by_name_notes_stage_and_state(training: TrainingWindow) -> None:
    assert seen(training) == ["one", "Autumn"]
    training.search.setText("GREEN finished")
    assert seen(training) == ["Autumn"]
    training.set_runs(find_runs())
    assert seen(training) == ["Autumn"], "what is listed anew is searched too"
    training.search.clear()
    assert seen(training) == ["one", "Autumn"]


def test_a_run_is_renamed_and_thrown_away_from_the_list(training, two, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(questions, "ask_name", lambda *_: "Winter")
    choose(training, "Autumn", "Rename…")
    qtbot.waitUntil(lambda: "Winter" in seen(training))
    assert read_notes(two[1]) == RunNotes("Winter", "fewer greens")
    choose(training, "one", "Rename…")
    qtbot.waitUntil(lambda: training.run_page.name.text() == "Winter")

    gone: list[str] = []
    monkeypatch.setattr(questions, "ask_throw_away", lambda *_: True)
    monkeypatch.setattr(run_library.QFile, "moveToTrash", lambda path: bool(gone.append(path)) or True)
    run = next(run for run in training.list.runs if run.root == two[0])
    training.list.throw_away_asked.emit(run)
    qtbot.waitUntil(lambda: gone == [str(two[0])])
    qtbot.waitUntil(lambda: training.pages.currentWidget() is training.start_page)


def test_two_runs_stand_side_by_side(training, two, qtbot, monkeypatch) -> None:
    choose(training, "Autumn", "Compare with the Chosen Run")
    page = training.compare_page
    assert training.pages.currentWidget() is page
    qtbot.waitUntil(lambda: [name.text() for name in page.names] == ["one", "Autumn"])
    assert "fewer greens" in page.details[1].text() and "12 of 12 steps" in page.details[0].text()
    assert all(samples.shown is not None for samples in page.samples)
    assert page.curves.plot.accessibleDescription()
    page.back_button.click()
    assert training.pages.currentWidget() is training.run_page
    monkeypatch.setattr(questions, "ask_other_run", lambda _parent, names: names.index("Autumn"))
    training.run_page.head.beside.trigger()
    assert training.pages.currentWidget() is page


def test_earlier_runs_are_laid_behind_the_curves(training, two, qtbot) -> None:
    curves = training.run_page.curves
    curves.set_others([run for run in find_runs() if run.root != two[0]])
    curves.menu.actions()[0].setChecked(True)
    others = curves.plot.curves
    qtbot.waitUntil(lambda: bool(others.others and others.others[0][0]))
    assert curves.overlay.text() == "Autumn"
    curves.menu.actions()[0].setChecked(False)
    assert others.others == [] and curves.overlay.text() == "no other run"
