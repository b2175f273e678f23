"""A piece of work as a value, and the one file that holds it. Knows neither Qt nor torch."""
