import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import main as entry
from engine import resources
from engine.image_io import read_picture
from engine.requests import Picture
from tests.engine.tiny_models import TAGS, colors, drawing, tiny_model, write_model

ROOT = Path(entry.__file__).parent
CPU = ["--device", "cpu", "--precision", "fp32"]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a sketch and a reference, and no models but those of the test."""
    save(drawing(80, 60), tmp_path / "sketch.png")
    save(colors(), tmp_path / "reference.png")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NURIE_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(resources, "DEFAULT_MODEL", tmp_path / "program" / "nurie.safetensors")
    return tmp_path


def save(picture: Picture, path: Path) -> None:
    Image.fromarray(picture.pixels).save(path)


def colorize(model: Path, *arguments: str) -> int:
    return entry.main(
        ["colorize", "sketch.png", "--reference", "reference.png", "--model", str(model), *CPU, *arguments]
    )


def failed(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error; nothing may be on standard output."""
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("nurie: ") and captured.err.count("\n") == 1
    return captured.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["train"], "the following arguments are required: VERB; main.py train --help"),
        (["train", "synth", "-o", "data"], "the following arguments are required: --count; main.py train synth --help"),
        (["train", "tagger", "--colour"], "main.py train tagger --help tells the options."),
    ],
)
def test_wrong_usage_of_a_training_is_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        entry.main(arguments)
    assert ended.value.code == 2 and said in failed(capsys)


