"""`import-weights`: the authors' released files become one weights file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.commands.options import Parser
from engine.resources import SUFFIX


def main(argv: Sequence[str]) -> int:
    """Runs the command and prints the file written.

    Raises:
        SystemExit: wrong usage (2) or `--help` (0).
        WeightsError: a file is missing, damaged or another network.
    """
    parser = Parser("import-weights", "Brings in the networks that the paper's authors released.")
    parser.add_argument("--encoder", type=Path, required=True, metavar="F", help="reference encoder and classifier")
    parser.add_argument("--generator", type=Path, required=True, metavar="F", help="stage one")
    parser.add_argument("--mapping", type=Path, metavar="F", help="stage two; without it tags cannot be moved")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=f"the {SUFFIX} file to write")
    storage = ("fp32", "fp16", "bf16", "int8")
    parser.add_argument("--storage", choices=storage, default="fp32", help="how numbers lie in the file (fp32)")
    args = parser.parse_args(argv)
    if args.output.suffix != SUFFIX:
        parser.error(f"{args.output} must end in {SUFFIX}")

    from engine.released import import_weights

    import_weights(args.encoder, args.generator, args.mapping, args.output, args.storage)
    print(args.output)
    return 0
