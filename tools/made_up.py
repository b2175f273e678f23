"""What the walk through the window shows and nobody waits for: a training of hours, a program that was killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

import app.application as application
from tools.grabbing import ROOT
from trainer.events import EventWriter
from trainer.options import StageTwoOptions, to_json


def end_badly(folder: Path) -> bool:
    """Lets another window be killed over its work."""
    crash = [sys.executable, "-m", "tools.screenshots", "--crash", str(folder)]
    subprocess.run(crash, check=False, cwd=ROOT, stdout=subprocess.DEVNULL)
    return True


def write_run(root: Path, folder: Path) -> None:
    """A run as a training of some hours leaves it, with invented numbers: for the picture of the page alone."""
    options = StageTwoOptions(data=folder / "flowers", run=root, steps=3000)
    (root / "samples").mkdir(parents=True)
    (root / "options.json").write_text(json.dumps(to_json(options)))
    demo = [Image.open(path).convert("RGB").resize((256, 256)) for path in application.DEMO.values()]
    sheet = Image.new("RGB", (256 * len(demo), 256))
    for place, picture in enumerate(demo):
        sheet.paste(picture, (256 * place, 0))
    random = np.random.default_rng(0)
    events = EventWriter(root / "events.jsonl")
    events.write("started", step=0, steps=options.steps, options=to_json(options), device="cpu", pid=os.getpid())
    for step in range(10, options.steps + 1, 10):
        loss = 0.08 + 0.25 * np.exp(-step / 600) + random.normal(0, 0.006)
        rate = 50.0 + random.normal(0, 2)
        events.write(
            "step",
            step=step,
            losses={"l1": loss, "inversion": 0.5 * loss},
            learning_rate=options.learning_rate,
            images_per_second=rate,
            waiting_share=0.01,
        )
        if step % 500 == 0:
            path = root / "samples" / f"{step:07d}.png"
            sheet.save(path)
            events.write("sample", step=step, path=f"samples/{path.name}")
    events.write("done", step=options.steps)


class NoSession:
    """Colours nothing: for a window that is only to end badly."""

    def __init__(self, on_answer: object) -> None: ...
    def submit(self, request: object) -> None: ...
    def submit_idle(self, request: object, first: bool = False) -> None: ...
    def cancel_idle(self, numbers: object) -> None: ...
    def warm_up(self, model: Path) -> None: ...
    def close(self) -> None: ...
