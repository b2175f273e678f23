"""Event lines reach whoever reads them, and a reader who leaves ends no training."""

from __future__ import annotations

import io
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.errors import TrainingError
from trainer.events import EventWriter, format_event, parse_event
from trainer.tensorboard import TensorBoardLog


def test_a_line_comes_back_and_foreign_lines_do_not() -> None:
    event = parse_event(format_event("step", {"step": 3, "rate": float("nan")}))
    assert event is not None and event["step"] == 3 and event["rate"] is None
    assert parse_event("half a li") is None and parse_event('{"event": "other"}') is None


def test_a_reader_who_leaves_and_a_full_disk_lose_lines_only(tmp_path: Path) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    writer = EventWriter(tmp_path / "events.jsonl", Gone())
    writer.write("done", step=1)
    writer.close()
    assert parse_event((tmp_path / "events.jsonl").read_text()) is not None


class Summary:
    """Stands in for TensorBoard's writer."""

    def __init__(self, folder: str) -> None:
        self.folder, self.told = folder, []
        Summary.last = self

    def __getattr__(self, name: str) -> Any:
        return lambda *values, **more: self.told.append((name, *values[:1]))


def test_tensorboard_gets_losses_and_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("torch.utils.tensorboard")
    module.SummaryWriter = Summary  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", module)
    Image.fromarray(np.zeros((4, 4, 3), np.uint8)).save(tmp_path / "1.png")
    writer = EventWriter(None)
    writer.also(TensorBoardLog(tmp_path))
    writer.write("started", options={"steps": 3})
    speed = {"learning_rate": 0.1, "images_per_second": 3.0, "waiting_share": 0.0}
    writer.write("step", step=1, losses={"l1": 0.5}, **speed)
    writer.write("sample", step=1, path="1.png")
    writer.close()
    told = Summary.last.told  # type: ignore[attr-defined]
    assert ("add_scalar", "losses/l1") in told and ("add_image", "sample") in told and ("add_text", "options") in told
    assert told[-1] == ("close",)


def test_tensorboard_that_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(TrainingError, match="TensorBoard is not installed"):
        TensorBoardLog(tmp_path)
