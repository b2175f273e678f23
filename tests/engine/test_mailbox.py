import threading
import time

import pytest

from engine.mailbox import Closed, Mailbox


def test_the_newest_replaces_what_waits() -> None:
    mailbox: Mailbox[int] = Mailbox()
    assert all(mailbox.put(value) for value in (1, 2, 3))
    assert mailbox.take() == 3
    assert mailbox.put_if_empty(4)


def test_put_if_empty_leaves_a_waiting_value_alone() -> None:
    mailbox: Mailbox[str] = Mailbox()
    mailbox.put("request")
    assert not mailbox.put_if_empty("warm up")
    assert mailbox.take() == "request"


def test_take_waits_for_a_value() -> None:
    mailbox: Mailbox[int | None] = Mailbox()
    taken: list[int | None] = []
    taker = threading.Thread(target=lambda: taken.append(mailbox.take()))
    taker.start()
    taker.join(0.05)
    assert taker.is_alive() and not taken
    mailbox.put(None)
    taker.join(5)
    assert taken == [None]


def test_close_drops_what_waits_and_wakes_the_taker() -> None:
    mailbox: Mailbox[int] = Mailbox()
    ended = threading.Event()

    def take() -> None:
        with pytest.raises(Closed):
            mailbox.take()
        ended.set()

    taker = threading.Thread(target=take)
    taker.start()
    mailbox.close()
    assert ended.wait(5)
    taker.join()
    assert not mailbox.put(1) and not mailbox.put_if_empty(1)
    with pytest.raises(Closed):
        mailbox.take()


def test_the_queue_is_served_in_order_behind_the_slot() -> None:
    mailbox: Mailbox[str] = Mailbox(rest=0)
    for name in ("a", "b", "c"):
        assert mailbox.put_idle(name)
    mailbox.put_idle("urgent", first=True)
    mailbox.put("live")
    assert [mailbox.take() for _ in range(5)] == ["live", "urgent", "a", "b", "c"]


def test_the_queue_waits_until_the_slot_has_rested() -> None:
    mailbox: Mailbox[str] = Mailbox(rest=0.15)
    mailbox.put_idle("idle")
    mailbox.put("live")
    assert mailbox.take() == "live"
    taken: list[tuple[str, float]] = []
    started = time.monotonic()
    taker = threading.Thread(target=lambda: taken.extend((mailbox.take(), time.monotonic()) for _ in range(3)))
    taker.start()
    time.sleep(0.05)
    mailbox.put("live again")  # the pause begins anew, when this one is done
    taker.join(0.05)
    assert [name for name, _ in taken] == ["live again"]
    mailbox.put_idle("second")
    taker.join(5)
    assert [name for name, _ in taken] == ["live again", "idle", "second"]
    assert taken[1][1] - started >= 0.2


def test_a_live_value_passes_a_full_queue() -> None:
    mailbox: Mailbox[int] = Mailbox(rest=0)
    for number in range(100):
        mailbox.put_idle(number)
    assert mailbox.take() == 0
    mailbox.put(-1)
    assert mailbox.take() == -1


def test_what_is_unwanted_leaves_the_queue_and_closing_empties_it() -> None:
    mailbox: Mailbox[int] = Mailbox(rest=0)
    for number in range(4):
        mailbox.put_idle(number)
    mailbox.drop_idle(lambda number: number in (0, 2))
    assert [mailbox.take(), mailbox.take()] == [1, 3]
    mailbox.put_idle(5)
    mailbox.close()
    assert not mailbox.put_idle(6)
    with pytest.raises(Closed):
        mailbox.take()


def test_what_came_from_the_queue_can_be_put_back_unless_it_was_dropped_and_nothing_else_can() -> None:
    mailbox: Mailbox[int] = Mailbox(rest=0)
    for number in (1, 2):
        mailbox.put_idle(number)
    mailbox.put_back(mailbox.take())
    assert mailbox.take() == 1
    mailbox.drop_idle(lambda number: number == 1)
    mailbox.put_back(1)
    mailbox.put(3)
    assert mailbox.waiting == 3
    assert mailbox.take() == 3 and mailbox.waiting is None
    mailbox.put_back(3)
    assert mailbox.take() == 2
    mailbox.put_idle(4)
    assert mailbox.take() == 4, "a value that was dropped, or came from the slot, is back in the queue"
    assert not mailbox.is_closed
    mailbox.close()
    mailbox.put_back(4)
    assert mailbox.is_closed
    with pytest.raises(Closed):
        mailbox.take()


def test_a_value_may_let_the_first_that_waits_come_before_it() -> None:
    mailbox: Mailbox[str] = Mailbox(rest=0)
    mailbox.put("preview")
    mailbox.put("full", lambda waiting: waiting == "preview")
    assert mailbox.waiting == "preview"
    assert [mailbox.take(), mailbox.take()] == ["preview", "full"]
    mailbox.put("preview")
    mailbox.put("full", lambda waiting: waiting == "preview")
    mailbox.put("newer")
    assert mailbox.take() == "newer" and mailbox.waiting is None


def test_a_long_rest_is_told_once_and_nobody_who_brings_something_waits_for_it() -> None:
    mailbox: Mailbox[int] = Mailbox(rest=0.0, long_rest=0.05)
    rests: list[threading.Thread] = []
    resting, go_on = threading.Event(), threading.Event()

    def at_rest() -> None:
        rests.append(threading.current_thread())
        resting.set()
        assert go_on.wait(10)

    taken: list[int] = []
    taker = threading.Thread(target=lambda: taken.append(mailbox.take(at_rest)))
    begun = time.monotonic()
    taker.start()
    assert resting.wait(10) and time.monotonic() - begun >= 0.05
    assert mailbox.put(1)  # would not return while the lock is held
    go_on.set()
    taker.join(10)
    assert taken == [1] and rests == [taker]
    mailbox.put_idle(2)
    assert mailbox.take(at_rest) == 2 and len(rests) == 1, "nobody rests while something waits"
