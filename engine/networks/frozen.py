"""Networks as they are run and no longer trained: batch norm folded away, kernels laid out for the machine.

Nothing here changes a picture by more than rounding.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.encoder import Encoder


@torch.no_grad()
def fold(encoder: Encoder) -> None:
    """Takes φ's batch norm into the convolutions before it, in place: afterwards `encoder` gives the same, and is
    not for training or saving.

    Args:
        encoder: frozen, in evaluation mode and in float32.
    """
    for module in list(encoder.modules()):
        convolutions = [(name, child) for name, child in module.named_children() if isinstance(child, nn.Conv2d)]
        for name, convolution in convolutions:
            # They are named in pairs: conv1 and bn1, conv2 and bn2, downsample's 0 and 1.
            place = "1" if name == "0" else name.replace("conv", "bn")
            norm = module.get_submodule(place)
            assert isinstance(norm, nn.BatchNorm2d) and norm.running_mean is not None and norm.running_var is not None
            factor = norm.weight * torch.rsqrt(norm.running_var + norm.eps)
            convolution.weight.mul_(factor[:, None, None, None])
            shift = norm.bias - norm.running_mean * factor
            convolution.bias = nn.Parameter(shift, requires_grad=False)
            setattr(module, place, nn.Identity())


class FrozenConv(nn.Module):
    """A 3×3 convolution with stride 1 whose kernel is laid out once as the CPU's own kernels read it.

    `functional.conv2d` lays the kernel out anew at every call: at 256 px that is a fifth of a slider step in
    float32, and more where arithmetic is faster. Elsewhere than on the CPU it is `functional.conv2d`.

    Args:
        weight: `[outputs, inputs, 3, 3]`, on the device and in the precision that it runs in.
        bias: `[outputs]` or None, likewise.
        between: the inputs come with the rows above and below that the outputs see: `h + 2` rows give h.
        any_size: keeps the first layout whatever comes, for inputs whose size changes from call to call. Else each
            other size has the kernel laid out anew: one that was laid out for 4×4 pixels sends 5×5 pixels to
            oneDNN's reference kernel, forty times slower.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None, any_size: bool = False, between: bool = False) -> None:
        super().__init__()
        self.out_channels, self.in_channels = weight.shape[:2]
        self.bias = bias
        self.dtype = weight.dtype
        self._padding = [0 if between else 1, 1]
        self._kernel = weight.detach().contiguous(memory_format=torch.channels_last)
        self._laid_out_for: torch.Size | None = None
        self._any_size = any_size
        self._fast = weight.device.type == "cpu" and _has_laid_out_kernels(weight.dtype)

    def forward(self, x: Tensor, add: Tensor | None = None) -> Tensor:
        """`[B, inputs, h, w]` of any precision → `[B, outputs, h, w]` in the kernel's, with `add` of that shape added,
        or of one for all B."""
        x = x.to(self.dtype)
        if self._fast:
            size = x.shape[2:]
            if self._laid_out_for is None or (self._laid_out_for != size and not self._any_size):
                kernel = self._kernel if self._laid_out_for is None else self._kernel.to_dense()
                self._kernel, self._laid_out_for = _lay_out(kernel, x.shape, self._padding), size
            if add is None or add.shape[0] == x.shape[0]:
                return _convolve(x, self._kernel, self.bias, add, self._padding)
            # A sum that is spread over the batch would send oneDNN to its reference kernel, many times slower.
            return _convolve(x, self._kernel, self.bias, None, self._padding).add_(add)
        x = functional.conv2d(x, self._kernel, self.bias, padding=tuple(self._padding))
        return x if add is None else x.add_(add)


