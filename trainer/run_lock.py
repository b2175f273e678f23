"""Who trains in a run folder: a lock that the system takes back when its process dies, however it dies. No torch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from engine.errors import TrainingError
from engine.sentences import reason_of

LOCK_FILE = ".lock"
PATIENCE_SECONDS = 10.0
"""The processes that prepare pictures hold the lock for some seconds longer than a training that was killed."""

_asking = threading.Lock()
"""Held by the thread that asks: two that ask at once would take each other for a training."""


@contextmanager
def training_in(run: Path) -> Iterator[None]:
    """Keeps the folder for this process while the block runs.

    Raises:
        TrainingError: another training works there, or the folder cannot be locked.
    """
    lock_file = run / LOCK_FILE
    lock = FileLock(lock_file)
    try:
        lock.acquire(timeout=PATIENCE_SECONDS)
    except Timeout as error:
        raise TrainingError(
            "A training is at work in {run}; stop it first, or name another folder.", run=run
        ) from error
    except OSError as error:
        raise TrainingError("{path} cannot be written: {reason}.", path=lock_file, reason=reason_of(error)) from error
    try:
        yield
    finally:
        lock.release()


def is_training(run: Path) -> bool:
    """Whether a process trains in the folder at this moment."""
    path = run / LOCK_FILE
    if not path.exists():
        return False
    lock = FileLock(path)
    with _asking:
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return True
        except OSError:
            return False  # the folder is being deleted, or may not be written: no training of ours works there
        lock.release()
    return False
