"""What the guided page asks to be started."""

from __future__ import annotations

from dataclasses import dataclass

from app.own_drawing import Drawing
from trainer.options import TrainOptions


@dataclass(frozen=True)
class Plan:
    """A training that nothing speaks against; `drawing` is taken along from the canvas."""

    verb: str
    options: TrainOptions
    name: str
    drawing: Drawing | None = None


def no_drawing() -> Drawing | None:
    """Where there is no canvas."""
    return None
