"""The parts of the training window, each alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox

import app.tool_process as tool_process
from app.background import Background
from app.model.training_run import HELD_OUT, Sample, Series
from app.tool_process import ToolProcess
from app.ui.training.axis import nearest, short, ticks
from app.ui.training.data_field import DataField
from app.ui.training.loss_plot import LossPlot
from app.ui.training.options_form import LEFT_OUT, OptionsForm
from app.ui.training.sample_view import SampleView
from app.ui.training.words import duration
from trainer.options import StageOneOptions


@pytest.fixture
def background(qtbot):
    background = Background()
    yield background
    background.close()
    background.wait()


# Curves


def test_ticks_are_round_and_within() -> None:
    assert ticks(0, 1, 5, False) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert ticks(0, 4000, 4, False) == [0, 1000, 2000, 3000, 4000]
    assert ticks(0.001, 10, 9, True) == pytest.approx([0.001, 0.01, 0.1, 1, 10])
    assert ticks(0.04, 0.3, 5, True) == pytest.approx([0.05, 0.1, 0.2])
    assert ticks(3, 3, 5, False) == [3]


def test_numbers_are_short() -> None:
    assert [short(v) for v in (0.0, 20000, 0.05, 3e-5, 1234567.0)] == ["0", "20k", "0.05", "3e-05", "1.2e+06"]
    assert [duration(s) for s in (40, 720, 12_000, 187_200)] == ["40 s", "12 min", "3 h 20 min", "2 d 4 h"]


def test_the_nearest_step() -> None:
    assert [nearest([10, 20, 40], step) for step in (-5, 14, 16, 31, 99)] == [0, 0, 1, 2, 2]


def test_a_plot_draws_its_terms_and_a_click_hides_one(qtbot) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.set_series({"l1": Series([10, 20, 30], [0.5, 0.3, 0.2]), "gan": Series([10, 20], [1.0, -1.0])}, [20])
    for logarithmic in (False, True):
        plot.set_logarithmic(logarithmic)
        shown = plot.grab().toImage()
        assert any(shown.pixelColor(x, y).name() == "#4c9be8" for x in range(500) for y in range(300))
    assert plot.accessibleDescription() == "l1 0.2, gan -1"
    name, box = plot._legend[0]
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert plot.curves.hidden == {"l1"}
    hidden = plot.grab().toImage()
    assert not any(hidden.pixelColor(x, y).name() == "#4c9be8" for x in range(500) for y in range(300))
    named = len(plot._legend)
    plot.set_others([{"gan": Series([5], [2.0])}], ["an earlier try"])
    plot.set_smoothing(0.9)
    plot.grab()
    assert len(plot._legend) == named + 1, "the other run is named"
    qtbot.mouseMove(plot, QPoint(200, 150))
    plot.grab()
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot._legend[0][1].center().toPoint())
    assert not plot.curves.hidden


def test_a_run_of_three_trainings_leaves_room_for_its_curves(qtbot) -> None:
    """Twenty-two curves have eleven names: those of pictures that are held out stand behind a bar."""
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(640, 220)
    curve = Series([10, 20], [0.5, 0.25])
    terms = [f"a term {number}" for number in range(11)]
    plot.set_series({**dict.fromkeys(terms, curve), **{HELD_OUT + term: curve for term in terms}}, [])
    plot.grab()
    assert [name for name, _ in plot._legend] == [*terms, ""]
    assert plot._frame().height() > plot.height() / 3
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot._legend[0][1].center().toPoint())
    assert plot.curves.names == [name for name in plot.curves.series if "term 0" not in name], "both of its curves go"
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot._legend[-1][1].center().toPoint())
    assert plot.curves.hidden == {"a term 0"}


def test_a_long_curve_is_thinned_and_keeps_its_end() -> None:
    long = Series(list(range(1, 10_001)), [float(v) for v in range(1, 10_001)])
    thin = long.thinned(1000)
    assert len(thin.steps) == 1000 and thin.steps[-1] == 10_000
    assert thin.values[0] == 5.5
    assert long.thinned(20_000) is long


# Samples


def write_sheet(path: Path, color: tuple[int, int, int]) -> Path:
    Image.new("RGB", (200, 100), color).save(path)
    return path


def test_samples_newest_first_back_in_time_and_a_wipe(qtbot, background: Background, tmp_path: Path) -> None:
    view = SampleView(background)
    qtbot.addWidget(view)
    view.resize(416, 300)
    red, blue = (200, 0, 0), (0, 0, 200)
    first = Sample(5, write_sheet(tmp_path / "5.png", red))
    second = Sample(10, write_sheet(tmp_path / "10.png", blue))

    def color(share: float) -> tuple[int, ...]:
        target = view.picture.target()
        x, y = target.left() + share * target.width(), target.center().y() - 20
        return view.picture.grab().toImage().pixelColor(int(x), int(y)).getRgb()[:3]

    view.set_samples([first])
    qtbot.waitUntil(lambda: view.picture.target().width() > 0)
    assert color(0.2) == red and not view.slider.isEnabled()
    view.set_samples([first, second])
    qtbot.waitUntil(lambda: color(0.2) == blue)
    view.slider.setValue(0)
    assert color(0.2) == red
    view.set_samples([first, second, Sample(15, tmp_path / "10.png")])
    assert view.shown == first, "whoever looks back is left there"
    view.pin.click()
    view.slider.setValue(1)
    assert view.moment.text() == "step 5 | step 10"
    assert color(0.2) == red and color(0.8) == blue
    target = view.picture.target().toRect()
    qtbot.mouseClick(
        view.picture, Qt.MouseButton.LeftButton, pos=QPoint(target.left() + target.width() // 10, target.center().y())
    )
    assert view.picture.share == pytest.approx(0.1, abs=0.02)
    assert color(0.2) == blue
    view.set_samples([second])
    assert view.pinned is None and view.moment.text() == "step 10"


# Options


def test_every_option_has_its_row_with_its_help(qtbot) -> None:
    form = OptionsForm(StageOneOptions)
    qtbot.addWidget(form)
    names = set(StageOneOptions.__dataclass_fields__)
    assert set(form.editors) == names - LEFT_OUT
    for name, editor in form.editors.items():
        assert editor.toolTip() == StageOneOptions.__dataclass_fields__[name].metadata["help"]


def test_a_form_gives_what_was_changed_only(qtbot) -> None:
    form = OptionsForm(StageOneOptions)
    qtbot.addWidget(form)
    assert form.values() == {}
    rbca, receiving, batch, rate = (form.editors[name] for name in ("rbca", "receiving", "batch", "learning_rate"))
    assert isinstance(rbca, QCheckBox) and isinstance(receiving, QComboBox)
    assert isinstance(batch, QSpinBox) and isinstance(rate, QLineEdit)
    slots = form.editors["slots"]
    assert isinstance(slots, QLineEdit) and slots.text() == "", "one that is left out is the preset's"
    slots.setText("2.5")
    slots.editingFinished.emit()
    assert slots.text() == "" and form.values() == {}
    slots.setText("20")
    slots.editingFinished.emit()
    assert form.values() == {"slots": 20}
    slots.setText("")
    with qtbot.waitSignal(form.changed):
        rbca.click()
    receiving.setCurrentText("add")
    batch.setValue(7)
    rate.setText("2e-4")
    assert form.values() == {"rbca": False, "receiving": "add", "batch": 7, "learning_rate": 2e-4}
    rate.setText("much")
    rate.editingFinished.emit()
    assert "learning_rate" not in form.values() and rate.text() == "0.0001", "what is trained with is what is read"


# Making data


PREPARING = r"""
import json, pathlib, sys, time
verb, *rest = sys.argv[2:]
out = pathlib.Path(rest[rest.index("--out") + 1])
print("\rlooking:  50%|#####     | 1/2 [00:00<00:01]", end="", file=sys.stderr, flush=True)
if (out.parent / "wait").exists():
    time.sleep(60)
