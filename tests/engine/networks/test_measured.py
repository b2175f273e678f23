"""The palette measured on the reference: its areas' own colours, until tags ask for others."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.networks.encoder import global_average
from engine.networks.found_lines import lines_of
from engine.networks.generator import Generator
from engine.networks.measured import MOST_SIDE, Measured, joined, measure
from engine.networks.slots import MEANT, Meant, slot_regions
from engine.regions import REGIONS
from engine.slope import places, surface
from tests.engine.tiny_models import tiny_generator

PINK, BLUE = (0.9, 0.2, 0.5), (-0.4, 0.1, 0.8)


class Halves(Generator):
    """Finds the left half of any picture to be slot 0's, the right half slot 1's, and nothing for slot 2."""

    def drawn(self, x: Tensor, skips: tuple[Tensor, ...], halves: object = None) -> Tensor:
        found = torch.full((len(x), 3 + 3, 2 * x.shape[2], 2 * x.shape[3]), -40.0)
        found[:, :3] = 0
        middle = x.shape[3]
        found[:, 3, :, :middle], found[:, 4, :, middle:] = 40.0, 40.0
        return found


def build(kind: type[Generator] = Generator, slots: int = 3) -> Generator:
    return tiny_generator(kind, slots=slots)


def two_colors(left: tuple[float, ...], right: tuple[float, ...], size: tuple[int, int] = (64, 96)) -> Tensor:
    picture = torch.empty(1, 3, *size)
    picture[..., : size[1] // 2] = torch.tensor(left)[:, None, None]
    picture[..., size[1] // 2 :] = torch.tensor(right)[:, None, None]
    return picture


def code(seed: int) -> Tensor:
    return torch.rand(1, 512, 2, 3, generator=torch.Generator().manual_seed(seed))


def test_areas_take_the_colours_that_they_have() -> None:
    generator, fr = build(Halves), code(1)
    measured = measure(generator, two_colors(PINK, BLUE), fr)
    assert measured is not None
    colors = torch.tanh(measured.followed(generator.palette(global_average(fr))))  # type: ignore[misc]
    torch.testing.assert_close(colors[0, 0], torch.tensor(PINK), atol=0.01, rtol=0)
    torch.testing.assert_close(colors[0, 1], torch.tensor(BLUE), atol=0.01, rtol=0)
    torch.testing.assert_close(measured.seen[0, 2], measured.named[0, 2], msg="a slot that is nowhere keeps its colour")
    assert (torch.tanh(measured.named[0, 0]) - torch.tensor(PINK)).abs().max() > 0.3


def plainly(named: Tensor, drawn: Tensor, picture: Tensor) -> Tensor:
    """Each of four rounds paints all pixels and looks what is wrong, and twice each colour goes to those like it, as
    the measuring is told to be."""
    paper = (lines_of(picture) > 0.2).float().flatten(2).transpose(1, 2)
    pixels = drawn.flatten(2).transpose(1, 2)
    wanted = torch.atanh(picture.clamp(-0.97, 0.97)).flatten(2).transpose(1, 2)
    shares = pixels[..., 3:].softmax(2)
    own = (shares**2 * paper).transpose(1, 2)
    held = 2e-4 * own.shape[2]
    seen = named
    for _ in range(4):
        wrong = wanted - pixels[..., :3] - shares @ seen
        seen = seen + (own @ wrong + held * (named - seen)) / (own.sum(2, keepdim=True) + held)
    there, found = torch.tanh(wanted - pixels[..., :3]), torch.tanh(seen)
    for _ in range(2):
        apart = (there[:, None] - found[:, :, None]).norm(dim=3)  # [B, K, N]
        like = own * torch.exp(-0.5 * (apart / 0.4) ** 2)
        held = 1e-4 * own.shape[2]
        found = (like @ there + held * found) / (like.sum(2, keepdim=True) + held)
    return torch.atanh(found.clamp(-0.97, 0.97))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_sums_over_pixels_give_what_painting_all_pixels_each_round_gives(dtype: torch.dtype) -> None:
    random = torch.Generator().manual_seed(2)
    found = torch.randn(2, 3 + 9, 64, 96, generator=random)
    found[:, 3:] *= 8  # some pixels are one slot's, some are shared
    found = found.to(dtype).contiguous(memory_format=torch.channels_last)

    class Mixed(Generator):
        def drawn(self, x: Tensor, skips: tuple[Tensor, ...], halves: object = None) -> Tensor:
            return found

    picture = torch.cat((two_colors(PINK, BLUE), two_colors(BLUE, (-1.0, 1.0, 0.0))))
    picture = (picture + 0.2 * torch.randn(picture.shape, generator=random)).clamp(-1, 1)
    picture[:, :, 20:22] = -1.0
    measured = measure(build(Mixed, slots=9), picture, torch.cat((code(1), code(2))))
    assert measured is not None
    expected = plainly(measured.named, found.float(), picture)
    assert (expected - measured.named).abs().amax((0, 2)).min() > 0.05, "every slot is corrected"
    torch.testing.assert_close(measured.seen, expected, rtol=0, atol=1e-4)


def test_a_few_pixels_hardly_tell_a_colour() -> None:
    class Speck(Halves):
        def drawn(self, x: Tensor, skips: tuple[Tensor, ...], halves: object = None) -> Tensor:
            found = super().drawn(x, skips)
            found[:, 3:5] = -40.0
            found[:, 3] = 40.0
            found[:, 3, 0, 0], found[:, 4, 0, 0] = -40.0, 40.0
            return found

    measured = measure(build(Speck), two_colors(PINK, PINK, (256, 256)), code(1))
    assert measured is not None
    way = torch.atanh(torch.tensor(PINK)) - measured.named[0]
    went = (measured.seen - measured.named)[0]
    assert (went[0] / way[0]).min() > 0.95 and (went[1] / way[1]).max() < 0.6


def test_a_colour_is_what_most_of_its_area_has_and_no_mixture() -> None:
    picture = two_colors(PINK, BLUE)
    picture[..., :12] = torch.tensor(BLUE)[:, None, None]  # a quarter of slot 0's half
    measured = measure(build(Halves), picture, code(1))
    assert measured is not None
    torch.testing.assert_close(torch.tanh(measured.seen[0, 0]), torch.tensor(PINK), atol=0.06, rtol=0)


def test_what_a_segmenter_says_counts_beside_what_the_generator_finds() -> None:
    regions = slot_regions(29)
    hair, skin = regions.index("hair"), regions.index("skin")

    class Unsure(Generator):
        """Holds any pixel for hair or skin, the one as likely as the other."""

        def drawn(self, x: Tensor, skips: tuple[Tensor, ...], halves: object = None) -> Tensor:
            found = torch.full((len(x), 3 + 29, 2 * x.shape[2], 2 * x.shape[3]), -40.0)
            found[:, :3] = 0
            found[:, [3 + hair, 3 + skin]] = 0.0
            return found

    picture = two_colors(PINK, BLUE, (64, 64))
    said = torch.full((1, len(REGIONS), 64, 64), -20.0)
    said[:, REGIONS.index("hair"), :, :32] = said[:, REGIONS.index("skin"), :, 32:] = 20.0
    alone, told = (measure(named(Unsure), picture, code(1), each) for each in (None, said))
    assert alone is not None and told is not None
    for slot, color in ((hair, PINK), (skin, BLUE)):
        torch.testing.assert_close(torch.tanh(told.seen[0, slot]), torch.tensor(color), atol=0.02, rtol=0)
    slots, both = [hair, skin], torch.tensor([PINK, BLUE])
    assert (torch.tanh(alone.seen[0, slots]) - both).abs().max() > 0.2
    large = functional.interpolate(picture, scale_factor=8), functional.interpolate(said, scale_factor=8)
    fitted = measure(named(Unsure), large[0], code(1), large[1])
    assert fitted is not None
    torch.testing.assert_close(fitted.seen[0, hair], told.seen[0, hair], atol=0.05, rtol=0)


def test_a_region_that_the_segmenter_finds_nowhere_stays_as_the_generator_has_it() -> None:
    regions = slot_regions(29)
    gloves, skin = regions.index("gloves"), regions.index("skin")

    class Gloved(Generator):
        """Takes the left half for gloves and the right one for skin."""

        def drawn(self, x: Tensor, skips: tuple[Tensor, ...], halves: object = None) -> Tensor:
            found = torch.full((len(x), 3 + 29, 2 * x.shape[2], 2 * x.shape[3]), -6.0)
            found[:, :3] = 0
            found[:, 3 + gloves, :, : x.shape[3]] = found[:, 3 + skin, :, x.shape[3] :] = 6.0
            return found

    said = torch.full((1, len(REGIONS), 64, 64), -6.0)
    said[:, REGIONS.index("skin")] = 6.0
    measured = measure(named(Gloved), two_colors(PINK, PINK, (64, 64)), code(1), said)
    assert measured is not None
    for slot in (gloves, skin):
        torch.testing.assert_close(torch.tanh(measured.seen[0, slot]), torch.tensor(PINK), atol=0.05, rtol=0)


def test_lines_say_no_colour() -> None:
    picture = two_colors(PINK, PINK)
    black = picture.clone()
    black[:, :, 20:22], black[:, :, :, 10:12] = -1.0, -1.0
    clean, inked = (measure(build(Halves), one, code(1)) for one in (picture, black))
    assert clean is not None and inked is not None
    torch.testing.assert_close(torch.tanh(inked.seen[0, 0]), torch.tanh(clean.seen[0, 0]), atol=0.03, rtol=0)


def test_tags_that_move_a_colour_are_followed_and_the_others_stay() -> None:
    named = torch.atanh(torch.tensor([[PINK, BLUE]]))
    measured = Measured(named, named + 0.4)
    asked = named.clone()
    asked[0, 0] = torch.atanh(torch.tensor((-0.8, 0.6, -0.5)))
    asked[0, 1] += 0.03
    followed = measured.followed(asked)
    torch.testing.assert_close(followed[0, 0], asked[0, 0])
    torch.testing.assert_close(followed[0, 1], measured.seen[0, 1], atol=0.01, rtol=0)
    torch.testing.assert_close(measured.followed(named), measured.seen)


def test_the_colour_passes_from_the_measured_one_to_the_named_one_without_turning_back() -> None:
    start, end = torch.atanh(torch.tensor(PINK)), torch.atanh(torch.tensor((-0.8, 0.6, -0.5)))
    measured = Measured(start.expand(1, 1, 3), (start + torch.tensor((-0.3, 0.1, 0.2))).expand(1, 1, 3))
    way = [measured.followed((start + (end - start) * step / 50).expand(1, 1, 3))[0, 0] for step in range(51)]
    left = [float((torch.tanh(end) - torch.tanh(color)).norm()) for color in way]
    assert all(after <= before + 1e-3 for before, after in itertools.pairwise(left))
    assert max(before - after for before, after in itertools.pairwise(left)) < 0.15, "it jumps"


def test_thin_dark_strokes_are_lines_and_dark_areas_are_not() -> None:
    picture = torch.full((1, 3, 96, 96), 0.8)
    picture[:, :, 8:10] = -1.0  # a line on bright colour
    picture[:, :, 40:80, 40:80] = -0.9  # a dark area
    lines = lines_of(picture)
    assert lines.shape == (1, 1, 96, 96) and lines.min() >= -1 and lines.max() <= 1
    assert lines[0, 0, 8:10].max() < -0.9
    assert lines[0, 0, 50:70, 50:70].min() > 0.9 and lines[0, 0, 20:30].min() > 0.9


@pytest.mark.parametrize("size", [(64, 96), (32, 2048), (1024, 512), (700, 50)])
def test_references_of_any_size(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    generator, sides = build(Halves), list[int]()
    encode = generator.encode_sketch

    def noted(sketch: Tensor) -> object:
        sides.append(max(sketch.shape[2:]))
        assert not any(side % 32 for side in sketch.shape[2:])
        return encode(sketch)

    monkeypatch.setattr(generator, "encode_sketch", noted)
    measured = measure(generator, two_colors(PINK, BLUE, size), code(1))
    assert measured is not None and sides[0] <= MOST_SIDE
    torch.testing.assert_close(torch.tanh(measured.seen[0, 1]), torch.tensor(BLUE), atol=0.02, rtol=0)


def test_many_at_once_are_measured_as_each_alone() -> None:
    generator = build()
    pictures = torch.cat((two_colors(PINK, BLUE), two_colors(BLUE, BLUE)))
    codes = torch.cat((code(1), code(2)))
    both = measure(generator, pictures, codes)
    each = joined([measure(generator, pictures[row : row + 1], codes[row : row + 1]) for row in range(2)])
    assert both is not None and each is not None
    torch.testing.assert_close(both.seen, each.seen, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(both[torch.tensor([1])].seen, each.seen[1:], rtol=1e-4, atol=1e-4)


def test_without_a_palette_there_is_nothing_to_measure() -> None:
    assert measure(build(slots=0), two_colors(PINK, BLUE), code(1)) is None
    assert joined([None, None]) is None


def test_nothing_is_learned_from_it() -> None:
    generator = build().requires_grad_(True)
    measured = measure(generator, two_colors(PINK, BLUE), code(1))
    assert measured is not None and not measured.seen.requires_grad and not measured.named.requires_grad


def test_the_first_step_of_a_slider_is_a_small_one() -> None:
    named = torch.atanh(torch.tensor([[PINK, BLUE]]))
    measured = Measured(named, named + torch.tensor((-0.4, 0.3, 0.2)))
    for way in (0.001, 0.01, 0.05):
        asked = named.clone()
        asked[0, 0, 1] += way
        assert (measured.followed(asked) - measured.seen).abs().max() < 1.1 * way


def test_training_may_follow_colours_that_nothing_moved() -> None:
    named = torch.atanh(torch.tensor([[PINK, BLUE]]))
    colors = named.clone().requires_grad_(True)
    Measured(named, named + 0.2).followed(colors).sum().backward()
    assert colors.grad is not None and torch.isfinite(colors.grad).all()


def meant(free=(1, 1), pull=(0, 0), aim=(0.0, 0.0, 0.0)) -> Meant:
    """Of one reference's two slots."""
    values = torch.zeros(1, 2, MEANT)
    values[..., 0], values[..., 3], values[..., 4:] = torch.tensor(free), torch.tensor(pull), torch.tensor(aim)
    return Meant(values)


