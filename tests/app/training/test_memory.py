"""The memory that a training takes, from torch's word for it to the window's."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from app.model.training_run import TrainingRun
from app.ui.training.facts import NOTHING, Facts
from trainer.events import format_event, parse_event
from trainer.options import TaggerOptions, to_json
from trainer.usage import usage

GIB = 1024**3


def shown(qtbot, run_folder: Path, device: str) -> dict[str, str]:
    """What the facts show of a run on a device, its events written and read as a trainer and a window do."""
    options = TaggerOptions(data=run_folder / "data", run=run_folder)
    told = {"losses": {}, "images_per_second": 1.0, **usage(torch.device(device), run_folder)}
    lines = [
        format_event("started", {"step": 0, "steps": 10, "options": to_json(options), "device": device}),
        format_event("step", {"step": 1, **told}),
    ]
    run = TrainingRun(run_folder)
    run.apply([event for line in lines if (event := parse_event(line)) is not None])
    assert run.passed_by == 0
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show_run(run)
    return {key: label.text() for key, label in facts.values.items()}


def test_of_a_graphics_card_its_own_memory_is_shown(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted as on the box, so that a card of 8 GB is one of 8 GB."""
    asked: list[torch.device] = []
    monkeypatch.setattr(torch.cuda, "max_memory_reserved", lambda device: asked.append(device) or 5 * GIB + GIB // 2)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _device: SimpleNamespace(total_memory=8 * GIB))
    told = shown(qtbot, tmp_path, "cuda:1")
    assert (told["memory"], told["device"]) == ("5.5 GB of 8.0 GB", "Graphics card")
    assert asked == [torch.device("cuda:1")], "the card that it trains on"


def test_elsewhere_it_is_the_memory_of_the_process(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(qtbot, tmp_path, "cpu")
    amount, unit = told["memory"].split()
    assert 0.1 < float(amount) < 100 and unit == "GB" and told["device"] == "Processor"
    monkeypatch.setattr("trainer.usage.most_resident", lambda: None)
    assert shown(qtbot, tmp_path, "cpu")["memory"] == NOTHING, "Windows has no such word"
    assert json.loads(format_event("step", usage(torch.device("cpu"), tmp_path)))["memory_bytes"] is None
