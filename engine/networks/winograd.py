"""3×3 convolutions by Winograd's minimal filtering F(4×4, 3×3): a quarter of the multiplications, for float32 on CPUs.

A tile of 6×6 inputs and the kernel are each taken to 36 other numbers, whose products one by one are taken back to
the 4×4 outputs (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016). Over all channels the
products are 36 matrix products, which the processor does at its full rate. The kernel is taken there once.

The transforms evaluate polynomials; at the points 0, ±3/4, ±3/2 and infinity, instead of the usual 0, ±1, ±2,
rounding is no larger than a direct convolution's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

OUT, _KERNEL = 4, 3  # sides of a tile's outputs and of the kernel
_IN = OUT + _KERNEL - 1
_POINTS = (0.0, 0.75, -0.75, 1.5, -1.5)
# Bytes of one chunk's products: they should stay in the processor's cache until they are taken back.
_CHUNK_BYTES = 4 * 2**20
_FEW_PIXELS = 3000  # up to which kernels are not worth taking to their places for one convolution
_INPUTS_AT_ONCE = 32  # kernels are transformed in float64, which should not take much memory


class WinogradConv(nn.Module):
    """A 3×3 convolution with stride 1 and zeros around the picture, for one picture and for inference.

    Args:
        weight: `[outputs, inputs, 3, 3]`, float32 on the CPU.
        bias: `[outputs]` or None.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        super().__init__()
        self.out_channels, self.in_channels = weight.shape[:2]
        self.bias = bias
        self._kernel = torch.empty(_IN * _IN, self.in_channels, self.out_channels)
        _, to_kernels, _ = _transforms()
        by_place = weight.detach().permute(2, 3, 1, 0).flatten(0, 1)  # [9, inputs, outputs]
        for start in range(0, self.in_channels, _INPUTS_AT_ONCE):
            part = by_place[:, start : start + _INPUTS_AT_ONCE].double()
            self._kernel[:, start : start + _INPUTS_AT_ONCE] = torch.tensordot(to_kernels, part, 1)

    def forward(self, x: Tensor) -> Tensor:
        """`[1, inputs, h, w]` → `[1, outputs, h, w]`, channels last."""
        height, width = x.shape[2:]
        out = torch.empty(height, width, self.out_channels)
        for rows, tiles in self.tiles(framed(x), self.tiled_bias(width)):
            lay(tiles, out, rows)
        return as_feature(out)

    def tiled_bias(self, width: int) -> Tensor | None:
        """The bias as `tiles` adds it to outputs `width` pixels wide."""
        return None if self.bias is None else self.bias.repeat(tiles_across(width)).view(1, 1, -1)

    def tiles(
        self, frame: Tensor, add: Tensor | None = None, gate: Tensor | None = None, at_once: int | None = None
    ) -> Iterator[tuple[int, Tensor]]:
        """The convolution, chunk by chunk of rows of tiles.

        Args:
            frame: as `framed` or `new_frame` gives it, `[4·i + 2, 4·j + 2, inputs]`.
            add: what the outputs are added to, in the layout of the tiles: `[16, i, j·outputs]`, or 1 in the place of
                the first two where it is the same for all.
            gate: `[inputs]`, what each input channel is multiplied with.
            at_once: rows of tiles in a chunk; by default as many as the processor's cache takes.

        Yields:
            The first row of tiles, and the outputs of as many as are done, `[4, 4, rows, j, outputs]`: the first two
            are row and column within a tile. The memory is used again for the next ones.
        """
        height, width, inputs = frame.shape
        down, across = (height - 2) // OUT, (width - 2) // OUT
        chunk = min(down, at_once or rows_at_once(across, max(inputs, self.out_channels)))
        to_tiles, _, back = _transforms()
        memory = [torch.empty(n * chunk * across * channels) for n, channels in self._stages()]
        row, column = frame.stride()[:2]
        for start in range(0, down, chunk):
            rows = min(chunk, down - start)
            patches, spread, products, outputs = (
                whole[: n * rows * across * channels].view(n, -1)
                for whole, (n, channels) in zip(memory, self._stages(), strict=True)
            )
            seen = frame.as_strided(
                (_IN, _IN, rows, across, inputs),
                (row, column, OUT * row, OUT * column, 1),
                frame.storage_offset() + start * OUT * row,
            )
            into = patches.view(seen.shape)
            if gate is None:
                into.copy_(seen)
            else:
                torch.mul(seen, gate, out=into)
            torch.mm(to_tiles, patches, out=spread)
            torch.bmm(spread.view(_IN**2, -1, inputs), self._kernel, out=products.view(_IN**2, -1, self.out_channels))
            if add is None:
                torch.mm(back, products, out=outputs)
            else:
                part = add[:, start : start + rows] if add.shape[1] > 1 else add.expand(-1, rows, -1)
                torch.addmm(part.reshape(len(add), -1), back, products, out=outputs)
            yield start, outputs.view(OUT, OUT, rows, across, self.out_channels)

    def _stages(self) -> tuple[tuple[int, int], ...]:
        """Numbers a tile and channel, and channels, of what `tiles` goes through."""
        inputs, outputs = self.in_channels, self.out_channels
        return (_IN**2, inputs), (_IN**2, inputs), (_IN**2, outputs), (OUT**2, outputs)


