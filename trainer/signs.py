"""Signs that a training does not go well although it goes on: a discriminator that has won, a disk nearly full.

Each is said once, in words for the user, and again only after it had passed. No torch.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Mapping
from pathlib import Path

from engine.sentences import Sentence

WON_LOSS = 0.05
"""Of the discriminator, whose cross-entropy is 0.69 where it can only guess: it is right nearly always, and sure."""
LOST_LOSS = 3.0
"""Of the generator against it: its pictures are taken for real with a chance below one in twenty."""
WON_LOGS = 20
"""Step events in a row that make a sign: one batch may be easy."""
SAVINGS = 2
"""How many more times a run should be able to save: a file is written whole beside the one that it replaces."""


class Signs:
    """What was noticed of a run so far."""

    def __init__(self) -> None:
        self._won = 0
        self._short = False

    def of_terms(self, terms: Mapping[str, float], step: int) -> str:
        """What the losses of a step event say; empty where all is well, or was said already."""
        judge, fooled = terms.get("discriminator", math.inf), terms.get("gan", -math.inf)
        self._won = self._won + 1 if judge < WON_LOSS and fooled > LOST_LOSS else 0
        if self._won != WON_LOGS:
            return ""
        return Sentence(
            "The discriminator has won: since {reports} reports before step {step} it tells every painted picture "
            "from a real one (its loss {judge:.2g}, the generator's {fooled:.2g}), so the generator learns nothing "
            "from it. Lower --lambda-gan or --learning-rate, or go on without it (--lambda-gan 0).",
            reports=WON_LOGS,
            step=step,
            judge=judge,
            fooled=fooled,
        )

    def of_disk(self, root: Path, saved: tuple[Path, ...]) -> str:
        """What the disk of a run says; empty where there is room, or it was said already.

        Args:
            root: the run folder.
            saved: what a run writes each time it saves.
        """
        try:
            free = shutil.disk_usage(root).free
            needed = SAVINGS * sum(path.stat().st_size for path in saved if path.exists())
        except OSError:
            return ""  # the saving itself will say what is wrong
        before, self._short = self._short, free < needed
        if before or not self._short:
            return ""
        return Sentence(
            "The disk is nearly full: {free:.1f} GB are left for {root}, and saving safely takes {needed:.1f} GB. "
            "Make room, or the next checkpoint may be lost.",
            free=free / 1e9,
            root=root,
            needed=needed / 1e9,
        )
