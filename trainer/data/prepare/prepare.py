"""`train prepare`: finds, looks at, decides on, makes and reports; what was done before is not done again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.errors import DataError
from engine.sentences import reason_of
from trainer.data.folder import FORMAT_VERSION
from trainer.data.prepare.finding import Found, find_pictures
from trainer.data.prepare.make import Made, MakeJob, made_before, make
from trainer.data.prepare.ownership import WORK, begin, refuse_others, remove_stale
from trainer.data.prepare.plan import LeftOut, Planned, in_splits, plan
from trainer.data.prepare.report import KeptPicture, Report, write_report
from trainer.data.prepare.survey import Survey, SurveyJob, state_of, survey
from trainer.data.prepare.tagging import Tagged, fill_by_model, tags_beside, write_tags
from trainer.data.writing import mapped, write_text
from trainer.options import PrepareOptions
from trainer.picture_choice import read_choice

Progress = Callable[[str, int, int], None]
_SURVEYS = f"{WORK}/surveys.jsonl"
_SOURCE = {
    "name": "The user's own pictures",
    "author": "as the user knows",
    "licence": "as the user knows; `train prepare` cannot tell whether these pictures may be used or passed on",
    "changes": "Resized; line art extracted from them, or from their own line layers.",
}


def prepare(options: PrepareOptions, progress: Progress | None = None) -> Report:
    """Makes a data folder from a folder of pictures, or what is missing of it.

    Files are written beside and renamed, a picture's colour last, `dataset.json` at the end: an interrupted run goes
    on where it stopped. Pictures that are gone from the folder are taken out of the data as well; files that no run
    made are never touched.

    Args:
        options: the verb's options.
        progress: called with (what is done, done, all) from the calling thread.

    Returns:
        What was kept and what was left out, as it stands in the written report.

    Raises:
        DataError: no pictures, none that can be used (the report then says why), the folder holds other data or the
            pictures themselves, or cannot be written.
        WeightsError, DeviceError: the model named for tags cannot be used.
        KeyboardInterrupt: passed on after the working processes have ended.
    """
    show = progress or (lambda what, done, every: None)
    workers = options.workers or os.cpu_count() or 1
    out = options.out
    found = find_pictures(options.pictures, leave_out=out)
    try:
        refuse_others(options.pictures, out)
        for kind in ("color", "sketch", "tags"):
            (out / kind).mkdir(parents=True, exist_ok=True)
        surveys = _surveys(out, found, options.least, workers, show)
        kept, left_out = plan(found, surveys, options.held_out, read_choice(out).taken_in)
        begin(out, {planned.name for planned in kept})
        (out / "dataset.json").unlink(missing_ok=True)
        made = _made(kept, options, workers, show)
        left_out += [LeftOut(p.found, reason, made[p.name].detail) for p in kept if (reason := made[p.name].reason)]
        left_out.sort(key=lambda each: each.found.relative)
        kept = in_splits([planned for planned in kept if not made[planned.name].reason], options.held_out)
        remove_stale(out, {planned.name for planned in kept}, options.write_references)
        tagged = {planned.name: tags_beside(planned.found, options.tag_threshold) for planned in kept}
        if options.tags_by is not None:
            fill_by_model(out, tagged, options.tags_by, options.tag_threshold, show)
        for name, tags in tagged.items():
            write_tags(out, name, tags.tags)
        report = _report(options, kept, left_out, made, tagged)
        write_report(out, report, workers)
        if not kept:
            raise DataError(
                "None of the {count} pictures in {folder} can be used: {reason}.",
                count=len(found),
                folder=options.pictures,
                reason=report.why(),
            )
        _write_description(options, kept, made)
    except OSError as error:
        raise DataError(
            "{path} cannot be written: {reason}; choose another folder or make room.", path=out, reason=reason_of(error)
        ) from error
    return report


def _surveys(out: Path, found: Sequence[Found], least: int, workers: int, show: Progress) -> list[Survey]:
    """A survey of each picture, those of an earlier run taken over where the files are the same."""
    journal = out / _SURVEYS
    journal.parent.mkdir(parents=True, exist_ok=True)
    known = _read_surveys(journal)
    jobs = []
    for each in found:
        look = known.get(each.relative)
        if look is None or (look.state, look.least) != (state_of(each), least):
            jobs.append(SurveyJob(each, least))
    done = len(found) - len(jobs)
    show("looking", done, len(found))
    # Each line is flushed as it comes: what was looked at stays known, whatever happens next.
    with mapped(survey, jobs, workers) as results, journal.open("a", encoding="utf-8") as file:
        for look in results:
            known[look.relative] = look
            file.write(json.dumps(asdict(look)) + "\n")
            file.flush()
            done += 1
            show("looking", done, len(found))
    surveys = [known[each.relative] for each in found]
    write_text(journal, "".join(json.dumps(asdict(look)) + "\n" for look in surveys))
    return surveys


def _read_surveys(journal: Path) -> dict[str, Survey]:
    """What can be read of the journal; a line cut short by a kill is passed by."""
    known: dict[str, Survey] = {}
    try:
        lines = journal.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return known
    for line in lines:
        try:
            values = json.loads(line)
            look = Survey(**{**values, "hashes": tuple(values["hashes"]), "notes": tuple(values["notes"])})
        except (ValueError, TypeError, KeyError):
            continue
        known[look.relative] = look
    return known


def _made(kept: Sequence[Planned], options: PrepareOptions, workers: int, show: Progress) -> dict[str, Made]:
    made: dict[str, Made] = {}
    jobs = []
    for planned in kept:
        look = planned.survey
        job = MakeJob(
            options.out,
            planned.name,
            planned.found,
            look.state,
            look.digest,
            options.size,
            options.seed,
            options.write_references,
        )
        before = made_before(job)
        if before is None:
            jobs.append(job)
        else:
            made[planned.name] = before
    show("drawing", len(made), len(kept))
    with mapped(make, jobs, workers) as results:
        for result in results:
            made[result.name] = result
            show("drawing", len(made), len(kept))
    return made


def _report(
    options: PrepareOptions,
    kept: Sequence[Planned],
    left_out: Sequence[LeftOut],
    made: dict[str, Made],
    tagged: dict[str, Tagged],
) -> Report:
    pictures = []
    for planned in kept:
        tags = tagged[planned.name]
        notes = (*planned.survey.notes, *tags.notes)
        relative, line = planned.found.relative, made[planned.name].line
        pictures.append(KeptPicture(planned.name, relative, planned.split, line, tags.tags, notes))
    return Report(str(options.pictures), tuple(pictures), tuple(left_out))


def _write_description(options: PrepareOptions, kept: Sequence[Planned], made: dict[str, Made]) -> None:
    figures: dict[str, dict[str, Any]] = {
        planned.name: {"split": planned.split, "source": planned.found.relative, "line": made[planned.name].line}
        for planned in kept
    }
    description = {
        "format_version": FORMAT_VERSION,
        "name": options.pictures.resolve().name,
        "size": options.size,
        "seed": options.seed,
        "sources": [_SOURCE],
        "figures": figures,
    }
    write_text(options.out / "dataset.json", json.dumps(description, indent=1, ensure_ascii=False) + "\n")
