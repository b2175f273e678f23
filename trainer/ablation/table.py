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

READING = (
    "Numbers are means ± sample standard deviations over the seeds. A claim is *shown* where it holds in every seed and"
    " the mean gain lies outside the 95 % interval of chance (Student's t over the seeds), *contradicted* where the"
    " opposite does. *Favoured* and *disfavoured* say that every seed agrees, but no more clearly than chance would let"
    " so few seeds agree: that is within the spread, and shows nothing by itself. *Not decided*: the seeds disagree, or"
    " there is one alone. None of it speaks of trainings that are longer or of larger pictures."
)
_T_95 = (float("inf"), 12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23)
"""Two-sided 95 % quantiles of Student's t for 0, 1, 2, … degrees of freedom; more are taken for the last."""


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
    verdict = _verdict(mean, spread, wins, len(gains))
    return {
        "claim": claim.text,
        "measure": claim.measure,
        "gain": mean,
        "spread": spread,
        "wins": wins,
        "seeds": len(gains),
        "verdict": verdict,
    }


def _verdict(mean: float, spread: float, wins: int, seeds: int) -> str:
    """What the gains of some seeds say of a claim; `READING` tells it to people."""
    if seeds < 2 or 0 < wins < seeds:
        return "not decided"
    if abs(mean) <= _T_95[min(seeds - 1, len(_T_95) - 1)] * spread / seeds**0.5:
        return "favoured" if wins else "disfavoured"
    return "shown" if wins else "contradicted"


def markdown(found: Mapping[str, Any], scale: str, plot: str = "") -> str:
    """The summary for a person: `mean ± spread`, a line on each claim, how to read it, and the `plot`'s file."""
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
        lines += ["", READING]
    if plot:
        lines += ["", f"![Losses of the second trainings over their steps, as Figure 7 has them]({plot})"]
    return "\n".join(lines) + "\n"


def _cell(value: Mapping[str, float] | None, places: int) -> str:
    if value is None:
        return "–"
    spread = f" ± {value['spread']:.{places}f}" if value["seeds"] > 1 else ""
    return f"{value['mean']:.{places}f}{spread}"
