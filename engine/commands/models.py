"""`models`: the weights files at hand, and what each says of itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.commands.options import Parser
from engine.errors import NurieError
from engine.model_info import ModelInfo, read_model_info
from engine.resources import DEFAULT_MODEL, model_files, user_models_folder


def main(argv: Sequence[str]) -> int:
    """Runs the command; a file that cannot be read is listed with its `error`.

    Raises:
        SystemExit: wrong usage (2) or `--help` (0).
    """
    parser = Parser("models", f"Lists the models that came with Nurie and those in {user_models_folder()}.")
    parser.add_argument("--json", action="store_true", help="one JSON array of objects")
    args = parser.parse_args(argv)
    found = [_describe(path) for path in model_files()]
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for model in found:
        if "error" in model:
            print(f"{model['path']}\n    {model['error']}")
            continue
        groups = ", ".join(f"{group} ({len(tags)})" for group, tags in model["groups"].items())
        print(
            f"{model['path']}\n    {model['name']}, {model['stage']}, {model['resolution']} px; {groups or 'no tags'}"
        )
    return 0


def _describe(path: Path) -> dict[str, Any]:
    try:
        info = read_model_info(path)
    except NurieError as error:
        return {"path": str(path), "error": str(error)}
    return {"path": str(path), "default": path == DEFAULT_MODEL, **_fields(info)}


def _fields(info: ModelInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "stage": info.stage,
        "resolution": info.resolution,
        "groups": {group: [tag.name for tag in tags] for group, tags in info.groups.items()},
        "config": dict(info.config),
        "provenance": dict(info.provenance),
    }
