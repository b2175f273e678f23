"""What the commands' options have in common. Imports no torch."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn, get_args

from engine.painting_settings import SIZES, check_size, evenness_of
from engine.requests import EVENNESS, Device, Ink, Lines, Precision

USAGE_ERROR = 2
NATIVE = "native"


class OneLineParser(argparse.ArgumentParser):
    """Says in one line what is wrong with the usage."""

    def error(self, message: str) -> NoReturn:
        print(f"nurie: {message}; {self.prog} --help tells the options.", file=sys.stderr)
        sys.exit(USAGE_ERROR)


class Parser(OneLineParser):
    """The parser of a command. It takes no shortened options: scripts outlive them."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(prog=f"main.py {command}", description=description, allow_abbrev=False)


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Adds --model, --device and --precision."""
    parser.add_argument("--model", metavar="FILE", help="weights file, or the name of one that `models` lists")
    parser.add_argument("--device", choices=get_args(Device), default="auto", help="where the networks run (auto)")
    parser.add_argument("--precision", choices=get_args(Precision), default="auto", help="their arithmetic (auto)")


def add_painting_options(parser: argparse.ArgumentParser) -> None:
    """Adds --tag, --size, --lines and --evenness: how a sketch is coloured."""
    parser.add_argument(
        "--tag", action="append", default=[], type=tag_option, metavar="NAME=VALUE", help="moves a tag, 0 to 5"
    )
    parser.add_argument(
        "--size", type=size_option, metavar="N", help=f"long side at which the networks run, or {NATIVE}"
    )
    parser.add_argument(
        "--lines",
        choices=get_args(Lines),
        default="keep",
        help="keep the artist's lines, the networks', or none (keep)",
    )
    parser.add_argument(
        "--evenness",
        type=evenness_option,
        metavar="N",
        help=f"0 to 1: how far each area between the lines is drawn to one colour ({EVENNESS:g})",
    )


def add_line_options(parser: argparse.ArgumentParser) -> None:
    """Adds --ink, --clean-paper and --threshold: how a sketch's lines are found."""
    parser.add_argument(
        "--ink",
        choices=get_args(Ink),
        default="auto",
        help="dark lines on light paper, light ones on dark, whatever is not transparent, or all as is (auto)",
    )
    clean = parser.add_mutually_exclusive_group()
    for option, value, words in (
        ("--clean-paper", True, "remove the paper's tone and shading (where there is some)"),
        ("--keep-paper", False, "leave the paper as it is"),
    ):
        clean.add_argument(option, dest="clean_paper", action="store_const", const=value, help=words)
    parser.add_argument(
        "--threshold", type=threshold_option, metavar="N", help="grey from 1 to 255 from which on a pixel is paper"
    )


def threshold_option(text: str) -> int:
    """Reads --threshold."""
    try:
        return check_threshold(int(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 to 255") from error


def check_threshold(value: int) -> int:
    """The grey from which on a pixel is paper.

    Raises:
        ValueError: it is no grey.
    """
    if not 1 <= value <= 255:
        raise ValueError(f"{value} is no number from 1 to 255")
    return value


def evenness_option(text: str) -> float:
    """Reads --evenness."""
    try:
        return evenness_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no number from 0 to 1") from error


def size_option(text: str) -> int | str:
    """Reads --size: `native`, or a long side in pixels."""
    if text == NATIVE:
        return NATIVE
    try:
        return check_size(int(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is neither {NATIVE} nor {SIZES}") from error


def tag_option(text: str) -> tuple[str, float]:
    """Reads --tag NAME=VALUE; whether the model knows the tag and its range is asked of the model later."""
    name, equals, value = text.rpartition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"{text} is not NAME=VALUE, such as red_hair=2.0")
    try:
        number = float(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value} in {text} is no number; give one from 0 to 5") from error
    return name, number


def printable(text: str) -> str:
    """A text as far as standard output can tell it, JSON as JSON: a file's name may be in no encoding at all, which is
    nothing that a command could fail for."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
