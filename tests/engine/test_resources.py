import sys
from pathlib import Path

import pytest

from engine import resources
from engine.errors import WeightsError
from engine.resources import find_model, model_files, user_models_folder


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The program's models and the user's, both empty."""
    own, users = tmp_path / "program", tmp_path / "user"
    own.mkdir()
    users.mkdir()
    monkeypatch.setattr(resources, "DEFAULT_MODEL", own / "nurie.safetensors")
    monkeypatch.setenv("NURIE_MODELS", str(users))
    return own, users


def test_models_of_both_folders_are_listed(folders: tuple[Path, Path]) -> None:
    own, users = folders
    expected = [own / "nurie.safetensors", users / "a.safetensors", users / "b.safetensors"]
    for path in (*expected, users / "notes.txt"):
        path.touch()
    (users / "folder.safetensors").mkdir()
    assert model_files() == expected


def test_the_default_model_then_the_users(folders: tuple[Path, Path]) -> None:
    own, users = folders
    with pytest.raises(WeightsError, match="No model is there"):
        find_model()
    (users / "mine.safetensors").touch()
    assert find_model() == users / "mine.safetensors"
    (own / "nurie.safetensors").touch()
    assert find_model() == own / "nurie.safetensors"


def test_models_by_path_and_by_name(folders: tuple[Path, Path], tmp_path: Path) -> None:
    mine = folders[1] / "mine.safetensors"
    mine.touch()
    assert find_model("mine") == find_model("mine.safetensors") == find_model(str(mine)) == mine
    with pytest.raises(WeightsError, match=r"gone\.safetensors does not exist"):
        find_model(tmp_path / "gone.safetensors")
    with pytest.raises(WeightsError, match="is a folder, not a weights file"):
        find_model(tmp_path)


def test_the_users_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NURIE_MODELS", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    for platform, folder in {
        "linux": ".local/share/nurie/models",
        "darwin": "Library/Application Support/Nurie/models",
        "win32": "AppData/Local/Nurie/models",
    }.items():
        monkeypatch.setattr(sys, "platform", platform)
        assert user_models_folder() == tmp_path / folder
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert user_models_folder() == tmp_path / "xdg" / "nurie" / "models"
