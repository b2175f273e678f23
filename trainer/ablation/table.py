"""An ablation's numbers as one table, and what they say of the paper's claims."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.ablation.rows import CLAIMS, Row

Numbers = Mapping[str, Mapping[int, Mapping[str, float]]]
"""Row → seed → measure → value."""

# Measure → its heading, places, and whether more is better.
MEASURES: dict[str, tuple[str, int, bool]] = {
    "frechet": ("Fréchet ↓", 2, False),
    "cross_hit": ("reference hit ↑", 3, True),
    "self_delta_e": ("ΔE ↓", 2, False),
    "tag_hit": ("tag hit ↑", 3, True),
    "leak": ("leak ↓", 2, False),
    "monotone": ("monotone ↑", 3, True),
    "feature": ("feature L1 ↓", 4, False),
    "inversion": ("inversion ↓", 4, False),
}


def summary(rows: Sequence[Row], numbers: Numbers) -> dict[str, Any]:
    """Means and spreads (sample standard deviations over the seeds) of each row, and the claims; JSON values."""
    return {
        "rows": [
            {
                "name": row.name,
                "label": row.label,
                "paper_fid": row.paper,
                **{measure: _spread(numbers[row.name], measure) for measure in MEASURES},
            }
            for row in rows
        ],
        "claims": [found for claim in CLAIMS if (found := _judged(claim, numbers)) is not None],
    }


def _spread(by_seed: Mapping[int, Mapping[str, float]], measure: str) -> dict[str, float | int] | None:
    values = [numbers[measure] for numbers in by_seed.values() if measure in numbers]
    if not values:
        return None
    spread = statistics.stdev(values) if len(values) > 1 else 0.0
    return {"mean": statistics.fmean(values), "spread": spread, "seeds": len(values)}


def _judged(claim: Any, numbers: Numbers) -> dict[str, Any] | None:
    """Seed by seed, with against without; None where one of them was not trained."""
    first, second = numbers.get(claim.with_it), numbers.get(claim.without)
    if not first or not second:
        return None
    gains = [
        second[seed][claim.measure] - first[seed][claim.measure]
        for seed in first
        if seed in second and claim.measure in first[seed] and claim.measure in second[seed]
    ]
    if not gains:
        return None
    mean, spread = statistics.fmean(gains), statistics.stdev(gains) if len(gains) > 1 else 0.0
    wins = sum(gain > 0 for gain in gains)
    # Shown: every seed agrees, and the mean is more than its own uncertainty twice over.
    clear = len(gains) > 1 and abs(mean) > 2 * spread / len(gains) ** 0.5
    verdict = "shown" if clear and wins == len(gains) else "contradicted" if clear and not wins else "not decided"
    return {
        "claim": claim.text,
        "measure": claim.measure,
        "gain": mean,
        "spread": spread,
        "wins": wins,
        "seeds": len(gains),
        "verdict": verdict,
    }


def markdown(found: Mapping[str, Any], scale: str) -> str:
    """The summary for a person: `mean ± spread`, and a sentence on each claim."""
    used = [key for key in MEASURES if any(row[key] is not None for row in found["rows"])]
    heads = ["variant", *(MEASURES[key][0] for key in used), "FID in the paper"]
    lines = [
        "# Ablation",
        "",
        scale,
        "",
        "| " + " | ".join(heads) + " |",
        "|---" * len(heads) + "|",
    ]
    for row in found["rows"]:
        cells = [row["label"], *(_cell(row[key], MEASURES[key][1]) for key in used)]
        lines.append("| " + " | ".join([*cells, "" if row["paper_fid"] is None else f"{row['paper_fid']:.2f}"]) + " |")
    if found["claims"]:
        lines += ["", "| claim | verdict | gain | seeds in which it helps |", "|---|---|---|---|"]
        for claim in found["claims"]:
            gain = f"{claim['gain']:.4g} ± {claim['spread']:.2g} ({claim['measure']})"
            lines.append(f"| {claim['claim']} | {claim['verdict']} | {gain} | {claim['wins']} of {claim['seeds']} |")
    return "\n".join(lines) + "\n"


def _cell(value: Mapping[str, float] | None, places: int) -> str:
    if value is None:
        return "–"
    spread = f" ± {value['spread']:.{places}f}" if value["seeds"] > 1 else ""
    return f"{value['mean']:.{places}f}{spread}"
