"""One undo command for each thing that the user does to the document.

Every command keeps the old and the new values of the properties it changes. The steps of one gesture
(one drag of a slider, one run of key presses) merge into one command; a gesture that ends where it began
leaves none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from app.model.document import NO_TAGS, Document, Model, Slot
from app.tag_names import spoken
from engine.painting_settings import PaintingSettings
from engine.requests import LineSettings, Picture
from engine.tags import applied_tags

_TAGS_ID = 1
_LINES_ID = 2
_EVENNESS_ID = 3
_PICTURE_ID = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


class Change(QUndoCommand):
    """Sets properties of the document.

    Args:
        document: what is changed.
        text: what the menu says after "Undo".
        after: property name → new value.
    """

    def __init__(self, document: Document, text: str, after: Mapping[str, Any]) -> None:
        super().__init__(text)
        self._document = document
        self._before = {name: getattr(document, name).value for name in after}
        self._after = dict(after)

    def redo(self) -> None:
        self._apply(self._after)

    def undo(self) -> None:
        self._apply(self._before)

    def _apply(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            getattr(self._document, name).value = value


class GestureChange(Change):
    """One step of a gesture: steps of the same gesture and kind merge into one (`app.undo`).

    Args:
        gesture: the gesture's number; None never merges.
    """

    KIND = -1

    def __init__(self, document: Document, text: str, after: Mapping[str, Any], gesture: int | None = None) -> None:
        super().__init__(document, text, after)
        self._gesture = gesture

    def goes_on_in(self, other: GestureChange) -> bool:
        """Whether the other is a further step of this gesture."""
        return self._gesture is not None and (self.KIND, self._gesture) == (other.KIND, other._gesture)

    def take(self, other: GestureChange) -> None:
        """Becomes this and that further step."""
        self._after = other._after
        self.setText(other.text())

    @property
    def changes_nothing(self) -> bool:
        """Whether it ends where it began."""
        return self._after == self._before


class SetPicture(GestureChange):
    """Another sketch or reference: opened, dropped or pasted. Two that were dropped together are one step."""

    KIND = _PICTURE_ID

    def __init__(self, document: Document, slot: Slot, picture: Picture, gesture: int | None = None) -> None:
        text = _tr("Change Sketch") if slot == "sketch" else _tr("Change Reference")
        settings = {"line_settings": LineSettings()} if slot == "sketch" else {}
        super().__init__(document, text, {slot: picture, **settings}, gesture)

    def take(self, other: GestureChange) -> None:
        self._before, self._after = {**other._before, **self._before}, {**self._after, **other._after}
        self.setText(_tr("Change Sketch and Reference"))


class SwapPictures(Change):
    """The sketch becomes the reference and the reference the sketch."""

    def __init__(self, document: Document) -> None:
        after = {
            "sketch": document.reference.value,
            "reference": document.sketch.value,
            "line_settings": LineSettings(),
        }
        super().__init__(document, _tr("Swap Sketch and Reference"), after)


class ChooseModel(Change):
    """Another weights file. Moved tags stay; those that the model does not know rest until one knows them."""

    def __init__(self, document: Document, model: Model) -> None:
        super().__init__(document, _tr("Change Model"), {"model": model})


class ChangeLines(GestureChange):
    """Another way to find the sketch's lines."""

    KIND = _LINES_ID

    def __init__(self, document: Document, settings: LineSettings, gesture: int | None = None) -> None:
        super().__init__(document, _tr("Change Line Detection"), {"line_settings": settings}, gesture)


class ChangeEvenness(GestureChange):
    """More or less even fills, 0..1."""

    KIND = _EVENNESS_ID

    def __init__(self, document: Document, evenness: float, gesture: int | None = None) -> None:
        super().__init__(document, _tr("Change Even Fills"), {"evenness": evenness}, gesture)


class ChooseLayer(Change):
    """Another layer of the sketch's file. The way its lines are found stays: layers of one file are drawn alike."""

    def __init__(self, document: Document, picture: Picture) -> None:
        super().__init__(document, _tr("Choose Layer"), {"sketch": picture})


class RestoreSettings(Change):
    """The settings that an exported picture carries; the model stays where it is not at hand (None)."""

    def __init__(self, document: Document, settings: PaintingSettings, model: Model | None) -> None:
        after: dict[str, Any] = {
            "tags": MappingProxyType(dict(settings.tags)),
            "muted": frozenset(),
            "solo": None,
            "line_settings": settings.line_settings,
            "evenness": settings.evenness,
        }
        if model is not None:
            after["model"] = model
        super().__init__(document, _tr("Restore Settings"), after)


