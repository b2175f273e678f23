"""The tagger: φ with its classifier, trained as a multi-label classifier (paper, section 3.4)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn

from engine.errors import TrainingError
from engine.model_info import ModelInfo, Tag
from engine.networks.config import SegmenterConfig
from engine.networks.encoder import Encoder
from engine.networks.presets import preset
from engine.networks.segmenter import Segmenter, read
from engine.weights import Model, load_model
from trainer import building, losses
from trainer.areas import in_colors, region_cross_entropy
from trainer.auxiliary import EncoderHeads, RegionCells
from trainer.data.examples import DrawnFigures, TaggerExample
from trainer.data.folder import DataFolder
from trainer.data.stream import StepDataset
from trainer.distributed import Objective
from trainer.followed import followed
from trainer.imagenet import load_imagenet
from trainer.normalization import check_part, learning
from trainer.options import TaggerOptions
from trainer.own_drawing import Drawing, Row
from trainer.run_folder import RunFolder
from trainer.stage import Sample, adam
from trainer.updates import Backward


class Batch(NamedTuple):
    """`image` uint8 `[B, S, S, 3]`, `tags` float `[B, T]`, 0 or 1, `regions` uint8 `[B, S, S]` or None."""

    image: Tensor
    tags: Tensor
    regions: Tensor | None


class TaggerStage:
    """Multi-label binary cross-entropy on pictures in their colours, and where regions are known what they
    are and which colours they have; beside it the segmenter, which learns them from the encoder's features and has no
    say in these. It may also learn alone.

    Args:
        options: of the command.
        folder: the data.
        examples: the data as examples.
        tags: outputs of the classifier.
        device: where to train.
        autocast: dtype of the networks' arithmetic, or None for float32.

    Raises:
        TrainingError: statistics are to be frozen, but there are none; or a segmenter is to be trained where no
            regions are known.
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
        config = preset(options.preset, len(tags), segmenter=options.segmenter).at_stage("tagger")
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
        exact = building.exact_recipe(folder, options)
        self.reader: Encoder | None = None
        """The encoder where it is kept as it is."""
        self.networks: dict[str, nn.Module] = {}
        self.heads: EncoderHeads | None = None
        if options.keep_encoder:
            self.encoder = building.placed(self.encoder.eval().requires_grad_(False), device)
            self.reader = building.reader(self.encoder, autocast)
        else:
            building.placed(learning(self.encoder, options.frozen_statistics), device)
            self.networks["encoder"] = self.encoder
            if options.lambda_regions > 0 and exact:
                with torch.random.fork_rng(devices=[]):
                    torch.manual_seed(options.seed + 1)
                    self.heads = EncoderHeads().to(device)
                self.networks["heads"] = self.heads
        self.segmenter = self._segmenter_of(start, config.segmenter, exact)
        self._kept = start if options.keep_encoder else None
        self.config = config = replace(
            self._kept.config if self._kept else config, segmenter=self.segmenter and self.segmenter.config
        )
        self.objectives: dict[str, nn.Module] = {"tags": Objective(self.networks, self._loss)}
        self.optimizers = {name: adam(network, options) for name, network in self.networks.items()}
        self.dataset = self.dataset_of(examples)
        self.info = ModelInfo(
            name=options.name or (self._kept.info.name if self._kept else f"{options.preset} tagger"),
            stage=self._kept.info.stage if self._kept else "tagger",
            config=config.to_dict(),
            tags=tags,
            resolution=self._kept.info.resolution if self._kept else options.size,
            provenance=building.describe(options, "tagger", before, folder),
        )

    def _segmenter_of(self, start: Model | None, wanted: SegmenterConfig | None, exact: bool) -> Segmenter | None:
        """The one that is to be trained, from where that of `start` is; None without regions, for it would no longer
        fit the encoder."""
        options, before = self.options, start.segmenter if start is not None else None
        if before is not None and options.segmenter is None:
            wanted = before.config
        if options.keep_encoder and (not exact or wanted is None):
            raise TrainingError(
                "A segmenter needs drawn data with regions to learn from, and channels: --segmenter 32."
            )
        if not exact or wanted is None:
            return None
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(options.seed + 4)
            segmenter = Segmenter(wanted)
        if before is not None and before.config == wanted:
            segmenter.load_state_dict(before.state_dict())
        self.networks["segmenter"] = building.placed(segmenter, self.device)
        return segmenter

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
        options = self.options
        example = partial(examples.tagger, size=options.size)
        if isinstance(examples, DrawnFigures):
            example = partial(example, lineless_share=options.lineless_share, seeks=options.keep_encoder)
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
        image = building.to_device(batch.image, self.device)
        features, terms, total = self._classified(image, batch)
        if self.segmenter is not None and batch.regions is not None:
            with self._cast():
                found = self.segmenter(image, [feature.detach() for feature in features])
            terms["segments"] = region_cross_entropy(found, batch.regions.to(self.device))
            total = total + terms["segments"]
        return total, {name: term.detach() for name, term in terms.items()}

    def _cast(self) -> torch.autocast:
        return torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None)

    def _classified(self, image: Tensor, batch: Batch) -> tuple[tuple[Tensor, ...], dict[str, Tensor], Tensor]:
        """The encoder's features of pictures, and its terms and their sum; none where it is kept as it is."""
        if self.reader is not None:
            with torch.no_grad(), self._cast():
                return self.reader.features(image), {}, torch.zeros((), device=self.device)
        tags = batch.tags.to(self.device)
        check_part(self.encoder, image)
        with self._cast():
            features = self.encoder.features(image)
            layer3, fr = features[-2:]
            logits = self.encoder.classify(fr).float()
        terms = {"bce": losses.tag_cross_entropy(logits, tags)}
        total = terms["bce"]
        if self.heads is not None and batch.regions is not None:
            cells = RegionCells.of(batch.regions.to(self.device), image)
            terms |= self.heads.loss(layer3.float(), fr.float(), cells)
            total = total + self.options.lambda_regions * (terms["regions"] + terms["palette"])
        said, true = logits.detach() > 0, tags > 0.5
        hits = (said & true).sum()
        terms |= {"precision": hits / said.sum().clamp(min=1), "recall": hits / true.sum().clamp(min=1)}
        return features, terms, total

    @torch.no_grad()
    def sample(self, batch: Batch) -> Sample:
        """The pictures that are tagged, and beneath them the regions that are found in them, a colour each."""
        image = building.to_device(batch.image, self.device)
        if self.segmenter is None:
            return Sample(building.sheet([image]), None)
        with self._cast(), building.evaluating(self.encoder):
            _, logits = read(self.reader or self.encoder, self.segmenter, image)
        assert logits is not None
        return Sample(building.sheet([image, in_colors(logits)]), None)

    def paint(self, drawing: Drawing) -> list[Row]:
        """Nothing: it names what is on pictures."""
        del drawing
        return []

    def save_model(self, run: RunFolder, step: int) -> None:
        generator, mapping = (None, None) if self._kept is None else (self._kept.generator, self._kept.mapping)
        model = Model(self.info, self.config, self.encoder, generator, mapping, self.segmenter)
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
