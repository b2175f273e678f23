"""Every named part can be drawn, differs from the others, and lies where it belongs."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.data.regions import REGION_INDEX, REGIONS
from trainer.data.synth.accessories import HEADWEAR, draw_headwear
from trainer.data.synth.arms import GLOVES, draw_arm, draw_cuff
from trainer.data.synth.bangs import BANGS, CROWNS, draw_bangs, front_hair
from trainer.data.synth.body import POSES, Build, arm_line, random_build
from trainer.data.synth.canvas import Layers, Painter
from trainer.data.synth.cloth import Cloth
from trainer.data.synth.eyes import EYES, draw_eye, random_look
from trainer.data.synth.garments import GARMENTS, Dress, draw_body
from trainer.data.synth.hair import HIGHLIGHTS, SIDE_LOCKS, draw_side_locks, random_hair_look
from trainer.data.synth.hair_back import BACKS, draw_back, draw_bound
from trainer.data.synth.head import FACES, face_path
from trainer.data.synth.neckwear import NECKWEAR, draw_neckwear
from trainer.data.synth.paths import placement
from trainer.data.synth.props import PROPS, draw_prop
from trainer.data.synth.skirts import SKIRTS, Skirt

SIZE = 96
BUILD = Build(shoulder=100, waist=64, hip=90, legs=1.0, arm=40)


def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def look():
    return random_hair_look(rng(), True)


def head(painter: Painter):
    return painter.placed(placement(500, 400, 2.0))


def body(painter: Painter):
    return painter.placed(placement(500, 60, 1.1))


def front(name: str, painter: Painter) -> None:
    with head(painter):
        draw_bangs(painter, rng(), look(), front_hair(rng(), name, 0.3, 1.0, CROWNS[0]))


def back(name: str, painter: Painter) -> None:
    with head(painter):
        draw_back(painter, rng(), look(), name)
        draw_bound(painter, rng(), look(), name)


def sides(name: str, painter: Painter) -> None:
    with head(painter):
        draw_side_locks(painter, rng(), look(), name, 0.0)


def eye(name: str, painter: Painter) -> None:
    with painter.placed(placement(500, 500, 8)):
        draw_eye(painter, name, random_look(rng()), 1, 0, 0, 1.0)


def skirt(name: str, painter: Painter) -> None:
    piece = Skirt(rng(), BUILD, name, "skirt", Cloth(rng(), "skirt"), long=False)
    with body(painter):
        piece.draw_back(painter)
        piece.draw(painter)
        piece.draw_over_top(painter)


def neckwear(name: str, painter: Painter) -> None:
    with head(painter):
        draw_neckwear(painter, rng(), name)


def glove(name: str, painter: Painter) -> None:
    line = arm_line(BUILD, 1, "down")
    with body(painter):
        draw_arm(painter, BUILD, line, name)
        draw_cuff(painter, BUILD, line, name)


def headwear(name: str, painter: Painter) -> None:
    with painter.placed(placement(500, 600, 1.6)):
        draw_headwear(painter, rng(), look(), name, 0.0)


def prop(name: str, painter: Painter) -> None:
    with body(painter):
        draw_prop(painter, rng(), name, 0, 400, 1.0)


def garment(name: str, painter: Painter) -> None:
    with body(painter):
        draw_body(painter, rng(), Dress(name, "flared", "none", "none", "none", "loafers", False), hands_up=False)


KINDS = {
    "front": (front, BANGS, "hair"),
    "back": (back, BACKS, "hair"),
    "sides": (sides, [name for name in SIDE_LOCKS if name != "none"], "hair"),
    "eye": (eye, EYES, "eyes"),
    "skirt": (skirt, SKIRTS, "skirt"),
    "neckwear": (neckwear, NECKWEAR, "neckwear"),
    "glove": (glove, [name for name in GLOVES if name != "none"], "gloves"),
    "headwear": (headwear, HEADWEAR, None),
    "prop": (prop, list(PROPS), "accessory"),
    "garment": (garment, GARMENTS, None),
}


def rendered(kind: str, name: str) -> Layers:
    painter = Painter()
    KINDS[kind][0](name, painter)
    return painter.render(SIZE)


@pytest.mark.parametrize("kind", KINDS)
def test_every_variant_is_drawn_and_is_another_one(kind: str) -> None:
    _, names, region = KINDS[kind]
    layers = {name: rendered(kind, name) for name in names}
    assert len(set(names)) == len(names)
    assert len({one.line.tobytes() for one in layers.values()}) == len(names), "each has lines of its own"
    for name, one in layers.items():
        wanted = region or ("accessory", "hair") if kind != "garment" else ("shirt", "dress")
        indices = [REGION_INDEX[part] for part in ((wanted,) if isinstance(wanted, str) else wanted)]
        assert np.isin(one.regions, indices).mean() > (
            0.002 if kind in ("glove", "sides", "headwear", "prop") else 0.004
        ), name


def test_skirts_hang_below_the_waist() -> None:
    for name in SKIRTS:
        if name != "suspender-pleats":
            rows = np.flatnonzero((rendered("skirt", name).regions == REGION_INDEX["skirt"]).any(axis=1))
            assert rows.min() >= (60 + 1.1 * 320) / 1000 * SIZE - 1, name


def test_a_fingerless_glove_bares_the_fingers() -> None:
    bare = {name: rendered("glove", name).regions for name in ("fingerless", "short", "opera")}
    below = round((60 + 1.1 * 460) / 1000 * SIZE)
    skin = {name: int((regions[below:] == REGION_INDEX["skin"]).sum()) for name, regions in bare.items()}
    assert skin["fingerless"] > 0 == skin["short"]
    covered = {name: int((regions == REGION_INDEX["gloves"]).sum()) for name, regions in bare.items()}
    assert covered["opera"] > covered["short"] > covered["fingerless"] > 0


@pytest.mark.parametrize("pose", POSES)
def test_arms_grow_from_the_shoulders(pose: str) -> None:
    for seed in range(5):
        build = random_build(np.random.default_rng(seed))
        left, right = (arm_line(build, side, pose) for side in (-1, 1))
        assert left == [(-x, y) for x, y in right] and len(left) == 5
        assert 0 < right[0][0] < build.shoulder and right[0][1] == 190


@pytest.mark.parametrize("face", FACES)
def test_a_face_from_aside_keeps_its_width_and_moves_its_chin(face: str) -> None:
    def lowest(turn: float) -> float:
        points = face_path(face, turn).flattened(8)[0]
        assert 150 < np.ptp(points[:, 0]) < 215
        return float(points[points[:, 1].argmax(), 0])

    assert lowest(-1.8) < lowest(-0.5) < lowest(0.5) < lowest(1.8)


def test_all_highlights_occur() -> None:
    generator = rng()
    looks = [random_hair_look(generator, False) for _ in range(120)]
    assert {one.highlight for one in looks} == set(HIGHLIGHTS)
    assert {one.tips for one in looks} == {0, 1, 2, 3} and any(one.drawn_shine for one in looks)


def test_regions_are_known() -> None:
    assert {region for _, _, region in KINDS.values() if region} <= set(REGIONS)
