"""One optimiser step: a batch in parts that fit into memory, gradients added up, weights moved and averaged."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from engine.errors import TrainingError
from engine.out_of_memory import is_out_of_memory
from engine.sentences import Sentence
from trainer import distributed
from trainer.data.stream import parts_of
from trainer.options import TrainOptions

Backward = Callable[[Tensor], None]


class Learner(Protocol):
    """What a training brings to have its networks moved."""

    @property
    def networks(self) -> dict[str, nn.Module]:
        """What is trained, by name."""
        ...

    @property
    def optimizers(self) -> dict[str, torch.optim.Optimizer]: ...

    @property
    def objectives(self) -> dict[str, nn.Module]:
        """The losses, each an `Objective`; they are replaced by what several processes share."""
        ...

    def accumulate(self, part: Any, step: int, backward: Backward) -> dict[str, Tensor]:
        """Computes the losses of a part of a batch and hands each to `backward`; returns its terms, scalars
        without gradient, each a mean over the part's pictures."""
        ...


class Updates:
    """Moves a learner's weights, one batch at a time.

    Args:
        learner: the networks, their losses and optimisers.
        options: batch, accumulation and averaging.
        device: where the networks are.
        autocast: dtype of the networks' arithmetic; small gradients of float16 are scaled up.
        warn: told in a sentence when something had to be done otherwise than asked for.
    """

    def __init__(
        self,
        learner: Learner,
        options: TrainOptions,
        device: torch.device,
        autocast: torch.dtype | None,
        warn: Callable[[str], None],
    ) -> None:
        self.learner, self.options, self.device, self.warn = learner, options, device, warn
        here = distributed.world()
        self.total, self.share = options.step_batch, len(here.share(options.step_batch))
        if not self.share:
            raise TrainingError(
                "A step's {pictures} pictures are fewer than {processes} processes; raise --batch.",
                pictures=self.total,
                processes=here.size,
            )
        self.part = -(-self.share // options.accumulate)
        """Pictures that the networks take at a time."""
        self.scaler = torch.amp.GradScaler(device.type, enabled=autocast == torch.float16)
        self.average = Average(learner.networks, options.ema) if options.ema else None
        for name, objective in learner.objectives.items():
            learner.objectives[name] = distributed.shared(objective, device)  # pyright: ignore[reportArgumentType]

    def step(self, batch: Any, step: int) -> dict[str, Tensor]:
        """One step on this process's share of a batch. A part that does not fit into memory is halved, for good.

        Returns:
            The loss terms, each a mean over the share.

        Raises:
            TrainingError: a single picture does not fit, or one of several processes ran out of memory.
        """
        while (terms := self._gradients(batch, step)) is None:
            self._halve()
        for optimizer in self.learner.optimizers.values():
            # A step may leave a network alone: the scaler has nothing to go by then.
            if any(p.grad is not None for group in optimizer.param_groups for p in group["params"]):
                self.scaler.step(optimizer)
        self.scaler.update()
        if self.average is not None:
            self.average.update(step)
        return terms

    def _gradients(self, batch: Any, step: int) -> dict[str, Tensor] | None:
        """The gradients of a whole share in the parameters, its terms; None where it did not fit into memory."""
        for optimizer in self.learner.optimizers.values():
            optimizer.zero_grad(set_to_none=True)
        try:
            return self._added_up(batch, step)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            return None

    def _added_up(self, batch: Any, step: int) -> dict[str, Tensor]:
        terms: dict[str, Tensor] = {}
        parts = parts_of(batch, self.part)
        for number, part in enumerate(parts):
            count = len(part[0])
            # Processes are averaged: of shares that differ, each counts by its pictures.
            weight = count * distributed.world().size / self.total

            def backward(loss: Tensor, weight: float = weight) -> None:
                self.scaler.scale(loss * weight).backward()

            last = number == len(parts) - 1
            with nullcontext() if last else distributed.kept_back(self.learner.objectives):
                for name, term in self.learner.accumulate(part, step, backward).items():
                    added = term.detach() * (count / self.share)
                    terms[name] = terms[name] + added if name in terms else added
        return terms

    def _halve(self) -> None:
        if self.part == 1:
            raise TrainingError(
                "A single picture at --size {size} does not fit: the memory of this machine's {device} is too small; "
                "choose a smaller --size.",
                size=self.options.size,
                device=self.device.type,
            )
        if distributed.world().size > 1:
            raise TrainingError(
                "The memory of this machine's {device} is too small for {count} pictures at a time; "
                "raise --accumulate.",
                device=self.device.type,
                count=self.part,
            )
        before, self.part = self.part, -(-self.part // 2)
        for optimizer in self.learner.optimizers.values():
            optimizer.zero_grad(set_to_none=True)
        gc.collect()
        if self.device.type == "cuda":
            torch.cuda.empty_cache()
        self.warn(
            Sentence(
                "The memory of this machine's {device} is too small for {before} pictures at a time: the networks take "
                "{part} from now on and add up their gradients, {share} pictures a step as before.",
                device=self.device.type,
                before=before,
                part=self.part,
                share=self.share,
            )
        )

    def state_dict(self) -> dict[str, Any]:
        """What a resumed run needs to go on as this one would."""
        average = None if self.average is None else self.average.values
        return {"part": self.part, "scaler": self.scaler.state_dict(), "average": average}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Inverse of `state_dict`."""
        self.part = min(self.part, state["part"])
        self.scaler.load_state_dict(state["scaler"])
        if self.average is not None and state["average"] is not None:
            self.average.load(state["average"])

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """Within the block the networks have the averaged weights, where there are any: to be saved and looked at."""
        with nullcontext() if self.average is None else self.average.in_place():
            yield


class Average:
    """An exponential moving average of networks' trained weights; what is not trained is as the networks have it.

    Args:
        networks: by name.
        decay: share of the average that a step leaves; the first steps leave less, so that short runs forget
            how they began.
    """

    def __init__(self, networks: dict[str, nn.Module], decay: float) -> None:
        self.decay = decay
        self.weights: dict[str, nn.Parameter] = {
            f"{name}.{key}": parameter
            for name, network in networks.items()
            for key, parameter in network.named_parameters()
            if parameter.requires_grad
        }
        self.values: dict[str, Tensor] = {key: weight.detach().clone() for key, weight in self.weights.items()}

    @torch.no_grad()
    def update(self, step: int) -> None:
        """Takes in the weights as they are after the step with this number."""
        decay = min(self.decay, (1 + step) / (10 + step))
        values: list[Tensor] = list(self.values.values())
        weights: list[Tensor] = list(self.weights.values())
        torch._foreach_lerp_(values, weights, 1 - decay)  # pyright: ignore[reportPrivateImportUsage]

    def load(self, values: dict[str, Tensor]) -> None:
        """Takes over an average that was kept."""
        for key, value in self.values.items():
            value.copy_(values[key])

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Within the block the networks have the average for weights."""
        self._exchange()
        try:
            yield
        finally:
            self._exchange()

    def _exchange(self) -> None:
        for key, weight in self.weights.items():
            weight.data, self.values[key] = self.values[key], weight.data
