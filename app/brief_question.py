"""Questions to the disk on the window's thread: answered in a moment, or not at all.

A network drive that is gone answers with an error, or after minutes, or never.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

MOST_S = 0.15
"""For how long an answer is waited for."""
_unanswered: set[Path] = set()


def asked(question: Callable[[Path], bool], path: Path, otherwise: bool = False) -> bool:
    """Asks the disk one thing about a path.

    Args:
        question: asks; called on a thread of its own.
        otherwise: the answer where none comes in time, or an error. A path whose last question is still unanswered is
            not asked about again, and costs no time.
    """
    if path in _unanswered:
        return otherwise
    answers: list[bool] = []

    def ask() -> None:
        try:
            answers.append(question(path))
        except (OSError, ValueError):  # a path may hold what no path can
            pass
        finally:
            _unanswered.discard(path)

    _unanswered.add(path)
    thread = Thread(target=ask, name="brief question", daemon=True)  # the end of the program is not to wait for it
    thread.start()
    thread.join(MOST_S)
    return answers[0] if answers else otherwise
