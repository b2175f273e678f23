from pathlib import Path

import pytest

from engine.errors import WeightsError
from engine.project.content import ModelMark, find_marked, mark_of


def test_weights_are_found_by_what_they_are_and_not_by_name(tmp_path: Path):
    original = tmp_path / "a.safetensors"
    original.write_bytes(b"weights")
    mark = mark_of(original, "Human name")
    assert (mark.name, mark.file, mark.size) == ("Human name", "a.safetensors", 7)
    same_size, renamed = tmp_path / "other.safetensors", tmp_path / "renamed.safetensors"
    same_size.write_bytes(b"WEIGHTS")
    original.rename(renamed)
    assert find_marked(mark, [original, same_size, renamed]) == renamed
    assert find_marked(mark, [original, same_size]) is None


def test_a_mark_without_a_digest_takes_no_file(tmp_path: Path):
    for name, data in (("a.safetensors", b"weights"), ("empty.safetensors", b"")):
        (tmp_path / name).write_bytes(data)
        mark = ModelMark("Human name", name, len(data), "")
        assert find_marked(mark, [tmp_path / name]) is None


def test_a_changed_file_has_another_mark(tmp_path: Path):
    path = tmp_path / "a.safetensors"
    path.write_bytes(b"one")
    first = mark_of(path, "")
    path.write_bytes(b"other")
    assert mark_of(path, "").digest != first.digest


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(WeightsError, match=r"none\.safetensors"):
        mark_of(tmp_path / "none.safetensors", "")
