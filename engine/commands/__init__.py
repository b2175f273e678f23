"""The commands that need the engine alone, each a module with `main(argv) -> exit status`."""
