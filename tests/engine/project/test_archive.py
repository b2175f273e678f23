import errno
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import ProjectError
from engine.hints.drawn import DrawnHints, hints_on
from engine.hints.layer import Hints
from engine.progress import Cancelled
from engine.project import archive, description
from engine.project.archive import is_older_copy, is_project, read_project, write_project
from engine.project.content import Project
from engine.requests import LineSettings, Picture
from tests.engine.project.projects import assert_same, project


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "work.nurie"
    write_project(path, project())
    return path


def rewritten(saved: Path, description: dict | None = None, **members: bytes) -> Path:
    """A copy with another description or other members."""
    with zipfile.ZipFile(saved) as old:
        contents = {name: old.read(name) for name in old.namelist()}
    if description is not None:
        contents["project.json"] = json.dumps({**json.loads(contents["project.json"]), **description}).encode()
    path = saved.with_name("changed.nurie")
    with zipfile.ZipFile(path, "w") as new:
        for name, data in {**contents, **members}.items():
            new.writestr(name, data)
    return path


def refused(path: Path) -> str:
    """The one sentence with which a file is refused; it names the file."""
    with pytest.raises(ProjectError) as caught:
        read_project(path)
    text = str(caught.value)
    assert str(path) in text and "\n" not in text
    return text


def test_everything_comes_back(saved: Path):
    again = read_project(saved)
    assert_same(again, project())
    assert again.sketch is not None and again.sketch.source == "drawing.psd"


def test_an_empty_project_comes_back(tmp_path: Path):
    write_project(tmp_path / "empty.nurie", Project())
    again = read_project(tmp_path / "empty.nurie")
    assert (again.sketch, again.reference, again.model, again.hints) == (None, None, None, ())
    assert not again.tags


def test_the_file_tells_its_kind_and_names_no_folder_of_this_machine(saved: Path):
    data = saved.read_bytes()
    assert data[30:38] == b"mimetype" and archive.MIMETYPE.encode() in data[:80]
    assert b"/home" not in data


def test_other_programs_can_read_its_pictures(saved: Path):
    with zipfile.ZipFile(saved) as opened:
        name = json.loads(opened.read("project.json"))["sketch"]["pixels"]
        with Image.open(opened.open(name)) as image:
            np.testing.assert_array_equal(np.asarray(image), project().sketch.pixels)


def test_saving_again_keeps_one_older_copy(saved: Path):
    first = saved.read_bytes()
    write_project(saved, Project())
    assert Path(f"{saved}~").read_bytes() == first
    second = saved.read_bytes()
    write_project(saved, project())
    assert Path(f"{saved}~").read_bytes() == second
    assert sorted(path.name for path in saved.parent.iterdir()) == ["work.nurie", "work.nurie~"]


def test_the_older_copy_is_kept_where_there_are_no_links(saved: Path, monkeypatch: pytest.MonkeyPatch):
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    first = saved.read_bytes()
    write_project(saved, Project())
    assert Path(f"{saved}~").read_bytes() == first


def test_a_project_whose_name_leaves_no_room_for_a_longer_one_is_saved_without_an_older_copy(tmp_path: Path):
    path = tmp_path / ("n" * 249 + ".nurie")
    for _ in range(2):
        write_project(path, project())
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_and_no_rest(saved: Path, monkeypatch: pytest.MonkeyPatch):
    before = saved.read_bytes()
    real = zipfile.ZipFile.writestr

    def full(self, name, *arguments):
        if str(name).startswith("hints"):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(self, name, *arguments)

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(ProjectError, match="No space left"):
        write_project(saved, project())
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == ["work.nurie"]


def test_a_vanished_drive_is_told_and_not_made_up(tmp_path: Path):
    path = tmp_path / "gone" / "work.nurie"
    with pytest.raises(ProjectError, match="folder is not there"):
        write_project(path, project())
    assert not path.parent.exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_told(saved: Path):
    saved.parent.chmod(0o500)
    try:
        with pytest.raises(ProjectError, match="cannot be saved"):
            write_project(saved, Project())
    finally:
        saved.parent.chmod(0o700)


