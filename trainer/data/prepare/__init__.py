"""A data folder from any folder of finished pictures."""
