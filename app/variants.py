"""Many colourings of one sketch at once: over two tags (Figure 11 of the paper), over strengths, over references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.shown import Shown
from app.side_jobs import SideJobs
from app.tag_names import spoken
from engine.requests import TAG_MAX, TAG_MIN, Picture


@dataclass(frozen=True, eq=False)
class Variant:
    """One cell of the grid.

    Attributes:
        label: what makes it differ from its neighbours, in as few words as a small picture has room for.
        name: the same in full.
        tags: all moved tags.
        reference: another reference than the document's, or None.
    """

    label: str
    name: str
    tags: Mapping[str, float]
    reference: Picture | None = None


@dataclass(frozen=True, eq=False)
class Grid:
    """Variants row by row, `columns` in each."""

    variants: tuple[Variant, ...]
    columns: int


def over_two_tags(tags: Mapping[str, float], across: str, down: str, values: Sequence[float]) -> Grid:
    """Every pair of values of two tags; the other moved tags stay. One tag twice gives a single row."""
    if across == down:
        cells = [(f"{x:g}", f"{spoken(across)} {x:g}", {across: x}) for x in values]
    else:
        cells = [
            (f"{x:g} · {y:g}", f"{spoken(across)} {x:g} · {spoken(down)} {y:g}", {across: x, down: y})
            for y in values
            for x in values
        ]
    return Grid(tuple(Variant(label, name, {**tags, **pair}) for label, name, pair in cells), len(values))


def over_strengths(tags: Mapping[str, float], reference: Mapping[str, float], factors: Sequence[float]) -> Grid:
    """All moves made weaker or stronger together.

    Args:
        tags: the moved tags, name → 0..5.
        reference: what the reference shows, name → 0..1: there a factor of 0 puts each.
        factors: 1 is the moves as they are.
    """

    def scaled(name: str, factor: float) -> float:
        start = reference.get(name, 0.0)
        return min(max(start + factor * (tags[name] - start), TAG_MIN), TAG_MAX)

    cells = [(f"{factor:.0%}", {name: scaled(name, factor) for name in tags}) for factor in factors]
    return Grid(tuple(Variant(label, label, moved) for label, moved in cells), 3)


def over_references(tags: Mapping[str, float], references: Sequence[tuple[str, Picture]]) -> Grid:
    """The same moves on other references, each with the name to show."""
    return Grid(tuple(Variant(name, name, tags, picture) for name, picture in references), 4)


def painting_of(variant: Variant, painting: Mapping[str, Any]) -> dict[str, Any]:
    """What the document has to be for its result to be a variant's picture.

    Moves that the variant does not name stay, muted: they did not apply when it was coloured, and may be wanted again.

    Args:
        variant: it was made of the moves that applied then.
        painting: values of `Document.painting`, as they were when the variant was asked for.
    """
    rest = {name: value for name, value in painting["tags"].items() if name not in variant.tags}
    # What the model does not know never applies, and stays as it is: another model may know it.
    silent = (painting["muted"] | painting["model"].known(rest).keys()) & rest.keys()
    return {
        **painting,
        "tags": {**rest, **variant.tags},
        "muted": frozenset(silent),
        "solo": None,
        "reference": variant.reference or painting["reference"],
    }


class VariantRun(QObject):
    """Colours the variants of one grid in the background. GUI thread only."""

    made = Signal(int, object)
    """A variant's place in the grid, and its `Shown`."""
    progressed = Signal(int, int)
    """How many are done, of how many."""

    def __init__(self, side: SideJobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._jobs: dict[int, int] = {}
        self._total = 0

    @property
    def is_running(self) -> bool:
        return bool(self._jobs)

    def start(self, grid: Grid) -> None:
        """Colours these, in place of what was asked before; the document must be complete."""
        self.cancel()
        self._total = len(grid.variants)
        for place, variant in enumerate(grid.variants):
            job = self._side.ask(
                variant.tags,
                lambda shown, place=place: self._done(place, shown),
                reference=variant.reference,
                exact=True,
            )
            if job is not None:
                self._jobs[place] = job
        self._tell()

    def cancel(self) -> None:
        """Gives up what is not done yet."""
        self._side.cancel(self._jobs.values())
        self._jobs.clear()
        self._tell()

    def _done(self, place: int, shown: Shown | None) -> None:
        self._jobs.pop(place, None)
        if shown is not None:
            self.made.emit(place, shown)
        self._tell()

    def _tell(self) -> None:
        self.progressed.emit(self._total - len(self._jobs), self._total)
