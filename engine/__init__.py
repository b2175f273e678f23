"""Nurie's engine: networks, weights, pictures and one colouring session.

Knows neither Qt nor training. `engine.requests`, `engine.model_info` and
`engine.errors` import no torch, so that a window can open before torch is loaded.
"""

__version__ = "0.1.0"
