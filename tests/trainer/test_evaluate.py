import json
import math
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torchmetrics.image.fid import NoTrainInceptionV3

from engine.errors import DataError, NurieError, TrainingError, WeightsError
from engine.model_info import ModelInfo, Stage
from engine.networks.encoder import global_average
from engine.weights import load_model
from tests.trainer.evaluation_data import (
    SIDE,
    TAGS,
    ObedientPainter,
    layers,
    paint,
    sample,
    write_folder,
    write_model,
)
from trainer.data.colors import NAMED_COLORS, NAMED_LAB, ciede2000, lab_to_srgb, srgb_to_lab
from trainer.data.folder import DataFolder
from trainer.data.regions import REGIONS
from trainer.evaluate import evaluate, run
from trainer.evaluation.color_tags import color_groups
from trainer.evaluation.features import EncoderFeatures
from trainer.evaluation.grid import edits_of_grid
from trainer.evaluation.painter import Painter
from trainer.evaluation.references import (
    CrossReference,
    SelfReference,
    measure_references,
    shuffled_partners,
)
from trainer.evaluation.samples import NO_REGION, choose_entries, read_samples
from trainer.evaluation.table import table
from trainer.evaluation.tag_control import measure_tags
from trainer.options import LINE_STYLES, EvaluateOptions

HAIR = ("red_hair", "blonde_hair", "blue_hair")
INFO = ModelInfo("Test", "stage-two", {}, TAGS, SIDE)
MEASURES = ("self_reference", "cross_reference", "frechet", "tag_control")
FIGURES = [sample(hair, background) for hair, background in (("red", "grey"), ("green", "white"), ("blue", "orange"))]


class TestLineStyles:
    def test_a_redrawn_picture_is_the_same_picture(self):
        thick, again = (FIGURES[0].in_style("thick", 0) for _ in range(2))
        assert np.array_equal(thick.drawing, again.drawing)
        assert not np.array_equal(thick.drawing, FIGURES[0].drawing)
        assert thick.color is FIGURES[0].color and thick.regions is FIGURES[0].regions
        assert (thick.paper <= FIGURES[0].paper).all() and thick.paper.sum() < FIGURES[0].paper.sum()

    def test_what_the_paper_darkens_is_no_line(self):
        assert FIGURES[0].in_style("scan", 0).paper.sum() > 0.9 * FIGURES[0].paper.sum()


class TestColorTags:
    def test_regions_and_colours_are_read_off_the_names(self):
        groups = color_groups(INFO, REGIONS)
        found = {group.region: [(tag.name, tag.color, tag.index) for tag in group.tags] for group in groups}
        assert found == {
            "hair": [("red_hair", "red", 0), ("blonde_hair", "yellow", 1), ("blue_hair", "blue", 2)],
            "background": [("white_background", "white", 5), ("green_background", "green", 6)],
        }

    def test_a_modified_colour_is_a_rival_but_is_not_tried(self):
        hair = color_groups(INFO, REGIONS)[0]
        assert hair.rivals == (0, 1, 2, 3)


