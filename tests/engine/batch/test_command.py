import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import main as entry
from engine.painter import Painter
from engine.project.archive import write_project
from engine.project.content import Project, mark_of
from tests.engine.tiny_models import colors, drawing, write_model

CPU = ["--device", "cpu", "--precision", "fp32"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with sketches, one of them no picture, and a reference among them."""
    (tmp_path / "in").mkdir()
    for name in ("10.png", "9.png"):
        Image.fromarray(drawing().pixels).save(tmp_path / "in" / name)
    (tmp_path / "in" / "1.png").write_bytes(b"nothing")
    Image.fromarray(colors().pixels).save(tmp_path / "in" / "reference.png")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NURIE_MODELS", str(tmp_path / "models"))
    return tmp_path


def batch(model: Path, *arguments: str) -> int:
    return entry.main(["batch", "in", "-o", "out", "--model", str(model), *CPU, *arguments])


def test_a_folder(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(model, "--reference", "in/reference.png", "--tag", "red_hair=2") == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [str(Path("out/9.png")), str(Path("out/10.png"))]
    assert captured.err.splitlines() == [
        "nurie: 1.png is no picture that can be opened; use PNG, JPEG, WEBP, BMP, TIFF, GIF, PSD, ORA, KRA.",
        "nurie: 1 of 3 were not coloured: 1.png.",
    ]
    (folder / "in" / "1.png").unlink()
    assert batch(model, "--reference", "in/reference.png") == 0
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err == "0 coloured, 2 there already: out\n"


@pytest.mark.skipif(os.name == "nt", reason="there every name is Unicode")
def test_a_name_in_no_encoding(folder: Path, model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    odd = os.fsdecode(b"in/\x90\xfc\x89\xe6.png")  # a folder packed on a Japanese Windows
    (folder / "in" / "1.png").rename(folder / odd)
    Image.fromarray(drawing().pixels).save(folder / odd)
    (folder / "only.txt").write_text(Path(odd).name, "utf-8", "surrogateescape")
    assert batch(model, "--reference", "in/reference.png", "--only", "only.txt") == 0
    assert capfd.readouterr().out == "out/\\udc90\\udcfc\\udc89\\udce6.png\n"
    assert [os.fsencode(path.name) for path in (folder / "out").iterdir()] == [b"\x90\xfc\x89\xe6.png"]


def test_ctrl_c_says_how_far_it_came(
    folder: Path, model: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paint, painted = Painter.paint, []

    def stopped(self: Painter, request: object, output: Path, hints: object = None) -> object:
        if painted:
            raise KeyboardInterrupt
        painted.append(output)
        return paint(self, request, output, hints)  # type: ignore[arg-type]

    monkeypatch.setattr(Painter, "paint", stopped)
    arguments = ["--reference", "in/reference.png"]
    assert batch(model, *arguments) == 130
    said = "nurie: interrupted; 1 of 3 are done, the same command goes on with the rest.\n"
    assert capsys.readouterr().err.endswith(said)
    assert [path.name for path in (folder / "out").iterdir()] == ["9.png"]
    assert batch(model, *arguments, "--overwrite") == 130
    assert "0 of 3 are done, the same command begins again" in capsys.readouterr().err


def test_a_project_gives_what_is_not_said(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project(drawing(), colors(seed=3), {"red_hair": 4.0}, mark_of(model, "Tiny"))
    write_project(folder / "work.nurie", project)
    (folder / "models").mkdir()
    (folder / "models" / "tiny.safetensors").write_bytes(model.read_bytes())
    (folder / "in" / "1.png").unlink()
    (folder / "in" / "reference.png").unlink()

    def painted(*arguments: str) -> np.ndarray:
        assert entry.main(["batch", "in", "-o", "out", *CPU, "--overwrite", *arguments]) == 0
        capsys.readouterr()
        return np.asarray(Image.open("out/9.png"))

    own = painted("--project", "work.nurie")
    np.testing.assert_array_equal(own, painted("--reference", "work.nurie"))  # whichever way it is named
    assert (own != painted("--project", "work.nurie", "--tag", "red_hair=0")).any()
    Path("sea.hex").write_text("003ca0\nffcc00\n")
    assert (own != painted("--project", "work.nurie", "--palette", "sea.hex")).any()
    write_project(folder / "bare.nurie", Project(drawing()))
    assert batch(model, "--project", "bare.nurie") == 1
    assert "bare.nurie has no reference" in capsys.readouterr().err


@pytest.mark.parametrize("way", ["--reference", "--palette", "--project", "--leave-out"])
def test_what_gives_the_colours_is_never_painted_over(
    folder: Path, model: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    (folder / "in" / "1.png").unlink()
    (folder / "refs").mkdir()
    kept = (folder / "in" / "reference.png").rename(folder / "refs" / "9.png")
    before = kept.read_bytes()
    words = [way, "refs/9.png"]
    if way == "--project":
        project = Project(drawing(), replace(colors(), source=str(kept)), model=mark_of(model, "Tiny"))
        write_project(folder / "refs" / "work.nurie", project)
        words = [way, "refs/work.nurie"]
    elif way == "--leave-out":
        words += ["--reference", "refs/9.png"]
    assert batch(model, "-o", "in/../refs", "--overwrite", *words) == 1
    captured = capsys.readouterr()
    assert Path(captured.out.strip()).name == "10.png" and kept.read_bytes() == before
    assert "9.png is one of the files that this batch goes by and is not overwritten; choose" in captured.err


def test_what_a_comic_lacks_is_said(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile("in.cbz", "w") as archive:
        archive.write("in/9.png", "9.png")
        archive.writestr("notes.txt", "")
        place = archive.getinfo("notes.txt").header_offset
    data = bytearray(Path("in.cbz").read_bytes())
    data[place] ^= 0xFF
    Path("in.cbz").write_bytes(data)
    words = ["batch", "in.cbz", "-o", "out.cbz", "--model", str(model), *CPU, "--reference", "in/reference.png"]
    assert entry.main(words) == 0
    lines = capsys.readouterr().err.splitlines()
    assert "nurie: notes.txt is left out of out.cbz: nothing of it can be read in in.cbz." in lines


def test_what_is_left_out_is_no_sketch(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(model, "--reference", "in/reference.png", "--leave-out", "in/1.png", "--leave-out", "in/9.png") == 0
    assert capsys.readouterr().out.splitlines() == [str(Path("out/10.png"))]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "missing: --reference, --palette or --project"),
        (["--reference", "a.png", "--palette", "b.gpl"], "not both"),
        (["--reference", "a.nurie", "--project", "b.nurie"], "one project"),
        (["--reference", "a.png", "--format", "bmp"], "invalid choice"),
    ],
)
def test_wrong_usage(
    folder: Path, model: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        batch(model, *arguments)
    assert stop.value.code == 2
    assert words in capsys.readouterr().err


def test_a_program_follows_it_by_events_and_steers_it(folder: Path, model: Path) -> None:
    (folder / "only.txt").write_text("9.png\n10.png\n")
    options = ["--reference", "in/reference.png", "--json-events", "--only", "only.txt", "--thumbnails", "small"]
    command = [sys.executable, str(Path(entry.__file__)), "batch", "in", "-o", "out", "--model", str(model), *CPU]
    process = subprocess.Popen(
        [*command, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert process.stdin is not None and process.stdout is not None

    def event() -> dict[str, object]:
        assert process.stdout is not None
        return json.loads(process.stdout.readline())

    begun = {"event": "started", "pages": ["9.png", "10.png"], "output": "out", "notes": [], "said": []}
    assert event() == begun
    assert event() == {"event": "painting", "number": 0, "page": "9.png"}
    process.stdin.write("pause\n")  # torch is not even loaded: the first page is not done by then
    done = event()
    assert (done["event"], done["page"], done["outcome"]) == ("page", "9.png", "done")
    assert max(Image.open("small/0.png").size) <= 160
    assert event() == {"event": "paused"}
    process.stdin.write("cancel\n")
    assert event() == {"event": "cancelled", "done": 1, "skipped": 0, "failed": 0}
    assert process.wait(30) == 130
    process.stdin.close()
    process.stdout.close()
    assert [path.name for path in Path("out").iterdir()] == ["9.png"]
