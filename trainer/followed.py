"""Options that describe networks, where the weights started from have these networks already and they go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from engine.networks.presets import preset_of, preset_with
from engine.sentences import Sentence
from engine.weights import Model
from trainer.options import StageOneOptions, StageTwoOptions, TaggerOptions, TrainOptions
from trainer.options.fields import flag_of

Options = TypeVar("Options", TaggerOptions, StageOneOptions, StageTwoOptions)


def followed(options: Options, start: Model) -> Options:
    """The options as the networks of `start` that go on have them."""
    found: dict[str, Any] = {}
    generator, mapping = start.config.generator, start.config.mapping
    if isinstance(options, TaggerOptions):
        return replace(options, preset=preset_with(start.config.encoder, options.preset))
    if isinstance(options, StageOneOptions) and generator is not None:
        found = {"receiving": generator.receiving, "rbca": generator.rbca}
    if isinstance(options, StageTwoOptions) and mapping is not None:
        found = {"self_adaptive": mapping.self_adaptive}
    if generator is not None and (named := preset_of(generator)) is not None:
        found["preset"] = named
    return replace(options, **found)


def unfollowed(asked: TrainOptions, had: TrainOptions) -> list[Sentence]:
    """A sentence for each option of `asked` that the weights started from, described by `had`, decided otherwise."""
    return [
        Sentence(
            "{option} {value} is not followed: the weights started from have {had}, and their networks go on.",
            option=flag_of(name),
            value=_text(value),
            had=_text(getattr(had, name)),
        )
        for name, value in vars(asked).items()
        if value != getattr(had, name)
    ]


def _text(value: object) -> str:
    return str(value).lower()
