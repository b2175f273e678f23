"""The document: the sketch, the reference, the tags that were moved, the model that colours them, and the hints.

It is the one source of truth for what the user made. It is changed by the commands of `app.model.commands`
alone, so that every change can be undone, and holds frozen values only: undo keeps the old ones by reference.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from app.model.properties import Event, Property
from engine.errors import WeightsError
from engine.hints.drawn import DrawnHints, hints_on
from engine.hints.layer import Hints
from engine.model_info import ModelInfo, read_model_info
from engine.requests import EVENNESS, ColorizeRequest, LineSettings, Picture
from engine.tags import applied_tags, known_tags

Slot = Literal["sketch", "reference"]
SLOTS: tuple[Slot, ...] = ("sketch", "reference")
NO_TAGS: Mapping[str, float] = MappingProxyType({})
TAG_SETTINGS = ("tags", "muted", "solo")
"""The properties that say how tags are moved, and which of the moves apply."""
PAINTING = ("sketch", "line_settings", "evenness", "reference", "model", *TAG_SETTINGS)
"""The properties that together decide the networks' picture. Hints are handwork that lies over whatever picture
comes of their drawing: who goes back to an earlier one keeps them."""
PROPERTIES = (*PAINTING, "hints")
"""All properties: what is saved of the work."""


@dataclass(frozen=True)
class Model:
    """A weights file and what it says of itself."""

    path: Path
    info: ModelInfo

    @property
    def has_sliders(self) -> bool:
        """Whether its tags can be moved: only stage two has the mapping network for it."""
        return self.info.stage == "stage-two"

    def known(self, tags: Mapping[str, float]) -> dict[str, float]:
        """Those of some moved tags that the model can move."""
        return known_tags(tags, self.info)


def load_model(path: Path) -> Model:
    """Reads what a weights file says of itself, not its tensors. Any thread.

    Raises:
        WeightsError: it is missing, damaged, no Nurie model, or one that cannot colour.
    """
    info = read_model_info(path)
    if info.stage == "tagger":
        raise WeightsError("{path} can only name tags, not colour; choose a model of stage one or two.", path=path)
    return Model(path, info)


class Document:
    """What the user made. GUI thread only."""

    def __init__(self) -> None:
        self.sketch: Property[Picture | None] = Property(None, operator.is_)
        self.reference: Property[Picture | None] = Property(None, operator.is_)
        self.tags: Property[Mapping[str, float]] = Property(NO_TAGS)
        """Only the tags that were moved, name → value in 0..5."""
        self.line_settings: Property[LineSettings] = Property(LineSettings())
        """How the sketch's lines are found; another sketch starts with detection."""
        self.evenness: Property[float] = Property(EVENNESS)
        """How far each area between the lines is drawn to one colour, 0..1."""
        self.muted: Property[frozenset[str]] = Property(frozenset())
        """The moved tags whose move is kept but not applied."""
        self.solo: Property[str | None] = Property(None)
        """The moved tag whose move alone is applied, where there is one."""
        self.model: Property[Model | None] = Property(None)
        self.hints: Property[tuple[DrawnHints, ...]] = Property(())
        """What is painted over the colours, each layer with the drawing it was painted on; see `fitting_hints`."""
        self.changed = Event()
        """Emitted with the name of the property that changed, after the property's own event."""
        for name in PROPERTIES:
            prop: Property[Any] = getattr(self, name)
            prop.changed.connect(lambda _value, name=name: self.changed.emit(name))

    @property
    def is_complete(self) -> bool:
        """Whether everything that a colouring needs is there."""
        return None not in (self.sketch.value, self.reference.value, self.model.value)

    def picture(self, slot: Slot) -> Property[Picture | None]:
        """The property of the sketch or of the reference."""
        return self.sketch if slot == "sketch" else self.reference

    def moved_tags(self) -> dict[str, float]:
        """The moved tags that the present model knows; none when its tags cannot be moved."""
        model = self.model.value
        return model.known(self.tags.value) if model is not None else {}

    def fitting_hints(self) -> Hints | None:
        """The hints of the present sketch. Those of other drawings rest until theirs comes back; what counts as the
        same drawing, `DrawnHints` says."""
        return hints_on(self.sketch.value, self.hints.value)

    def applied_tags(self) -> dict[str, float]:
        """Of `moved_tags` those that are applied: the solo one where there is one, else those that are not muted."""
        return applied_tags(self.moved_tags(), self.muted.value, self.solo.value)

    def is_of(self, request: ColorizeRequest) -> bool:
        """Whether a request has the document's pictures, lines and model, whatever its tags and evenness."""
        model = self.model.value
        return (
            request.sketch is self.sketch.value
            and request.reference is self.reference.value
            and model is not None
            and request.model == model.path
            and request.line_settings == self.line_settings.value
        )

    def painting(self) -> dict[str, Any]:
        """The values of the `PAINTING` properties: frozen, to be kept and restored."""
        return {name: getattr(self, name).value for name in PAINTING}

    def has_painting(self, painting: Mapping[str, Any]) -> bool:
        """Whether the document is as `painting` gives it; pictures are compared by identity."""
        return all(getattr(self, name).is_same(value) for name, value in painting.items())
