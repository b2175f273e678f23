"""Pictures written one after the other on a thread of their own, with progress and a way to call them off."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, Signal

from app.background import Background
from engine.hints.layer import Hints
from engine.progress import Cancelled
from engine.requests import ColorizeRequest, ColorizeResult

_STEP = 0.01
"""Progress is told in steps of this share."""


@dataclass(eq=False)
class Export:
    """One picture that is being written, or waits for it.

    Attributes:
        path: where it goes.
        share: how far it is, 0 to 1.
    """

    path: Path
    share: float = 0.0
    _cancelled: Event = field(default_factory=Event, repr=False)

    def cancel(self) -> None:
        """Calls it off; an older file stays as it was."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off. Any thread."""
        return self._cancelled.is_set()


class Exporter(QObject):
    """Writes paintings. GUI thread."""

    changed = Signal()
    """Another export is the first one, or it is further than it was."""
    failed = Signal(str)
    """One sentence."""
    noticed = Signal(str)
    """Something was done that cannot be seen: one short sentence."""
    _told = Signal(object, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, threads=1)
        self._exports: list[Export] = []
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def current(self) -> Export | None:
        """The export that is being written; None while there is none, or while one that was called off ends."""
        return next((export for export in self._exports if not export.is_cancelled), None)

    def write(self, path: Path, request: ColorizeRequest, result: ColorizeResult, hints: Hints | None) -> None:
        """Writes a painting as soon as those before it are done, see `engine.layered.export.write_painting`."""
        export = Export(path)
        self._exports.append(export)
        self.changed.emit()

        def done(written: bool) -> None:
            self._forget(export)
            text = self.tr("Exported {name}") if written else self.tr("Called off the export of {name}")
            self.noticed.emit(text.format(name=path.name))

        def failed(message: str) -> None:
            self._forget(export)
            self.failed.emit(message)

        self._background.run(lambda: self._write(export, request, result, hints), done, failed)

    def cancel(self) -> None:
        """Calls off the export that is being written. It ends as soon as it can."""
        if self.current is not None:
            self.current.cancel()
            self.changed.emit()

    def close(self) -> None:
        """Waits for what is being written."""
        self._background.close()

    def _write(self, export: Export, request: ColorizeRequest, result: ColorizeResult, hints: Hints | None) -> bool:
        """The writing thread: whether the picture was written."""
        from engine.layered.export import write_painting  # which loads OpenCV: not before the window is there

        told = 0.0

        def tell(share: float) -> None:
            nonlocal told
            if export.is_cancelled:
                raise Cancelled
            if share - told >= _STEP:
                told = share
                self._told.emit(export, share)

        try:
            tell(0.0)  # it may have been called off while it waited
            write_painting(export.path, request, result, hints, tell)
        except Cancelled:
            return False
        return True

    def _on_told(self, export: Export, share: float) -> None:
        export.share = share
        self.changed.emit()

    def _forget(self, export: Export) -> None:
        self._exports.remove(export)
        self.changed.emit()
