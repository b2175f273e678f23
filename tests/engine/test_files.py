import os
from pathlib import Path

import pytest

from engine.files import is_hidden, part_of, replaced_whole


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


@pytest.mark.parametrize("name", ["絵" * 83 + ".png", "a." + "b" * 253, "c" * 255])
def test_a_name_as_long_as_the_disk_takes_one_is_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with replaced_whole(path) as part:
        part.write_text("whole")
    assert path.read_text() == "whole" and list(tmp_path.iterdir()) == [path]


def test_files_are_begun_under_names_of_their_own_that_tell_suffix_and_process(tmp_path: Path) -> None:
    names = [part_of(tmp_path / name).name for name in ("a.png", "b.png", "a.webp", "a")]
    assert len(set(names)) == 4 and all(is_hidden(name) for name in names)
    assert [Path(name).suffixes[-3:-2] for name in names] == [[".png"], [".png"], [".webp"], []]
    assert {Path(name).suffixes[-2] for name in names} == {f".{os.getpid()}"}


def test_what_the_system_keeps_beside_pictures_is_hidden() -> None:
    hidden = [".DS_Store", "._a.png", "Thumbs.db", "thumbs.db", "Desktop.ini", "a.png", "notes.txt"]
    assert [is_hidden(name) for name in hidden] == [True] * 5 + [False] * 2