class ChangeTags(GestureChange):
    """Any change of the moved tags. One that is no longer moved is neither muted nor solo any more.

    Args:
        tags: all moved tags, name → value in 0..5.
        seen: those whose moves are meant to be seen: they are muted no more, and a solo that hides one of them ends.
    """

    KIND = _TAGS_ID

    def __init__(
        self,
        document: Document,
        text: str,
        tags: Mapping[str, float],
        gesture: int | None = None,
        seen: Collection[str] = (),
    ) -> None:
        solo = document.solo.value
        hides = any(name != solo for name in seen)
        after = {
            "tags": MappingProxyType(dict(tags)),
            "muted": document.muted.value.intersection(tags).difference(seen),
            "solo": solo if solo in tags and not hides else None,
        }
        super().__init__(document, text, after, gesture)

    def applied(self) -> dict[str, float]:
        """The moves that apply once this is done, name → value in 0..5, of tags that the present model knows."""
        model = self._document.model.value
        known = model.known(self._after["tags"]) if model is not None else {}
        return applied_tags(known, self._after["muted"], self._after["solo"])


class MoveTag(ChangeTags):
    """A tag's slider was moved to `value` (0..5)."""

    def __init__(self, document: Document, name: str, value: float, gesture: int | None = None) -> None:
        tags = {**document.tags.value, name: value}
        super().__init__(document, _tr("Move {tag}").format(tag=_title(name)), tags, gesture)


class TryTag(ChangeTags):
    """A tag was put at `value` (0..5) to be seen."""

    def __init__(self, document: Document, name: str, value: float) -> None:
        tags = {**document.tags.value, name: value}
        super().__init__(document, _tr("Move {tag}").format(tag=_title(name)), tags, seen=(name,))


class ResetTag(ChangeTags):
    """A tag goes back to what the reference shows."""

    def __init__(self, document: Document, name: str, gesture: int | None = None) -> None:
        tags = {tag: value for tag, value in document.tags.value.items() if tag != name}
        super().__init__(document, _tr("Reset {tag}").format(tag=_title(name)), tags, gesture)


class OnlyThisColor(ChangeTags):
    """A tag at `value` (0..5) to be seen, all its `rivals` at 0."""

    def __init__(self, document: Document, name: str, value: float, rivals: tuple[str, ...]) -> None:
        tags = {**document.tags.value, **dict.fromkeys(rivals, 0.0), name: value}
        super().__init__(document, _tr("Only {tag}").format(tag=_title(name)), tags, seen=(name,))


class ResetTags(ChangeTags):
    """Some tags (`names`), or all when None, go back to what the reference shows."""

    def __init__(self, document: Document, names: frozenset[str] | None = None) -> None:
        kept = {} if names is None else {tag: v for tag, v in document.tags.value.items() if tag not in names}
        super().__init__(document, _tr("Reset Tags"), kept or NO_TAGS)


class ApplyTags(ChangeTags):
    """The tags of a preset called `name`, all to be seen: none of them is muted, and none is solo.

    Args:
        tags: name → value in 0..5.
        add: whether the other moved tags stay, muted or not, instead of giving way to these.
    """

    def __init__(self, document: Document, name: str, tags: Mapping[str, float], add: bool = False) -> None:
        moved = {**document.tags.value, **tags} if add else tags
        super().__init__(document, _tr("Apply “{name}”").format(name=name), moved, seen=tags)
        self._after["solo"] = None  # nor a solo of the only one: it would hide the tags that are moved next


class MuteTag(Change):
    """A tag's move is kept but not applied, or applied again."""

    def __init__(self, document: Document, name: str, muted: bool) -> None:
        text = _tr("Mute {tag}") if muted else _tr("Unmute {tag}")
        after = document.muted.value | {name} if muted else document.muted.value - {name}
        super().__init__(document, text.format(tag=_title(name)), {"muted": after})


class SoloTag(Change):
    """One tag's move alone is applied; None applies all that are not muted."""

    def __init__(self, document: Document, name: str | None) -> None:
        text = _tr("Solo {tag}").format(tag=_title(name)) if name is not None else _tr("End Solo")
        super().__init__(document, text, {"solo": name})


class RestorePainting(Change):
    """Everything that decides the networks' picture, as it was: values of `Document.painting`."""

    def __init__(self, document: Document, text: str, painting: Mapping[str, Any]) -> None:
        super().__init__(document, text, painting)


def _title(name: str) -> str:
    return spoken(name).title()
