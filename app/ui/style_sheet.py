"""How controls look: one style sheet for both themes, which takes its colours from the palette."""

from __future__ import annotations

from app.ui.tokens import GRID, RADIUS, Tokens

MENU_BOX, MENU_BOX_LEFT = 12, 6
"""The box before a menu's entry: its side, and where it begins in the entry."""

# A style sheet that names roles of the palette need not be set anew for other colours. Two of the roles are lent for
# it: no text here has links that were visited, and nothing is drawn in Qt's own relief.
IN_SHEET = Tokens(
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


def style_sheet() -> str:
    """The style sheet of the application; `app.ui.theme` makes the palette that it names."""
    colors = IN_SHEET
    return f"""
    QMainWindow, QMainWindow::separator {{ background: {colors.window}; }}
    QMainWindow::separator {{ width: {GRID}px; height: {GRID}px; }}
    QMenuBar {{ background: {colors.window}; padding: 2px {GRID}px; }}
    QMenuBar::item {{ padding: 4px {GRID}px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {colors.hover}; }}
    QMenu {{ background: {colors.raised}; border: 1px solid {colors.border}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 14px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {colors.groove}; }}
    QMenu::item:disabled {{ color: {colors.dim}; background: transparent; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::indicator {{ width: {MENU_BOX - 4}px; height: {MENU_BOX - 4}px; left: {MENU_BOX_LEFT}px;
        border: 2px solid {colors.dim}; border-radius: 3px; }}
    QMenu::indicator:exclusive {{ border-radius: 6px; }}
    QMenu::indicator:checked {{ border-color: {colors.accent}; background: {colors.accent}; }}
    QMenu::indicator:exclusive:checked {{ width: 4px; height: 4px; border: 4px solid {colors.accent};
        background: {colors.on_accent}; }}
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
    QAbstractSpinBox#number::up-button, QAbstractSpinBox#number::down-button, QAbstractSpinBox#option::up-button,
    QAbstractSpinBox#option::down-button {{ subcontrol-position: center; width: 0; }}
    QPlainTextEdit {{ background: {colors.raised}; border: 1px solid {colors.border};
        border-radius: {RADIUS}px; padding: 4px; selection-background-color: {colors.accent};
        selection-color: {colors.on_accent}; }}
    QPlainTextEdit:focus {{ border-color: {colors.accent}; }}
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
    QCheckBox::indicator:checked {{ border-color: {colors.accent}; background: {colors.accent}; }}
    QCheckBox::indicator:disabled {{ border-color: {colors.groove}; }}
    QCheckBox::indicator:checked:disabled {{ background: {colors.groove}; }}
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
    QStatusBar QLabel#model {{ padding-left: 1px; }}  /* where the bar writes what passes */
    QStatusBar QPushButton {{ padding: 2px 10px; }}
    QProgressBar {{ background: {colors.groove}; border: none; border-radius: 3px; }}
    QProgressBar::chunk {{ background: {colors.accent}; border-radius: 3px; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
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
    QSpinBox#option {{ background: {colors.raised}; border: 1px solid {colors.raised}; border-radius: 4px;
        padding: 0; }}
    QLineEdit#option:focus, QSpinBox#option:focus {{ border-color: {colors.accent}; }}
    QFrame#noticeBar {{ background: {colors.raised}; border-radius: {RADIUS}px; }}
    QFrame#noticeBar QPushButton {{ background: {colors.hover}; padding: 4px 12px; }}
    QFrame#noticeBar QPushButton:hover {{ background: {colors.groove}; }}
    QFrame#callout {{ background: {colors.raised}; border: 1px solid {colors.groove}; border-radius: {GRID}px; }}
    QFrame#callout QPushButton {{ background: {colors.hover}; }}
    QFrame#callout QPushButton:hover {{ background: {colors.groove}; }}
    QFrame#callout QPushButton:focus {{ border-color: {colors.accent}; }}
    QFrame#errorBar QLabel {{ color: {colors.on_danger}; }}
    """