class FewOutputsConv(nn.Module):
    """A 3×3 convolution with stride 1 and so few outputs that most of a processor's vector would stay empty, in
    float32 on the CPU and for one picture: the products of all nine places of the kernel are one matrix product, whose
    planes are then added, each a pixel to one side.

    Args:
        weight: `[outputs, inputs, 3, 3]` float32.
        bias: `[outputs]` float32, or None.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        super().__init__()
        self.out_channels, self.in_channels = weight.shape[:2]
        self.bias = bias
        self._kernel = weight.detach().permute(2, 3, 0, 1).reshape(-1, self.in_channels).contiguous()

    def forward(self, x: Tensor) -> Tensor:
        """`[1, inputs, h, w]` of any precision, channels last → `[1, outputs, h, w]` float32."""
        pixels = x[0].permute(1, 2, 0)
        height, width, _ = pixels.shape
        frame = self.frame(height, width)
        rows = max(1, _FEW_BYTES // (4 * width * self.in_channels))
        for top in range(0, height, rows):
            self.add(pixels[top : top + rows], frame, top)
        return self.framed(frame)

    def frame(self, height: int, width: int) -> Tensor:
        """The outputs of a picture of which nothing was seen yet, and around them what goes beyond it."""
        frame = torch.zeros(self.out_channels, height + 2, width + 2)
        return frame if self.bias is None else frame.add_(self.bias[:, None, None])

    def add(self, band: Tensor, frame: Tensor, top: int) -> None:
        """Adds what the rows from `top` on, `[rows, w, inputs]` of any precision, tell of the outputs."""
        rows, width, _ = band.shape
        products = self._kernel @ band.float().flatten(0, 1).T
        places = products.view(3, 3, self.out_channels, rows, width)
        for down, across in itertools.product(range(3), range(3)):
            # What a kernel's place sees at (y, x) belongs to the output at (y + 1 - down, x + 1 - across).
            first, left = top + 2 - down, 2 - across
            frame[:, first : first + rows, left : left + width] += places[down, across]

    @staticmethod
    def framed(frame: Tensor) -> Tensor:
        """The outputs, `[1, outputs, h, w]`, when all rows were added."""
        return frame[None, :, 1:-1, 1:-1]


def has_few_outputs(weight: Tensor) -> bool:
    """Whether `FewOutputsConv` takes less time for this kernel `[outputs, inputs, 3, 3]` than a direct convolution."""
    return weight.device.type == "cpu" and weight.shape[0] <= 4


def shuffled_last(x: Tensor) -> Tensor:
    """Outputs of a kernel or bias in the order (place within 2×2, channel) instead of pixel shuffle's (channel,
    place), so that a pixel's channels lie side by side before and after the shuffle."""
    return x.unflatten(0, (-1, 4)).transpose(0, 1).flatten(0, 1)


class SkipHalf(NamedTuple):
    """The part of one concatenating convolution that sees the skip only, and the convolution that is left to do.

    `output` holds the bias too: `[B, 4C, h, w]`, or in the layout that `rest` adds to; `rest` sees the decoder
    feature only.
    """

    output: Tensor
    rest: nn.Module


_FEW_BYTES = 2**22  # of the pixels that are multiplied at once: they should stay in the processor's cache
_SAME = [1, 1]  # zeros around the picture: its size stays
_GEOMETRY = ([1, 1], [1, 1], 1)  # stride, dilation, groups


def _lay_out(weight: Tensor, shape: torch.Size, padding: list[int]) -> Tensor:
    return torch.ops.mkldnn._reorder_convolution_weight(weight, padding, *_GEOMETRY, list(shape))


def _convolve(x: Tensor, kernel: Tensor, bias: Tensor | None, add: Tensor | None, padding: list[int]) -> Tensor:
    operators = torch.ops.mkldnn
    if add is None:
        return operators._convolution_pointwise(x, kernel, bias, padding, *_GEOMETRY, "none", [], "")
    # Not with its ReLU as well: that one makes 0 of what is no number, and nobody would notice.
    pointwise = operators._convolution_pointwise.binary
    return pointwise(x, add, kernel, bias, padding, *_GEOMETRY, "add", 1.0, None, [], None)


@cache
def _has_laid_out_kernels(dtype: torch.dtype) -> bool:
    """Tries torch's operators for such kernels, which it does not promise to keep, against the ones it does."""
    x, add = torch.rand(2, 1, 8, 9, 10, dtype=torch.float32).to(dtype).unbind()
    x, add = (t.contiguous(memory_format=torch.channels_last) for t in (x, add))
    weight, bias = torch.full((8, 8, 3, 3), 1 / 72).to(dtype), torch.full((8,), -1.0).to(dtype)
    try:
        kernel = _lay_out(weight, x.shape, _SAME)
        plain, summed = _convolve(x, kernel, bias, None, _SAME), _convolve(x, kernel, bias, add, _SAME)
    except (RuntimeError, AttributeError, NotImplementedError):
        return False
    expected = functional.conv2d(x.float(), weight.float(), bias.float(), padding=1)
    close = torch.allclose(plain.float(), expected, atol=0.02)
    return close and torch.allclose(summed.float(), expected + add.float(), atol=0.02)
