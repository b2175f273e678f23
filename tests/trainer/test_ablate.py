"""The ablation and the benchmark at the smallest size; tables and plots from numbers that are known."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.errors import TrainingError
from main import main
from trainer import train_command
from trainer.ablation.plot import Curve, figure, smoothed
from trainer.ablation.rows import ROWS, chosen_rows
from trainer.ablation.table import markdown, summary
from trainer.options import AblateOptions

SMALL = ["--preset", "tiny", "--size", "32", "--batch", "2", "--workers", "0", "--device", "cpu"]


def ablate(data: Path, out: Path, *more: str) -> int:
    scale = ["--tagger-steps", "1", "--steps", "1", "--mapping-steps", "2", "--limit", "3", "--shuffles", "1"]
    return main(["train", "ablate", "--data", str(data), "-o", str(out), *SMALL, *scale, *more])


def test_an_ablation_goes_on_where_it_was_interrupted(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ("--rows", "m-attention,attention-no-rbca", "--seeds", "1")
    trained: list[str] = []
    real = train_command.run

    def noted(options) -> None:
        if len(trained) == 2:
            trained.append("interrupted")
            raise KeyboardInterrupt
        trained.append(options.run.name)
        real(options)

    monkeypatch.setattr(train_command, "run", noted)
    assert ablate(drawn_folder, tmp_path, *rows) == 130
    early = (tmp_path / "ablation.md").read_text(encoding="utf-8")
    assert "Unfinished: 1 of 3 trainings" in early and "Attention, full" in early, "what is measured is told at once"
    assert ablate(drawn_folder, tmp_path, *rows) == 0
    assert trained == ["tagger-0", "attention-0", "interrupted", "attention-no-rbca-0", "m-attention-0"]
    table = (tmp_path / "ablation.md").read_text(encoding="utf-8")
    assert "Attention, w/o RBCA" in table and "RBCA helps Attention" in table and table in capsys.readouterr().out
    assert "learning rate 0.0002, weight of the adversarial term 1;" in table
    assert "Unfinished" not in table and "(figure7.svg)" in table
    found = json.loads((tmp_path / "ablation.json").read_text(encoding="utf-8"))
    assert {row["name"] for row in found["rows"]} == {"attention", "attention-no-rbca", "m-attention"}
    assert found["by_seed"]["m-attention"]["0"]["inversion"] > 0
    ElementTree.parse(tmp_path / "figure7.svg")
    assert ablate(drawn_folder, tmp_path, *rows) == 0 and len(trained) == 5, "nothing is trained twice"
    assert ablate(drawn_folder, tmp_path, *rows, "--learning-rate", "0.5") == 1
    assert "was trained with --learning-rate" in capsys.readouterr().err


def test_what_is_asked_of_a_measure_is_what_is_told(drawn_folder: Path, tmp_path: Path) -> None:
    """Numbers kept from before are those of the same question; nothing is trained anew for another one."""
    rows = ("--rows", "attention", "--seeds", "1")

    def told(*more: str) -> tuple[dict, int]:
        assert ablate(drawn_folder, tmp_path, *rows, *more) == 0
        file = tmp_path / "runs" / "attention-0" / "evaluation.json"
        return json.loads(file.read_text(encoding="utf-8")), file.stat().st_mtime_ns

    first, written = told()
    assert first["frechet"]["n"] == 3 and told()[1] == written
    second, again = told("--limit", "4", "--shuffles", "2")
    assert (second["frechet"]["n"], second["cross_reference"]["shuffles"]) == (4, 2) and again != written
    assert "up to 4 held-out pictures" in (tmp_path / "ablation.md").read_text(encoding="utf-8")
    found = json.loads((tmp_path / "ablation.json").read_text(encoding="utf-8"))
    assert found["by_seed"]["attention"]["0"]["frechet"] == second["frechet"]["value"]
    (tmp_path / "runs" / "attention-0" / "evaluation.json").write_text("[]", encoding="utf-8")
    assert told("--limit", "4", "--shuffles", "2")[0]["frechet"] == second["frechet"]


def test_a_place_that_cannot_be_written_is_said(
    drawn_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    assert ablate(drawn_folder, tmp_path / "file" / "out", "--rows", "attention", "--seeds", "1") == 1
    assert "tagger-0 cannot be written: Not a directory; choose another folder" in capsys.readouterr().err


def test_a_short_training_is_not_all_warm_up(
    drawn_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, int] = {}

    def noted(options) -> None:
        seen[options.run.name] = options.warmup

    monkeypatch.setattr(train_command, "run", noted)
    for steps in ("80", "5000"):
        assert ablate(drawn_folder, tmp_path / steps, "--tagger-steps", steps) == 130, "nothing was trained"
        assert seen["tagger-0"] == {"80": 8, "5000": 100}[steps]


@pytest.mark.parametrize("option", ["--inception", "--imagenet"])
def test_a_wrong_file_is_said_before_anything_is_trained(
    drawn_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    (tmp_path / "wrong.pth").write_text("no weights", encoding="utf-8")
    assert ablate(drawn_folder, tmp_path / "out", option, str(tmp_path / "wrong.pth")) == 1
    assert "wrong.pth" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_rows_bring_their_base_and_imagenet_needs_its_weights() -> None:
    options = {"data": Path("d"), "out": Path("o")}
    assert [row.name for row in chosen_rows(AblateOptions(**options, rows="m-add"))] == ["add", "m-add"]
    assert not any(row.imagenet for row in chosen_rows(AblateOptions(**options)))
    assert len(chosen_rows(AblateOptions(**options, imagenet=Path("i")))) == len(ROWS)
    for rows, why in (("nonsense", "no row nonsense"), ("imagenet-fixed", "--imagenet")):
        with pytest.raises(TrainingError, match=why):
            chosen_rows(AblateOptions(**options, rows=rows))


def test_claims_are_shown_only_where_all_seeds_agree_beyond_their_spread() -> None:
    rows = [row for row in ROWS if row.name in ("attention", "attention-no-rbca")]

    def verdict(better: list[float], worse: list[float]) -> str:
        numbers = {
            name: {seed: {"frechet": value} for seed, value in enumerate(values)}
            for name, values in (("attention", better), ("attention-no-rbca", worse))
        }
        found = summary(rows, numbers)
        assert "RBCA helps Attention | " + found["claims"][0]["verdict"] in markdown(found, "scale")
        return found["claims"][0]["verdict"]

    assert verdict([10, 11, 12], [20, 21, 23]) == "shown"
    assert verdict([20, 21, 23], [10, 11, 12]) == "contradicted"
    assert verdict([10, 30, 12], [20, 21, 23]) == "not decided"
    assert verdict([10, 11], [20, 23]) == "favoured", "two seeds must agree to 8 % of their gain to show anything"
    assert verdict([20, 23], [10, 11]) == "disfavoured"
    assert verdict([10, 11], [20, 21]) == "shown"
    assert verdict([10], [20]) == "not decided", "one seed decides nothing"


def test_means_stand_beside_their_spreads() -> None:
    row = ROWS[0]
    found = summary([row], {row.name: {0: {"frechet": 1.0}, 1: {"frechet": 3.0}}})
    assert found["rows"][0]["frechet"] == {"mean": 2.0, "spread": pytest.approx(2**0.5), "seeds": 2}
    assert "| Attention, full | 2.00 ± 1.41 | 11.24 |" in markdown(found, "scale")


def test_curves_are_smoothed_without_bias_and_drawn_with_their_seeds() -> None:
    assert [value for _, value in smoothed([(1, 3.0), (2, 3.0), (3, 3.0)])] == pytest.approx([3.0] * 3)
    curve = Curve("self-adaptive & plain", (((1, 1.0), (2, 1.0)), ((1, 3.0), (2, 3.0))))
    assert curve.band()[0] == pytest.approx((1, 1.0, 2.0, 3.0))
    root = ElementTree.fromstring(figure({"feature": [curve], "empty": []}))
    ticks = [text.text for text in root.findall(".//{*}text[@text-anchor='end']")]
    assert ticks == ["1", "1.5", "2", "2.5", "3"], "round numbers, and the curve fills the panel"
    lifted = figure({"feature": [Curve("a", (((1, 0.06),), ((1, 0.36),)))]})
    ticks = [text.text for text in ElementTree.fromstring(lifted).findall(".//{*}text[@text-anchor='end']")]
    assert ticks == ["0", "0.1", "0.2", "0.3", "0.4"]
    assert len(root.findall(".//{*}polyline")) == 1
    assert "self-adaptive & plain" in {text.text for text in root.findall(".//{*}text")}


def test_the_benchmark_prints_a_ratio(drawn_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "benchmark", str(drawn_folder), *SMALL, "--steps", "1", "--rounds", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    rates = [found[name]["images_per_second"] for name in ("fast", "plain")]
    assert found["ratio"] == pytest.approx(rates[0] / rates[1], rel=0.02) and 0 <= found["fast"]["waiting_share"] <= 1
