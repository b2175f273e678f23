"""The soft palette measured on the reference itself: what its areas really look like, not what its code says of them.

It goes beyond the paper. GAP(r̂) names a slot's colour, hair's say, within some error, and no training on few pictures
makes that small. But the generator finds hair in any drawing, so also in the reference's own lines: painted by itself,
each slot's colour is corrected by what is then wrong in its area. Where tags move a slot's colour, the named one counts
again, and where they hardly do, the measured one stays: other areas keep their colours exactly.

And a ground has no single colour: what a quadratic of the place explains of what its slots leave is the ground's slope
(`engine.slope`), a sky's gradient say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from engine.networks.config import STRIDE
from engine.networks.encoder import global_average
from engine.networks.palette import slot_weights
from engine.networks.slots import Meant, first_slots, ground_slots
from engine.slope import TERMS, places, surface

if TYPE_CHECKING:
    from engine.networks.generator import Generator

MOST_SIDE = 256
"""Long side in pixels at which a reference is measured at most: medians of areas need no more."""
_MEANT = 0.25
"""Share of the furthest way that tags move a slot's colour by, beneath which they hardly mean a slot."""
_LEAST_WAY = 0.02
"""Distance in RGB of [-1, 1] that the furthest way counts as at least."""
_FADED = 0.15
"""Distance in RGB of [-1, 1] at which 1/e of what was measured is left of a colour that tags move."""
_BRIGHTEST = 0.97
"""Of 1: a colour's number before tanh stays finite."""
_LEAST_SHARE = 2e-4
"""Of the pixels: a slot that owns fewer is corrected by less than half."""
_ROUNDS = 4
_STIFF = 0.03
"""Of the pixels: about so many of ground it takes to bring half of a slope over; what little ground tells would be
wrong where there is none."""
_DARK = 0.15
"""Of 1: in areas darker than that an ink line has no contrast to be found by."""
_FAINTEST, _FULL = 0.2, 0.7
"""How much darker than beside it, of 1, a stroke begins to be ink, and is wholly: irises are darker than what is white
beside them, too."""
_LINE = 0.6
"""Of 1, below which a pixel counts as line and not as an area's colour."""


@dataclass(frozen=True, eq=False)
class Measured:
    """Of B references, each `[B, K, 3]` before tanh.

    Attributes:
        named: the slots' colours by the reference's code.
        seen: those that its pixels have.
        meant: what moved tags mean by the slots; without it they may change all.
        slope: of their grounds, `[B, TERMS, 3]` before tanh; None where no slot is known to be the ground's.
    """

    named: Tensor
    seen: Tensor
    meant: Meant | None = None
    slope: Tensor | None = None

    def __getitem__(self, rows: Tensor | slice) -> Measured:
        """Some of the references."""
        meant, slope = (None if part is None else part[rows] for part in (self.meant, self.slope))
        return replace(self, named=self.named[rows], seen=self.seen[rows], meant=meant, slope=slope)

    def moved_by(self, meant: Meant) -> Measured:
        """The same for tags that moved."""
        return replace(self, meant=meant)

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        return self.named.nbytes + self.seen.nbytes + (0 if self.slope is None else self.slope.nbytes)

    def followed(self, colors: Tensor) -> Tensor:
        """The colours to paint with where the code, moved by tags, names `colors` `[B, K, 3]`.

        A slot that they mean goes the way that its named colour goes, from the measured one to the named one; a slot
        that goes a little along, because one code names them all, stays.
        """
        moved = self._moved(colors)
        furthest = moved.amax(1, keepdim=True).clamp(min=_LEAST_WAY)
        meant = 1 - torch.exp(-((moved / (_MEANT * furthest)) ** 4))
        faded = 1 - torch.exp(-((moved / _FADED) ** 2))
        followed = self.seen + meant * (colors - self.named - (self.seen - self.named) * faded)
        return followed if self.meant is None else _pulled(followed, self.meant)

    def slope_for(self, colors: Tensor) -> Tensor | None:
        """The ground's slope beside such colours, `[B, TERMS, 3]`: where tags move the ground's, it fades with what
        else was measured of it."""
        if self.slope is None:
            return None
        ground = ground_slots(colors.shape[1], colors.device)
        moved = (self._moved(colors) * ground[:, None]).amax(1, keepdim=True)
        return self.slope * torch.exp(-((moved / _FADED) ** 2))

    def _moved(self, colors: Tensor) -> Tensor:
        """How far in RGB of [-1, 1] tags move the slots' colours, `[B, K, 1]`; 0 where they may not."""
        moved = (torch.tanh(colors) - torch.tanh(self.named)).norm(dim=2, keepdim=True)
        return moved if self.meant is None else moved * self.meant.free.unsqueeze(2)


def _pulled(colors: Tensor, meant: Meant) -> Tensor:
    """Regions on their way to the colours that tags name: all slots of one go as its first, so that strands, folds and
    patterns stay. `[B, K, 3]` before tanh; slots without a pull come back bit by bit."""
    painted = torch.tanh(colors)
    first = painted[:, first_slots(colors.shape[1], colors.device)]
    return colors + _untanh(painted + meant.pull * (meant.aim - first)) - _untanh(painted)


def _untanh(rgb: Tensor) -> Tensor:
    return torch.atanh(rgb.clamp(-_BRIGHTEST, _BRIGHTEST))


