"""`colorize`: one picture, or each line of a jobs file, painted and written."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

from engine.commands.jobs import Job, JobError, read_jobs
from engine.commands.options import Parser, add_line_options, add_model_options, add_painting_options, printable
from engine.errors import NurieError
from engine.fallback import failure_of
from engine.image_io import EXPORT_SUFFIXES, check_writable, read_picture
from engine.line_art import detect
from engine.painter import Painter
from engine.progress import Cancelled
from engine.requests import EVENNESS
from engine.resources import find_model
from engine.tags import edits


def paint(painter: Painter, job: Job) -> dict[str, Any]:
    """Paints and writes one picture; says what was done, as JSON values.

    What can be refused without the networks is refused first.

    Raises:
        NurieError: it was not painted, and nothing was written.
    """
    sketch, reference, output = job.files()
    check_writable(output, EXPORT_SUFFIXES)
    edits(job.tags, painter.info)
    request = painter.request(
        read_picture(sketch, job.layer),
        read_picture(reference),
        tags=job.tags,
        size=job.size,
        lines=job.lines,
        line_settings=job.line_settings,
        evenness=job.evenness,
        number=job.line or 0,
    )
    result = painter.paint(request, output)
    return {
        **job.describe(),
        "line_art": asdict(detect(request.sketch, request.line_settings)),
        "model": str(painter.model),
        "size": list(result.size),
        "device": result.device,
        "precision": result.precision,
        "milliseconds": {part: round(time, 1) for part, time in result.milliseconds.items()},
        **({"notes": list(result.notes)} if result.notes else {}),
    }


def main(argv: Sequence[str]) -> int:
    """Runs the command.

    Raises:
        SystemExit: wrong usage (2) or `--help` (0).
        NurieError: why the one picture was not painted.
    """
    parser = _parser()
    args = parser.parse_args(argv)
    given = Job(
        args.sketch,
        args.reference,
        args.output,
        dict(args.tag),
        args.size,
        args.lines,
        layer=args.layer,
        evenness=EVENNESS if args.evenness is None else args.evenness,
        ink=args.ink,
        clean_paper=args.clean_paper,
        threshold=args.threshold,
    )
    if args.jobs is None:
        missing = [name for name, value in _needed(args).items() if value is None]
        if missing:
            parser.error(f"missing: {', '.join(missing)}")
        return _run_one(given, args)
    if args.sketch is not None or args.output is not None:
        parser.error("with --jobs the file says the sketches and outputs; leave out SKETCH and -o")
    return _run_jobs(read_jobs(args.jobs, given), args)


def _parser() -> Parser:
    parser = Parser("colorize", "Colours a line drawing in the colours of a reference.")
    parser.add_argument("sketch", nargs="?", type=Path, metavar="SKETCH", help="the line drawing")
    parser.add_argument("--reference", type=Path, metavar="REF", help="the picture whose colours to take")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="what to write: png, jpg, webp, tiff; ora or psd in layers"
    )
    parser.add_argument("--jobs", type=Path, metavar="FILE", help="a file of one JSON object a line, one picture each")
    add_painting_options(parser)
    parser.add_argument("--layer", default="", metavar="NAME", help="the sketch's layer to take from a PSD or ORA")
    add_line_options(parser)
    add_model_options(parser)
    parser.add_argument("--json", action="store_true", help="say what was done as one JSON object a picture")
    return parser


def _needed(args: argparse.Namespace) -> dict[str, Any]:
    return {"SKETCH": args.sketch, "--reference": args.reference, "-o": args.output}


def _painter(args: argparse.Namespace) -> Painter:
    return Painter(find_model(args.model), args.device, args.precision)


def _run_one(job: Job, args: argparse.Namespace) -> int:
    try:
        done = paint(_painter(args), job)
    except NurieError as error:
        if args.json:
            _print_json({**job.describe(), "error": str(error)})
        raise
    _report(done, args.json)
    return 0


def _run_jobs(jobs: Iterable[Job | JobError], args: argparse.Namespace) -> int:
    jobs = list(jobs)
    painter = _painter(args)
    failed = 0
    for job in tqdm(jobs, desc="colorize", unit="picture", disable=None, file=sys.stderr):
        try:
            if isinstance(job, JobError):
                raise job
            done = paint(painter, job)
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 (whatever is wrong with one picture, the others are painted)
            failed += 1
            _report_failure(job, failure_of(error), args.json)
        else:
            _report(done, args.json)  # where nobody reads it any more, the rest is not painted either
    if failed:
        raise JobError(f"{failed} of {len(jobs)} pictures of {args.jobs} were not painted; see their errors.")
    return 0


def _report(done: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _print_json(done)
    else:
        print(printable(done["output"]), flush=True)


def _report_failure(job: Job | JobError, message: str, as_json: bool) -> None:
    if as_json:
        _print_json({**(job.describe() if isinstance(job, Job) else {}), "error": message})
        return
    where = "" if isinstance(job, JobError) or message.startswith(job.where) else job.where
    tqdm.write(f"nurie: {where}{message}", file=sys.stderr)


def _print_json(value: dict[str, Any]) -> None:
    print(printable(json.dumps(value, ensure_ascii=False)), flush=True)
