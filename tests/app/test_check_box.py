import pytest
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QStyle, QStyleOptionButton

from app.ui import theme
from app.ui.check_box import CheckBox
from app.ui.style_sheet import MENU_BOX, MENU_BOX_LEFT
from app.ui.ticked_menu import TickedMenu


def indicator(box: CheckBox) -> QImage:
    option = QStyleOptionButton()
    box.initStyleOption(option)
    rect = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    return box.grab().toImage().copy(rect)


def menu_box(menu: TickedMenu, action: QAction) -> QImage:
    entry = menu.actionGeometry(action)
    x, y = entry.x() + MENU_BOX_LEFT, entry.y() + (entry.height() - MENU_BOX) // 2
    return menu.grab().toImage().copy(x, y, MENU_BOX, MENU_BOX)


def distance(one: QColor, other: QColor) -> int:
    """How far apart two colours are, over their channels."""
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())


def count(image: QImage, color: QColor) -> int:
    """How many pixels are as good as of that colour."""
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(distance(image.pixelColor(x, y), color) < 60 for x, y in places)


def nearer(pixel: QColor, mark: QColor) -> bool:
    """Whether a pixel is more of the mark's colour than of the ground's."""
    return distance(pixel, mark) < distance(pixel, QColor(theme.tokens().accent))


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_checked_box_shows_a_tick_in_the_colours_of_the_theme(qapp, qtbot, scheme: str):
    theme.install(qapp)
    theme.choose_scheme(qapp, scheme)
    try:
        box = CheckBox("On")
        qtbot.addWidget(box)
        box.show()
        mark = QColor(theme.tokens().on_accent)
        assert count(indicator(box), QColor(theme.tokens().accent)) == 0
        box.setChecked(True)
        image = indicator(box)
        assert count(image, QColor(theme.tokens().accent)) > 60
        tick = [(x, y) for x in range(2, 14) for y in range(2, 14) if nearer(image.pixelColor(x, y), mark)]
        assert len(tick) >= 8
        lowest = max(tick, key=lambda place: place[1])
        assert lowest[0] < image.width() / 2  # a tick, not a dot: its corner lies left of the middle
    finally:
        theme.choose_scheme(qapp, "")
        theme.Recoloring.finish()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_checked_entry_of_a_menu_shows_a_tick_in_its_box(qapp, qtbot, scheme: str):
    theme.install(qapp)
    theme.choose_scheme(qapp, scheme)
    try:
        menu = TickedMenu()
        qtbot.addWidget(menu)
        action = menu.addAction("On")
        action.setCheckable(True)
        menu.ensurePolished()
        mark, accent = QColor(theme.tokens().on_accent), QColor(theme.tokens().accent)
        assert count(menu_box(menu, action), accent) == 0
        action.setChecked(True)
        image = menu_box(menu, action)
        assert count(image, accent) > 60
        tick = [(x, y) for x in range(2, 10) for y in range(2, 10) if nearer(image.pixelColor(x, y), mark)]
        assert len(tick) >= 6
        lowest = max(tick, key=lambda place: place[1])
        assert lowest[0] < image.width() / 2
    finally:
        theme.choose_scheme(qapp, "")
        theme.Recoloring.finish()
