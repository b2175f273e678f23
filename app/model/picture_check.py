"""What is to be said of the pictures of a data folder: what `prepare` left out, what is doubtful, what was chosen."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.picture_choice import TAKES_IN, PictureChoice, read_choice

REPORT = "report.json"


@dataclass(frozen=True)
class CheckedPicture:
    """One picture.

    Attributes:
        source: its place in the artist's folder.
        path: a file that shows it.
        reason: what is to be said of it in a word (`tiny`, `grey`, `duplicate`, `unreadable`, `empty`, `no lines`,
            `transparent`, `untagged`), empty where nothing is.
        detail: in a sentence.
        name: of the prepared picture, empty where `prepare` left it out.
        wanted: whether it is learned from, or will be once it is prepared.
    """

    source: str
    path: Path
    reason: str
    detail: str
    name: str
    wanted: bool

    @property
    def can_change(self) -> bool:
        """Whether it can be left out or taken in."""
        return bool(self.name) or self.reason in TAKES_IN


def read_check(data: Path) -> list[CheckedPicture]:
    """Every picture that the report of `prepare` names, those with a reason first; none without a report, which drawn
    figures have not. Not on the GUI thread.

    Raises:
        DataError: the choice kept in the folder is damaged.
    """
    choice = read_choice(data)
    try:
        report = json.loads((data / REPORT).read_text(encoding="utf-8"))
        folder = Path(report["pictures"])
        pictures = [_left_out(each, folder, choice) for each in report.get("left_out", [])]
        pictures += [_kept(each, data, choice) for each in report.get("kept", [])]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return sorted(pictures, key=lambda picture: (not picture.reason, picture.reason, picture.source))


def changed(choice: PictureChoice, picture: CheckedPicture) -> tuple[PictureChoice, CheckedPicture]:
    """The choice, and the picture, after it was left out or taken in."""
    if picture.name:
        choice = replace(choice, left_out=choice.left_out ^ {picture.name})
    else:
        choice = replace(choice, taken_in=choice.taken_in ^ {picture.source})
    return choice, replace(picture, wanted=not picture.wanted)


def _left_out(values: dict[str, str], folder: Path, choice: PictureChoice) -> CheckedPicture:
    source, reason = values["source"], values["reason"]
    wanted = source in choice.taken_in and reason in TAKES_IN
    return CheckedPicture(source, folder / source, reason, values["detail"], "", wanted)


def _kept(values: dict[str, list[str]], data: Path, choice: PictureChoice) -> CheckedPicture:
    name, source, notes = str(values["name"]), str(values["source"]), [str(note) for note in values["notes"]]
    transparent = any(note.startswith("transparent") for note in notes)
    reason = "transparent" if transparent else "untagged" if not values["tags"] else ""
    path = data / "color" / f"{name}.png"
    return CheckedPicture(source, path, reason, "; ".join(notes), name, name not in choice.left_out)
