"""What is asked of a batch in the window is what its command line says."""

from dataclasses import replace
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


def test_the_file_of_the_canvas_s_reference_is_no_sketch_and_stays(document: Document, tmp_path: Path):
    reference = document.reference.value
    assert reference is not None
    canvas, own, other = snapshot_of(document), tmp_path / "own.png", tmp_path / "other.png"

    def parsed(reference_file: str, chosen: Path | None = None):
        project = replace(canvas.project, reference=replace(reference, source=reference_file))
        plan = BatchPlan(tmp_path, tmp_path / "out", replace(canvas, project=project), chosen)
        return _parser().parse_args(batch_arguments(plan, tmp_path))

    assert parsed(str(own)).leave_out == [own]
    assert parsed("pasted").leave_out == []
    assert (parsed(str(own), other).leave_out, parsed(str(own), other).reference) == ([], other)
