"""Signs that a training has gone wrong: losses or weights that are no numbers, losses that have run away, pictures that
are one colour."""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch
from torch import Tensor, nn

from engine.errors import TrainingError
from engine.sentences import Sentence

FLAT = 3 / 127.5
"""A picture whose channels vary by no more than this, of [-1, 1], from end to end is one flat colour."""

RUNAWAY = 1000.0
"""A loss over this, and over so many times what it once was, does not come back: all losses here begin near 1."""

GRACE = 500
"""Steps in which a generator may be flat because it has not begun to paint."""


class Health:
    """What a run has shown of itself so far.

    Attributes:
        painted: whether its pictures were ever more than one flat colour.
        kept: the step whose weights lie in the run folder, or None.
    """

    def __init__(self, kept: int | None = None, painted: bool = False) -> None:
        self.kept, self.painted = kept, painted
        self._least: dict[str, float] = {}

    def check_terms(self, terms: dict[str, float], step: int) -> None:
        """Raises TrainingError where a loss is no number or has run away: weights saved later are worth nothing."""
        broken = [name for name, value in terms.items() if not math.isfinite(value)]
        if broken:
            raise self._sick(
                Sentence("The loss {term} is no longer a number at step {step}", term=broken[0], step=step)
            )
        for name, value in terms.items():
            least = self._least[name] = min(value, self._least.get(name, value))
            if value > RUNAWAY * max(1.0, least):
                raise self._sick(
                    Sentence(
                        "The loss {term} has run away: it is {value:.3g} at step {step} and was {least:.3g} before",
                        term=name,
                        value=value,
                        step=step,
                        least=least,
                    )
                )

    def check_weights(self, networks: dict[str, nn.Module], step: int) -> None:
        """Raises TrainingError where a network has weights that are no numbers."""
        for name, network in networks.items():
            tensors = [t for t in (*network.parameters(), *network.buffers()) if t.is_floating_point()]
            if not _all_finite(tensors):
                raise self._sick(
                    Sentence("The {network} has weights that are no numbers after step {step}", network=name, step=step)
                )

    def check_pictures(self, results: Tensor | None, step: int) -> None:
        """Raises TrainingError where a generator that painted, or had time to learn to, gives flat pictures only.

        Args:
            results: `[B, 3, H, W]` in [-1, 1] of drawings that are not empty; None for a training without pictures.
            step: steps done.
        """
        if results is None:
            return
        spread = results.float().flatten(2).amax(2) - results.float().flatten(2).amin(2)  # [B, 3]
        flat = bool((spread <= FLAT).all())
        if flat and (self.painted or step >= GRACE):
            raise self._sick(
                Sentence("The generator has collapsed: at step {step} every picture is one flat colour", step=step)
            )
        self.painted = self.painted or not flat

    def _sick(self, what: Sentence) -> TrainingError:
        kept = Sentence("nothing was saved yet")
        if self.kept is not None:
            kept = Sentence("the weights of step {step} are kept", step=self.kept)
        return TrainingError("{what}; {kept}. Try a smaller --learning-rate or another --seed.", what=what, kept=kept)


def _all_finite(tensors: Iterable[Tensor]) -> bool:
    # A sum of finite float32 may overflow, so each is asked for its largest.
    found = [tensor.abs().amax() for tensor in tensors if tensor.numel()]
    return bool(torch.isfinite(torch.stack([value.float() for value in found])).all()) if found else True
