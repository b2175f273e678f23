"""Colours and measures of the window, dark and light, following the system.

Greys are strictly neutral, so that they do not tint what the eye makes of a picture; there is one accent.
Measures are multiples of `GRID`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QSpinBox
from shiboken6 import isValid

GRID = 8
"""The grid in device-independent pixels."""
RADIUS = 6
ICON = 18
SLICE_S = 0.006
"""Seconds for which widgets are recoloured at a time."""


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as `#rrggbb`."""

    window: str  # bars, docks
    raised: str  # fields, buttons
    hover: str
    canvas: str  # around pictures
    border: str
    text: str
    dim: str  # secondary text, icons at rest
    groove: str  # sliders
    accent: str
    on_accent: str
    danger: str  # the error bar's ground
    on_danger: str


DARK = Tokens(
    window="#262626",
    raised="#333333",
    hover="#3e3e3e",
    canvas="#464646",
    border="#1a1a1a",
    text="#e8e8e8",
    dim="#a6a6a6",
    groove="#4c4c4c",
    accent="#6ea8ff",
    on_accent="#0b1a30",
    danger="#5a2626",
    on_danger="#ffdcd8",
)
LIGHT = Tokens(
    window="#f3f3f3",
    raised="#ffffff",
    hover="#e4e4e4",
    canvas="#c6c6c6",
    border="#d0d0d0",
    text="#1e1e1e",
    dim="#616161",
    groove="#cfcfcf",
    accent="#2468d8",
    on_accent="#ffffff",
    danger="#fbe0dd",
    on_danger="#7a1710",
)


_chosen: Tokens | None = None  # the user's choice, where there is one


def tokens() -> Tokens:
    """The colours of the theme that the window shows now."""
    if _chosen is not None:
        return _chosen
    scheme = QApplication.styleHints().colorScheme()
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


def install(app: QApplication) -> None:
    """Gives the application its style, and its colours again whenever the system changes between light and dark."""
    app.setStyle("Fusion")
    apply(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: apply(app))


def choose_scheme(app: QApplication, name: str) -> None:
    """Shows `light` or `dark`, or whatever the system shows where it is another word."""
    global _chosen
    _chosen = {"light": LIGHT, "dark": DARK}.get(name)
    # Where the platform can, its own parts (title bars, file dialogs) follow.
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app.styleHints().setColorScheme(schemes.get(name, Qt.ColorScheme.Unknown))
    apply(app)


def inset(field: QSpinBox | QDoubleSpinBox) -> None:
    """Has the number begin where the text of other fields does: a style sheet's padding stops above and below it."""
    field.lineEdit().setTextMargins(GRID - 1, 0, 0, 0)


def apply(app: QApplication) -> None:
    """Shows the colours of `tokens()`, where they are not shown already: a palette at once, and what the style sheet
    made of it anew in pieces, between which the window listens. GUI thread."""
    palette = _palette(tokens())
    if palette != app.palette():
        app.setPalette(palette)
        if app.styleSheet():
            Recoloring.begin(app)
    if not app.styleSheet():
        app.setStyleSheet(_style_sheet())


class Recoloring(QObject):
    """Has the style sheet look at the palette once more, widget by widget: all at once, as a new style sheet would,
    takes a tenth of a second and more. What is shown stays as it is meanwhile, and changes as a whole."""

    _at_work: Recoloring | None = None

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        shown = [window for window in app.topLevelWidgets() if window.isVisible()]
        self._frozen = [window for window in shown if window.updatesEnabled()]
        for window in self._frozen:
            window.setUpdatesEnabled(False)
        # What is created from now on is right from the start. The visible ones come last, so they are taken first.
        self._waiting = sorted(app.allWidgets(), key=lambda widget: widget.isVisible())
        self._timer = QTimer(self, interval=0)
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
        end = time.perf_counter() + SLICE_S
        while self._waiting:
            widget = self._waiting.pop()
            if not isValid(widget):
                continue  # it was closed meanwhile
            if self._frozen and not widget.isVisible():
                self._thaw()  # all that can be seen is done
            style = widget.style()
            style.unpolish(widget)
            style.polish(widget)
            if time.perf_counter() > end:
                break
        if not self._waiting:
            self._end()

    def _thaw(self) -> None:
        for window in self._frozen:
            if isValid(window):
                window.setUpdatesEnabled(True)
        self._frozen = []

    def _end(self) -> None:
        self._timer.stop()
        self._thaw()
        Recoloring._at_work = None
        self.deleteLater()


