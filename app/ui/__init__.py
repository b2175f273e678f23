"""Widgets: they show the document and report what the hand did; they decide nothing."""
