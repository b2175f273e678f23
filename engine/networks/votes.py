"""What lies between the same lines is mostly of one kind: areas of the drawing vote on what their unsure pixels are.

It goes beyond the paper. The network tells hair from ground pixel by pixel, and where it is not sure, at a bare arm
before long hair say, it mixes their colours into stains. An artist's lines enclose areas (`engine.flats`), so an area's
pixels decide together: each votes for the kinds it holds likely, and the less sure a pixel is of its own, the more it
follows. What is sure stays as it is, so that an area that lines leave open keeps its parts, and what is small is no
matter of a vote: eyes, lips, lights.

And there a raised tag adds to its garment's share of what is garment: red sleeves do not spread over bare arms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.networks.palette import shares_of
from engine.networks.slots import GARMENTS, GROUND, Meant, slot_regions
from engine.networks.survey import Survey
from engine.regions import REGIONS
from engine.slope import places, surface

_DETAILS = ("eyes", "eye_white", "mouth", "ink", "light")
_KINDS: tuple[tuple[str, ...], ...] = (
    _DETAILS,  # the first, which all votes leave as likely as it is
    GROUND,
    ("hair",),
    ("skin",),
    tuple(region for region in GARMENTS if region != "gloves"),
    ("gloves",),  # by their place they could as well be hands
    ("accessory",),
)
_TRUST = 4.0
"""How often a pixel that is not sure at all counts its area's vote."""
_LEAD, _LEAD_FROM = 1.5, 0.25
"""By how many nats more than its votes say an area leans to its likeliest kind, so that unsure pixels are of one of two
that are about as likely, not a mixture; and the distance, in nats, that is enough for most of it. With a step in its
place a rounding could turn a whole area over."""
_LEAST_VOTE = 1e-3
"""Share of the strongest kind's votes beneath which a kind counts as having so many."""
_SAMPLED = 4
"""Each way, one pixel of so many votes."""
_LOOKED_AT = 64
"""Pixels each way, about, whose colours stand for their regions'."""
_AT_ONCE = 1 << 14
"""Pixels that are mixed at once on a processor."""
_NONE = 1e-30


