"""What everything that writes a data folder shares: whole files, and work spread over processes."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import multiprocessing.process
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
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
        workers: processes; 1 works in this one. Leaving the block early ends them at once, and no file is left half
            written (but on Windows, where each ends after its present job). They end with this process as well,
            however it ends.

    Raises:
        DataError: a process was ended from outside, as happens where memory runs out.
    """
    workers = min(workers, len(jobs))
    if workers <= 1:
        yield map(function, jobs)
        return
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin)
    try:
        futures = [pool.submit(partial(_done, function), job) for job in jobs]
        yield (future.result() for future in as_completed(futures))
    except BrokenProcessPool as error:
        raise DataError(
            "A working process was ended from outside, most likely for want of memory; try again with fewer --workers."
        ) from error
    except BaseException:
        if os.name != "nt":  # nothing could clean up there
            _terminate(set(multiprocessing.active_children()) - others)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _terminate(processes: set[multiprocessing.process.BaseProcess]) -> None:
    """Ends them all, each once its job has cleaned up behind itself."""
    while alive := [process for process in processes if process.is_alive()]:
        for process in alive:
            process.terminate()
        multiprocessing.connection.wait([process.sentinel for process in alive], AGAIN_S)


AGAIN_S = 0.2  # a signal that comes just before a process begins to wait does not wake it; the next one does
_TERMINATED = 128 + signal.SIGTERM
_at_work = _ending = False


def _begin() -> None:
    """In a working process, before its first job."""
    # An interrupt reaches every process of the terminal; the one that started us alone acts on it, and ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _on_terminate)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that was killed can end nobody; who works for it would wait for more work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    main = threading.main_thread().ident
    assert main is not None
    while True:
        if os.name == "nt":
            os.kill(os.getpid(), signal.SIGTERM)
        else:
            signal.pthread_kill(main, signal.SIGTERM)
        time.sleep(AGAIN_S)


def _on_terminate(_signal: int, _frame: object) -> None:
    global _ending
    if not _at_work:
        os._exit(_TERMINATED)
    if not _ending:
        _ending = True
        raise SystemExit(_TERMINATED)  # through what removes half-written files


def _done(function: Callable[[Job], Result], job: Job) -> Result:
    """In a working process: a job done, unless the process is to end. The pool would take `SystemExit` for a result."""
    global _at_work
    _at_work = True
    try:
        return function(job)
    except SystemExit:
        os._exit(_TERMINATED)
    finally:
        _at_work = False