if (out.parent / "fail").exists():
    print("\nnurie: None of the 2 pictures in p can be used: 2 tiny.", file=sys.stderr)
    sys.exit(1)
(out / "color").mkdir(parents=True)
(out / "color" / "a.png").write_bytes(b"")
(out / "dataset.json").write_text(json.dumps({"format_version": 1, "name": "spring", "figures": {}}))
(out / "report.html").write_text("")
(out / "report.json").write_text(json.dumps({"pictures": rest[0]}))
"""


@pytest.fixture
def field(qtbot, background: Background, runs_folder: Path, tmp_path: Path, monkeypatch) -> DataField:
    script = tmp_path / "prepare.py"
    script.write_text(PREPARING)
    monkeypatch.setattr(tool_process, "PROGRAM", (sys.executable, str(script)))
    (tmp_path / "data").mkdir()
    (tmp_path / "spring").mkdir()
    field = DataField(background)
    qtbot.addWidget(field)
    field.show()
    yield field
    field.close_tool()


def test_pictures_are_checked_before_they_are_data(field: DataField, qtbot, tmp_path: Path) -> None:
    field.set_folder(tmp_path / "spring")
    assert field.data is None and field.check_button.isVisible()
    field.check_button.click()
    assert field.is_busy and field.cancel_button.isVisible()
    qtbot.waitUntil(lambda: field.summary is not None, timeout=20_000)
    assert field.data == tmp_path / "data" / "spring" and not field.is_busy
    assert "1 pictures to learn from" in field.detail.text() and field.report_button.isVisible()
    field.set_folder(tmp_path / "data")
    assert field.summary is None
    field.set_folder(tmp_path / "spring")  # checked before: taken as it is
    qtbot.waitUntil(lambda: field.summary is not None)


def test_what_is_wrong_with_the_pictures_is_told(field: DataField, qtbot, tmp_path: Path) -> None:
    (tmp_path / "data" / "fail").touch()
    field.set_folder(tmp_path / "spring")
    field.check_button.click()
    qtbot.waitUntil(lambda: "2 tiny" in field.detail.text(), timeout=20_000)
    assert field.data is None and field.check_button.isVisible()


def test_the_making_can_be_cancelled(field: DataField, qtbot, tmp_path: Path) -> None:
    (tmp_path / "data" / "wait").touch()
    field.set_folder(tmp_path / "spring")
    field.check_button.click()
    qtbot.waitUntil(lambda: "1 of 2" in field.detail.text(), timeout=20_000)
    field.cancel_button.click()
    qtbot.waitUntil(lambda: not field.is_busy, timeout=20_000)
    assert field.check_button.isVisible()


def test_a_program_that_is_missing_is_told(qtbot, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tool_process, "PROGRAM", (str(tmp_path / "no-python"),))
    tool = ToolProcess(["prepare"])
    with qtbot.waitSignal(tool.failed) as told:
        tool.start()
    assert "no-python" in told.args[0]
