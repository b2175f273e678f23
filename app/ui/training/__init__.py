"""Training from the window: choosing what to train, watching it, steering it, and the list of runs."""
