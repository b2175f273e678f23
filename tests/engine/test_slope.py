"""A ground's slope: a quadratic of the place, whatever the size of the picture."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.slope import TERMS, places, surface


def test_places_reach_from_side_to_side_at_any_size() -> None:
    for size in (1, 2, 7, 256):
        where = places(np.arange(size), size)
        assert where[0] == pytest.approx(-1 + 1 / size) and where[-1] == pytest.approx(1 - 1 / size)


def test_the_surface_is_the_quadratic_for_both_kinds_of_arrays() -> None:
    terms = np.random.default_rng(0).normal(size=TERMS)
    x, y = np.linspace(-1, 1, 5), np.linspace(-1, 1, 4)[:, None]
    one, of_x, of_y, of_xx, of_xy, of_yy = terms
    expected = one + of_x * x + of_y * y + of_xx * x**2 + of_xy * x * y + of_yy * y**2
    np.testing.assert_allclose(surface(list(terms), x, y), expected)
    found = surface(list(torch.tensor(terms)), torch.tensor(x), torch.tensor(y))
    np.testing.assert_allclose(found.numpy(), expected)