def test_slots_that_the_moved_tags_do_not_mean_stay_however_far_they_would_go() -> None:
    named = torch.atanh(torch.tensor([[PINK, BLUE]]))
    measured = Measured(named, named + 0.4)
    asked = named.flip(1)
    kept = measured.moved_by(meant(free=(1, 0))).followed(asked)
    torch.testing.assert_close(kept[0, 0], measured.followed(asked)[0, 0])
    torch.testing.assert_close(kept[0, 1], measured.seen[0, 1])


def test_a_pulled_region_goes_part_of_the_way_and_no_other_moves() -> None:
    named = torch.atanh(torch.tensor([[PINK, BLUE]]))
    measured = Measured(named, named + 0.1)
    free = measured.moved_by(meant(free=(1, 0))).followed(named)
    for pull in (0.0, 0.25, 1.0):
        pulled = measured.moved_by(meant(free=(1, 0), pull=(pull, 0), aim=BLUE)).followed(named)
        assert torch.equal(pulled[0, 1], free[0, 1])
        if not pull:
            assert torch.equal(pulled, free)
        way = torch.tanh(pulled[0, 0]) - torch.tanh(free[0, 0])
        torch.testing.assert_close(way, pull * (torch.tensor(BLUE) - torch.tanh(free[0, 0])))


