"""The history of results: what the document was, each time a result was finished, with a small picture of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from app.model.document import Document, Model
from app.model.properties import Event, Property
from app.tag_names import spoken
from engine.project.description import MAX_HISTORY_BYTES
from engine.requests import Picture
from engine.tags import applied_tags

MAX_MOMENTS = 80
"""How many moments are kept that are not starred, and as many that are."""
MAX_PICTURE_BYTES = MAX_HISTORY_BYTES
"""How much memory sketches and references may take that only the history still knows."""
SAVED_MOMENTS = 40
"""How many moments a project keeps besides those that are starred."""
SAVED_PICTURE_BYTES = 128 * 2**20
"""How much a project may keep of sketches and references that only moments without a star know, before compression."""


@dataclass(frozen=True, eq=False)
class Moment:
    """A finished result.

    Attributes:
        number: which moment it is; a later one has a higher number.
        painting: values of `Document.painting`.
        image: a small picture of the result.
        starred: kept while others fall out.
    """

    number: int
    painting: Mapping[str, Any]
    image: QImage
    starred: bool = False

    @property
    def tags(self) -> dict[str, float]:
        """The moved tags that the result shows: no muted ones, and none that the model does not know."""
        model, moved = self.painting["model"], self.painting["tags"]
        known = model.known(moved) if model is not None else moved
        return applied_tags(known, self.painting["muted"], self.painting["solo"])

    @property
    def title(self) -> str:
        """The strongest move that applies, and how many more do; empty where the reference was followed."""
        tags = sorted(self.tags.items(), key=lambda item: -item[1])
        if not tags:
            return ""
        more = f" +{len(tags) - 1}" if len(tags) > 1 else ""
        return f"{spoken(tags[0][0])} {tags[0][1]:.1f}{more}"

    @property
    def details(self) -> str:
        """Everything that one may look for: the moved tags that apply, the files, the model; one a line."""
        model = self.painting["model"]
        files = [Path(picture.source).name for picture in self.pictures if picture.source]
        tags = [f"{spoken(name)} {value:.2f}" for name, value in self.tags.items()]
        return "\n".join([*tags, *files, *([model.info.name] if model is not None else [])])

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The sketch and the reference."""
        found = (self.painting["sketch"], self.painting["reference"])
        return tuple(picture for picture in found if picture is not None)


class History:
    """Finished results, oldest first, in bounded memory. GUI thread only.

    Args:
        max_moments, max_bytes: see `MAX_MOMENTS` and `MAX_PICTURE_BYTES`.
    """

    def __init__(self, max_moments: int = MAX_MOMENTS, max_bytes: int = MAX_PICTURE_BYTES) -> None:
        self.moments: Property[tuple[Moment, ...]] = Property(())
        self.edited = Event()
        """Emitted when the user starred or forgot a moment, after the moments changed."""
        self._max_moments = max_moments
        self._max_bytes = max_bytes
        self._numbers = itertools.count(1)

    def get(self, number: int) -> Moment | None:
        """The moment of that number."""
        return next((moment for moment in self.moments.value if moment.number == number), None)

    def of(self, document: Document) -> Moment | None:
        """The moment that shows the document as it is."""
        return next((m for m in self.moments.value if document.has_painting(m.painting)), None)

    def record(self, document: Document, image: QImage) -> None:
        """Remembers the document as it is, unless it is remembered already."""
        if self.of(document) is None:
            moment = Moment(next(self._numbers), document.painting(), image)
            moments = (*self.moments.value, moment)
            self.moments.value = _bounded(moments, _present(document), self._max_moments, self._max_bytes)

    def saved(self, document: Document) -> tuple[Moment, ...]:
        """The moments that a project keeps, oldest first: all that are starred, and the newest of the others."""
        starred = [moment for moment in self.moments.value if moment.starred]
        others = tuple(moment for moment in self.moments.value if not moment.starred)
        known = [*_present(document), *(picture for moment in starred for picture in moment.pictures)]
        kept = _bounded(others, known, SAVED_MOMENTS, SAVED_PICTURE_BYTES)
        return tuple(sorted([*starred, *kept], key=lambda moment: moment.number))

    def replace(self, results: Iterable[tuple[Mapping[str, Any], QImage, bool]], model: Model | None) -> None:
        """Takes other results, oldest first, in place of those that are known.

        Args:
            results: the painting, the small picture and the star of each.
            model: stands in for weights that are gone.
        """
        self.moments.value = tuple(
            Moment(next(self._numbers), {**painting, "model": painting["model"] or model}, image, starred)
            for painting, image, starred in results
        )

    def star(self, number: int, starred: bool) -> None:
        """Stars a moment, or takes its star away."""
        self.moments.value = tuple(
            replace(moment, starred=starred) if moment.number == number else moment for moment in self.moments.value
        )
        self.edited.emit()

    def remove(self, number: int) -> Callable[[], None]:
        """Forgets a moment; what is returned brings it back."""
        return self._forget(tuple(moment for moment in self.moments.value if moment.number == number))

    def clear(self) -> Callable[[], None]:
        """Forgets all moments that are not starred; what is returned brings them back."""
        return self._forget(tuple(moment for moment in self.moments.value if not moment.starred))

    def _forget(self, forgotten: tuple[Moment, ...]) -> Callable[[], None]:
        self.moments.value = tuple(moment for moment in self.moments.value if moment not in forgotten)
        self.edited.emit()

        def bring_back() -> None:
            known = [moment.painting for moment in self.moments.value]
            back = (moment for moment in forgotten if moment.painting not in known)  # else it was made again meanwhile
            self.moments.value = tuple(sorted((*self.moments.value, *back), key=lambda moment: moment.number))
            self.edited.emit()

        return bring_back


def _present(document: Document) -> list[Picture]:
    return [picture for picture in (document.sketch.value, document.reference.value) if picture is not None]


def _bounded(
    moments: tuple[Moment, ...], known: Iterable[Picture], max_moments: int, max_bytes: int
) -> tuple[Moment, ...]:
    """Without the oldest ones that are too many or hold too large pictures; the newest always stays.

    Args:
        known: pictures that are held anyway.
    """
    kept: list[Moment] = []
    pictures = {id(picture) for picture in known}
    counts, size = {True: 0, False: 0}, 0
    for moment in sorted(moments, key=lambda m: (m is moments[-1], m.starred, m.number), reverse=True):
        new = {id(picture): picture for picture in moment.pictures if id(picture) not in pictures}
        more = sum(picture.pixels.nbytes for picture in new.values())
        if counts[moment.starred] < max_moments and size + more <= max_bytes:
            counts[moment.starred] += 1
            size += more
            pictures |= new.keys()
            kept.append(moment)
    return tuple(sorted(kept, key=lambda moment: moment.number))
