import numpy as np
import pytest

from trainer.data.regions import NEUTRAL_SHADE, REGION_INDEX
from trainer.data.synth.canvas import Painter
from trainer.data.synth.lines import LineStyle, Wobble, apply_line_style
from trainer.data.synth.marks import Gradient, Mark
from trainer.data.synth.paths import (
    Path,
    ellipse,
    limb,
    placement,
    polygon,
    rectangle,
    spline,
)
from trainer.data.synth.pens import Pen

SKIN, HAIR, INK = (REGION_INDEX[name] for name in ("skin", "hair", "ink"))


def test_later_shapes_hide_earlier_ones_in_every_layer() -> None:
    painter = Painter()
    marks = [Mark(None, "shade", 40), Mark(None, "mix", 255)]
    painter.fill(rectangle(0, 0, 1000, 1000), "skin", weight=0, marks=marks)
    painter.fill(rectangle(0, 0, 500, 1000), "hair", weight=0)
    layers = painter.render(40)
    assert (layers.regions[:, :20] == HAIR).all() and (layers.regions[:, 20:] == SKIN).all()
    assert (layers.shade[:, :20] == NEUTRAL_SHADE).all() and (layers.shade[:, 20:] == 40).all()
    assert (layers.mix[:, :20] == 0).all() and (layers.mix[:, 20:] == 255).all()
    assert (layers.line == 255).all()


@pytest.mark.parametrize("pen", [None, Pen(0.7)])
def test_a_contour_is_ink_round_a_shape_and_changes_no_region(pen: Pen | None) -> None:
    painter = Painter(pen=pen)
    painter.fill(rectangle(0, 0, 1000, 1000), "skin", weight=0)
    painter.contour(ellipse(500, 500, 300), 4)
    layers = painter.render(100)
    assert (layers.regions == SKIN).all()
    assert layers.line[50, 15:26].min() < 100 and layers.line[15:26, 50].min() < 100
    assert (layers.line[30:70, 30:70] == 255).all()


def test_spread_closes_a_slit_between_two_shapes() -> None:
    slits = []
    for spread in (0.0, 1.0):
        painter = Painter(line_width=2.0)
        for x in (0, 502.5):
            painter.fill(rectangle(x, -10, 497.5, 1020), "hair", spread=spread)
        slits.append((painter.render(200).regions[:, 95:105] != HAIR).mean())
    assert slits[0] > 0.05 and slits[1] == 0


def test_marks_stay_inside_their_shape() -> None:
    painter = Painter()
    painter.fill(ellipse(500, 500, 200), "skin", marks=[Mark(rectangle(0, 0, 1000, 500), "shade", 60)])
    layers = painter.render(100)
    assert (layers.shade[layers.regions != SKIN] == NEUTRAL_SHADE).all()
    assert (layers.shade[35:49, 45:55] == 60).all()
    assert (layers.shade[52:65, 45:55] == NEUTRAL_SHADE).all()


def test_a_mark_outside_a_path_is_its_complement() -> None:
    painter = Painter()
    mark = Mark(rectangle(0, 0, 500, 1000), "mix", 200, outside=True)
    painter.fill(rectangle(0, 0, 1000, 1000), "skin", weight=0, marks=[mark])
    mix = painter.render(40).mix
    assert (mix[:, :19] == 0).all() and (mix[:, 21:] == 200).all()


def test_gradients_run_from_start_to_end() -> None:
    painter = Painter()
    ramp = Gradient((0, 0), (1000, 0), ((0.0, 0, 1.0), (1.0, 200, 1.0)))
    painter.fill(rectangle(0, 0, 1000, 1000), "skin", weight=0, marks=[Mark(None, "mix", ramp)])
    mix = painter.render(50).mix.astype(int)
    assert np.abs(mix[10] - np.linspace(2, 198, 50)).max() <= 2
    assert (mix == mix[0]).all()