def test_a_pulled_region_goes_as_its_middle_does() -> None:
    named = torch.atanh(torch.tensor([[PINK, BLUE]]))
    measured = Measured(named, named)
    free = measured.moved_by(meant(free=(1, 0))).followed(named)
    half = measured.moved_by(meant(free=(1, 0), pull=(0.5, 0), aim=(0.0, 0.0, 0.0)))
    assert torch.equal(half.followed(named, torch.zeros_like), free), "what is there already need not move"
    darker = torch.tanh(free) - 0.2
    moved = half.followed(named, lambda colors: torch.atanh(torch.tanh(colors) - 0.2))
    way = torch.atanh(0.5 * darker[0, 0]) - torch.atanh(darker[0, 0])
    torch.testing.assert_close(moved[0, 0] - free[0, 0], way)
    assert torch.equal(moved[0, 1], free[0, 1])


def test_a_slight_pull_moves_the_brightest_colours_slightly() -> None:
    named = torch.full((1, 2, 3), 4.0)
    measured = Measured(named, named)
    way = measured.moved_by(meant(pull=(1e-4, 0), aim=(-1.0, -1.0, -1.0))).followed(named) - named
    assert way.abs().max() < 1e-2


class Ground(Generator):
    """Finds the upper half of any picture to be the ground's first slot, the lower half hair's."""

    def drawn(self, x: Tensor, skips: tuple[Tensor, ...], halves: object = None) -> Tensor:
        regions = slot_regions(self.config.slots)
        found = torch.full((len(x), 3 + self.config.slots, 2 * x.shape[2], 2 * x.shape[3]), -40.0)
        found[:, :3] = 0
        middle = x.shape[2]
        found[:, 3 + regions.index("background"), :middle] = 40.0
        found[:, 3 + regions.index("hair"), middle:] = 40.0
        return found


