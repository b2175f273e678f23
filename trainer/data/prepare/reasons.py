"""Why `prepare` leaves pictures out: each reason in a word, and how it is told of several pictures."""

from __future__ import annotations

from typing import Literal

from engine.sentences import Sentence

Reason = Literal["unreadable", "tiny", "grey", "empty", "duplicate", "no lines"]

COUNTED: dict[Reason, Sentence] = {
    "unreadable": Sentence("{count} unreadable"),
    "tiny": Sentence("{count} too small"),
    "grey": Sentence("{count} grey"),
    "empty": Sentence("{count} empty"),
    "duplicate": Sentence("{count} alike"),
    "no lines": Sentence("{count} without lines"),
}
