import base64
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from app.picture_sources import PictureSource, offers_picture, sources_from_mime
from engine.errors import PictureError
from tests.app.doubles import write_png


@pytest.fixture
def png(tmp_path: Path) -> Path:
    return write_png(tmp_path / "a.png", (10, 20, 30), (8, 4))


def urls(*addresses: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(address) for address in addresses])
    return mime


def test_local_files_come_first(png: Path, tmp_path: Path):
    other = write_png(tmp_path / "b.png")
    mime = urls(QUrl.fromLocalFile(str(png)).toString(), QUrl.fromLocalFile(str(other)).toString())
    mime.setData("image/png", QByteArray(b"something else"))
    assert [source.path for source in sources_from_mime(mime, "x")] == [png, other]


def test_a_browser_gives_the_bits_beside_the_address(png: Path):
    mime = urls("https://example.org/picture.png")
    mime.setData("image/png", QByteArray(png.read_bytes()))
    (source,) = sources_from_mime(mime, "dropped picture")
    picture = source.read()
    assert (picture.width, picture.height) == (8, 4)
    assert tuple(picture.pixels[0, 7]) == (10, 20, 30)


def test_a_paint_program_gives_an_image_with_transparency():
    image = QImage(3, 2, QImage.Format.Format_ARGB32)
    image.fill(QColor(255, 0, 0, 0))
    image.setPixelColor(0, 0, QColor(255, 0, 0, 255))
    mime = QMimeData()
    mime.setImageData(image)
    (source,) = sources_from_mime(mime, "pasted picture")
    picture = source.read()
    assert tuple(picture.pixels[0, 0]) == (255, 0, 0)
    assert tuple(picture.pixels[1, 2]) == (255, 255, 255)  # white paper under it
    assert picture.alpha is not None and picture.alpha[0, 0] == 255 and picture.alpha[1, 2] == 0


def test_an_inline_address_is_decoded(png: Path):
    mime = urls("data:image/png;base64," + base64.b64encode(png.read_bytes()).decode())
    (source,) = sources_from_mime(mime, "dropped picture")
    assert source.read().width == 8


@pytest.mark.parametrize("mime", [urls("https://example.org/a.png"), urls("http://example.org/")])
def test_an_address_alone_is_refused_as_the_app_is_offline(mime: QMimeData):
    with pytest.raises(PictureError, match="offline"):
        sources_from_mime(mime, "dropped picture")


def test_a_copied_address_is_refused_as_the_app_is_offline():
    mime = QMimeData()
    mime.setText("https://example.org/a.png")
    with pytest.raises(PictureError, match="offline"):
        sources_from_mime(mime, "pasted picture")


def test_text_is_no_picture():
    mime = QMimeData()
    mime.setText("hello")
    assert not offers_picture(mime)
    with pytest.raises(PictureError, match="no picture"):
        sources_from_mime(mime, "pasted picture")


def test_a_damaged_file_is_told_by_the_reader(tmp_path: Path):
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG nothing")
    with pytest.raises(PictureError, match=r"a\.png"):
        PictureSource.of_path(path).read()


def test_reading_digests_the_picture(png: Path):
    assert "key" in vars(PictureSource.of_path(png).read())


def test_null_image_is_an_error():
    with pytest.raises(PictureError, match="empty"):
        PictureSource("pasted picture", image=QImage()).read()


def test_read_pixels_are_the_files(png: Path):
    assert np.array_equal(PictureSource.of_path(png).read().pixels[0, 0], [0, 0, 0])
