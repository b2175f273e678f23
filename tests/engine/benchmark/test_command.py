"""The command as a whole, on the smallest networks."""

import json
from pathlib import Path

import numpy as np
import pytest

import main as entry
from engine.benchmark import measure
from engine.benchmark.cold import FirstPicture, first_picture
from engine.benchmark.plain import PlainWay
from engine.benchmark.work import WHATS
from engine.errors import NurieError
from engine.requests import ColorizeRequest
from engine.weights import load_model
from tests.engine.tiny_models import colors, drawing, tiny_model, write_model

CPU = ["--device", "cpu", "--precision", "fp32"]


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Keeps processes from being started for cold starts; tells which ways were asked for (True: plain)."""
    asked: list[bool] = []

    def painted_here(request: ColorizeRequest, folder: Path, plain: bool) -> FirstPicture:
        asked.append(plain)
        return FirstPicture(5.0, PlainWay(load_model(request.model), "cpu").paint(request), 2**20)

    monkeypatch.setattr(measure, "first_picture", painted_here)
    monkeypatch.setattr("engine.benchmark.machine._SECONDS", 0.01)
    return asked


def test_json_has_the_machine_and_a_row_a_measurement(
    tmp_path: Path, starts: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    model = write_model(tmp_path / "tiny.safetensors")
    arguments = ["benchmark", "--model", str(model), "--sizes", "32,64", "--repeats", "2", *CPU, "--json"]
    assert entry.main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["machine"]["threads"] >= 1 and "cpu" in found["machine"]["devices"]
    assert [(row["size"], row["what"]) for row in found["rows"]] == [(s, what) for s in (32, 64) for what in WHATS]
    for row in found["rows"]:
        assert (row["preset"], row["device"], row["precision"]) == ("Tiny", "cpu", "fp32")
        assert 0 < row["median_ms"] <= row["p95_ms"] and row["plain_ms"] > 0 and row["floor_ms"] > 0
        assert row["max_diff"] <= 1
    assert starts.count(True) >= 2 and starts.count(False) == 4


def test_a_difference_between_the_ways_is_seen(
    tmp_path: Path, starts: list[bool], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = write_model(tmp_path / "tiny.safetensors")
    plainly = PlainWay.paint
    monkeypatch.setattr(PlainWay, "paint", lambda self, request: plainly(self, request) ^ np.uint8(8))
    assert entry.main(["benchmark", "--model", str(model), "--sizes", "32", "--repeats", "1", *CPU, "--json"]) == 0
    slider = json.loads(capsys.readouterr().out)["rows"][0]
    assert 7 <= slider["max_diff"] <= 9


@pytest.mark.parametrize("plain", [False, True])
def test_a_first_picture_comes_from_a_process(tmp_path: Path, plain: bool) -> None:
    model = write_model(tmp_path / "tiny.safetensors")
    request = ColorizeRequest(0, drawing(), colors(), model, {"red_hair": 2.0}, 64, device="cpu", precision="fp32")
    first = first_picture(request, tmp_path, plain)
    assert first.milliseconds > 100 and (first.peak_bytes is None or first.peak_bytes > 50 * 2**20)
    expected = PlainWay(load_model(model), "cpu").paint(request)
    assert np.abs(first.pixels.astype(int) - expected).max() <= 1


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    request = ColorizeRequest(0, drawing(), colors(), tmp_path / "gone", size=64, device="cpu", precision="fp32")
    with pytest.raises(NurieError, match="first picture failed: .*gone"):
        first_picture(request, tmp_path, plain=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--sizes", "50"],
        ["--sizes", "big"],
        ["--sizes", "16"],
        ["--repeats", "0"],
        ["--preset", "tiny", "--model", "m"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        entry.main(["benchmark", *arguments])
    assert capsys.readouterr().err.startswith("nurie: ")


def test_a_model_without_sliders_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = write_model(tmp_path / "one.safetensors", tiny_model("stage-one"))
    assert entry.main(["benchmark", "--model", str(model)]) == 1
    assert "no stage two" in capsys.readouterr().err
