from pathlib import Path

import pytest

from engine.files import is_hidden, replaced_whole


def test_the_new_file_takes_the_old_ones_place_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "made" / "file.txt"
    with replaced_whole(path) as part:
        part.write_text("first")
        assert not path.exists()
    with replaced_whole(path) as part:
        part.write_text("second")
        assert path.read_text() == "first"
    assert path.read_text() == "second"
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replaced_whole(path) as part:
        part.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_the_system_keeps_beside_pictures_is_hidden() -> None:
    hidden = [".DS_Store", "._a.png", "Thumbs.db", "thumbs.db", "Desktop.ini", "a.png", "notes.txt"]
    assert [is_hidden(name) for name in hidden] == [True] * 5 + [False] * 2
