"""Others' pictures as they lie in `resources/figures`: read rightly, licensed, small, and each of them drawn."""

from __future__ import annotations

import io
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
import resvg_py
from PIL import Image

from tools.figure_sources import shapes_of
from trainer.data.regions import REGION_INDEX
from trainer.data.synth import bigheads, facesjs
from trainer.data.synth.avatars import draw
from trainer.data.synth.canvas import Layers, Painter
from trainer.data.synth.part_library import FOLDER, library, licence_text, part_names, part_shapes
from trainer.data.synth.paths import placement
from trainer.data.synth.sources import licences_text, sources

BOXES = {"facesjs": "-20 -20 640 640", "bigheads": "0 -200 1300 1300"}
PARTS = [(source, part) for source in BOXES for part in library(source)["parts"]]
HAIR, EYES, SKIN, SHIRT = (REGION_INDEX[name] for name in ("hair", "eyes", "skin", "shirt"))


def _picture(shapes: str, box: str) -> np.ndarray:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill-rule="evenodd">{shapes}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, width=160, height=160, background="#fff", skip_system_fonts=True)
    return np.array(Image.open(io.BytesIO(bytes(png))).convert("L")).astype(int)


@pytest.mark.parametrize(("source", "part"), PARTS)
def test_paths_are_read_as_they_are_written(source: str, part: str) -> None:
    stored = library(source)["parts"][part]
    for variant in part_names(source, part):
        matrices = [shape.get("matrix", [1, 0, 0, 0, 1, 0]) for shape in stored[variant]]
        theirs = "".join(
            f'<path d="{shape["d"]}" transform="matrix({m[0]} {m[3]} {m[1]} {m[4]} {m[2]} {m[5]})"/>'
            for shape, m in zip(stored[variant], matrices, strict=True)
        )
        ours = "".join(f'<path d="{shape.path.svg()}"/>' for shape in part_shapes(source, part, variant))
        different = np.abs(_picture(theirs, BOXES[source]) - _picture(ours, BOXES[source])) > 90
        assert different.mean() < 0.002, variant


@pytest.mark.parametrize("source", list(BOXES))
def test_the_licence_is_the_packages_own_and_goes_with_copies(source: str) -> None:
    package = library(source)["package"]
    (told,) = [entry for entry in sources() if entry.library == source]
    assert package["license"] == told.licence and package["name"] in told.name
    assert licence_text(source).strip() in licences_text()
    assert {"MIT": "Copyright (c) 2020 Robert Broersma", "Apache-2.0": "Version 2.0, January 2004"}[
        told.licence
    ] in licence_text(source)


def test_little_is_tracked() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 500_000


def _drawn(module: ModuleType, **changes: object) -> Layers:
    """A head with shoulders and no shadows, from above its hair to below its chin."""
    look = module.random_look(np.random.default_rng(8), "train")
    head = module.head_of(replace(look, glasses=None, **changes))
    painter = Painter(line_width=2.0)
    with painter.placed(placement(500, 560, 2.6) @ np.vstack([head.placement, [0, 0, 1]])):
        assert head.draw_back is not None
        head.draw_back(painter, np.random.default_rng(1))
        head.draw(painter, np.random.default_rng(1))
    return painter.render(128)


def _share(layers: Layers, region: int) -> float:
    return float((layers.regions == region).mean())


FACES_HAIR = sorted(set(part_names("facesjs", "hair")) - facesjs.LEFT_OUT_HAIR)


@pytest.mark.parametrize("hair", FACES_HAIR)
def test_every_hairstyle_of_facesjs_is_hair_with_a_line_around(hair: str) -> None:
    layers = _drawn(facesjs, hair=hair, back=None, band=None)
    assert _share(layers, HAIR) > 0.025
    _assert_parted(layers)


@pytest.mark.parametrize("hair", bigheads.HAIR)
def test_every_hairstyle_of_bigheads_is_hair_with_a_line_around(hair: str) -> None:
    layers = _drawn(bigheads, hair=hair, hat=None)
    assert _share(layers, HAIR) > 0.03
    _assert_parted(layers)


def _assert_parted(layers: Layers) -> None:
    inside = layers.regions == HAIR
    border = inside[:, 1:] != inside[:, :-1]
    ink = np.minimum.reduce([np.roll(layers.line, shift, axis=1) for shift in range(-2, 4)])
    assert (ink[:, 1:][border] < 245).mean() > 0.9


@pytest.mark.parametrize("eyes", part_names("facesjs", "eye"))
def test_all_eyes_of_facesjs_have_irises(eyes: str) -> None:
    assert _share(_drawn(facesjs, eyes=eyes, hair="short", band=None), EYES) > 0.0008


@pytest.mark.parametrize("eyes", bigheads.EYES)
def test_eyes_of_bigheads_have_irises_unless_they_are_closed(eyes: str) -> None:
    share = _share(_drawn(bigheads, eyes=eyes, hair="ShortHair", hat=None), EYES)
    assert share == 0 if eyes in bigheads.CLOSED else share > 0.002


@pytest.mark.parametrize("style", ["bigheads", "facesjs"])
def test_busts_run_out_of_the_picture_and_bodies_are_ours_else(style: str) -> None:
    own = theirs = 0
    for seed in range(24):
        figure = draw(np.random.default_rng([2, seed]), 64, "train", style)
        if not figure.variants["garment"].startswith(style):
            own += 1
            continue
        theirs += 1
        assert figure.variants["framing"] in ("close-up", "bust")
        middle = figure.regions[-1, 24:40]
        assert not np.isin(middle, [REGION_INDEX["background"], REGION_INDEX["sky"]]).any(), figure.variants
    assert own >= 5 and theirs >= 5


def test_shapes_of_svg_take_over_style_transform_and_holes() -> None:
    first, second, third = shapes_of(
        '<g fill="$[hairColor]" stroke="#000" stroke-width="4" transform="translate(10 20)">'
        '<path d="M0 0h4v4z" style="fill:#fff;opacity:.5" fill-rule="evenodd"/>'
        '<line x1="1" y1="2" x2="3" y2="4" fill="none"/></g>'
        '<path d="M0 0h1" fill="url(#a)"/><path d="M1 1h1" fill="$[headShave]"/><circle cx="5" cy="5" r="2"/>'
    )
    assert (first["fill"], first["stroke"], first["width"], first["opacity"]) == ("#fff", "#000", 4, 0.5)
    assert first["even_odd"] and first["d"] == "M0 0h4v4z" and first["matrix"] == [1, 0, 10, 0, 1, 20]
    assert "fill" not in second and second["d"].startswith("M1.0 2.0")
    assert third["fill"] == "#000" and "stroke" not in third
