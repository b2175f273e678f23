"""The verb `export`: a trained model stored smaller, with its description."""

from __future__ import annotations

from dataclasses import replace

from engine.errors import TrainingError
from engine.files import replaced_whole
from engine.sentences import reason_of
from engine.weights import load_model, save_model
from trainer.model_card import model_card, read_measured
from trainer.options import ExportOptions


def run(options: ExportOptions) -> None:
    """Writes the model as the options ask for.

    Raises:
        WeightsError: the model cannot be read, or the file not written.
        TrainingError: the options would write over the model, or the card cannot be written.
    """
    options.validate()
    model = load_model(options.model)
    info = replace(
        model.info,
        name=options.name or model.info.name,
        resolution=options.resolution or model.info.resolution,
        provenance={**model.info.provenance, "storage": options.storage},
    )
    save_model(options.out, model, info, options.storage)
    if options.card:
        card = options.card_file
        try:
            with replaced_whole(card) as part:
                words = model_card(info, options.out, read_measured(options.model.parent / "events.jsonl"))
                part.write_text(words, encoding="utf-8")
        except OSError as error:
            raise TrainingError("{path} cannot be written: {reason}.", path=card, reason=reason_of(error)) from error
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