class TestSamples:
    def test_only_held_out_pictures_are_measured(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, ["train", "held-out", "train", "held-out", "held-out"]))
        entries, split = choose_entries(folder, 200, 0)
        assert split == "held-out"
        assert [entry.name for entry in entries] == ["picture-1", "picture-3", "picture-4"]

    def test_a_folder_without_splits_is_measured_whole(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, [None] * 4))
        entries, split = choose_entries(folder, 200, 0)
        assert (len(entries), split) == (4, "all")

    def test_the_seed_draws_the_pictures(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, ["held-out"] * 12))
        chosen = [{entry.name for entry in choose_entries(folder, 4, seed)[0]} for seed in (0, 0, 1)]
        assert len(chosen[0]) == 4
        assert chosen[0] == chosen[1] != chosen[2]

    def test_too_few_held_out_pictures_are_refused(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, ["held-out", "held-out", "train"]))
        with pytest.raises(DataError, match="2 held-out pictures, .* draw a larger folder"):
            choose_entries(folder, 200, 0)

    def test_prepared_pictures_are_held_out_by_preparing_them_again(self, tmp_path):
        root = write_folder(tmp_path, ["held-out", "held-out", "train"])
        shutil.rmtree(root / "regions")
        with pytest.raises(DataError, match="2 held-out pictures, .* train prepare .* --held-out"):
            choose_entries(DataFolder(root), 200, 0)

    def test_too_few_pictures_without_splits_are_refused(self, tmp_path):
        with pytest.raises(DataError, match="2 pictures, and an evaluation needs at least 3"):
            choose_entries(DataFolder(write_folder(tmp_path, [None] * 2)), 200, 0)

    def test_a_picture_that_is_not_square_stands_in_the_middle(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, [None] * 3, width=48, height=96))
        one = next(read_samples(folder, folder.entries, 64, 0))
        assert one.box == (16, 0, 32, 64)
        assert (one.sketch[:, :16] == 255).all()
        assert (one.regions[:, :16] == NO_REGION).all()
        assert not one.paper[:, :16].any()
        assert one.cut(one.color).shape == (64, 32, 3)
        assert (one.color[:, :16] == one.color[:, 16:17]).all()
        assert set(one.present) == {"background", "hair"}

    def test_a_stored_reference_is_taken_as_it_is(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, [None] * 3))
        (tmp_path / "reference").mkdir()
        Image.new("RGB", (SIDE, SIDE), (1, 2, 3)).save(tmp_path / "reference" / "picture-1.png")
        bent, stored, _ = read_samples(folder, folder.entries, SIDE, 0)
        assert (stored.reference == (1, 2, 3)).all()
        assert not np.array_equal(bent.reference, bent.color)

    def test_references_have_their_own_size(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, [None] * 3, width=48, height=96))
        (own,), (same,) = (list(read_samples(folder, folder.entries[:1], 64, 0, size)) for size in (128, None))
        assert own.lent.shape == own.reference.shape == (128, 128, 3)
        assert own.color.shape == (64, 64, 3) and np.array_equal(own.color, same.color)
        assert np.array_equal(same.lent, same.color) and same.reference.shape == (64, 64, 3)
        assert not np.array_equal(own.reference, own.lent)

    @pytest.mark.parametrize("kind", ["sketch", "regions"])
    def test_a_missing_file_is_named(self, tmp_path, kind):
        folder = DataFolder(write_folder(tmp_path, [None] * 3))
        (tmp_path / kind / "picture-1.png").unlink()
        with pytest.raises(DataError, match=rf"{kind}/picture-1\.png"):
            list(read_samples(folder, folder.entries, SIDE, 0))

    def test_a_damaged_file_is_named(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, [None] * 3))
        file = tmp_path / "regions" / "picture-1.png"
        file.write_bytes(file.read_bytes()[:60] + bytes(20))
        with pytest.raises(DataError, match=r"regions/picture-1\.png is damaged or cut short"):
            list(read_samples(folder, folder.entries, SIDE, 0))

    def test_a_file_of_another_size_is_named(self, tmp_path):
        folder = DataFolder(write_folder(tmp_path, [None] * 3))
        Image.new("L", (10, 20)).save(tmp_path / "regions" / "picture-0.png")
        with pytest.raises(DataError, match="10 × 20"):
            list(read_samples(folder, folder.entries, SIDE, 0))


