"""What is made of a picture is made once, in bounded memory."""

import gc
from types import SimpleNamespace

import numpy as np
import pytest

from app.picture_work import PictureWork
from engine.requests import Picture


@pytest.fixture
def work(qapp):
    work = PictureWork(max_bytes=100)
    yield work
    work.close()
    work.wait()


def picture() -> Picture:
    return Picture(np.zeros((2, 2, 3), np.uint8))


def ask(work: PictureWork, of: Picture, what: str, size: int, qtbot) -> bool:
    """Whether it was known."""
    got = []
    known = work.ask(of, what, lambda of: SimpleNamespace(of=of, nbytes=size), got.append, pytest.fail)
    assert known == bool(got), "what is known comes at once"
    qtbot.waitUntil(lambda: bool(got))
    assert got[0].of is of
    return known


def test_it_is_made_once(work, qtbot):
    one, other = picture(), picture()
    assert not ask(work, one, "pyramid", 10, qtbot)
    assert ask(work, one, "pyramid", 10, qtbot)
    assert not ask(work, one, "lines", 10, qtbot), "it is something else"
    assert not ask(work, other, "pyramid", 10, qtbot), "it is another picture, whatever it looks like"


def test_nothing_is_also_known(work, qtbot):
    one, got = picture(), []
    work.ask(one, "lines", lambda _one: None, got.append, pytest.fail)
    qtbot.waitUntil(lambda: got == [None])
    assert work.ask(one, "lines", lambda _one: pytest.fail("again"), got.append, pytest.fail)


def test_what_was_not_asked_for_the_longest_is_forgotten_first(work, qtbot):
    pictures = [picture() for _ in range(3)]
    for one in pictures[:2]:
        assert not ask(work, one, "pyramid", 40, qtbot)
    assert ask(work, pictures[0], "pyramid", 40, qtbot)
    assert not ask(work, pictures[2], "pyramid", 40, qtbot)
    assert ask(work, pictures[0], "pyramid", 40, qtbot)
    assert not ask(work, pictures[1], "pyramid", 40, qtbot)
    assert not ask(work, picture(), "pyramid", 101, qtbot), "what is too large is given all the same"


def test_a_picture_that_is_gone_leaves_nothing(work, qtbot):
    one, got = picture(), []
    for what in ("size", "half"):
        work.ask(one, what, lambda one: one.pixels.size, got.append, pytest.fail)
    qtbot.waitUntil(lambda: len(got) == 2)
    assert len(work._kept) == 2
    del one
    gc.collect()
    assert not work._kept


def test_a_failure_is_told_and_not_kept(work, qtbot):
    def broken(_picture: Picture) -> None:
        raise MemoryError

    one, told = picture(), []
    work.ask(one, "pyramid", broken, pytest.fail, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "memory" in told[0] and not ask(work, one, "pyramid", 10, qtbot)
