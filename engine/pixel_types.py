"""Pixels of any type that Pillow reads → upright 8-bit sRGB. Imports no torch."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageOps

from engine.color_profiles import to_srgb

_FLOAT_RANGES = (1.0, 255.0, 65535.0)
"""What may be white where grey is in floating point."""
_BRIGHT = 99
"""The percentile of the pixels that are not black by which that is told: a few may be far brighter than white."""
_SAMPLE = 1 << 20
_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0  # the tag of a TIFF that tells how its grey is counted, and what it says of ink


def to_rgb(image: Image.Image) -> Image.Image:
    """Decodes, turns upright, and brings to sRGB: RGB, or RGBA where something is transparent."""
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I") or image.mode == "F":
        grey, alpha = _from_deep_grey(image)
        image = Image.fromarray(grey)
        if alpha is not None:
            image.putalpha(alpha)
    elif image.has_transparency_data:
        image = image.convert("LA" if image.mode in ("L", "LA") else "RGBA")
    elif image.mode not in ("L", "CMYK"):
        image = image.convert("RGB")
    image.info["icc_profile"] = profile  # which is of grey, of CMYK or of RGB as the pixels are
    return to_srgb(image).convert("RGBA" if image.mode in ("LA", "RGBA") else "RGB")


def _from_deep_grey(image: Image.Image) -> tuple[np.ndarray, Image.Image | None]:
    """16-bit, 32-bit and float grey to uint8 `[H, W]`, which Pillow's own conversion would clip to white."""
    values = np.asarray(image)
    transparent = image.info.get("transparency")
    alpha = None if transparent is None else Image.fromarray(np.where(values == transparent, 0, 255).astype(np.uint8))
    if image.mode == "F":
        full = _white(values)
    else:
        highest = int(values.max())
        full = 65535.0 if highest <= 65535 else float(2**32 - 1 if highest > 2**31 else 2**31 - 1)
    clipped = np.nan_to_num(values.astype(np.float32)).clip(0, full)
    grey = np.rint(clipped * np.float32(255.0 / full)).astype(np.uint8)
    # Pillow turns round 8 bits of it, and no more.
    return (255 - grey if getattr(image, "tag_v2", {}).get(_PHOTOMETRIC) == _WHITE_IS_ZERO else grey), alpha


def _white(values: np.ndarray) -> float:
    """Which of `_FLOAT_RANGES` comes nearest to the bright pixels of a picture, float `[H, W]`; they may pass it."""
    some = values.reshape(-1)[:: max(1, values.size // _SAMPLE)]
    lit = some[np.isfinite(some) & (some > 0)]
    bright = float(np.percentile(lit, _BRIGHT)) if lit.size else 1.0
    return min(_FLOAT_RANGES, key=lambda full: abs(np.log(bright / full)))
