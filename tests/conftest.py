"""What holds for every test: none touches the user's own data, none waits for an answer that nobody gives."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Journals go into a folder of the test's own, also those of processes that it starts."""
    folder = tmp_path / "nurie-data"
    monkeypatch.setenv("NURIE_DATA", str(folder))
    return folder


class PatientBot(QtBot):
    """Waits longer before it calls a test failed: a machine that does other work as well is slow, not wrong."""

    def waitUntil(self, callback, *, timeout: int = 30_000) -> None:
        super().waitUntil(callback, timeout=timeout)

    def addWidget(self, widget, *, before_close_func=None) -> None:
        """Keeps a widget for the test's end, where it is closed and deleted: what it has to end has ended by then."""

        def end(widget) -> None:
            if before_close_func is not None:
                before_close_func(widget)
            widget.close()
            end_all()

        super().addWidget(widget, before_close_func=end)
        widgets = self._request.node.qt_widgets
        own = widgets[-1]

        def forget() -> None:
            """A window that was closed is deleted by itself."""
            widgets[:] = [each for each in widgets if each is not own]

        widget.destroyed.connect(forget)


def end_all() -> None:
    """Waits until all that closed windows had to end has ended."""
    if "app.ending" in sys.modules:
        sys.modules["app.ending"].wait_for_all()


@pytest.fixture(autouse=True)
def all_ended(own_data: Path) -> Iterator[None]:
    """What closed windows had to end has ended with the test, and what it has copied is gone: a platform without a
    screen keeps that until after the interpreter's end, where it would take the process down."""
    del own_data
    yield
    end_all()
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance():
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture
def qtbot(qapp, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's, but patient."""
    del qapp
    return PatientBot(request)


@pytest.fixture(autouse=True)
def unsaved_changes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answers the question about unsaved changes with what stands in the list, and with "discard" when it is empty.

    A test that is about the question puts its answers there.
    """
    answers: list[str] = []
    if "qtbot" in request.fixturenames and "PySide6" in sys.modules:
        from app.ui import project_dialogs

        def answer(_parent: object, _name: str, done) -> None:
            done(answers.pop(0) if answers else "discard")

        monkeypatch.setattr(project_dialogs, "ask_to_save", answer)
    return answers
