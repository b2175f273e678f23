import numpy as np
import pytest

from engine.tag_colors import shades
from trainer.data.colors import NAMED_COLORS, NAMED_LAB, ciede2000, lab_to_srgb, name_of, nearest_names, srgb_to_lab

# Sharma, Wu and Dalal (2005), table 1: two CIELAB colours and their difference.
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
    ((50.0, 2.8361, -74.0200), (50.0, 0.0, -82.7485), 3.4412),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, -1.1848, -84.8006), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, -0.9009, -85.5211), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0010), 7.1792),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0012), 7.2195),
    ((50.0, -0.0010, 2.4900), (50.0, 0.0009, -2.4900), 4.8045),
    ((50.0, -0.0010, 2.4900), (50.0, 0.0010, -2.4900), 4.8045),
    ((50.0, -0.0010, 2.4900), (50.0, 0.0011, -2.4900), 4.7461),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((50.0, 2.5, 0.0), (50.0, 3.1736, 0.5854), 1.0000),
    ((50.0, 2.5, 0.0), (50.0, 3.2972, 0.0), 1.0000),
    ((50.0, 2.5, 0.0), (50.0, 1.8634, 0.5757), 1.0000),
    ((50.0, 2.5, 0.0), (50.0, 3.2592, 0.3350), 1.0000),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((61.2901, 3.7196, -5.3901), (61.4292, 2.2480, -4.9620), 1.8731),
    ((35.0831, -44.1164, 3.7933), (35.0232, -40.0716, 1.5901), 1.8645),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((36.4612, 47.8580, 18.3852), (36.2715, 50.5065, 21.2231), 1.4146),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("first", "second", "difference"), SHARMA)
def test_ciede2000_gives_the_published_values(first, second, difference):
    assert ciede2000(np.array(first), np.array(second)) == pytest.approx(difference, abs=1e-4)


def test_ciede2000_broadcasts_as_it_computes_alone():
    first = np.array([row[0] for row in SHARMA])
    second = np.array([row[1] for row in SHARMA])
    table = ciede2000(first[:, None], second[None])
    assert table.shape == (len(SHARMA), len(SHARMA))
    assert np.diag(table) == pytest.approx([row[2] for row in SHARMA], abs=1e-4)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((255, 255, 255), (100.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 255, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
    ],
)
def test_lab_of_the_primaries(rgb, lab):
    assert srgb_to_lab(np.array(rgb, dtype=np.uint8)) == pytest.approx(lab, abs=0.02)


def test_lab_and_back_is_the_same_colour():
    rgb = np.random.default_rng(0).integers(0, 256, (500, 3), dtype=np.uint8)
    assert lab_to_srgb(srgb_to_lab(rgb)) == pytest.approx(rgb.astype(float), abs=0.01)


@pytest.mark.parametrize("name", NAMED_COLORS)
def test_an_anchor_bears_its_own_name(name):
    assert name_of(srgb_to_lab(np.array(NAMED_COLORS[name], dtype=np.uint8))) == name


def test_names_of_many_colours_have_the_shape_of_the_colours():
    rgb = np.array([[(250, 10, 10), (50, 90, 225)], [(255, 255, 255), (5, 5, 5)]], dtype=np.uint8)
    names = list(NAMED_COLORS)
    found = nearest_names(srgb_to_lab(rgb))
    assert [[names[i] for i in row] for row in found] == [["red", "blue"], ["white", "black"]]


@pytest.mark.parametrize("tag", [tag for tag in shades() if tag.endswith("_hair")])
def test_a_shade_lies_well_within_the_cell_of_its_name(tag: str):
    """Else what comes near it bears another name: silver once lay halfway between grey and white."""
    nearest, second = np.sort(ciede2000(srgb_to_lab(np.array(shades()[tag], np.uint8)), NAMED_LAB))[:2]
    assert second - nearest > 2
