"""Pictures written one after the other on a thread of their own, with progress and a way to call them off."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.works import Work, Works
from engine.errors import PictureError
from engine.files import refusal_of
from engine.hints.layer import Hints
from engine.progress import Tell
from engine.requests import ColorizeRequest, ColorizeResult


@dataclass(eq=False)
class Export(Work):
    """One picture that is being written, or waits for it; called off, it leaves an older file as it was.

    Attributes:
        path: where it goes.
    """

    path: Path


class Exporter(Works[Export]):
    """Writes paintings. GUI thread."""

    failed = Signal(str)
    """One sentence."""
    noticed = Signal(str)
    """Something was done that cannot be seen: one short sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Background(threads=1), parent)
        self._background.setParent(self)

    def write(self, path: Path, request: ColorizeRequest, result: ColorizeResult, hints: Hints | None) -> None:
        """Writes a painting as soon as those before it are done, see `engine.layered.export.write_painting`. Into a
        folder that is not there nothing is written."""

        def write(tell: Tell) -> None:
            from engine.layered.export import write_painting  # which loads OpenCV: not before the window is there

            if refusal := refusal_of(path):
                raise PictureError(refusal)
            write_painting(path, request, result, hints, tell)

        def notice(text: str) -> None:
            self.noticed.emit(text.format(name=path.name))

        self.run(
            Export(path, share=0.0),
            write,
            lambda _none: notice(self.tr("Exported {name}")),
            self.failed.emit,
            lambda: notice(self.tr("Called off the export of {name}")),
        )

    def close(self) -> None:
        """Tells nothing more; what was asked for is written."""
        self._background.close()

    def wait(self) -> None:
        """Waits until that is written. Any thread, once it is closed."""
        self._background.wait()
