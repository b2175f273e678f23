"""What the trainings are built of: the data as examples, the model to start from, the model's description."""

from __future__ import annotations

import copy
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from engine.errors import DataError, TrainingError
from engine.model_info import ModelInfo, Stage, Tag
from engine.networks.discriminator import Discriminator
from engine.networks.encoder import Encoder
from engine.networks.frozen import fold
from engine.networks.generator import Generator
from engine.networks.init import Init, initialize
from engine.networks.mapping import Mapping
from engine.networks.segmenter import Segmenter
from engine.tensors import signed, unsigned
from engine.weights import Model, load_model
from trainer import distributed
from trainer.auxiliary import DecoderHeads
from trainer.data.augmentation import Augmentation
from trainer.data.examples import DrawnFigures
from trainer.data.finished import FinishedPictures
from trainer.data.folder import DataFolder, Split
from trainer.data.recolor import tag_groups, tag_names
from trainer.data.stream import StepDataset
from trainer.options import TrainOptions

Examples = DrawnFigures | FinishedPictures
Network = TypeVar("Network", bound=nn.Module)
Trainable = TypeVar("Trainable", Generator, Mapping, Discriminator)

# A tag that fewer pictures carry cannot be learned from them.
LEAST_PICTURES_A_TAG = 20
MOST_TAGS = 6000
UNTOLD = frozenset(
    {"init_from", "imagenet", "resume", "json_events", "tensorboard", "dry_run", "workers", "hours"}
    | {"own_sketch", "own_reference"}
)
"""Options that say nothing of what a model has learned."""
PACK_MARGIN = 4 / 3
"""Finished pictures are packed this much larger than the training size: the paper crops 384 out of 512."""


def exact_recipe(folder: DataFolder, options: TrainOptions) -> bool:
    """Whether figures are recoloured through their regions.

    Raises:
        DataError: the exact recipe is asked for, but the data has no regions.
    """
    if options.recipe == "exact" and not folder.has_regions:
        raise DataError(
            "{folder} has no regions and shading, which --recipe exact needs; use --recipe paper.", folder=folder.root
        )
    return folder.has_regions if options.recipe == "auto" else options.recipe == "exact"


def open_examples(
    folder: DataFolder,
    options: TrainOptions,
    tags: tuple[Tag, ...],
    split: Split = "train",
    progress: Callable[[int, int], None] | None = None,
) -> Examples:
    """The data of a training, by its recipe; the first call on a folder packs it."""
    names = tuple(tag.name for tag in sorted(tags, key=lambda tag: tag.index))
    augmentation = Augmentation(
        crop=options.crop,
        flip=options.flip,
        rotation=options.rotation,
        jitter=options.jitter,
        redrawn=options.redrawn_share,
        turned=options.turned_share,
        found=options.found_lines_share,
        points=options.deform_points,
        times=options.deform_times,
        reach=options.deform_reach,
    )
    if not exact_recipe(folder, options):
        side = round(options.size * PACK_MARGIN)
        return FinishedPictures(folder, names, side, split, augmentation=augmentation, progress=progress)
    groups: dict[str, tuple[str, ...]] = {}
    for tag in tags:
        if tag.group:
            groups[tag.group] = (*groups.get(tag.group, ()), tag.name)
    return DrawnFigures(folder, names, groups, split, augmentation=augmentation, progress=progress)


def steps_of(
    examples: Examples, example: Callable[..., Any], collate: Callable[[list[Any]], Any], options: TrainOptions
) -> StepDataset:
    """Batches of one kind of example; of a step's pictures those that this process takes."""
    share = distributed.world().share(options.step_batch)
    return StepDataset(example, collate, len(examples), options.step_batch, options.seed, share)


def tags_for(folder: DataFolder, options: TrainOptions) -> tuple[Tag, ...]:
    """The classifier's outputs: the drawn tags, or those that enough of the folder's pictures carry.

    Raises:
        DataError: no tag is frequent enough.
    """
    group_of = {name: group for group, names in tag_groups().items() for name in names}
    if exact_recipe(folder, options):
        names = list(tag_names())
    else:
        counts = Counter(tag for entry in folder.names("train") for tag in entry.tags)
        frequent = [(-count, name) for name, count in counts.items() if count >= LEAST_PICTURES_A_TAG]
        names = [name for _, name in sorted(frequent)[:MOST_TAGS]]
    if not names:
        raise DataError(
            "No tag in {folder} stands by {least} pictures or more.",
            folder=folder.root / "tags",
            least=LEAST_PICTURES_A_TAG,
        )
    return tuple(Tag(name, group_of.get(name, ""), index) for index, name in enumerate(names))


def starting_model(options: TrainOptions, needed: Stage, command: str, networks_from: Path | None = None) -> Model:
    """The model that a stage builds on, on the CPU; what it lacks comes from the weights `networks_from`.

    Raises:
        TrainingError: none is named, or it lacks the stage before.
    """
    order: tuple[Stage, ...] = ("tagger", "stage-one", "stage-two")
    if options.init_from is None:
        raise TrainingError(
            "{command} starts from the weights of {needed}: name them with --init-from.", command=command, needed=needed
        )
    model = load_model(options.init_from)
    if networks_from is not None:
        model = completed(model, load_model(networks_from))
    if order.index(model.info.stage) < order.index(needed):
        raise TrainingError(
            "{path} reached {stage} only; {command} starts from the weights of {needed}.",
            path=options.init_from,
            stage=model.info.stage,
            command=command,
            needed=needed,
        )
    return model