class TestReferences:
    @pytest.mark.parametrize("count", [3, 4, 25])
    def test_three_different_pictures_meet(self, count):
        partner, third = shuffled_partners(count, np.random.default_rng(0))
        own = np.arange(count)
        assert sorted(partner) == sorted(third) == own.tolist()
        assert (partner != own).all()
        assert (third != own).all()
        assert (third != partner).all()

    def test_the_truth_is_a_perfect_result(self):
        own = SelfReference()
        own.add(FIGURES[0], FIGURES[0].color)
        assert own.to_dict() == {"delta_e": 0.0, "psnr": 100.0, "ssim": 1.0, "n": 1}

    def test_differences_in_the_line_do_not_count_as_colour(self):
        own, result = SelfReference(), FIGURES[0].color.copy()
        result[FIGURES[0].sketch < 200] = 255
        own.add(FIGURES[0], result)
        assert own.to_dict()["delta_e"] == 0
        assert own.to_dict()["psnr"] < 100

    def test_hits_and_chances_are_counted_by_region(self):
        cross = CrossReference()
        line, regions = layers()
        # Red hair as the reference has, but the third picture's background.
        result = paint(regions, line, {"hair": "red", "background": "white"})
        cross.add(FIGURES[2], result, reference=FIGURES[0], third=FIGURES[1])
        found = cross.to_dict()
        assert found["regions"]["hair"] == {"hit": 1.0, "chance": 0.0, "n": 1}
        assert found["regions"]["background"] == {"hit": 0.0, "chance": 1.0, "n": 1}
        assert (found["hit"], found["chance"], found["n"]) == (0.5, 0.5, 2)

    @pytest.mark.parametrize(("distance", "hit"), [(19.5, 1.0), (20.5, 0.0)])
    def test_a_hit_lies_within_twenty(self, distance, hit):
        line, regions = layers()
        grey = srgb_to_lab(np.array([128, 128, 128], dtype=np.uint8))
        lighter = grey + np.array([1.0, 0, 0]) * np.linspace(0, 40, 4000)[:, None]
        chosen = lighter[np.argmin(np.abs(ciede2000(grey, lighter) - distance))]
        result = FIGURES[0].color.copy()
        result[FIGURES[0].masks["hair"]] = np.rint(lab_to_srgb(chosen))
        reference = sample("red", "grey")
        reference.color[reference.masks["hair"]] = 128
        cross = CrossReference()
        cross.add(FIGURES[0], result, reference, FIGURES[1])
        assert cross.to_dict()["regions"]["hair"]["hit"] == hit

    def test_regions_that_only_one_has_are_left_out(self):
        bald = sample("red", "grey")
        bald.regions[bald.regions != 0] = 0
        cross = CrossReference()
        cross.add(FIGURES[0], FIGURES[0].color, reference=bald, third=FIGURES[1])
        assert cross.to_dict()["regions"].keys() == {"background"}

    def test_a_model_that_copies_its_reference_hits_always_and_by_chance_never(self):
        painter = ObedientPainter(paint_one=lambda sketch, reference: reference)
        references = painter.encode_references([figure.color for figure in FIGURES])
        found = measure_references(FIGURES, references, painter, shuffles=4, seed=0)  # type: ignore[arg-type]
        assert found["self_reference"]["delta_e"] == 0
        cross = found["cross_reference"]
        assert (cross["hit"], cross["chance"], cross["n"], cross["shuffles"]) == (1.0, 0.0, 3 * 2 * 4, 4)
        assert found["frechet"]["value"] == pytest.approx(0, abs=1e-6)

    def test_a_model_that_ignores_its_reference_hits_as_often_as_by_chance(self):
        line, regions = layers()
        flat = paint(regions, line, {"hair": "red", "background": "white"})
        painter = ObedientPainter(paint_one=lambda sketch, reference: flat)
        references = painter.encode_references([figure.color for figure in FIGURES])
        found = measure_references(FIGURES, references, painter, shuffles=3, seed=0)  # type: ignore[arg-type]
        # In every shuffle each picture is once the reference and once the third one.
        assert found["cross_reference"]["hit"] == found["cross_reference"]["chance"] == pytest.approx(1 / 3, abs=1e-4)
        assert found["self_reference"]["delta_e"] > 10
        assert found["frechet"]["value"] > 10


def recolored(picture: np.ndarray, edit: dict[int, float], strength=lambda value: min(value / 2, 1)) -> np.ndarray:
    """What a perfect model would do: the region moves towards the named colour as the tag does."""
    line, regions = layers()
    result = picture.copy()
    for group in color_groups(INFO, REGIONS):
        mask = (regions == REGIONS.index(group.region)) & (line >= 200)
        for tag in group.tags:
            share = strength(edit.get(tag.index, 0.0))
            mixed = (1 - share) * result[mask] + share * np.array(NAMED_COLORS[tag.color])
            result[mask] = np.rint(mixed)
    return result


def tag_control(edit_one, monotone_pictures=2):
    painter = ObedientPainter(edit_one=edit_one)
    references = painter.encode_references([figure.color for figure in FIGURES])
    groups = color_groups(INFO, REGIONS)
    return measure_tags(FIGURES, references, groups, painter, 3, monotone_pictures, 0)  # type: ignore[arg-type]


