"""What `colorize --jobs` says of a picture that failed, and that the next one is painted."""

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

import main as entry
from engine.errors import PictureError
from engine.fallback import failure_of
from engine.painter import Painter
from engine.progress import Cancelled
from engine.sentences import TOO_LITTLE_MEMORY
from tests.engine.tiny_models import colors, drawing, write_model


def too_large() -> object:
    return cv2.resize(np.zeros((4, 4), np.uint8), (2**30, 2**30))


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A command line of two pictures, the first of which takes more memory than there is."""
    monkeypatch.chdir(tmp_path)
    Image.fromarray(drawing().pixels).save("sketch.png")
    Image.fromarray(colors().pixels).save("reference.png")
    lines = [{"sketch": "sketch.png", "output": name} for name in ("1.png", "2.png")]
    Path("jobs.jsonl").write_text("\n".join(map(json.dumps, lines)))
    model = write_model(tmp_path / "tiny.safetensors")
    paint = Painter.paint

    def painted(*arguments: Any) -> Any:
        return too_large() if arguments[2].name == "1.png" else paint(*arguments)

    monkeypatch.setattr(Painter, "paint", painted)
    words = ["colorize", "--jobs", "jobs.jsonl", "--reference", "reference.png", "--model", str(model)]
    return [*words, "--device", "cpu", "--precision", "fp32", "--json"]


def test_a_picture_too_large_for_opencv_stops_no_other(jobs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main(jobs) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["error"] == TOO_LITTLE_MEMORY and first["output"] == "1.png"
    assert second["output"] == "2.png" and Path("2.png").is_file() and not Path("1.png").exists()


@pytest.mark.parametrize("kind", [KeyboardInterrupt, Cancelled])
def test_what_is_called_off_ends_all(
    jobs: list[str], monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
) -> None:
    begun = []

    def stopped(*arguments: Any) -> None:
        begun.append(arguments[2].name)
        raise kind

    monkeypatch.setattr(Painter, "paint", stopped)
    entry.main(jobs)
    assert begun == ["1.png"]


def test_who_has_gone_is_painted_nothing_more(jobs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_arguments: object, **_options: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("engine.commands.colorize._report_failure", lambda *_arguments: None)
    monkeypatch.setattr("engine.commands.colorize._print_json", gone)
    from engine.commands import colorize

    with pytest.raises(BrokenPipeError):
        colorize.main(jobs[1:])


def test_sentences_of_failures() -> None:
    with pytest.raises(cv2.error) as memory:
        too_large()
    with pytest.raises(cv2.error) as other:
        cv2.resize(np.zeros((0, 0), np.uint8), (4, 4))
    assert failure_of(memory.value) is failure_of(MemoryError()) is TOO_LITTLE_MEMORY
    assert "internal error" in failure_of(other.value)
    assert failure_of(PictureError("{path} is gone.", path="a.png")).template == "{path} is gone."
