from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.batch.job import BatchJob, look_of_project
from engine.batch.runner import HINTS_NOTE, Batch, Begun, Control, Finished, Paused
from engine.errors import BatchError, DeviceError, TagError
from engine.hints.drawn import DrawnHints
from engine.hints.layer import Hints
from engine.image_io import read_picture
from engine.painter import Painter
from engine.project.archive import write_project
from engine.project.content import ModelMark, Project, mark_of
from engine.requests import LineSettings
from tests.engine.batch.batches import files, outcomes
from tests.engine.tiny_models import colors


def test_a_bad_sketch_stops_nothing_and_sub_folders_are_kept(job: BatchJob, painter: Painter):
    steps = list(Batch(job, painter).run(Control()))
    assert [step.page for step in steps if isinstance(step, Begun)] == [
        "1.png",
        "part/2.png",
        "part/3.jpg",
        "part/10.png",
    ]
    finished = [step for step in steps if isinstance(step, Finished)]
    assert [step.outcome for step in finished] == ["done", "failed", "done", "done"]
    assert "2.png is damaged or cut short" in finished[1].message
    assert files(job.output) == ["1.png", "part/10.png", "part/3.png"]
    painted = read_picture(job.output / "part" / "3.png").pixels
    np.testing.assert_array_equal(painted, finished[2].pixels)
    assert painted.shape == (64, 80, 3) and painted.std() > 5


def test_what_is_there_is_passed_by_and_overwritten_on_demand(job: BatchJob, painter: Painter):
    assert outcomes(job, painter) == ["done", "failed", "done", "done"]
    first = (job.output / "1.png").read_bytes()
    tagged = replace(job, look=replace(job.look, tags={"red_hair": 4.0}))
    assert outcomes(tagged, painter) == ["skipped", "failed", "skipped", "skipped"]  # nor is the output taken as input
    assert (job.output / "1.png").read_bytes() == first
    assert outcomes(replace(tagged, overwrite=True, only=frozenset({"1.png"})), painter) == ["done"]
    assert (job.output / "1.png").read_bytes() != first


def test_the_pictures_of_another_batch_are_no_sketches(job: BatchJob, painter: Painter):
    assert outcomes(job, painter) == ["done", "failed", "done", "done"]
    other = Batch(replace(job, output=job.source / "other"), painter)
    assert other.pages == ("1.png", "part/2.png", "part/3.jpg", "part/10.png")
    assert other.notes == ("Pictures in sub-folders that Nurie painted are passed by: 3.",)


def test_cancelled_it_leaves_whole_pictures_and_goes_on(job: BatchJob, painter: Painter):
    control, seen = Control(), []
    for step in Batch(job, painter).run(control):
        seen.append(step)
        control.cancel()
    assert [step.outcome for step in seen if isinstance(step, Finished)] == ["done"]
    assert files(job.output) == ["1.png"]
    assert outcomes(job, painter) == ["skipped", "failed", "done", "done"]


def test_paused_it_waits_between_two_pages(job: BatchJob, painter: Painter):
    control, seen = Control(), []
    control.pause()
    for step in Batch(job, painter).run(control):
        seen.append(type(step))
        if isinstance(step, Paused):
            assert control.is_paused and files(job.output) == []
            control.resume()
    assert seen[:3] == [Paused, Begun, Finished] and seen.count(Paused) == 1


@pytest.mark.parametrize("kind", ["jpg", "tiff", "psd", "ora"])
def test_formats(job: BatchJob, painter: Painter, kind: str):
    one = replace(job, format=kind, suffix="_c", only=frozenset({"1.png"}))
    assert outcomes(one, painter) == ["done"]
    assert read_picture(job.output / f"1_c.{kind}").layers == (
        ("Lines", "Colours", "Flats") if kind in ("psd", "ora") else ()
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "psd"}, "cannot be written as psd; choose one of png, jpg, webp"),
        ({"format": "bmp"}, "cannot be written as bmp"),
    ],
)
def test_pages_have_formats_that_readers_show(comic: BatchJob, painter: Painter, change: dict[str, str], words: str):
    with pytest.raises(BatchError, match=words):
        Batch(replace(comic, **change), painter)  # type: ignore[arg-type]


def test_what_would_write_over_the_sketches_is_refused(
    job: BatchJob, comic: BatchJob, painter: Painter, tmp_path: Path
):
    with pytest.raises(BatchError, match="holds the sketches themselves"):
        Batch(replace(job, output=job.source / "part" / ".."), painter)
    with pytest.raises(BatchError, match=r"comic\.cbz would be overwritten"):
        Batch(replace(comic, output=tmp_path), painter)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BatchError, match="file cannot be made"):
        Batch(replace(job, output=tmp_path / "file"), painter)


def test_what_fails_for_all_alike_is_told_once(job: BatchJob, painter: Painter):
    with pytest.raises(TagError, match="does not know the tag green"):
        Batch(replace(job, look=replace(job.look, tags={"green": 1.0})), painter)
    with pytest.raises(DeviceError):
        list(Batch(job, Painter(painter.model, "mps", "fp32")).run(Control()))


def test_the_look_of_a_project(painter: Painter, tmp_path: Path):
    path = tmp_path / "work.nurie"
    tags = {"red_hair": 2.0, "blue_hair": 1.0, "of_another_model": 3.0}
    settings = LineSettings("light", threshold=200)
    mark = mark_of(painter.model, "Tiny")
    project = Project(None, colors(), tags, mark, muted=frozenset({"blue_hair"}), line_settings=settings)
    write_project(path, project)
    look = look_of_project(path, others=[painter.model])
    assert (look.model, dict(look.tags), look.line_settings) == (painter.model, {"red_hair": 2.0}, settings)
    assert look.reference is not None and look.reference.key == colors().key
    write_project(path, replace(project, solo="blue_hair", model=ModelMark("Lost", "lost.safetensors", 1, "0")))
    with pytest.raises(BatchError, match="the model Lost, which is not here"):
        look_of_project(path)
    assert dict(look_of_project(path, painter.model).tags) == {"blue_hair": 1.0}


@pytest.mark.parametrize("rests", [False, True])
def test_hints_are_laid_over_their_own_drawing_alone(job: BatchJob, painter: Painter, tmp_path: Path, rests: bool):
    own = read_picture(job.source / "1.png")
    pixels = np.zeros((own.height, own.width, 4), np.uint8)
    pixels[:32, :32] = (255, 0, 0, 255)
    path = tmp_path / "work.nurie"
    project = Project(None if rests else own, colors(), model=mark_of(painter.model, "Tiny"))
    layer = Hints.of_pixels(own.width, own.height, pixels)
    write_project(path, replace(project, hints=(DrawnHints.on(own, layer),)))
    plain = replace(job, output=tmp_path / "plain")
    assert Batch(plain, painter).notes == () and outcomes(plain, painter).count("done") == 3
    hints = look_of_project(path, painter.model).hints
    hinted = replace(job, output=tmp_path / "hinted", look=replace(job.look, hints=hints))
    assert Batch(hinted, painter).notes == (HINTS_NOTE,) and outcomes(hinted, painter).count("done") == 3
    changed = read_picture(hinted.output / "1.png").pixels != read_picture(plain.output / "1.png").pixels
    assert changed[:32, :32].any() and not changed[32:].any() and not changed[:, 32:].any()
    for page in ("part/3.png", "part/10.png"):
        assert (hinted.output / page).read_bytes() == (plain.output / page).read_bytes()
