import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.batch.job import BatchJob, Look, look_of_project
from engine.batch.outputs import make_output, output_names
from engine.batch.runner import HINTS_NOTE, Batch, Begun, Control, Finished, Paused
from engine.batch.sources import open_source
from engine.errors import BatchError, DeviceError, TagError
from engine.hints.drawn import DrawnHints
from engine.hints.layer import Hints
from engine.image_io import read_picture
from engine.painter import Painter
from engine.project.archive import write_project
from engine.project.content import ModelMark, Project, mark_of
from engine.requests import LineSettings
from tests.engine.tiny_models import colors, drawing, write_model


@pytest.fixture(scope="module")
def painter(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    return Painter(write_model(tmp_path_factory.mktemp("model") / "tiny.safetensors"), "cpu", "fp32")


@pytest.fixture
def job(tmp_path: Path, painter: Painter) -> BatchJob:
    """Four sketches, the second of which is none."""
    for number, name in enumerate(("1.png", "part/2.png", "part/3.jpg", "part/10.png")):
        path = tmp_path / "sketches" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(drawing(64 + 8 * number, 64).pixels).save(path, quality=100)
    (tmp_path / "sketches" / "part" / "2.png").write_bytes(b"\x89PNG and no more")
    return BatchJob(tmp_path / "sketches", tmp_path / "sketches" / "out", Look(colors(), painter.model))


@pytest.fixture
def comic(job: BatchJob, tmp_path: Path) -> BatchJob:
    """The same in an archive, with something that is no page."""
    with zipfile.ZipFile(tmp_path / "comic.cbz", "w") as archive:
        archive.writestr("ComicInfo.xml", "<ComicInfo/>")
        for name in ("part/10.png", "part/3.jpg", "1.png", "part/2.png"):
            archive.write(job.source / name, name)
    return replace(job, source=tmp_path / "comic.cbz", output=tmp_path / "coloured")


def outcomes(job: BatchJob, painter: Painter) -> list[str]:
    return [step.outcome for step in Batch(job, painter).run(Control()) if isinstance(step, Finished)]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


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


def test_the_pages_of_a_comic_become_a_comic(comic: BatchJob, painter: Painter):
    assert outcomes(comic, painter) == ["done", "failed", "done", "done"]
    path = comic.output / "comic.cbz"
    with zipfile.ZipFile(path) as archive:
        # In reading order; the bad page as it was, so that no page is missing.
        assert archive.namelist() == ["1.png", "part/2.png", "part/3.png", "part/10.png", "ComicInfo.xml"]
        assert archive.read("ComicInfo.xml") == b"<ComicInfo/>"
        with zipfile.ZipFile(comic.source) as source:
            assert archive.read("part/2.png") == source.read("part/2.png")
        assert Image.open(io.BytesIO(archive.read("part/10.png"))).size == (88, 64)
    assert outcomes(comic, painter) == ["skipped", "failed", "skipped", "skipped"]  # it is tried again
    with zipfile.ZipFile(comic.source, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.write(comic.source.parent / "sketches" / "1.png", "part/2.png")  # mended
    assert outcomes(comic, painter) == ["skipped", "done", "skipped", "skipped"]
    assert files(comic.output) == ["comic.cbz"]  # the work folder has gone
    assert outcomes(comic, painter) == ["skipped"] * 4


def test_a_comic_goes_on_and_never_mixes_looks(comic: BatchJob, painter: Painter):
    steps = Batch(comic, painter).run(Control())
    while not isinstance(next(steps), Finished):
        pass
    steps.close()
    assert not (comic.output / "comic.cbz").exists()
    assert outcomes(comic, painter)[0] == "skipped"
    other = replace(comic, look=replace(comic.look, tags={"red_hair": 3.0}))
    assert outcomes(other, painter)[0] == "done"


@pytest.fixture
def chapter(comic: BatchJob, painter: Painter) -> BatchJob:
    """A comic of one page that is painted, after which the artist drew another one to stand before it."""
    job = replace(comic, source=comic.source.with_name("chapter.cbz"))
    with zipfile.ZipFile(job.source, "w") as archive:
        archive.write(comic.source.parent / "sketches" / "part" / "10.png", "10.png")
    assert outcomes(job, painter) == ["done"] and files(job.output) == ["chapter.cbz"]
    with zipfile.ZipFile(job.source, "a") as archive:
        archive.write(comic.source.parent / "sketches" / "1.png", "1.png")
    return job


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_finished_comic_gets_the_pages_that_were_drawn_since(chapter: BatchJob, painter: Painter):
    path = chapter.output / "chapter.cbz"
    before = members(path)
    tagged = replace(chapter, look=replace(chapter.look, tags={"red_hair": 4.0}))  # what is painted stays all the same
    assert outcomes(tagged, painter) == ["done", "skipped"]
    after = members(path)
    assert list(after) == ["1.png", "10.png"] and after["10.png"] == before["10.png"]
    assert Image.open(io.BytesIO(after["1.png"])).size == (64, 64)
    assert files(chapter.output) == ["chapter.cbz"]
    assert outcomes(chapter, painter) == ["skipped"] * 2 and members(path) == after
    assert outcomes(replace(chapter, overwrite=True), painter) == ["done"] * 2


def test_new_pages_that_were_called_off_go_on_and_lose_nothing(chapter: BatchJob, painter: Painter):
    path = chapter.output / "chapter.cbz"
    before = members(path)
    assert isinstance(next(Batch(chapter, painter).run(Control())), Begun)
    assert members(path) == before
    assert outcomes(chapter, painter) == ["done", "skipped"]
    assert members(path)["10.png"] == before["10.png"]


def test_what_a_crash_left_of_taking_pages_over_is_begun_anew(
    chapter: BatchJob, painter: Painter, monkeypatch: pytest.MonkeyPatch
):
    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", full)
        with pytest.raises(BatchError, match=r"chapter\.cbz\.pages cannot be made: No space left"):
            Batch(chapter, painter)
    assert outcomes(chapter, painter) == ["done", "skipped"]
    assert files(chapter.output) == ["chapter.cbz"]


def test_an_archive_of_other_pages_is_not_written_over(chapter: BatchJob, painter: Painter):
    path = chapter.output / "chapter.cbz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cover.png", b"")
    with pytest.raises(BatchError, match=r"chapter\.cbz is there already and holds none of these pages"):
        Batch(chapter, painter)
    path.write_bytes(b"something else")
    with pytest.raises(BatchError, match=r"chapter\.cbz is no CBZ"):
        Batch(chapter, painter)


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


def test_names_that_would_be_the_same_keep_their_suffix():
    pages = ["a.png", "A.jpg", "a.jpg.png", "b.png", "c/a.png"]
    names = output_names(pages, "_c.png")
    assert names == {
        "a.png": "a.png_c.png",
        "A.jpg": "A.jpg_c.png",
        "a.jpg.png": "a.jpg__c.png",
        "b.png": "b_c.png",
        "c/a.png": "c/a_c.png",
    }


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


def test_pages_of_a_comic_are_painted_anew_with_other_hints(comic: BatchJob, painter: Painter):
    def page(*layers: Hints) -> Path:
        hints = tuple(DrawnHints(("key",), "", each) for each in layers)
        job = replace(comic, look=replace(comic.look, hints=hints))
        return make_output(job, open_source(job.source)).path_of("1.png")

    layer = Hints.of_pixels(64, 64, np.full((64, 64, 4), 200, np.uint8))
    other = Hints.of_pixels(64, 64, np.full((64, 64, 4), 100, np.uint8))
    assert len({page(), page(layer), page(other), page(layer)}) == 3