def test_a_clip_cuts_fill_and_line() -> None:
    painter = Painter(line_width=8)
    painter.fill(ellipse(500, 500, 300), "eyes", clip=rectangle(500, 0, 500, 1000))
    layers = painter.render(100)
    assert not (layers.regions[:, :49] == REGION_INDEX["eyes"]).any()
    assert (layers.line[:, :49] == 255).all()
    assert layers.line[:, 51:].min() < 30


def test_ink_is_filled_dark_and_more_than_256_shapes_keep_apart() -> None:
    painter = Painter()
    for _ in range(300):
        painter.fill(rectangle(0, 0, 1000, 1000), "skin", weight=0)
    painter.fill(rectangle(200, 200, 600, 600), "ink", weight=0, shade=90)
    layers = painter.render(50)
    assert (layers.regions[12:38, 12:38] == INK).all()
    assert (layers.line[12:38, 12:38] == 0).all()
    assert (layers.shade[12:38, 12:38] == 90).all()
    assert (layers.regions[:9] == SKIN).all()


def test_placement_mirrors_scales_and_turns() -> None:
    point = np.array([[10.0, 0.0]])
    path = Path((np.repeat(point, 4, 0),))
    moved = path.transformed(placement(100, 50, 2.0, 90)).chains[0][0]
    assert np.allclose(moved, (100, 70))
    assert np.allclose(path.transformed(placement(100, 50, mirror=True)).chains[0][0], (90, 50))


def test_splines_pass_through_their_points() -> None:
    points = [(0, 0), (10, 5, 1), (20, -5), (5, -20)]
    chain = spline(points).chains[0]
    assert np.allclose(chain[::3], [p[:2] for p in points] + [points[0][:2]])
    assert polygon(points).svg().count("L") == 1


def test_a_limb_is_as_wide_as_asked() -> None:
    outline = limb([(0, 0), (0, 50), (0, 100)], [20, 20, 20]).chains[0][::3]
    assert np.allclose(np.abs(outline[:, 0]), 10)


def test_wobble_moves_all_layers_together() -> None:
    painter = Painter(line_width=3, wobble=Wobble(np.random.default_rng(0), 25))
    painter.fill(ellipse(500, 500, 300), "skin", marks=[Mark(None, "shade", 60)])
    layers = painter.render(100)
    inside = layers.regions == SKIN
    assert (layers.shade[inside] == 60).all() and (layers.shade[~inside] == NEUTRAL_SHADE).all()
    border = inside[:, :-1] != inside[:, 1:]
    assert (np.minimum(layers.line[:, :-1], layers.line[:, 1:])[border] < 200).all()
    still = Painter(line_width=3)
    still.fill(ellipse(500, 500, 300), "skin")
    assert (still.render(100).regions != layers.regions).any()


def _cross() -> np.ndarray:
    """A thin line across the picture and a block of ink below it."""
    line = np.full((320, 320), 255, np.uint8)
    line[158:161] = 0
    line[200:300, 60:160] = 0
    return line


def test_line_styles() -> None:
    rng = np.random.default_rng(1)
    plain = LineStyle(1.5, 0, 0, 0, 0, 0)
    assert np.array_equal(apply_line_style(_cross(), plain, rng), _cross())
    grey = apply_line_style(_cross(), LineStyle(1.5, 80, 0, 0, 0, 0), rng)
    assert grey.min() == 80 and grey[0, 0] == 255
    gappy = apply_line_style(_cross(), LineStyle(1.5, 0, 0, 0.15, 0, 0), rng)
    assert 0.01 < (gappy[159] > 200).mean() < 0.5
    assert (gappy[220:280, 80:140] == 0).all()
    pressed = apply_line_style(_cross(), LineStyle(1.5, 0, 0, 0, 1.0, 0), rng)
    assert pressed[156:163].std(axis=1).max() > 5
    assert (pressed[10:150] == 255).all()
    pencil = apply_line_style(_cross(), LineStyle(1.5, 40, 0, 0, 0, 0.8), rng)
    assert len(np.unique(pencil[220:280, 80:140])) > 10
