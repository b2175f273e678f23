"""Many sketches painted with one reference: a folder, or the pages of a comic archive. No Qt, no torch at import."""
