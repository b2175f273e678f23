"""Linux takes any bytes for a file's name: work on such a sketch is as safe as any other."""

import os
import sys
from pathlib import Path

import pytest

from app.project.journal import JOURNAL
from app.project.journal_file import read_journal
from engine.project.archive import read_project
from tests.app.doubles import write_png
from tests.app.test_projects import move_tag, saved_as

NAME = os.fsdecode(b"sk\xfftch.png")


@pytest.mark.skipif(sys.platform != "linux", reason="names are text")
def test_such_a_sketch_is_journalled_and_saved(make_window, qtbot, tmp_path: Path, monkeypatch):
    window = make_window(write_png(tmp_path / NAME), write_png(tmp_path / "reference.png"))
    qtbot.waitUntil(lambda: window.workspace.document.is_complete)
    move_tag(window, qtbot)
    journal = window.projects.journal
    journal.record_now()
    assert journal.flush()
    assert read_journal(journal.folder / JOURNAL).name == NAME
    path = saved_as(window, qtbot, tmp_path / "work.nurie", monkeypatch)
    assert not window.isWindowModified() and not window.error_bar.isVisible()
    assert Path(read_project(path).sketch.source).name == NAME
