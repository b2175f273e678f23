"""The second training: the mapping network learns to move the reference's latent codes by tags (Eq. 8 to 13)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn

from engine.errors import TrainingError
from engine.model_info import ModelInfo
from engine.networks.config import MappingConfig, ModelConfig
from engine.networks.encoder import global_average
from engine.networks.generator import SketchFeatures
from engine.networks.mapping import Mapping, apply_shift
from engine.networks.measured import Measured, measure
from engine.networks.presets import preset
from engine.networks.segmenter import read
from engine.networks.slots import TagSlots
from engine.tags import target_probabilities
from engine.tensors import to_pixels
from engine.weights import Model
from trainer import building, losses
from trainer.auxiliary import Decoded, DecoderHeads
from trainer.data.folder import DataFolder
from trainer.data.seen import FULL_WEIGHT
from trainer.data.stream import StepDataset
from trainer.distributed import Objective
from trainer.followed import followed
from trainer.options import StageTwoOptions
from trainer.own_drawing import SWEEP, Drawing, Row, sweeps
from trainer.pairs import Batch, collate
from trainer.run_folder import RunFolder
from trainer.stage import Sample, adam
from trainer.updates import Backward

ENCODER_SCALE = 1 / 3
"""Step size of an encoder that is trained along, beside the others': all else builds on its features."""


