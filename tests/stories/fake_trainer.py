"""A trainer without networks: takes the same command lines, writes the same run folders, obeys the same commands.

A step takes `FAKE_STEP` seconds (0.02 unless given); at `FAKE_CRASH` steps the process kills itself without a word.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image

from trainer.cli import parse
from trainer.control import CONTROL_FILE, Control
from trainer.events import EventWriter
from trainer.options import AllOptions, TrainOptions, to_json
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

    each = options.of_each() if isinstance(options, AllOptions) else {}

    def at_work() -> str:
        """Which training of a run of several the next step belongs to."""
        ends = accumulate(one.steps for one in each.values())
        return next((name for name, end in zip(each, ends, strict=True) if step < end), "")

    def start() -> None:
        told = {"stage": at_work(), "stages": {name: one.steps for name, one in each.items()}} if each else {}
        values = to_json(each[at_work()] if each and at_work() else options)
        events.write("started", step=step, steps=options.steps, options=values, device="cpu", pid=os.getpid(), **told)

    start()
    with control:
        while step < options.steps:
            time.sleep(STEP_SECONDS)
            before = at_work()
            step += 1
            if at_work() != before and step < options.steps:
                start()
            if step == CRASH_AT:
                print("Out of memory: the system ended it", file=sys.stderr, flush=True)
                os.kill(os.getpid(), signal.SIGKILL)
            events.write(
                "step",
                step=step,
                epoch=step / 4,
                losses={"l1": 1 / step},
                learning_rate=options.learning_rate or 1e-4,
                memory_bytes=2 << 30,
                memory_total_bytes=6 << 30,
                images_per_second=50.0,
                waiting_share=0.01,
            )
            if step % 5 == 0:
                path = root / "samples" / f"{step:07d}.png"
                Image.new("RGB", (64, 32), (min(255, 4 * step), 80, 120)).save(path)
                own = {"own": f"samples/{path.name}"} if options.own_sketch is not None else {}
                events.write("sample", step=step, path=f"samples/{path.name}", **own)
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


def tell_cost(options: TrainOptions) -> None:
    print("\rtrying:  50%|#####     | 10/20 [00:00<00:01]", end="", file=sys.stderr, flush=True)
    cost = {"time": {"seconds_a_step": 0.36}, "memory_gib": {"estimate": 2.5, "measured": None}, "disk_gib": 1.25}
    if isinstance(options, AllOptions):
        cost["stages"] = {name: {"options": to_json(one), **cost} for name, one in options.of_each().items()}
    print(json.dumps({"options": to_json(options), **cost}))


if __name__ == "__main__":
    chosen, given = parse(sys.argv[2:])
    if given.dry_run:
        tell_cost(given)
        sys.exit(0)
    given.run.mkdir(parents=True, exist_ok=True)
    with training_in(given.run):
        train(chosen, given)
