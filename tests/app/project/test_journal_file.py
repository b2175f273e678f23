import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.project import journal_file
from app.project.file_state import FileState
from app.project.journal_file import JournalFile, read_journal, summary_of
from app.project.journalled import Work
from engine.errors import ProjectError
from engine.hints.drawn import DrawnHints, hints_on
from engine.hints.layer import TILE, Hints
from engine.requests import Picture
from tests.engine.project.projects import assert_same, project


@pytest.fixture
def journal(tmp_path: Path) -> JournalFile:
    return JournalFile(tmp_path / "journal")


def work(**changes: object) -> Work:
    values = {"project": project(), "model_path": Path("/a/model.safetensors"), "model_name": "test", "name": "a.png"}
    return Work(**{**values, **changes})


def test_the_last_state_comes_back(journal: JournalFile, tmp_path: Path):
    journal.write(work(project=replace(project(), tags={})))
    journal.write(work(project_path=tmp_path / "a.nurie", project_state=FileState(12, 1_700_000_000_123_456_789)))
    again = read_journal(tmp_path / "journal")
    assert_same(replace(again.project, model=project().model), project())
    assert (again.model_path, again.model_name, again.name) == (Path("/a/model.safetensors"), "test", "a.png")
    assert again.project_path == tmp_path / "a.nurie"
    assert again.project_state == FileState(12, 1_700_000_000_123_456_789)
    summary = summary_of(tmp_path / "journal")
    assert summary is not None and summary.is_modified and summary.name == "a.png"


def test_pictures_and_tiles_are_written_once(journal: JournalFile, tmp_path: Path):
    one = project()
    journal.write(work(project=one))
    size = (tmp_path / "journal").stat().st_size
    for value in range(10):
        journal.write(work(project=replace(one, tags={"red_hair": value / 2})))
    grown = (tmp_path / "journal").stat().st_size - size
    assert grown < 10 * 1300
    # The same picture as another array, as undo and recovery bring it, is the same by its digest.
    journal.write(work(project=replace(project(), tags={})))
    assert (tmp_path / "journal").stat().st_size - size - grown < 1300


def test_a_stroke_costs_its_tiles(journal: JournalFile, tmp_path: Path):
    noise = np.random.default_rng(0).integers(1, 256, (4 * TILE, 4 * TILE, 4), np.uint8)
    hints = Hints.of_pixels(4 * TILE, 4 * TILE, noise)
    sketch = Picture(np.zeros((4 * TILE, 4 * TILE, 3), np.uint8))

    def painted(layer: Hints) -> Work:
        return work(project=replace(project(), sketch=sketch, hints=(DrawnHints.on(sketch, layer),)))

    journal.write(painted(hints))
    size = (tmp_path / "journal").stat().st_size
    changed = hints.with_tiles({(1, 2): np.full((TILE, TILE, 4), 7, np.uint8)})
    journal.write(painted(changed))
    assert (tmp_path / "journal").stat().st_size - size < 8000
    hints_again = hints_on(sketch, read_journal(tmp_path / "journal").project.hints)
    assert hints_again is not None
    np.testing.assert_array_equal(hints_again.pixels(), changed.pixels())


def test_hints_still_know_the_file_that_they_were_painted_on(journal: JournalFile, tmp_path: Path):
    journal.write(work())
    one = project()
    assert one.sketch is not None
    anew = replace(one.sketch, pixels=255 - one.sketch.pixels)
    assert hints_on(anew, read_journal(tmp_path / "journal").project.hints) is not None


def test_a_journal_from_before_hints_knew_their_drawing(journal: JournalFile, tmp_path: Path, monkeypatch):
    real = journal_file.describe_hints

    def older(*arguments: object) -> dict:
        hints = real(*arguments)["hints"]
        return {"hints": {name: hints[name] for name in ("width", "height", "tiles")}}

    monkeypatch.setattr(journal_file, "describe_hints", older)
    journal.write(work())
    again = read_journal(tmp_path / "journal").project
    assert hints_on(again.sketch, again.hints) is not None and len(again.hints) == 1


def test_names_that_are_no_utf_8_are_kept(journal: JournalFile, tmp_path: Path):
    source, project_path = os.fsdecode(b"/a/sk\xff.png"), Path(os.fsdecode(b"/a/w\xe9rk.nurie"))
    one = project()
    assert one.sketch is not None
    sketch = replace(one.sketch, source=source)
    past = tuple(replace(result, work=replace(result.work, sketch=sketch)) for result in one.history)
    found = work(project=replace(one, sketch=sketch, history=past), project_path=project_path, name=source)
    journal.write(found)
    again = read_journal(tmp_path / "journal")
    assert (again.name, again.project_path) == (source, project_path)
    name = Path(source).name
    assert again.project.sketch is not None and again.project.sketch.source == source
    assert [result.work.sketch and result.work.sketch.source for result in again.project.history] == [name] * 3


def test_it_is_begun_beside_the_one_before(tmp_path: Path):
    path = tmp_path / "journal"
    JournalFile(path).write(work(name="older"))
    newer = JournalFile(path)
    assert read_journal(path).name == "older"
    newer.write(work(name="newer"))
    assert read_journal(path).name == "newer"
    unused = JournalFile(path)
    unused.close()
    assert read_journal(path).name == "newer"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["journal"]


@pytest.mark.parametrize("cut", [1, 5, 17, 200])
def test_a_torn_end_gives_the_state_before(journal: JournalFile, tmp_path: Path, cut: int):
    journal.write(work(name="first"))
    whole = (tmp_path / "journal").stat().st_size
    journal.write(work(name="second", project=replace(project(), tags={})))
    data = (tmp_path / "journal").read_bytes()
    (tmp_path / "journal").write_bytes(data[: max(whole, len(data) - cut)])
    again = read_journal(tmp_path / "journal")
    assert again.name == "first" and dict(again.project.tags) == dict(project().tags)


def test_a_flipped_bit_in_the_last_state_gives_the_one_before(journal: JournalFile, tmp_path: Path):
    journal.write(work(name="first"))
    journal.write(work(name="second"))
    data = bytearray((tmp_path / "journal").read_bytes())
    data[-20] ^= 1
    (tmp_path / "journal").write_bytes(bytes(data))
    assert read_journal(tmp_path / "journal").name == "first"


def test_nothing_and_rubbish(tmp_path: Path):
    for data in (b"", b"rubbish" * 100, journal_file._HEADER.pack(b"NURJ", b"s", 1 << 60, 0)):
        (tmp_path / "bad").write_bytes(data)
        assert summary_of(tmp_path / "bad") is None
        with pytest.raises(ProjectError, match="nothing"):
            read_journal(tmp_path / "bad")
    assert summary_of(tmp_path / "none") is None


def test_a_long_journal_is_written_anew_and_goes_on(
    journal: JournalFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    one = project()
    journal.write(work(project=one))
    for seed in range(4):  # pictures that nothing shows any more
        random = np.random.default_rng(seed).integers(0, 256, (60, 60, 3), np.uint8)
        journal.write(work(project=replace(one, reference=type(one.reference)(random))))
    before = (tmp_path / "journal").stat().st_size
    monkeypatch.setattr(journal_file, "LIMIT", 1000)
    journal.write(work(project=one, name="shrunk"))
    assert (tmp_path / "journal").stat().st_size < before / 2
    assert_same(replace(read_journal(tmp_path / "journal").project, model=one.model), one)
    monkeypatch.undo()
    journal.write(work(project=replace(one, tags={}), name="after"))
    again = read_journal(tmp_path / "journal")
    assert again.name == "after" and again.project.sketch is not None
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["journal"]
