"""Picture files to uint8 RGB and back: an allow-list of formats, a pixel cap, sRGB, whole writes.

Imports no torch. Everything here may run on any thread.
"""

from __future__ import annotations

import io
import json
import stat
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, TypeVar

import numpy as np
from PIL import Image, UnidentifiedImageError
from PIL.PngImagePlugin import PngInfo

from engine.color_profiles import srgb_profile
from engine.errors import PictureError
from engine.files import replaced_whole
from engine.pixel_types import to_rgb
from engine.progress import Tell, Watched, untold
from engine.requests import Picture
from engine.scaling import Size, array_of, rows_of
from engine.sentences import reason_of

T = TypeVar("T")

MAX_SIDE = 8192
MAX_PIXELS = MAX_SIDE * MAX_SIDE

READABLE = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF")
NAMES = (*READABLE, "PSD", "ORA", "KRA")
"""What is told to be readable; the last three are read by `engine.layered.reading`."""
READABLE_SUFFIXES = (
    *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".tif", ".tiff", ".gif"),
    *(".psd", ".psb", ".ora", ".kra"),
)
"""How files of these kinds are called, where a folder is looked through; what a file is its bytes tell."""
# Suffix → Pillow's format and its options; what the networks painted is kept as exactly as the format can.
_WRITABLE: dict[str, tuple[str, dict[str, Any]]] = {
    ".png": ("PNG", {"compress_level": 6}),
    ".jpg": ("JPEG", {"quality": 95, "subsampling": 0}),
    ".jpeg": ("JPEG", {"quality": 95, "subsampling": 0}),
    ".webp": ("WEBP", {"lossless": True, "method": 4}),
    ".tiff": ("TIFF", {}),
    ".tif": ("TIFF", {}),
}
WRITABLE_SUFFIXES = tuple(_WRITABLE)
LAYERED_SUFFIXES = (".ora", ".psd")
EXPORT_SUFFIXES = (*WRITABLE_SUFFIXES, *LAYERED_SUFFIXES)
"""What `engine.layered.export` writes: flat ones, and those with layers."""
# libjpeg's, WebP's and version 1's of PSD; what is not here holds every picture that can be opened.
_MOST_SIDE = {".jpg": 65_500, ".jpeg": 65_500, ".webp": 16_383, ".psd": 30_000}
_SMALLER = 8  # as small as this a drawn picture gets, to tell how far its writing is
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"BM", b"II*\0", b"MM\0*", b"GIF8", b"8BPS")
_IMAGE_DESCRIPTION = 0x010E  # the TIFF and EXIF tag that holds the metadata where a format has no text chunks

# The cap below takes the place of Pillow's own, whose warnings and errors come at other sizes and in other words.
Image.MAX_IMAGE_PIXELS = None
# Pillow warns about damaged metadata that it then skips; what matters to us it raises.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