@dataclass(frozen=True, eq=False)
class AreaMap:
    """The areas of drawings at the networks' size.

    Attributes:
        labels: of each pixel, int32 `[B, H, W]` from 0; of a batch of one for any number of references.
        count: of labels, at least.
        size: (height, width) of the whole drawing, without what was added to it; None where it is all of `labels`.
        top: the row of the drawing that is the first here.
    """

    labels: Tensor
    count: int
    size: tuple[int, int] | None = None
    top: int = 0

    @classmethod
    def of(cls, labels: Sequence[np.ndarray], size: tuple[int, int], device: torch.device | str) -> AreaMap:
        """Of drawings whose labels, int32 `[h, w]` each, cover the upper left of `size`, which is (H, W): beyond them
        the last ones go on."""
        padded = [
            np.pad(each, ((0, size[0] - each.shape[0]), (0, size[1] - each.shape[1])), mode="edge") for each in labels
        ]
        stacked = np.stack(padded).astype(np.int32)
        height, width = labels[0].shape
        return cls(torch.from_numpy(stacked).to(device), int(stacked.max()) + 1, (height, width))

    @property
    def nbytes(self) -> int:
        """Memory that it holds."""
        return self.labels.nbytes

    @property
    def _whole(self) -> tuple[int, int]:
        _, height, width = self.labels.shape
        return self.size or (height, width)

    @property
    def _step(self) -> int:
        """Each way, one pixel of so many tells what regions look like."""
        height, width = self._whole
        return max(1, round((height * width) ** 0.5 / _LOOKED_AT))

    def rows(self, rows: slice) -> AreaMap:
        """Some rows of the drawings."""
        return AreaMap(self.labels[:, rows], self.count, self._whole, self.top + (rows.start or 0))

    def laid(self, slope: Tensor) -> Tensor:
        """A ground's slope `[B, TERMS, 3]` on these rows: `[B, 3, h·W]`."""
        _, rows, columns = self.labels.shape
        height, width = self._whole
        y = places(torch.arange(self.top, self.top + rows, device=slope.device), height)[:, None]
        x = places(torch.arange(columns, device=slope.device), width)
        return surface([each[..., None, None] for each in slope.unbind(1)], x, y).flatten(2)

    def survey(self, x: Tensor, meant: Meant | None) -> Survey:
        """What the pixels hold likely. Surveys of bands of rows, each of which begins at a multiple of `_SAMPLED`, add
        up to the whole picture's.

        Args:
            x: deconv5's output, `[B, 3 + K, H, W]`.
            meant: what moved tags mean by the slots, if any.
        """
        sample = shares_of(x[:, :, ::_SAMPLED, ::_SAMPLED].float()).flatten(1, 2)  # [B, h·w, 3 + K]
        regions = _members(sample.shape[2] - 3, sample.device)  # [3 + K, R]
        if meant is not None:
            regions = regions * functional.pad(meant.gain.exp(), (3, 0)).unsqueeze(2)
        likely = (sample @ regions).float()  # [B, h·w, R]
        likely = likely / likely.sum(2, keepdim=True)
        batch = len(x)
        sums = likely.new_zeros(batch * self.count, likely.shape[2])
        into = self._places(batch, _SAMPLED).flatten()
        votes = sums.index_add_(0, into, likely.flatten(0, 1)).unflatten(0, (batch, self.count))
        few = x[:, :, -self.top % self._step :: self._step, :: self._step].float()
        shares = shares_of(few).flatten(1, 2)[..., 3:].transpose(1, 2)
        return Survey(votes, shares / shares.sum(1, keepdim=True), few[:, :3].flatten(2))

    @staticmethod
    def leaning(votes: Tensor) -> Tensor:
        """Votes by region `[B, count, R]` → by how much an area holds each kind less likely than its likeliest, in
        nats up to 0, `[B, count, F]`. A kind counts as its strongest region: what is one garment's is shared between
        their names. Ground and sky are told apart by nothing that an area has, so theirs add up."""
        split = votes.split([len(kind) for kind in _KINDS], dim=2)
        parts = [part.sum(2) if kind == GROUND else part.amax(2) for kind, part in zip(_KINDS, split, strict=True)]
        kinds = torch.stack(parts, dim=2) + _NONE  # where nobody voted
        against = (kinds / kinds.amax(2, keepdim=True)).clamp(min=_LEAST_VOTE).log()
        against = against + _LEAD * (against / _LEAD_FROM).tanh()
        against[..., 0] = 0
        return against

    def _places(self, batch: int, step: int = 1) -> Tensor:
        """The row of each pixel, or of each step-th either way, in a table of `[B · count]` rows, int32 `[B, h·w]`."""
        labels = self.labels[:, ::step, ::step].flatten(1).expand(batch, -1)
        first = torch.arange(batch, device=labels.device, dtype=labels.dtype) * self.count
        return labels + first.unsqueeze(1)

    def leaning_of_pixels(self, leaning: Tensor) -> Tensor:
        """`[B, count, F]` → `[B, F, H·W]`."""
        batch = len(leaning)
        table = leaning.flatten(0, 1).T.contiguous()  # [F, B · count]
        return table.index_select(1, self._places(batch).flatten()).unflatten(1, (batch, -1)).transpose(0, 1)


