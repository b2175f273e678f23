"""The soft palette measured on the reference itself: what its areas really look like, not what its code says of them.

It goes beyond the paper. GAP(r̂) names a slot's colour, hair's say, within some error, and no training on few pictures
makes that small. But the generator finds hair in any drawing, so also in the reference's own lines, and a segmenter in
its colours: painted by itself, each slot's colour is corrected by what is then wrong in its area. Where tags move a
slot's colour, the named one counts again, and where they hardly do, the measured one stays: other areas keep their
colours exactly.

And a ground has no single colour: what a quadratic of the place explains of what its slots leave is the ground's slope
(`engine.slope`), a sky's gradient say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from engine.networks.config import STRIDE
from engine.networks.encoder import global_average
from engine.networks.found_lines import lines_of
from engine.networks.palette import slot_weights
from engine.networks.slots import Meant, first_slots, ground_slots, region_of_slots
from engine.networks.tanh import untanh
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
_LEAST_SHARE = 2e-4
"""Of the pixels: a slot that owns fewer is corrected by less than half."""
_ROUNDS = 4
_LIKE, _SHIFTS, _LEAST_LIKE = 0.4, 2, 1e-4
"""Distance in RGB of [-1, 1] of colours that are hardly alike any more; how often each is moved; and of the pixels,
about how many that are like it it takes."""
_NONE = 1e-30
_STIFF = 0.015
"""Of the pixels: about so many of ground it takes to bring half of a slope over; what little ground tells would be
wrong where there is none."""
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

    def followed(self, colors: Tensor, middle: Callable[[Tensor], Tensor] | None = None) -> Tensor:
        """The colours to paint with where the code, moved by tags, names `colors` `[B, K, 3]`.

        A slot that they mean goes the way that its named colour goes, from the measured one to the named one; a slot
        that goes a little along, because one code names them all, stays.

        `middle` tells what the drawing's regions look like on the whole with slots of such colours, `[B, K, 3]` before
        tanh; left out, a region's first slot stands for it.
        """
        moved = self._moved(colors)
        furthest = moved.amax(1, keepdim=True).clamp(min=_LEAST_WAY)
        meant = 1 - torch.exp(-((moved / (_MEANT * furthest)) ** 4))
        faded = 1 - torch.exp(-((moved / _FADED) ** 2))
        followed = self.seen + meant * (colors - self.named - (self.seen - self.named) * faded)
        if self.meant is None:
            return followed
        first = first_slots(colors.shape[1], colors.device)
        return _pulled(followed, followed[:, first] if middle is None else middle(followed), self.meant)

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


def _pulled(colors: Tensor, middle: Tensor, meant: Meant) -> Tensor:
    """Regions on their way to the colours that tags name: all slots of one go as its middle does, so that strands,
    folds and patterns stay. `[B, K, 3]` before tanh; slots without a pull come back bit by bit."""
    painted = torch.tanh(middle)
    return colors + (untanh(painted + meant.pull * (meant.aim - painted)) - untanh(painted))


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


def measure(
    generator: Generator, picture: Tensor, fr: Tensor, regions: Tensor | None = None, sloped: bool = True
) -> Measured | None:
    """Paints references by themselves and compares; nothing is learned from it.

    Args:
        generator: one without a palette measures nothing.
        picture: the references, `[B, 3, H, W]` in [-1, 1].
        fr: their features, `[B, 512, h, w]`.
        regions: what a segmenter says of their pixels, logits `[B, R, H, W]`; it counts as much as what the
            generator finds.
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
            ground = shown = None
            if generator.config.named_slots:
                ground = ground_slots(named.shape[1], named.device) if sloped else None
                shown = None if regions is None else _fitted(regions.float().softmax(1))
            seen, slope = _solved(named, drawn, small, paper, ground, shown)
            return Measured(named, seen, slope=slope)


def _fitted(picture: Tensor) -> Tensor:
    height, width = picture.shape[2:]
    scale = min(1.0, MOST_SIDE / max(height, width))
    size = tuple(max(STRIDE, round(side * scale / STRIDE) * STRIDE) for side in (height, width))
    return picture if size == (height, width) else functional.interpolate(picture, size, mode="area")


