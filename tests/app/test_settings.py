from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.settings import Settings


def reopened(path: Path) -> Settings:
    return Settings(QSettings(str(path), QSettings.Format.IniFormat))


def test_everything_is_remembered(tmp_path: Path):
    file = tmp_path / "s.ini"
    settings = reopened(file)
    settings.geometry = QByteArray(b"geometry")
    settings.layout = QByteArray(b"layout")
    settings.set_folder("sketch", tmp_path)
    settings.open_groups = frozenset({"sky", "hair"})
    settings.link_reference = False
    settings.save()
    again = reopened(file)
    assert again.geometry == b"geometry"
    assert again.layout == b"layout"
    assert again.folder("sketch") == tmp_path
    assert again.open_groups == {"sky", "hair"}
    assert again.link_reference is False


def test_first_values(tmp_path: Path):
    settings = reopened(tmp_path / "s.ini")
    assert settings.geometry.isEmpty()
    assert settings.folder("reference").is_dir()
    assert "hair" in settings.open_groups
    assert settings.link_reference is True


def test_a_folder_that_is_gone_is_forgotten(tmp_path: Path):
    settings = reopened(tmp_path / "s.ini")
    settings.set_folder("sketch", tmp_path / "gone")
    assert settings.folder("sketch").is_dir()


def test_no_open_group_is_remembered_too(tmp_path: Path):
    settings = reopened(tmp_path / "s.ini")
    settings.open_groups = frozenset()
    assert "hair" not in settings.open_groups


def test_recent_projects_newest_first_without_doubles(settings, tmp_path):
    from app.settings import MAX_RECENT

    assert settings.recent_projects == []
    for number in range(MAX_RECENT + 3):
        settings.add_recent_project(tmp_path / f"{number}.nurie")
    settings.add_recent_project(tmp_path / "5.nurie")
    assert settings.recent_projects[0] == tmp_path / "5.nurie"
    assert len(settings.recent_projects) == len(set(settings.recent_projects)) == MAX_RECENT
    settings.forget_recent_project(tmp_path / "5.nurie")
    assert tmp_path / "5.nurie" not in settings.recent_projects


def test_a_list_of_one_survives_the_disk(settings, tmp_path):
    settings.add_known_model(tmp_path / "a, b.safetensors")
    settings.save()
    assert settings.known_models == [tmp_path / "a, b.safetensors"]
