"""Reading PSD, OpenRaster and Krita's files: the merged picture, and each layer.

Everything is read in memory, so no name in an archive can lead out of it, and nothing larger than a picture may
be is unpacked. psd-tools takes a while to import, so it is imported by the first PSD.
"""

from __future__ import annotations

import io
import logging
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops

from engine.archives import DAMAGE, read_member
from engine.errors import PictureError
from engine.image_io import MAX_PIXELS, NAMES, decode_image, decode_picture, picture_of
from engine.layered.archive import MAX_FILE_BYTES, StoredLayer, named
from engine.layered.krita import DOCUMENT, krita_layers
from engine.layered.ora_layers import STACK, ora_layers
from engine.requests import Picture
from engine.scaling import rows_of
from engine.sentences import reason_of

if TYPE_CHECKING:
    from psd_tools import PSDImage
    from psd_tools.api.layers import GroupMixin, Layer

log = logging.getLogger(__name__)

_MAX_PSD_BYTES = MAX_PIXELS * 32
"""What psd-tools may take for a layer, or for all of them put together."""
_DARKER = 32
"""By how many greys of 255 a colour may be darker than the white behind it: a colour profile moves the dark ones."""
_HEADER = struct.Struct(">4xH6xH8xH")
"""How a PSD begins: its version, how many channels it has, and of how many bits."""
_MERGED = "mergedimage.png"
# Names of Photoshop's layers that are in no Unicode are in the code page of the machine that wrote them.
_CODE_PAGES = ("utf-8", "cp932", "gb18030", "latin-1")


@dataclass(frozen=True, eq=False)
class LayeredFile:
    """A file with layers, the topmost first, and the picture that they make together."""

    merged: Picture
    layers: tuple[StoredLayer, ...]

    def names(self) -> tuple[str, ...]:
        """One name a layer, with its groups', each of them once."""
        names: dict[str, None] = {}
        for layer in self.layers:
            plain = name = " / ".join(filter(None, reversed(layer.names)))
            number = 1
            while name in names:
                number += 1
                name = f"{plain} ({number})"
            names[name] = None
        return tuple(names)

    def picture(self, layer: str) -> Picture:
        """The layer of that name alone, on white, or all of them merged where the name is empty.

        Raises:
            PictureError: it is not there, or it is damaged.
        """
        names, merged = self.names(), self.merged
        if not layer:
            return Picture(merged.pixels, merged.alpha, merged.source, names)
        if layer not in names:
            raise PictureError(
                "{source} has no layer {layer}; its layers are {layers}.",
                source=merged.source,
                layer=layer,
                layers=", ".join(names) or "unknown",
            )
        alone = picture_of(self.layers[names.index(layer)].on_canvas((merged.width, merged.height)), merged.source)
        return Picture(alone.pixels, alone.alpha, merged.source, names, layer)


def is_layered(start: bytes) -> bool:
    """Whether a file that starts with these four bytes is one of those that are read here."""
    return start in (b"8BPS", b"PK\3\4")


def open_layered(data: bytes, name: str) -> LayeredFile:
    """Opens the bytes of a PSD, ORA or KRA file; `name` names it in errors.

    Layers that cannot be made out are left out: the merged picture is there all the same. Where a PSD keeps none, its
    layers are put together.

    Raises:
        PictureError: it is none, damaged, holds no merged picture, or is larger than a picture may be.
    """
    if len(data) > MAX_FILE_BYTES:
        raise PictureError("{name} is larger than {most} MiB; save it flattened.", name=name, most=MAX_FILE_BYTES >> 20)
    opened = _open_psd(data, name) if data.startswith(b"8BPS") else _open_archive(data, name)
    return LayeredFile(opened.merged, named(opened.layers))


# Archives


def _open_archive(data: bytes, name: str) -> LayeredFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = set(archive.namelist())
        if _MERGED not in members:
            if members & {STACK, DOCUMENT}:
                raise _unmerged(name)
            raise PictureError(
                "{name} is no picture that can be opened; use {formats}.", name=name, formats=", ".join(NAMES)
            )
        merged = decode_picture(read_member(archive, _MERGED, MAX_FILE_BYTES), name, ("PNG",))
        layers = ora_layers(archive) if STACK in members else krita_layers(archive) if DOCUMENT in members else ()
    except PictureError:
        raise
    except (*DAMAGE, OSError) as error:
        raise PictureError(
            "{name} is damaged or cut short ({reason}); save or fetch the picture again.",
            name=name,
            reason=reason_of(error),
        ) from error
    return LayeredFile(merged, layers)


# PSD


