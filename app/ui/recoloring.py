"""Another palette under the same style sheet, without holding up the window."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.turns import TURN_MS

SLICE_S = 0.006
"""Seconds for which widgets are recoloured at a time."""
PART = 48
"""At most so many widgets are painted at a time."""


class Restyled:
    """A widget that has colours of its own beside those of the style sheet, which takes them away where it looks at
    the palette once more."""

    def restyle(self) -> None:
        """Sets its colours again, those of the theme that is shown now."""
        raise NotImplementedError


def recolor(root: QWidget) -> None:
    """Does so at once for one widget and all within: one that is not seen, but says how others look that are."""
    for widget in (root, *root.findChildren(QWidget)):
        _repolish(widget)
        if isinstance(widget, Restyled):
            widget.restyle()


def _repolish(widget: QWidget) -> None:
    own = widget.font() if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) else None
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    if own is not None and widget.font() != own:
        widget.setFont(own)  # one that the widget was given, and not by the style sheet


def _widgets(app: QApplication) -> list[QWidget]:
    """All there are. Were garbage collected while Qt's list is made one of Python, the list would still have it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return app.allWidgets()
    finally:
        if collects:
            gc.enable()


class Recoloring(QObject):
    """Has the style sheet look at the palette once more, widget by widget: all at once, as a new style sheet would,
    takes a tenth of a second and more. What is shown stays as it is meanwhile, and is then painted part by part."""

    _at_work: Recoloring | None = None

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        widgets = _widgets(app)
        shown = [widget for widget in widgets if widget.isWindow() and widget.isVisible()]
        self._frozen = [window for window in shown if window.updatesEnabled()]
        for window in self._frozen:
            window.setUpdatesEnabled(False)
        self._parts: list[tuple[int, QWidget]] = []
        self._restyled: list[Restyled] = []
        # What is created from now on is right from the start. The visible ones come last, so they are taken first.
        self._waiting = sorted(widgets, key=lambda widget: widget.isVisible())
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @classmethod
    def begin(cls, app: QApplication) -> None:
        """Starts over where one is at work still."""
        if cls._at_work is not None:
            cls._at_work._end()
        cls._at_work = cls(app)

    @classmethod
    def finish(cls) -> None:
        """Does at once what is left: for pictures of the window, which nobody waits for."""
        while cls._at_work is not None:
            cls._at_work._go_on()

    def _go_on(self) -> None:
        if self._parts:
            self._release()
        elif self._restyled and not (self._is_next_seen() if self._frozen else self._waiting):
            self._restyle()
        elif self._frozen and not self._is_next_seen():
            self._thaw()  # all that can be seen is done
        elif self._waiting:
            self._polish()
        else:
            self._end()

    def _polish(self) -> None:
        end = time.perf_counter() + SLICE_S
        while self._waiting:
            widget = self._waiting.pop()
            if isValid(widget):  # it may have been closed meanwhile
                _repolish(widget)
                if isinstance(widget, Restyled):
                    self._restyled.append(widget)
            if time.perf_counter() >= end or (self._frozen and not self._is_next_seen()):
                break  # after one at least, so that it goes on

    def _restyle(self) -> None:
        end = time.perf_counter() + SLICE_S
        while self._restyled:
            widget = self._restyled.pop()
            if isValid(widget):
                widget.restyle()
            if time.perf_counter() >= end:
                break

    def _is_next_seen(self) -> bool:
        """Whether there is another visible widget; those that were closed meanwhile are passed by."""
        while self._waiting and not isValid(self._waiting[-1]):
            self._waiting.pop()
        return bool(self._waiting) and self._waiting[-1].isVisible()

    def _thaw(self) -> None:
        """Lets the windows be painted but for their parts, which follow one by one."""
        inner = _shown_within(self._app)
        for window in self._frozen:
            if isValid(window):
                parts = [(count, part) for count, part in _parts(window, inner)[1] if part is not window]
                self._parts += sorted(parts, key=_lowest_first)
        for _, part in self._parts:
            # What is opaque is left out where its parent is painted: it stays as it was.
            part.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
            part.setUpdatesEnabled(False)
        for window in self._frozen:
            if isValid(window):
                window.setUpdatesEnabled(True)
                # Were it asked to paint meanwhile, Qt would take it that it still is, and never ask it again.
                QApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest))
        self._frozen = []

    def _release(self) -> None:
        """Lets the next parts be painted, the highest ones; Qt does so before the timer comes again."""
        room = PART
        while self._parts and (room == PART or self._parts[-1][0] <= room):
            count, part = self._parts.pop()
            room -= count
            if isValid(part):
                part.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
                part.setUpdatesEnabled(True)

    def _end(self) -> None:
        self._timer.stop()
        while self._restyled:
            self._restyle()
        self._thaw()
        while self._parts:
            self._release()
        Recoloring._at_work = None
        self.deleteLater()


def _shown_within(app: QApplication) -> dict[QWidget, list[QWidget]]:
    """The visible widgets by the one that they stand in, without those that it paints in their stead (`TagRows`). Asked
    of the application: a widget's own children are actions, layouts and timers as well, and each that Python sees for
    the first time is wrapped, which took 15 ms in all."""
    inner: dict[QWidget, list[QWidget]] = {}
    for widget in _widgets(app):
        painted = not widget.testAttribute(Qt.WidgetAttribute.WA_ForceUpdatesDisabled)
        if painted and widget.isVisible() and not widget.isWindow() and (parent := widget.parentWidget()) is not None:
            inner.setdefault(parent, []).append(widget)
    return inner


def _parts(widget: QWidget, inner: dict[QWidget, list[QWidget]]) -> tuple[int, list[tuple[int, QWidget]]]:
    """How many visible widgets are painted with one, itself among them; and those within it, or itself, that hold few
    enough others to be painted at a time, each with their number."""
    found = [_parts(child, inner) for child in inner.get(widget, ())]
    count = 1 + sum(number for number, _ in found)
    if count > PART:
        return count, [part for _, parts in found for part in parts]
    # What paints all of itself, a canvas, needs no help to stay as it was.
    return count, [] if widget.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent) else [(count, widget)]


def _lowest_first(part: tuple[int, QWidget]) -> tuple[int, int]:
    place = part[1].mapTo(part[1].window(), QPoint(0, 0))
    return -place.y(), -place.x()
