"""The verb `synth`: draw a data folder."""

from __future__ import annotations

from tqdm import tqdm

from trainer.data.synth.write import write_dataset
from trainer.options import SynthOptions


def run(options: SynthOptions) -> None:
    """Draws the pictures that the options ask for, with a progress bar on standard error.

    Raises:
        TrainingError: an option cannot be used.
        DataError: the folder holds other data, or cannot be written.
        KeyboardInterrupt: the pictures drawn so far stay, and the same command goes on with the others.
    """
    options.validate()
    with tqdm(desc="synth", unit="picture", dynamic_ncols=True) as bar:

        def show(done: int, all_pictures: int) -> None:
            bar.total = all_pictures
            if done and bar.n == 0:
                bar.initial = done
            bar.update(done - bar.n)

        write_dataset(options.out, options.count, options.size, options.seed, options.workers, show)
