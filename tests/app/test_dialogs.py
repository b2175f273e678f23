from pathlib import Path

import numpy as np
import pytest

from app.settings import Settings
from app.ui import dialogs
from engine.requests import Picture


@pytest.fixture
def parent(qtbot):
    widget = dialogs.QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_dialog_that_is_left_changes_nothing(parent, settings: Settings, monkeypatch: pytest.MonkeyPatch):
    before = settings.folder("sketch")
    monkeypatch.setattr(dialogs.QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(dialogs.QFileDialog, "exec", lambda _self: 0)
    assert dialogs.choose_picture(parent, settings, "sketch") is None
    assert dialogs.choose_model(parent, settings) is None
    assert dialogs.choose_save(parent, settings, None) is None
    assert settings.folder("sketch") == before


def test_saving_proposes_a_name_after_the_sketch_where_it_was_saved_last(
    parent, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "out").mkdir()
    settings.set_folder("save", tmp_path / "out")
    monkeypatch.setattr(dialogs.QFileDialog, "exec", lambda _self: 1)
    sketch = Picture(np.zeros((1, 1, 3), np.uint8), None, str(tmp_path / "in" / "mika.jpg"))
    assert dialogs.choose_save(parent, settings, sketch) == tmp_path / "out" / "mika coloured.png"


def test_a_name_without_suffix_becomes_a_png(
    parent, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def type_a_name(dialog: dialogs.QFileDialog) -> int:
        dialog.selectFile(str(tmp_path / "mine"))
        return 1

    monkeypatch.setattr(dialogs.QFileDialog, "exec", type_a_name)
    assert dialogs.choose_save(parent, settings, None) == tmp_path / "mine.png"
    assert settings.folder("save") == tmp_path


def test_about_does_not_block(parent, qtbot):
    dialogs.show_about(parent)
    box = parent.findChild(dialogs.QMessageBox)
    assert box.isVisible()
    assert "Apache-2.0" in box.informativeText()
    box.close()
