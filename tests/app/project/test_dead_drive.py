"""A project on a drive that is gone: the sentence comes, and the window's thread never waits for the disk."""

import errno
import os
import threading
from pathlib import Path

import pytest

GONE = "/net/share/"


@pytest.fixture
def asked_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window's thread asked of a drive that is gone, which answers with an error."""
    real, asked = os.stat, []

    def stat(path, *given, **named):
        if isinstance(path, str | os.PathLike) and os.fspath(path).startswith(GONE):
            if threading.current_thread() is threading.main_thread():
                asked.append(os.fspath(path))
            raise OSError(errno.ESTALE, "Stale file handle", os.fspath(path))
        return real(path, *given, **named)

    monkeypatch.setattr(os, "stat", stat)
    return asked


def test_a_project_there_is_told_of_and_not_forgotten(window, qtbot, settings, asked_here):
    path = Path(GONE) / "work.nurie"
    settings.add_recent_project(path)
    window.projects.open(path)
    qtbot.waitUntil(lambda: "work.nurie" in window.error_bar.message)
    assert settings.recent_projects == [path], "it may be there again tomorrow"
    assert asked_here == []


def test_a_project_that_is_absent_is_forgotten(window, qtbot, settings, tmp_path: Path):
    settings.add_recent_project(tmp_path / "gone.nurie")
    window.projects.open(tmp_path / "gone.nurie")
    qtbot.waitUntil(lambda: "gone.nurie" in window.error_bar.message)
    assert settings.recent_projects == []


def test_whether_a_window_has_it_is_asked_briefly(window, asked_here):
    path = Path(GONE) / "work.nurie"
    window.projects.keeper.adopt(path)
    assert not window.projects.show_again(Path(GONE) / "other.nurie")
    assert window.projects.show_again(path), "the same path needs no disk"
    assert asked_here == []
