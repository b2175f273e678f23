"""The layer of hints: tiles that are never changed, so that every older layer stays what it was for free.

A stroke makes new tiles where it went and shares all others with the layer before; undo keeps both, and the
memory of one step is the tiles that the stroke touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np

TILE = 256
"""Side of a tile in pixels."""

Key = tuple[int, int]
"""Column and row of a tile."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are outside."""

_NO_TILES: Mapping[Key, np.ndarray] = MappingProxyType({})
CLEAR = np.zeros((TILE, TILE, 4), np.uint8)
CLEAR.flags.writeable = False


@dataclass(frozen=True, eq=False)
class Hints:
    """A colour layer over a drawing of `width` × `height` pixels.

    Attributes:
        tiles: uint8 RGBA `[TILE, TILE, 4]`, not premultiplied, read-only. Where none is, the layer is clear; the
            tiles of the right and the lower border reach over the drawing and are clear there.
    """

    width: int
    height: int
    tiles: Mapping[Key, np.ndarray] = field(default_factory=lambda: _NO_TILES)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is painted."""
        return not self.tiles

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height

    @property
    def nbytes(self) -> int:
        """The memory of its tiles."""
        return len(self.tiles) * CLEAR.nbytes

    def tile(self, key: Key) -> np.ndarray:
        """A tile, clear where none is."""
        return self.tiles.get(key, CLEAR)

    def with_tiles(self, changed: Mapping[Key, np.ndarray]) -> Hints:
        """The layer with other tiles in some places; they are kept, not copied, and tiles that are clear let go."""
        tiles = dict(self.tiles)
        for key, tile in changed.items():
            tile.flags.writeable = False
            if tile[..., 3].any():
                tiles[key] = tile
            else:
                tiles.pop(key, None)
        return Hints(self.width, self.height, MappingProxyType(tiles))

    def differing(self, other: Hints) -> set[Key]:
        """Where this layer and another of the same size do not share a tile."""
        return {key for key in {*self.tiles, *other.tiles} if self.tiles.get(key) is not other.tiles.get(key)}

    def color_at(self, x: int, y: int) -> tuple[int, int, int, int]:
        """RGBA of a pixel of the drawing."""
        red, green, blue, alpha = self.tile((x // TILE, y // TILE))[y % TILE, x % TILE].tolist()
        return red, green, blue, alpha

    @cached_property
    def bounds(self) -> Box | None:
        """The smallest box around what is painted; None where nothing is."""
        boxes = []
        for (column, row), tile in self.tiles.items():
            painted = tile[..., 3] > 0
            rows, columns = np.flatnonzero(painted.any(axis=1)), np.flatnonzero(painted.any(axis=0))
            left, top = column * TILE, row * TILE
            boxes.append((left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1))
        if not boxes:
            return None
        low, high = np.min(boxes, axis=0).tolist(), np.max(boxes, axis=0).tolist()
        return low[0], low[1], high[2], high[3]

    def pixels(self, box: Box | None = None) -> np.ndarray:
        """A box of the layer (all of it unless given) as uint8 RGBA `[height, width, 4]` of its own."""
        left, top, right, bottom = box or (0, 0, self.width, self.height)
        result = np.zeros((bottom - top, right - left, 4), np.uint8)
        for key, part in parts((left, top, right, bottom)):
            if key in self.tiles:
                x, y = key[0] * TILE + part[0], key[1] * TILE + part[1]
                block = self.tiles[key][part[1] : part[3], part[0] : part[2]]
                result[y - top : y - top + block.shape[0], x - left : x - left + block.shape[1]] = block
        return result

    @classmethod
    def of_pixels(cls, width: int, height: int, pixels: np.ndarray, left: int = 0, top: int = 0) -> Hints:
        """The layer of a drawing's size that holds uint8 RGBA `[h, w, 4]` at `(left, top)` and is clear elsewhere."""
        tiles: dict[Key, np.ndarray] = {}
        for key, part in parts((left, top, left + pixels.shape[1], top + pixels.shape[0])):
            x, y = key[0] * TILE + part[0] - left, key[1] * TILE + part[1] - top
            tile = np.zeros_like(CLEAR)
            tile[part[1] : part[3], part[0] : part[2]] = pixels[y : y + part[3] - part[1], x : x + part[2] - part[0]]
            tiles[key] = tile
        return cls(width, height).with_tiles(tiles)


def parts(box: Box) -> Iterator[tuple[Key, Box]]:
    """The tiles that a box touches, each with its part of the box, relative to the tile."""
    left, top, right, bottom = box
    if right <= left or bottom <= top:
        return
    for row in range(top // TILE, (bottom - 1) // TILE + 1):
        for column in range(left // TILE, (right - 1) // TILE + 1):
            x, y = column * TILE, row * TILE
            yield (column, row), (max(left - x, 0), max(top - y, 0), min(right - x, TILE), min(bottom - y, TILE))
