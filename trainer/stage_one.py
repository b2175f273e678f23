"""The first training: the generator learns to colour a drawing by a reference (Eq. 1 to 6)."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from engine.model_info import ModelInfo
from engine.networks.config import ModelConfig, discriminator_preset, preset
from engine.networks.discriminator import Discriminator
from engine.networks.encoder import global_average
from engine.networks.generator import Generator
from engine.weights import Model, save_model
from trainer import building, losses
from trainer.auxiliary import DecoderHeads
from trainer.data.examples import FULL_WEIGHT, StageOneExample
from trainer.data.folder import DataFolder
from trainer.loop import MAX_SAMPLES, adam
from trainer.options import StageOneOptions
from trainer.run_folder import RunFolder


class Batch(NamedTuple):
    """`sketch` uint8 `[B, S, S]`; `color`, `reference` uint8 `[B, S, S, 3]`; `weight` uint8 `[B, S, S]`, 64ths;
    `regions` uint8 `[B, S, S]`, or None where they are not known."""

    sketch: Tensor
    color: Tensor
    reference: Tensor
    weight: Tensor
    regions: Tensor | None


class StageOneStage:
    """G against D, with the encoder φ frozen.

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
        self.options, self.device, self.autocast = options, device, autocast
        sizes = preset(options.preset, start.config.encoder.num_tags, options.receiving, options.rbca)
        assert sizes.generator is not None
        self.encoder = building.placed(start.encoder, device)
        if start.generator is not None:
            self.generator = start.generator.requires_grad_(True)
            self.config = ModelConfig(start.config.encoder, start.config.generator)
        else:
            self.generator = building.fresh(Generator(sizes.generator), options.seed, options.init)
            self.config = ModelConfig(start.config.encoder, sizes.generator)
        building.placed(self.generator.train(), device)
        self.networks: dict[str, nn.Module] = {"generator": self.generator}
        self.discriminator: Discriminator | None = None
        if options.lambda_gan > 0:
            judge = Discriminator(discriminator_preset(options.preset))
            self.discriminator = building.fresh(judge, options.seed + 1, options.init)
            self.networks["discriminator"] = building.placed(self.discriminator, device)
        self.heads: DecoderHeads | None = None
        if options.lambda_regions > 0 and building.exact_recipe(folder, options):
            self.heads = building.decoder_heads(self.generator, options.seed + 2, device)
            self.networks["heads"] = self.heads
        self.coarse_steps = round(options.coarse_share * options.steps) if self.heads is not None else 0
        self.optimizers = {name: adam(network, options) for name, network in self.networks.items()}
        example = partial(examples.stage_one, size=options.size, cross_share=options.cross_share)
        self.dataset = building.steps_of(examples, example, collate, options)
        self.info = ModelInfo(
            name=options.name or f"{options.preset} {options.receiving}",
            stage="stage-one",
            config=self.config.to_dict(),
            tags=start.info.tags,
            resolution=options.size,
            provenance=building.describe(options, "stage-one", start.info, folder),
        )

    def step(self, batch: Batch, step: int) -> dict[str, Tensor]:
        """One step of D, then one of G."""
        options = self.options
        sketch, color, reference = (building.to_device(part, self.device) for part in batch[:3])
        weight = batch.weight.to(self.device).float().unsqueeze(1) / FULL_WEIGHT  # [B, 1, S, S]
        coarse = step < self.coarse_steps
        with torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None):
            with torch.no_grad():
                fr = self.encoder(reference)
            sketched = self.generator.encode_sketch(sketch)
            psi = self.generator.receive(sketched, fr)
            features = self.generator.decode_features(psi, sketched.skips, global_average(fr))
            result = None if coarse else self.generator.finish(features[-1], sketched.skips).float()
        terms: dict[str, Tensor] = {}
        total = torch.zeros((), device=self.device)
        if self.heads is not None and batch.regions is not None:
            guided = self.heads.guide(features, batch.regions.to(self.device), color, weight, terms)
            total = total + options.lambda_l1 * options.lambda_regions * guided
        if result is not None:
            total = total + self._picture_loss(sketch, color, weight, result, terms)
        optimizers = [self.optimizers[name] for name in ("generator", "heads") if name in self.optimizers]
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        total.backward()  # Eq. 1
        for optimizer in optimizers:
            optimizer.step()
        return {name: term.detach() for name, term in terms.items()}

    def _picture_loss(
        self, sketch: Tensor, color: Tensor, weight: Tensor, result: Tensor, terms: dict[str, Tensor]
    ) -> Tensor:
        """Eq. 1 of a picture `[B, 3, S, S]`; notes its terms, and trains D where there is one."""
        options = self.options
        if self.discriminator is not None:
            terms["discriminator"] = self._step_discriminator(sketch, color, result.detach())
        # Eq. 3, where the reference can tell the colour.
        terms["l1"] = losses.pixel_l1(result, color, weight)
        total = options.lambda_l1 * terms["l1"]
        if options.size > options.tv_above and options.lambda_tv > 0:
            terms["tv"] = losses.total_variation(result)  # Eq. 4
            total = total + options.lambda_tv * terms["tv"]
        if self.discriminator is not None:
            self.discriminator.requires_grad_(False)
            with torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None):
                fake = self.discriminator(sketch, result)
            self.discriminator.requires_grad_(True)
            terms["gan"] = losses.generator_gan(fake.float())  # Eq. 2, G's side
            total = total + options.lambda_gan * terms["gan"]
        return total

    def _step_discriminator(self, sketch: Tensor, color: Tensor, fake: Tensor) -> Tensor:
        assert self.discriminator is not None
        with torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None):
            # Real and generated pairs in one batch: half the launches of two passes, the same gradients.
            logits = self.discriminator(torch.cat((sketch, sketch)), torch.cat((color, fake)))
        real_logits, fake_logits = logits.float().chunk(2)
        loss = losses.discriminator_gan(real_logits, fake_logits)  # Eq. 2, D's side
        optimizer = self.optimizers["discriminator"]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        return loss

    @torch.no_grad()
    def sample(self, batch: Batch) -> np.ndarray:
        """Rows: sketches, references, results, truth."""
        parts = [building.to_device(part[:MAX_SAMPLES], self.device) for part in batch[:3]]
        sketch, color, reference = parts
        with torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None):
            result = self.generator(sketch, self.encoder(reference))
        return building.sheet([sketch, reference, result, color])

    def save_model(self, run: RunFolder, step: int) -> None:
        model = Model(self.info, self.config, self.encoder, self.generator, None)
        save_model(run.model_file, model, building.with_steps(self.info, step))


def collate(examples: list[StageOneExample]) -> Batch:
    """Examples → one `Batch`."""
    return Batch(
        building.stack([example.sketch for example in examples]),
        building.stack([example.color for example in examples]),
        building.stack([example.reference for example in examples]),
        building.stack([example.weight for example in examples]),
        building.stack_known([example.regions for example in examples]),
    )
