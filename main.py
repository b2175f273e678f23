"""Nurie's one entry: no arguments or pictures open the window, a verb runs its command.

Each is imported when it is needed, so that nothing waits for what it does not use.
"""

from __future__ import annotations

import difflib
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from engine import __version__
from engine.errors import NurieError, UsageError
from engine.process_memory import ask_for_large_pages, keep_freed_memory
from engine.sentences import TELL_VARIABLE, TOO_LITTLE_MEMORY, packed

FAILED, USAGE_ERROR, INTERRUPTED = 1, 2, 130
MAX_PICTURES = 2
PROJECT_SUFFIX = ".nurie"
DEBUG_VARIABLE = "NURIE_DEBUG"

# Verb → the module whose `main(argv)` runs it, and what it does.
COMMANDS: dict[str, tuple[str, str]] = {
    "colorize": ("engine.commands.colorize", "colour a drawing, or a list of them, without a window"),
    "batch": ("engine.commands.batch", "colour a folder of drawings, or the pages of a CBZ"),
    "tags": ("engine.commands.tags", "name the tags that a picture shows"),
    "models": ("engine.commands.models", "list the models at hand"),
    "import-weights": ("engine.commands.import_weights", "bring in the networks released by the paper's authors"),
    "benchmark": ("engine.commands.benchmark", "measure how fast this machine colours"),
    "train": ("trainer.cli", "make data, train models, measure them"),
}


def help_text() -> str:
    """What `--help` prints."""
    width = max(map(len, COMMANDS)) + 2
    verbs = "\n".join(f"  {verb:{width}}{summary}" for verb, (_, summary) in COMMANDS.items())
    return (
        "usage: main.py [SKETCH] [REFERENCE]      open the window\n"
        "       main.py PROJECT.nurie             open a project in it\n"
        "       main.py COMMAND ...               run a command; COMMAND --help tells its options\n"
        "       main.py --help | --version\n\n"
        f"commands:\n{verbs}\n"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Runs what the arguments ask for.

    Returns:
        Exit status: 0, 2 for wrong usage, 130 when interrupted or terminated, 1 for anything else, with one line on
        standard error. `NURIE_DEBUG=1` adds the traceback of an internal error.
    """
    ask_for_large_pages()
    keep_freed_memory()
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except UsageError as error:
        _fail(error.sentence)
        return USAGE_ERROR
    except NurieError as error:
        return _fail(error.sentence)
    except KeyboardInterrupt:
        _fail("interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our results has gone; keep the interpreter from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001 (the last stop: one line instead of a traceback)
        from engine.out_of_memory import is_out_of_memory

        if is_out_of_memory(error):
            return _fail(TOO_LITTLE_MEMORY)
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exc()
        return _fail(f"internal error ({type(error).__name__}: {error}); please report it with {DEBUG_VARIABLE}=1 set.")


def _run(argv: list[str]) -> int:
    first = argv[0] if argv else None
    if first in ("-h", "--help"):
        print(help_text(), end="")
        return 0
    if first == "--version":
        print(f"nurie {__version__}")
        return 0
    if first in COMMANDS:
        with _ended_in_order():
            return int(import_module(COMMANDS[first][0]).main(argv[1:]))
    if wrong := _wrong_usage(argv):
        _fail(f"{wrong} main.py --help tells the commands.")
        return USAGE_ERROR
    return int(import_module("app.application").run(argv))


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Whoever terminates a command leaves it the time to take away what is half written, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _wrong_usage(argv: list[str]) -> str | None:
    """What is wrong with arguments that are to be pictures, or None."""
    for argument in argv:
        if argument.startswith("-"):
            return f"The option {argument} is unknown."
    if argv and not Path(argv[0]).suffix and not Path(argv[0]).exists():
        near = difflib.get_close_matches(argv[0], COMMANDS, n=1)
        return f"{argv[0]} is neither a command nor a file{f'; did you mean {near[0]}?' if near else '.'}"
    if len(argv) > 1 and any(Path(argument).suffix.lower() == PROJECT_SUFFIX for argument in argv):
        return "The window opens one project, or a sketch and a reference."
    if len(argv) > MAX_PICTURES:
        return "The window opens one sketch and one reference, no more."
    return None


def _fail(message: str) -> int:
    if os.environ.get(TELL_VARIABLE) == "json":
        print(json.dumps(packed([message])), file=sys.stderr)
    else:
        print(f"nurie: {' '.join(message.split())}", file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
