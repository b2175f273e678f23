"""What the reader of the authors' pickles takes and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from engine.pickle_reader import convert

STATE = {"a.weight": torch.arange(6.0).reshape(2, 3), "a.bias": torch.ones(2)}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "source.pth"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target.safetensors"


def test_named_state_dicts_are_taken_and_the_rest_is_left(source: Path, target: Path) -> None:
    torch.save({"states": {"epoch": 3}, "M": STATE, "Mr": {"weight": torch.eye(2)}, "D": STATE}, source)
    convert(str(source), str(target), ["M", "Mr"])
    tensors = load_file(target)
    assert set(tensors) == {"M.a.weight", "M.a.bias", "Mr.weight"}
    assert torch.equal(tensors["M.a.weight"], STATE["a.weight"])


def test_a_flat_state_dict_counts_as_the_first_name(source: Path, target: Path) -> None:
    torch.save(STATE, source)
    convert(str(source), str(target), ["R"])
    assert set(load_file(target)) == {"R.a.weight", "R.a.bias"}


def test_tensors_that_share_memory_are_written(source: Path, target: Path) -> None:
    shared = torch.arange(8.0)
    torch.save({"a": shared[:4], "b": shared[2:].reshape(2, 3).T}, source)
    convert(str(source), str(target), ["R"])
    assert torch.equal(load_file(target)["R.b"], shared[2:].reshape(2, 3).T)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"states": {}, "M": STATE}, "it has no entry 'G' but states, M"),
        ({"G": {"a": "no tensor"}}, "its entry 'G' is no state dict"),
        ([torch.ones(1)], "it holds no state dict"),
        ({}, "it holds no state dict"),
    ],
)
def test_other_content_is_named(content: object, sentence: str, source: Path, target: Path) -> None:
    torch.save(content, source)
    with pytest.raises(ValueError, match=sentence):
        convert(str(source), str(target), ["G"])
    assert not target.exists()


@pytest.mark.parametrize("kept", [0, 10, 600])
def test_files_cut_short_are_refused(kept: int, source: Path, target: Path) -> None:
    torch.save({"G": STATE}, source)
    source.write_bytes(source.read_bytes()[:kept])
    with pytest.raises(ValueError, match="it is damaged"):
        convert(str(source), str(target), ["G"])


def test_text_is_refused(source: Path, target: Path) -> None:
    source.write_text("no weights")
    with pytest.raises(ValueError, match="it is damaged"):
        convert(str(source), str(target), ["G"])