def test_colorize(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert colorize(model, "-o", "out.png") == 0
    captured = capsys.readouterr()
    assert captured.out == "out.png\n" and captured.err == ""
    out = np.asarray(Image.open("out.png"))
    assert out.shape == (60, 80, 3) and out.std() > 5
    np.testing.assert_array_equal(out[drawing(80, 60).pixels == 0], 0)


def test_colorize_says_what_it_did(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["-o", "out.webp", "--tag", "red_hair=2.5", "--tag", "solo=0", "--lines", "model", "--json"]
    assert colorize(model, *arguments, "--size", "32") == 0
    (line,) = capsys.readouterr().out.splitlines()
    done = json.loads(line)
    assert done.pop("milliseconds").keys() == {"load", "sketch", "reference", "decode", "finish", "total"}
    assert done == {
        "sketch": "sketch.png",
        "reference": "reference.png",
        "output": "out.webp",
        "tags": {"red_hair": 2.5, "solo": 0.0},
        "lines": "model",
        "line_art": {"ink": "dark", "clean_paper": False, "paper": 255, "threshold": 255},
        "model": str(model),
        "size": [32, 24],
        "device": "cpu",
        "precision": "fp32",
    }
    assert Image.open("out.webp").size == (80, 60)


@pytest.mark.parametrize(
    ("arguments", "size"), [([], [64, 48]), (["--size", "native"], [80, 60]), (["--size", "40"], [40, 30])]
)
def test_sizes(
    folder: Path, model: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], size: list[int]
) -> None:
    assert colorize(model, "-o", "out.png", "--json", *arguments) == 0
    assert json.loads(capsys.readouterr().out)["size"] == size
    assert Image.open("out.png").size == (80, 60)


@pytest.mark.parametrize("suffix", ["ora", "psd"])
def test_layers(folder: Path, model: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    assert colorize(model, "-o", f"out.{suffix}") == 0
    assert colorize(model, "-o", "bare.png", "--lines", "none") == 0
    assert capsys.readouterr().out == f"out.{suffix}\nbare.png\n"
    assert read_picture(f"out.{suffix}").layers == ("Lines", "Colours", "Flats")
    colors_alone = read_picture(f"out.{suffix}", "Colours").pixels
    np.testing.assert_array_equal(colors_alone, read_picture("bare.png").pixels)


def test_lines_are_found_as_they_were_drawn(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pixels = np.full((60, 80, 3), 255, np.uint8)
    pixels[20:22, 10:-10] = pixels[10:-10, 40:42] = 0
    save(Picture(pixels), folder / "sketch.png")
    assert colorize(model, "-o", "day.png") == 0
    save(Picture(255 - pixels), folder / "sketch.png")
    assert colorize(model, "-o", "night.png", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["line_art"]["ink"] == "light"
    day, night = read_picture("day.png").pixels, read_picture("night.png").pixels
    np.testing.assert_array_equal(day, night)
    assert (night[pixels == 0] == 0).all()
    assert colorize(model, "-o", "said.png", "--ink", "as-is", "--json") == 0
    assert json.loads(capsys.readouterr().out)["line_art"]["ink"] == "as-is"
    assert (read_picture("said.png").pixels != night).any()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--tag", "red_hiar=1"], ["red_hiar", "did you mean red_hair?"]),
        (["--tag", "red_hair=5.1"], ["red_hair", "5.1", "from 0 to 5"]),
        (["--tag", "red_hair=-1"], ["red_hair", "-1", "from 0 to 5"]),
        (["--tag", "red_hair=nan"], ["red_hair", "from 0 to 5"]),
        (["-o", "out.bmp"], ["out.bmp", "png, jpg"]),
        (["--layer", "Ink"], ["sketch.png has no layers"]),
        (["-o", "sketch.png"], ["sketch.png would be overwritten"]),
        (["--reference", "gone.png"], ["gone.png does not exist"]),
        (["--reference", "notes.txt"], ["notes.txt is no picture"]),
        (["--reference", "empty.png"], ["empty.png is empty"]),
        (["--reference", "cut.png"], ["cut.png is damaged or cut short"]),
        (["--reference", "."], [". is a folder"]),
        (["--model", "gone.safetensors"], ["gone.safetensors does not exist"]),
        (["--model", "notes.txt"], ["notes.txt is no weights file"]),
        (["--model", "cut.safetensors"], ["cut.safetensors is cut short"]),
        (["--model", "empty.png"], ["empty.png is no weights file"]),
    ],
)
def test_bad_input_is_one_sentence(
    folder: Path, model: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: list[str]
) -> None:
    (folder / "notes.txt").write_text("Dear diary, today I drew nothing at all.")
    (folder / "empty.png").touch()
    (folder / "cut.png").write_bytes((folder / "reference.png").read_bytes()[:100])
    (folder / "cut.safetensors").write_bytes(model.read_bytes()[:-10])
    before = (folder / "sketch.png").read_bytes()
    assert colorize(model, "-o", "out.png", *arguments) == 1
    line = failed(capsys)
    assert all(word in line for word in words), line
    assert not (folder / "out.png").exists() and (folder / "sketch.png").read_bytes() == before


def test_a_failure_with_json_says_it_there_too(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert colorize(model, "-o", "out.png", "--tag", "nothing=1", "--json") == 1
    captured = capsys.readouterr()
    assert "does not know the tag nothing" in json.loads(captured.out)["error"]
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("kind", ["transparent", "deep", "palette", "cmyk", "turned"])
def test_unusual_sketches_work(folder: Path, model: Path, kind: str) -> None:
    sketch = Image.fromarray(drawing(80, 60).pixels)
    name = {"cmyk": "sketch.jpg", "turned": "sketch.jpg"}.get(kind, "unusual.png")
    if kind == "transparent":
        grey = sketch.convert("L")
        black = Image.new("RGBA", sketch.size, "black")
        black.putalpha(grey.point(lambda value: 255 - value))
        black.save(name)
    elif kind == "deep":
        Image.fromarray(np.asarray(sketch.convert("L")).astype(np.uint16) * 257).save(name)
    elif kind == "palette":
        sketch.convert("P").save(name)
    elif kind == "cmyk":
        sketch.convert("CMYK").save(name, quality=100)
    else:
        exif = Image.Exif()
        exif[0x0112] = 6
        sketch.save(name, quality=100, exif=exif)
    arguments = ["colorize", name, "--reference", "reference.png", "-o", "out.png", "--model", str(model), *CPU]
    assert entry.main(arguments) == 0
    out = np.asarray(Image.open("out.png"))
    assert out.shape == ((80, 60, 3) if kind == "turned" else (60, 80, 3))
    assert out.std() > 5 and (out < 10).all(axis=2).mean() > 0.02


@pytest.mark.parametrize(
    "arguments",
    [
        ["colorize"],
        ["colorize", "sketch.png", "-o", "out.png"],
        ["colorize", "sketch.png", "--reference", "reference.png"],
        ["colorize", "sketch.png", "--reference", "reference.png", "-o", "out.png", "--tag", "red_hair"],
        ["colorize", "sketch.png", "--reference", "reference.png", "-o", "out.png", "--tag", "red_hair=much"],
        ["colorize", "sketch.png", "--reference", "reference.png", "-o", "out.png", "--size", "8"],
        ["colorize", "sketch.png", "--reference", "reference.png", "-o", "out.png", "--device", "tpu"],
        ["colorize", "sketch.png", "--jobs", "jobs.jsonl"],
        ["colorize", "sketch.png", "--reference", "reference.png", "-o", "out.png", "--threshold", "0"],
        ["colorize", "sketch.png", "--reference", "reference.png", "-o", "out.png", "--clean-paper", "--keep-paper"],
        ["colorize", "sketch.png", "--ref", "reference.png", "-o", "out.png"],
        ["tags"],
        ["import-weights", "--encoder", "e.pth", "-o", "m.safetensors"],
        ["import-weights", "--encoder", "e.pth", "--generator", "g.pth", "-o", "m.pth"],
    ],
)
def test_wrong_usage_of_a_command(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        entry.main(arguments)
    assert stop.value.code == 2
    assert f"main.py {arguments[0]} --help" in failed(capsys)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["colorise"], "did you mean colorize?"),
        (["--colour"], "The option --colour is unknown."),
        (["a.png", "b.png", "c.png"], "one sketch and one reference"),
        (["a.nurie", "b.png"], "one project"),
        (["a.png", "b.nurie"], "one project"),
    ],
)
def test_wrong_usage_of_the_entry(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert entry.main(arguments) == 2
    assert words in failed(capsys)


def test_jobs_go_on_after_a_failure(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jobs = [
        {"sketch": "sketch.png", "output": "1.png"},
        {"sketch": "gone.png", "output": "2.png"},
        {"sketch": "sketch.png", "output": "deep/3.jpg", "tags": {"blue_hair": 4}, "size": "native", "lines": "model"},
        {"sketch": "sketch.png", "output": "4.png", "tags": {"blu_hair": 4}},
    ]
    (folder / "jobs.jsonl").write_text("\n".join([*map(json.dumps, jobs), "{"]))
    arguments = ["colorize", "--jobs", "jobs.jsonl", "--reference", "reference.png", "--model", str(model), *CPU]
    assert entry.main([*arguments, "--tag", "red_hair=1", "--json"]) == 1
    captured = capsys.readouterr()
    lines = [json.loads(line) for line in captured.out.splitlines()]
    assert ["error" in line for line in lines] == [False, True, False, True, True]
    assert lines[0]["tags"] == {"red_hair": 1.0} and lines[2]["tags"] == {"red_hair": 1.0, "blue_hair": 4}
    assert [line.get("line") for line in lines[:4]] == [1, 2, 3, 4]
    assert "load" in lines[0]["milliseconds"] and "load" not in lines[2]["milliseconds"]
    assert "gone.png" in lines[1]["error"] and "blue_hair" in lines[3]["error"] and "Line 5" in lines[4]["error"]
    assert captured.err == "nurie: 3 of 5 pictures of jobs.jsonl were not painted; see their errors.\n"
    assert sorted(path.name for path in folder.rglob("[1-4].*")) == ["1.png", "3.jpg"]

    assert entry.main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines() == ["1.png", "deep/3.jpg"]
    assert "nurie: Line 2: gone.png does not exist" in captured.err


def test_tags(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main(["tags", "reference.png", "--model", str(model), *CPU, "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert list(read) == [tag.name for tag in TAGS] and all(0 <= value <= 1 for value in read.values())
    assert entry.main(["tags", "reference.png", "--model", str(model), *CPU]) == 0
    table = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [name for _, name in table] == sorted(read, key=lambda name: -read[name])


def test_models_and_the_default_one(folder: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main(["colorize", "sketch.png", "--reference", "reference.png", "-o", "out.png"]) == 1
    assert "No model is there" in failed(capsys)
    assert entry.main(["models", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []

    write_model(folder / "models" / "mine.safetensors", tiny_model("tagger"))
    (folder / "models" / "broken.safetensors").write_bytes(b"nothing")
    (folder / "program").mkdir()
    resources.DEFAULT_MODEL.write_bytes(model.read_bytes())
    assert entry.main(["models", "--json"]) == 0
    default, broken, mine = json.loads(capsys.readouterr().out)
    assert default["path"] == str(resources.DEFAULT_MODEL)
    assert (default["name"], default["stage"], default["resolution"]) == ("Tiny", "stage-two", 64)
    assert default["groups"] == {"hair": ["red_hair", "blue_hair"], "eyes": ["blue_eyes"]}
    assert "is no weights file" in broken["error"]
    assert mine["stage"] == "tagger" and not mine.get("default")
    assert entry.main(["models"]) == 0
    listing = capsys.readouterr().out
    assert "Tiny, stage-two, 64 px; hair (2), eyes (1)" in listing and "is no weights file" in listing

    arguments = ["colorize", "sketch.png", "--reference", "reference.png", "-o", "out.png", *CPU, "--json"]
    assert entry.main([*arguments, "--tag", "red_hair=1"]) == 0
    assert json.loads(capsys.readouterr().out)["model"] == str(resources.DEFAULT_MODEL)
    assert entry.main([*arguments, "--model", "mine"]) == 1


def test_import_weights_hands_over_its_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import engine.released

    seen: list[tuple[object, ...]] = []
    monkeypatch.setattr(engine.released, "import_weights", lambda *arguments: seen.append(arguments))
    files = ["--encoder", "e.pth", "--generator", "g.pth", "-o", "m.safetensors"]
    assert entry.main(["import-weights", *files]) == 0
    assert entry.main(["import-weights", *files, "--mapping", "m.pth", "--storage", "fp16"]) == 0
    paths = Path("e.pth"), Path("g.pth"), Path("m.safetensors")
    assert seen == [(*paths[:2], None, paths[2], "fp32"), (*paths[:2], Path("m.pth"), paths[2], "fp16")]
    assert capsys.readouterr().out == "m.safetensors\n" * 2


def test_the_window_gets_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    seen: list[list[str]] = []
    fake = types.SimpleNamespace(run=lambda paths: seen.append(paths) or 0)
    monkeypatch.setitem(sys.modules, "app.application", fake)  # type: ignore[arg-type]
    assert entry.main([]) == 0
    assert entry.main(["sketch.png", "reference.png"]) == 0
    assert entry.main(["work.nurie"]) == 0
    assert seen == [[], ["sketch.png", "reference.png"], ["work.nurie"]]


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (ZeroDivisionError("odd"), 1, "internal error (ZeroDivisionError: odd)"),
        (MemoryError(), 1, "memory is too small"),
    ],
)
def test_whatever_happens_is_one_line(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    words: str,
) -> None:
    import engine.commands.models

    def broken(_: object) -> int:
        raise error

    monkeypatch.setattr(engine.commands.models, "main", broken)
    assert entry.main(["models"]) == status
    assert words in failed(capsys)


def shell(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def test_help_and_version_as_a_program() -> None:
    done = shell("--help")
    assert done.returncode == 0 and done.stderr == ""
    assert all(verb in done.stdout for verb in entry.COMMANDS)
    assert shell("--version").stdout.startswith("nurie ")
    assert "--reference" in shell("colorize", "--help").stdout


def test_colorize_as_a_program(folder: Path, model: Path) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    arguments = ["colorize", "sketch.png", "--reference", "reference.png", "--model", str(model), *CPU]
    done = shell(*arguments, "-o", "out.png", cwd=folder, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "out.png\n", "")
    assert (folder / "out.png").is_file()
    done = shell(*arguments, "-o", "out.xyz", cwd=folder, env=environment)
    assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1
    assert shell(*arguments, cwd=folder, env=environment).returncode == 2
