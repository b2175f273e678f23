"""Hints: colours that the artist paints over what the network gives, under the artist's own lines.

Pixels only: the layer, the brush, the fill and how all of it comes together. Knows neither Qt nor torch.
"""
