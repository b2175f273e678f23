import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError
from trainer.data.folder import DataFolder
from trainer.data.palette import Palette
from trainer.data.recolor import recolor, tag_names
from trainer.data.regions import REGIONS
from trainer.data.synth import write
from trainer.data.synth.write import name_of, split_of, write_dataset
from trainer.options import SynthOptions
from trainer.synth_command import run

COUNT, SIZE, SEED = 8, 64, 11
FILES = {kind: "txt" if kind == "tags" else "png" for kind in ("color", "sketch", "tags", "regions", "shading")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("synth")
    write_dataset(out, COUNT, SIZE, SEED, workers=1)
    return out


def _digests(out: Path) -> dict[str, str]:
    files = [path for path in out.rglob("*") if path.is_file() and ".packed" not in path.parts]
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_writes_every_file_and_nothing_else(folder: Path) -> None:
    expected = {f"{kind}/{name_of(i)}.{suffix}" for kind, suffix in FILES.items() for i in range(COUNT)}
    assert set(_digests(folder)) == expected | {"dataset.json", "LICENSES.md"}


def test_description(folder: Path) -> None:
    description = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    assert description["format_version"] == 1
    assert description["regions"] == list(REGIONS)
    assert (description["size"], description["seed"]) == (SIZE, SEED)
    assert description["drawing_version"] == write.DRAWING_VERSION
    assert [figure["split"] for figure in description["figures"].values()] == ["train"] * 7 + ["held-out"]
    assert all(figure["variants"]["style"] for figure in description["figures"].values())
    assert {source["licence"] for source in description["sources"]} == {"Apache-2.0", "CC BY 4.0", "CC0 1.0", "MIT"}
    assert "CC BY 4.0" in (folder / "LICENSES.md").read_text(encoding="utf-8")


def test_layers_agree(folder: Path) -> None:
    data = DataFolder(folder)
    white = np.full((len(REGIONS), 3), 255, np.uint8)
    for index in range(COUNT):
        line, regions, shade, mix = np.moveaxis(data.read_layers(name_of(index)), -1, 0)
        figure, _ = write.draw_figure(SEED, index, SIZE)
        for stored, drawn in ((line, figure.line), (regions, figure.regions), (shade, figure.shade), (mix, figure.mix)):
            assert np.array_equal(stored, drawn)
        bare = recolor(line, regions, shade, mix, Palette(white, white, 0.0, 0.0))
        assert np.array_equal(bare[..., 0], line)
        with Image.open(folder / "color" / f"{name_of(index)}.png") as color:
            assert color.mode == "RGB" and color.size == (SIZE, SIZE)
        assert data.entries[index].tags <= set(tag_names())
        assert any(tag.endswith("_hair") for tag in data.entries[index].tags) or figure.variants["style"] != "nurie"


def test_held_out_pictures_are_one_in_eight() -> None:
    assert [index for index in range(32) if split_of(index) == "held-out"] == [7, 15, 23, 31]


def test_processes_do_not_change_the_pictures(folder: Path, tmp_path: Path) -> None:
    write_dataset(tmp_path, COUNT, SIZE, SEED, workers=2)
    assert _digests(tmp_path) == _digests(folder)


def test_resumes_what_is_missing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "copy"
    shutil.copytree(folder, out)
    (out / "color" / "000002.png").unlink()
    (out / "regions" / "000005.png").unlink()
    (out / "sketch" / ".000003.png.7.part").write_bytes(b"half")
    drawn = []
    monkeypatch.setattr(write, "_draw_job", lambda job, draw=write._draw_job: (drawn.append(job.index), draw(job))[1])
    seen = []
    write_dataset(out, COUNT, SIZE, SEED, workers=1, progress=lambda done, all_: seen.append((done, all_)))
    assert drawn == [2, 5]
    assert seen == [(6, 8), (7, 8), (8, 8)]
    assert _digests(out) == _digests(folder)


def test_an_interrupt_leaves_whole_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(job, draw=write._draw_job):
        if job.index == 2:
            raise KeyboardInterrupt
        return draw(job)

    monkeypatch.setattr(write, "_draw_job", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_dataset(tmp_path, COUNT, SIZE, SEED, workers=1)
    assert not (tmp_path / "dataset.json").exists()
    for kind, suffix in FILES.items():
        assert sorted(path.name for path in (tmp_path / kind).iterdir()) == [f"00000{i}.{suffix}" for i in range(2)]


@pytest.mark.parametrize(("size", "seed"), [(SIZE, SEED + 1), (SIZE * 2, SEED)])
def test_refuses_to_mix_sets(folder: Path, size: int, seed: int) -> None:
    before = _digests(folder)
    with pytest.raises(DataError, match="choose another folder"):
        write_dataset(folder, COUNT, size, seed, workers=1)
    assert _digests(folder) == before


def test_refuses_to_go_on_with_figures_of_another_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _digests(folder)
    monkeypatch.setattr(write, "DRAWING_VERSION", write.DRAWING_VERSION + 1)
    with pytest.raises(DataError, match="another version"):
        write_dataset(folder, COUNT + 1, SIZE, SEED, workers=1)
    assert _digests(folder) == before


def test_refuses_a_folder_of_other_pictures(tmp_path: Path) -> None:
    (tmp_path / "color").mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "color" / "mine.png")
    with pytest.raises(DataError, match="not drawn by train synth"):
        write_dataset(tmp_path, COUNT, SIZE, SEED, workers=1)


def test_refuses_nonsense_counts(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="0 pictures"):
        write_dataset(tmp_path, 0, SIZE, SEED)


def test_command_shows_its_progress_on_standard_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(SynthOptions(out=folder, count=COUNT, size=SIZE, seed=SEED, workers=1))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"{COUNT}/{COUNT}" in captured.err
