"""The paper's networks, each in its own module; `config` has their sizes and needs no torch."""