def works_for(weight: Tensor) -> bool:
    """Whether kernels can be run so where they are, and in their precision."""
    return weight.device.type == "cpu" and weight.dtype == torch.float32


def gains(weight: Tensor) -> bool:
    """Whether a kernel `[outputs, inputs, 3, 3]` has so many channels that the transforms are worth their while."""
    outputs, inputs = weight.shape[:2]
    return min(outputs, 2 * inputs) >= 64


def few_pixels(x: Tensor) -> bool:
    """Whether a convolution of `[1, C, h, w]` that is done once costs less than to take its kernel to these places."""
    return x.shape[2] * x.shape[3] <= _FEW_PIXELS


def quicken(network: nn.Module, most_inputs: int) -> None:
    """Replaces a network's convolutions that gain by it, those with at most so many inputs: kernels take four times
    their memory, which the deepest layers, large and run on few pixels, are not worth.

    The network runs one picture at a time from then on, and is not for training or saving.
    """
    for parent in list(network.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.Conv2d) and child.in_channels <= most_inputs and _is_plain(child):
                setattr(parent, name, WinogradConv(child.weight, child.bias))


def _is_plain(convolution: nn.Conv2d) -> bool:
    shape = (convolution.kernel_size, convolution.stride, convolution.padding, convolution.dilation)
    return shape == ((3, 3), (1, 1), (1, 1), (1, 1)) and works_for(convolution.weight) and gains(convolution.weight)


