"""The training window's part of the walk: a real training of a few steps, and its pictures.

The weights that come with Nurie are tuned on some drawn figures, small, so that the pictures are real and take
minutes. `NURIE_WALK_RUN=FOLDER` takes a run that is there already, whose data lies in a folder `figures` beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QWidget

from app import application
from app.run_library import RunNotes, runs_folder, write_notes
from app.ui.training.window import TrainingWindow
from engine.resources import DEFAULT_MODEL
from tools.waiting import wait

ROOT = Path(__file__).resolve().parent.parent
FIGURES = 24
QUICK = "--batch 4 --size 128 --steps 24 --sample-every 4 --save-every 12 --log-every 1 --workers 0 --device cpu"
Keep = Callable[[str, QWidget], None]
Until = Callable[[Callable[[], bool]], None]


def make_run(folder: Path) -> Path:
    """Trains for a moment, unless a run is given; the run, among those of the window, and `figures` in `folder`."""
    root, given = runs_folder() / "figures stage two", os.environ.get("NURIE_WALK_RUN")
    if given is not None:
        shutil.copytree(given, root)
        shutil.copytree(Path(given).parent / "figures", folder / "figures")
        return root
    sketch, reference = application.DEMO["sketch"], application.DEMO["reference"]
    own = ["--own-sketch", str(sketch), "--own-reference", str(reference)]
    start = ["--init-from", str(DEFAULT_MODEL), "--run", str(root), "--data", str(folder / "figures")]
    _train("synth", "-o", str(folder / "figures"), "--count", str(FIGURES), "--size", "256")
    _train("stage-two", *start, *own, *QUICK.split())
    return root


def _train(*words: str) -> None:
    subprocess.run([sys.executable, "main.py", "train", *words], check=True, cwd=ROOT)


def write_doubtful(figures: Path, folder: Path) -> Path:
    """A folder of pictures as artists have them: most are fine, some small, grey, alike or transparent."""
    folder.mkdir()
    pictures = [Image.open(path).convert("RGB") for path in sorted((figures / "color").iterdir())[:14]]
    for number, picture in enumerate(pictures):
        picture.save(folder / f"{number:02d}.png")
        if number % 2:
            (folder / f"{number:02d}.txt").write_text("1girl, solo")
    for number, picture in enumerate(pictures[:3]):
        picture.resize((96, 96)).save(folder / f"icon {number}.png")
        picture.convert("L").save(folder / f"pencil {number}.png")
        picture.save(folder / f"copy of {number:02d}.jpg", quality=95)
    (folder / "broken.png").write_bytes(b"no picture")
    return folder


def walk(training: TrainingWindow, folder: Path, keep: Keep, until: Until) -> None:
    """Brings the window into each of its states.

    Args:
        training: shown, on the page of a new training.
        folder: for files.
        keep: writes a picture under a name.
        until: waits for something.
    """
    root = make_run(folder)
    page = training.start_page
    page.data.set_folder(write_doubtful(folder / "figures", folder / "sketchbook"))
    page.data.prepare()
    until(lambda: page.data.summary is not None)
    until(lambda: page.data.sheet.isVisible() and page.start_button.isEnabled())
    until(page.data.sheet.is_drawn)
    keep("training-check", training)
    column = page.scrolled.widget()
    assert column is not None
    page.advanced.click()
    wait(1000)
    page.scrolled.verticalScrollBar().setValue(page.advanced.mapTo(column, page.advanced.rect().topLeft()).y())
    wait(300)
    keep("training-advanced", training)
    page.advanced.click()

    twin = runs_folder() / "figures, an earlier try"
    shutil.copytree(root, twin)
    write_notes(twin, RunNotes("", "smaller steps"))
    training.refresh()
    until(lambda: len(training.list.runs) == 2)
    training.watch(root)
    run_page = training.run_page
    until(lambda: not run_page.samples.picture.target().isEmpty())
    wait(500)
    keep("training-run", training)
    samples = run_page.samples
    samples.of.setCurrentIndex(1)
    samples.slider.setValue(0)
    samples.pin.click()
    samples.slider.setValue(samples.slider.maximum())
    run_page.curves.logarithmic.click()
    until(lambda: bool(samples.picture.rows))
    wait(500)
    keep("training-wipe", training)
    samples.pin.click()
    samples.of.setCurrentIndex(0)
    training.refresh()
    until(lambda: training.list.current == root)
    training.compare(next(run for run in training.list.runs if run.root == twin))
    until(lambda: all(not shown.picture.target().isEmpty() for shown in training.compare_page.samples))
    wait(500)
    keep("training-compare", training)
