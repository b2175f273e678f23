"""Commands that are ended from outside: at once, in one line, with nothing half written, and the next run goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PIL import Image

import main as entry
from tests.engine.tiny_models import colors, drawing, write_model

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")

PROGRAM = Path(entry.__file__)
CPU = ["--device", "cpu", "--precision", "fp32"]
PAGES = 12
PATIENCE_S = 120.0


@contextmanager
def started(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A command in a session of its own, so that who works for it can be told from others."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):  # also those who work for it: they hold its pipes open
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=PATIENCE_S)


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"nothing happened for {PATIENCE_S:g} seconds"
        time.sleep(0.02)


def ended(process: subprocess.Popen[str], how: signal.Signals) -> str:
    """The last line that a command says when it is ended."""
    process.send_signal(how)
    _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == entry.INTERRUPTED, errors
    assert "Traceback" not in errors
    return errors.strip().replace("\r", "\n").splitlines()[-1]


def half_written(folder: Path) -> list[Path]:
    return list(folder.rglob(".*.part"))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with a model, a reference and sketches of which each takes a moment."""
    (tmp_path / "in").mkdir()
    write_model(tmp_path / "model.safetensors")
    Image.fromarray(colors().pixels).save(tmp_path / "reference.png")
    for number in range(PAGES):
        Image.fromarray(drawing(320, 256).pixels).save(tmp_path / "in" / f"{number:02}.png")
    return tmp_path


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_batch_ends_and_goes_on(pages: Path, how: signal.Signals) -> None:
    arguments = ["batch", pages / "in", "-o", pages / "out", "--reference", pages / "reference.png"]
    arguments += ["--model", pages / "model.safetensors", *CPU]
    with started(*arguments) as batch:
        assert batch.stdout is not None and batch.stdout.readline()
        said = ended(batch, how)
    done = {path.name: path.stat().st_mtime_ns for path in (pages / "out").glob("*.png")}
    assert said == f"nurie: interrupted; {len(done)} of {PAGES} are done, the same command goes on with the rest."
    assert 0 < len(done) < PAGES and not half_written(pages)
    with started(*arguments) as batch:
        assert batch.communicate(timeout=PATIENCE_S)[1].endswith(
            f"{PAGES - len(done)} coloured, {len(done)} there already: {pages / 'out'}\n"
        )
    assert done.items() <= {path.name: path.stat().st_mtime_ns for path in (pages / "out").iterdir()}.items()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_colorize_ends(pages: Path, how: signal.Signals) -> None:
    jobs = [f'{{"sketch": "{page}", "output": "{page}.psd"}}\n' for page in sorted((pages / "in").iterdir())]
    (pages / "jobs.jsonl").write_text("".join(jobs))
    arguments = ["--jobs", pages / "jobs.jsonl", "--reference", pages / "reference.png"]
    with started("colorize", *arguments, "--model", pages / "model.safetensors", *CPU) as colorize:
        assert colorize.stdout is not None and colorize.stdout.readline()
        assert ended(colorize, how) == "nurie: interrupted."
    assert 0 < len(list((pages / "in").glob("*.psd"))) < PAGES and not half_written(pages)


def present(session: int) -> list[int]:
    """The processes of a session that are at work, but for the one that only cleans up behind the others."""
    lines = subprocess.run(
        ["ps", "-ww", "-eo", "sess=,pid=,stat=,args="], capture_output=True, text=True
    ).stdout.splitlines()
    rows = [line.split(None, 3) for line in lines]
    return [
        int(pid)
        for owner, pid, state, words in rows
        if int(owner) == session and "Z" not in state and "resource_tracker" not in words
    ]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("verb", ["synth", "prepare"])
def test_making_data_ends_with_all_who_work_for_it(pages: Path, verb: str, how: signal.Signals) -> None:
    out = pages / "data"
    asked = ["--count", 400, "--size", 256] if verb == "synth" else [pages / "in", "--least", 32]
    if verb == "prepare":
        for number in range(80):  # no two alike: of copies one is kept
            noise = [Image.effect_noise((300, 300), 40 + number + 20 * band) for band in range(3)]
            Image.merge("RGB", noise).save(pages / "in" / f"noise {number}.png")
    with started("train", verb, *asked, "-o", out, "--workers", 2) as making:
        until(lambda: making.poll() is not None or list((out / "color").glob("[!.]*")))
        assert making.poll() is None and len(present(making.pid)) == 3
        if how is signal.SIGKILL:
            making.kill()
            making.wait()
        else:
            assert ended(making, how) == "nurie: interrupted."
            assert not half_written(out)
        until(lambda: not present(making.pid))
    assert not (out / "dataset.json").exists()
    assert os.listdir(out / "color")