def tiles_across(side: int) -> int:
    """Tiles that cover a side of so many pixels."""
    return -(-side // OUT)


def new_frame(height: int, width: int, channels: int) -> tuple[Tensor, Tensor]:
    """Memory for a feature with the zeros that a convolution sees around it, and the feature's part of it.

    Returns:
        `[4·i + 2, 4·j + 2, channels]` and `[height, width, channels]`, which is for the caller to fill.
    """
    down, across = tiles_across(height), tiles_across(width)
    frame = torch.empty(down * OUT + 2, across * OUT + 2, channels)
    for border in (frame[:1], frame[height + 1 :], frame[1 : height + 1, :1], frame[1 : height + 1, width + 1 :]):
        border.zero_()
    return frame, frame[1 : height + 1, 1 : width + 1]


def framed(x: Tensor) -> Tensor:
    """A feature `[1, C, h, w]` in a frame of its own."""
    frame, inner = new_frame(x.shape[2], x.shape[3], x.shape[1])
    inner.copy_(x[0].permute(1, 2, 0))
    return frame


def lay(tiles: Tensor, out: Tensor, start: int) -> None:
    """Puts outputs of `WinogradConv.tiles`, from the row of tiles `start` on, to their places in `out` `[h, w, C]`."""
    height, width, channels = out.shape
    _, _, rows, across, _ = tiles.shape
    part = out[start * OUT : (start + rows) * OUT]
    placed = tiles.permute(2, 0, 3, 1, 4)  # [rows, 4, across, 4, C]
    if part.shape[0] == rows * OUT and width == across * OUT:
        part.unflatten(0, (rows, OUT)).unflatten(2, (across, OUT)).copy_(placed)
    else:  # the last tiles reach beyond the feature
        part.copy_(placed.reshape(rows * OUT, across * OUT, channels)[: part.shape[0], :width])


def tiled(x: Tensor) -> Tensor:
    """A feature `[h, w, C]` in the layout of the tiles, as `WinogradConv.tiles` adds it: `[16, i, j·C]`."""
    height, width, channels = x.shape
    down, across = tiles_across(height), tiles_across(width)
    whole = functional.pad(x, (0, 0, 0, across * OUT - width, 0, down * OUT - height))
    placed = whole.view(down, OUT, across, OUT, channels).permute(1, 3, 0, 2, 4)
    return placed.reshape(OUT**2, down, across * channels)


def lay_shuffled(tiles: Tensor, out: Tensor, start: int) -> None:
    """As `lay`, with a pixel shuffle by 2 on the way: `tiles` have four times the channels of `out` `[2h, 2w, C]`,
    the place within the 2×2 pixels before the channel."""
    rows, across = tiles.shape[2:4]
    inner = tiles.unflatten(4, (2, 2, out.shape[2]))  # [4, 4, rows, across, 2, 2, C]
    part = out[start * OUT * 2 : (start + rows) * OUT * 2]
    placed = inner.permute(2, 0, 4, 3, 1, 5, 6)  # [rows, 4, 2, across, 4, 2, C]
    if part.shape[0] == rows * OUT * 2 and out.shape[1] == across * OUT * 2:
        by_tile = part.unflatten(0, (rows, OUT, 2)).unflatten(3, (across, OUT, 2))
        by_tile.copy_(placed)
    else:
        whole = placed.reshape(rows * OUT * 2, across * OUT * 2, out.shape[2])
        part.copy_(whole[: part.shape[0], : out.shape[1]])


def as_feature(x: Tensor) -> Tensor:
    """`[h, w, C]` → `[1, C, h, w]`, the same memory."""
    return x.permute(2, 0, 1).unsqueeze(0)


def rows_at_once(across: int, channels: int) -> int:
    """Rows of so many tiles whose products of so many channels stay within the processor's cache."""
    return max(1, _CHUNK_BYTES // (4 * _IN * _IN * across * channels))


@cache
def _transforms() -> tuple[Tensor, Tensor, Tensor]:
    """Of inputs `[36, 36]` float32, of kernels `[36, 9]` float64, and back to outputs `[16, 36]` float32.

    Toom and Cook's: a product of polynomials from their values at as many points as it has coefficients; of the last
    point, infinity, the value is the leading coefficient. Turned round, the product becomes the convolution.
    """
    back, kernel = _values(OUT).T, _values(_KERNEL)
    inputs = np.linalg.inv(_values(_IN)).T
    size = np.abs(inputs).max(axis=1, keepdims=True)  # even sizes round best
    inputs, kernel = inputs / size, kernel * size
    to_tiles, kernels, outputs = (torch.from_numpy(np.kron(x, x)) for x in (inputs, kernel, back))
    return to_tiles.float(), kernels, outputs.float()


def _values(coefficients: int) -> np.ndarray:
    """The values of 1, x, x², … at the points and at infinity, `[6, coefficients]`."""
    values = np.zeros((_IN, coefficients))
    values[:-1] = np.array(_POINTS)[:, None] ** np.arange(coefficients)
    values[-1, -1] = 1
    return values
