"""The verb `prepare`: a data folder from the user's own pictures."""

from __future__ import annotations

import sys

from tqdm import tqdm

from trainer.data.prepare.prepare import prepare
from trainer.options import PrepareOptions


def run(options: PrepareOptions) -> None:
    """Prepares the pictures, with progress bars and a summary on standard error.

    Raises:
        NurieError: see `trainer.data.prepare.prepare.prepare`.
        KeyboardInterrupt: what was made stays, and the same command goes on with the rest.
    """
    options.validate()
    bar = tqdm(desc="looking", unit="picture", dynamic_ncols=True)

    def show(what: str, done: int, every: int) -> None:
        nonlocal bar
        if not bar.desc.startswith(what):
            bar.close()
            bar = tqdm(desc=what, unit="picture", dynamic_ncols=True)
        if not bar.n:
            bar.initial = done
        bar.total = every
        bar.update(done - bar.n)

    try:
        report = prepare(options, show)
    finally:
        bar.close()
    print(f"{report.summary()}; see {options.out / 'report.html'}", file=sys.stderr)
