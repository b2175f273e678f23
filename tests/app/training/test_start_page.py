"""The guided way: what is chosen becomes a plan, the machine has its say, a trial tells what the whole will take."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QSpinBox

import app.tool_process as tool_process
from app.background import Background
from app.model.training_plan import Plan
from app.own_drawing import Drawing, write_drawing
from app.training_machine import Machine
from app.ui.training.start_page import StartPage
from app.ui.training.trial_panel import TrialPanel
from engine.image_io import read_picture
from engine.requests import LineSettings, Picture
from trainer.options import AllOptions, StageOneOptions, TaggerOptions

FAKE = (sys.executable, str(Path(__file__).parents[2] / "stories" / "fake_trainer.py"))


@pytest.fixture
def background(qtbot):
    background = Background()
    yield background
    background.close()
    background.wait()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    root = tmp_path / "spring"
    (root / "color").mkdir(parents=True)
    (root / "color" / "a.png").write_bytes(b"")
    (root / "dataset.json").write_text(json.dumps({"format_version": 1, "name": "spring", "figures": {}}))
    return root


def picture(value: int) -> Picture:
    return Picture(np.full((40, 30, 3), value, dtype=np.uint8))


@pytest.fixture
def drawing() -> Drawing:
    return Drawing(picture(250), LineSettings(), picture(90))


@pytest.fixture
def page(qtbot, background: Background, data: Path, drawing: Drawing, monkeypatch) -> StartPage:
    monkeypatch.setattr(tool_process, "PROGRAM", FAKE)
    page = StartPage(background, lambda: drawing)
    qtbot.addWidget(page)
    page.show()
    page.data.set_folder(data)
    qtbot.waitUntil(page.start_button.isEnabled)
    return page


def started(page: StartPage, qtbot) -> Plan:
    qtbot.waitUntil(page.start_button.isEnabled)
    with qtbot.waitSignal(page.start_asked) as asked:
        page.start_button.click()
    return asked.args[0]


def test_all_in_order_is_proposed_and_fitted_to_the_machine(page: StartPage, qtbot, drawing: Drawing) -> None:
    plan = started(page, qtbot)
    assert plan.verb == "all" and plan.name == "spring all in order" and plan.drawing == drawing
    options = plan.options
    assert isinstance(options, AllOptions) and options.hardware == "cpu" and options.steps == 40000
    assert options.own_sketch == options.run / "own-sketch.png"
    assert page.machine.currentText() == "This machine: CPU"


def test_each_training_of_all_keeps_its_own_options(page: StartPage, qtbot) -> None:
    page.advanced.click()
    assert page.forms.isVisible()
    qtbot.waitUntil(lambda: "stage-two" in page.forms.forms["all"])
    batch = page.forms.forms["all"]["stage-one"].editors["batch"]
    assert isinstance(batch, QSpinBox)
    batch.setValue(7)
    options = started(page, qtbot).options
    assert isinstance(options, AllOptions) and options.stage_one == "--batch 7" and options.tagger == ""
    page.stages.button(1).click()
    one = page.forms.forms["stage-one"]["stage-one"]
    assert one.isVisible()
    size = one.editors["size"]
    assert isinstance(size, QSpinBox)
    size.setValue(64)
    assert page.forms.values("stage-one") == {"size": 64} and page.forms.values("tagger") == {}


def test_a_big_card_gets_the_papers_networks_unless_told_otherwise(page: StartPage, qtbot) -> None:
    page.machine.set_machine(Machine("cuda", "Great Card", 24 * 1024**3, "24gb"))
    assert page.preset.currentData() == "paper" and page.machine.hardware == "24gb"
    assert page.machine.currentText() == "This machine: Great Card, 24 GB"
    page.machine.setCurrentIndex(1)
    page.machine.activated.emit(1)
    page.preset.setCurrentIndex(0)
    page.preset.activated.emit(0)
    page.machine.set_machine(Machine("cuda", "Great Card", 24 * 1024**3, "24gb"))
    assert (page.machine.hardware, page.preset.currentData()) == ("6gb", "compact"), "what was chosen stays"


def test_nothing_starts_before_the_machine_is_known(page: StartPage, qtbot) -> None:
    """Else a graphics card would be trained on with what fits a processor."""
    qtbot.waitUntil(page.start_button.isEnabled)
    page.machine._answered = False  # pyright: ignore[reportPrivateUsage]
    page.steps.setValue(123)
    qtbot.waitUntil(lambda: "being looked at" in page.reason.text())
    assert not page.start_button.isEnabled()
    page.machine.set_machine(Machine("cuda", "Great Card", 8 * 1024**3, "8gb"))
    assert started(page, qtbot).options.hardware == "8gb"


def test_hours_are_measured_by_a_trial_or_by_the_training(page: StartPage, qtbot) -> None:
    page.stages.button(0).click()
    page.own.setChecked(False)
    page.length.unit.setCurrentIndex(1)
    page.length.hours.setValue(2)
    plan = started(page, qtbot)
    assert isinstance(plan.options, TaggerOptions) and plan.options.hours == 2 and plan.drawing is None
    page.name.textEdited.emit("")
    qtbot.waitUntil(page.trial.button.isEnabled)
    page.trial.button.click()
    assert page.trial.is_running and page.trial.button.text() == "Cancel Trial"
    qtbot.waitUntil(lambda: not page.trial.is_running, timeout=60_000)
    assert "20,000 steps take about 2 h 0 min, 2.5 GB of memory and 1.3 GB on the disk" in page.trial.words.text()
    assert page.length.means.text() == "20,000 steps"
    options = started(page, qtbot).options
    assert (options.steps, options.hours) == (20000, None)
    page.length.hours.setValue(1)
    qtbot.waitUntil(lambda: "10,000 steps take about 1 h 0 min" in page.trial.words.text())
    page.preset.setCurrentIndex(1)
    assert page.trial.words.text() == "" and page.length.means.text() == "measured when it starts"


def test_a_trial_of_all_tells_each_and_can_be_cancelled(page: StartPage, qtbot) -> None:
    page.trial.button.click()
    qtbot.waitUntil(lambda: not page.trial.is_running, timeout=60_000)
    assert "Tagger 48 min, Stage one 2 h 0 min, Stage two 1 h 12 min" in page.trial.words.text()
    page.trial.button.click()
    page.trial.button.click()
    qtbot.waitUntil(lambda: not page.trial.is_running, timeout=60_000)
    assert page.trial.button.text() == "Try for Two Minutes"


def test_a_trial_without_a_result_says_so(qtbot, tmp_path: Path, monkeypatch) -> None:
    script = tmp_path / "silent.py"
    script.write_text("")
    monkeypatch.setattr(tool_process, "PROGRAM", (sys.executable, str(script)))
    panel = TrialPanel()
    qtbot.addWidget(panel)
    panel.set_plan("stage-one", StageOneOptions(data=tmp_path, run=tmp_path))
    panel.button.click()
    qtbot.waitUntil(lambda: panel.words.text() == "The trial ended without a result.", timeout=20_000)


def test_the_drawing_is_written_as_dark_lines(tmp_path: Path, drawing: Drawing) -> None:
    write_drawing(tmp_path / "run", drawing)
    assert read_picture(tmp_path / "run" / "own-reference.png").pixels[0, 0, 0] == 90
    assert read_picture(tmp_path / "run" / "own-sketch.png").pixels.shape == (40, 30, 3)


def test_the_page_is_never_narrower_than_what_stands_in_it(page: StartPage, qtbot) -> None:
    column = page.scrolled.widget()

    def has_room() -> bool:
        return page.minimumSizeHint().width() >= column.minimumSizeHint().width()

    page.show()
    qtbot.waitUntil(has_room)
    before = page.minimumSizeHint().width()
    page.name.setMinimumWidth(column.width() + 100)
    qtbot.waitUntil(lambda: has_room() and page.minimumSizeHint().width() > before)
