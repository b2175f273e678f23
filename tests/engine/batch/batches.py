"""What came of a batch."""

import zipfile
from pathlib import Path

from engine.batch.job import BatchJob
from engine.batch.runner import Batch, Control, Finished
from engine.painter import Painter


def outcomes(job: BatchJob, painter: Painter) -> list[str]:
    return [step.outcome for step in Batch(job, painter).run(Control()) if isinstance(step, Finished)]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
