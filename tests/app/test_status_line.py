"""What the status bar says of a result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from app.qimage import Pyramid
from app.shown import Drawable, Shown
from app.ui.status_line import StatusLine
from engine.requests import ColorizeRequest, ColorizeResult, Picture


def shown(*notes: str) -> Shown:
    pixels = np.zeros((8, 8, 3), np.uint8)
    result = ColorizeResult(1, pixels, {}, {"decode": 9.0, "total": 12.0}, "cpu", "fp32", (8, 8))
    picture = Picture(pixels)
    request = ColorizeRequest(1, picture, picture, Path("model.safetensors"))
    return Shown(replace(result, notes=notes), Drawable(Pyramid.of(pixels)), False, request)


def test_a_note_is_told_once_and_stays_in_the_tool_tip(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_shown(shown())
    assert line.currentMessage() == ""
    line.set_shown(shown("The networks ran at 256 px."))
    assert line.currentMessage() == "The networks ran at 256 px."
    line.clearMessage()
    line.set_shown(shown("The networks ran at 256 px."))  # the next step of the same slider
    assert line.currentMessage() == ""
    assert line.time.toolTip() == "decode 9 ms\nThe networks ran at 256 px."


def test_a_time_fits_however_long_it_was(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    for milliseconds, words in ((12.4, "12 ms"), (5004.0, "5.00 s"), (59_990.0, "59.99 s"), (230_690.0, "231 s")):
        one = shown()
        line.set_shown(replace(one, result=replace(one.result, milliseconds={"total": milliseconds}, device="cuda")))
        assert line.time.text() == f"{words} · cuda fp32"
        assert line.time.fontMetrics().horizontalAdvance(line.time.text()) <= line.time.minimumWidth()
