import numpy as np
import pytest

from engine.line_art import detect, line_art
from engine.requests import Ink, LineSettings, Picture
from engine.scaling import to_grey
from engine.upsample import INK

AUTO = LineSettings()


def drawing(size: int = 256) -> np.ndarray:
    """Grey `[H, W]`: black lines with soft edges on white."""
    grey = np.full((size, size), 255, np.uint8)
    for start, tone in ((0, 128), (1, 0), (2, 0), (3, 128)):
        grey[40 + start, 30:-30] = grey[-41 - start, 30:-30] = tone
        grey[30:-30, 60 + start] = tone
    return grey


def picture(grey: np.ndarray, alpha: np.ndarray | None = None) -> Picture:
    return Picture(np.repeat(grey[..., None], 3, 2), alpha)


def scan(size: int = 256) -> np.ndarray:
    """Pencil of half black on grey paper, darker in the corners, with grain."""
    y, x = np.mgrid[:size, :size] / size - 0.5
    paper = 225 - 70 * (x * x + y * y) - 20 * x
    grey = paper * (1 - (255 - drawing(size)) / 255 * 0.5)
    return np.clip(grey + np.random.default_rng(0).normal(0, 3, grey.shape), 0, 255).astype(np.uint8)


def test_dark_on_white_stays_the_very_pixels() -> None:
    sketch = picture(drawing())
    art = line_art(sketch, AUTO)
    assert art.pixels is sketch.pixels and art.alpha is None
    assert (art.detection.ink, art.detection.clean_paper, art.detection.paper) == ("dark", False, 255)


def test_light_on_dark_is_inverted() -> None:
    art = line_art(picture(255 - drawing()), AUTO)
    assert art.detection.ink == "light" and art.detection.paper == 0
    np.testing.assert_array_equal(art.pixels[..., 0], drawing())


def test_a_drawing_with_much_ink_is_not_inverted() -> None:
    grey = drawing()
    grey[60:200, 80:200] = 0
    assert detect(picture(grey), AUTO).ink == "dark"


def test_lines_on_transparency_keep_it() -> None:
    art = line_art(picture(drawing(), 255 - drawing()), AUTO)
    assert art.detection.ink == "transparent" and art.alpha is not None
    np.testing.assert_array_equal(art.pixels[..., 0], drawing())


def test_white_lines_on_transparency_become_dark() -> None:
    blank = np.full_like(drawing(), 255)
    art = line_art(picture(blank, 255 - drawing()), AUTO)
    assert art.detection.ink == "transparent"
    np.testing.assert_array_equal(art.pixels[..., 0], drawing())


@pytest.mark.parametrize("ink", ["auto", "transparent"])
@pytest.mark.parametrize("opacity", [0.15, 0.3, 0.45])
@pytest.mark.parametrize("tone", [255, 0])
def test_faint_lines_on_transparency_are_found(ink: Ink, opacity: float, tone: int) -> None:
    alpha = np.rint((255 - drawing()) * opacity).astype(np.uint8)
    alpha[:2, :2] = 255  # a speck
    on_white = np.rint(255 - (255 - tone) * (alpha / 255.0)).astype(np.uint8)
    art = line_art(picture(on_white, alpha), LineSettings(ink))
    assert art.detection.ink == "transparent"
    grey = art.pixels[..., 0]
    assert grey[drawing() == 0].max() < INK and grey[4:][drawing()[4:] == 255].min() == 255
    if tone == 255:
        assert grey[drawing() == 0].max() <= 1, "light ink becomes as dark as if it had been opaque"


def test_dust_on_transparency_is_no_drawing() -> None:
    alpha = np.where(np.random.default_rng(0).random((256, 256)) < 0.05, 3, 0).astype(np.uint8)
    assert line_art(picture(np.full((256, 256), 255, np.uint8), alpha), AUTO).pixels.min() == 255


def test_a_cut_out_figure_is_no_drawing_on_transparency() -> None:
    alpha = np.zeros_like(drawing())
    alpha[20:-20, 20:-20] = 255
    art = line_art(picture(drawing(), alpha), AUTO)
    assert art.detection.ink == "dark" and art.alpha is None


def test_pencil_on_uneven_paper_comes_out_clean() -> None:
    art = line_art(picture(scan()), AUTO)
    assert art.detection.clean_paper and 180 < art.detection.paper < 225
    grey = to_grey(art.pixels)
    assert (grey[drawing() == 255] == 255).mean() > 0.995
    assert np.median(grey[drawing() == 0]) < 60


def test_every_finding_can_be_overridden() -> None:
    sketch = picture(scan())
    assert line_art(sketch, LineSettings("as-is")).pixels is sketch.pixels
    assert line_art(sketch, LineSettings(clean_paper=False)).pixels is sketch.pixels
    assert detect(sketch, LineSettings("light")).ink == "light"
    assert detect(picture(drawing()), LineSettings(clean_paper=True)).clean_paper
    assert detect(sketch, LineSettings("transparent")).ink == "dark"  # nothing in it is transparent


def test_a_threshold_turns_lighter_greys_into_paper() -> None:
    art = line_art(picture(drawing()), LineSettings(threshold=100))
    grey = art.pixels[..., 0]
    assert art.detection.threshold == 100
    assert (grey[drawing() == 128] == 255).all() and (grey[drawing() == 0] == 0).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (5, 3)])
def test_tiny_sketches_are_no_trouble(shape: tuple[int, int]) -> None:
    for settings in (AUTO, LineSettings(clean_paper=True)):
        assert line_art(picture(np.full(shape, 200, np.uint8)), settings).pixels.shape == (*shape, 3)
