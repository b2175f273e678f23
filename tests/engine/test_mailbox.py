import threading

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