def sloping(size: int = 64) -> Tensor:
    """A picture whose upper half goes from blue at the left to pink at the right; the lower half is pink."""
    way = torch.linspace(0, 1, size)
    picture = two_colors(PINK, PINK, (size, size))
    picture[:, :, : size // 2] = (1 - way) * torch.tensor(BLUE)[:, None, None] + way * torch.tensor(PINK)[:, None, None]
    return picture


def named(kind: type[Generator]) -> Generator:
    generator = build(kind, slots=29)
    generator.config = replace(generator.config, named_slots=True)
    return generator


def test_a_ground_has_the_slope_that_its_colours_have() -> None:
    picture = sloping()
    measured = measure(named(Ground), picture, code(1))
    assert measured is not None and measured.slope is not None
    painted = measured.seen[0, slot_regions(29).index("background")]
    where = places(torch.arange(64), 64)
    rise = torch.stack([surface(list(terms), where, where[:32, None]) for terms in measured.slope[0].T])
    flat, sloped = (
        (torch.tanh(painted[:, None, None] + each) - picture[0, :, :32]).abs().mean() for each in (0 * rise, rise)
    )
    assert sloped < 0.25 * flat


def test_a_flat_ground_has_none_and_slots_of_no_region_neither() -> None:
    measured = measure(named(Ground), two_colors(BLUE, BLUE, (64, 64)), code(1))
    assert measured is not None and measured.slope is not None
    assert measured.slope.abs().max() < 0.02
    unnamed = measure(build(Halves), sloping(), code(1))
    assert unnamed is not None and unnamed.slope is None and joined([unnamed, unnamed]).slope is None  # type: ignore[union-attr]


def test_a_slope_fades_where_tags_move_the_ground_and_stays_where_they_move_hair() -> None:
    measured = measure(named(Ground), sloping(), code(1))
    assert measured is not None and measured.slope is not None
    both = joined([measured, measured])
    assert both is not None and both.slope is not None and both[:1].slope is not None and len(both.slope) == 2
    ground, hair = (slot_regions(29).index(region) for region in ("background", "hair"))
    for moved, left in ((ground, 0.1), (hair, 1.0)):
        values = torch.zeros(1, 29, MEANT)
        values[:, moved, 0] = 1
        asked = measured.named + 1.0
        slope = measured.moved_by(Meant(values)).slope_for(asked)
        assert slope is not None
        assert slope.norm() <= left * measured.slope.norm() * (1 + 1e-6)
        assert left < 1 or torch.equal(slope, measured.slope)
