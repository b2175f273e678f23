import io

import numpy as np
import pytest
import resvg_py
from PIL import Image

from trainer.data.synth.svg_path import parse_path

PATHS = {
    "lines": "M10 10h60v20H30l5 50L12 70z",
    "relative pairs": "m10 10 60 0 0 60-60 0zm15 15 0 30 30 0 0-30z",
    "cubics": "M10 80C20 10 60 10 70 80S90 20 95 90Z",
    "relative cubics": "M10 80c10-70 50-70 60 0s20-60 25 10z",
    "quadratics": "M10 50Q30 5 50 50T90 50q-5 40-40 40t-40-40z",
    "arcs": "M20 20a30 20 30 0 1 60 10A25 25 0 11 30 70a20 30-15 1 0-10-50z",
    "arcs without gaps": "M20 50a30 30 0 0160 0a5 5 0 01-9 3a40 20 0 10-40 10z",
    "too small arc": "M20 50a5 5 0 0 1 60 0a5 5 0 0 1-60 0z",
    "open": "M10 10L80 20 50 90",
    "exponents": "M1e1 1e1L8.0e+1 20 50.5.9e2z",
}
HOLES = {
    "same turn": "M10 10H90V90H10zM30 30H70V70H30z",
    "island": "M5 5H95V95H5zM20 20H80V80H20zM40 40H60V60H40z",
    "other turn": "M10 10H90V90H10zM30 30V70H70V30z",
}


def _filled(data: str, rule: str = "nonzero") -> np.ndarray:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="{data}" fill-rule="{rule}"/></svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, width=200, height=200, background="#fff", skip_system_fonts=True)
    return np.array(Image.open(io.BytesIO(bytes(png))).convert("L")).astype(int)


@pytest.mark.parametrize("name", PATHS)
def test_chains_fill_the_same_pixels(name: str) -> None:
    expected = _filled(PATHS[name])
    assert (expected < 128).mean() > 0.05
    # Written with a tenth of a unit, so borders may differ by a grey level or some.
    assert np.abs(_filled(parse_path(PATHS[name]).svg()) - expected).mean() < 1.0


@pytest.mark.parametrize("name", HOLES)
def test_even_odd_holes_hold_for_the_other_rule(name: str) -> None:
    expected = _filled(HOLES[name], "evenodd")
    assert np.array_equal(_filled(parse_path(HOLES[name], even_odd=True).svg()) < 128, expected < 128)


def test_open_and_closed() -> None:
    assert not parse_path("M0 0L5 5").closed
    assert parse_path("M0 0L5 5H0z").closed
    assert len(parse_path("M0 0L5 5zM9 9L5 5z").chains) == 2