def joined(parts: Sequence[Measured | None]) -> Measured | None:
    """The references of all parts, or None where nothing was measured."""
    measured = [part for part in parts if part is not None]
    if not measured:
        return None
    slopes = [part.slope for part in measured if part.slope is not None]
    return Measured(
        torch.cat([part.named for part in measured]),
        torch.cat([part.seen for part in measured]),
        slope=torch.cat(slopes) if slopes else None,
    )


def measure(generator: Generator, picture: Tensor, fr: Tensor, sloped: bool = True) -> Measured | None:
    """Paints references by themselves and compares; nothing is learned from it.

    Args:
        generator: one without a palette measures nothing.
        picture: the references, `[B, 3, H, W]` in [-1, 1].
        fr: their features, `[B, 512, h, w]`.
        sloped: whether the grounds' slopes are found too, which only paintings with areas have a use for.

    Returns:
        In float32, or None.
    """
    if generator.palette is None:
        return None
    with torch.no_grad():
        small = _fitted(picture)
        gap = global_average(fr)
        lines = lines_of(small)
        features = generator.encode_sketch(lines.contiguous(memory_format=torch.channels_last))
        psi = generator.receive(features, fr)
        drawn = generator.drawn(generator.decode_features(psi, features.skips, gap)[-1], features.skips)
        named = generator.palette(gap).float()
        paper = (lines > 2 * _LINE - 1).float()
        with torch.autocast(picture.device.type, enabled=False):  # sums over all pixels
            with_ground = sloped and generator.config.named_slots
            ground = ground_slots(named.shape[1], named.device) if with_ground else None
            seen, slope = _solved(named, drawn, small, paper, ground)
            return Measured(named, seen, slope=slope)


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


def _fitted(picture: Tensor) -> Tensor:
    height, width = picture.shape[2:]
    scale = min(1.0, MOST_SIDE / max(height, width))
    size = tuple(max(STRIDE, round(side * scale / STRIDE) * STRIDE) for side in (height, width))
    return picture if size == (height, width) else functional.interpolate(picture, size, mode="area")


def _solved(
    named: Tensor, drawn: Tensor, picture: Tensor, paper: Tensor, ground: Tensor | None
) -> tuple[Tensor, Tensor | None]:
    """The slots' colours that paint a picture best by the areas found in it, before tanh as all colours here, and of
    the ground what they leave: its slope, `[B, TERMS, 3]`.

    Args:
        named: where they start, `[B, K, 3]` float32.
        drawn: deconv5's output, `[B, 3 + K, H, W]`.
        picture: `[B, 3, H, W]` in [-1, 1].
        paper: 1 where a pixel counts, else 0, `[B, 1, H, W]`.
        ground: 1 for the slots of the ground, `[K]`; None leaves the slope out.
    """
    height, width = picture.shape[2:]
    powers = _powers(height, width, picture.device)
    # One by one, because a picture's shares stay in the processor's cache and those of a batch do not.
    sums = [_sums(*each, ground, powers) for each in zip(drawn, picture, paper, strict=True)]
    mass, overlap, aim = (torch.stack(part) for part in zip(*(each[:3] for each in sums), strict=True))
    held = _LEAST_SHARE * height * width
    seen = named
    for _ in range(_ROUNDS):
        seen = seen + (aim - overlap @ seen + held * (named - seen)) / (mass + held)
    if ground is None:
        return seen, None
    squares, painted, wanted = (torch.stack(part) for part in zip(*(each[3:] for each in sums), strict=True))
    stiff = _STIFF * height * width * torch.eye(TERMS, device=seen.device)
    return seen, torch.linalg.solve(squares + stiff, wanted - painted @ seen)


def _powers(height: int, width: int, device: torch.device) -> Tensor:
    """The terms of `engine.slope.surface` at each pixel, `[TERMS, height · width]`."""
    y, x = (places(torch.arange(side, device=device), side) for side in (height, width))
    each = torch.eye(TERMS, device=device)[..., None, None]
    return surface(list(each), x, y[:, None]).flatten(1)


def _sums(drawn: Tensor, picture: Tensor, paper: Tensor, ground: Tensor | None, powers: Tensor) -> tuple[Tensor, ...]:
    """Of one picture, arguments as of `_solved`: each slot's mass `[K, 1]`, how much of it each slot has a share
    in `[K, K]`, and the colours that it lacks, before tanh, `[K, 3]`. All that a round asks of the pixels is in these.

    With a ground, for its least squares too: its powers by themselves `[TERMS, TERMS]`, by the slots' shares
    `[TERMS, K]`, and by the colours that they should add up to `[TERMS, 3]`.
    """
    pixels = drawn.flatten(1).T.float()  # [N, 3 + K], which is how a network's output is in memory
    wanted = _untanh(picture.float()).flatten(1).T  # [N, 3]
    # The three channels that are no slots come along without a share: to leave them out would be to copy all others.
    shares = slot_weights(pixels)
    shares[:, :3] = 0
    shares.mul_(paper.flatten(1).T / shares.sum(1, keepdim=True))

    def lacking(own: Tensor) -> Tensor:
        return own @ wanted - own @ pixels[:, :3]

    # A slot's own pixels tell its colour, those that it shares with others little.
    own = shares.square().T  # [3 + K, N]
    of_slots = own.sum(1, keepdim=True)[3:], (own @ shares)[3:, 3:], lacking(own)[3:]
    if ground is None:
        return of_slots
    own = powers * (shares @ functional.pad(ground, (3, 0))).square()
    return *of_slots, own @ powers.T, (own @ shares)[:, 3:], lacking(own)
