"""Which pictures of a data folder the artist wants learned from: one file in the folder. No torch.

`left_out.json` holds `left_out`, names of prepared pictures that no training sees, and `taken_in`, places in the
artist's folder of pictures that `prepare` takes although it would leave them out (tiny, grey, alike).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DataError
from engine.files import replaced_whole
from engine.sentences import reason_of

CHOICE_FILE = "left_out.json"
TAKES_IN = frozenset({"tiny", "grey", "duplicate"})
"""Reasons of `prepare` that a person may overrule; nothing can be learned from pictures that cannot be read."""


@dataclass(frozen=True)
class PictureChoice:
    """Names left out, and places taken in."""

    left_out: frozenset[str] = frozenset()
    taken_in: frozenset[str] = frozenset()


def read_choice(data: Path) -> PictureChoice:
    """The choice kept in a data folder; all and none where there is no file.

    Raises:
        DataError: the file is damaged.
    """
    path = data / CHOICE_FILE
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return PictureChoice(frozenset(map(str, values["left_out"])), frozenset(map(str, values["taken_in"])))
    except FileNotFoundError:
        return PictureChoice()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            "{path} is damaged ({reason}); delete it, and choose the pictures anew.", path=path, reason=reason_of(error)
        ) from error


def write_choice(data: Path, choice: PictureChoice) -> None:
    """Keeps a choice.

    Raises:
        DataError: the folder cannot be written.
    """
    values = {"left_out": sorted(choice.left_out), "taken_in": sorted(choice.taken_in)}
    try:
        with replaced_whole(data / CHOICE_FILE) as part:
            part.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise DataError(
            "{file} cannot be written: {reason}.", file=data / CHOICE_FILE, reason=reason_of(error)
        ) from error
