"""The paper's variants: what each row of Table 1 changes, and what Figure 7 compares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.errors import TrainingError
from trainer.options import AblateOptions


@dataclass(frozen=True)
class Row:
    """One variant.

    Attributes:
        name: of its runs and of its line.
        label: as Table 1 or Figure 7 has it.
        base: the row whose generator a second training starts from; empty for a first training.
        changes: option of the training → value.
        paper: the FID that Table 1 tells, or None.
        imagenet: whether ImageNet's weights are needed.
    """

    name: str
    label: str
    base: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    paper: float | None = None
    imagenet: bool = False


ROWS = (
    Row("attention", "Attention, full", paper=11.2390),
    Row("add", "Add, full", changes={"receiving": "add"}, paper=11.8531),
    Row("attention-no-rbca", "Attention, w/o RBCA", changes={"rbca": False}, paper=15.6212),
    Row("add-no-rbca", "Add, w/o RBCA", changes={"receiving": "add", "rbca": False}, paper=13.6563),
    Row("tagger-trained", "encoder D + Train", changes={"train_encoder": True}, paper=23.1408),
    Row("imagenet-fixed", "encoder I + Fix", changes={"encoder_from": "imagenet"}, paper=30.5746, imagenet=True),
    Row(
        "imagenet-trained",
        "encoder I + Train",
        changes={"encoder_from": "imagenet", "train_encoder": True},
        paper=51.3302,
        imagenet=True,
    ),
    Row(
        "nothing-trained",
        "encoder Train",
        changes={"encoder_from": "nothing", "train_encoder": True},
        paper=57.0753,
    ),
    Row("nothing-fixed", "encoder Fix (untrained; not in the paper)", changes={"encoder_from": "nothing"}),
    Row("m-attention", "M-Attention, self-adaptive", base="attention", paper=12.3845),
    Row("m-attention-plain", "M-Attention, plain MLP", base="attention", changes={"self_adaptive": False}),
    Row("m-add", "M-Add, self-adaptive", base="add", paper=11.9800),
    Row("m-add-plain", "M-Add, plain MLP", base="add", changes={"self_adaptive": False}),
)


@dataclass(frozen=True)
class Claim:
    """What the paper says helps: the row `with_it` against `without`, by a measure of which less is better."""

    text: str
    with_it: str
    without: str
    measure: str


CLAIMS = (
    Claim("RBCA helps Attention", "attention", "attention-no-rbca", "frechet"),
    Claim("RBCA helps Add", "add", "add-no-rbca", "frechet"),
    Claim("a fixed encoder helps, against one trained along", "attention", "tagger-trained", "frechet"),
    Claim("the tagger's training helps, against ImageNet alone", "attention", "imagenet-fixed", "frechet"),
    Claim("the tagger's training helps, against none", "attention", "nothing-trained", "frechet"),
    Claim("the self-adaptive MLP helps M-Attention (inversion loss)", "m-attention", "m-attention-plain", "inversion"),
    Claim("the self-adaptive MLP helps M-Attention (feature loss)", "m-attention", "m-attention-plain", "feature"),
    Claim("the self-adaptive MLP helps M-Add (feature loss)", "m-add", "m-add-plain", "feature"),
)


def chosen_rows(options: AblateOptions) -> tuple[Row, ...]:
    """The rows that are asked for and can be trained, bases included, in their order.

    Raises:
        TrainingError: a name is unknown, or needs weights that are not there.
    """
    known = {row.name: row for row in ROWS}
    if not options.rows:
        return tuple(row for row in ROWS if options.imagenet is not None or not row.imagenet)
    names = {name.strip() for name in options.rows.split(",") if name.strip()}
    if unknown := sorted(names - set(known)):
        raise TrainingError(f"--rows: there is no row {unknown[0]}; there are {', '.join(known)}.")
    if options.imagenet is None and (needy := sorted(name for name in names if known[name].imagenet)):
        raise TrainingError(f"--rows: {needy[0]} needs ImageNet's weights; name them with --imagenet.")
    names |= {known[name].base for name in names if known[name].base}
    return tuple(row for row in ROWS if row.name in names)
