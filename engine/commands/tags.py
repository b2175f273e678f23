"""`tags`: what a model's classifier reads off a picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from engine.commands.options import Parser, add_model_options
from engine.image_io import read_picture
from engine.model_info import read_model_info
from engine.resources import find_model


def main(argv: Sequence[str]) -> int:
    """Runs the command: `{name: probability}`, or a table, the most likely first.

    Raises:
        SystemExit: wrong usage (2) or `--help` (0).
        NurieError: the picture or the model cannot be read.
    """
    parser = Parser("tags", "Names the tags that a picture shows, with their probabilities.")
    parser.add_argument("image", type=Path, metavar="IMAGE", help="the picture")
    add_model_options(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object, name to probability")
    args = parser.parse_args(argv)
    model = find_model(args.model)
    read_model_info(model)  # refuses what is no model before torch is loaded
    picture = read_picture(args.image)

    from engine.colorizer import Colorizer

    probabilities = Colorizer.load(model, args.device, args.precision).read_tags(picture)
    if args.json:
        print(json.dumps({name: round(value, 6) for name, value in probabilities.items()}, ensure_ascii=False))
        return 0
    for name, value in sorted(probabilities.items(), key=lambda entry: -entry[1]):
        print(f"{value:5.3f}  {name}")
    return 0
