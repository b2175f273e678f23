"""The walk through the window's states goes to its end, and writes each picture."""

from pathlib import Path

import pytest
from PIL import Image

import app.application as application
from app.ui import project_dialogs
from tests.app.doubles import ScriptedSession, write_model, write_png
from tools import grabbing, screenshots, walk
from tools.screenshots import opened
from tools.walk import Walk

TAGS = {
    "hair": ["red_hair", "blue_hair", "purple_hair", "brown_hair"],
    "background": ["green_background", "blue_background", "pink_background"],
}


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
    monkeypatch.setattr(walk, "end_badly", lambda folder: None)
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
        "lines",
        "error",
        "log",
        "manual",
        "light",
    } <= pictures
    with Image.open(tmp_path / "screens" / "start.webp") as start:
        assert start.size == screenshots.SIZE