def completed(model: Model, other: Model) -> Model:
    """A model with the networks that it lacks taken over from another one; the mapping network only where both have
    the same tags."""
    generator, mapping, config = model.generator, model.mapping, model.config
    if generator is None:
        generator, config = other.generator, replace(config, generator=other.config.generator)
    if mapping is None and [tag.name for tag in other.info.tags] == [tag.name for tag in model.info.tags]:
        mapping, config = other.mapping, replace(config, mapping=other.config.mapping)
    stage: Stage = "tagger" if generator is None else "stage-one" if mapping is None else "stage-two"
    info = replace(model.info, stage=stage, config=config.to_dict())
    return Model(info, config, model.encoder, generator, mapping, model.segmenter)


def segmenter_of(start: Model, another_encoder: bool, device: torch.device) -> Segmenter | None:
    """The segmenter that goes on with the encoder of `start`, on its device; none with another encoder, which it would
    not know."""
    return None if another_encoder or start.segmenter is None else placed(start.segmenter, device)


def fresh(network: Trainable, seed: int, init: Init) -> Trainable:
    """A new network with weights drawn from the seed alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        initialize(network, init)
    return network


def with_slots(generator: Generator, slots: int | None, seed: int, init: Init) -> Generator:
    """A generator whose soft palette has so many slots, or that lacks one; None leaves it as it is.

    Where the number changes, palette and last convolution are new, drawn from the seed, all else goes on.
    """
    if slots is None or slots == generator.config.slots:
        return generator
    changed = fresh(Generator(replace(generator.config, slots=slots)), seed, init)
    kept = {k: v for k, v in generator.state_dict().items() if not k.startswith(("palette.", "deconv5.conv2."))}
    changed.load_state_dict(kept, strict=False)
    return changed


def decoder_heads(generator: Generator, seed: int, region_power: float, device: torch.device) -> DecoderHeads:
    """Heads on a generator's decoder, with weights drawn from the seed; they ask its slots for their regions."""
    generator.config = replace(generator.config, named_slots=generator.config.slots > 0)
    width = generator.config.base_width
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        heads = DecoderHeads((generator.config.bottleneck, 4 * width, 2 * width, width), region_power)
    return heads.to(device)


def describe(options: TrainOptions, stage: Stage, before: ModelInfo | None, folder: DataFolder) -> dict[str, Any]:
    """Provenance of a model: what it was trained on, how, and what the model before it says of itself."""
    history = list(before.provenance.get("trainings", ())) if before is not None else []
    training = {
        "stage": stage,
        "data": folder.description.get("name", folder.root.name),
        "pictures": len(folder.names("train")),
        "sources": folder.description.get("sources", []),
        "options": {
            key: value
            for key, value in sorted(vars(options).items())
            if not isinstance(value, Path) and key not in UNTOLD
        },
        "git_commit": git_commit(),
        "torch": torch.__version__.split("+")[0],
    }
    return {"trainings": [*history, training]}


def git_commit() -> str:
    """The commit this program was started from, or an empty text outside a checkout."""
    command = ["git", "-C", str(Path(__file__).resolve().parent), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def with_steps(info: ModelInfo, steps: int) -> ModelInfo:
    """The description with the number of steps really done in its last training."""
    *history, last = info.provenance["trainings"]
    return replace(info, provenance={**info.provenance, "trainings": [*history, {**last, "steps_done": steps}]})


def stack(pictures: list[np.ndarray]) -> Tensor:
    """uint8 pictures `[S, S]` or `[S, S, 3]` → one tensor `[B, S, S, …]`."""
    return torch.from_numpy(np.stack(pictures))


def stack_known(maps: Sequence[np.ndarray | None]) -> Tensor | None:
    """Region maps `[S, S]` → one tensor `[B, S, S]`; None where any picture has none."""
    known = [one for one in maps if one is not None]
    return stack(known) if len(known) == len(maps) else None


@contextmanager
def evaluating(network: nn.Module) -> Iterator[None]:
    """Within the block the network normalises by what it has learned, as in use."""
    # Each module's own mode comes back: normalisation may be frozen where the rest learns.
    learning = [module for module in network.modules() if module.training]
    network.eval()
    try:
        yield
    finally:
        for module in learning:
            module.training = True


def to_device(pictures: Tensor, device: torch.device) -> Tensor:
    """uint8 `[B, S, S]` or `[B, S, S, 3]` → float `[B, C, S, S]` in [-1, 1], channels last."""
    pictures = pictures.to(device, non_blocking=True)
    # [B, S, S] → [B, 1, S, S]; [B, S, S, 3] → [B, 3, S, S], which is channels-last as it stands
    channels = pictures.unsqueeze(1) if pictures.ndim == 3 else pictures.permute(0, 3, 1, 2)
    return signed(channels)


def sheet(rows: list[Tensor]) -> np.ndarray:
    """Rows of pictures, each float `[B, 1 or 3, S, S]` in [-1, 1], as one picture: uint8 `[H, W, 3]`."""
    from torchvision.utils import make_grid  # loads torch's compiler: not before there is something to show

    pictures = torch.cat([row.expand(-1, 3, -1, -1).float() for row in rows])
    return unsigned(make_grid(pictures, nrow=len(rows[0]), padding=0)).permute(1, 2, 0).cpu().numpy()


def reader(encoder: Encoder, autocast: torch.dtype | None) -> Encoder:
    """φ, frozen, as a training runs it: in lower precision a copy that normalises by its kernels, which are rounded
    once and for all; else itself."""
    if autocast is None:
        return encoder
    encoder = copy.deepcopy(encoder)
    fold(encoder)
    return encoder.to(autocast)


def placed(network: Network, device: torch.device) -> Network:
    """The network on its device, kernels channels-last."""
    network.to(device)
    network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    return network
