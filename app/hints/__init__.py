"""Painting of hints: off the GUI thread what takes time, on it what the hand feels."""
