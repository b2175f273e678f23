"""A folder and a comic of four sketches, the second of which is none, and a tiny model to paint them."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from engine.batch.job import BatchJob, Look
from engine.painter import Painter
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