class TestTagControl:
    def test_a_perfect_model(self):
        found = tag_control(recolored)
        assert found["groups"].keys() == {"hair", "background"}
        hair = found["groups"]["hair"]
        assert (hair["hit"], hair["leak"], hair["n"], hair["monotone_n"]) == (1.0, 0.0, 9, 6)
        assert hair["colors"].keys() == {"red", "yellow", "blue"}
        assert all(score["hit"] == 1.0 and score["n"] == 3 for score in hair["colors"].values())
        assert (found["hit"], found["n"]) == (1.0, 15)

    def test_a_colour_that_comes_nearer_with_every_step_is_monotone(self):
        found = tag_control(lambda picture, edit: recolored(picture, edit, lambda value: value / 5))
        assert found["groups"]["hair"]["colors"]["yellow"]["monotone"] == 1.0

    def test_a_model_whose_tags_do_nothing_hits_only_what_was_so_before(self):
        found = tag_control(lambda picture, edit: picture)
        hits = {color: score["hit"] for color, score in found["groups"]["hair"]["colors"].items()}
        # One of the three references has red hair, one blue, none yellow.
        assert hits == {"red": pytest.approx(1 / 3, abs=1e-4), "yellow": 0.0, "blue": pytest.approx(1 / 3, abs=1e-4)}
        assert (found["leak"], found["monotone"]) == (0.0, 0.0)

    def test_tags_that_work_the_wrong_way_round_are_not_monotone(self):
        found = tag_control(lambda picture, edit: recolored(picture, edit, lambda value: 1 - value / 5 if value else 0))
        assert found["groups"]["hair"]["monotone"] < 0

    def test_what_changes_elsewhere_is_leak(self):
        def spill(picture, edit):
            result = recolored(picture, edit)
            if edit:
                result[:, :8] = NAMED_COLORS["black"]
            return result

        leak = tag_control(spill)["groups"]["hair"]["leak"]
        line, regions = layers()
        outside = (regions == REGIONS.index("background")).sum()
        differences = [
            ciede2000(srgb_to_lab(figure.color[:, :8]), srgb_to_lab(np.array(NAMED_COLORS["black"]))).sum() / outside
            for figure in FIGURES
        ]
        assert outside > 2048
        assert leak == pytest.approx(np.mean(differences), rel=0.1)

    def test_rivals_are_set_to_nothing_and_no_other_tag_is_touched(self):
        seen = []
        tag_control(lambda picture, edit: (seen.append(dict(edit)), picture)[1], monotone_pictures=0)
        assert {0: 0.0, 1: 0.0, 2: 2.0, 3: 0.0} in seen
        assert {5: 2.0, 6: 0.0} in seen
        assert all(edit.keys() in ({0, 1, 2, 3}, {5, 6}, set()) for edit in seen)

    def test_clothes_pool_shirt_skirt_and_dress(self):
        found = tag_control(recolored)
        assert found["clothes"]["n"] == 0
        assert found["clothes"]["hit"] is None


class TestPainter:
    @pytest.fixture
    def painter(self, tmp_path) -> Painter:
        torch.manual_seed(0)
        return Painter(load_model(write_model(tmp_path / "m.safetensors")), torch.device("cpu"), torch.float32, 2)

    def test_it_paints_what_the_networks_paint(self, painter):
        model = painter.model
        sketches = [figure.sketch for figure in FIGURES[:2]]
        references = painter.encode_references([figure.color for figure in FIGURES])
        painted = painter.paint(painter.encode_sketches(sketches), references[[2, 0]])
        x = torch.tensor(np.stack(sketches))[:, None] / 127.5 - 1
        r = torch.tensor(np.stack([FIGURES[2].color, FIGURES[0].color])).permute(0, 3, 1, 2) / 127.5 - 1
        with torch.inference_mode():
            fr = model.encoder(r)
            expected = ((model.generator(x, fr) + 1) * 127.5).clamp(0, 255).permute(0, 2, 3, 1).numpy()
        assert np.abs(painted - expected).max() <= 1.01
        assert references.features[0] == pytest.approx(global_average(fr[1:]).numpy()[0], abs=1e-4)

    def test_an_edit_replaces_single_tags_and_none_leaves_the_reference(self, painter):
        model = painter.model
        sketch = painter.encode_sketches([FIGURES[0].sketch])
        reference = painter.encode_references([FIGURES[1].color])
        edits = [{}, {0: 2.0, 1: 0.0}, {8: 5.0}]
        results = list(painter.paint_edits(sketch, reference, edits))
        assert np.abs(results[0].astype(int) - painter.paint(sketch, reference)[0]).max() <= 1
        target = reference.probabilities.clone()
        target[0, 0], target[0, 1] = 2.0, 0.0
        with torch.inference_mode():
            moved = model.mapping(reference.fr, target, reference.probabilities)
            y = model.generator(torch.tensor(FIGURES[0].sketch)[None, None] / 127.5 - 1, moved)
        expected = ((y[0] + 1) * 127.5).clamp(0, 255).permute(1, 2, 0).numpy()
        assert np.abs(results[1] - expected).max() <= 1.01
        assert not np.array_equal(results[0], results[2])


