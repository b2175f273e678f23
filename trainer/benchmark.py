"""`train benchmark`: stage one's loop against a plain float32 loop with the same networks, within one run.

Both see the same pictures and take the same steps. The fast loop is the one that trains: channels last, the
device's own precision, fused Adam, pictures prepared ahead by other processes. The plain one has each tensor in
PyTorch's default layout and float32 (no TF32), Adam a parameter at a time, and prepares its pictures between steps.
"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from engine.model_info import ModelInfo
from engine.networks.presets import preset
from engine.weights import new_model, save_model
from trainer.building import tags_for
from trainer.data.folder import DataFolder
from trainer.data.stream import batches
from trainer.options import BenchmarkOptions, StageOneOptions
from trainer.stage import Stage
from trainer.stage_one import StageOneStage
from trainer.train_command import build, fast_arithmetic
from trainer.updates import Updates

WARM_SHARE = 0.2
"""Steps before the timed ones, as a share of them: kernels are chosen and pictures prepared ahead in these."""


@dataclass(frozen=True)
class Timed:
    """Seconds that some steps took, and how many of these were spent waiting for pictures."""

    seconds: float
    waited: float
    pictures: int

    @property
    def rate(self) -> float:
        """Pictures a second."""
        return self.pictures / max(self.seconds, 1e-9)

    def to_dict(self) -> dict[str, float]:
        """JSON values."""
        return {
            "images_per_second": round(self.rate, 3),
            "waiting_share": round(self.waited / max(self.seconds, 1e-9), 4),
        }


def run(options: BenchmarkOptions) -> dict[str, Any]:
    """Times both loops in turn and prints their ratio.

    Returns:
        JSON values: `ratio` (fast to plain), `fast`, `plain`, `device`, `precision` and the scale.

    Raises:
        NurieError: options or data cannot be used, or memory is too small.
    """
    options.validate()
    with tempfile.TemporaryDirectory(prefix="nurie-benchmark-") as folder:
        found = _measured(options, Path(folder))
    if options.json:
        print(json.dumps(found))
    else:
        print(
            f"fast {found['fast']['images_per_second']:.2f} images/s ({found['precision']} on {found['device']}),"
            f" waiting for data {found['fast']['waiting_share']:.1%} of the time\n"
            f"plain {found['plain']['images_per_second']:.2f} images/s (fp32)\n"
            f"ratio {found['ratio']:.2f}"
        )
    return found


def _measured(options: BenchmarkOptions, folder: Path) -> dict[str, Any]:
    data = DataFolder(options.data)
    fast_options = StageOneOptions(
        data=options.data,
        run=folder / "run",
        preset=options.preset,
        size=options.size,
        batch=options.batch,
        lambda_gan=options.lambda_gan,
        workers=options.workers,
        device=options.device,
        precision=options.precision,
        init_from=folder / "tagger.safetensors",
    )
    _write_tagger(fast_options, data, folder / "tagger.safetensors")
    plain_options = replace(fast_options, precision="fp32", workers=0)
    fast, device = build(fast_options, data)
    plain, _ = build(plain_options, data)
    assert isinstance(plain, StageOneStage)
    _make_plain(plain)
    best: dict[str, Timed] = {}
    with tqdm(total=2 * options.rounds, desc="benchmark", unit="round") as bar:
        for _ in range(options.rounds):
            for name, stage, asked in (("plain", plain, plain_options), ("fast", fast, fast_options)):
                fast_arithmetic(name == "fast")
                timed = _time(stage, asked, device, options.steps)
                best[name] = max(best.get(name, timed), timed, key=lambda one: one.rate)
                bar.update()
    return {
        "ratio": round(best["fast"].rate / best["plain"].rate, 3),
        "fast": best["fast"].to_dict(),
        "plain": best["plain"].to_dict(),
        "device": str(device),
        "precision": "fp32" if fast.autocast is None else str(fast.autocast).removeprefix("torch."),
        "preset": options.preset,
        "size": options.size,
        "batch": options.batch,
        "workers": options.workers,
        "steps": options.steps,
    }


def _write_tagger(options: StageOneOptions, data: DataFolder, path: Path) -> None:
    """An encoder to start from; what it has learned does not change how fast it is."""
    tags = tags_for(data, options)
    config = preset(options.preset, len(tags)).at_stage("tagger")
    model = new_model(config, ModelInfo("benchmark", "tagger", config.to_dict(), tags, options.size))
    save_model(path, model, model.info)


def _make_plain(stage: StageOneStage) -> None:
    """Brings the networks to PyTorch's defaults, and gives them Adam as it was before it was fused."""
    for network in (*stage.networks.values(), stage.encoder):
        network.to(memory_format=torch.contiguous_format)  # pyright: ignore[reportCallIssue]
    for name, optimizer in stage.optimizers.items():
        group = optimizer.param_groups[0]
        stage.optimizers[name] = torch.optim.AdamW(
            group["params"],
            lr=group["lr"],
            betas=group["betas"],
            weight_decay=group["weight_decay"],
            fused=False,
            foreach=False,
        )


def _time(stage: Stage, options: StageOneOptions, device: torch.device, steps: int) -> Timed:
    updates = Updates(stage, options, device, stage.autocast, lambda message: print(message))
    warm = max(1, round(WARM_SHARE * steps))
    stream = batches(stage.dataset, 0, warm + steps, options.workers, device)
    begun, waited = time.perf_counter(), 0.0
    for step in range(warm + steps):
        if step == warm:
            _finish(device)
            begun, waited = time.perf_counter(), 0.0
        asked = time.perf_counter()
        batch = next(stream)
        waited += time.perf_counter() - asked
        updates.step(batch, step)
    _finish(device)
    return Timed(time.perf_counter() - begun, waited, steps * options.batch)


def _finish(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()
