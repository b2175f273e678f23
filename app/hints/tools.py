"""The tool in the hand and its settings, shared by all windows and remembered between two runs. GUI thread only."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.settings import Settings
from engine.hints.brush import Brush, Color

SIZE_MIN, SIZE_MAX = 1, 1000
GAP_MAX = 64
MAX_COLORS = 12
_LOW = {"size": SIZE_MIN, "opacity": 1, "softness": 0}
_HIGH = {"size": SIZE_MAX, "opacity": 100, "softness": 100}
_STEP = 1.2
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


class Tool(enum.Enum):
    """What a press on the result does."""

    HAND = "hand"
    BRUSH = "brush"
    ERASER = "eraser"
    FILL = "fill"
    PICK = "pick"

    @property
    def strokes(self) -> bool:
        """Whether it has a size and leaves a stroke."""
        return self in (Tool.BRUSH, Tool.ERASER)


@dataclass(frozen=True)
class Tip:
    """Size in pixels of the drawing, opacity and softness in percent."""

    size: int
    opacity: int = 100
    softness: int = 0


class HintTools(QObject):
    """Which tool is in the hand, what it paints with.

    Args:
        settings: where all of it is remembered, for all windows; the hand is what each starts with, and its own.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._tool = Tool.HAND
        self._before_pick = Tool.BRUSH
        self._take(settings.hint_tools.value)
        self._let_go = settings.hint_tools.changed.connect(self._on_kept)

    def close(self) -> None:
        """The window is closed: it follows the others no more."""
        self._let_go()

    @property
    def tool(self) -> Tool:
        return self._tool

    @tool.setter
    def tool(self, tool: Tool) -> None:
        if tool is not self._tool:
            if tool is Tool.PICK:  # from the hand a colour is taken to paint with
                self._before_pick = self._tool if self._tool is not Tool.HAND else Tool.BRUSH
            self._tool = tool
            self.changed.emit()

    @property
    def color(self) -> Color:
        """What brush and fill paint with."""
        return self._colors[0]

    @color.setter
    def color(self, color: Color) -> None:
        self.try_color(color, self._colors)

    def try_color(self, color: Color, before: Sequence[Color]) -> None:
        """Takes a colour while it is still being chosen: of all that are tried, the last one alone is remembered.

        Args:
            before: `colors` as they were when the choice began. They stay, as far as there is room.
        """
        colors = [color, *(other for other in before if other != color)][:MAX_COLORS]
        if colors != self._colors:
            self._colors = colors
            self._keep()

    @property
    def colors(self) -> tuple[Color, ...]:
        """The colours used last, the present one first."""
        return tuple(self._colors)

    @property
    def tip(self) -> Tip:
        """The settings of the present tool; the hand and the eyedropper show the brush's."""
        return self._tips.get(self._tool, self._tips[Tool.BRUSH])

    def set_tip(self, **values: int) -> None:
        """Changes size, opacity or softness of the present tool."""
        tool = self._tool if self._tool in self._tips else Tool.BRUSH
        values = {name: min(max(value, _LOW[name]), _HIGH[name]) for name, value in values.items()}
        tip = replace(self._tips[tool], **values)
        if tip != self._tips[tool]:
            self._tips[tool] = tip
            self._keep()

    @property
    def gap(self) -> int:
        """Openings in lines up to so many pixels hold a fill back."""
        return self._gap

    @gap.setter
    def gap(self, gap: int) -> None:
        gap = min(max(gap, 0), GAP_MAX)
        if gap != self._gap:
            self._gap = gap
            self._keep()

    def brush(self, eraser_end: bool = False) -> Brush:
        """The brush that the present tool paints with; `eraser_end` is the other end of the pen."""
        erases = eraser_end or self._tool is Tool.ERASER
        tip = self._tips[Tool.ERASER] if erases else self.tip
        return Brush(self.color, tip.size, tip.opacity / 100, tip.softness / 100, erases)

    def resize(self, steps: int) -> None:
        """Makes the brush or the eraser larger by so many steps, or smaller."""
        size = self.tip.size
        for _ in range(abs(steps)):
            size = max(size + 1, round(size * _STEP)) if steps > 0 else min(size - 1, round(size / _STEP))
        self.set_tip(size=size)

    def put_back(self) -> None:
        """After a colour was picked: the tool before, for which it was picked."""
        if self._tool is Tool.PICK:
            self.tool = self._before_pick

    def _keep(self) -> None:
        values = {tool.value: asdict(tip) for tool, tip in self._tips.items()}
        colors = [hex_of(color) for color in self._colors]
        self._settings.hint_tools.value = json.dumps({**values, "gap": self._gap, "colors": colors})

    def _on_kept(self, kept: str) -> None:
        """The hand has changed something, in this window or in another."""
        self._take(kept)
        self.changed.emit()

    def _take(self, kept: str) -> None:
        stored = _read(kept)
        self._tips = {
            Tool.BRUSH: _tip(stored.get("brush"), Tip(24)),
            Tool.ERASER: _tip(stored.get("eraser"), Tip(48)),
            Tool.FILL: _tip(stored.get("fill"), Tip(1)),
        }
        gap = stored.get("gap")
        self._gap = min(max(gap, 0), GAP_MAX) if isinstance(gap, int) else 6
        colors = dict.fromkeys(parse_color(str(text)) for text in stored.get("colors") or ())  # each of them once
        self._colors = [color for color in colors if color is not None][:MAX_COLORS] or [(200, 64, 48)]


def parse_color(text: str) -> Color | None:
    """`#rrggbb`, `rrggbb` or the short `#rgb`; None for anything else."""
    match = _HEX.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def hex_of(color: Color) -> str:
    """`#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def _read(text: str) -> dict[str, Any]:
    """What was remembered; nothing where that is damaged."""
    try:
        values = json.loads(text) if text else {}
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def _tip(values: Any, default: Tip) -> Tip:
    if not isinstance(values, dict) or not all(isinstance(values.get(name), int) for name in _HIGH):
        return default
    return Tip(**{name: min(max(values[name], _LOW[name]), high) for name, high in _HIGH.items()})
