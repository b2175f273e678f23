"""A discriminator that has won and a disk nearly full are told once, and again after they had passed."""

from collections import namedtuple
from pathlib import Path

import pytest

from trainer import signs
from trainer.signs import SAVINGS, WON_LOGS, Signs

WON = {"l1": 0.2, "gan": 6.0, "discriminator": 0.01}
EVEN = {"l1": 0.2, "gan": 0.8, "discriminator": 0.6}
Usage = namedtuple("Usage", "total used free")


def test_a_discriminator_that_won_for_long() -> None:
    watch = Signs()
    said = [watch.of_terms(WON, step) for step in range(WON_LOGS + 30)]
    assert [bool(words) for words in said].count(True) == 1 and said[WON_LOGS - 1].startswith(
        "The discriminator has won"
    )
    assert watch.of_terms(EVEN, 100) == ""
    again = [watch.of_terms(WON, step) for step in range(WON_LOGS)]
    assert again[-1] and not any(again[:-1])


@pytest.mark.parametrize("terms", [EVEN, {"l1": 0.1}, {"discriminator": 0.01, "gan": 1.0}, {"gan": 9.0}])
def test_what_is_no_victory(terms: dict[str, float]) -> None:
    watch = Signs()
    assert not any(watch.of_terms(terms, step) for step in range(3 * WON_LOGS))


def test_a_disk_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 3_000_000_000
    free = [SAVINGS * size - 1]
    monkeypatch.setattr(signs.shutil, "disk_usage", lambda _path: Usage(0, 0, free[0]))
    watch, saved = Signs(), (tmp_path / "checkpoint.pt", tmp_path / "gone")
    with saved[0].open("wb") as file:
        file.truncate(size)  # takes no room
    assert "nearly full: 6.0 GB are left" in watch.of_disk(tmp_path, saved)
    assert watch.of_disk(tmp_path, saved) == ""
    free[0] += 1
    assert watch.of_disk(tmp_path, saved) == ""
    free[0] = 0
    assert watch.of_disk(tmp_path, saved)


def test_a_small_run_needs_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = [1_900_000_000]
    monkeypatch.setattr(signs.shutil, "disk_usage", lambda _path: Usage(0, 0, free[0]))
    watch, saved = Signs(), (tmp_path / "checkpoint.pt", tmp_path / "model.safetensors")
    for path, size in zip(saved, (60_000_000, 21_000_000), strict=True):
        with path.open("wb") as file:
            file.truncate(size)
    assert watch.of_disk(tmp_path, saved) == ""
    free[0] = 100_000_000
    assert "0.1 GB are left" in watch.of_disk(tmp_path, saved)
