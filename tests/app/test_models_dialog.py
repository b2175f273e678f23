"""What takes its time in the list of models: it is seen, can be called off, and ends with the dialog and the window."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import model_library, training_process
from app.background import Background
from app.ending import wait_for_all
from app.model_library import ModelEntry, Source, add_models, export_model, import_released
from app.ui import model_questions
from app.ui.models_dialog import ModelsDialog
from engine.errors import TrainingError
from engine.model_info import read_model_info
from engine.progress import Cancelled
from tests.app.doubles import write_model

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends whom it is asked for, with signal 0 too")

LONG_S = 120
AT_ONCE_S = 20
"""On a machine that does other work as well; far less than `LONG_S`."""
HALF = """
import os, pathlib, sys, time
pathlib.Path(sys.argv[-1]).write_text("half")
said = pathlib.Path(os.environ["SAID"])
said.with_suffix(".part").write_text(str(os.getpid()))
said.with_suffix(".part").rename(said)
"""
WAIT = f"time.sleep({LONG_S})"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
WHOLE = """
import pathlib, sys
for path in (out := pathlib.Path(sys.argv[-1]), out.with_suffix(".md")):
    path.write_text(path.suffix)
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """What is to be written: there is an older one."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "given.safetensors").write_text("older")
    return tmp_path / "out" / "given.safetensors"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a command says who it is, once it has begun to write; every command is one that takes long."""
    monkeypatch.setenv("SAID", str(tmp_path / "said"))
    monkeypatch.setattr(training_process, "PROGRAM", (sys.executable, "-c", HALF + WAIT))
    return tmp_path / "said"


def is_gone(said: Path) -> bool:
    try:
        os.kill(int(said.read_text()), 0)
    except ProcessLookupError:
        return True
    return False


def until(there: Path) -> Callable[[float], None]:
    """A `Tell` that calls off once a file is there."""

    def tell(_share: float) -> None:
        if there.exists():
            raise Cancelled

    return tell


def works(models: Path, out: Path) -> list[Callable[[Callable[[float], None]], object]]:
    pth = models.parent / "color.pth"
    return [
        lambda tell: import_released(pth, pth, None, tell),
        lambda tell: export_model(models.parent / "a.safetensors", out, "int8", tell=tell),
    ]


