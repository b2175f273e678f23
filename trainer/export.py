"""The verb `export`: a trained model stored smaller, with its description."""

from __future__ import annotations

from dataclasses import replace

from engine.weights import load_model, save_model
from trainer.options import ExportOptions


def run(options: ExportOptions) -> None:
    """Writes the model as the options ask for.

    Raises:
        WeightsError: the model cannot be read, or the file not written.
    """
    model = load_model(options.model)
    info = replace(
        model.info,
        name=options.name or model.info.name,
        resolution=options.resolution or model.info.resolution,
        provenance={**model.info.provenance, "storage": options.storage},
    )
    save_model(options.out, model, info, options.storage)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
