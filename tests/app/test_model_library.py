"""Models are found with where they come from, brought in, given away and thrown away."""

import json
import sys
from pathlib import Path

import pytest

from app import model_library, training_process
from app.background import Background
from app.model_library import Source, add_model, find_models, import_released, keep_model, throw_away_model
from app.run_library import RunNotes, write_notes
from app.ui import model_questions
from app.ui.model_questions import RolesDialog, guess_roles
from app.ui.models_dialog import ModelsDialog
from engine.errors import NurieError, TrainingError, WeightsError
from tests.app.doubles import write_model
from tests.stories.fake_trainer import write_model as write_trained


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's models folder, and a program that ships one model."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    write_model(shipped / "nurie.safetensors")
    for module in ("engine.resources", "app.model_library"):
        monkeypatch.setattr(f"{module}.DEFAULT_MODEL", shipped / "nurie.safetensors")
    return tmp_path / "models"


@pytest.fixture
def run(runs_folder: Path) -> Path:
    root = runs_folder / "leaves"
    root.mkdir(parents=True)
    (root / "events.jsonl").write_text(json.dumps({"event": "done", "step": 5}) + "\n")
    write_trained(root / "model.safetensors", "stage-one", 5)
    write_notes(root, RunNotes("Leaves: two", ""))
    return root


def test_every_model_with_where_it_comes_from(models: Path, run: Path, tmp_path: Path) -> None:
    models.mkdir()
    (models / "broken.safetensors").write_bytes(b"no model")
    kept = keep_model(run)
    assert kept == models / "Leaves- two 5.safetensors" and keep_model(run) == kept
    found = {entry.name: entry for entry in find_models()}
    assert {name: entry.source for name, entry in found.items()} == {
        "test stage-two": Source.SHIPPED,
        "broken": Source.OWN,
        "Leaves- two 5": Source.OWN,
        "Leaves: two": Source.RUN,
    }
    assert found["Leaves: two"].can_paint and not found["broken"].can_paint
    assert "no weights file" in found["broken"].error


def test_weights_of_others_are_copied_once_and_foreign_files_are_not(models: Path, tmp_path: Path) -> None:
    theirs = write_model(tmp_path / "theirs.safetensors")
    assert add_model(theirs) == models / "theirs.safetensors"
    assert add_model(theirs) == models / "theirs 2.safetensors"
    assert add_model(models / "theirs.safetensors") == models / "theirs.safetensors"
    (tmp_path / "x.safetensors").write_bytes(bytes(100))
    with pytest.raises(NurieError):
        add_model(tmp_path / "x.safetensors")
    with pytest.raises(TrainingError, match="belongs to the program"):
        throw_away_model(theirs)


def test_the_authors_files_are_converted_by_the_command(models: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="There is no file"):
        import_released(tmp_path / "resnet.pth", tmp_path / "color.pth", None)


def test_a_command_that_fails_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = "import sys; print('noise', file=sys.stderr); sys.exit('nurie: the disk is full.')"
    monkeypatch.setattr(training_process, "PROGRAM", (sys.executable, "-c", script))
    with pytest.raises(WeightsError, match=r"^the disk is full\.$"):
        model_library.export_model(tmp_path / "a.safetensors", tmp_path / "b.safetensors", "int8")


def test_a_model_goes_into_no_folder_that_is_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(training_process, "PROGRAM", (sys.executable, "-c", ""))
    with pytest.raises(WeightsError, match="folder is not there"):
        model_library.export_model(tmp_path / "a.safetensors", tmp_path / "gone" / "b.safetensors", "int8")
    assert not (tmp_path / "gone").exists()


def test_which_file_is_which_is_guessed_and_can_be_chosen(qtbot, settings) -> None:
    paths = [Path("latest_mapping.pth"), Path("resnet34_512px.pth"), Path("latest_colorization.pth")]
    assert guess_roles(paths) == (paths[1], paths[2], paths[0])
    dialog = RolesDialog(settings, paths[1:2])
    qtbot.addWidget(dialog)
    button = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not button.isEnabled()
    dialog.fields[1].setText("g.pth")
    assert button.isEnabled() and dialog.roles() == (paths[1], Path("g.pth"), None)


def test_the_dialog_offers_what_can_be_done(
    models: Path, run: Path, tmp_path: Path, settings, qtbot, monkeypatch
) -> None:
    background = Background()
    dialog = ModelsDialog(background, settings)
    qtbot.addWidget(dialog)
    shipped = tmp_path / "shipped" / "nurie.safetensors"
    dialog.refresh(shipped)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2)
    assert dialog.current is not None and dialog.current.path == shipped
    assert dialog.paint_button.isEnabled() and not dialog.delete_button.isEnabled()

    theirs = write_model(tmp_path / "theirs.safetensors", stage="tagger")
    monkeypatch.setattr(model_questions, "choose_import", lambda *_: [theirs])
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.current is not None and dialog.current.name == "theirs")
    assert not dialog.paint_button.isEnabled() and dialog.delete_button.isEnabled()

    gone: list[str] = []
    monkeypatch.setattr(model_questions, "ask_throw_away", lambda *_: True)
    monkeypatch.setattr(model_library.QFile, "moveToTrash", lambda path: bool(gone.append(path)) or True)
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: gone == [str(models / "theirs.safetensors")])

    qtbot.waitUntil(dialog.import_button.isEnabled)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(dialog.list.topLevelItemCount() - 1))
    with qtbot.waitSignal(dialog.run_chosen) as chosen:
        dialog.paint_button.click()
    assert chosen.args == [run]
    background.close()
    background.wait()
