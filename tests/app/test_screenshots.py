"""The walk through the window's states goes to its end, and writes each picture."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

import app.application as application
from app.ui import project_dialogs
from tests.app.doubles import ScriptedSession, write_model, write_png
from tests.trainer.conftest import write_folder
from tools import grabbing, screenshots, walk
from tools.screenshots import opened
from tools.walk import Walk

RECORDED = Path(__file__).parents[1] / "data" / "training" / "stage-two.jsonl"

TAGS = {
    "hair": ["red_hair", "blue_hair", "purple_hair", "brown_hair"],
    "background": ["green_background", "blue_background", "pink_background"],
}


def write_run(folder: Path) -> Path:
    """A recorded run with pictures of one colour, and a data folder."""
    root = folder / "run"
    events = [json.loads(line) for line in RECORDED.read_text(encoding="utf-8").splitlines()]
    for event in events:
        for path in (root / event[key] for key in ("path", "own") if event["event"] == "sample"):
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (96, 64), (4 * event["step"], 90, 120)).save(path)
    shutil.copy(RECORDED, root / "events.jsonl")
    (root / "options.json").write_text(json.dumps(events[0]["options"]))
    write_folder(folder / "figures", 4, size=256)
    return root


class Prompt(ScriptedSession):
    """Answers at once."""

    def submit(self, request) -> None:
        super().submit(request)
        self.answer()

    def submit_idle(self, request, first: bool = False) -> None:
        super().submit_idle(request, first)
        self.answer_idle()


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # which the offscreen platform says of menus
def test_the_walk_goes_to_its_end(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, folder in (("SCREENS", "screens"), ("PICTURES", "pictures")):
        monkeypatch.setattr(walk, name, tmp_path / folder)
    monkeypatch.setattr(grabbing, "ROOT", tmp_path)
    monkeypatch.setattr(grabbing, "QUALITY", 1)
    monkeypatch.setattr(project_dialogs, "ask_to_save", project_dialogs.ask_to_save)  # put back at the end
    monkeypatch.setattr("tests.app.doubles.TAGS", TAGS)
    model = write_model(tmp_path / "model.safetensors")
    monkeypatch.setattr(application, "find_model", lambda: model)
    demo = {"sketch": write_png(tmp_path / "s.png"), "reference": write_png(tmp_path / "r.png", (90, 160, 220))}
    monkeypatch.setattr(application, "DEMO", demo)
    monkeypatch.setattr(walk, "end_badly", lambda folder: False)
    monkeypatch.setenv("NURIE_WALK_RUN", str(write_run(tmp_path / "given")))
    with opened(tmp_path, "en", Prompt) as window:
        qtbot.addWidget(window)
        states = Walk(window, tmp_path)
        states.settle()
        states.go(screenshots.PARTS)
    pictures = {path.stem for path in tmp_path.glob("*/*.webp")}
    assert {
        "start",
        "tour",
        "tags",
        "wipe",
        "variants",
        "hints",
        "batch",
        "lines",
        "error",
        "log",
        "manual",
        "light",
        *(f"training-{state}" for state in ("new", "check", "advanced", "run", "wipe", "compare")),
    } <= pictures
    with Image.open(tmp_path / "screens" / "start.webp") as start:
        assert start.size == screenshots.SIZE
