"""What a step of the second training sees: drawings, references in pairs, and what is wanted of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from trainer import building
from trainer.data.examples import StageTwoExample


class Batch(NamedTuple):
    """`sketch` uint8 `[B, S, S]`; `anchor`, `target` uint8 `[B, S, S, 3]`; `weight` uint8 `[B, S, S]`, 16ths;
    `edited` bool `[B, T]`: tags that the edit sets; `value` float `[B, T]`: to what; `target_tells` bool `[B]`;
    `color` uint8 `[B, S, S, 3]`, the truth, `regions` uint8 `[B, S, S]`, and `tags` float `[B, T]`, 0 or 1, the
    anchor's, or None where they are not known; `stays` uint8 `[B, S, S]`: 1 where an edited picture should stay as it
    is, 0 elsewhere and in pictures that are not edited."""

    sketch: Tensor
    anchor: Tensor
    target: Tensor
    weight: Tensor
    edited: Tensor
    value: Tensor
    target_tells: Tensor
    color: Tensor | None
    regions: Tensor | None
    tags: Tensor | None
    stays: Tensor


def collate(examples: list[StageTwoExample], tags: int) -> Batch:
    """Examples → one `Batch`."""
    edited = torch.zeros(len(examples), tags, dtype=torch.bool)
    value = torch.zeros(len(examples), tags)
    for row, example in enumerate(examples):
        for edit in example.edits:
            edited[row, [edit.tag, *edit.rivals]] = True
            value[row, edit.tag] = edit.value
    return Batch(
        sketch=building.stack([example.sketch for example in examples]),
        anchor=building.stack([example.anchor for example in examples]),
        target=building.stack([example.target for example in examples]),
        weight=building.stack([example.weight for example in examples]),
        edited=edited,
        value=value,
        target_tells=torch.tensor([example.target_tells for example in examples]),
        color=building.stack_known([example.color for example in examples]),
        regions=building.stack_known([example.regions for example in examples]),
        tags=_multi_hot([example.anchor_tags for example in examples], tags),
        stays=building.stack([np.zeros_like(each.weight) if each.stays is None else each.stays for each in examples]),
    )


def _multi_hot(known: list[np.ndarray | None], tags: int) -> Tensor | None:
    """Indices → 0 or 1, `[B, tags]`; None where any picture's are not known."""
    rows = torch.zeros(len(known), tags)
    for row, indices in zip(rows, known, strict=True):
        if indices is None:
            return None
        row[torch.from_numpy(indices)] = 1.0
    return rows
