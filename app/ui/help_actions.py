"""What the Help menu offers: the manual, the tour, the log."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton, QWidget

from app.settings import Settings
from app.ui.actions import make_action
from app.ui.log_window import LogWindow
from app.ui.manual_window import ManualWindow
from app.ui.tour import Step, Tour
from app.workspace import Workspace


def _tr(text: str) -> str:
    return QCoreApplication.translate("HelpActions", text)


class HelpActions:
    """One action a thing that helps.

    Args:
        parent: owner of the actions, the main window.
    """

    def __init__(self, parent: QObject) -> None:
        self.manual = make_action(parent, _tr("Manual"), "book-open", QKeySequence.StandardKey.HelpContents)
        self.tour = make_action(parent, _tr("Tour"), "compass", None, _tr("Show in a minute what is where"))
        self.log = make_action(parent, _tr("Log"), "file-text", None, _tr("What Nurie did and what went wrong"))

    def fill_menu(self, menu: QMenu) -> None:
        """Puts the actions at the head of the Help menu."""
        about = menu.actions()[0]
        menu.insertActions(about, [self.manual, self.tour])
        menu.insertSeparator(about)
        menu.insertAction(about, self.log)
        menu.insertSeparator(about)


class HelpBinding(QObject):
    """Opens what helps; each window is made when it is first asked for.

    Args:
        window: the main window.
        actions: what opens them.
        workspace: whose background reads files.
        settings: remember that the tour was shown.
        steps: where the tour goes.
    """

    def __init__(
        self, window: QMainWindow, actions: HelpActions, workspace: Workspace, settings: Settings, steps: list[Step]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = workspace.background
        self._settings = settings
        self._steps = steps
        actions.manual.triggered.connect(lambda: _bring_up(self.manual))
        actions.log.triggered.connect(lambda: _bring_up(self.log))
        actions.tour.triggered.connect(lambda: self.tour.start())

    @cached_property
    def manual(self) -> ManualWindow:
        return ManualWindow(self._background, self._window)

    @cached_property
    def log(self) -> LogWindow:
        return LogWindow(self._background, self._window)

    @cached_property
    def tour(self) -> Tour:
        return Tour(self._window, self._steps)

    def greet(self) -> None:
        """Gives the tour to whoever is here for the first time."""
        if not self._settings.tour_seen:
            self._settings.tour_seen = True  # also where it is left at once: nobody is asked twice
            self.tour.start()

    def leave_tour(self) -> None:
        """Ends the tour, if one is under way."""
        if "tour" in self.__dict__:
            self.tour.leave()

    def close(self) -> None:
        """Closes what stands open beside the main window."""
        for name in ("manual", "log"):
            if name in self.__dict__:
                self.__dict__[name].close()


def tour_steps(
    sketch: QWidget, reference: QWidget, tags: QWidget, compare: QWidget, tools: QWidget, save: QAction
) -> list[Step]:
    """The stops of the tour, each at the control that it tells of."""
    return [
        Step(
            _tr("Your drawing"),
            _tr(
                "Drop a line drawing here. Pencil on paper, white on black, and layers of PSD, ORA and KRA work as "
                "well. Your lines are never redrawn: colours are made under them."
            ),
            lambda: sketch,
        ),
        Step(
            _tr("Colours to take"),
            _tr("Drop a picture whose colours you like. Nurie colours the drawing after it, on this machine alone."),
            lambda: reference,
        ),
        Step(
            _tr("Move a tag"),
            _tr(
                "Drag a slider, and the colours follow while your hand moves. A double click puts it back to what the "
                "reference shows. Rest on a swatch to see beforehand what it does."
            ),
            lambda: tags,
        ),
        Step(
            _tr("Compare"),
            _tr(
                "See what changed: a divider over the picture, two panes side by side, or what was before while a "
                "button is held. Every result also waits in the history below."
            ),
            lambda: compare,
        ),
        Step(
            _tr("Hints"),
            _tr(
                "Where you know better, paint it: brush, fill and eyedropper lay colours under your lines. They stay "
                "there, whatever is coloured anew."
            ),
            lambda: tools,
        ),
        Step(
            _tr("Keep it"),
            _tr(
                "Save the picture, flat or in layers; File ▸ Save Project keeps the whole work. Train ▸ New Training… "
                "teaches a model your own style. Help ▸ Manual tells the rest."
            ),
            lambda: _button_of(save),
        ),
    ]


def _button_of(action: QAction) -> QWidget | None:
    """The button of a tool bar that stands for an action."""
    buttons = (widget for widget in action.associatedObjects() if isinstance(widget, QToolButton))
    return next((button for button in buttons if button.isVisible()), None)


def _bring_up(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
