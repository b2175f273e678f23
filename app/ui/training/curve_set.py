"""The curves of a plot as numbers: thinned and smoothed, with those of other runs behind them. No drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.model.training_run import HELD_OUT, Series, smoothed
from app.ui.training.axis import short

MOST_POINTS, MOST_FAINT = 400, 200
"""Of a curve as it is drawn, and of one of another run; a long run tells hundreds of thousands."""
Curves = Mapping[str, Series]


class CurveSet:
    """What a plot shows.

    Attributes:
        series: name → its curve, thinned. That of a term on pictures that are held out is named after `HELD_OUT`.
        smooth: name → the smoothed values at its steps.
        others: the same of each run that is laid behind, `(series, smooth)`.
        hidden: terms that are not shown.
    """

    def __init__(self) -> None:
        self.series: Curves = {}
        self.smooth: dict[str, list[float]] = {}
        self.others: list[tuple[Curves, dict[str, list[float]]]] = []
        self.hidden: set[str] = set()
        self._smoothing = 0.6

    def set_series(self, series: Curves) -> None:
        """Takes over a run's curves."""
        self.series = {name: one.thinned(MOST_POINTS) for name, one in series.items()}
        self.smooth = self._smoothed(self.series)

    def set_others(self, runs: Sequence[Curves]) -> None:
        """Takes over the curves of other runs."""
        thin = [{name: one.thinned(MOST_FAINT) for name, one in run.items()} for run in runs]
        self.others = [(run, self._smoothed(run)) for run in thin]

    def set_smoothing(self, weight: float) -> None:
        """How much of what came before each point keeps, in [0, 1)."""
        self._smoothing = weight
        self.smooth = self._smoothed(self.series)
        self.others = [(run, self._smoothed(run)) for run, _ in self.others]

    def _smoothed(self, curves: Curves) -> dict[str, list[float]]:
        return {name: smoothed(one.values, self._smoothing) for name, one in curves.items()}

    @property
    def terms(self) -> list[str]:
        """What there are curves of; one of a term, and perhaps another of it on pictures that are held out."""
        return list(dict.fromkeys(name.removeprefix(HELD_OUT) for name in self.series))

    @property
    def shown_terms(self) -> list[str]:
        """The terms that are not hidden."""
        return [term for term in self.terms if term not in self.hidden]

    @property
    def names(self) -> list[str]:
        """The curves that are shown."""
        return [name for name in self.series if name.removeprefix(HELD_OUT) not in self.hidden]

    @property
    def has_held_out(self) -> bool:
        """Whether there are curves of pictures that are held out."""
        return any(name.startswith(HELD_OUT) for name in self.series)

    def bounds(self, logarithmic: bool) -> tuple[float, float, float] | None:
        """The last step, the lowest and the highest value shown; None where there is nothing to show."""
        names = self.names
        runs = [(self.series, self.smooth), *self.others]
        ends = [run[name].steps[-1] for run, _ in runs for name in names if name in run and run[name].steps]
        values = [value for name in names for _, smooth in runs for value in smooth.get(name, ())]
        if logarithmic:
            values = [value for value in values if value > 0]
        last = max(ends, default=0)
        if not values or last <= 0:
            return None
        low, high = min(values), max(values)
        if logarithmic:
            return last, low / 1.1, high * 1.1
        room = (high - low) * 0.05 or abs(high) * 0.05 or 1.0
        # Losses are mostly above nought; the axis dips below only where a value does.
        return last, max(0.0, low - room) if low >= 0 else low - room, high + room

    def told(self, term: str, index_of: Callable[[str], int]) -> str:
        """A term with its smoothed value at an index, and after a bar that of pictures that are held out."""
        names = [name for name in (term, HELD_OUT + term) if self.smooth.get(name)]
        values = [short(self.smooth[name][index_of(name)]) for name in names]
        bar = "| " if names == [HELD_OUT + term] else ""
        return f"{term}  {bar}{' | '.join(values)}" if values else term
