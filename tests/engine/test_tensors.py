import numpy as np
import pytest
import torch

from engine.tensors import reference_tensor, signed, sketch_tensor, to_pixels, unsigned


def test_every_byte_survives_the_way_there_and_back() -> None:
    values = torch.arange(256, dtype=torch.uint8)
    there = signed(values)
    assert there.dtype == torch.float32
    assert there[0] == -1 and there[255] == 1
    back = unsigned(there)
    # Truncation may lose one where the float falls just short, as in the authors' pictures.
    assert (values.int() - back.int()).abs().max() <= 1


def test_beyond_the_range_is_clamped_and_between_is_truncated() -> None:
    y = torch.tensor([-1.5, -1.0, 0.0, 0.999, 1.0, 2.0])
    assert unsigned(y).tolist() == [0, 0, 127, 254, 255, 255]


@pytest.mark.parametrize(("width", "height"), [(32, 64), (33, 31), (1, 1), (100, 65)])
def test_padding_is_cropped_back(width: int, height: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    x = reference_tensor(pixels)
    assert x.shape[2] % 32 == 0 and x.shape[3] % 32 == 0 and x.shape[2] - height < 32 and x.shape[3] - width < 32
    back = to_pixels(x, (width, height))
    assert back.dtype == np.uint8 and back.flags.c_contiguous
    assert np.abs(back.astype(int) - pixels).max() <= 1


def test_sketches_gain_white_paper_and_references_their_edge() -> None:
    sketch = sketch_tensor(np.zeros((30, 40), np.uint8))
    assert sketch.shape == (1, 1, 32, 64)
    assert (sketch[0, 0, :30, :40] == -1).all()
    assert (sketch[0, 0, 30:] == 1).all() and (sketch[0, 0, :, 40:] == 1).all()
    reference = reference_tensor(np.full((30, 40, 3), 10, np.uint8))
    assert reference.shape == (1, 3, 32, 64)
    assert torch.unique(reference).numel() == 1
