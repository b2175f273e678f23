"""`batch`: every sketch of a folder, or every page of a CBZ, painted with one reference."""

from __future__ import annotations

import _thread
import argparse
import json
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image
from tqdm import tqdm

from engine.batch.job import FORMATS, BatchJob, Look, ProjectLook, look_of_project
from engine.batch.palette import read_palette
from engine.batch.runner import Batch, Begun, Control, Finished, Outcome, Paused, Written
from engine.commands.options import Parser, add_line_options, add_model_options, add_painting_options, printable
from engine.errors import BatchError
from engine.image_io import read_picture
from engine.painter import Painter
from engine.project.archive import SUFFIX as PROJECT_SUFFIX
from engine.requests import EVENNESS, LineSettings
from engine.resources import find_model
from engine.sentences import packed, reason_of

INTERRUPTED = 130
THUMBNAIL = 160
"""Long side in pixels of the small pictures of `--thumbnails`."""
_MOST_NAMED = 5
_STANDARD_INPUT = 0


def main(argv: Sequence[str]) -> int:
    """Runs the command.

    Returns:
        Exit status: 0, or 130 when it was interrupted, which the same command goes on from.

    Raises:
        SystemExit: wrong usage (2) or `--help` (0).
        NurieError: it could not begin, or some pages were not painted.
    """
    parser = _parser()
    args = parser.parse_args(argv)
    if args.reference is not None and args.reference.suffix.lower() == PROJECT_SUFFIX:
        if args.project is not None:
            parser.error("name one project")
        args.project, args.reference = args.reference, None
    if args.reference is not None and args.palette is not None:
        parser.error("give --reference or --palette, not both")
    if args.reference is None and args.palette is None and args.project is None:
        parser.error("missing: --reference, --palette or --project")
    job = _job(args)
    painter = Painter(job.look.model, args.device, args.precision)
    return _Run(Batch(job, painter), args).run()


def _parser() -> Parser:
    parser = Parser("batch", "Colours every sketch of a folder, or every page of a CBZ, in reading order.")
    parser.add_argument("sketches", type=Path, metavar="SKETCHES", help="a folder, its sub-folders included, or a CBZ")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="a folder, or the CBZ to write")
    parser.add_argument(
        "--reference", type=Path, metavar="R", help=f"the picture whose colours to take, or a {PROJECT_SUFFIX} project"
    )
    parser.add_argument(
        "--palette", type=Path, metavar="P", help="colours in place of a picture: .gpl, a list of #rrggbb, or swatches"
    )
    parser.add_argument(
        "--project",
        type=Path,
        metavar="P",
        help="reference, tags, lines and model of a project, where nothing else is said",
    )
    add_painting_options(parser)
    add_line_options(parser)
    add_model_options(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="png", help="what to write (png); a CBZ takes png, jpg, webp"
    )
    parser.add_argument("--suffix", default="", metavar="TEXT", help="added to each name, e.g. _coloured")
    parser.add_argument("--overwrite", action="store_true", help="paint what is there already once more")
    parser.add_argument(
        "--leave-out",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a file among the sketches that is none; like the reference it is never painted over",
    )
    parser.add_argument("--only", type=Path, metavar="FILE", help="a text file with the pages to paint, one a line")
    parser.add_argument(
        "--json-events",
        action="store_true",
        help="tell all that happens in JSON, one object a line; pause, resume and cancel are taken on standard input",
    )
    parser.add_argument(
        "--thumbnails", type=Path, metavar="DIR", help="where to put a small PNG of each picture, named by its number"
    )
    return parser


def _job(args: argparse.Namespace) -> BatchJob:
    project = look_of_project(args.project, args.model) if args.project is not None else None
    model = find_model(args.model) if project is None else project.model
    reference = project.reference if project is not None else None
    if args.palette is not None:
        reference = read_palette(args.palette)
    elif args.reference is not None:
        reference = read_picture(args.reference)
    if reference is None:
        raise BatchError("{project} has no reference; give one with --reference.", project=args.project)
    tags = {**(project.tags if project is not None else {}), **dict(args.tag)}
    hints = project.hints if project is not None else ()
    evenness = args.evenness if args.evenness is not None else EVENNESS if project is None else project.evenness
    look = Look(reference, model, tags, args.size, args.lines, _line_settings(args, project), evenness, hints)
    inputs = *(path for path in (args.reference, args.palette, args.project) if path is not None), *args.leave_out
    only = _pages_of(args.only) if args.only is not None else None
    return BatchJob(args.sketches, args.output, look, args.format, args.suffix, args.overwrite, only, inputs)


def _line_settings(args: argparse.Namespace, project: ProjectLook | None) -> LineSettings:
    """Those of the project, where the command line does not say otherwise."""
    said: dict[str, Any] = {} if args.ink == "auto" else {"ink": args.ink}
    for name in ("clean_paper", "threshold"):
        if getattr(args, name) is not None:
            said[name] = getattr(args, name)
    return replace(LineSettings() if project is None else project.line_settings, **said)


