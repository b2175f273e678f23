"""What each preset would make of the current sketch, in small, made while the engine has nothing else to do."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.engine_bridge import EngineBridge, State
from app.model.document import Document
from app.model.presets import Preset
from app.shown import Shown

PICTURES = ("sketch", "line_settings", "evenness", "reference", "model")
"""The properties of the document that make all thumbnails out of date."""


class PresetThumbnails(QObject):
    """Asks for the thumbnails that are missing, whenever the document's own picture is finished.

    Args:
        side: their long side in device pixels; they are scaled down to it.
    """

    made = Signal(str, QImage)
    """A preset's name and picture."""
    cleared = Signal()
    """The sketch, its lines, the reference or the model changed: no thumbnail is right any more."""

    def __init__(self, document: Document, bridge: EngineBridge, side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._bridge = bridge
        self._side = side
        self._wanted: tuple[Preset, ...] = ()
        self._images: dict[Preset, QImage] = {}
        self._jobs: dict[Preset, int] = {}
        bridge.state_changed.connect(lambda _state: self._ask())
        document.changed.connect(self._on_document)

    def want(self, presets: tuple[Preset, ...]) -> None:
        """From now on these are wanted; those at hand are told at once."""
        self._wanted = presets
        gone = [preset for preset in self._jobs if preset not in presets]
        self._bridge.side.cancel([self._jobs.pop(preset) for preset in gone])
        for preset in presets:
            if preset in self._images:
                self.made.emit(preset.name, self._images[preset])
        self._ask()

    def _on_document(self, name: str) -> None:
        if name in PICTURES:
            self._bridge.side.cancel(self._jobs.values())
            self._jobs.clear()
            self._images.clear()
            self.cleared.emit()

    def _ask(self) -> None:
        model = self._document.model.value
        if self._bridge.state is not State.READY or model is None:
            return
        for preset in self._wanted:
            if preset not in self._images and preset not in self._jobs:
                tags = model.known(preset.tags)
                job = self._bridge.side.ask(tags, lambda shown, of=preset: self._done(of, shown), exact=True)
                if job is not None:
                    self._jobs[preset] = job

    def _done(self, preset: Preset, shown: Shown | None) -> None:
        self._jobs.pop(preset, None)
        if shown is not None:
            self._images[preset] = shown.pyramid.level_for(self._side)
            self.made.emit(preset.name, self._images[preset])
