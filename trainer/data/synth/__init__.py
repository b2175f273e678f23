"""Figures that the project draws itself."""
