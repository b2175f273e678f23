"""Device and precision are chosen by name, take effect at once, and are remembered."""

import pytest

from app.placements import PaintingDevice, find_devices
from app.ui.device_menu import DeviceMenu

GPU = PaintingDevice("cuda", "Big Card", 7_340_000_000)


@pytest.fixture
def menu(window, settings, qtbot) -> DeviceMenu:
    found = [GPU, PaintingDevice("cpu", "CPU", None)]
    workspace = window.workspace
    menu = DeviceMenu(settings, workspace.background, workspace.bridge.choose_placement, window, lambda: list(found))
    menu.look()
    qtbot.waitUntil(lambda: "cuda" in menu.devices)
    found[0] = PaintingDevice("cuda", "Big Card", 1_000_000_000)
    return menu


def test_devices_are_named_with_the_memory_that_is_free(menu: DeviceMenu, qtbot):
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[:3] == ["Automatic: the Fastest", "Big Card: 7.3 GB free", "CPU"]
    assert menu.devices["auto"].isChecked() and menu.precisions["auto"].isChecked()
    menu.look()
    qtbot.waitUntil(lambda: menu.devices["cuda"].text() == "Big Card: 1.0 GB free")


def test_a_choice_colours_anew_and_is_remembered(window, menu: DeviceMenu, settings, qtbot, make_window):
    asked = len(window.session.requests)
    menu.devices["cuda"].trigger()
    qtbot.waitUntil(lambda: len(window.session.requests) == asked + 1)
    assert (window.session.requests[-1].device, window.session.requests[-1].precision) == ("cuda", "auto")
    menu.precisions["fp32"].trigger()
    qtbot.waitUntil(lambda: window.session.requests[-1].precision == "fp32")
    assert window.session.requests[-1].device == "cuda"
    again = make_window().device_menu
    assert again.devices["cuda"].isChecked() and again.precisions["fp32"].isChecked()


def test_what_one_window_chooses_is_the_others_too(window, menu: DeviceMenu, make_window, settings, qtbot):
    other = make_window()
    menu.devices["cuda"].trigger()
    assert other.device_menu.devices["cuda"].isChecked(), "ticked where nobody has looked for it yet"
    other.device_menu.precisions["bf16"].trigger()
    assert menu.precisions["bf16"].isChecked() and menu.devices["cuda"].isChecked()
    qtbot.waitUntil(lambda: window.session.requests[-1].precision == "bf16")
    assert window.session.requests[-1].device == "cuda"
    bridge = other.workspace.bridge
    assert (bridge._device, bridge._precision) == ("cuda", "bf16")
    other.close()
    menu.precisions["fp32"].trigger()
    assert other.device_menu.precisions["bf16"].isChecked(), "a closed window follows nobody"


def test_a_device_that_is_lent_to_a_training_comes_back(window, qtbot):
    bridge = window.workspace.bridge
    bridge.choose_placement("cuda", "auto")
    bridge.lend_device("cpu")
    bridge.retry()
    qtbot.waitUntil(lambda: window.session.requests[-1].device == "cpu")
    bridge.lend_device(None)
    bridge.retry()
    qtbot.waitUntil(lambda: window.session.requests[-1].device == "cuda")


def test_this_machine_can_paint():
    assert [entry.device for entry in find_devices()][-1] == "cpu"
