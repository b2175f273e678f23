"""The first training: the generator learns to colour a drawing by a reference (Eq. 1 to 6)."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from engine.model_info import ModelInfo
from engine.networks.config import ModelConfig
from engine.networks.discriminator import Discriminator
from engine.networks.encoder import Encoder, global_average
from engine.networks.generator import Generator, SketchFeatures
from engine.networks.measured import Measured, measure
from engine.networks.presets import discriminator_preset, preset
from engine.networks.segmenter import read
from engine.tensors import to_pixels
from engine.weights import Model
from trainer import building, losses
from trainer.auxiliary import Decoded, DecoderHeads
from trainer.data.examples import StageOneExample
from trainer.data.folder import DataFolder
from trainer.data.seen import FULL_WEIGHT
from trainer.data.stream import StepDataset
from trainer.distributed import Objective
from trainer.followed import followed
from trainer.imagenet import load_imagenet
from trainer.normalization import check_part, learning
from trainer.options import StageOneOptions
from trainer.own_drawing import Drawing, Row
from trainer.run_folder import RunFolder
from trainer.stage import Sample, adam
from trainer.updates import Backward


class Batch(NamedTuple):
    """`sketch` uint8 `[B, S, S]`; `color`, `reference` uint8 `[B, S, S, 3]`; `weight` uint8 `[B, S, S]`, 64ths;
    `regions` uint8 `[B, S, S]`, or None where they are not known."""

    sketch: Tensor
    color: Tensor
    reference: Tensor
    weight: Tensor
    regions: Tensor | None


class StageOneStage:
    """G against D, with the encoder φ frozen, or for Table 1's comparison trained along. A segmenter stays with the
    encoder that it was trained on: with another one, or one that goes on learning, it is left behind.

    Args:
        options: of the command.
        folder: the data.
        examples: the data as examples.
        start: a model with at least a trained encoder; its generator, where it has one, goes on.
        device: where to train.
        autocast: dtype of the networks' arithmetic, or None for float32.
    """

    def __init__(
        self,
        options: StageOneOptions,
        folder: DataFolder,
        examples: building.Examples,
        start: Model,
        device: torch.device,
        autocast: torch.dtype | None,
    ) -> None:
        self.options = options = followed(options, start)
        self.device, self.autocast = device, autocast
        sizes = preset(
            options.preset, start.config.encoder.num_tags, options.receiving, options.rbca, slots=options.slots
        )
        assert sizes.generator is not None
        self.encoder = building.placed(self._encoder_of(start), device)
        if start.generator is not None:
            self.generator = building.with_slots(start.generator, options.slots, options.seed, options.init)
            self.generator.requires_grad_(True)
        else:
            self.generator = building.fresh(Generator(sizes.generator), options.seed, options.init)
        building.placed(self.generator.train(), device)
        self.networks: dict[str, nn.Module] = {"generator": self.generator}
        self.reader = self.encoder if options.train_encoder else building.reader(self.encoder, autocast)
        if options.train_encoder:
            self.networks["encoder"] = learning(self.encoder, options.frozen_statistics).requires_grad_(True)
            self.encoder.fc.requires_grad_(False)  # it names tags, which no term here asks for
        self.discriminator: Discriminator | None = None
        if options.lambda_gan > 0:
            judge = Discriminator(discriminator_preset(options.preset))
            self.discriminator = building.fresh(judge, options.seed + 1, options.init)
            self.networks["discriminator"] = building.placed(self.discriminator, device)
        self.heads: DecoderHeads | None = None
        if options.lambda_regions > 0 and building.exact_recipe(folder, options):
            self.heads = building.decoder_heads(self.generator, options.seed + 2, options.region_power, device)
            self.networks["heads"] = self.heads
        another = options.train_encoder or options.encoder_from != "tagger"
        self.segmenter = building.segmenter_of(start, another, device)
        of_segmenter = self.segmenter and self.segmenter.config
        self.config = ModelConfig(start.config.encoder, self.generator.config, segmenter=of_segmenter)
        self.coarse_steps = round(options.coarse_share * options.steps) if self.heads is not None else 0
        guided = {name: network for name, network in self.networks.items() if name != "discriminator"}
        self.objectives: dict[str, nn.Module] = {
            "generator": Objective(guided, self._generator_loss, partial=self.coarse_steps > 0)
        }
        if self.discriminator is not None:
            self.objectives["discriminator"] = Objective({"judge": self.discriminator}, self._discriminator_loss)
        self.optimizers = {name: adam(network, options) for name, network in self.networks.items()}
        self.dataset = self.dataset_of(examples)
        self.info = ModelInfo(
            name=options.name or f"{options.preset} {options.receiving}",
            stage="stage-one",
            config=self.config.to_dict(),
            tags=start.info.tags,
            resolution=options.size,
            provenance=building.describe(options, "stage-one", start.info, folder),
        )

    def _encoder_of(self, start: Model) -> Encoder:
        """The reference encoder as Table 1's rows have it; it keeps the classifier's names."""
        options, encoder = self.options, start.encoder
        if options.encoder_from == "nothing":
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(options.seed + 3)
                encoder = Encoder(start.config.encoder).eval().requires_grad_(False)
        elif options.imagenet is not None:
            load_imagenet(encoder, options.imagenet)
        return encoder

    def dataset_of(self, examples: building.Examples) -> StepDataset:
        """What this training sees of some pictures."""
        options = self.options
        example = partial(examples.stage_one, size=options.size, cross_share=options.cross_share)
        return building.steps_of(examples, example, collate, options)

    def accumulate(self, part: Batch, step: int, backward: Backward) -> dict[str, Tensor]:
        """The losses of G and of D, both of the weights as they were before the step."""
        total, terms, judged = self.objectives["generator"](part, step)
        backward(total)  # Eq. 1
        if self.discriminator is not None and judged is not None:
            loss = self.objectives["discriminator"](part, judged)
            backward(loss)
            terms["discriminator"] = loss.detach()
        return terms

    def _cast(self) -> torch.autocast:
        return torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None)

    def _generator_loss(self, batch: Batch, step: int) -> tuple[Tensor, dict[str, Tensor], Tensor | None]:
        """Eq. 1 for G, its terms, and the pictures `[B, 3, S, S]` that D is to judge, or None."""
        options = self.options
        sketch, color, reference = (building.to_device(part, self.device) for part in batch[:3])
        weight = batch.weight.to(self.device).float().unsqueeze(1) / FULL_WEIGHT  # [B, 1, S, S]
        coarse = step < self.coarse_steps
        measures = options.measured and not coarse
        if self.options.train_encoder:
            check_part(self.encoder, reference)
        with self._cast():
            with torch.set_grad_enabled(self.options.train_encoder):
                fr, regions = read(self.reader, self.segmenter if measures else None, reference)
            sketched = self.generator.encode_sketch(sketch)
            psi = self.generator.receive(sketched, fr)
            code = global_average(fr)
            features = self.generator.decode_features(psi, sketched.skips, code)
            drawn = None if coarse else self.generator.drawn(features[-1], sketched.skips)
            measured = measure(self.generator, reference, fr, regions, sloped=False) if measures else None
            result = None if drawn is None else self.generator.painted(drawn, code, measured).float()
        terms: dict[str, Tensor] = {}
        total = torch.zeros((), device=self.device)
        if self.heads is not None and batch.regions is not None:
            seen = Decoded(features, code, drawn)
            guided = self.heads.guide(seen, batch.regions.to(self.device), color, weight, terms)
            total = total + options.lambda_l1 * options.lambda_regions * guided
        judged = None
        if result is not None:
            # Eq. 3, where the reference can tell the colour.
            terms["l1"] = losses.pixel_l1(result, color, weight)
            total = total + options.lambda_l1 * terms["l1"]
            if measured is not None:
                with self._cast():
                    terms["slots"] = losses.slot_colors(self.generator, code, measured)
                total = total + options.lambda_l1 * terms["slots"]
            if options.size > options.tv_above and options.lambda_tv > 0:
                terms["tv"] = losses.total_variation(result)  # Eq. 4
                total = total + options.lambda_tv * terms["tv"]
            if self.discriminator is not None:
                judged = self._by_another(sketched, fr, measured) if self._shuffles(step) else result
                terms["gan"] = self._fooled(sketch, judged)
                total = total + options.lambda_gan * terms["gan"]
                judged = judged.detach()
        return total, {name: term.detach() for name, term in terms.items()}, judged

    def _shuffles(self, step: int) -> bool:
        share = self.options.latent_shuffle
        return share > 0 and bool(np.random.default_rng((self.options.seed, step)).random() < share)

    def _by_another(self, sketched: SketchFeatures, fr: Tensor, measured: Measured | None) -> Tensor:
        """The drawings coloured by the next picture's latent codes, within the part: `[B, 3, S, S]`."""
        with self._cast():
            other = fr.roll(1, 0)
            psi = self.generator.receive(sketched, other)
            seen = None if measured is None else measured[torch.arange(len(fr)) - 1]
            return self.generator.decode(psi, sketched.skips, global_average(other), measured=seen).float()

    def _fooled(self, sketch: Tensor, judged: Tensor) -> Tensor:
        """Eq. 2, G's side: D is asked, but learns nothing from it."""
        assert self.discriminator is not None
        self.discriminator.requires_grad_(False)
        with self._cast():
            fake = self.discriminator(sketch, judged)
        self.discriminator.requires_grad_(True)
        return losses.generator_gan(fake.float())

    def _discriminator_loss(self, batch: Batch, fake: Tensor) -> Tensor:
        """Eq. 2, D's side."""
        assert self.discriminator is not None
        sketch, color = (building.to_device(part, self.device) for part in batch[:2])
        with self._cast():
            # Real and generated pairs in one batch: half the launches of two passes, the same gradients.
            logits = self.discriminator(torch.cat((sketch, sketch)), torch.cat((color, fake)))
        real_logits, fake_logits = logits.float().chunk(2)
        return losses.discriminator_gan(real_logits, fake_logits)

    @torch.no_grad()
    def sample(self, batch: Batch) -> Sample:
        """Rows: sketches, references, results, truth."""
        sketch, color, reference = (building.to_device(part, self.device) for part in batch[:3])
        with self._cast(), building.evaluating(self.encoder):
            result = self._painted(sketch, reference)
        sheet = building.sheet([sketch, reference, result, color])
        return Sample(sheet, result, ("sketch", "reference", "result", "truth"))

    @torch.no_grad()
    def paint(self, drawing: Drawing) -> list[Row]:
        """One row: the drawing, its reference, the result."""
        with self._cast(), building.evaluating(self.encoder):
            result = self._painted(drawing.sketch.to(self.device), drawing.reference.to(self.device))
        return [Row([], [*drawing.shown, to_pixels(result, drawing.size)])]

    def _painted(self, sketch: Tensor, reference: Tensor) -> Tensor:
        fr, regions = read(self.reader, self.segmenter, reference)
        return self.generator(sketch, fr, measure(self.generator, reference, fr, regions))

    def save_model(self, run: RunFolder, step: int) -> None:
        model = Model(self.info, self.config, self.encoder, self.generator, None, self.segmenter)
        run.write_model(model, building.with_steps(self.info, step))


def collate(examples: list[StageOneExample]) -> Batch:
    """Examples → one `Batch`."""
    return Batch(
        building.stack([example.sketch for example in examples]),
        building.stack([example.color for example in examples]),
        building.stack([example.reference for example in examples]),
        building.stack([example.weight for example in examples]),
        building.stack_known([example.regions for example in examples]),
    )