def test_a_refused_rename_is_told(saved: Path, monkeypatch: pytest.MonkeyPatch):
    before = saved.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ProjectError, match="Permission denied"):
        write_project(saved, Project())
    assert saved.read_bytes() == before


def test_saving_and_opening_tell_how_far_they_are(saved: Path):
    for act in (lambda tell: write_project(saved, project(), tell), lambda tell: read_project(saved, tell)):
        told: list[float] = []
        act(told.append)
        assert told == sorted(told) and told[0] < 0.1 and 0.5 < told[-1] <= 1.0 and len(set(told)) > 4


def test_what_is_called_off_leaves_the_old_file_and_no_rest(saved: Path):
    before, told = saved.read_bytes(), []

    def tell(share: float) -> None:
        told.append(share)
        if share > 0.5:
            raise Cancelled

    for act in (lambda: write_project(saved, project(), tell), lambda: read_project(saved, tell)):
        told.clear()
        with pytest.raises(Cancelled):
            act()
        assert len(told) > 1
    assert saved.read_bytes() == before and list(saved.parent.iterdir()) == [saved]


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_stays_a_link(saved: Path):
    link = saved.with_name("link.nurie")
    link.symlink_to(saved)
    write_project(link, Project())
    assert link.is_symlink() and read_project(saved).sketch is None


def test_results_share_their_pictures_in_the_file_and_in_memory(saved: Path):
    with zipfile.ZipFile(saved) as opened:
        names = opened.namelist()
    assert len(names) == len(set(names))
    assert sum(name.startswith("pictures/") for name in names) == 4  # sketch, reference, its alpha, an older one
    assert sum(name.startswith("results/") for name in names) == 3
    again = read_project(saved)
    first, second, third = (result.work for result in again.history)
    assert first.sketch is second.sketch is again.sketch
    assert first.reference is second.reference is not again.reference and third.reference is again.reference


def test_damaged_results_are_left_out_and_the_others_come(saved: Path):
    with zipfile.ZipFile(saved) as opened:
        good = json.loads(opened.read("project.json"))["history"]
    gone = {**good[0], "image": "results/" + "0" * 32 + ".png"}
    wrong = [7, {}, gone, {**good[0], "tags": {"a": "much"}}, {**good[0], "sketch": {"pixels": "../x"}}]
    again = read_project(rewritten(saved, {"history": [wrong[0], good[0], *wrong[1:], good[2]]}))
    assert [dict(result.work.tags) for result in again.history] == [{"red_hair": 1.0}, {"red_hair": 2.5}]
    assert again.sketch is not None
    assert read_project(rewritten(saved, {"history": "none"})).history == ()


def test_a_damaged_picture_of_a_result_costs_that_result_alone(saved: Path):
    with zipfile.ZipFile(saved) as opened:
        name = json.loads(opened.read("project.json"))["history"][1]["image"]
    with zipfile.ZipFile(saved) as opened:
        info = opened.getinfo(name)
    data = bytearray(saved.read_bytes())
    data[info.header_offset + 30 + len(name) + 50] ^= 0xFF
    saved.write_bytes(bytes(data))
    assert [result.starred for result in read_project(saved).history] == [True, False]


def test_many_or_large_results_of_the_past_are_bounded(saved: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(description, "MAX_RESULTS", 2)
    assert len(read_project(saved).history) == 2
    monkeypatch.setattr(description, "MAX_HISTORY_BYTES", -1)
    assert read_project(saved).history == ()
    monkeypatch.undo()
    monkeypatch.setattr(description, "MAX_IMAGE_SIDE", 12)
    assert read_project(saved).history == ()


def test_a_file_with_layers_is_found_beside_the_project(saved: Path):
    drawing = saved.with_name("drawing.psd")
    drawing.write_bytes(b"layers")
    again = read_project(saved)
    assert again.sketch is not None and again.reference is not None
    assert again.sketch.source == str(drawing)
    assert again.reference.source == "reference.png"  # it has no layers to choose


# What is refused


def test_missing_folder_and_foreign_files(tmp_path: Path):
    assert "does not exist" in refused(tmp_path / "none.nurie")
    assert refused(tmp_path)
    text = tmp_path / "text.nurie"
    text.write_text("no zip at all")
    assert "no Nurie project" in refused(text)
    foreign = tmp_path / "foreign.nurie"
    with zipfile.ZipFile(foreign, "w") as other:
        other.writestr("mergedimage.png", b"x")
    assert "no Nurie project" in refused(foreign)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.999])
