"""Nurie's trainer: data, the three trainings and their evaluation. Knows the engine, not the app."""