def _solved(
    named: Tensor, drawn: Tensor, picture: Tensor, paper: Tensor, ground: Tensor | None, shown: Tensor | None
) -> tuple[Tensor, Tensor | None]:
    """The slots' colours that paint a picture best by the areas found in it, before tanh as all colours here, and of
    the ground what they leave: its slope, `[B, TERMS, 3]`.

    Args:
        named: where they start, `[B, K, 3]` float32.
        drawn: deconv5's output, `[B, 3 + K, H, W]`.
        picture: `[B, 3, H, W]` in [-1, 1].
        paper: 1 where a pixel counts, else 0, `[B, 1, H, W]`.
        ground: 1 for the slots of the ground, `[K]`; None leaves the slope out.
        shown: how likely each pixel is of each region, `[B, R, H, W]`, where a segmenter says so.
    """
    height, width = picture.shape[2:]
    powers = None if ground is None else _powers(height, width, picture.device)
    seen, slopes = [], []
    # One by one, because a picture's shares stay in the processor's cache and those of a batch do not.
    for row, start in enumerate(named):
        pixels = _Pixels.of(drawn[row], picture[row], paper[row])
        colors = pixels.colors(start)
        if ground is not None and powers is not None:
            # By what the generator finds, for a segmenter takes an end of a sky for skin or hair.
            slopes.append(pixels.slope(colors, ground, powers))
            pixels = pixels.without(slopes[-1], ground, powers)
        if shown is not None:
            # What the segmenter finds nowhere stays as the generator has it, which errs in the drawing just so: who
            # takes bare hands for gloves in both paints them in the colour of hands.
            pixels = pixels.where(shown[row])
            colors = pixels.colors(colors)
        seen.append(pixels.towards_most(colors))
    return torch.stack(seen), torch.stack(slopes) if slopes else None


def _powers(height: int, width: int, device: torch.device) -> Tensor:
    """The terms of `engine.slope.surface` at each pixel, `[TERMS, height · width]`."""
    y, x = (places(torch.arange(side, device=device), side) for side in (height, width))
    each = torch.eye(TERMS, device=device)[..., None, None]
    return surface(list(each), x, y[:, None]).flatten(1)


@dataclass(frozen=True, eq=False)
class _Pixels:
    """One picture's N pixels.

    Attributes:
        shares: of the slots, 0 where a pixel does not count, `[N, K]`.
        own: how much each pixel tells each slot's colour, `[N, K]`.
        lacking: the colours that are left to the slots, before tanh, `[N, 3]`.
    """

    shares: Tensor
    own: Tensor
    lacking: Tensor

    @classmethod
    def of(cls, drawn: Tensor, picture: Tensor, paper: Tensor) -> _Pixels:
        """Arguments as of `_solved`, of one picture."""
        pixels = drawn.flatten(1).T.float()  # [N, 3 + K], which is how a network's output is in memory
        # The three channels that are no slots come along until here: to leave them out would be to copy all others.
        shares = slot_weights(pixels)[:, 3:]
        shares = shares * (paper.flatten(1).T / shares.sum(1, keepdim=True))
        # A slot's own pixels tell its colour, those that it shares with others little.
        return cls(shares, shares.square(), untanh(picture.float()).flatten(1).T - pixels[:, :3])

    def where(self, shown: Tensor) -> _Pixels:
        """The same with slots as likely as their regions are shown, too, `[R, H, W]`; a pixel of which one says this
        and the other that tells little."""
        owners = region_of_slots(self.shares.shape[1], self.shares.device)
        both = self.shares * shown.flatten(1).index_select(0, owners).T
        paper, agreed = (each.sum(1, keepdim=True) for each in (self.shares, both))
        shares = both * (paper / (agreed + _NONE))
        return replace(self, shares=shares, own=shares.square() * agreed.square())

    def colors(self, named: Tensor) -> Tensor:
        """Those of the slots, `[K, 3]` before tanh, from others; one that owns few pixels keeps most of its own."""
        own = self.own
        mass, overlap, aim = own.sum(0).unsqueeze(1), own.T @ self.shares, own.T @ self.lacking
        held = _LEAST_SHARE * len(own)
        seen = named
        for _ in range(_ROUNDS):
            seen = seen + (aim - overlap @ seen + held * (named - seen)) / (mass + held)
        return seen

    def towards_most(self, seen: Tensor) -> Tensor:
        """Means of what is right for the most part, and wrong for the rest, lie between the two; so each colour is
        moved to the mean of those of its pixels that are like it (mean shift, Comaniciu and Meer, 2002)."""
        there, colors = torch.tanh(self.lacking), torch.tanh(seen)
        length = there.square().sum(1, keepdim=True)
        held = _LEAST_LIKE * len(there)
        for _ in range(_SHIFTS):
            apart = length - 2 * there @ colors.T + colors.square().sum(1)  # squared, [N, K]
            like = self.own * torch.exp(apart * (-0.5 / _LIKE**2))
            colors = (like.T @ there + held * colors) / (like.sum(0).unsqueeze(1) + held)
        return untanh(colors)

    def slope(self, seen: Tensor, ground: Tensor, powers: Tensor) -> Tensor:
        """What the colours leave of the ground, by least squares, `[TERMS, 3]`."""
        own = powers * (self.shares @ ground).square()
        stiff = _STIFF * len(self.shares) * torch.eye(TERMS, device=seen.device)
        left = own @ self.lacking - own @ self.shares @ seen
        return torch.linalg.solve(own @ powers.T + stiff, left)

    def without(self, slope: Tensor, ground: Tensor, powers: Tensor) -> _Pixels:
        """What is left to the slots beside such a slope."""
        return replace(self, lacking=self.lacking - (self.shares @ ground).unsqueeze(1) * (powers.T @ slope))
