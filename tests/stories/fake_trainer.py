"""A trainer without networks: takes the same command lines, writes the same run folders, obeys the same commands.

A step takes `FAKE_STEP` seconds (0.02 unless given); at `FAKE_CRASH` steps the process kills itself without a word.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image

from trainer.cli import parse
from trainer.control import CONTROL_FILE, Control
from trainer.events import EventWriter
from trainer.options import TrainOptions, to_json
from trainer.run_lock import training_in

STEP_SECONDS = float(os.environ.get("FAKE_STEP", "0.02"))
CRASH_AT = int(os.environ.get("FAKE_CRASH", "0"))


def write_model(path: Path, stage: str, step: int) -> None:
    """A weights file with a description and no tensors."""
    values = {
        "format_version": 1,
        "name": "fake",
        "stage": stage,
        "config": {},
        "tags": [{"name": "red_hair", "group": "hair", "index": 0}],
        "resolution": 64,
        "provenance": {"trainings": [{"steps_done": step}]},
    }
    header = json.dumps({"__metadata__": {key: json.dumps(value) for key, value in values.items()}}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header)


def train(verb: str, options: TrainOptions) -> None:
    root = options.run
    (root / "samples").mkdir(parents=True, exist_ok=True)
    (root / "options.json").write_text(json.dumps(to_json(options)))
    checkpoint = root / "checkpoint.json"
    control = Control(root / CONTROL_FILE)
    step = json.loads(checkpoint.read_text()) if checkpoint.exists() else 0
    events = EventWriter(root / "events.jsonl")

    def start() -> None:
        events.write("started", step=step, steps=options.steps, options=to_json(options), device="cpu", pid=os.getpid())

    start()
    with control:
        while step < options.steps:
            time.sleep(STEP_SECONDS)
            step += 1
            if step == CRASH_AT:
                print("Out of memory: the system ended it", file=sys.stderr, flush=True)
                os.kill(os.getpid(), signal.SIGKILL)
            events.write(
                "step",
                step=step,
                losses={"l1": 1 / step},
                learning_rate=options.learning_rate,
                images_per_second=50.0,
                waiting_share=0.01,
            )
            if step % 5 == 0:
                path = root / "samples" / f"{step:07d}.png"
                Image.new("RGB", (64, 32), (min(255, 4 * step), 80, 120)).save(path)
                events.write("sample", step=step, path=f"samples/{path.name}")
            control.poll()
            if step % 10 == 0 or step == options.steps or control.saving or control.stopping:
                checkpoint.write_text(json.dumps(step))
                write_model(root / "model.safetensors", verb, step)
                control.saving = False
                events.write("saved", step=step, path=checkpoint.name, paused=control.paused)
            rested = control.rest()
            if control.stopping:
                events.write("done", stopped=True)
                return
            if rested or control.has_changes:
                options = control.changed(options, step)
                start()
    events.write("done", step=step)


if __name__ == "__main__":
    chosen, given = parse(sys.argv[2:])
    given.run.mkdir(parents=True, exist_ok=True)
    with training_in(given.run):
        train(chosen, given)
