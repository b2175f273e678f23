"""The theme of the window, dark or light, following the system unless the user chose one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QSpinBox

from app.ui.recoloring import Recoloring
from app.ui.style_sheet import style_sheet
from app.ui.tokens import DARK, GRID, ICON, LIGHT, RADIUS, Tokens

__all__ = [
    "DARK",
    "GRID",
    "ICON",
    "LIGHT",
    "RADIUS",
    "Recoloring",
    "Tokens",
    "apply",
    "choose_scheme",
    "inset",
    "install",
    "tokens",
]

_chosen: Tokens | None = None  # the user's choice, where there is one
_system: Tokens | None = None  # what the system shows; asked once for each change, not for each icon that is painted


def tokens() -> Tokens:
    """The colours of the theme that the window shows now."""
    if _chosen is not None:
        return _chosen
    return _system or _of_system()


def _of_system() -> Tokens:
    scheme = QApplication.styleHints().colorScheme()
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


def install(app: QApplication) -> None:
    """Gives the application its style, and its colours again whenever the system changes between light and dark."""
    app.setStyle("Fusion")
    _follow_system(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow_system(app))


def _follow_system(app: QApplication) -> None:
    global _system
    _system = _of_system()
    apply(app)


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
        app.setStyleSheet(style_sheet())


def _palette(colors: Tokens) -> QPalette:
    """The theme as a palette; `style_sheet.IN_SHEET` tells where the style sheet finds each colour."""
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
