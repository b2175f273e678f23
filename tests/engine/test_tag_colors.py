from __future__ import annotations

import pytest

from engine.tag_colors import named_colors, shades, tag_color


def test_a_colour_word_names_its_colour():
    assert tag_color("red_hair") == named_colors()["red"]
    assert tag_color("blonde_hair") == tag_color("yellow_hair") == named_colors()["yellow"]
    assert tag_color("dark_background") == named_colors()["black"]


def test_shades_lie_beside_their_colour():
    for thing in ("hair", "dress"):  # hair has a list of its own, all else follows the words
        plain, light, dark = (tag_color(f"{shade}blue_{thing}") for shade in ("", "light_", "dark_"))
        assert plain is not None and light is not None and dark is not None
        assert sum(dark) < sum(plain) < sum(light)
    assert tag_color("silver_hair") == shades()["silver_hair"] != tag_color("grey_hair")


def test_skin_is_named_by_tone():
    assert tag_color("dark_skin") != tag_color("dark_background")
    assert tag_color("brown_skin") != tag_color("brown_hair")
    tones = [tag_color(f"{tone}_skin") for tone in ("very_dark", "dark", "pale")]
    assert None not in tones and tones == sorted(tones, key=lambda tone: sum(tone or ()))


@pytest.mark.parametrize("name", ["shiny_hair", "floral_background", "multicolored_background", "smile", "hair", ""])
def test_patterns_and_other_words_have_no_colour(name: str):
    assert tag_color(name) is None