def laid_by_kinds(
    x: Tensor,
    colors: Tensor,
    meant: Meant | None,
    areas: AreaMap | None = None,
    leaning: Tensor | None = None,
    slope: Tensor | None = None,
) -> Tensor:
    """As `SoftPalette.laid_into`, of slots that were asked for regions.

    Args:
        x: deconv5's output, `[B, 3 + K, H, W]`.
        colors: the slots' colours before tanh, `[B, K, 3]`.
        meant: what moved tags mean by the slots, if any.
        areas: of the same rows; without them each pixel decides for itself.
        leaning: `AreaMap.leaning` of the survey's votes; left out, the rows are the whole picture, which is asked.
        slope: of the ground, `[B, TERMS, 3]` before tanh; only with areas.

    Returns:
        RGB before tanh, `[B, 3, H, W]` float32.
    """
    if areas is not None and leaning is None:
        leaning = areas.leaning(areas.survey(x, meant).votes)
    # Of all kinds in one product: their slots' weighted colours, their weights, and these without what a tag adds among
    # the slots of a kind.
    columns = functional.pad(colors.float(), (0, 2), value=1.0)  # [B, K, 5]
    if meant is not None:
        against, among = meant.gain.exp().unsqueeze(2), meant.among.exp().unsqueeze(2)
        columns = torch.cat((columns[..., :4] * among, columns[..., 4:]), dim=2) * against
    table = columns.unsqueeze(3) * _kinds(colors.shape[1], x.device).unsqueeze(1)  # [B, K, 5, F]
    table = functional.pad(table.flatten(2), (0, 0, 3, 0)).transpose(1, 2).contiguous()  # [B, 5·F, 3 + K]
    # What lies between the products of a few rows stays in a processor's cache.
    batch, _, height, width = x.shape
    step = max(1, _AT_ONCE // (batch * width)) if x.device.type == "cpu" else height
    parts = []
    for top in range(0, height, step):
        rows = slice(top, top + step)
        leaning_here = laid_here = None
        if areas is not None and leaning is not None:
            here = areas.rows(rows)
            leaning_here, laid_here = here.leaning_of_pixels(leaning), None if slope is None else here.laid(slope)
        parts.append(_mixed(x[:, :, rows], table, leaning_here, laid_here))
    return torch.cat(parts, dim=2)


def _mixed(x: Tensor, table: Tensor, leaning: Tensor | None, laid: Tensor | None) -> Tensor:
    """`laid_by_kinds` of some rows, with the leaning of each of their pixels, `[B, F, h·W]`, and with what is added to
    the ground's colours, `[B, 3, h·W]`."""
    # Pixels lie side by side behind the product: there is little to do for each, with many. Picture by picture, for a
    # batched product would lay all weights out anew. Autocast rounds it.
    x = x.float()  # a few rows at a time: half as much goes through the memory
    weights = shares_of(x).flatten(1, 2)  # [B, h·W, 3 + K]
    parts = []
    for row, (of_kinds, pixels) in enumerate(zip(table, weights, strict=True)):
        sums, own, kept = (of_kinds @ pixels.T).float().unflatten(0, (5, len(_KINDS))).split((3, 1, 1))  # [·, F, h·W]
        own, kept = own[0], kept[0]
        if leaning is not None:
            unsure = (kept.amax(0) / kept.sum(0)).mul_(-_TRUST).add_(_TRUST)  # [h·W]
            kept = (leaning[row] * unsure).exp_() * kept
        mixed = (sums * (kept / (own + _NONE))).sum(1)  # [3, h·W]
        if laid is not None:
            mixed = mixed.addcmul_(laid[row], kept[_KINDS.index(GROUND)])
        parts.append(mixed.div_(kept.sum(0)))
    # One needs no copy: it is what a moving hand waits for.
    mixed = torch.stack(parts) if len(parts) > 1 else parts[0].unsqueeze(0)
    return mixed.unflatten(2, x.shape[2:]) + x[:, :3]


@cache
def _kinds(slots: int, device: torch.device) -> Tensor:
    """Which slots are of which kind, 0 or 1, `[K, F]`."""
    regions = slot_regions(slots)
    with torch.inference_mode(False):  # it is kept for whoever comes next
        return torch.tensor([[float(region in kind) for kind in _KINDS] for region in regions], device=device)


@cache
def _members(slots: int, device: torch.device) -> Tensor:
    """Which of deconv5's channels speak for which region, in the order of kinds, `[3 + K, R]`."""
    order = [region for kind in _KINDS for region in kind]
    assert sorted(order) == sorted(REGIONS)
    with torch.inference_mode(False):
        rows = [[0.0] * len(order)] * 3 + [[float(of == region) for region in order] for of in slot_regions(slots)]
        return torch.tensor(rows, device=device)
