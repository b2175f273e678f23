"""Random gestures on the whole window, the model in it that people have: `python -m tests.stories.soak --seconds 600`.

Every run prints its seed, and the same seed makes the same gestures (not the same moments: those are the machine's).
What is watched meanwhile stands in `watching.py`, what the hand does in `gestures.py`.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.engine_bridge import State
from app.picture_sources import PictureSource
from app.ui.main_window import MainWindow
from engine.process_memory import return_freed_memory
from engine.requests import LineSettings
from tests.stories.gestures import Gestures
from tests.stories.watching import Clock, Report, resident_bytes, watched
from tools.waiting import wait

REST_S = 60.0
"""For how long the engine may answer nothing before what it was asked for counts as forgotten."""


class Soak:
    """Makes random gestures on a window, and watches it.

    Args:
        window: shown, with a sketch and a reference.
        folder: for pictures and projects.
        seed: of the gestures.
    """

    def __init__(self, window: MainWindow, folder: Path, seed: int) -> None:
        self.window = window
        self.report = Report(seed)
        self._clock = Clock(self.report)
        self._pictures = make_pictures(folder)
        self._gestures = Gestures(window, folder, self._pictures, random.Random(seed))

    def run(self, seconds: float) -> Report:
        """Makes gestures for about that long; a fault ends it early."""
        with watched(self.report):
            begin = time.monotonic()
            warm = self._until(begin + seconds / 3)
            if not self.report.faults:
                self.report.memory = (warm, self._until(begin + seconds))
        return self.report

    def _until(self, end: float) -> int:
        """Makes gestures until then, and tells the memory at rest."""
        self._clock.begin()
        while time.monotonic() < end and not self.report.faults:
            gesture = self._gestures.choose()
            self.report.begin(gesture.__name__)
            gesture()
            wait(self._gestures.pause())
        self._clock.stop()
        self.report.gesture = "rest"
        return self.rest()

    def rest(self) -> int:
        """Lets go of all that a window rightly keeps, and tells the bytes of memory that are left."""
        window = self.window
        window.variants.run.cancel()
        window.variants.cards.clear()
        self._wait_for_files()  # a project that is read now would take the place of the pictures below
        for moment in window.history_binding.history.moments.value:
            window.history_binding.history.remove(moment.number)
        window.hints.clear()
        workspace = window.workspace
        workspace.set_line_settings(LineSettings())  # those of before may find no lines in these pictures
        workspace.open_pictures("sketch", [PictureSource.of_path(self._pictures[0])], undoable=False)
        workspace.open_pictures("reference", [PictureSource.of_path(self._pictures[1])], undoable=False)
        wait(500)
        self._wait_for_engine()
        workspace.undo_stack.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        wait(200)
        gc.collect()
        return_freed_memory()  # what is left is held
        return resident_bytes()

    def _wait_for_files(self) -> None:
        """Whatever is read or written ends."""
        window = self.window
        workspace, keeper = window.workspace, window.projects.keeper
        self._wait(
            lambda: workspace.background.is_idle and workspace.picture_work.is_idle and not keeper.is_saving,
            lambda: None,
        )

    def _wait_for_engine(self) -> None:
        bridge = self.window.workspace.bridge
        self._wait(
            lambda: bridge.state is State.READY and bridge.side.is_idle,
            lambda: (bridge.state, id(bridge.shown), bridge.side.waiting),
        )

    def _wait(self, is_done: Callable[[], bool], progress: Callable[[], object]) -> None:
        """Waits as long as something moves: a machine that does other work is slow, not at fault."""
        seen, since = progress(), time.monotonic()
        while not is_done():
            wait(50)
            if (now := progress()) != seen:
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > REST_S:
                bridge, bar = self.window.workspace.bridge, self.window.error_bar
                self.report.blame(
                    f"nothing moved for {REST_S:g} s: {bridge.state}, {bridge.side.waiting} pictures on the side "
                    f"asked for, the document {'complete' if self.window.workspace.document.is_complete else 'not'}, "
                    f"the error bar says “{bar.message}”"
                )
                return


def make_pictures(folder: Path) -> list[Path]:
    """Drawings, references, a saved nothing: the first two are what the memory is measured with."""
    random_ = np.random.default_rng(0)
    paths = []
    for number, (width, height) in enumerate(((300, 400), (200, 260), (1600, 1200), (90, 700), (33, 21))):
        path = folder / f"picture {number}.png"
        pixels = np.full((height, width, 3), 255, np.uint8)
        if number % 2:
            pixels[:] = random_.integers(0, 256, (1, width, 3))
        pixels[:: max(8, height // 7)] = pixels[:, :: max(8, width // 5)] = 20
        Image.fromarray(pixels).save(path)
        paths.append(path)
    broken = folder / "broken.png"
    broken.write_bytes(b"no picture at all")
    return [*paths, broken]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 16))
    arguments = parser.parse_args()
    os.environ["NURIE_SOAK_SECONDS"], os.environ["NURIE_SOAK_SEED"] = str(arguments.seconds), str(arguments.seed)
    import pytest

    return pytest.main(["-s", "-q", str(Path(__file__).with_name("test_soak.py"))])


if __name__ == "__main__":
    sys.exit(main())
