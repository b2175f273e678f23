"""How soon the window answers: `python -m tools.responsiveness [--model FILE] [--steps N]`, needs no display.

The true window, weights and demo drawing, in a process of its own: from its start to the window on the screen and to
the first colours, then from a step of a tag's slider (a key, as the hand would press it) to the preview that is
painted. Prints one JSON object: times in milliseconds, and the most memory that the process used in MB. `…_cpu_ms` is
processor time of all its threads, which is what counts on a machine that other work shares (and exact with
OMP_NUM_THREADS=1 only: threads that wait for one another count as busy).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from engine.process_memory import ask_for_large_pages, keep_freed_memory, most_resident
from engine.resources import find_model

ROOT = Path(__file__).resolve().parent.parent
WARM_STEPS = 8
"""Steps before those that count, each with a rest, in which previews find their size."""
_ONE_WAY = 20
_HEARTBEAT_MS = 50
PATIENCE_S = 300.0


def main() -> None:
    """Parses the command line, measures in a child and prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="a weights file, or the name of one (the default model)")
    parser.add_argument("--steps", type=int, default=20, help="steps of the slider (20)")
    args = parser.parse_args()
    ask_for_large_pages()  # as main.py does
    with tempfile.TemporaryDirectory(prefix="nurie-responsiveness-") as folder:
        places = {f"NURIE_{name}": str(Path(folder) / name.lower()) for name in ("DATA", "RUNS", "MODELS")}
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **places, "NURIE_STARTED": str(time.time())}
        job = json.dumps({"model": str(find_model(args.model)), "steps": args.steps, "folder": folder})
        code = f"from tools.responsiveness import child; child({job!r})"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


def child(job: str) -> None:
    """What the measured process does."""
    started, asked = float(os.environ["NURIE_STARTED"]), json.loads(job)
    keep_freed_memory()  # as main.py does
    import app.application as application
    from app.ending import wait_for_all
    from app.settings import Settings

    qt = application.make_application([])
    application.find_model = lambda: Path(asked["model"])
    from PySide6.QtCore import QSettings

    settings = Settings(QSettings(str(Path(asked["folder"]) / "settings.ini"), QSettings.Format.IniFormat))
    settings.presets.value = ()  # their thumbnails would be painted in between
    window = application.make_window([], settings)
    found: dict[str, Any] = {}
    window.first_painted.connect(lambda: found.setdefault("window_ms", 1000 * (time.time() - started)))
    window.resize(1440, 900)
    window.show()
    from app.engine_bridge import State

    bridge = window.workspace.bridge
    _until(qt, lambda: bridge.shown is not None)
    found["first_colours_ms"] = 1000 * (time.time() - started)
    found["first_colours_cpu_ms"] = 1000 * time.process_time()
    _until(qt, lambda: bridge.state is State.READY)
    found["first_colours_memory_mb"] = _peak_mb()
    print(json.dumps(found), file=sys.stderr)  # in case that the rest fails
    frames = _slide(qt, window, asked["steps"])
    steps = [frame.wall for frame in frames]
    found |= {
        "frame_median_ms": statistics.median(steps),
        "frame_p95_ms": sorted(steps)[max(0, round(0.95 * len(steps)) - 1)],
        "frame_cpu_ms": statistics.median(frame.processor for frame in frames),
        "engine_median_ms": statistics.median(frame.engine for frame in frames),
        "preview_px": [frame.size for frame in frames],
        "steps": len(steps),
        "memory_mb": _peak_mb(),
    }
    print(json.dumps({key: round(value, 1) if isinstance(value, float) else value for key, value in found.items()}))
    window.close()
    wait_for_all()


class Frame(NamedTuple):
    """One step: milliseconds from key to painted preview, by the clock and of the processor, those of the engine
    alone, and the preview's long side in pixels."""

    wall: float
    processor: float
    engine: float
    size: int


def _slide(qt: Any, window: Any, steps: int) -> list[Frame]:
    """Steps of a visible tag's slider, one after the other as a moving hand makes them."""
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtTest import QTest

    from app.engine_bridge import State
    from app.ui.tag_slider import TagSlider

    bridge, canvas = window.workspace.bridge, window.result.canvas
    painted: list[float] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(time.perf_counter())
            return False

    watch = Watch()
    canvas.installEventFilter(watch)
    shown_at: list[float] = []
    bridge.shown_changed.connect(lambda _shown: shown_at.append(time.perf_counter()))
    row = next(row for row in window.findChildren(TagSlider) if row.isVisible())
    row.setFocus(Qt.FocusReason.TabFocusReason)
    slider = row.controls.slider
    for _ in range(WARM_STEPS):
        QTest.keyClick(slider, Qt.Key.Key_Right)
        _until(qt, lambda: bridge.state is State.READY and bridge.side.is_idle)
    # A hand that goes on: else the full picture would overtake a preview that other work holds up.
    bridge._rest.setInterval(int(1000 * PATIENCE_S))
    frames: list[Frame] = []
    for step in range(steps):
        before = bridge.shown
        begun, worked = time.perf_counter(), time.process_time()
        there = step // _ONE_WAY % 2 == 0  # and back, before the slider's end
        QTest.keyClick(slider, Qt.Key.Key_Right if there else Qt.Key.Key_Left)
        _until(qt, lambda before=before: bridge.shown is not before)
        shown = bridge.shown
        # It may have been painted by the very call that brought it.
        _until(qt, lambda: bool(painted) and painted[-1] >= shown_at[-1])
        qt.processEvents()  # the paint itself
        result = shown.result
        wall, processor = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)
        frames.append(Frame(wall, processor, result.milliseconds["total"], max(result.size)))
        assert shown.preview, "what came first was no preview"
    canvas.removeEventFilter(watch)
    return frames


def _until(qt: Any, condition: Any) -> None:
    """Lets the window work until something holds. It sleeps in between, as at home: whoever looks again and again takes
    the interpreter away from the engine's thread."""
    from PySide6.QtCore import QEventLoop, QTimer

    heartbeat = QTimer(interval=_HEARTBEAT_MS)
    heartbeat.start()
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"nothing happened for {PATIENCE_S:g} seconds")
        qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _peak_mb() -> float | None:
    most = most_resident()
    return None if most is None else most / 2**20


if __name__ == "__main__":
    main()
