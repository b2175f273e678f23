"""Event lines reach whoever reads them, and a reader who leaves ends no training."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from engine.errors import TrainingError
from engine.sentences import Sentence
from trainer.events import EventWriter, format_event, parse_event
from trainer.options import TaggerOptions
from trainer.run_folder import RunFolder
from trainer.tensorboard import TensorBoardLog
from trainer.train_command import events_of


def test_a_line_comes_back_and_foreign_lines_do_not() -> None:
    event = parse_event(format_event("step", {"step": 3, "rate": float("nan")}))
    assert event is not None and event["step"] == 3 and event["rate"] is None
    assert parse_event("half a li") is None and parse_event('{"event": "other"}') is None


def test_half_a_line_takes_no_event_with_it(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    for left in ("", '{"event": "ste', '{"event": "step", "step": 1}\n'):
        path.write_text(left, encoding="utf-8")
        writer = EventWriter(path)
        writer.write("started", step=1)
        writer.close()
        *_, last = path.read_text(encoding="utf-8").splitlines()
        event = parse_event(last)
        assert event is not None and event["event"] == "started", left
        assert "" not in path.read_text(encoding="utf-8").splitlines()


def test_a_reader_who_leaves_and_a_full_disk_lose_lines_only(tmp_path: Path) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    writer = EventWriter(tmp_path / "events.jsonl", Gone())
    writer.write("done", step=1)
    writer.close()
    assert parse_event((tmp_path / "events.jsonl").read_text()) is not None


def test_tensorboard_reads_back_losses_and_samples(tmp_path: Path) -> None:
    Image.fromarray(np.zeros((4, 8, 3), np.uint8)).save(tmp_path / "1.png")
    writer = EventWriter(None)
    writer.also(TensorBoardLog(tmp_path))
    writer.write("started", options={"steps": 3})
    speed = {"learning_rate": 0.1, "images_per_second": 3.0, "waiting_share": 0.0}
    writer.write("step", step=7, losses={"l1": 0.5}, **speed)
    writer.write("evaluated", step=7, losses={"l1": 0.25})
    writer.write("sample", step=7, path="1.png")
    writer.close()
    log = EventAccumulator(str(tmp_path / "tensorboard"))
    log.Reload()
    read = {name: [(event.step, event.value) for event in log.Scalars(name)] for name in log.Tags()["scalars"]}
    assert read.keys() == {"losses/l1", "held-out/l1", *speed}
    assert read["losses/l1"] == [(7, 0.5)] and read["held-out/l1"] == [(7, 0.25)]
    assert [(image.step, image.width, image.height) for image in log.Images("sample")] == [(7, 8, 4)]
    (told,) = log.Tensors("options/text_summary")
    assert b"| steps | 3 |" in told.tensor_proto.string_val[0]


def test_the_terminal_is_told_warnings_and_rests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = events_of(TaggerOptions(data=tmp_path, run=tmp_path / "run"), RunFolder(tmp_path / "run", False))
    events.write("warning", message=Sentence("The networks take {part} from now on.", part=2))
    events.write("saved", step=4, path="checkpoint.pt", paused=False)
    events.write("saved", step=5, path="checkpoint.pt", paused=True)
    events.close()
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "nurie: The networks take 2 from now on.",
        "nurie: paused at step 5, and saved; resume goes on, stop ends it",
    ]
    assert told.out == ""


def test_tensorboard_that_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(TrainingError, match="TensorBoard is not installed"):
        TensorBoardLog(tmp_path)
