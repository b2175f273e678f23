"""The receiving blocks: where the reference's latent codes enter the generator (paper section 3.2, Figure 3)."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional

from engine.networks.config import GeneratorConfig
from engine.networks.encoder import global_average


class ReferenceMemory(NamedTuple):
    """What a receiving block keeps of one reference, computed once for any number of sketches.

    `keys` and `values` are tokens `[B, n, C]` of the attention block; for the add block `keys` is None and
    `values` is the one vector to add, `[B, 1, C]`.
    """

    keys: Tensor | None
    values: Tensor


def to_tokens(feature: Tensor) -> Tensor:
    """`[B, C, h, w]` → `[B, h·w, C]`, one token a position."""
    return feature.flatten(2).transpose(1, 2)


class Attention(nn.Module):
    """One head of attention as wide as its queries, no biases, with scale width^-0.5.

    Args:
        width: channels of the queries and of the result.
        context: channels of what is attended to.
    """

    def __init__(self, width: int, context: int) -> None:
        super().__init__()
        self.q_w = nn.Linear(width, width, bias=False)
        self.k_w = nn.Linear(context, width, bias=False)
        self.v_w = nn.Linear(context, width, bias=False)
        self.out_w = nn.Linear(width, width, bias=False)

    def remember(self, context: Tensor) -> ReferenceMemory:
        """Keys and values of a feature `[B, context, h, w]`."""
        tokens = to_tokens(context)  # [B, n, context]
        return ReferenceMemory(self.k_w(tokens), self.v_w(tokens))

    def forward(self, x: Tensor, memory: ReferenceMemory) -> Tensor:
        """x + O(softmax(Q(x) K / √d) V), `[B, width, h, w]`; softmax is over the memory's tokens."""
        assert memory.keys is not None
        queries = self.q_w(to_tokens(x))  # [B, h·w, width]
        # One head: [B, 1, tokens, width]. The default scale is width^-0.5.
        attended = functional.scaled_dot_product_attention(
            queries.unsqueeze(1), memory.keys.unsqueeze(1), memory.values.unsqueeze(1)
        ).squeeze(1)
        out = self.out_w(attended)  # [B, h·w, width]
        return x + out.transpose(1, 2).unflatten(2, x.shape[2:])  # back to [B, width, h, w]


class ReferenceAdd(nn.Module):
    """The *Add* receiving block: x̂ + GAP(r̂).

    The paper's widths agree and it has no weights. Where the generator is narrower than the encoder, a
    linear layer without bias brings GAP(r̂) to the generator's width.
    """

    def __init__(self, width: int, context: int) -> None:
        super().__init__()
        self.projection = nn.Identity() if width == context else nn.Linear(context, width, bias=False)

    def remember(self, context: Tensor) -> ReferenceMemory:
        """The vector to add, from fr `[B, context, h, w]`."""
        return ReferenceMemory(None, self.projection(global_average(context)).unsqueeze(1))

    def forward(self, x: Tensor, memory: ReferenceMemory) -> Tensor:
        """x̂ + GAP(r̂), `[B, width, h, w]`."""
        return x + memory.values.transpose(1, 2).unsqueeze(3)  # [B, 1, width] → [B, width, 1, 1]


def receiving_block(config: GeneratorConfig) -> Attention | ReferenceAdd:
    """The block that Eq. 5 takes for `config.receiving`."""
    kind = Attention if config.receiving == "attention" else ReferenceAdd
    return kind(config.bottleneck, config.latent_channels)
