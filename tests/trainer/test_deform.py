import numpy as np
import pytest

from trainer.data.deform import REACH, deform, displacement_grid, mls_rigid


def grid() -> np.ndarray:
    y, x = np.mgrid[0:9, 0:9]
    return (x + 1j * y).astype(complex)


def test_control_points_go_where_they_are_told():
    start = np.array([1 + 1j, 7 + 2j, 2 + 6j, 6 + 7j])
    end = start + np.array([2 + 0j, -1 + 1j, 0 - 2j, 1 + 1j])
    assert np.abs(mls_rigid(start, start, end) - end).max() < 1e-3


def test_a_rigid_motion_of_the_control_points_moves_every_point_by_it():
    start = np.array([1 + 1j, 7 + 2j, 2 + 6j, 6 + 7j])
    turn, shift = np.exp(0.4j), 3 - 2j
    moved = mls_rigid(grid(), start, start * turn + shift)
    assert np.allclose(moved, grid() * turn + shift)


def test_scaled_control_points_do_not_scale_what_is_far_around_them():
    """A rigid deformation has no scaling: far away only the weighted mean moves."""
    start = np.array([-1 - 1j, 1 - 1j, -1 + 1j, 1 + 1j])
    far = np.array([1000 + 0j])
    assert np.abs(mls_rigid(far, start, start * 3) - far)[0] < 1.0


def test_nothing_displaced_leaves_the_picture_as_it_is():
    pixels = np.random.default_rng(1).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    still = deform(pixels, np.random.default_rng(0), reach=0.0)
    assert np.abs(still.astype(int) - pixels).max() <= 1


def test_the_same_generator_state_bends_alike_and_another_does_not():
    pixels = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    first = deform(pixels, np.random.default_rng(5))
    assert np.array_equal(first, deform(pixels, np.random.default_rng(5)))
    assert not np.array_equal(first, deform(pixels, np.random.default_rng(6)))
    assert not np.array_equal(first, pixels)


@pytest.mark.parametrize("fill", ["edge", "white"])
def test_a_flat_picture_stays_flat_where_edges_fill(fill):
    pixels = np.full((96, 96, 3), (200, 30, 90), dtype=np.uint8)
    bent = deform(pixels, np.random.default_rng(3), reach=0.4, fill=fill)
    flat = bool((bent == pixels).all())
    assert flat == (fill == "edge")
    if fill == "white":
        assert (bent == 255).all(axis=-1).any()


def test_displacements_scale_with_the_picture():
    """The same control points on twice the size give twice the displacement: the same picture, larger."""
    y, x = np.mgrid[0:64, 0:64]
    small = np.stack([x * 4, y * 4, 128 + 0 * x], axis=-1).astype(np.uint8)
    large = np.repeat(np.repeat(small, 2, axis=0), 2, axis=1)
    bent_small = deform(small, np.random.default_rng(2)).astype(int)
    bent_large = deform(large, np.random.default_rng(2))[::2, ::2].astype(int)
    assert np.median(np.abs(bent_small - bent_large)) <= 4


def test_grey_pictures_keep_their_shape():
    grey = np.random.default_rng(1).integers(0, 256, (40, 56), dtype=np.uint8)
    assert deform(grey, np.random.default_rng(0)).shape == (40, 56)


def test_a_displacement_grid_is_the_deformation_that_deform_paints():
    y, x = np.mgrid[0:128, 0:128]
    places = np.stack([x, y, 0 * x], axis=-1).astype(np.uint8)
    offsets = displacement_grid(np.random.default_rng(4), nodes=17)
    shown = deform(places, np.random.default_rng(4))[8:120:8, 8:120:8, :2].astype(float)
    nodes = np.linspace(0, 1, 17)[1:15]
    wanted = np.stack(np.meshgrid(nodes, nodes), axis=-1) * 128 + offsets[1:15, 1:15] * 128
    inside = ((wanted > 2) & (wanted < 125)).all(axis=-1)
    assert inside.sum() > 100
    assert np.median(np.abs(shown - wanted)[inside]) < 1.5


def test_no_node_moves_much_further_than_the_control_points_of_both_deformations():
    lengths = [np.linalg.norm(displacement_grid(np.random.default_rng(seed)), axis=-1) for seed in range(20)]
    assert 0.02 < np.mean(lengths) < 2 * REACH
    assert displacement_grid(np.random.default_rng(0), reach=0.0) == pytest.approx(0, abs=1e-6)
