"""Random gestures on the whole window: no crash, no error, no growing process, no frozen window.

The model is the one that people have: a hundred tags, and networks that take what the machine can give.

`NURIE_SOAK_SECONDS` makes it longer; `NURIE_SOAK_SEED` chooses other gestures, 0 any. Of pauses: before 999 of 1000
ticks of a 5 ms timer the window's thread must have worked for less than 50 ms, wherever this runs. That the ticks
come in time is asked of a machine that has time: one that does other work as well puts the engine's thread to sleep
while the window waits for it to hand on the interpreter, and no program can help that. It is called busy when the
window's thread was kept waiting for more than `BUSY` of the time. The ticks with most work are printed with the
gestures that they fell into, for whoever looks for the cause.
"""

import gc
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

import app.application as application
from app.engine_bridge import State
from app.garbage_collector import GarbageCollector
from app.settings import Settings
from app.ui import theme
from engine.process_memory import share_arenas
from tests.engine.tiny_models import colors, drawing
from tests.stories.soak import Soak
from tests.stories.watching import MEGABYTE

SECONDS = float(os.environ.get("NURIE_SOAK_SECONDS", "60"))
SEED = int(os.environ.get("NURIE_SOAK_SEED", "7")) or random.randrange(1, 1 << 16)
GROWTH = 64 * MEGABYTE
"""What a process may grow between two rests: allocators and caches fill for a while, a leak goes on."""
WORST_S = 1.0
BUSY = 0.03


@pytest.fixture
def collector(qapp) -> Iterator[GarbageCollector]:
    """As the program has it."""
    collector = GarbageCollector()
    yield collector
    collector.close()


@pytest.mark.timeout(SECONDS + 900)
def test_random_gestures(qtbot, qapp, collector, settings: Settings, tmp_path: Path, capsys):
    # What other tests left behind is not of this window: the collector would look it through in the midst of a turn.
    gc.collect()
    gc.freeze()
    # As the program does: else the first change of the theme would bring the whole style sheet.
    share_arenas()
    theme.install(qapp)
    Image.fromarray(drawing(300, 400).pixels).save(tmp_path / "sketch.png")
    Image.fromarray(colors(200, 260).pixels).save(tmp_path / "reference.png")
    window = application.make_window([str(tmp_path / "sketch.png"), str(tmp_path / "reference.png")], settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitUntil(lambda: window.workspace.bridge.state is State.READY, timeout=180_000)
    report = Soak(window, tmp_path, SEED).run(SECONDS)
    with capsys.disabled():
        print(f"\n{report}")
    assert report.faults == [], report
    assert report.growth < GROWTH, report
    assert report.work_of(0.999) < 0.05, report
    assert report.work_of(1) < WORST_S, report
    assert report.kept_waiting > BUSY or report.pause_of(0.95) < 0.05, report
    assert sum(report.gestures.values()) > SECONDS, report  # it did something
    window.close()
