"""What `main.py benchmark` measures: the engine's ways beside the plain way and beside the arithmetic's own floor."""
