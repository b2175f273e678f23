"""`benchmark`: how long each change takes, beside the plain way and beside the arithmetic's own floor."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from tqdm import tqdm

from engine.commands.options import Parser
from engine.errors import NurieError
from engine.model_info import read_model_info
from engine.networks.config import STRIDE
from engine.networks.presets import PresetName
from engine.painting_settings import check_size
from engine.requests import Device, Precision
from engine.resources import find_model

if TYPE_CHECKING:
    from engine.benchmark.measure import Row
    from engine.device import Placement

DEFAULT_PRESET: PresetName = "paper"
DEFAULT_SIZES = (256, 384, 512)
DEFAULT_REPEATS = 10

_COLUMNS = ("what", "size", "device", "precision", "median_ms", "p95_ms", "plain_ms", "floor_ms", "max_diff")
_WORDS = ("what", "device", "precision")
_LEGEND = """\
slider, sketch, reference: from that change to the networks' picture, all else kept; full: a moved slider to a picture
of the drawing's own, four times larger size; cold: from the start of a process to its first picture.
plain_ms: eager float32, everything re-run. floor_ms: the arithmetic alone, at the rate of matrix products measured
just then. max_diff: largest difference of a pixel between both ways, in steps of 8 bits."""


def main(argv: Sequence[str]) -> int:
    """Runs the command; rows are printed as they are measured, JSON at the end.

    Raises:
        SystemExit: wrong usage (2) or `--help` (0).
        NurieError: the model, device or precision cannot be measured.
    """
    args = _parser().parse_args(argv)
    model = None if args.model is None else find_model(args.model)
    if model is not None and read_model_info(model).stage != "stage-two":
        raise NurieError(f"{model} has no stage two, so there is no slider to measure; name another model.")

    from engine.benchmark.machine import describe

    rows = _measure(model, args)
    if args.json:
        print(json.dumps({"machine": describe(), "rows": [asdict(row) for row in rows]}, ensure_ascii=False))
    else:
        machine = describe()
        print(f"\n{machine['processor']}, {machine['threads']} threads, torch {machine['torch']}\n{_LEGEND}")
    return 0


def _parser() -> Parser:
    parser = Parser("benchmark", "Measures the engine on this machine, beside the plain way to the same pictures.")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--preset",
        choices=get_args(PresetName),
        default=DEFAULT_PRESET,
        help=f"measure a new model of this size, no weights file is needed ({DEFAULT_PRESET})",
    )
    which.add_argument("--model", metavar="FILE", help="measure a weights file, or the name of one that `models` lists")
    parser.add_argument(
        "--sizes",
        type=_sizes_option,
        default=DEFAULT_SIZES,
        metavar="N,N,…",
        help=f"sides in pixels, multiples of {STRIDE} ({','.join(map(str, DEFAULT_SIZES))})",
    )
    parser.add_argument(
        "--device", choices=get_args(Device), default="auto", help="where the networks run; auto measures each (auto)"
    )
    parser.add_argument(
        "--precision",
        choices=get_args(Precision),
        default="auto",
        help="their arithmetic; auto measures fp32 and, where there is a faster one, that too (auto)",
    )
    parser.add_argument(
        "--repeats", type=_repeats_option, default=DEFAULT_REPEATS, metavar="N", help=f"({DEFAULT_REPEATS})"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object: the machine, and a row a measurement")
    return parser


def _sizes_option(text: str) -> tuple[int, ...]:
    try:
        sizes = tuple(check_size(int(part)) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no list of sides in pixels, such as 256,512") from error
    if wrong := [size for size in sizes if size % STRIDE]:
        raise argparse.ArgumentTypeError(f"{wrong[0]} is no multiple of {STRIDE}")
    return sizes


def _repeats_option(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of repeats, at least 1")
    return int(text)


def _measure(model: Path | None, args: argparse.Namespace) -> list[Row]:
    from engine.benchmark.measure import Bench
    from engine.benchmark.scene import write_seeded_model
    from engine.benchmark.work import WHATS

    placements = _placements(args.device, args.precision)
    rows: list[Row] = []
    if not args.json:
        print(_line(dict.fromkeys(_COLUMNS, ""), header=True))
    with tempfile.TemporaryDirectory(prefix="nurie-benchmark-") as folder:
        if model is None:
            path, name = Path(folder) / "model.safetensors", args.preset
            write_seeded_model(path, args.preset)
        else:
            path, name = model, read_model_info(model).name
        total = len(placements) * len(args.sizes) * len(WHATS)
        with tqdm(total=total, desc="benchmark", disable=None, file=sys.stderr, leave=False) as progress:
            for placement in placements:
                bench = Bench(path, name, placement, args.repeats)
                for size in args.sizes:
                    for row in bench.rows(size, Path(folder)):
                        rows.append(row)
                        if not args.json:
                            tqdm.write(_line(asdict(row)), file=sys.stdout)
                            sys.stdout.flush()
                        progress.update()
    return rows


def _placements(device: Device, precision: Precision) -> list[Placement]:
    """Every device that is asked for, in every precision that is."""
    from engine.device import available_devices, choose

    found: list[Placement] = []
    for name in available_devices() if device == "auto" else [device]:
        for arithmetic in ("fp32", "auto") if precision == "auto" else (precision,):
            placement = choose(name, arithmetic)  # type: ignore[arg-type]
            if placement not in found:
                found.append(placement)
    return found


def _line(values: dict[str, Any], header: bool = False) -> str:
    """One row of the table: words to the left, numbers to the right."""
    cells = []
    for column in _COLUMNS:
        value = column if header else values[column]
        text = f"{value:.1f}" if isinstance(value, float) else str(value)
        cells.append(f"{text:<9}" if column in _WORDS else f"{text:>9}")
    return "  ".join(cells)