def read_picture(path: Path | str, layer: str = "") -> Picture:
    """Reads a picture file (PNG, JPEG, WebP, BMP, TIFF; of a GIF or an animation the first frame; of a PSD, ORA or
    KRA the merged picture, or the layer of that name).

    Any pixel type becomes 8-bit RGB; colours of another profile become sRGB; transparency is laid on white and
    kept as `alpha`; a rotation noted in the file (EXIF) is applied.

    Raises:
        PictureError: missing, a folder, empty, no picture, truncated, damaged, more than `MAX_PIXELS`, or without
            that layer.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise PictureError("{path} is a folder, not a picture; choose a picture file in it.", path=path)
        if not stat.S_ISREG(mode):
            raise PictureError("{path} is not a file; choose a picture file.", path=path)
        with path.open("rb") as file:
            return _decode(file, str(path), READABLE, layer)
    except FileNotFoundError as error:
        raise PictureError("{path} does not exist; check the name of the picture.", path=path) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        raise PictureError("{path} cannot be read: {reason}.", path=path, reason=reason_of(error)) from error


def decode_picture(data: bytes, name: str, formats: tuple[str, ...] = READABLE) -> Picture:
    """Reads a picture from the bytes of a file, as `read_picture` does; `name` names it in errors, `formats`
    are the formats of Pillow that are allowed.

    Raises:
        PictureError: empty, no picture, truncated, damaged, or more than `MAX_PIXELS`.
    """
    return _decode(io.BytesIO(data), name, formats, "")


def decode_image(data: bytes, name: str, formats: tuple[str, ...] = READABLE) -> Image.Image:
    """Reads a picture as `decode_picture` does, but leaves its transparency in it: RGB or RGBA.

    Raises:
        PictureError: as `decode_picture`.
    """
    return _opened(io.BytesIO(data), name, formats, lambda image, _: to_rgb(image))


def picture_of(image: Image.Image, name: str) -> Picture:
    """RGB, or RGBA laid on white, as a picture; `name` is its source."""
    if image.mode != "RGBA":
        return Picture(array_of(image), None, name)
    size = (image.height, image.width)
    pixels, alpha = np.empty((*size, 3), np.uint8), np.empty(size, np.uint8)
    # Band by band, as much of this keeps Python's lock.
    for band, rows in rows_of(image):
        paper, cover = Image.new("RGB", rows.size, "white"), rows.getchannel("A")
        paper.paste(rows.convert("RGB"), mask=cover)
        pixels[band], alpha[band] = np.asarray(paper), np.asarray(cover)
    return Picture(pixels, None if alpha.min() == 255 else alpha, name)


def encode(
    file: IO[bytes],
    suffix: str,
    pixels: np.ndarray,
    metadata: Mapping[str, str] | None = None,
    tell: Tell = untold,
) -> None:
    """Writes uint8 RGB `[H, W, 3]`, or as a PNG also RGBA `[H, W, 4]`, which is sRGB, in the format of a suffix.

    Raises:
        OSError, ValueError: the disk refuses, or the format cannot hold the size.
        Cancelled: `tell` said so.
    """
    image_format, options = _WRITABLE[suffix]
    if image_format == "TIFF":
        from engine.tiff_strips import tiff_strips  # Pillow's writer of TIFFs is loaded by the first of them

        description = _described(metadata) if metadata else ""
        file.writelines(tiff_strips(pixels, description, srgb_profile(), tell))
        return
    more = _metadata_options(image_format, metadata or {})
    watched: Any = Watched(file, pixels.nbytes // _SMALLER, tell)  # Pillow asks for no more than `write`
    Image.fromarray(np.ascontiguousarray(pixels)).save(
        watched, image_format, **options, **more, icc_profile=srgb_profile()
    )


def encode_png(pixels: np.ndarray) -> bytes:
    """A small picture as `encode` writes it, in memory."""
    buffer = io.BytesIO()
    encode(buffer, ".png", pixels)
    return buffer.getvalue()


def check_writable(path: Path | str, suffixes: tuple[str, ...] = WRITABLE_SUFFIXES) -> Path:
    """Says before the work whether the format is known to `write_picture`, or to who writes `suffixes`.

    Raises:
        PictureError: the suffix is none of them, or `path` is a folder.
    """
    path = Path(path)
    if path.suffix.lower() not in suffixes:
        allowed = ", ".join(suffix.lstrip(".") for suffix in suffixes)
        raise PictureError("{path} cannot be written: its suffix must be one of {allowed}.", path=path, allowed=allowed)
    if path.is_dir():
        raise PictureError("{path} is a folder; give the name of the picture to write.", path=path)
    return path


def check_fits(path: Path, size: Size) -> None:
    """Says before the work whether the format of a suffix, one of `EXPORT_SUFFIXES`, holds pictures of a size.

    Raises:
        PictureError: it does not.
    """
    suffix = path.suffix.lower()
    most = _MOST_SIDE.get(suffix, MAX_PIXELS)
    if max(size) > most:
        raise PictureError(
            "{path} cannot be written: {format} holds at most {most} pixels a side, and the picture has "
            "{width} × {height}; use {formats}.",
            path=path,
            format=suffix.lstrip(".").upper(),
            most=most,
            width=size[0],
            height=size[1],
            formats="ORA, PNG" if suffix in LAYERED_SUFFIXES else "PNG, TIFF",
        )


def write_picture(
    path: Path | str, pixels: np.ndarray, metadata: Mapping[str, str] | None = None, tell: Tell = untold
) -> None:
    """Writes uint8 RGB `[H, W, 3]`, which is sRGB, in the format of the suffix (png, jpg, webp, tiff), whole or not
    at all.

    `metadata` becomes one text chunk an entry in a PNG, and one JSON object in the image description
    of the other formats.

    Raises:
        PictureError: the suffix is unknown, the format cannot hold the size, or the disk refuses.
        Cancelled: `tell` said so; an older file is as it was.
    """
    path = check_writable(path)
    check_fits(path, (pixels.shape[1], pixels.shape[0]))
    try:
        with replaced_whole(path) as part, part.open("wb") as file:
            encode(file, path.suffix.lower(), pixels, metadata, tell)
    except (OSError, ValueError) as error:
        raise PictureError("{path} cannot be written: {reason}.", path=path, reason=reason_of(error)) from error


def _metadata_options(image_format: str, metadata: Mapping[str, str]) -> dict[str, Any]:
    if not metadata:
        return {}
    if image_format == "PNG":
        chunks = PngInfo()
        for key, text in metadata.items():
            chunks.add_itxt(key, text)
        return {"pnginfo": chunks}
    exif = Image.Exif()
    exif[_IMAGE_DESCRIPTION] = _described(metadata)
    return {"exif": exif}


def _described(metadata: Mapping[str, str]) -> str:
    return json.dumps(dict(metadata))  # ASCII, as the tag demands


def _decode(file: IO[bytes], name: str, formats: tuple[str, ...], layer: str) -> Picture:
    if formats is READABLE:
        from engine.layered.reading import is_layered, open_layered  # which itself needs this module

        if is_layered(file.read(4)):
            file.seek(0)
            return open_layered(file.read(), name).picture(layer)
        file.seek(0)
    if layer:
        raise PictureError("{name} has no layers; leave out the layer {layer}.", name=name, layer=layer)
    return _opened(file, name, formats, _to_picture)


def _opened(file: IO[bytes], name: str, formats: tuple[str, ...], convert: Callable[[Image.Image, str], T]) -> T:
    start = file.read(4)
    if not start:
        raise PictureError("{name} is empty; choose another picture.", name=name)
    file.seek(0)
    try:
        with Image.open(file, formats=formats) as image:
            _check_size(image, name)
            return convert(image, name)
    except PictureError:
        raise
    except MemoryError as error:
        raise PictureError("{name} does not fit into this machine's memory; make it smaller.", name=name) from error
    except Exception as error:  # Pillow's decoders raise many kinds for damaged data: struct.error, SyntaxError, …
        known = start.startswith(_SIGNATURES)
        if isinstance(error, UnidentifiedImageError) and not known:
            names = NAMES if formats is READABLE else formats
            raise PictureError(
                "{name} is no picture that can be opened; use {formats}.", name=name, formats=", ".join(names)
            ) from error
        from engine.tiff_kinds import unread  # Pillow's reader of TIFFs is loaded by the first of them

        if isinstance(error, UnidentifiedImageError) and (reason := unread(file, name)) is not None:
            raise PictureError(reason) from error
        raise PictureError("{name} is damaged or cut short; save or fetch the picture again.", name=name) from error


def _check_size(image: Image.Image, name: str) -> None:
    """Looks at the header alone: nothing is decoded yet."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureError(
            "{name} has {width} × {height} pixels, in all more than the {side} × {side} that are allowed; "
            "make it smaller.",
            name=name,
            width=width,
            height=height,
            side=MAX_SIDE,
        )


def _to_picture(image: Image.Image, name: str) -> Picture:
    return picture_of(to_rgb(image), name)
