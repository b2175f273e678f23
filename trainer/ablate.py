"""`train ablate`: the rows of Table 1 and the curves of Figure 7, trained and measured at a chosen scale."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from engine.files import replaced_whole
from engine.networks.encoder import Encoder
from engine.networks.presets import preset
from trainer.ablation.plot import Curve, figure
from trainer.ablation.rows import Row, chosen_rows
from trainer.ablation.runs import Runs, curves
from trainer.ablation.table import markdown, summary
from trainer.building import git_commit
from trainer.evaluation.features import inception_network
from trainer.imagenet import load_imagenet
from trainer.options import AblateOptions, to_json
from trainer.run_folder import written

# Heading of a panel of Figure 7 → loss term.
_PANELS = {"feature-level L1 (Eq. 12)": "feature", "inversion loss (Eq. 13)": "inversion"}

FIGURE = "figure7.svg"


def run(options: AblateOptions) -> dict[str, Any]:
    """Trains and measures every row for every seed, and writes `ablation.md`, `ablation.json` and `figure7.svg`.

    What is done stays done: the same command goes on where it was interrupted. The table is written anew after
    each row, so that the first numbers can be seen early, and one that is never finished still tells what it found.

    Returns:
        What stands in `ablation.json`.

    Raises:
        NurieError: options, data or weights cannot be used, or a training failed.
        KeyboardInterrupt: it was stopped; the training under way is saved.
    """
    options.validate()
    # Files that would be found wrong only after hours of training are tried first.
    if options.inception is not None:
        inception_network(options.inception)
    if options.imagenet is not None:
        load_imagenet(Encoder(preset(options.preset, 1).encoder), options.imagenet)
    rows, runs = chosen_rows(options), Runs(options)
    numbers: dict[str, dict[int, dict[str, float]]] = {row.name: {} for row in rows}
    found: dict[str, Any] = {}
    for seed in range(options.seeds):
        _say(f"seed {seed + 1} of {options.seeds}: tagger")
        runs.train_tagger(seed)
        for row in rows:
            _say(f"seed {seed + 1} of {options.seeds}: {row.label}")
            runs.train_row(row, seed)
            numbers[row.name][seed] = runs.measure(row, seed)
            found = _write(options, rows, runs, numbers)
    print((options.out / "ablation.md").read_text(encoding="utf-8"), end="")
    return found


def _write(
    options: AblateOptions,
    rows: Sequence[Row],
    runs: Runs,
    numbers: dict[str, dict[int, dict[str, float]]],
) -> dict[str, Any]:
    found = {
        "options": to_json(options),
        "git_commit": git_commit(),
        "variants": [asdict(row) for row in rows],
        "by_seed": numbers,
        **summary(rows, numbers),
    }
    judge = "Inception" if options.inception is not None else "the seed's tagger, so it compares within this table only"
    scale = (
        f"Preset {options.preset} at {options.size} px, {options.batch} pictures a step: tagger {options.tagger_steps},"
        f" first training {options.steps}, second {options.mapping_steps} steps, learning rate"
        f" {options.learning_rate:g}, weight of the adversarial term {options.lambda_gan:g}; up to {options.limit}"
        f" held-out pictures of {options.data.name}; features of the Fréchet distance: {judge}."
    )
    measured = sum(map(len, numbers.values()))
    if (asked := options.seeds * len(rows)) > measured:
        scale += f" Unfinished: {measured} of {asked} trainings are measured."
    if options.imagenet is None:
        scale += " The rows of ImageNet's encoder are left out: its weights were not at hand."
    mapped = [row for row in rows if row.base]
    panels = {}
    for heading, term in _PANELS.items():
        each = [
            (row, [curves(runs.folder(row.name, seed)).get(term, []) for seed in numbers[row.name]]) for row in mapped
        ]
        panels[heading] = [Curve(row.label, tuple(points)) for row, points in each if points and all(points)]
    texts = {
        "ablation.json": json.dumps(found, ensure_ascii=False, indent=1) + "\n",
        "ablation.md": markdown(found, scale, plot=FIGURE if any(panels.values()) else ""),
        FIGURE: figure(panels),
    }
    for name, text in texts.items():
        with written(options.out / name), replaced_whole(options.out / name) as part:
            part.write_text(text, encoding="utf-8")
    return found


def _say(what: str) -> None:
    print(f"ablate: {what}", file=sys.stderr)