def _palette(colors: Tokens) -> QPalette:
    """The theme as a palette; `_IN_SHEET` tells where the style sheet finds each colour."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.raised,
        role.AlternateBase: colors.window,
        role.Text: colors.text,
        role.Button: colors.raised,
        role.ButtonText: colors.text,
        role.BrightText: colors.on_danger,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.PlaceholderText: colors.dim,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Accent: colors.accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.danger,
        role.Midlight: colors.hover,
        role.Mid: colors.groove,
        role.Dark: colors.border,
    }
    for which, color in pairs.items():
        palette.setColor(which, QColor(color))
    faded = QColor(colors.text)
    faded.setAlphaF(0.38)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, faded)
    return palette


# A style sheet that names roles of the palette need not be set anew for other colours. Two of the roles are lent for
# it: no text here has links that were visited, and nothing is drawn in Qt's own relief.
_IN_SHEET = Tokens(
    window="palette(window)",
    raised="palette(base)",
    hover="palette(midlight)",
    canvas="palette(window)",
    border="palette(dark)",
    text="palette(window-text)",
    dim="palette(placeholder-text)",
    groove="palette(mid)",
    accent="palette(highlight)",
    on_accent="palette(highlighted-text)",
    danger="palette(link-visited)",
    on_danger="palette(bright-text)",
)


def _style_sheet() -> str:
    colors = _IN_SHEET
    return f"""
    QMainWindow, QMainWindow::separator {{ background: {colors.window}; }}
    QMainWindow::separator {{ width: {GRID}px; height: {GRID}px; }}
    QMenuBar {{ background: {colors.window}; padding: 2px {GRID}px; }}
    QMenuBar::item {{ padding: 4px {GRID}px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {colors.hover}; }}
    QMenu {{ background: {colors.raised}; border: 1px solid {colors.border}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 10px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {colors.accent}; color: {colors.on_accent}; }}
    QMenu::item:disabled {{ color: {colors.dim}; background: transparent; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::separator {{ height: 1px; background: {colors.hover}; margin: 4px 8px; }}
    QToolBar {{ background: {colors.window}; border: none; padding: 4px {GRID}px; spacing: 4px; }}
    QToolBar::separator {{ background: {colors.hover}; width: 1px; margin: 6px 6px; }}
    QToolButton {{ border: none; border-radius: {RADIUS}px; padding: 6px; background: transparent; }}
    QToolButton:hover {{ background: {colors.hover}; }}
    QToolButton:pressed, QToolButton:checked {{ background: {colors.raised}; }}
    QToolButton[popupMode="1"] {{ padding-right: 22px; }}
    QToolButton::menu-button {{ border: none; width: 18px; border-top-right-radius: {RADIUS}px;
        border-bottom-right-radius: {RADIUS}px; }}
    QToolButton::menu-button:hover {{ background: {colors.groove}; }}
    QToolButton:focus {{ border: 1px solid {colors.accent}; padding: 5px; }}
    QToolButton#header {{ padding: 4px; }}
    QToolButton#header:focus {{ padding: 3px; }}
    QToolButton#group {{ padding: 6px 4px; font-weight: 600; border-radius: {RADIUS}px; }}
    QToolButton#group:focus {{ padding: 5px 3px; }}
    QToolButton#group:checked {{ background: transparent; }}
    QToolButton#group:hover {{ background: {colors.hover}; }}
    QPushButton {{ background: {colors.raised}; border: 1px solid {colors.border}; border-radius: {RADIUS}px;
        padding: 6px 14px; }}
    QPushButton:hover {{ background: {colors.hover}; }}
    QPushButton:focus {{ border-color: {colors.accent}; }}
    QLineEdit {{ background: {colors.raised}; border: 1px solid {colors.border};
        border-radius: {RADIUS}px; padding: 5px 8px; selection-background-color: {colors.accent};
        selection-color: {colors.on_accent}; }}
    QLineEdit:focus {{ border-color: {colors.accent}; }}
    QLineEdit:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {{ color: {colors.dim}; }}
    QSpinBox, QDoubleSpinBox {{ background: {colors.raised}; border: 1px solid {colors.border};
        border-radius: {RADIUS}px; padding: 5px 0; selection-background-color: {colors.accent};
        selection-color: {colors.on_accent}; }}
    QSpinBox:focus, QDoubleSpinBox:focus {{ border-color: {colors.accent}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: border; width: 20px;
        border: none; background: transparent; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; border-top-right-radius: {RADIUS}px; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; border-bottom-right-radius: {RADIUS}px; }}
    QAbstractSpinBox::up-arrow {{ image: none; width: 0; height: 0; border-left: 4px solid {colors.raised};
        border-right: 4px solid {colors.raised}; border-bottom: 4px solid {colors.dim}; }}
    QAbstractSpinBox::down-arrow {{ image: none; width: 0; height: 0; border-left: 4px solid {colors.raised};
        border-right: 4px solid {colors.raised}; border-top: 4px solid {colors.dim}; }}
    QDoubleSpinBox#number {{ background: transparent; border: none; padding: 0; }}
    QPlainTextEdit, QTextBrowser {{ background: {colors.raised}; border: 1px solid {colors.border};
        border-radius: {RADIUS}px; padding: 4px; selection-background-color: {colors.accent};
        selection-color: {colors.on_accent}; }}
    QPlainTextEdit:focus, QTextBrowser:focus {{ border-color: {colors.accent}; }}
    QComboBox {{ background: {colors.raised}; border: 1px solid {colors.border}; border-radius: {RADIUS}px;
        padding: 5px 8px; }}
    QComboBox:focus {{ border-color: {colors.accent}; }}
    QComboBox:disabled {{ color: {colors.dim}; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: none; width: 0; height: 0; border-left: 4px solid {colors.raised};
        border-right: 4px solid {colors.raised}; border-top: 5px solid {colors.dim}; }}
    QComboBox QAbstractItemView {{ background: {colors.raised}; border: 1px solid {colors.border};
        selection-background-color: {colors.accent}; selection-color: {colors.on_accent}; }}
    QRadioButton {{ spacing: {GRID}px; }}
    QRadioButton::indicator {{ width: 10px; height: 10px; border: 2px solid {colors.dim}; border-radius: 7px; }}
    QRadioButton::indicator:hover, QRadioButton::indicator:focus {{ border-color: {colors.text}; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {colors.accent};
        background: {colors.on_accent}; }}
    QCheckBox {{ spacing: {GRID}px; }}
    QCheckBox::indicator {{ width: 12px; height: 12px; border: 2px solid {colors.dim}; border-radius: 4px; }}
    QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {colors.text}; }}
    QCheckBox::indicator:checked {{ width: 8px; height: 8px; padding: 2px; border-color: {colors.accent};
        background: {colors.accent}; background-clip: content; background-origin: content; }}
    QCheckBox::indicator:disabled {{ border-color: {colors.groove}; }}
    QSlider#plain::groove:horizontal {{ height: 3px; border-radius: 1px; background: {colors.groove}; }}
    QSlider#plain::sub-page:horizontal {{ border-radius: 1px; background: {colors.dim}; }}
    QSlider#plain::handle:horizontal {{ width: 12px; height: 12px; margin: -5px 0; border-radius: 6px;
        background: {colors.text}; }}
    QSlider#plain::handle:horizontal:hover, QSlider#plain::handle:horizontal:focus {{ background: {colors.accent}; }}
    QSlider#plain::handle:horizontal:disabled {{ background: {colors.dim}; }}
    QSplitter::handle {{ background: {colors.window}; }}
    QScrollArea, QScrollArea > QWidget > QWidget#groups {{ background: {colors.window}; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {colors.groove}; border-radius: 3px; min-height: 32px; margin: 2px; }}
    QScrollBar::handle:vertical:hover {{ background: {colors.dim}; }}
    QScrollBar:horizontal {{ background: transparent; height: 8px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {colors.groove}; border-radius: 2px; min-width: 32px; margin: 2px; }}
    QScrollBar::handle:horizontal:hover {{ background: {colors.dim}; }}
    QTreeView {{ background: {colors.raised}; border: 1px solid {colors.border}; border-radius: {RADIUS}px; }}
    QTreeView::item {{ padding: 0 4px; }}
    QHeaderView::section {{ background: {colors.window}; color: {colors.dim}; border: none; padding: 4px {GRID}px; }}
    QListView {{ background: transparent; border: none; outline: none; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QStatusBar {{ background: {colors.window}; color: {colors.dim}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {colors.dim}; padding: 2px {GRID}px; }}
    QStatusBar QPushButton {{ padding: 2px 10px; }}
    QProgressBar {{ background: {colors.groove}; border: none; border-radius: 3px; }}
    QProgressBar::chunk {{ background: {colors.accent}; border-radius: 3px; }}
    QLabel#heading {{ font-weight: 600; }}
    QLabel#pill {{ background: {colors.window}; color: {colors.text}; border-radius: {RADIUS}px; padding: 4px 10px; }}
    QLabel#detail {{ color: {colors.dim}; }}
    QToolTip {{ background: {colors.raised}; color: {colors.text}; border: 1px solid {colors.border}; padding: 4px; }}
    QFrame#errorBar {{ background: {colors.danger}; border-radius: {RADIUS}px; }}
    QFrame#toolStrip {{ background: {colors.window}; }}
    QFrame#toolStrip QToolButton {{ padding: 4px; }}
    QFrame#toolStrip QToolButton:checked {{ background: {colors.groove}; }}
    QFrame#toolStrip QToolButton:focus {{ padding: 3px; }}
    QToolButton#header::menu-indicator {{ image: none; }}
    QLineEdit#option {{ background: {colors.raised}; border: 1px solid {colors.raised}; border-radius: 4px;
        padding: 0 4px; }}
    QLineEdit#option:focus {{ border-color: {colors.accent}; }}
    QFrame#noticeBar {{ background: {colors.raised}; border-radius: {RADIUS}px; }}
    QFrame#noticeBar QPushButton {{ background: {colors.hover}; padding: 4px 12px; }}
    QFrame#noticeBar QPushButton:hover {{ background: {colors.groove}; }}
    QFrame#callout {{ background: {colors.raised}; border: 1px solid {colors.groove}; border-radius: {GRID}px; }}
    QFrame#callout QPushButton {{ background: {colors.hover}; }}
    QFrame#callout QPushButton:hover {{ background: {colors.groove}; }}
    QFrame#callout QPushButton:focus {{ border-color: {colors.accent}; }}
    QFrame#errorBar QLabel {{ color: {colors.on_danger}; }}
    """
