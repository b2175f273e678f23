"""What part of a picture is seen and how it lies, shared by the canvases that move together.

Pictures and panes differ in size, so the shared values are relative: the zoom to the pane's own fit, the
centre to the picture's own sides.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal


class Viewport(QObject):
    """Zoom, centre, and the turn of the paper under the eyes. GUI thread only."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)
        self._mirrored = False
        self._angle = 0.0

    @property
    def mirrored(self) -> bool:
        """Whether left and right are swapped; the picture itself stays as it is."""
        return self._mirrored

    @property
    def angle(self) -> float:
        """By how many degrees the picture is turned clockwise on the screen, 0 to 360."""
        return self._angle

    def turn(self, mirrored: bool, angle: float) -> None:
        """Mirrors and turns what is seen."""
        angle %= 360.0
        if (mirrored, angle) != (self._mirrored, self._angle):
            self._mirrored, self._angle = mirrored, angle
            self.changed.emit()

    @property
    def zoom(self) -> float:
        """How much larger than fitted the picture is drawn; 1 fits it into the pane."""
        return self._zoom

    @property
    def centre(self) -> QPointF:
        """The point of the picture in the pane's middle, in shares of its sides, 0..1."""
        return QPointF(self._centre)

    @property
    def is_fitted(self) -> bool:
        return self._zoom == 1.0 and self._centre == QPointF(0.5, 0.5)

    def set(self, zoom: float, centre: QPointF) -> None:
        """Sets both at once; the centre is kept on the picture."""
        centre = QPointF(min(max(centre.x(), 0.0), 1.0), min(max(centre.y(), 0.0), 1.0))
        if zoom <= 1.0:
            centre = QPointF(0.5, 0.5)  # nothing is cut off: there is nothing to look for
        if zoom != self._zoom or centre != self._centre:
            self._zoom, self._centre = zoom, centre
            self.changed.emit()

    def fit(self) -> None:
        """Shows the whole picture, as large as the pane allows."""
        self.set(1.0, QPointF(0.5, 0.5))
