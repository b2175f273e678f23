"""Windows on a model of random kind, a trainer without networks, and folders of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.tool_process as tool_process
import app.training_process as training_process
from app.run_library import find_runs
from app.ui.training import questions
from app.ui.training.questions import Leaving
from tests.app.conftest import (  # noqa: F401 (the windows of the app's own tests)
    machine,
    make_window,
    model_path,
    reference_path,
    runs_folder,
    settings,
    sketch_path,
    window,
)
from trainer.control import Command, send
from trainer.run_lock import is_training

FAKE = (sys.executable, str(Path(__file__).parent / "fake_trainer.py"))


@pytest.fixture
def fake_trainer(monkeypatch: pytest.MonkeyPatch, runs_folder: Path, qtbot) -> Iterator[None]:  # noqa: F811
    """Every training that is started is one without networks; those that are left at the end are stopped."""
    monkeypatch.setattr(training_process, "PROGRAM", FAKE)
    monkeypatch.setattr(tool_process, "PROGRAM", FAKE)
    # Windows are closed at a test's end, with trainings at work perhaps; nobody would answer the question.
    monkeypatch.setattr(questions, "ask_leaving", lambda *_: Leaving.GO_ON)
    yield
    for run in find_runs():
        if is_training(run.root):
            send(run.root, Command("stop"))
            qtbot.waitUntil(lambda root=run.root: not is_training(root), timeout=30_000)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """What looks like a data folder as far as the window looks."""
    root = tmp_path / "figures"
    (root / "color").mkdir(parents=True)
    for number in range(4):
        (root / "color" / f"{number}.png").write_bytes(b"")
    (root / "dataset.json").write_text(json.dumps({"format_version": 1, "name": "figures", "figures": {}}))
    return root
