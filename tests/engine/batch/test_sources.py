import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from engine.batch.sources import ArchiveSource, FolderSource, open_source, reading_order
from engine.errors import BatchError, PictureError
from tests.engine.tiny_models import drawing


def png() -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(drawing().pixels).save(buffer, "PNG")
    return buffer.getvalue()


def write_archive(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, png())
    return path


def test_pages_come_as_one_reads_them():
    pages = ["page10.png", "Page2.png", "page1.png", "ch10/1.png", "ch2/12.png", "ch2/3.png", "1.png", "page2b.png"]
    assert sorted(pages, key=reading_order) == [
        "1.png",
        "ch2/3.png",
        "ch2/12.png",
        "ch10/1.png",
        "page1.png",
        "Page2.png",
        "page2b.png",
        "page10.png",
    ]


def test_a_folder_is_looked_through(tmp_path: Path):
    for name in ("b/10.png", "b/9.JPG", "a.psd", "reference.png", "out/1.png", ".hidden/1.png", ".1.png", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(png())
    source = FolderSource(tmp_path, (tmp_path / "out", tmp_path / "." / "reference.png"))
    assert source.pages == ("a.psd", "b/9.JPG", "b/10.png")
    assert source.read("b/10.png").width == 64
    (tmp_path / "b" / "10.png").unlink()
    with pytest.raises(PictureError, match=r"10\.png does not exist"):
        source.read("b/10.png")


def test_an_archive_is_read_where_it_lies(tmp_path: Path):
    names = [
        "2.png",
        "10.png",
        "1.png",
        "ComicInfo.xml",
        "__MACOSX/._1.png",
        "../3.png",
        "/4.png",
        "a\\..\\5.png",
        "c:6.png",
    ]
    source = ArchiveSource(write_archive(tmp_path / "comic.cbz", *names))
    assert source.pages == ("1.png", "2.png", "10.png")
    assert source.others == ("ComicInfo.xml", "__MACOSX/._1.png")
    assert source.read("2.png").height == 64
    assert source.mark("1.png") != source.mark("2.png")


def test_a_damaged_page_of_an_archive_is_told(tmp_path: Path):
    path = write_archive(tmp_path / "comic.cbz", "1.png", "2.png")
    data = bytearray(path.read_bytes())
    data[60:70] = bytes(10)
    path.write_bytes(data)
    source = ArchiveSource(path)
    with pytest.raises(PictureError, match=r"1\.png in .*comic\.cbz cannot be read"):
        source.read("1.png")
    assert source.read("2.png").width == 64


def test_what_is_no_source(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "one.png").write_bytes(png())
    (tmp_path / "cut.cbz").write_bytes(b"PK\3\4 and no more")
    for name, words in (
        ("gone", "does not exist"),
        ("gone.cbz", "does not exist"),
        ("empty", "holds no sketches"),
        ("one.png", "neither a folder nor a CBZ"),
        ("cut.cbz", "is no CBZ, or it is cut short"),
    ):
        with pytest.raises(BatchError, match=words):
            open_source(tmp_path / name)
