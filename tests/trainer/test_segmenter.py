"""The segmenter is trained beside the tagger or alone, and goes with the encoder that it knows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.networks.measured import Measured, measure
from engine.weights import load_model
from main import main
from tests.trainer.tiny_stages import assert_alike, gradients, in_parts, model_file, options_of, ready
from trainer import building, stage_one, stage_two
from trainer.building import completed
from trainer.data.examples import DrawnFigures
from trainer.data.folder import DataFolder
from trainer.data.recolor import tag_groups, tag_names
from trainer.data.seen import UNKNOWN_REGION
from trainer.events import parse_event
from trainer.tagger import TaggerStage

QUICK = ["--preset", "tiny", "--size", "32", "--batch", "4", "--workers", "0", "--log-every", "1", "--warmup", "1"]


def train(verb: str, data: Path, run: Path, *more: str) -> int:
    return main(["train", verb, "--data", str(data), "--run", str(run), *QUICK, "--steps", "1", *more])


@pytest.fixture(scope="module")
def with_segmenter(drawn_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("tagger")
    assert train("tagger", drawn_folder, run, "--segmenter", "8", "--sample-every", "1") == 0
    return run / "model.safetensors"


def test_a_tagger_brings_one_where_regions_are_known(
    drawn_folder: Path, with_segmenter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = load_model(with_segmenter)
    assert model.segmenter is not None and model.segmenter.config.width == 8
    lines = (with_segmenter.parent / "events.jsonl").read_text("utf-8").splitlines()
    step = next(event for line in lines if (event := parse_event(line)) and event["event"] == "step")
    assert step["losses"]["segments"] > 0 and step["losses"]["bce"] > 0
    monkeypatch.setattr(building, "LEAST_PICTURES_A_TAG", 2)
    more = ("--init-from", str(with_segmenter), "--recipe", "paper")
    assert train("tagger", drawn_folder, tmp_path, *more) == 0
    assert load_model(tmp_path / "model.safetensors").segmenter is None, "it would no longer know the encoder"


def test_alone_it_changes_nothing_else_and_goes_on(drawn_folder: Path, tmp_path: Path) -> None:
    start = model_file(tmp_path / "start.safetensors", "stage-two")
    first, second = tmp_path / "first", tmp_path / "second"
    alone = ("--keep-encoder", "--precision", "bf16")
    assert train("tagger", drawn_folder, first, *alone, "--segmenter", "8", "--init-from", str(start)) == 0
    before, after = load_model(start), load_model(first / "model.safetensors")
    assert after.info.stage == "stage-two" and after.info.name == before.info.name
    assert after.info.tags == before.info.tags and after.info.resolution == before.info.resolution
    for key, value in before.state_dict().items():
        assert torch.equal(after.state_dict()[key], value), key
    assert train("tagger", drawn_folder, second, *alone, "--init-from", str(first / "model.safetensors")) == 0
    again = load_model(second / "model.safetensors")
    assert after.segmenter is not None and again.segmenter is not None
    for key, value in after.segmenter.state_dict().items():
        # A step of Adam, not another start.
        torch.testing.assert_close(again.segmenter.state_dict()[key], value, rtol=0, atol=2e-3)
    assert not torch.equal(again.segmenter.picture.weight, after.segmenter.picture.weight)


def test_it_learns_and_has_no_say_in_the_encoder(drawn_folder: Path, tmp_path: Path) -> None:
    found = []
    for segmenter in (0, 8):
        options = options_of("tagger", drawn_folder, tmp_path, segmenter=segmenter, size=64)
        found.append(gradients(*ready(options)))
    without, beside = found
    assert_alike(without, {key: value for key, value in beside.items() if not key.startswith("segmenter.")})
    start = model_file(tmp_path / "kept.safetensors")
    options = options_of(
        "tagger", drawn_folder, tmp_path, keep_encoder=True, segmenter=8, init_from=start, size=64, learning_rate=1e-2
    )
    stage, updates = ready(options)
    assert list(stage.networks) == ["segmenter"]
    whole, parts = (gradients(*ready(each)) for each in (options, in_parts(options, 2)))
    assert_alike(whole, parts)
    losses = []
    for step in range(24):
        terms = updates.step(stage.dataset[0], step)
        assert terms is not None
        losses.append(float(terms["segments"]))
    assert losses[-1] < 0.8 * losses[0]
    assert isinstance(stage, TaggerStage)
    sheet = stage.sample(stage.dataset[0]).sheet
    assert sheet.shape == (2 * 64, 4 * 64, 3) and len(np.unique(sheet[64:].reshape(-1, 3), axis=0)) > 1


@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        ((), 2, "--keep-encoder trains a segmenter on the encoder of --init-from"),
        (("start", "--segmenter", "0"), 2, "--keep-encoder trains a segmenter on the encoder of --init-from"),
        (("start", "--segmenter", "-1"), 2, "--segmenter must be at least 0"),
        (("start",), 1, "A segmenter needs drawn data with regions"),
        (("start", "--segmenter", "8", "--recipe", "paper"), 1, "A segmenter needs drawn data with regions"),
        (("start", "--lineless-share", "2"), 2, "--lineless-share is between 0 and 1"),
    ],
)
def test_what_cannot_be_is_refused(
    drawn_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    status: int,
    sentence: str,
) -> None:
    start = model_file(tmp_path / "start.safetensors")
    words = ("--init-from", str(start), *more[1:]) if more else ()
    assert train("tagger", drawn_folder, tmp_path / "run", "--keep-encoder", *words) == status
    assert sentence in capsys.readouterr().err


def test_later_stages_keep_it_unless_their_encoder_is_another(
    drawn_folder: Path, with_segmenter: Path, tmp_path: Path
) -> None:
    before = load_model(with_segmenter)
    runs = {name: tmp_path / name for name in ("one", "learns", "two", "tuned")}
    from_tagger = ("--init-from", str(with_segmenter))
    assert train("stage-one", drawn_folder, runs["one"], *from_tagger, "--slots", "29", "--sample-every", "1") == 0
    assert train("stage-one", drawn_folder, runs["learns"], *from_tagger, "--train-encoder") == 0
    from_one = ("--init-from", str(runs["one"] / "model.safetensors"), "--tune-generator")
    assert train("stage-two", drawn_folder, runs["two"], *from_one, "--sample-every", "1") == 0
    assert train("stage-two", drawn_folder, runs["tuned"], *from_one, "--tune-encoder") == 0
    models = {name: load_model(run / "model.safetensors") for name, run in runs.items()}
    assert before.segmenter is not None
    for name in ("one", "two"):
        kept = models[name].segmenter
        assert kept is not None and models[name].config.segmenter == before.config.segmenter
        assert torch.equal(kept.picture.weight, before.segmenter.picture.weight)
    assert models["learns"].segmenter is models["tuned"].segmenter is None
    joined = completed(before, models["tuned"])
    assert joined.segmenter is before.segmenter and joined.generator is models["tuned"].generator


@pytest.mark.parametrize(("verb", "more"), [("stage-one", ("--slots", "29")), ("stage-two", ("--tune-generator",))])
def test_what_is_measured_in_training_is_measured_as_in_use(
    drawn_folder: Path,
    with_segmenter: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    more: tuple[str, ...],
) -> None:
    start = with_segmenter
    if verb == "stage-two":
        start = tmp_path / "one" / "model.safetensors"
        assert train("stage-one", drawn_folder, start.parent, "--slots", "29", "--init-from", str(with_segmenter)) == 0
    asked: list[bool] = []

    def counted(*given: object, **named: object) -> Measured | None:
        asked.append(given[3] is not None)
        return measure(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(stage_one if verb == "stage-one" else stage_two, "measure", counted)
    words = ("--init-from", str(start), "--measured")
    assert train(verb, drawn_folder, tmp_path / "run", *more, *words) == 0
    assert asked and all(asked), "the segmenter says what each pixel is"


def test_some_pictures_have_no_lines_and_rare_regions_come_more_often(drawn_folder: Path) -> None:
    figures = DrawnFigures(DataFolder(drawn_folder), tag_names(), tag_groups())
    with_lines, without = (figures.tagger(np.random.default_rng(3), 1, 64, share) for share in (0.0, 1.0))
    assert with_lines.regions is not None and without.regions is not None
    lines = (with_lines.regions == UNKNOWN_REGION) & (without.regions != UNKNOWN_REGION)
    assert lines.any(), "what lies beneath the lines is told"
    assert with_lines.image[lines].mean() < without.image[lines].mean() - 30
    seen = [figures.tagger(np.random.default_rng(seed), 1, 32, seeks=True).image for seed in range(12)]
    unsought = [figures.tagger(np.random.default_rng(seed), 1, 32).image for seed in range(12)]
    assert any(not np.array_equal(one, other) for one, other in zip(seen, unsought, strict=True))
