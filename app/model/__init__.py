"""What the user made, and every way to change it."""