class StageTwoStage:
    """φ (and ω, for M-Attention) with encoder and generator frozen, or with the generator, or both, tuned along.

    With the exact recipe many pairs differ in one or a few colours only, and part of those have the tags
    wanted not read off the target but set as a hand would set them: a colour's tag raised, its rivals at nothing.
    There the picture wanted is not what the generator makes of the target but the drawing's own truth.

    An encoder that is tuned along normalises by what it has learned before, and goes on naming the anchor's tags; a
    segmenter, which knows it as it was, is left behind.

    Args:
        options: of the command.
        folder: the data.
        examples: the data as examples.
        start: a model with a trained generator; its mapping, where it has one, goes on.
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
        if options.tune_generator and not building.exact_recipe(folder, options):
            raise TrainingError("--tune-generator needs true pictures to learn from, which only drawn data has.")
        self.options = options = followed(options, start)
        self.device, self.autocast = device, autocast
        tags = start.config.encoder.num_tags
        receiving = start.config.generator.receiving
        fresh_sizes = preset(options.preset, tags, receiving, self_adaptive=options.self_adaptive).mapping
        sizes = start.config.mapping or fresh_sizes
        assert isinstance(sizes, MappingConfig)
        self.encoder = building.placed(start.encoder, device)
        generator = building.with_slots(start.generator, options.slots, options.seed, options.init)
        self.generator = building.placed(generator, device)
        if options.tag_limit is not None:
            sizes = replace(sizes, tag_limit=options.tag_limit or None)
        self.mapping = building.fresh(Mapping(sizes), options.seed, options.init)
        if start.mapping is not None:
            self.mapping.load_state_dict(start.mapping.state_dict())
        self.mapping.to(device)
        self.networks: dict[str, nn.Module] = {"mapping": self.mapping}
        self.tunes_generator = options.tune_generator
        self.heads: DecoderHeads | None = None
        if self.tunes_generator:
            self.networks["generator"] = self.generator.requires_grad_(True).train()
            if options.lambda_regions > 0:
                self.heads = building.decoder_heads(self.generator, options.seed + 2, options.region_power, device)
                self.networks["heads"] = self.heads
        self.segmenter = building.segmenter_of(start, options.tune_encoder, device)
        of_segmenter = self.segmenter and self.segmenter.config
        self.config = ModelConfig(start.config.encoder, self.generator.config, sizes, of_segmenter)
        self.tag_slots = TagSlots(start.info.tags, self.config)
        self.tunes_encoder = options.tune_encoder
        self.reader = self.encoder if self.tunes_encoder else building.reader(self.encoder, autocast)
        if self.tunes_encoder:
            self.networks["encoder"] = self.encoder.requires_grad_(True)
        self.coarse_steps = round(options.coarse_share * options.steps) if self.heads is not None else 0
        objective = Objective(self.networks, self._loss, partial=self.coarse_steps > 0)
        self.objectives: dict[str, nn.Module] = {"mapping": objective}
        scale = {"encoder": ENCODER_SCALE}
        self.optimizers = {n: adam(network, options, scale.get(n, 1.0)) for n, network in self.networks.items()}
        self.dataset = self.dataset_of(examples)
        self.info = ModelInfo(
            name=options.name or f"{options.preset} M-{receiving.capitalize()}",
            stage="stage-two",
            config=self.config.to_dict(),
            tags=start.info.tags,
            resolution=options.size if self.tunes_generator else start.info.resolution,
            provenance=building.describe(options, "stage-two", start.info, folder),
        )

    def _cast(self) -> torch.autocast:
        return torch.autocast(self.device.type, self.autocast, enabled=self.autocast is not None)

    def dataset_of(self, examples: building.Examples) -> StepDataset:
        """What this training sees of some pictures."""
        example = partial(examples.stage_two, size=self.options.size, single_share=self.options.single_share)
        return building.steps_of(examples, example, partial(collate, tags=self.config.encoder.num_tags), self.options)

    def accumulate(self, part: Batch, step: int, backward: Backward) -> dict[str, Tensor]:
        """The loss of φ and ω, and of G where it is tuned along."""
        total, terms = self.objectives["mapping"](part, step)
        backward(total)  # Eq. 9
        return terms

    def _loss(self, batch: Batch, step: int) -> tuple[Tensor, dict[str, Tensor]]:
        """Eq. 9 on anchor and target references of any sketch, and its terms."""
        options = self.options
        coarse = step < self.coarse_steps
        sketch, anchor, target = (building.to_device(part, self.device) for part in batch[:3])
        weight = batch.weight.to(self.device).float().unsqueeze(1) / FULL_WEIGHT
        measures = options.measured and not coarse
        with torch.set_grad_enabled(self.tunes_encoder), self._cast():
            fr_anchor, in_anchor = read(self.reader, self.segmenter if measures else None, anchor)
            fr_anchor = fr_anchor.float()
        fr_target, in_target = self._read_target(target, fr_anchor, batch)
        with torch.set_grad_enabled(self.tunes_generator), self._cast():
            features = self.generator.encode_sketch(sketch)
        with self._cast():
            measured = measure(self.generator, anchor, fr_anchor, in_anchor, sloped=False) if measures else None
        psi_target, truth = None, None if batch.color is None else building.to_device(batch.color, self.device)
        if options.lambda_feature > 0 or truth is None:
            with torch.no_grad(), self._cast():
                psi_target = self.generator.receive(features, fr_target)
                if truth is None:
                    seen = None
                    if options.measured:
                        seen = measure(self.generator, target, fr_target, in_target, sloped=False)
                    code = global_average(fr_target)
                    truth = self.generator.decode(psi_target, features.skips, code, measured=seen)
        # The mapping network is small and its output is a difference of near numbers: float32 throughout.
        tags = self._tags(batch, fr_anchor, fr_target)
        shift = self.mapping.shift(*tags)
        biased = apply_shift(fr_anchor, shift, self.mapping.position_weight(fr_anchor))  # δ_b, Eq. 10 and 11
        with self._cast():
            psi = self.generator.receive(features, biased)
            code = global_average(biased)
            decoded = self.generator.decode_features(psi, features.skips, code)
            drawn = None if coarse else self.generator.drawn(decoded[-1], features.skips)
            moved = measured and measured.moved_by(self.tag_slots.meant(*tags))
            picture = None if drawn is None else self.generator.painted(drawn, code, moved).float()
        tells = batch.target_tells.to(self.device)
        terms, total = dict[str, Tensor](), torch.zeros((), device=self.device)
        if psi_target is not None:
            terms["feature"] = losses.feature_l1(psi_target.float(), psi.float(), tells)  # Eq. 12, feature level
            total = total + options.lambda_feature * terms["feature"]
        if picture is not None:
            terms["pixel"] = losses.pixel_l1(picture, truth.float(), weight)  # Eq. 12, pixel level
            total = total + options.lambda_pixel * terms["pixel"]
            if options.lambda_leak > 0 and batch.stays.any():
                terms["leak"] = self._leak(picture, batch, features, fr_anchor, measured)
                total = total + options.lambda_leak * terms["leak"]
        if measured is not None and self.tunes_generator:
            with self._cast():
                terms["slots"] = losses.slot_colors(self.generator, global_average(fr_anchor), measured)
            total = total + options.lambda_pixel * terms["slots"]
        if self.mapping.omega is not None and options.lambda_inversion > 0:
            gaps = global_average(fr_target), global_average(fr_anchor)
            terms["inversion"] = losses.inversion(*gaps, shift, tells)  # Eq. 13
            total = total + options.lambda_inversion * terms["inversion"]
        if self.heads is not None and batch.regions is not None:
            seen = Decoded(decoded, code, drawn)
            guided = self.heads.guide(seen, batch.regions.to(self.device), truth, weight, terms)
            total = total + options.lambda_pixel * options.lambda_regions * guided
        if self.tunes_encoder and batch.tags is not None:
            logits = self.encoder.classify(fr_anchor)
            terms["tags"] = losses.tag_cross_entropy(logits, batch.tags.to(self.device))
            total = total + options.lambda_tags * terms["tags"]
        return total, {name: term.detach() for name, term in terms.items()}

    def _leak(
        self, moved: Tensor, batch: Batch, features: SketchFeatures, fr_anchor: Tensor, measured: Measured | None
    ) -> Tensor:
        """`losses.leak` of the edited pictures beside what their anchors alone give, which is held still."""
        rows = batch.stays.bool().flatten(1).any(1).to(self.device)
        with torch.no_grad(), self._cast():
            skips = tuple(skip[rows] for skip in features.skips)
            psi = self.generator.receive(features._replace(bottleneck=features.bottleneck[rows]), fr_anchor[rows])
            seen = None if measured is None else measured[rows]
            unmoved = self.generator.decode(psi, skips, global_average(fr_anchor[rows]), measured=seen).float()
        stays = batch.stays.to(self.device)[rows].float().unsqueeze(1)
        return losses.leak(moved[rows], unmoved, stays) * (len(unmoved) / len(moved))

    def _read_target(self, target: Tensor, fr_anchor: Tensor, batch: Batch) -> tuple[Tensor, Tensor | None]:
        """fr of those targets that anything is read off, the anchors' standing in for the others'; and what the
        segmenter says of their pixels where they are measured, being all that tells the truth."""
        options = self.options
        compared = options.lambda_feature > 0 or (self.mapping.omega is not None and options.lambda_inversion > 0)
        with torch.no_grad(), self._cast():
            if batch.color is None:
                fr, regions = read(self.reader, self.segmenter if options.measured else None, target)
                return fr.float(), regions
            fr_target, rows = fr_anchor.detach().clone(), (~batch.edited.any(dim=1) | compared).to(self.device)
            if rows.any():
                fr_target[rows] = self.reader(target[rows]).float()
            return fr_target, None

    def _tags(self, batch: Batch, fr_anchor: Tensor, fr_target: Tensor) -> tuple[Tensor, Tensor]:
        """cls_t and cls_a of Eq. 8: the tags wanted, set by hand or read off the target, and the anchor's."""
        cls_anchor, cls_target = self.encoder.probabilities(fr_anchor), self.encoder.probabilities(fr_target)
        edited, value = batch.edited.to(self.device), batch.value.to(self.device)
        by_hand = torch.where(edited, value, cls_anchor)
        return torch.where(edited.any(dim=1, keepdim=True), by_hand, cls_target), cls_anchor

    def _read(self, reference: Tensor) -> tuple[Tensor, Measured | None]:
        """fr of references `[B, 3, S, S]`, float32, and what their pixels say, as in use."""
        fr, regions = read(self.reader, self.segmenter, reference)
        return fr.float(), measure(self.generator, reference, fr.float(), regions)

    @torch.no_grad()
    def sample(self, batch: Batch) -> Sample:
        """Rows: sketches, anchors, targets, by the anchor, moved to the target's tags, by the target."""
        sketch, anchor, target = (building.to_device(part, self.device) for part in batch[:3])
        with self._cast():
            features = self.generator.encode_sketch(sketch)
            (fr_anchor, of_anchor), (fr_target, of_target) = self._read(anchor), self._read(target)
            tags = self._tags(batch, fr_anchor, fr_target)
            biased = self.mapping(fr_anchor, *tags)
            of_moved = of_anchor and of_anchor.moved_by(self.tag_slots.meant(*tags))
            results = [
                self.generator.decode(
                    self.generator.receive(features, fr), features.skips, global_average(fr), measured=measured
                )
                for fr, measured in ((fr_anchor, of_anchor), (biased, of_moved), (fr_target, of_target))
            ]
        sheet = building.sheet([sketch, anchor, target, *results])
        return Sample(sheet, torch.cat(results), ("sketch", "reference", "wanted", "result", "moved", "as_wanted"))

    @torch.no_grad()
    def paint(self, drawing: Drawing) -> list[Row]:
        """The drawing, its reference and the result; beneath it a row for each of some tags, raised step by step."""
        sketch, reference = drawing.sketch.to(self.device), drawing.reference.to(self.device)
        with self._cast():
            features = self.generator.encode_sketch(sketch)
            fr, measured = self._read(reference)
        said = self.encoder.probabilities(fr)

        def painted(edits: dict[int, float]) -> np.ndarray:
            with self._cast():
                target = target_probabilities(said, edits)
                moved = self.mapping(fr, target, said) if edits else fr
                psi = self.generator.receive(features, moved)
                of_moved = measured and measured.moved_by(self.tag_slots.meant(target, said))
                result = self.generator.decode(psi, features.skips, global_average(moved), measured=of_moved)
            return to_pixels(result, drawing.size)

        rows = [Row([], [*drawing.shown, painted({})])]
        for name, index, others in sweeps(self.info.tags):
            rivals = dict.fromkeys(others, 0.0)
            captions = [f"{name} {SWEEP[0]:g}", *(f"{value:g}" for value in SWEEP[1:])]
            rows.append(Row(captions, [painted({**rivals, index: value}) for value in SWEEP]))
        return rows

    def save_model(self, run: RunFolder, step: int) -> None:
        model = Model(self.info, self.config, self.encoder, self.generator, self.mapping, self.segmenter)
        run.write_model(model, building.with_steps(self.info, step))
