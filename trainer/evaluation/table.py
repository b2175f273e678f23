"""The numbers of an evaluation as text for a terminal."""

from __future__ import annotations

from typing import Any

from trainer.data.colors import COLOR_NAMES


def table(result: dict[str, Any]) -> str:
    """A readable table of what `trainer.evaluate.evaluate` found."""
    model, data = result["model"], result["data"]
    own, cross, frechet, tags = (result[key] for key in ("self_reference", "cross_reference", "frechet", "tag_control"))
    lines = [
        f"{model['name']} ({model['stage']}), {data['pictures']} {data['split']} pictures at {data['size']} px, "
        f"seed {data['seed']}, {result['seconds']['total']:.0f} s on {result['device']} in {result['precision']}",
        "",
        f"self-reference     ΔE {_number(own['delta_e'], 2)}   PSNR {_number(own['psnr'], 2)} dB   "
        f"SSIM {_number(own['ssim'], 3)}   n {own['n']}",
        f"Fréchet distance   {_number(frechet['value'], 2)}   features {frechet['features']}   n {frechet['n']}",
        "",
    ]
    if data["regions"]:
        lines += [
            f"{'cross-reference':<18}{'hit':>8}{'chance':>8}{'n':>8}",
            _row("all regions", cross, ("hit", "chance")),
            *(_row(region, shares, ("hit", "chance")) for region, shares in cross["regions"].items()),
            "",
        ]
    lines += _lines(result)
    if not data["regions"]:
        lines.append("Finished pictures tell no regions: where colours of references and tags go was not measured.")
        return "\n".join(lines)
    if tags is None:
        return "\n".join([*lines, "tag control        this model's tags cannot be moved (no stage two)"])
    keys = ("hit", "leak", "monotone")
    lines += [
        f"{'tag control':<18}{'hit':>8}{'leak':>8}{'order':>8}{'n':>8}",
        _row("all groups", tags, keys),
        _row("clothes", tags["clothes"], keys),
        *(_row(group, scores, keys) for group, scores in tags["groups"].items()),
        "",
        f"{'hits by colour':<18}" + "".join(f"{color:>7}" for color in COLOR_NAMES),
    ]
    for group, scores in tags["groups"].items():
        hits = (scores["colors"].get(color, {}).get("hit") for color in COLOR_NAMES)
        lines.append(f"{group:<18}" + "".join(f"{_number(hit, 2):>7}" for hit in hits))
    return "\n".join(lines)


def _lines(result: dict[str, Any]) -> list[str]:
    """The summary of each style of lines below that of the drawings as they are; nothing without styles. Thick lines
    leave fewer regions that count, the small ones gone first: `n` tells over how many `hit` is."""
    if not result["lines"]:
        return []
    heads = ("ΔE", "hit", "n", "Fréchet", "tag hit", "leak", "order")
    rows = [f"{'lines':<18}" + "".join(f"{head:>9}" for head in heads)]
    for style, found in {"as drawn": result, **result["lines"]}.items():
        tags = found["tag_control"] or dict.fromkeys(("hit", "leak", "monotone"))
        values = [found["self_reference"]["delta_e"], found["cross_reference"]["hit"], found["cross_reference"]["n"]]
        values += [found["frechet"]["value"], tags["hit"], tags["leak"], tags["monotone"]]
        cells = zip(values, (2, 3, 0, 2, 3, 2, 3), strict=True)
        rows.append(f"{style:<18}" + "".join(f"{_number(value, places):>9}" for value, places in cells))
    return [*rows, ""]


def _row(name: str, values: dict[str, Any], keys: tuple[str, ...]) -> str:
    places = {"leak": 2}
    return (
        f"{name:<18}" + "".join(f"{_number(values[key], places.get(key, 3)):>8}" for key in keys) + f"{values['n']:>8}"
    )


def _number(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"
