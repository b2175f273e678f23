"""The three trainings end to end at the smallest size: they run, learn, resume exactly, and refuse what cannot work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from engine.errors import NurieError
from engine.weights import load_model
from main import main
from tests.trainer.conftest import write_folder
from trainer import cost
from trainer.building import with_slots
from trainer.cli import parse
from trainer.data.folder import DataFolder
from trainer.events import parse_event
from trainer.options import StageOneOptions, StageTwoOptions, TrainOptions, read_options
from trainer.stage import Stage
from trainer.stage_two import StageTwoStage
from trainer.train_command import build
from trainer.updates import Updates

QUICK = ["--preset", "tiny", "--size", "32", "--batch", "4", "--workers", "0", "--log-every", "1", "--warmup", "1"]


def train(verb: str, data: Path, run: Path, *more: str) -> int:
    return main(["train", verb, "--data", str(data), "--run", str(run), *QUICK, *more])


def events_of(run: Path) -> list[dict]:
    lines = (run / "events.jsonl").read_text(encoding="utf-8").splitlines()
    parsed = [parse_event(line) for line in lines]
    assert all(event is not None for event in parsed)
    return [event for event in parsed if event is not None]


@pytest.fixture(scope="module")
def tagger(drawn_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("tagger")
    assert train("tagger", drawn_folder, run, "--steps", "3", "--save-every", "2", "--sample-every", "2") == 0
    return run / "model.safetensors"


@pytest.fixture(scope="module")
def stage_one(drawn_folder: Path, tagger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("one")
    more = ("--init-from", str(tagger), "--steps", "2", "--save-every", "2")
    assert train("stage-one", drawn_folder, run, *more) == 0
    return run / "model.safetensors"


def test_each_stage_adds_its_network(drawn_folder: Path, stage_one: Path, tagger: Path, tmp_path: Path) -> None:
    first, second = load_model(tagger), load_model(stage_one)
    assert first.info.stage == "tagger" and first.generator is None
    assert second.info.stage == "stage-one" and second.generator is not None and second.mapping is None
    for key, value in first.encoder.state_dict().items():
        assert torch.equal(value, second.encoder.state_dict()[key]), f"stage one changed the frozen encoder: {key}"
    assert train("stage-two", drawn_folder, tmp_path, "--init-from", str(stage_one), "--steps", "2") == 0
    third = load_model(tmp_path / "model.safetensors")
    assert third.info.stage == "stage-two" and third.mapping is not None and third.mapping.omega is not None
    assert [training["stage"] for training in third.info.provenance["trainings"]] == [
        "tagger",
        "stage-one",
        "stage-two",
    ]
    assert third.info.provenance["trainings"][-1]["steps_done"] == 2


def test_m_add_has_no_position_weight(drawn_folder: Path, tagger: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    more = ("--init-from", str(tagger), "--steps", "1", "--receiving", "add", "--no-rbca")
    assert train("stage-one", drawn_folder, one, *more) == 0
    weights = str(one / "model.safetensors")
    assert train("stage-two", drawn_folder, two, "--init-from", weights, "--steps", "1", "--no-self-adaptive") == 0
    model = load_model(two / "model.safetensors")
    assert model.mapping is not None and model.mapping.omega is None
    assert model.config.generator is not None and not model.config.generator.rbca
    assert "inversion" not in events_of(two)[1]["losses"]


def test_networks_that_go_on_decide_what_they_are(drawn_folder: Path, stage_one: Path, tmp_path: Path) -> None:
    one, two, three = tmp_path / "one", tmp_path / "two", tmp_path / "three"
    more = ("--init-from", str(stage_one), "--steps", "1", "--receiving", "add", "--no-rbca", "--preset", "compact")
    assert train("stage-one", drawn_folder, one, *more) == 0
    first = events_of(one)
    assert [event["message"].split(":")[0] for event in first if event["event"] == "warning"] == [
        "--preset compact is not followed",
        "--receiving add is not followed",
        "--rbca false is not followed",
    ]
    assert first[0]["options"]["receiving"] == "attention" and first[0]["options"]["rbca"] is True
    assert json.loads((one / "options.json").read_text())["preset"] == "tiny"
    info = load_model(one / "model.safetensors").info
    assert info.name == "tiny attention" and info.provenance["trainings"][-1]["options"]["receiving"] == "attention"

    for run, start in ((two, one), (three, two)):
        more = ("--init-from", str(start / "model.safetensors"), "--steps", "1")
        more += ("--no-self-adaptive",) if run is three else ()
        assert train("stage-two", drawn_folder, run, *more) == 0
    assert load_model(three / "model.safetensors").config == load_model(two / "model.safetensors").config
    (warning,) = (event["message"] for event in events_of(three) if event["event"] == "warning")
    assert warning.startswith("--self-adaptive false is not followed")
    assert not [event for event in events_of(two) if event["event"] == "warning"]


def test_an_encoder_that_goes_on_keeps_its_sizes(drawn_folder: Path, tagger: Path, tmp_path: Path) -> None:
    assert train("tagger", drawn_folder, tmp_path, "--init-from", str(tagger), "--steps", "1", "--preset", "paper") == 0
    assert load_model(tmp_path / "model.safetensors").config.encoder == load_model(tagger).config.encoder
    assert any("--preset paper is not followed" in event.get("message", "") for event in events_of(tmp_path))


def test_a_run_tells_what_it_does(tagger: Path) -> None:
    events = events_of(tagger.parent)
    names = [event["event"] for event in events]
    assert names[0] == "started" and names[-1] == "done"
    assert names.count("step") == 3 and {"sample", "saved"} <= set(names)
    step = next(event for event in events if event["event"] == "step")
    assert step["losses"]["bce"] > 0 and step["images_per_second"] > 0 and 0 <= step["waiting_share"] <= 1
    assert (tagger.parent / "samples" / "0000002.png").exists()
    held_out = next(event for event in events if event["event"] == "evaluated")
    assert held_out["step"] == 3 and held_out["losses"]["bce"] > 0


@pytest.mark.parametrize("verb", ["tagger", "stage-one", "stage-two"])
def test_a_resumed_run_ends_with_the_same_weights(
    verb: str, drawn_folder: Path, tagger: Path, stage_one: Path, tmp_path: Path
) -> None:
    start = {"tagger": (), "stage-one": ("--init-from", str(tagger)), "stage-two": ("--init-from", str(stage_one))}
    more = (*start[verb], "--steps", "4", "--save-every", "2")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    assert train(verb, drawn_folder, whole, *more) == 0
    kill_at(verb, drawn_folder, broken, more, step=3)
    assert not any(event["event"] == "done" for event in events_of(broken))
    assert main(["train", verb, "--data", str(drawn_folder), "--run", str(broken), "--resume"]) == 0
    first, second = load_model(whole / "model.safetensors"), load_model(broken / "model.safetensors")
    for key, value in first.state_dict().items():
        assert torch.equal(value, second.state_dict()[key]), key
    assert (whole / "model.safetensors").read_bytes() == (broken / "model.safetensors").read_bytes()


def kill_at(verb: str, data: Path, run: Path, more: tuple[str, ...], step: int) -> None:
    """Ends a training in the middle of a step, as a power cut would: nothing is saved any more."""
    from trainer import loop

    class PowerCut(BaseException):
        pass

    real = loop.learning_rate

    def cut(options: object, at: int) -> float:
        if at == step:
            raise PowerCut
        return real(options, at)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(loop, "learning_rate", cut)
        train(verb, data, run, *more)


def updates_of(stage: Stage, options: TrainOptions) -> Updates:
    return Updates(stage, options, torch.device("cpu"), None, pytest.fail)


def test_the_generator_learns(drawn_folder: Path, tagger: Path, tmp_path: Path) -> None:
    """Gradients reach every part: one batch, seen again and again, is coloured ever more rightly."""
    options = StageOneOptions(
        data=drawn_folder,
        run=tmp_path,
        preset="tiny",
        size=32,
        batch=4,
        learning_rate=2e-3,
        init_from=tagger,
        lambda_gan=0,
    )
    stage, _ = build(options, DataFolder(drawn_folder))
    batch = stage.dataset[0]
    updates = updates_of(stage, options)
    losses = [float(updates.step(batch, step)["l1"]) for step in range(90)]
    assert losses[-1] < 0.6 * losses[0]


def test_coarse_steps_leave_the_last_block_alone(drawn_folder: Path, tagger: Path, tmp_path: Path) -> None:
    options = StageOneOptions(
        data=drawn_folder, run=tmp_path, preset="tiny", size=32, batch=4, steps=4, init_from=tagger, coarse_share=0.5
    )
    stage, _ = build(options, DataFolder(drawn_folder))
    last = stage.networks["generator"].get_submodule("deconv5.conv2")
    before = [parameter.clone() for parameter in last.parameters()]
    updates = updates_of(stage, options)
    assert "l1" not in updates.step(stage.dataset[0], 1)
    assert all(torch.equal(a, b) for a, b in zip(before, last.parameters(), strict=True))
    assert "l1" in updates.step(stage.dataset[0], 2)
    assert not all(torch.equal(a, b) for a, b in zip(before, last.parameters(), strict=True))


def test_the_generator_is_tuned_along_when_asked(drawn_folder: Path, stage_one: Path, tmp_path: Path) -> None:
    more = ("--init-from", str(stage_one), "--steps", "2", "--size", "64")
    assert train("stage-two", drawn_folder, tmp_path / "frozen", *more) == 0
    assert train("stage-two", drawn_folder, tmp_path / "tuned", *more, "--tune-generator") == 0
    generators, sizes = [], []
    for run in (stage_one.parent, tmp_path / "frozen", tmp_path / "tuned"):
        model = load_model(run / "model.safetensors")
        assert model.generator is not None
        generators.append(model.generator.in_conv.weight)
        sizes.append(model.info.resolution)
    assert torch.equal(generators[0], generators[1]) and not torch.equal(generators[0], generators[2])
    assert sizes == [32, 32, 64], "it paints best at the size at which it learned last"


def test_a_palette_is_learned_on_top_of_what_there_is(drawn_folder: Path, stage_one: Path, tmp_path: Path) -> None:
    """From weights without one: palette and last convolution are new, and the slots are asked for regions."""
    more = ("--init-from", str(stage_one), "--steps", "3")
    assert train("stage-two", drawn_folder, tmp_path / "two", *more, "--slots", "20", "--tune-generator") == 0
    model = load_model(tmp_path / "two" / "model.safetensors")
    assert model.generator is not None and model.generator.config.slots == 20
    assert model.generator.config.named_slots, "tags may go by what the slots were asked for"
    assert model.generator.deconv5.conv2.out_channels == 23
    steps = [event for event in events_of(tmp_path / "two") if event["event"] == "step"]
    assert steps and all(event["losses"]["areas"] > 0 for event in steps)
    assert "areas" not in next(e for e in events_of(stage_one.parent) if e["event"] == "step")["losses"]
    before = load_model(stage_one)
    assert before.generator is not None
    changed = with_slots(before.generator, 4, 0, "kaiming")
    assert torch.equal(changed.deconv5.conv1.weight, before.generator.deconv5.conv1.weight)
    assert with_slots(before.generator, None, 0, "kaiming") is before.generator


@pytest.mark.parametrize("verb", ["stage-one", "stage-two"])
def test_a_palette_is_measured_in_training_when_asked(
    verb: str, drawn_folder: Path, stage_one: Path, tmp_path: Path
) -> None:
    """Where it is measured the code is asked for the measured colours, and else for nothing."""
    more = ["--init-from", str(stage_one), "--steps", "2", "--slots", "20"]
    more += ["--tune-generator"] if verb == "stage-two" else ["--lambda-gan", "0"]
    for measured in (False, True):
        run = tmp_path / str(measured)
        assert train(verb, drawn_folder, run, *more, *(["--measured"] if measured else [])) == 0
        steps = [event["losses"] for event in events_of(run) if event["event"] == "step"]
        assert steps and all(("slots" in losses) == measured for losses in steps)


def test_a_moved_tag_is_asked_to_leave_the_rest(drawn_folder: Path, stage_one: Path, tmp_path: Path) -> None:
    more = ("--init-from", str(stage_one), "--steps", "2", "--tune-generator", "--single-share", "1", "--batch", "8")
    mappings = []
    for weight in ("0", "50"):
        run = tmp_path / weight
        assert train("stage-two", drawn_folder, run, *more, "--lambda-leak", weight) == 0
        steps = [event["losses"] for event in events_of(run) if event["event"] == "step"]
        assert all(("leak" in losses) == (weight != "0") for losses in steps)
        mapping = load_model(run / "model.safetensors").mapping
        assert mapping is not None
        mappings.append(mapping.mlp.fusion_layer.weight)
    assert not torch.equal(*mappings)


def test_a_palette_alone_cannot_be_added(
    drawn_folder: Path, stage_one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train("stage-two", drawn_folder, tmp_path / "two", "--init-from", str(stage_one), "--slots", "9") == 2
    assert "--tune-generator" in capsys.readouterr().err
    assert train("stage-one", drawn_folder, tmp_path / "one", "--init-from", str(stage_one), "--slots", "99") == 2
    assert "between 0 and 64" in capsys.readouterr().err


def test_the_encoder_is_tuned_along_when_asked(
    drawn_folder: Path, stage_one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--init-from", str(stage_one), "--steps", "1", "--size", "32", "--tune-encoder")
    assert train("stage-two", drawn_folder, tmp_path / "alone", *more) == 2
    assert "goes with --tune-generator" in capsys.readouterr().err
    assert train("stage-two", drawn_folder, tmp_path / "both", *more, "--tune-generator") == 0
    before, after = (load_model(run / "model.safetensors").encoder for run in (stage_one.parent, tmp_path / "both"))
    assert not torch.equal(before.conv1.weight, after.conv1.weight)
    assert not torch.equal(before.fc.weight, after.fc.weight), "it goes on naming tags"
    assert torch.equal(before.get_buffer("bn1.running_mean"), after.get_buffer("bn1.running_mean"))


def test_a_generator_goes_on_with_a_tagger_trained_anew(
    drawn_folder: Path, stage_one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train("tagger", drawn_folder, tmp_path / "tagger", "--steps", "1", "--seed", "5") == 0
    anew = tmp_path / "tagger" / "model.safetensors"
    more = ("--init-from", str(anew), "--steps", "1", "--size", "32", "--learning-rate", "1e-9")
    rest = ("--networks-from", str(stage_one))
    assert train("stage-two", drawn_folder, tmp_path / "none", *more, "--tune-generator") == 1
    assert "reached tagger only" in capsys.readouterr().err
    assert train("stage-two", drawn_folder, tmp_path / "frozen", *more, *rest) == 2
    assert "goes with --tune-generator" in capsys.readouterr().err
    assert train("stage-two", drawn_folder, tmp_path / "joined", *more, *rest, "--tune-generator") == 0
    joined, tagger, old = (load_model(path) for path in (tmp_path / "joined" / "model.safetensors", anew, stage_one))
    assert torch.equal(joined.encoder.conv1.weight, tagger.encoder.conv1.weight)
    assert joined.generator is not None and old.generator is not None and joined.mapping is not None
    assert torch.allclose(joined.generator.in_conv.weight, old.generator.in_conv.weight, atol=1e-6)


def test_targets_that_nothing_is_read_off_are_not_encoded(
    drawn_folder: Path, stage_one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = StageTwoOptions(
        data=drawn_folder,
        run=tmp_path,
        preset="tiny",
        size=32,
        batch=8,
        single_share=1.0,
        init_from=stage_one,
        lambda_feature=0.0,
        lambda_inversion=0.0,
    )
    stage, _ = build(options, DataFolder(drawn_folder))
    assert isinstance(stage, StageTwoStage)
    seen: list[int] = []
    stage.reader.register_forward_hook(lambda _module, inputs, _output: seen.append(len(inputs[0])))
    batch = stage.dataset[0]
    updates_of(stage, options).step(batch, 0)
    by_hand = int(batch.edited.any(dim=1).sum())
    assert 0 < by_hand < 8 and seen == [8, 8 - by_hand]


def test_tuning_needs_true_pictures(
    drawn_folder: Path, stage_one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--init-from", str(stage_one), "--steps", "1", "--recipe", "paper", "--tune-generator")
    assert train("stage-two", drawn_folder, tmp_path, *more) == 1
    assert "true pictures" in capsys.readouterr().err


def test_the_papers_recipe_takes_pictures_as_they_are(drawn_folder: Path, tagger: Path, tmp_path: Path) -> None:
    more = ("--init-from", str(tagger), "--steps", "1", "--recipe", "paper")
    assert train("stage-one", drawn_folder, tmp_path, *more) == 0


def test_a_folder_that_holds_a_run_is_not_overwritten(
    drawn_folder: Path, tagger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train("tagger", drawn_folder, tagger.parent, "--steps", "3") == 1
    assert "already holds a run" in capsys.readouterr().err


def test_a_start_that_failed_is_no_run(drawn_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is corrected takes its place: other weights, other pictures."""
    gone = ("--init-from", str(tmp_path / "gone.safetensors"))
    other, run = write_folder(tmp_path / "other", 4, size=32), tmp_path / "run"
    assert train("tagger", drawn_folder, run, *gone) == 1
    capsys.readouterr()
    assert train("tagger", other, run, "--steps", "1") == 0, capsys.readouterr().err


