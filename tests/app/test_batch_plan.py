"""What is asked of a batch in the window is what its command line says."""

from pathlib import Path

import pytest

from app.batch_plan import BatchPlan, batch_arguments
from app.model.document import Document
from app.project.snapshot import snapshot_of
from engine.commands.batch import _parser
from engine.requests import Device, Precision


@pytest.mark.parametrize(
    ("device", "precision", "words"),
    [
        ("auto", "auto", []),
        ("cpu", "auto", ["--device", "cpu"]),
        ("auto", "fp32", ["--precision", "fp32"]),
        ("cuda", "bf16", ["--device", "cuda", "--precision", "bf16"]),
    ],
)
def test_the_networks_run_where_the_window_chose(
    document: Document, tmp_path: Path, device: Device, precision: Precision, words: list[str]
):
    canvas = snapshot_of(document)
    plan = BatchPlan(tmp_path, tmp_path / "out", canvas, device=device, precision=precision)
    arguments = batch_arguments(plan, tmp_path)
    plain = batch_arguments(BatchPlan(tmp_path, tmp_path / "out", canvas), tmp_path)
    assert sorted(arguments) == sorted([*plain, *words])
    parsed = _parser().parse_args(arguments)
    assert (parsed.device, parsed.precision) == (device, precision)
