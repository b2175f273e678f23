import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from app.ui.icons import app_icon, glyph, icon
from app.ui.theme import tokens

UI = Path(__file__).resolve().parents[2] / "app" / "ui"


def names() -> list[str]:
    """Every icon name that the sources mention."""
    text = "".join(path.read_text("utf-8") for path in UI.rglob("*.py"))
    made = re.findall(r'make(?:_action)?\(\s*(?:parent,\s*)?_tr\("[^"]*"\),\s*"([a-z-]+)"', text)
    return sorted({*re.findall(r'icon\("([a-z-]+)"', text), *made})


@pytest.mark.parametrize("name", names())
def test_every_icon_exists_and_fills_its_box(qapp, name: str):
    box = glyph(name).boundingRect()
    assert box.left() >= 0 and box.right() <= 1 and box.top() >= 0 and box.bottom() <= 1
    assert max(box.width(), box.height()) > 0.4
    image = icon(name).pixmap(QSize(32, 32)).toImage()
    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(32) for y in range(32))


def test_names_are_found():
    assert {"floppy-disk", "pencil-line", "x"} <= set(names())


def test_an_unknown_icon_fails_early(qapp):
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_the_window_has_an_icon(qapp):
    assert not app_icon().isNull()


def test_on_a_selected_row_an_icon_has_the_colour_of_its_text(qapp):
    for mode, color in ((QIcon.Mode.Normal, tokens().text), (QIcon.Mode.Selected, tokens().on_accent)):
        image = icon("floppy-disk").pixmap(QSize(64, 64), mode).toImage()
        pixels = [image.pixelColor(x, y) for x in range(64) for y in range(64)]
        solid = {pixel.name() for pixel in pixels if pixel.alpha() == 255}
        assert solid == {color}
