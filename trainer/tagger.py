"""The tagger: φ with its classifier, trained as a multi-label classifier (paper, section 3.4)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn

from engine.errors import TrainingError
from engine.model_info import ModelInfo, Tag
from engine.networks.config import preset
from engine.networks.encoder import Encoder
from engine.weights import Model, load_model
from trainer import building, losses
from trainer.auxiliary import EncoderHeads, RegionCells
from trainer.data.examples import TaggerExample
from trainer.data.folder import DataFolder
from trainer.data.stream import StepDataset
from trainer.distributed import Objective
from trainer.followed import followed
from trainer.imagenet import load_imagenet
from trainer.loop import Sample, adam
from trainer.normalization import check_part, learning
from trainer.options import TaggerOptions
from trainer.own_drawing import Drawing, Row
from trainer.run_folder import RunFolder
from trainer.updates import Backward


class Batch(NamedTuple):
    """`image` uint8 `[B, S, S, 3]`, `tags` float `[B, T]`, 0 or 1, `regions` uint8 `[B, S, S]` or None."""

    image: Tensor
    tags: Tensor
    regions: Tensor | None


class TaggerStage:
    """Multi-label binary cross-entropy on pictures in their colours, and where regions are known what they
    are and which colours they have.

    Args:
        options: of the command.
        folder: the data.
        examples: the data as examples.
        tags: outputs of the classifier.
        device: where to train.
        autocast: dtype of the networks' arithmetic, or None for float32.

    Raises:
        TrainingError: statistics are to be frozen, but there are none.
    """

    def __init__(
        self,
        options: TaggerOptions,
        folder: DataFolder,
        examples: building.Examples,
        tags: tuple[Tag, ...],
        device: torch.device,
        autocast: torch.dtype | None,
    ) -> None:
        start = load_model(options.init_from) if options.init_from is not None else None
        self.options = options = followed(options, start) if start is not None else options
        self.device, self.autocast = device, autocast
        config = preset(options.preset, len(tags)).at_stage("tagger")
        if start is not None:
            config = replace(config, encoder=replace(start.config.encoder, num_tags=len(tags)))
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(options.seed)
            self.encoder = Encoder(config.encoder)
        before = None
        if options.frozen_statistics and options.init_from is None and options.imagenet is None:
            raise TrainingError("--frozen-statistics are those of weights to start from: --init-from or --imagenet.")
        if options.imagenet is not None:
            load_imagenet(self.encoder, options.imagenet)
        if start is not None:
            before = self._start_from(start, tags)
        building.placed(learning(self.encoder, options.frozen_statistics), device)
        self.networks: dict[str, nn.Module] = {"encoder": self.encoder}
        self.heads: EncoderHeads | None = None
        if options.lambda_regions > 0 and building.exact_recipe(folder, options):
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(options.seed + 1)
                self.heads = EncoderHeads().to(device)
            self.networks["heads"] = self.heads
        self.config = config
        self.objectives: dict[str, nn.Module] = {"tags": Objective(self.networks, self._loss)}
        self.optimizers = {name: adam(network, options) for name, network in self.networks.items()}
        self.dataset = self.dataset_of(examples)
        self.info = ModelInfo(
            name=options.name or f"{options.preset} tagger",
            stage="tagger",
            config=config.to_dict(),
            tags=tags,
            resolution=options.size,
            provenance=building.describe(options, "tagger", before, folder),
        )

    def _start_from(self, model: Model, tags: tuple[Tag, ...]) -> ModelInfo:
        state = model.encoder.state_dict()
        if [tag.name for tag in model.info.tags] != [tag.name for tag in tags]:
            # Another vocabulary: the features are taken over, the classifier starts anew.
            own = self.encoder.state_dict()
            state["fc.weight"], state["fc.bias"] = own["fc.weight"], own["fc.bias"]
        self.encoder.load_state_dict(state)
        return model.info

    def dataset_of(self, examples: building.Examples) -> StepDataset:
        """What this training sees of some pictures."""
        example = partial(examples.tagger, size=self.options.size)
        return building.steps_of(examples, example, partial(collate, tags=self.config.encoder.num_tags), self.options)

    def accumulate(self, part: Batch, step: int, backward: Backward) -> dict[str, Tensor]:
        """The losses of a part; also the share of right tags among those predicted above 0.5 (`precision`) and of
        predicted among the right ones (`recall`).

        The encoder's normalisation takes its statistics from the part (`trainer.normalization`).

        Raises:
            TrainingError: the part is too small for that.
        """
        del step
        total, terms = self.objectives["tags"](part)
        backward(total)
        return terms

    def _loss(self, batch: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        image, tags = building.to_device(batch.image, self.device), batch.tags.to(self.device)
        check_part(self.encoder, image)
        with torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None):
            layer3 = self.encoder.until_layer3(image)
            fr = self.encoder.layer4(layer3)
            logits = self.encoder.classify(fr).float()
        terms = {"bce": losses.tag_cross_entropy(logits, tags)}
        total = terms["bce"]
        if self.heads is not None and batch.regions is not None:
            cells = RegionCells.of(batch.regions.to(self.device), image)
            terms |= self.heads.loss(layer3.float(), fr.float(), cells)
            total = total + self.options.lambda_regions * (terms["regions"] + terms["palette"])
        said, true = logits.detach() > 0, tags > 0.5
        hits = (said & true).sum()
        return total, {
            **{name: term.detach() for name, term in terms.items()},
            "precision": hits / said.sum().clamp(min=1),
            "recall": hits / true.sum().clamp(min=1),
        }

    def sample(self, batch: Batch) -> Sample:
        """The pictures that are tagged."""
        return Sample(building.sheet([building.to_device(batch.image, self.device)]), None)

    def paint(self, drawing: Drawing) -> list[Row]:
        """Nothing: it names what is on pictures."""
        del drawing
        return []

    def save_model(self, run: RunFolder, step: int) -> None:
        model = Model(self.info, self.config, self.encoder, None, None)
        run.write_model(model, building.with_steps(self.info, step))


def collate(examples: list[TaggerExample], tags: int) -> Batch:
    """Examples → one `Batch`."""
    target = torch.zeros(len(examples), tags)
    for row, example in enumerate(examples):
        target[row, torch.from_numpy(example.tags)] = 1.0
    return Batch(
        building.stack([example.image for example in examples]),
        target,
        building.stack_known([example.regions for example in examples]),
    )