def _open_psd(data: bytes, name: str) -> LayeredFile:
    from psd_tools import PSDImage
    from psd_tools.api.utils import has_transparency

    # Of grey and its transparency Pillow reads the grey alone, and of PSB, which is version 2, nothing.
    version, channels, depth = _HEADER.unpack_from(data) if len(data) >= _HEADER.size else (0, 0, 0)
    if version == 1 and depth == 8 and channels != 2:
        image = decode_image(data, name, ("PSD",))  # Pillow's reader takes a fraction of the time and memory
        try:
            psd = PSDImage.open(io.BytesIO(data), max_alloc_bytes=_MAX_PSD_BYTES)
            layers = tuple(_in_group(psd, (), False))
            is_merged = psd.has_preview() or not len(psd)  # a flat file is its merged picture, whatever it says
            is_selection = image.mode == "RGBA" and not has_transparency(psd)
        except Exception:
            log.debug("the layers of %s cannot be read", name, exc_info=True)
            return LayeredFile(_merged_picture(image, name), ())
        if not is_merged:
            return LayeredFile(_put_together(psd, name), layers)
        return LayeredFile(_merged_picture(image.convert("RGB") if is_selection else image, name), layers)
    try:
        psd = PSDImage.open(io.BytesIO(data), max_alloc_bytes=_MAX_PSD_BYTES)
        if psd.width * psd.height > MAX_PIXELS:
            raise PictureError(
                "{name} has {width} × {height} pixels, which is too large; make it smaller.",
                name=name,
                width=psd.width,
                height=psd.height,
            )
        image = psd.topil()
        merged = _put_together(psd, name) if image is None else _psd_picture(image, name)
        return LayeredFile(merged, tuple(_in_group(psd, (), False)))
    except (PictureError, MemoryError):
        raise
    except Exception as error:  # psd-tools raises many kinds for damaged data
        raise PictureError("{name} is damaged or cut short; save or fetch the picture again.", name=name) from error


def _merged_picture(image: Image.Image, name: str) -> Picture:
    """The merged picture as Pillow reads it. Photoshop lays its colours on white and keeps the transparency beside
    them; Krita stores the colours alone, and then some are darker than the white behind them would let them be."""
    if image.mode != "RGBA":
        return picture_of(image, name)
    size = (image.height, image.width)
    pixels, alpha = np.empty((*size, 3), np.uint8), np.empty(size, np.uint8)
    for band, rows in rows_of(image):
        colors, cover = rows.convert("RGB"), rows.getchannel("A")
        behind = cover.point([0, *range(254, -1, -1)])  # what nobody sees tells nothing
        if np.asarray(ImageChops.subtract(_grey(behind), colors)).max() > _DARKER:
            return picture_of(image, name)
        pixels[band] = np.asarray(ImageChops.lighter(colors, _grey(ImageChops.invert(cover))))
        alpha[band] = np.asarray(cover)
    return Picture(pixels, None if alpha.min() == 255 else alpha, name)


def _grey(band: Image.Image) -> Image.Image:
    return Image.merge("RGB", (band, band, band))


def _put_together(psd: PSDImage, name: str) -> Picture:
    """The layers of a file without a merged picture: Photoshop leaves it out where compatibility is not maximised.

    Raises:
        PictureError: there is something in them that psd-tools cannot draw.
    """
    try:
        return _psd_picture(psd.composite(), name)
    except MemoryError:
        raise
    except Exception as error:  # psd-tools raises many kinds, also for what it lacks a package for
        raise _unmerged(name) from error


def _psd_picture(image: Image.Image, name: str) -> Picture:
    return picture_of(image.convert("RGBA" if image.has_transparency_data else "RGB"), name)


def _unmerged(name: str) -> PictureError:
    return PictureError("{name} keeps no merged picture; save it again, or export it as PNG.", name=name)


def _in_group(group: GroupMixin, groups: tuple[str, ...], hidden: bool) -> Iterator[StoredLayer]:
    from psd_tools.api.layers import Group

    for layer in reversed(list(group)):
        unseen, name = hidden or not layer.visible, _name_of(layer)
        if isinstance(layer, Group):
            yield from _in_group(layer, (name, *groups), unseen)
        elif layer.has_pixels():
            yield StoredLayer((name, *groups), unseen, _psd_reader(layer))


def _psd_reader(layer: Layer) -> Callable[[], tuple[Image.Image, tuple[int, int]]]:
    def read() -> tuple[Image.Image, tuple[int, int]]:
        if layer.width * layer.height > MAX_PIXELS:
            raise PictureError(
                "The layer {name} has {width} × {height} pixels, which is too large.",
                name=layer.name,
                width=layer.width,
                height=layer.height,
            )
        image = layer.topil()
        if image is None:
            raise PictureError("The layer {name} holds no pixels; choose another one.", name=layer.name)
        return _masked(image.convert("RGBA"), layer), (layer.left, layer.top)

    return read


def _masked(image: Image.Image, layer: Layer) -> Image.Image:
    """A layer's pixels where its mask shows them."""
    mask = layer.mask
    if mask is None or mask.disabled or mask.width * mask.height > MAX_PIXELS:
        return image
    shown = Image.new("L", image.size, mask.background_color)
    stored = mask.topil()
    if stored is not None:
        shown.paste(stored.convert("L"), (mask.left - layer.left, mask.top - layer.top))
    image.putalpha(ImageChops.multiply(image.getchannel("A"), shown))
    return image


def _name_of(layer: Layer) -> str:
    from psd_tools.constants import Tag

    if Tag.UNICODE_LAYER_NAME in layer.tagged_blocks:
        return layer.name.rstrip("\0")
    raw = layer.name.encode("macroman", "replace")  # as psd-tools decoded it
    for encoding in _CODE_PAGES:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return layer.name
