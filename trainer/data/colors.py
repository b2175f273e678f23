"""Colours as numbers and as names: CIELAB, CIEDE2000 and the twelve named colours.

The one definition of all three: the data maker names what it paints by it, evaluation names what the
networks painted by it.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from engine.tag_colors import named_colors

# sRGB (D65) to XYZ, IEC 61966-2-1, and the D65 white point of the two-degree observer.
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


NAMED_COLORS = named_colors()
COLOR_NAMES: tuple[str, ...] = tuple(NAMED_COLORS)


@cache
def _linear_table() -> np.ndarray:
    value = np.arange(256) / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def srgb_to_lab(rgb: np.ndarray) -> np.ndarray:
    """sRGB uint8 `[..., 3]` → CIELAB float64 `[..., 3]` (D65): L 0..100, a and b about -128..127."""
    xyz = _linear_table()[rgb] @ _XYZ.T / _WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def lab_to_srgb(lab: np.ndarray) -> np.ndarray:
    """CIELAB `[..., 3]` → sRGB float64 `[..., 3]`, nominally 0..255; values outside lie beyond the gamut."""
    fy = (lab[..., 0] + 16) / 116
    f = np.stack([fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200], axis=-1)
    xyz = np.where(f**3 > 216 / 24389, f**3, (116 * f - 16) * 27 / 24389) * _WHITE
    linear = xyz @ np.linalg.inv(_XYZ).T
    magnitude = np.maximum(np.abs(linear), 1e-12)
    curved = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * magnitude ** (1 / 2.4) - 0.055)
    return 255.0 * curved


def ciede2000(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The CIEDE2000 difference of CIELAB colours `[..., 3]`, broadcast; weights k all 1.

    After Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula: implementation notes" (2005).
    """
    l1, a1, b1 = np.moveaxis(np.asarray(first, dtype=np.float64), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, dtype=np.float64), -1, 0)
    c_mean7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1 + 0.5 * (1 - np.sqrt(c_mean7 / (c_mean7 + 25.0**7)))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    grey = c1 * c2 == 0

    turn = (h2 - h1 + 180) % 360 - 180
    # At exactly half a turn both directions are as short; the formula takes the sign of h2 - h1.
    turn = np.where((turn == -180) & (h2 > h1), 180.0, turn)
    delta_h = np.where(grey, 0.0, turn)
    delta_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(delta_h) / 2)
    h_sum = h1 + h2
    h_mean = np.where(np.abs(h1 - h2) <= 180, h_sum / 2, np.where(h_sum < 360, (h_sum + 360) / 2, (h_sum - 360) / 2))
    h_mean = np.where(grey, h_sum, h_mean)

    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(h_mean - 30))
        + 0.24 * np.cos(np.radians(2 * h_mean))
        + 0.32 * np.cos(np.radians(3 * h_mean + 6))
        - 0.20 * np.cos(np.radians(4 * h_mean - 63))
    )
    s_l = 1 + 0.015 * (l_mean - 50) ** 2 / np.sqrt(20 + (l_mean - 50) ** 2)
    s_c = 1 + 0.045 * c_mean
    s_h = 1 + 0.015 * c_mean * t
    rotation = (
        -2 * np.sqrt(c_mean**7 / (c_mean**7 + 25.0**7)) * np.sin(np.radians(60 * np.exp(-(((h_mean - 275) / 25) ** 2))))
    )
    dl, dc, dh = (l2 - l1) / s_l, (c2 - c1) / s_c, delta_hue / s_h
    return np.sqrt(np.maximum(dl**2 + dc**2 + dh**2 + rotation * dc * dh, 0.0))


NAMED_LAB: np.ndarray = srgb_to_lab(np.array(list(NAMED_COLORS.values()), dtype=np.uint8))
"""CIELAB of the named colours, `[12, 3]`, in the order of `COLOR_NAMES`."""


def nearest_names(lab: np.ndarray) -> np.ndarray:
    """CIELAB `[..., 3]` → index into `COLOR_NAMES` `[...]` of the nearest named colour by CIEDE2000."""
    return np.argmin(ciede2000(np.asarray(lab)[..., None, :], NAMED_LAB), axis=-1)


def name_of(lab: np.ndarray) -> str:
    """The name of one CIELAB colour `[3]`."""
    return COLOR_NAMES[int(nearest_names(lab))]