@dataclass(frozen=True)
class Touch:
    """Makes a file when it is unpickled without care."""

    path: Path

    def __reduce__(self):
        return Path.touch, (self.path,)


@pytest.fixture(scope="module")
def inception_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights of the FID's Inception network as torchmetrics takes them, drawn at random."""
    path = tmp_path_factory.mktemp("inception") / "random.pth"
    torch.manual_seed(0)
    torch.save({}, path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(NoTrainInceptionV3, "load_state_dict", lambda self, state: None)
        network = NoTrainInceptionV3("inception-v3-compat", ["2048"], str(path))
    for weight in network.parameters():
        if weight.ndim == 4:  # those that it comes with let nothing through
            torch.nn.init.kaiming_normal_(weight, nonlinearity="relu")
    torch.save(network.state_dict(), path)
    return path


def options(tmp_path: Path, stage: Stage = "stage-two", **values) -> EvaluateOptions:
    torch.manual_seed(0)
    data = tmp_path / "data"
    if not data.exists():
        write_folder(data, ["held-out"] * 5 + ["train"] * 2)
    model = write_model(tmp_path / f"{stage}.safetensors", stage)
    return EvaluateOptions(
        data=data, model=model, device="cpu", shuffles=2, tag_pictures=2, monotone_pictures=1, batch=4, **values
    )


class TestRun:
    def test_json_is_one_object_on_standard_output(self, tmp_path, capsys):
        result = run(options(tmp_path, json=True))
        printed = json.loads(capsys.readouterr().out)
        assert printed == result
        assert printed["data"] == {
            "folder": str(tmp_path / "data"),
            "split": "held-out",
            "pictures": 5,
            "size": SIDE,
            "regions": True,
            "seed": 0,
        }
        assert printed["model"]["name"] == "Tiny"
        assert printed["cross_reference"]["n"] == 5 * 2 * 2
        assert printed["tag_control"]["groups"]["hair"]["n"] == 3 * 2
        assert printed["frechet"]["features"] == "own-encoder"
        assert math.isfinite(printed["self_reference"]["delta_e"])

    def test_the_same_seed_gives_the_same_numbers(self, tmp_path, capsys):
        first, second = (run(options(tmp_path)) for _ in range(2))
        for result in (first, second):
            del result["seconds"]
        assert first == second

    def test_the_table_shows_every_measure(self, tmp_path, capsys):
        result = run(options(tmp_path))
        out = capsys.readouterr().out
        assert out == table(result) + "\n"
        for word in ("self-reference", "cross-reference", "chance", "tag control", "hair", "background", "own-encoder"):
            assert word in out
        assert max(map(len, out.splitlines())) <= 120, "a terminal shows it whole"
        named = next(line for line in out.splitlines() if line.startswith("hits by colour")).split()[3:]
        hair = [line for line in out.splitlines() if line.startswith("hair")][-1].split()[1:]
        shown = dict(zip(named, hair, strict=True))
        colors = result["tag_control"]["groups"]["hair"]["colors"]
        assert {color for color, share in shown.items() if share != "–"} == set(colors) and len(shown) == 12
        assert all(shown[color] == f"{score['hit']:.2f}" for color, score in colors.items())

    def test_stage_one_has_no_tag_control(self, tmp_path, capsys):
        result = run(options(tmp_path, stage="stage-one"))
        assert result["tag_control"] is None
        assert "no stage two" in capsys.readouterr().out

    def test_finished_pictures_are_measured_without_regions(self, tmp_path, capsys):
        whole = run(options(tmp_path))
        shutil.rmtree(tmp_path / "data" / "regions")
        found = run(options(tmp_path, report=tmp_path / "report", grid="red_hair,white_background", lines="thick"))
        out = capsys.readouterr().out
        assert "tell no regions" in out and "no stage two" not in out and "all regions" not in out.split("seed 0")[-1]
        assert found["self_reference"] == whole["self_reference"] and found["frechet"] == whole["frechet"]
        assert found["data"]["regions"] is False and found["tag_control"] is None
        assert found["cross_reference"]["n"] == 0 and found["cross_reference"]["hit"] is None
        names = {path.name for path in (tmp_path / "report" / "pictures").iterdir()}
        assert {"cross-04.png", "grid-00.png", "thick-04.png"} <= names
        swept = [f"tag-{tag}-{number:02}.png" for number, tag in enumerate(HAIR * 3)]
        assert sorted(name for name in names if name.startswith("tag-")) == sorted(swept), "tags of hair, on three"
        page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
        assert "<figcaption>picture-1: red_hair</figcaption>" in page and "the tag at 0, 1, 2, 3, 4, 5" in page
        with Image.open(tmp_path / "report" / "pictures" / "tag-red_hair-00.png") as strip:
            assert strip.size == (8 * SIDE, SIDE)

    def test_stage_one_is_shown_in_no_sweeps(self, tmp_path, capsys):
        given = options(tmp_path, stage="stage-one", report=tmp_path / "report")
        shutil.rmtree(tmp_path / "data" / "regions")
        run(given)
        assert not list((tmp_path / "report" / "pictures").glob("tag-*"))

    @pytest.mark.parametrize("wrong", ["model", "tagger", "data"])
    def test_no_report_is_begun_of_what_cannot_be_measured(self, tmp_path, wrong):
        given = options(tmp_path, stage="tagger" if wrong == "tagger" else "stage-two", report=tmp_path / "report")
        if wrong != "tagger":
            gone = given.model if wrong == "model" else given.data / "dataset.json"
            gone.unlink()
        with pytest.raises(NurieError):
            run(given)
        assert not (tmp_path / "report").exists()

    def test_a_report_that_cannot_be_made_is_said(self, tmp_path):
        (tmp_path / "file").write_text("no folder")
        with pytest.raises(DataError, match=r"report folder .* cannot be made: Not a directory"):
            run(options(tmp_path, report=tmp_path / "file" / "report"))

    def test_a_tagger_paints_nothing(self, tmp_path):
        with pytest.raises(WeightsError, match="without a generator"):
            run(options(tmp_path, stage="tagger"))

    def test_the_report_shows_pictures_and_numbers(self, tmp_path, capsys):
        result = run(options(tmp_path, report=tmp_path / "report"))
        page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
        files = {path.name for path in (tmp_path / "report" / "pictures").iterdir()}
        assert {"self-00.png", "cross-04.png", "tag-red_hair.png", "tag-green_background.png"} <= files
        assert all(f'src="pictures/{name}"' in page for name in files)
        assert json.loads((tmp_path / "report" / "result.json").read_text(encoding="utf-8")) == result
        links = re.findall(r'<a href="#([^"]+)">', page)
        assert len(links) == 3 and all(page.count(f'<h2 id="{place}">') == 1 for place in links)
        assert page.index("<b>leak</b>") < page.index("<h2 ")
        with Image.open(tmp_path / "report" / "pictures" / "tag-red_hair.png") as strip:
            assert strip.size == (8 * SIDE, SIDE)

    def test_two_tags_at_once_are_a_grid_of_the_report(self, tmp_path, capsys):
        run(options(tmp_path, report=tmp_path / "report", grid="red_hair, white_background", grid_pictures=2))
        page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
        assert (
            "red_hair 0 to 1 to the right, white_background 0 to 1 upwards" in page
            and 'src="pictures/grid-01.png"' in page
        )
        with Image.open(tmp_path / "report" / "pictures" / "grid-00.png") as grid:
            assert grid.size == (6 * SIDE, 3 * SIDE)
        edits = edits_of_grid(INFO, TAGS[0], TAGS[5])
        assert edits[0] == {0: 0.0, 1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0, 5: 1.0, 6: 0.0}, "the top left: the second alone"
        assert edits[-1][0] == 1.0 and edits[-1][5] == 0.0

    def test_lines_drawn_anew_are_measured_beside_the_drawings(self, tmp_path, capsys):
        plain = run(options(tmp_path))
        assert plain["lines"] == {} and "as drawn" not in table(plain)
        found = run(options(tmp_path, report=tmp_path / "report", lines="thick, pencil"))
        assert [found[key] for key in MEASURES] == [plain[key] for key in MEASURES], "they change nothing else"
        assert list(found["lines"]) == ["thick", "pencil"]
        thick = found["lines"]["thick"]
        assert set(thick) == set(MEASURES) and thick["self_reference"] != found["self_reference"]
        assert thick["tag_control"]["n"] == found["tag_control"]["n"]
        rows = [line.split()[0] for line in table(found).splitlines() if line]
        assert {"as", "thick", "pencil"} <= set(rows)
        page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
        assert "drawn anew: pencil" in page and 'src="pictures/thick-00.png"' in page

    def test_every_style_can_be_asked_for_at_once(self, tmp_path):
        assert options(tmp_path, lines="all").line_styles == LINE_STYLES
        assert options(tmp_path, lines="scan,thin,scan").line_styles == ("scan", "thin")

    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"lines": "thin,crayon"}, "not crayon"),
            ({"grid": "red_hair"}, "two different tags"),
            ({"grid": "red_hair,blue_hair"}, "--report"),
            ({"grid": "red_hair,no_such", "report": True}, "no tag no_such"),
            ({"inception": Path("missing.pth")}, "no file missing.pth"),
        ],
    )
    def test_what_cannot_be_shown_or_measured_is_said(self, tmp_path, more, why):
        if more.get("report"):
            more = {**more, "report": tmp_path / "report"}
        with pytest.raises(TrainingError, match=why):
            run(options(tmp_path, **more))

    def test_inception_without_torchmetrics_is_said(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "torchmetrics", None)
        monkeypatch.setitem(sys.modules, "torchmetrics.image.fid", None)
        (tmp_path / "inception.pth").touch()
        with pytest.raises(TrainingError, match="needs torchmetrics"):
            run(options(tmp_path, inception=tmp_path / "inception.pth"))

    def test_inception_measures_with_a_local_file(self, tmp_path, inception_file):
        result = run(options(tmp_path, stage="stage-one", inception=inception_file))
        assert result["frechet"]["features"] == "inception" and result["frechet"]["value"] > 0
        assert "features inception" in table(result)

    @pytest.mark.parametrize("kind", ["text", "other network", "not a state", "program"])
    def test_a_wrong_inception_file_is_said_in_one_sentence(self, tmp_path, kind):
        path, ran = tmp_path / "wrong.pth", tmp_path / "ran"
        if kind == "text":
            path.write_text("no weights", encoding="utf-8")
        else:
            content = {"other network": torch.nn.Linear(2, 2).state_dict(), "not a state": 3, "program": Touch(ran)}
            torch.save(content[kind], path)
        with pytest.raises(TrainingError) as told:
            run(options(tmp_path, inception=path))
        assert str(told.value) == (
            f"{path} holds no weights of the FID's Inception network;"
            " --inception takes pt_inception-2015-12-05-6726825d.pth."
        )
        assert not ran.exists(), "a pickle's program is never run"

    def test_the_frechet_distance_tells_its_features(self, tmp_path):
        encoder = load_model(write_model(tmp_path / "judge.safetensors", "tagger")).encoder
        judge = EncoderFeatures(encoder, "judge", torch.device("cpu"), 2)
        found = evaluate(options(tmp_path, stage="stage-one"), features=judge)["frechet"]
        assert found["features"] == "judge" and found["value"] > 0

    def test_a_size_that_the_networks_cannot_take_is_refused(self, tmp_path):
        with pytest.raises(TrainingError, match="multiple of 32"):
            run(options(tmp_path, size=50))


def test_named_lab_and_colours_stand_in_the_same_order():
    assert srgb_to_lab(np.array(NAMED_COLORS["pink"], dtype=np.uint8)) == pytest.approx(
        NAMED_LAB[list(NAMED_COLORS).index("pink")]
    )