def test_a_run_goes_on_with_pictures_that_were_moved(
    drawn_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, moved, run = tmp_path / "data", tmp_path / "moved", tmp_path / "run"
    write_folder(data, 4, size=32)
    assert train("tagger", data, run, "--steps", "1") == 0
    data.rename(moved)
    resume = ["train", "tagger", "--run", str(run), "--resume", "--steps", "2"]
    assert main(resume) == 1 and "is no data folder" in capsys.readouterr().err
    assert main([*resume, "--data", str(drawn_folder)]) == 1
    assert "The pictures are not those" in capsys.readouterr().err
    assert main([*resume, "--data", str(moved)]) == 0
    assert events_of(run)[-1]["step"] == 2
    assert json.loads((run / "options.json").read_text())["data"] == str(moved)


def test_a_stage_refuses_the_wrong_start(
    drawn_folder: Path, tagger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train("stage-two", drawn_folder, tmp_path, "--init-from", str(tagger)) == 1
    assert "reached tagger only" in capsys.readouterr().err
    assert train("stage-one", drawn_folder, tmp_path) == 1
    assert "--init-from" in capsys.readouterr().err


def test_a_broken_loss_stops_the_run(drawn_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train("tagger", drawn_folder, tmp_path, "--steps", "9", "--learning-rate", "1e30") == 1
    assert "no longer a number" in capsys.readouterr().err
    assert events_of(tmp_path)[-1]["event"] == "failed"


def test_resume_keeps_the_runs_own_options(drawn_folder: Path, tagger: Path) -> None:
    run = str(tagger.parent)
    _, options = parse(["tagger", "--data", str(drawn_folder), "--run", run, "--resume"])
    assert options.steps == 3 and options.preset == "tiny" and options.resume
    with pytest.raises(NurieError, match="--batch is 4"):
        parse(["tagger", "--data", str(drawn_folder), "--run", run, "--resume", "--batch", "9"])


def test_an_exported_model_is_smaller_and_paints_the_same(stage_one: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.safetensors"
    words = ["train", "export", str(stage_one), "-o", str(small), "--name", "Small", "--resolution", "64", "--card"]
    assert main(words) == 0
    card = (tmp_path / "small.md").read_text("utf-8")
    assert card.startswith("# Model card: Small\n") and "| storage | int8 |" in card and "| trained | " in card
    assert small.stat().st_size < 0.4 * stage_one.stat().st_size
    before, after = load_model(stage_one), load_model(small)
    assert (after.info.name, after.info.resolution, after.info.tags) == ("Small", 64, before.info.tags)
    sketch, reference = torch.rand(1, 1, 64, 64) * 2 - 1, torch.rand(1, 3, 64, 64) * 2 - 1
    with torch.no_grad():
        first, second = (m.generator(sketch, m.encoder(reference)) for m in (before, after) if m.generator is not None)
    assert (first - second).abs().max() * 127.5 < 4


def test_an_export_leaves_the_model_as_it_is(
    stage_one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model, other = tmp_path / "model.safetensors", tmp_path / "self.md"
    for path in (model, other):
        path.write_bytes(stage_one.read_bytes())
    (tmp_path / "link.safetensors").symlink_to(model)
    for words, why in (
        ((model, "-o", model), "is the model that is exported"),
        ((model, "-o", tmp_path / "link.safetensors"), "is the model that is exported"),
        ((other, "-o", tmp_path / "self.safetensors", "--card"), "self.md is the model that is exported"),
        ((model, "-o", other, "--card"), "let it end in .safetensors"),
        ((model, "-o", tmp_path / "small"), "let it end in .safetensors"),
        ((model, "-o", tmp_path / "small.safetensors", "--resolution", "-5"), "--resolution must be at least 32"),
        ((model, "-o", tmp_path / "small.safetensors", "--resolution", "99999"), "--resolution is between 0 and"),
    ):
        assert main(["train", "export", *map(str, words)]) == 2
        assert why in capsys.readouterr().err
    assert model.read_bytes() == other.read_bytes() == stage_one.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.safetensors", "model.safetensors", "self.md"]


def test_a_look_at_held_out_pictures_changes_nothing(drawn_folder: Path, tmp_path: Path) -> None:
    """Neither weights nor the statistics of normalisation."""
    states = []
    for name, every in (("looks", "1"), ("never", "0")):
        assert train("tagger", drawn_folder, tmp_path / name, "--steps", "2", "--evaluate-every", every) == 0
        states.append(load_model(tmp_path / name / "model.safetensors").state_dict())
    assert all(torch.equal(value, states[1][key]) for key, value in states[0].items())
    assert not any(event["event"] == "evaluated" for event in events_of(tmp_path / "never"))


def test_no_cosine_is_known_to_a_resumed_run(drawn_folder: Path, tagger: Path) -> None:
    with pytest.raises(NurieError, match="--cosine is True"):
        parse(["tagger", "--data", str(drawn_folder), "--run", str(tagger.parent), "--resume", "--no-cosine"])


def test_dry_run_trains_nothing(
    drawn_folder: Path, tagger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "none"
    assert train("stage-one", drawn_folder, run, "--init-from", str(tagger), "--dry-run") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["parameters"]["generator"] > 0 and not run.exists()
    assert said["time"]["seconds_a_step"] > 0 and said["pictures"]["a_step"] == 4
    assert said["memory_gib"]["estimate"] > said["memory_gib"]["weights_and_optimisers"] > 0
    assert said["time"]["tried"] == 4 and said["memory_gib"]["measured"] > 0


def test_few_pictures_tell_of_a_step_too_long_to_try(
    drawn_folder: Path,
    tagger: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A graphics card's batch takes minutes a step on a CPU."""
    monkeypatch.setattr(cost, "TRIAL_SECONDS", 0.0)
    assert train("stage-one", drawn_folder, tmp_path / "none", "--init-from", str(tagger), "--dry-run") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["time"]["tried"] == 1 and said["pictures"]["a_step"] == 4
    assert said["memory_gib"]["measured"] is None, "what few pictures took would be no step's"
    assert said["time"]["images_per_second"] == pytest.approx(4 / said["time"]["seconds_a_step"], rel=0.05)


def test_options_survive_their_file(tagger: Path, tmp_path: Path) -> None:
    from trainer.options import TaggerOptions

    assert read_options(TaggerOptions, tagger.parent / "options.json").run == tagger.parent
    with pytest.raises(NurieError, match="no run to resume"):
        read_options(StageOneOptions, tmp_path / "options.json")