def test_a_cut_file(saved: Path, share: float):
    data = saved.read_bytes()
    saved.write_bytes(data[: int(len(data) * share)])
    refused(saved)


def test_a_flipped_bit_in_a_picture(saved: Path):
    data = bytearray(saved.read_bytes())
    data[data.index(b"IDAT") + 40] ^= 0xFF
    saved.write_bytes(bytes(data))
    assert "damaged" in refused(saved)


def test_too_new(saved: Path):
    assert "newer Nurie" in refused(rewritten(saved, {"format_version": archive.FORMAT_VERSION + 1}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"format_version": "one"},
        {"sketch": 7},
        {"sketch": {"pixels": "../../etc/passwd"}},
        {"sketch": {"pixels": "/etc/passwd"}},
        {"sketch": {"pixels": "project.json"}},
        {"sketch": {"pixels": "pictures/" + "0" * 32 + ".png"}},
        {"tags": [1, 2]},
        {"tags": {"red_hair": "much"}},
        {"tags": {"red_hair": float("nan")}},
        {"model": {"name": "x"}},
        {"muted": 3},
        {"solo": ["red_hair"]},
        {"line_settings": {"ink": "gold"}},
        {"line_settings": {"threshold": "high"}},
        {"evenness": "very"},
        {"evenness": -1},
        {"hints": {"pixels": 3}},
        {"more": 3},
    ],
)
def test_wrong_descriptions(saved: Path, wrong: dict):
    refused(rewritten(saved, wrong))


def test_hints_outside_their_drawing(saved: Path):
    with zipfile.ZipFile(saved) as opened:
        hints = json.loads(opened.read("project.json"))["hints"]
    for wrong in ({"left": -1}, {"left": 80}, {"width": 10**9, "height": 10**9}):
        refused(rewritten(saved, {"hints": {**hints, **wrong}}))


def test_damaged_hints_of_another_drawing_are_left_out(saved: Path):
    with zipfile.ZipFile(saved) as opened:
        resting = json.loads(opened.read("project.json"))["resting_hints"]
    for wrong in (3, [3], [{**resting[0], "left": -1}], [{**resting[0], "sketches": 3}]):
        assert len(read_project(rewritten(saved, {"resting_hints": wrong})).hints) == 1


def test_hints_of_many_drawings_never_change_places(tmp_path: Path):
    one = project()
    pages = [Picture(np.full((70, 90, 3), value, np.uint8)) for value in range(12)]
    layers = [Hints.of_pixels(90, 70, np.full((70, 90, 4), value + 1, np.uint8)) for value in range(12)]
    drawn = tuple(DrawnHints.on(page, hints) for page, hints in zip(pages, layers, strict=True))
    write_project(tmp_path / "many.nurie", replace(one, hints=drawn))
    again = read_project(tmp_path / "many.nurie")
    assert hints_on(one.sketch, again.hints) is None
    for page, hints in zip(pages, layers, strict=True):
        found = hints_on(page, again.hints)
        assert found is not None and found.color_at(5, 5) == hints.color_at(5, 5)


def test_a_picture_of_another_kind(saved: Path):
    with zipfile.ZipFile(saved) as opened:
        description = json.loads(opened.read("project.json"))
    assert "damaged" in refused(rewritten(saved, {"sketch": {"pixels": description["hints"]["pixels"]}}))


