"""What everything that writes a data folder shares: whole files, and work spread over processes."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PIL import Image, PngImagePlugin

from engine.errors import DataError
from engine.files import replaced_whole

Job = TypeVar("Job")
Result = TypeVar("Result")


def write_png(path: Path, image: Image.Image, text: PngImagePlugin.PngInfo | None = None) -> None:
    """Writes a PNG whole or not at all.

    Raises:
        OSError: the disk refuses.
    """
    with replaced_whole(path) as part:
        image.save(part, "PNG", pnginfo=text)


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8 text whole or not at all.

    Raises:
        OSError: the disk refuses.
    """
    with replaced_whole(path) as part:
        part.write_text(text, encoding="utf-8")


@contextmanager
def mapped(function: Callable[[Job], Result], jobs: list[Job], workers: int) -> Iterator[Iterable[Result]]:
    """The results of `function` over `jobs`, as they come, in no order.

    Args:
        function: a picklable function of a module.
        jobs: picklable.
        workers: processes; 1 works in this one. Leaving the block early ends them, each after its present job.

    Raises:
        DataError: a process was ended from outside, as happens where memory runs out.
    """
    workers = min(workers, len(jobs))
    if workers <= 1:
        yield map(function, jobs)
        return
    # An interrupt reaches every process of the terminal; this one alone acts on it, and ends the others.
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)
    )
    try:
        futures = [pool.submit(function, job) for job in jobs]
        yield (future.result() for future in as_completed(futures))
    except BrokenProcessPool as error:
        raise DataError(
            "A working process was ended from outside, most likely for want of memory; try again with fewer --workers."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
