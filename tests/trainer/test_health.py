"""A run that has gone wrong is stopped, and one that has only just begun is not."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from engine.errors import TrainingError
from trainer.health import GRACE, Health

PAINTED = torch.linspace(-1, 1, 64).view(1, 1, 8, 8).expand(2, 3, 8, 8)
FLAT = torch.full((2, 3, 8, 8), 0.25)


def test_a_loss_that_is_no_number() -> None:
    Health().check_terms({"l1": 1.0}, 7)
    with pytest.raises(TrainingError, match="loss gan is no longer a number at step 7; nothing was saved yet"):
        Health().check_terms({"l1": 1.0, "gan": float("inf")}, 7)
    with pytest.raises(TrainingError, match="the weights of step 500 are kept"):
        Health(kept=500).check_terms({"l1": float("nan")}, 510)


def test_a_loss_that_has_run_away() -> None:
    health = Health(kept=1400)
    for step, value in ((1500, 0.8), (1520, 30.0), (1540, 900.0), (1550, 0.7)):
        health.check_terms({"l1": 0.2, "regions": value}, step)
    said = r"regions has run away: it is 3.24e\+04 at step 1560 and was 0.7 before; the weights of step 1400 are kept"
    with pytest.raises(TrainingError, match=said):
        health.check_terms({"l1": 1.0, "regions": 32400.0}, 1560)
    large = Health()
    large.check_terms({"of another size": 5e3}, 1)
    large.check_terms({"of another size": 5e5}, 2)


def test_weights_that_are_no_numbers() -> None:
    network = nn.BatchNorm1d(3)
    Health().check_weights({"encoder": network}, 1)
    assert isinstance(network.running_mean, torch.Tensor)
    network.running_mean[1] = float("nan")
    with pytest.raises(TrainingError, match="The encoder has weights that are no numbers after step 3"):
        Health().check_weights({"encoder": network}, 3)


def test_a_generator_that_painted_and_paints_no_more_has_collapsed() -> None:
    health = Health()
    health.check_pictures(FLAT, 10)  # it has not begun
    health.check_pictures(PAINTED, 20)
    with pytest.raises(TrainingError, match="collapsed: at step 30"):
        health.check_pictures(FLAT, 30)


def test_one_that_never_paints_has_its_time() -> None:
    Health().check_pictures(FLAT, GRACE - 1)
    with pytest.raises(TrainingError, match="collapsed"):
        Health().check_pictures(FLAT, GRACE)


def test_one_flat_picture_among_others_is_none_of_its_faults() -> None:
    Health(painted=True).check_pictures(torch.cat((FLAT, PAINTED)), 1000)
    Health(painted=True).check_pictures(None, 1000)
