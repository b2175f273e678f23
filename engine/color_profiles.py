"""Colour profiles: what is opened becomes sRGB, what is written says that it is. Imports no torch."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageCms

_CREATED = slice(24, 36)  # bytes of an ICC profile that hold the time of its making


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB, the same bytes every time."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[_CREATED] = bytes(len(data[_CREATED]))
    return bytes(data)


def to_srgb(image: Image.Image) -> Image.Image:
    """A picture of 8 bits a channel brought from the profile that it carries to sRGB; transparency stays.

    The same image where it carries none, says that it is sRGB, or its profile is damaged or of another kind
    of colours: such a profile says nothing that could be trusted.
    """
    data = image.info.get("icc_profile")
    if not data or data == srgb_profile() or image.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
        return image
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    opaque = image if alpha is None else image.convert("RGB" if image.mode == "RGBA" else "L")
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        if "sRGB" in (ImageCms.getProfileDescription(profile) or ""):
            return image
        converted = ImageCms.profileToProfile(opaque, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if converted is None:
        return image
    if alpha is not None:
        converted.putalpha(alpha)
    return converted
