import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from engine.batch.comics import ArchiveSource, carrying_out_of
from engine.batch.pages import reading_order
from engine.batch.sources import FolderSource, open_source
from engine.errors import BatchError, PictureError
from engine.image_io import write_picture
from engine.painting_settings import PaintingSettings
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


def test_what_nurie_painted_into_sub_folders_is_no_sketch(tmp_path: Path):
    settings = PaintingSettings("Tiny", "", {}).to_metadata()

    def write(*names: str, painted: bool) -> None:
        for name in names:
            write_picture(tmp_path / name, drawing().pixels, settings if painted else {})

    write("ch1/1.png", "ch1/2.jpg", painted=True)
    source = FolderSource(tmp_path)
    assert (source.pages, source.notes) == (("ch1/1.png", "ch1/2.jpg"), ())  # nothing else can be meant
    write("3.png", painted=True)
    assert len(FolderSource(tmp_path).pages) == 3
    write("ch1/4.png", "ch2/5.png", painted=False)
    source = FolderSource(tmp_path)
    assert source.pages == ("3.png", "ch1/4.png", "ch2/5.png")
    assert source.notes == ("Pictures in sub-folders that Nurie painted are passed by: 2.",)
    source = FolderSource(tmp_path, (tmp_path / "ch1", tmp_path / "ch2"))
    assert (source.pages, source.notes) == (("3.png",), ())


@pytest.mark.parametrize("code_page", ["utf-8", "cp932", "gb18030", "cp437"])
def test_names_of_old_archives_are_read_in_the_code_page_of_their_machine(tmp_path: Path, code_page: str):
    words = "caf\u00e9" if code_page == "cp437" else "\u8868\u7d19" if code_page != "gb18030" else "\u9f20"
    names = [f"{words}/10.png", f"{words}/{words}.xml", f"{words}/9.png", "1.png"]
    raw = {f"{place}".rjust(len(name.encode(code_page)), "_"): name for place, name in enumerate(names)}
    data = write_archive(tmp_path / "old.cbz", *raw).read_bytes()
    for stand_in, name in raw.items():
        data = data.replace(stand_in.encode(), name.encode(code_page))
    (tmp_path / "old.cbz").write_bytes(data)
    source = ArchiveSource(tmp_path / "old.cbz")
    assert source.pages == ("1.png", f"{words}/9.png", f"{words}/10.png") and source.others == (names[1],)
    assert source.read(names[0]).width == 64
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as archive, source.carrying() as carry:
        assert all(carry(name, archive) for name in names) and not carry("gone", archive)
    with zipfile.ZipFile(tmp_path / "new.zip") as archive:
        assert archive.namelist() == names and archive.testzip() is None


def test_files_that_lie_over_each_other_are_carried_as_often_as_there_is_room(tmp_path: Path):
    path = write_archive(tmp_path / "quoted.zip", *(f"{number}.txt" for number in range(9)))
    with zipfile.ZipFile(path, "a") as archive:
        first = archive.getinfo("0.txt")
        for info in archive.infolist():
            info.header_offset, info.compress_size = 0, first.compress_size * 2
        archive.writestr("end", b"")  # so that the directory is written anew
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as archive, carrying_out_of(path) as carry:
        assert [carry(f"{number}.txt", archive) for number in range(9)].count(True) < 6
    assert (tmp_path / "new.zip").stat().st_size < 2 * path.stat().st_size


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
