"""Starting: soon, without torch, and with whatever is there."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit

import app.application as application
from app.ui import canvas, recoloring, theme
from engine.errors import WeightsError
from tests.app.doubles import write_png

ROOT = Path(__file__).resolve().parents[2]

SHOW = """
import sys
from PySide6.QtCore import QSettings
import app.application as application
from app.ui import canvas, theme
from engine.errors import WeightsError

class Session:
    def __init__(self, on_answer):
        print("shown" if window.isVisible() else "hidden")
        print("loaded:", *sorted({"torch", "torchvision", "trainer"} & {name.split(".")[0] for name in sys.modules}))
        qt.quit()
    def submit(self, request): pass
    def warm_up(self, model): pass
    def close(self): pass

qt = application.make_application([])
settings = application.Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat))
window = application.make_window([], settings, Session)
window.show()
qt.exec()
window.close()
"""


def test_the_window_shows_before_the_engine_starts_and_without_torch(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", SHOW, str(tmp_path / "s.ini")], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["shown", "loaded:"]


def test_the_demo_opens_when_nothing_is_given(make_window, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    demo = {"sketch": write_png(tmp_path / "s.png"), "reference": write_png(tmp_path / "r.png", (1, 2, 3))}

    def with_demo():
        monkeypatch.setattr(application, "DEMO", demo)
        return make_window()

    window = with_demo()
    qtbot.waitUntil(lambda: len(window.session.requests) == 1)
    assert window.session.requests[0].sketch.source == str(demo["sketch"])
    assert window.session.requests[0].reference.source == str(demo["reference"])


def test_a_missing_demo_leaves_empty_panes(make_window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(application, "DEMO", {"sketch": tmp_path / "none.png", "reference": tmp_path / "none2.png"})
    window = make_window()
    assert window.sketch.is_empty
    assert not window.error_bar.isVisible()


def test_a_wrong_path_is_told_and_the_window_stands(make_window, qtbot, tmp_path: Path):
    window = make_window(tmp_path / "missing.png")
    qtbot.waitUntil(lambda: "missing.png" in window.error_bar.message)
    assert window.isVisible()


def test_no_model_at_all_names_the_windows_way_out(make_window, monkeypatch: pytest.MonkeyPatch):
    def none():
        raise WeightsError("name a weights file with --model")

    monkeypatch.setattr(application, "find_model", none)
    window = make_window()
    assert "Open Model" in window.error_bar.message
    assert window.result.empty.button.text() == window.actions_.open_model.text()


@pytest.mark.parametrize("tokens", [theme.DARK, theme.LIGHT])
def test_both_themes_reach_widgets_and_canvas(window, qapp, monkeypatch: pytest.MonkeyPatch, tokens: theme.Tokens):
    for module in (theme, canvas):
        monkeypatch.setattr(module, "tokens", lambda: tokens)
    theme.apply(qapp)
    theme.Recoloring.finish()
    image = window.grab().toImage()
    assert image.pixelColor(3, image.height() - 3).name() == tokens.window
    corner = window.result.canvas.mapTo(window, QPoint(3, 3))
    assert image.pixelColor(corner).name() == tokens.canvas


@pytest.mark.parametrize("tokens", [theme.DARK, theme.LIGHT])
def test_greys_are_neutral(tokens: theme.Tokens):
    for name in ("window", "raised", "hover", "canvas", "border", "text", "dim", "groove"):
        value = getattr(tokens, name)
        assert value[1:3] == value[3:5] == value[5:7], name


def test_another_theme_comes_in_pieces_and_shows_as_a_whole(window, qapp, qtbot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recoloring, "SLICE_S", 0.0)  # one widget a turn
    sheet, turns = qapp.styleSheet(), []
    qtbot.addWidget(field := QLineEdit())
    field.resize(90, 30)
    field.show()
    before = field.grab().toImage().pixelColor(80, 15).name()
    monkeypatch.setattr(theme, "_chosen", theme.LIGHT if before == theme.DARK.raised else theme.DARK)
    recolored = theme.Recoloring._go_on
    monkeypatch.setattr(
        theme.Recoloring, "_go_on", lambda work: (turns.append(window.updatesEnabled()), recolored(work))
    )
    theme.apply(qapp)
    assert not window.updatesEnabled() and not turns
    QLineEdit().deleteLater()  # one that goes meanwhile, and one that comes
    qtbot.addWidget(late := QLineEdit())
    qtbot.waitUntil(lambda: theme.Recoloring._at_work is None, timeout=20_000)
    assert window.updatesEnabled() and len(turns) > 100 and not turns[0] and turns[-1]
    assert qapp.styleSheet() == sheet
    late.resize(90, 30)
    for widget in (field, late):
        assert widget.grab().toImage().pixelColor(80, 15).name() == theme.tokens().raised != before
    theme.apply(qapp)  # the same once more is nothing
    assert theme.Recoloring._at_work is None


def test_spin_boxes_look_like_the_other_fields(window, qapp, qtbot):
    window.compare_actions.variants.trigger()
    number, choice = window.variants.count, window.variants.kind
    for widget in (number, choice):
        image = widget.grab().toImage()
        assert image.pixelColor(6, 6).name() == theme.tokens().raised
        assert image.pixelColor(widget.width() // 2, 0).name() in (theme.tokens().border, theme.tokens().accent)
