"""Where a picture comes from: a file, bytes, or an image of the clipboard; and what a drop or paste offers.

Programs offer the same picture in several ways at once. A local file is taken first (it has a name and its
own bits), then encoded bytes, then a decoded image. An address on the network alone is refused: the app is
offline, and never fetches anything.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtGui import QImage

from app.qimage import picture_from_qimage
from engine.errors import PictureError
from engine.image_io import decode_picture, read_picture
from engine.requests import Picture

# Encoded pictures as programs offer them, best first: those that keep every pixel and the transparency.
ENCODED_FORMATS = ("image/png", "image/webp", "image/tiff", "image/jpeg", "image/bmp")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureSource", text)


@dataclass(frozen=True)
class PictureSource:
    """A picture that is not decoded yet. Just one of `path`, `data` and `image` is given; of a file with layers
    `layer` is taken, or where that is empty all of them."""

    name: str
    path: Path | None = None
    data: bytes | None = None
    image: QImage | None = None
    layer: str = ""

    @classmethod
    def of_path(cls, path: Path | str) -> PictureSource:
        """The picture in a file; it keeps the whole path, by which it is known when it was saved anew."""
        return cls(Path(path).name, path=Path(path).absolute())

    def read(self) -> Picture:
        """Decodes it, on any thread but the GUI's, and digests it, so that no other thread has to.

        Raises:
            PictureError: it is no picture, truncated, empty, or over the pixel cap.
        """
        if self.path is not None:
            picture = read_picture(self.path, self.layer)
        elif self.data is not None:
            picture = decode_picture(self.data, self.name)
        elif self.image is not None and not self.image.isNull():
            picture = picture_from_qimage(self.image, self.name)
        else:
            raise PictureError(_tr("{name} is empty; drop or paste a picture.").format(name=self.name))
        _ = picture.key
        return picture


def offers_picture(mime: QMimeData) -> bool:
    """Whether a drag may be dropped at all: a refusal is said after the drop, where it can be read."""
    return mime.hasUrls() or mime.hasImage() or any(mime.hasFormat(kind) for kind in ENCODED_FORMATS)


def sources_from_mime(mime: QMimeData, name: str) -> list[PictureSource]:
    """The pictures that a drop or the clipboard holds, best representation first. GUI thread.

    Args:
        mime: what was dropped or copied.
        name: what to call a picture that has no file name.

    Raises:
        PictureError: nothing in it is a picture, or it is only an address on the network.
    """
    local = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if local:
        return [PictureSource.of_path(path) for path in local]
    for kind in ENCODED_FORMATS:
        if mime.hasFormat(kind):
            data = bytes(mime.data(kind).data())
            if data:
                return [PictureSource(name, data=data)]
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return [PictureSource(name, image=image)]
    inline = [_inline_data(url) for url in mime.urls() if url.scheme() == "data"]
    if inline:
        return [PictureSource(name, data=data) for data in inline]
    if _names_network(mime.urls()) or mime.text().strip().startswith(("http://", "https://")):
        raise PictureError(
            _tr("Nurie stays offline and cannot fetch a picture from the web: save it first, then drop the file.")
        )
    raise PictureError(_tr("There is no picture in what was dropped or pasted; copy a picture or drop its file."))


def _inline_data(url: QUrl) -> bytes:
    """The bytes of a `data:` address, which browsers give for pictures that have no file."""
    header, _, body = url.toString(QUrl.ComponentFormattingOption.FullyEncoded).partition(",")
    raw = unquote_to_bytes(body)
    if not header.endswith(";base64"):
        return raw
    try:
        return base64.b64decode(raw, validate=True)
    except binascii.Error as error:
        raise PictureError(_tr("The dropped picture is damaged; save it first, then drop the file.")) from error


def _names_network(urls: Iterable[QUrl]) -> bool:
    return any(not url.isLocalFile() and url.scheme() != "data" for url in urls)
