"""Lines found in a picture's colours, so that a generator of drawings can look at a painting."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

_DARK = 0.15
"""Of 1: in areas darker than that an ink line has no contrast to be found by."""
_FAINTEST, _FULL = 0.2, 0.7
"""How much darker than beside it, of 1, a stroke begins to be ink, and is wholly: irises are darker than what is white
beside them, too."""


def lines_of(picture: Tensor) -> Tensor:
    """What a drawing of the pictures `[B, 3, H, W]` in [-1, 1] might be: their thin dark strokes, by how much darker
    they are than what lies beside, on white: `[B, 1, H, W]` in [-1, 1]."""
    value = (picture.amax(1, keepdim=True) + 1) / 2  # ink is dark in every channel, a colour in some
    radius = max(2, round(max(picture.shape[2:]) / 64))
    closed = -_greatest(-_greatest(value, radius), radius)
    darker = (closed - value) / closed.clamp(min=_DARK)
    return 1 - 2 * ((darker - _FAINTEST) / (_FULL - _FAINTEST)).clamp(0, 1)


def _greatest(x: Tensor, radius: int) -> Tensor:
    """The greatest number within a square around each place, `[B, 1, H, W]`: along rows, then along columns."""
    for way in ((0, radius), (radius, 0)):
        x = functional.max_pool2d(x, tuple(2 * side + 1 for side in way), 1, way)
    return x
