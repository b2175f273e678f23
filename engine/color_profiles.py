"""Colour profiles: what is opened becomes sRGB, what is written says that it is. Imports no torch."""

from __future__ import annotations

import io
from functools import cache, lru_cache

import numpy as np
from PIL import Image, ImageCms

_STEP = 15
"""Greys and colours whose channels are so far apart tell whether a profile is sRGB."""
_ROUNDING = 1
"""By so much of 255 programs' own profiles of sRGB differ from ours."""
_CREATED = slice(24, 36)  # bytes of an ICC profile that hold the time of its making


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB, the same bytes every time."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[_CREATED] = bytes(len(data[_CREATED]))
    return bytes(data)


def to_srgb(image: Image.Image) -> Image.Image:
    """A picture of 8 bits a channel brought from the profile that it carries to sRGB; transparency stays.

    The same image where it carries none, where the profile does what sRGB does, whatever it is called, and where it is
    damaged or of another kind of colours: such a profile says nothing that could be trusted.
    """
    data = image.info.get("icc_profile")
    if not data or data == srgb_profile() or image.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
        return image
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    opaque = image if alpha is None else image.convert("RGB" if image.mode == "RGBA" else "L")
    try:
        if _is_srgb(data, opaque.mode):
            return image
        converted = _converted(opaque, data)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


@lru_cache(16)
def _is_srgb(data: bytes, mode: str) -> bool:
    """Whether colours of that mode stay what they are. Raises what `_converted` raises."""
    if mode == "CMYK":
        return False
    levels = np.arange(0, 256, _STEP if mode == "RGB" else 1).astype(np.uint8)
    colors = np.stack(np.meshgrid(*[levels] * len(mode), indexing="ij"), axis=-1).reshape(1, -1, len(mode))
    before = Image.fromarray(colors if mode == "RGB" else colors[..., 0])
    after = np.asarray(_converted(before, data), np.int16)
    return bool(np.abs(after - colors).max() <= _ROUNDING)


def _converted(image: Image.Image, data: bytes) -> Image.Image:
    """Raises PyCMSError, OSError or ValueError where the profile is none for such an image."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
    converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert converted is not None  # as it is where an image is to be changed in place
    return converted
