"""The regions of a figure, by name. Their order is that of indices in data folders and of slots in weights files."""

from __future__ import annotations

REGIONS: tuple[str, ...] = (
    "background",  # a plain, gradient, patterned, floral or blurred ground, or the grounds of a landscape
    "sky",
    "hair",
    "skin",
    "eyes",  # the irises
    "eye_white",
    "mouth",
    "shirt",
    "skirt",
    "dress",
    "trousers",
    "gloves",
    "neckwear",
    "legwear",
    "shoes",
    "accessory",  # glasses, hair clips, earrings, hats
    "ink",  # filled black of the drawing itself: pupils, lashes
    "light",  # the white spots in eyes
)