@pytest.mark.parametrize("which", [0, 1], ids=["import", "export"])
@pytest.mark.parametrize("deaf", [False, True])
def test_a_command_that_is_called_off_is_ended_and_leaves_everything_as_it_was(
    said: Path, out: Path, tmp_path: Path, which: int, deaf: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if deaf:  # it does not listen, and is killed
        monkeypatch.setattr(model_library, "END_S", 0.2)
        monkeypatch.setattr(training_process, "PROGRAM", (sys.executable, "-c", f"{DEAF}\n{HALF}{WAIT}"))
    begin = time.monotonic()
    with pytest.raises(Cancelled):
        works(tmp_path / "models", out)[which](until(said))
    assert time.monotonic() - begin < AT_ONCE_S and is_gone(said)
    assert out.read_text() == "older" and os.listdir(out.parent) == [out.name]
    assert not (tmp_path / "models").exists() or os.listdir(tmp_path / "models") == []


def test_what_a_command_made_takes_its_place_whole(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_process, "PROGRAM", (sys.executable, "-c", WHOLE))
    for work in works(tmp_path / "models", out):
        work(lambda _share: None)
    assert {path.name: path.read_text() for path in out.parent.iterdir()} == {
        "given.safetensors": ".safetensors",
        "given.md": ".md",
    }
    assert os.listdir(tmp_path / "models") == ["color.safetensors"]


def test_a_model_is_not_exported_over_itself(out: Path) -> None:
    with pytest.raises(TrainingError, match="is the model that is exported"):
        export_model(out, out, "int8")
    assert out.read_text() == "older"


def test_copying_that_is_called_off_takes_the_copies_away(tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    theirs = [write_model(tmp_path / f"{name}.safetensors") for name in "ab"]
    own = write_model(models / "own.safetensors")

    def tell(share: float) -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        add_models([own, *theirs], tell)
    assert os.listdir(models) == ["own.safetensors"] and all(path.exists() for path in theirs)
    shares: list[float] = []
    assert add_models([own, *theirs], shares.append) == models / "b.safetensors"
    assert len(os.listdir(models)) == 3 and shares == sorted(shares)


@pytest.fixture
def dialog(qtbot, settings, tmp_path: Path, said: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelsDialog]:
    """A dialog with two models of the user's own; whatever is imported takes long to convert."""
    pths = [tmp_path / "resnet.pth", tmp_path / "color.pth"]
    monkeypatch.setattr(model_questions, "choose_import", lambda *_: pths)
    monkeypatch.setattr(model_questions, "ask_roles", lambda *_: (*pths, None))
    background = Background()
    dialog = ModelsDialog(background, settings)
    qtbot.addWidget(dialog)
    paths = [write_model(tmp_path / f"{name}.safetensors") for name in "ab"]
    entries = [ModelEntry(path, Source.OWN, 9, path.stem, read_model_info(path)) for path in paths]
    monkeypatch.setattr(model_library, "find_models", lambda: entries)
    dialog.set_models(entries, paths[0])
    dialog.open()
    yield dialog
    dialog.reject()
    background.close()
    background.wait()


def buttons(dialog: ModelsDialog) -> list[bool]:
    every = (dialog.paint_button, dialog.import_button, dialog.export_button, dialog.delete_button)
    return [button.isEnabled() for button in every]


def test_converting_is_shown_and_another_row_changes_nothing(dialog: ModelsDialog, qtbot, said: Path) -> None:
    assert buttons(dialog) == [True] * 4 and not dialog.progress.isVisible() and not dialog.cancel_button.isVisible()
    dialog.import_button.click()
    words = dialog.words.text()
    assert "Converting" in words and dialog.progress.isVisible() and dialog.cancel_button.isVisible()
    assert (dialog.progress.minimum(), dialog.progress.maximum()) == (0, 0)  # nobody knows how long it takes
    assert dialog.progress.accessibleName() == words
    other = dialog.list.topLevelItem(1)
    assert other is not None
    dialog.list.setCurrentItem(other)
    dialog.refresh(None)
    qtbot.waitUntil(said.exists)
    assert dialog.words.text() == words and buttons(dialog) == [False] * 4
    dialog.list.itemActivated.emit(other, 0)
    assert dialog.isVisible()


def test_cancel_ends_the_command_and_the_dialog_is_as_before(
    dialog: ModelsDialog, qtbot, said: Path, tmp_path: Path
) -> None:
    before = dialog.words.text()
    dialog.import_button.click()
    qtbot.waitUntil(said.exists)
    dialog.cancel_button.click()
    assert not dialog.cancel_button.isEnabled() and "Cancelling" in dialog.words.text()
    qtbot.waitUntil(dialog.import_button.isEnabled, timeout=1000 * AT_ONCE_S)
    assert is_gone(said) and os.listdir(tmp_path / "models") == []
    assert dialog.words.text() == before and buttons(dialog) == [True] * 4
    assert not dialog.progress.isVisible() and not dialog.cancel_button.isVisible()
    assert dialog.error_bar.message == ""


def test_exporting_is_shown_and_called_off_as_well(
    dialog: ModelsDialog, qtbot, said: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_questions, "ask_export", lambda *_: (out, "int8"))
    dialog.export_button.click()
    assert dialog.progress.isVisible() and "Exporting" in dialog.words.text()
    qtbot.waitUntil(said.exists)
    dialog.cancel_button.click()
    qtbot.waitUntil(dialog.import_button.isEnabled, timeout=1000 * AT_ONCE_S)
    assert is_gone(said) and out.read_text() == "older" and os.listdir(out.parent) == [out.name]


def test_what_fails_is_told_and_the_dialog_goes_on(
    dialog: ModelsDialog, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_process, "PROGRAM", (sys.executable, "-c", "import sys; sys.exit('nurie: no.')"))
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.error_bar.message == "no.")
    assert buttons(dialog) == [True] * 4 and not dialog.progress.isVisible()


def test_closing_the_dialog_ends_what_is_under_way(dialog: ModelsDialog, qtbot, said: Path, tmp_path: Path) -> None:
    dialog.import_button.click()
    qtbot.waitUntil(said.exists)
    dialog.close()
    qtbot.waitUntil(lambda: is_gone(said), timeout=1000 * AT_ONCE_S)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert os.listdir(tmp_path / "models") == []


def test_the_window_closes_at_once_while_a_model_is_converted(window, dialog: ModelsDialog, qtbot, said: Path) -> None:
    window.training.show_models()
    window.training._models.import_button.click()
    qtbot.waitUntil(said.exists)
    begin = time.monotonic()
    assert window.close() and not window.training._models.isVisible()
    wait_for_all()
    assert time.monotonic() - begin < AT_ONCE_S and is_gone(said)