def _pages_of(path: Path) -> frozenset[str]:
    try:
        return frozenset(path.read_text("utf-8-sig", "surrogateescape").split("\n")) - {""}
    except OSError as error:
        raise BatchError(
            "The list of pages {path} cannot be read: {reason}.", path=path, reason=reason_of(error)
        ) from error


class _Run:
    """A batch as it is told: to a person by a progress bar and words, to a program by events."""

    def __init__(self, batch: Batch, args: argparse.Namespace) -> None:
        self._batch = batch
        self._args = args
        self._control = Control()
        self._counts: dict[Outcome, int] = {"done": 0, "skipped": 0, "failed": 0}
        self._failed: list[str] = []
        self._lacks: tuple[str, ...] = ()
        self._numbers = {page: number for number, page in enumerate(batch.pages)}

    def run(self) -> int:
        notes = self._batch.notes
        self._tell("started", pages=self._batch.pages, output=str(self._batch.output), notes=notes, said=packed(notes))
        self._say(notes)
        if self._args.json_events:
            threading.Thread(target=self._listen, daemon=True).start()
        try:
            self._paint()
        except KeyboardInterrupt:
            self._control.cancel()
        if self._control.is_cancelled:
            return self._say_interrupted()
        self._tell("done", **self._counts, notes=self._lacks, said=packed(self._lacks))
        self._say(self._lacks)
        if self._failed:
            self._raise_failed()
        if not self._args.json_events:
            done, skipped = self._counts["done"], self._counts["skipped"]
            print(f"{done} coloured, {skipped} there already: {self._batch.output}", file=sys.stderr)
        return 0

    def _paint(self) -> None:
        quiet = True if self._args.json_events else None
        with tqdm(total=len(self._batch.pages), desc="batch", unit="page", disable=quiet, file=sys.stderr) as bar:
            for step in self._batch.run(self._control):
                if isinstance(step, Begun):
                    self._tell("painting", number=self._numbers[step.page], page=step.page)
                elif isinstance(step, Paused):
                    self._tell("paused")
                elif isinstance(step, Written):
                    self._lacks = step.notes
                else:
                    self._report(step)
                    bar.update()

    def _report(self, step: Finished) -> None:
        self._counts[step.outcome] += 1
        number = self._numbers[step.page]
        if step.pixels is not None and self._args.thumbnails is not None:
            _write_thumbnail(self._args.thumbnails / f"{number}.png", step)
        if step.outcome == "failed":
            self._failed.append(step.page)
        if self._args.json_events:
            values: dict[str, Any] = {
                "number": number,
                "page": step.page,
                "outcome": step.outcome,
                "output": str(step.output),
            }
            values |= {"message": step.message, "notes": step.notes, "said": packed([step.message, *step.notes])}
            self._tell("page", **values, seconds=round(step.seconds, 3))
        elif step.outcome == "done":
            with tqdm.external_write_mode(file=sys.stdout):
                print(printable(str(step.output)), flush=True)
            for note in step.notes:
                tqdm.write(f"nurie: {step.page}: {note}", file=sys.stderr)
        elif step.outcome == "failed":
            where = "" if step.page in step.message else f"{step.page}: "
            tqdm.write(f"nurie: {where}{step.message}", file=sys.stderr)

    def _say_interrupted(self) -> int:
        self._tell("cancelled", **self._counts)
        ready = self._counts["done"] + self._counts["skipped"]
        begins_again = self._args.overwrite and self._batch.output.is_dir()
        again = "the same command begins again" if begins_again else "the same command goes on with the rest"
        if not self._args.json_events:
            print(f"nurie: interrupted; {ready} of {len(self._batch.pages)} are done, {again}.", file=sys.stderr)
        return INTERRUPTED

    def _raise_failed(self) -> None:
        named = ", ".join(self._failed[:_MOST_NAMED])
        more = len(self._failed) - _MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        raise BatchError(f"{len(self._failed)} of {len(self._batch.pages)} were not coloured: {named}{rest}.")

    def _say(self, notes: Sequence[str]) -> None:
        if not self._args.json_events:
            for note in notes:
                print(f"nurie: {note}", file=sys.stderr)

    def _tell(self, event: str, **values: Any) -> None:
        if self._args.json_events:
            # In ASCII: names may be in no encoding at all, and what reads them may expect another than ours.
            print(json.dumps({"event": event, **values}), flush=True)

    def _listen(self) -> None:
        """Takes commands until nobody gives any more. Reads below Python's own buffers, whose locks a thread that
        waits would hold when the program ends."""
        rest = b""
        while data := os.read(_STANDARD_INPUT, 4096):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                self._obey(line.strip())

    def _obey(self, command: bytes) -> None:
        if command == b"pause":
            self._control.pause()
        elif command == b"resume":
            self._control.resume()
        elif command == b"cancel":
            self._control.cancel()
            _thread.interrupt_main()  # the page in work is given up, too


def _write_thumbnail(path: Path, step: Finished) -> None:
    """A small picture is nothing that a batch could fail for."""
    assert step.pixels is not None
    with suppress(OSError, MemoryError):
        image = Image.fromarray(step.pixels)
        image.thumbnail((THUMBNAIL, THUMBNAIL), reducing_gap=2.0)
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, "PNG")
