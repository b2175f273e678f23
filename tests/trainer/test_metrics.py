import numpy as np
import pytest

from trainer.metrics.pictures import PSNR_CAP, mean_delta_e, psnr, ssim
from trainer.metrics.regions import paper_mask, region_color, region_colors, region_masks, same_color
from trainer.metrics.statistics import frechet_distance, spearman


@pytest.fixture
def noise() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (32, 40, 3), dtype=np.uint8)


def test_equal_pictures_have_no_difference(noise):
    assert mean_delta_e(noise, noise) == 0
    assert psnr(noise, noise) == PSNR_CAP
    assert ssim(noise, noise) == pytest.approx(1)


def test_delta_e_counts_only_the_mask():
    white = np.full((8, 8, 3), 255, dtype=np.uint8)
    half = white.copy()
    half[:, :4] = 0
    right = np.zeros((8, 8), dtype=bool)
    right[:, 4:] = True
    assert mean_delta_e(white, half, right) == 0
    assert mean_delta_e(white, half, ~right) == pytest.approx(100, abs=0.1)
    assert mean_delta_e(white, half) == pytest.approx(50, abs=0.1)
    assert np.isnan(mean_delta_e(white, half, np.zeros((8, 8), dtype=bool)))


def test_psnr_of_a_known_error():
    grey = np.full((4, 4, 3), 100, dtype=np.uint8)
    assert psnr(grey, grey + 10) == pytest.approx(20 * np.log10(25.5))


def test_ssim_of_flat_pictures_is_its_luminance_term():
    first, second = np.full((16, 16), 50, dtype=np.uint8), np.full((16, 16), 100, dtype=np.uint8)
    c1 = (0.01 * 255) ** 2
    assert ssim(first, second) == pytest.approx((2 * 50 * 100 + c1) / (50**2 + 100**2 + c1))


def test_ssim_falls_with_noise_and_turns_negative_for_the_inverse(noise):
    grain = np.random.default_rng(1).normal(0, 1, noise.shape)
    little, much = (np.clip(noise + grain * s, 0, 255).astype(np.uint8) for s in (10, 60))
    assert 1 > ssim(noise, little) > ssim(noise, much) > 0
    assert ssim(noise, 255 - noise) < 0


def test_ssim_refuses_pictures_smaller_than_its_window():
    with pytest.raises(ValueError, match="11 px"):
        ssim(np.zeros((8, 40), dtype=np.uint8), np.zeros((8, 40), dtype=np.uint8))


def test_spearman_sees_order_only():
    values = np.arange(11)
    assert spearman(values, np.exp(values)) == pytest.approx(1)
    assert spearman(values, -(values**3)) == pytest.approx(-1)
    assert spearman(values, np.ones(11)) == 0


def test_spearman_shares_ranks_among_ties():
    # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
    assert spearman(np.array([1, 2, 2, 3]), np.array([1, 2, 3, 4])) == pytest.approx(4.5 / np.sqrt(4.5 * 5))


def test_frechet_distance_of_a_cloud_to_itself_is_nothing():
    cloud = np.random.default_rng(0).normal(size=(50, 6))
    assert frechet_distance(cloud, cloud) == pytest.approx(0, abs=1e-6)


def test_frechet_distance_of_a_shift_is_its_square():
    cloud = np.random.default_rng(0).normal(size=(50, 6))
    assert frechet_distance(cloud, cloud + 2.0) == pytest.approx(6 * 4.0)


def test_frechet_distance_of_axis_aligned_gaussians_is_the_difference_of_deviations():
    signs = np.array([[a, b] for a in (-1, 1) for b in (-1, 1)], dtype=float)
    unit = np.sqrt(4 / 3)  # np.cov divides by n - 1
    first, second = signs * np.array([1, 3]), signs * np.array([2, 5])
    assert frechet_distance(first, second) == pytest.approx(unit**2 * ((2 - 1) ** 2 + (5 - 3) ** 2))


def test_frechet_distance_agrees_with_the_asymmetric_product():
    rng = np.random.default_rng(0)
    first, second = (
        rng.normal(size=(80, 4)) @ rng.normal(size=(4, 4)),
        rng.normal(size=(80, 4)) @ rng.normal(size=(4, 4)),
    )
    c1, c2 = np.cov(first, rowvar=False), np.cov(second, rowvar=False)
    roots = np.sqrt(np.abs(np.linalg.eigvals(c1 @ c2))).sum()
    shift = first.mean(axis=0) - second.mean(axis=0)
    assert frechet_distance(first, second) == pytest.approx(shift @ shift + np.trace(c1) + np.trace(c2) - 2 * roots)


def test_lines_belong_to_no_region():
    sketch = np.array([[199, 200, 255]], dtype=np.uint8)
    assert paper_mask(sketch).tolist() == [[False, True, True]]


def test_small_regions_do_not_count():
    regions = np.zeros((10, 10), dtype=np.uint8)
    regions[:, 5:] = 1
    regions[0, 0] = 2
    regions[9, 0] = 77
    sketch = np.full((10, 10), 255, dtype=np.uint8)
    assert set(region_masks(regions, sketch, ["background", "hair", "eyes"])) == {"background", "hair"}
    sketch[:, 5:] = 0
    assert set(region_masks(regions, sketch, ["background", "hair", "eyes"])) == {"background"}


def test_a_regions_colour_is_the_median_without_the_line():
    pixels = np.full((10, 10, 3), 255, dtype=np.uint8)
    pixels[:, 5:] = (200, 20, 20)
    pixels[:2, 5:] = 0
    sketch = np.full((10, 10), 255, dtype=np.uint8)
    regions = np.zeros((10, 10), dtype=np.uint8)
    regions[:, 5:] = 1
    masks = region_masks(regions, sketch, ["background", "hair"])
    colors = region_colors(pixels, masks)
    assert colors["background"] == pytest.approx((100, 0, 0), abs=0.01)
    assert colors["hair"] == pytest.approx(
        region_color(np.full((1, 1, 3), (200, 20, 20), np.uint8), np.ones((1, 1), bool))
    )


def test_same_colour_is_within_the_tolerance():
    assert same_color(np.array([50, 2.5, 0]), np.array([58, 24, 15]))  # 19.45 apart
    assert not same_color(np.array([50, 2.5, 0]), np.array([61, -5, 29]))  # 22.90 apart
