import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.batch.job import BatchJob
from engine.batch.outputs import AS_IT_WAS, make_output
from engine.batch.pages import output_names
from engine.batch.runner import Batch, Begun, Control, Finished, Written
from engine.batch.sources import open_source
from engine.errors import BatchError
from engine.hints.drawn import DrawnHints
from engine.hints.layer import Hints
from engine.image_io import decode_picture
from engine.painter import Painter
from tests.engine.batch.batches import files, members, outcomes


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
    other = replace(comic, look=replace(comic.look, tags={"red_hair": 3.0}))
    assert isinstance(next(Batch(other, painter).run(Control())), Begun)
    assert outcomes(comic, painter)[0] == "skipped"


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


def test_an_archive_of_other_pages_is_not_written_over(chapter: BatchJob, painter: Painter):
    path = chapter.output / "chapter.cbz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cover.png", b"")
    with pytest.raises(BatchError, match=r"chapter\.cbz is there already and holds none of these pages"):
        Batch(chapter, painter)
    path.write_bytes(b"something else")
    with pytest.raises(BatchError, match=r"chapter\.cbz is no CBZ"):
        Batch(chapter, painter)


def test_pages_of_a_comic_are_painted_anew_with_other_hints(comic: BatchJob, painter: Painter):
    def page(*layers: Hints) -> Path:
        hints = tuple(DrawnHints(("key",), "", each) for each in layers)
        job = replace(comic, look=replace(comic.look, hints=hints))
        return make_output(job, open_source(job.source)).path_of("1.png")

    layer = Hints.of_pixels(64, 64, np.full((64, 64, 4), 200, np.uint8))
    other = Hints.of_pixels(64, 64, np.full((64, 64, 4), 100, np.uint8))
    assert len({page(), page(layer), page(other), page(layer)}) == 3


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


@pytest.mark.parametrize(("broken", "way"), [("1.png", 60), ("ComicInfo.xml", 2)])
def test_what_is_damaged_is_carried_over_as_damaged(comic: BatchJob, painter: Painter, broken: str, way: int):
    damage(comic.source, broken, lambda place: place + 30 + len(broken) + way)
    assert outcomes(comic, painter) == ["failed" if broken == "1.png" else "done", "failed", "done", "done"]
    with zipfile.ZipFile(comic.output / "comic.cbz") as archive, zipfile.ZipFile(comic.source) as source:
        assert archive.namelist() == ["1.png", "part/2.png", "part/3.png", "part/10.png", "ComicInfo.xml"]
        assert archive.testzip() == source.testzip() == broken
        assert archive.getinfo(broken).CRC == source.getinfo(broken).CRC
    assert files(comic.output) == ["comic.cbz"]


def test_what_cannot_be_found_in_the_comic_is_left_out_and_told(comic: BatchJob, painter: Painter):
    damage(comic.source, "ComicInfo.xml", lambda place: place)
    *_, last = Batch(comic, painter).run(Control())
    path = comic.output / "comic.cbz"
    note = f"ComicInfo.xml is left out of {path}: nothing of it can be read in {comic.source}."
    assert isinstance(last, Written) and last.notes == (note,)
    assert list(members(path)) == ["1.png", "part/2.png", "part/3.png", "part/10.png"]


def test_a_comic_that_is_gone_at_the_end_tells_where_the_pages_wait(comic: BatchJob, painter: Painter):
    steps = Batch(comic, painter).run(Control())
    for step in steps:
        if isinstance(step, Finished) and step.page == "part/10.png":
            break
    gone = comic.source.rename(comic.source.with_suffix(".gone"))
    with pytest.raises(
        BatchError, match=r"comic\.cbz does not exist.* The painted pages wait in .*\.comic\.cbz\.pages"
    ):
        next(steps)
    gone.rename(comic.source)
    assert outcomes(comic, painter) == ["skipped", "failed", "skipped", "skipped"]
    assert files(comic.output) == ["comic.cbz"]


def test_a_page_that_failed_lets_no_other_look_in(comic: BatchJob, painter: Painter):
    assert outcomes(comic, painter) == ["done", "failed", "done", "done"]
    path = comic.output / "comic.cbz"
    before = path.read_bytes()
    tagged = replace(comic, look=replace(comic.look, tags={"red_hair": 4.0}))
    assert outcomes(tagged, painter) == ["skipped", "failed", "skipped", "skipped"]
    assert path.read_bytes() == before
    assert [path.name for path in comic.output.iterdir()] == ["comic.cbz"]
    assert outcomes(replace(tagged, overwrite=True, only=frozenset({"1.png"})), painter) == ["done"]
    after = members(path)
    assert after["1.png"] != zipfile.ZipFile(io.BytesIO(before)).read("1.png")
    assert after["part/3.png"] == zipfile.ZipFile(io.BytesIO(before)).read("part/3.png")  # not asked for, it stays
    assert zipfile.ZipFile(path).getinfo("part/2.png").comment == AS_IT_WAS


def test_an_overwriting_that_was_called_off_leaves_the_comic_to_its_look(chapter: BatchJob, painter: Painter):
    assert outcomes(chapter, painter) == ["done", "skipped"]
    path = chapter.output / "chapter.cbz"
    before = path.read_bytes()
    tagged = replace(chapter, look=replace(chapter.look, tags={"red_hair": 4.0}), overwrite=True)
    steps = Batch(tagged, painter).run(Control())
    while not isinstance(next(steps), Finished):
        pass
    steps.close()
    for other in (chapter, replace(tagged, overwrite=False)):
        assert outcomes(other, painter) == ["skipped"] * 2 and path.read_bytes() == before
    assert outcomes(tagged, painter) == ["skipped", "done"] and path.read_bytes() != before


def test_a_folder_becomes_a_comic(job: BatchJob, painter: Painter, tmp_path: Path):
    bound = replace(job, output=tmp_path / "bound.cbz")
    assert outcomes(bound, painter) == ["done", "failed", "done", "done"]
    with zipfile.ZipFile(bound.output) as archive:
        assert archive.namelist() == ["1.png", "part/2.png", "part/3.png", "part/10.png"]
        assert archive.read("part/2.png") == b"\x89PNG and no more"
        assert decode_picture(archive.read("part/3.png"), "3").width == 80
    assert outcomes(bound, painter) == ["skipped", "failed", "skipped", "skipped"]
    with pytest.raises(BatchError, match="cannot be written as psd; choose one of png, jpg, webp"):
        Batch(replace(bound, format="psd"), painter)


def test_names_of_a_folder_in_no_encoding(job: BatchJob, painter: Painter, tmp_path: Path):
    try:
        (job.source / "1.png").rename(job.source / "\udce9.png")
    except OSError:
        pytest.skip("there every name is Unicode")
    (job.source / "part" / "2.png").rename(job.source / "part" / "\udce9.png")
    bound = replace(job, output=tmp_path / "bound.cbz")
    for again in ("done", "skipped"):
        assert sorted(outcomes(bound, painter)) == sorted([*[again] * 3, "failed"])
    assert set(members(bound.output)) == {"&#56553;.png", "part/&#56553;.png", "part/3.png", "part/10.png"}


def damage(path: Path, name: str, where: Callable[[int], int]) -> None:
    """Changes one byte of a file of an archive, counted from where its header stands."""
    with zipfile.ZipFile(path) as archive:
        place = where(archive.getinfo(name).header_offset)
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)
