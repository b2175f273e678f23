"""The second training: the mapping network learns to move the reference's latent codes by tags (Eq. 8 to 13)."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from engine.errors import TrainingError
from engine.model_info import ModelInfo
from engine.networks.config import MappingConfig, ModelConfig, preset
from engine.networks.encoder import global_average
from engine.networks.mapping import Mapping, apply_shift
from engine.weights import Model, save_model
from trainer import building, losses
from trainer.data.examples import FULL_WEIGHT, StageTwoExample
from trainer.data.folder import DataFolder
from trainer.loop import MAX_SAMPLES, adam
from trainer.options import StageTwoOptions
from trainer.run_folder import RunFolder


class Batch(NamedTuple):
    """`sketch` uint8 `[B, S, S]`; `anchor`, `target` uint8 `[B, S, S, 3]`; `weight` uint8 `[B, S, S]`, 64ths;
    `edited` bool `[B, T]`: tags that the edit sets; `value` float `[B, T]`: to what."""

    sketch: Tensor
    anchor: Tensor
    target: Tensor
    weight: Tensor
    edited: Tensor
    value: Tensor


class StageTwoStage:
    """φ (and ω, for M-Attention) with encoder and generator frozen.

    With the exact recipe many pairs differ in one colour only, and part of those have the tags wanted not
    read off the target but set as a hand would set them: the colour's tag raised, its rivals at nothing.

    Args:
        options: of the command.
        folder: the data.
        examples: the data as examples.
        start: a model with a trained generator; its mapping, where it has one of the same sizes, goes on.
        device: where to train.
        autocast: dtype of the networks' arithmetic, or None for float32.
    """

    def __init__(
        self,
        options: StageTwoOptions,
        folder: DataFolder,
        examples: building.Examples,
        start: Model,
        device: torch.device,
        autocast: torch.dtype | None,
    ) -> None:
        if start.generator is None or start.config.generator is None:
            raise TrainingError("Stage two needs a generator: start from stage one's weights.")
        self.options, self.device, self.autocast = options, device, autocast
        tags = start.config.encoder.num_tags
        receiving = start.config.generator.receiving
        sizes = preset(options.preset, tags, receiving, self_adaptive=options.self_adaptive).mapping
        assert isinstance(sizes, MappingConfig)
        self.encoder = building.placed(start.encoder, device)
        self.generator = building.placed(start.generator, device)
        if start.mapping is not None and start.config.mapping == sizes:
            self.mapping = start.mapping.requires_grad_(True).train()
        else:
            self.mapping = building.fresh(Mapping(sizes), options.seed, options.init)
        self.mapping.to(device)
        self.config = ModelConfig(start.config.encoder, start.config.generator, sizes)
        self.networks: dict[str, nn.Module] = {"mapping": self.mapping}
        self.optimizers = {"mapping": adam(self.mapping, options)}
        example = partial(examples.stage_two, size=options.size, single_share=options.single_share)
        self.dataset = building.steps_of(examples, example, partial(collate, tags=tags), options)
        self.info = ModelInfo(
            name=options.name or f"{options.preset} M-{receiving.capitalize()}",
            stage="stage-two",
            config=self.config.to_dict(),
            tags=start.info.tags,
            resolution=start.info.resolution,
            provenance=building.describe(options, "stage-two", start.info, folder),
        )

    def _cast(self) -> torch.autocast:
        return torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None)

    def step(self, batch: Batch) -> dict[str, Tensor]:
        """One step of φ and ω on anchor and target references of any sketch."""
        options = self.options
        sketch, anchor, target = (building.to_device(part, self.device) for part in batch[:3])
        weight = batch.weight.to(self.device).float().unsqueeze(1) / FULL_WEIGHT
        with torch.no_grad(), self._cast():
            features = self.generator.encode_sketch(sketch)
            fr_anchor, fr_target = self.encoder(torch.cat((anchor, target))).chunk(2)
            cls_anchor, cls_target = self.encoder.probabilities(fr_anchor), self.encoder.probabilities(fr_target)
            psi_target = self.generator.receive(features, fr_target)
            picture_target = self.generator.decode(psi_target, features.skips, global_average(fr_target))
        edited, value = batch.edited.to(self.device), batch.value.to(self.device)
        by_hand = torch.where(edited, value, cls_anchor)
        cls_wanted = torch.where(edited.any(dim=1, keepdim=True), by_hand, cls_target)
        # The mapping network is small and its output is a difference of near numbers: float32 throughout.
        fr_anchor, fr_target = fr_anchor.float(), fr_target.float()
        shift = self.mapping.shift(cls_wanted, cls_anchor)
        biased = apply_shift(fr_anchor, shift, self.mapping.position_weight(fr_anchor))  # δ_b, Eq. 10 and 11
        with self._cast():
            psi = self.generator.receive(features, biased)
            picture = self.generator.decode(psi, features.skips, global_average(biased))
        terms = {
            "pixel": losses.pixel_l1(picture.float(), picture_target.float(), weight),  # Eq. 12, pixel level
            "feature": losses.feature_l1(psi_target.float(), psi.float()),  # Eq. 12, feature level
        }
        total = options.lambda_pixel * terms["pixel"] + options.lambda_feature * terms["feature"]
        if self.mapping.omega is not None:
            terms["inversion"] = losses.inversion(global_average(fr_target), global_average(fr_anchor), shift)  # Eq. 13
            total = total + options.lambda_inversion * terms["inversion"]
        optimizer = self.optimizers["mapping"]
        optimizer.zero_grad(set_to_none=True)
        total.backward()  # Eq. 9
        optimizer.step()
        return {name: term.detach() for name, term in terms.items()}

    @torch.no_grad()
    def sample(self, batch: Batch) -> np.ndarray:
        """Rows: sketches, anchors, targets, by the anchor, moved to the target's tags, by the target."""
        parts = (building.to_device(part[:MAX_SAMPLES], self.device) for part in batch[:3])
        sketch, anchor, target = parts
        with self._cast():
            features = self.generator.encode_sketch(sketch)
            fr_anchor, fr_target = self.encoder(anchor).float(), self.encoder(target).float()
            cls_anchor, cls_target = self.encoder.probabilities(fr_anchor), self.encoder.probabilities(fr_target)
            edited, value = batch.edited[:MAX_SAMPLES].to(self.device), batch.value[:MAX_SAMPLES].to(self.device)
            by_hand = torch.where(edited, value, cls_anchor)
            cls_wanted = torch.where(edited.any(dim=1, keepdim=True), by_hand, cls_target)
            biased = self.mapping(fr_anchor, cls_wanted, cls_anchor)
            results = [
                self.generator.decode(self.generator.receive(features, fr), features.skips, global_average(fr))
                for fr in (fr_anchor, biased, fr_target)
            ]
        return building.sheet([sketch, anchor, target, *results])

    def save_model(self, run: RunFolder, step: int) -> None:
        model = Model(self.info, self.config, self.encoder, self.generator, self.mapping)
        save_model(run.model_file, model, building.with_steps(self.info, step))


def collate(examples: list[StageTwoExample], tags: int) -> Batch:
    """Examples → one `Batch`."""
    edited = torch.zeros(len(examples), tags, dtype=torch.bool)
    value = torch.zeros(len(examples), tags)
    for row, example in enumerate(examples):
        if example.raised >= 0:
            edited[row, [example.raised, *example.rivals]] = True
            value[row, example.raised] = example.value
    return Batch(
        sketch=building.stack([example.sketch for example in examples]),
        anchor=building.stack([example.anchor for example in examples]),
        target=building.stack([example.target for example in examples]),
        weight=building.stack([example.weight for example in examples]),
        edited=edited,
        value=value,
    )
