"""The line above a pane: its name, what is in it, and a few quiet buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.ui.elided_label import ElidedLabel
from app.ui.icons import icon
from app.ui.theme import GRID

HEIGHT = 4 * GRID


class Wrapping(QWidget):
    """A widget that makes do with any width, and says from which one on it has a place in the header's line."""

    @property
    def wanted_width(self) -> int:
        """The width in pixels from which on everything in it can be used, 0 where there is nothing."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class PaneHeader(QWidget):
    """Name, detail and buttons.

    Args:
        title: the pane's name.
        actions: what stands at its right, in that order, as icons.
    """

    def __init__(self, title: str, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._layout = QHBoxLayout()
        self._layout.setContentsMargins(GRID, 0, 4, 0)
        self._layout.setSpacing(2)
        self._rows.addLayout(self._layout, 1)
        self._wrapping: Wrapping | None = None
        self._place = 0
        heading = QLabel(title)
        heading.setObjectName("heading")
        self._detail = ElidedLabel()
        self._detail.setObjectName("detail")
        self._layout.addWidget(heading)
        self._layout.addSpacing(GRID)
        self._layout.addWidget(self._detail, 1)
        for action in actions:
            button = self._button()
            button.setDefaultAction(action)
            self._layout.addWidget(button)

    @property
    def detail(self) -> str:
        return self._detail.text()

    def set_detail(self, text: str, tip: str = "") -> None:
        """Says what is in the pane, e.g. its file; `tip` says more where the hand rests on it."""
        self._detail.setText(text)
        self._detail.setToolTip(tip or text)

    def add_menu(self, menu: QMenu, glyph: str, tip: str) -> None:
        """A button that opens a menu."""
        button = self._button()
        button.setIcon(icon(glyph))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._layout.addWidget(button)

    def add_widget(self, widget: QWidget) -> None:
        """Puts a widget at the right."""
        self._layout.addWidget(widget)

    def add_wrapping(self, widget: Wrapping) -> None:
        """Puts a widget at the right, or where the line is too short for it in a line of its own below."""
        self._wrapping, self._place = widget, self._layout.count()
        self._layout.addWidget(widget)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self._wrapping is not None:
            self._wrap(self._wrapping)
        return super().event(event)

    def _wrap(self, widget: Wrapping) -> None:
        below = self._rows.indexOf(widget) >= 0
        others = self._layout.minimumSize().width() + (self._layout.spacing() if below else 0)
        wanted = widget.wanted_width
        wraps = others + wanted > self.width()
        if wraps and not below:
            self._layout.removeWidget(widget)
            self._rows.addWidget(widget)
        elif below and not wraps:
            self._rows.removeWidget(widget)
            self._layout.insertWidget(self._place, widget)
        is_seen = wraps and wanted > 0
        self._rows.setStretchFactor(widget, int(is_seen))
        self.setFixedHeight(2 * HEIGHT if is_seen else HEIGHT)

    def add_dock_buttons(self, dock: QDockWidget) -> None:
        """Buttons that undock the pane and hide it."""
        undock = self._button()
        undock.setIcon(icon("arrow-square-out"))
        undock.setToolTip(self.tr("Undock or dock this pane"))
        undock.setAccessibleName(undock.toolTip())
        undock.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        hide = self._button()
        hide.setIcon(icon("x"))
        hide.setToolTip(self.tr("Hide this pane"))
        hide.setAccessibleName(hide.toolTip())
        hide.clicked.connect(dock.close)
        self._layout.addWidget(undock)
        self._layout.addWidget(hide)

    def _button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("header")
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
