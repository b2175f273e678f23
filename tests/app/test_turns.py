from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, QTimer

from app.turns import in_turns, next_turn


def test_everything_else_comes_between_two_parts(qtbot):
    owner = QObject()
    others = QTimer(owner, interval=0)
    ticks, seen = [0], []
    others.timeout.connect(lambda: ticks.__setitem__(0, ticks[0] + 1))
    others.start()

    def parts() -> Iterator[None]:
        for _ in range(5):
            seen.append(ticks[0])
            yield

    in_turns(owner, parts())
    assert len(seen) == 1  # the first part is done at once
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert all(later > earlier for earlier, later in pairwise(seen)), seen


def test_work_of_what_is_gone_is_not_done(qtbot):
    owner, done = QObject(), []
    next_turn(owner, lambda: done.append(1))
    owner.deleteLater()
    qtbot.wait(20)
    assert not done