def test_a_bomb_is_not_unpacked(saved: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_DESCRIPTION", 1000)
    path = saved.with_name("bomb.nurie")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("project.json", b" " * 10_000_000)
    assert "larger than" in refused(path)


def test_deep_nesting_is_damage(saved: Path):
    path = saved.with_name("deep.nurie")
    with zipfile.ZipFile(path, "w") as deep:
        deep.writestr("project.json", b"[" * 200_000)
    assert "damaged" in refused(path)


def test_a_file_from_before_these_were_saved_opens(saved: Path):
    with zipfile.ZipFile(saved) as old:
        values = json.loads(old.read("project.json"))
        contents = {name: old.read(name) for name in old.namelist()}
    for name in ("muted", "solo", "line_settings", "evenness", "history", "resting_hints"):
        del values[name]
    for name in ("sketches", "source"):
        del values["hints"][name]
    older = saved.with_name("older.nurie")
    with zipfile.ZipFile(older, "w") as new:
        for name, data in {**contents, "project.json": json.dumps(values).encode()}.items():
            new.writestr(name, data)
    again = read_project(older)
    assert dict(again.tags) == dict(project().tags)
    assert (again.muted, again.solo, again.line_settings) == (frozenset(), None, LineSettings())
    assert again.evenness == 0.0, "their results were not evened"
    hints = hints_on(again.sketch, again.hints)
    assert hints is not None and hints.color_at(45, 25) == project().hints[-1].hints.color_at(45, 25)
    assert hints_on(replace(project().sketch, pixels=255 - project().sketch.pixels), again.hints) is None


def test_hints_know_a_drawing_beside_the_project_that_is_saved_anew(tmp_path: Path):
    file, path = tmp_path / "page.png", tmp_path / "work.nurie"
    sketch, other = (Picture(np.full((70, 90, 3), value, np.uint8), None, str(file)) for value in (1, 2))
    layer = Hints.of_pixels(90, 70, np.full((70, 90, 4), 9, np.uint8))
    write_project(path, Project(sketch, hints=(DrawnHints.on(sketch, layer),)))
    assert hints_on(other, read_project(path).hints) is None
    file.touch()
    assert hints_on(other, read_project(path).hints) is not None


def test_only_moved_tags_can_be_muted_or_solo(saved: Path):
    again = read_project(rewritten(saved, {"tags": {"red_hair": 1}, "muted": ["x", "red_hair"], "solo": "y"}))
    assert (again.muted, again.solo) == (frozenset({"red_hair"}), None)


def test_values_of_tags_stay_within_their_range(saved: Path):
    assert dict(read_project(rewritten(saved, {"tags": {"a": 99, "b": -1}})).tags) == {"a": 5.0, "b": 0.0}


def test_the_name_of_a_picture_need_not_be_utf_8(tmp_path: Path):
    source = os.fsdecode(b"/home/someone/sk\xff.png")
    one = project()
    assert one.sketch is not None
    sketch = replace(one.sketch, source=source, layers=(os.fsdecode(b"\xff"),), layer=os.fsdecode(b"\xff"))
    hints = tuple(replace(drawn, file=source) for drawn in one.hints)
    write_project(tmp_path / "work.nurie", replace(one, sketch=sketch, hints=hints))
    again = read_project(tmp_path / "work.nurie")
    assert again.sketch is not None
    assert (again.sketch.source, again.sketch.layer) == (Path(source).name, sketch.layer)


def test_who_may_read_a_project_stays_so(saved: Path):
    saved.chmod(0o600)
    write_project(saved, Project())
    assert saved.stat().st_mode & 0o777 == 0o600


def test_a_write_protected_project_is_not_replaced(saved: Path, monkeypatch: pytest.MonkeyPatch):
    before = saved.read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(ProjectError, match="write-protected"):
        write_project(saved, Project())
    assert saved.read_bytes() == before


def test_the_older_copy_is_a_project_too(saved: Path):
    write_project(saved, Project())
    older = saved.with_name(saved.name + "~")
    assert is_project(saved) and is_project(older) and is_older_copy(older) and not is_older_copy(saved)
    assert not is_project(Path("a.png~")) and not is_older_copy(Path("a.png~"))
    assert len(read_project(older).history) == 3
