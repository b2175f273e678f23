"""The report of a preparation: a page with contact sheets of what was kept and what was left out, and as JSON."""

from __future__ import annotations

import html
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from pathlib import Path

from PIL import Image, ImageDraw

from engine.errors import PictureError
from engine.files import replaced_whole
from engine.sentences import Sentence
from trainer.data.folder import Split
from trainer.data.prepare.finding import Found
from trainer.data.prepare.opening import open_picture
from trainer.data.prepare.plan import LeftOut
from trainer.data.prepare.reasons import COUNTED, Reason
from trainer.data.writing import mapped, write_text

TILE, CAPTION, GAP = 160, 16, 8
KEPT_A_SHEET, LEFT_OUT_A_SHEET, MOST_SHOWN = 24, 48, 480
_COLUMNS = 8
_STYLE = """
body { font: 14px/1.5 sans-serif; margin: 24px; background: #777; color: #fff; }
h1 { font-size: 20px; } h2 { font-size: 16px; margin-top: 32px; }
table { border-collapse: collapse; background: #444; } td, th { padding: 2px 16px; text-align: left; }
img { display: block; max-width: 100%; margin: 8px 0; }
"""


@dataclass(frozen=True)
class KeptPicture:
    """One picture of the data folder; `source` is its place in the user's folder, `line` the style of its lines."""

    name: str
    source: str
    split: Split
    line: str
    tags: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What became of every picture."""

    pictures: str
    kept: tuple[KeptPicture, ...]
    left_out: tuple[LeftOut, ...]

    def reasons(self) -> dict[Reason, int]:
        """Reason → how many were left out for it, the most frequent first."""
        counts: Counter[Reason] = Counter(out.reason for out in self.left_out)
        return dict(counts.most_common())

    def why(self) -> Sentence:
        """The reasons in words."""
        parts = [Sentence(COUNTED[reason].template, count=count) for reason, count in self.reasons().items()]
        return reduce(lambda first, more: Sentence("{first}, {more}", first=first, more=more), parts)

    def summary(self) -> str:
        """One line."""
        held_out = sum(kept.split == "held-out" for kept in self.kept)
        untagged = sum(not kept.tags for kept in self.kept)
        parts = [f"{len(self.kept)} of {len(self.kept) + len(self.left_out)} pictures kept, {held_out} held out"]
        if untagged:
            parts.append(f"{untagged} without tags")
        if self.left_out:
            parts.append(f"left out: {self.why()}")
        return "; ".join(parts)


def write_report(out: Path, report: Report, workers: int) -> None:
    """Writes `report.json`, `report.html` and the sheets in `report/`; those of an earlier run are replaced.

    Raises:
        OSError: the folder cannot be written.
    """
    (out / "report").mkdir(parents=True, exist_ok=True)
    for sheets in ("kept", "left-out"):
        for old in (out / "report").glob(f"{sheets}-[0-9]*.jpg"):
            old.unlink()
    values = {
        "pictures": report.pictures,
        "summary": report.summary(),
        "reasons": report.reasons(),
        "kept": [asdict(kept) for kept in report.kept],
        "left_out": [
            {"source": left.found.relative, "reason": left.reason, "detail": left.detail} for left in report.left_out
        ],
    }
    write_text(out / "report.json", json.dumps(values, indent=1, ensure_ascii=False) + "\n")
    kept_sheets = _kept_sheets(out, report.kept[:MOST_SHOWN])
    left_sheets = _left_out_sheets(out, report.left_out[:MOST_SHOWN], workers)
    write_text(out / "report.html", _page(report, kept_sheets, left_sheets))


def _kept_sheets(out: Path, kept: Sequence[KeptPicture]) -> list[str]:
    files = []
    for start in range(0, len(kept), KEPT_A_SHEET):
        tiles = []
        for picture in kept[start : start + KEPT_A_SHEET]:
            for kind, caption in (("color", picture.source), ("sketch", f"{picture.line}, {picture.split}")):
                with Image.open(out / kind / f"{picture.name}.png") as image:
                    tiles.append((_small(image), caption))
        files.append(_write_sheet(out, f"kept-{start // KEPT_A_SHEET:03}.jpg", tiles))
    return files


def _left_out_sheets(out: Path, left_out: Sequence[LeftOut], workers: int) -> list[str]:
    readable = [left for left in left_out if left.reason != "unreadable"]
    with mapped(thumbnail, [left.found for left in readable], workers) as results:
        small = dict(results)
    files = []
    for start in range(0, len(readable), LEFT_OUT_A_SHEET):
        tiles = []
        for left in readable[start : start + LEFT_OUT_A_SHEET]:
            data = small[left.found.relative]
            image = Image.open(io.BytesIO(data), formats=("JPEG",)) if data else Image.new("RGB", (TILE, TILE), "gray")
            tiles.append((image, f"{left.reason}: {left.found.relative}"))
        files.append(_write_sheet(out, f"left-out-{start // LEFT_OUT_A_SHEET:03}.jpg", tiles))
    return files


def thumbnail(found: Found) -> tuple[str, bytes]:
    """A picture's place in the folder, and the picture small, as JPEG; no bytes where it cannot be read."""
    try:
        image = _small(Image.fromarray(open_picture(found).picture.pixels))
    except (PictureError, MemoryError):
        return found.relative, b""
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    return found.relative, data.getvalue()


def _small(image: Image.Image) -> Image.Image:
    small = image.convert("RGB")
    small.thumbnail((TILE, TILE))
    return small


def _write_sheet(out: Path, file: str, tiles: Sequence[tuple[Image.Image, str]]) -> str:
    rows = -(-len(tiles) // _COLUMNS)
    width, height = TILE + GAP, TILE + CAPTION + GAP
    sheet = Image.new("RGB", (_COLUMNS * width + GAP, rows * height + GAP), "#777777")
    draw = ImageDraw.Draw(sheet)
    for number, (image, caption) in enumerate(tiles):
        x, y = GAP + number % _COLUMNS * width, GAP + number // _COLUMNS * height
        sheet.paste(image, (x + (TILE - image.width) // 2, y + (TILE - image.height) // 2))
        draw.text((x, y + TILE + 2), caption[-26:], fill="white")
    with replaced_whole(out / "report" / file) as part:
        sheet.save(part, "JPEG", quality=88)
    return f"report/{file}"


def _page(report: Report, kept_sheets: Sequence[str], left_sheets: Sequence[str]) -> str:
    def shown(files: Sequence[str]) -> str:
        return "\n".join(f'<img src="{file}" alt="contact sheet" loading="lazy">' for file in files)

    def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        lines = ["".join(f"<th>{head}</th>" for head in heads)]
        lines += ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows]
        return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>" if rows else ""

    left_out = [(left.found.relative, left.reason, left.detail) for left in report.left_out]
    told = [(kept.source, "; ".join(kept.notes)) for kept in report.kept if kept.notes]
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Prepared pictures</title><style>{_STYLE}</style></head><body>
<h1>Prepared from {html.escape(report.pictures)}</h1>
<p>{html.escape(report.summary())}.</p>
<h2>Kept ({len(report.kept)})</h2>
{shown(kept_sheets)}
<h2>Left out ({len(report.left_out)})</h2>
{table(("picture", "reason", "detail"), left_out)}
{shown(left_sheets)}
<h2>To be told ({len(told)})</h2>
{table(("picture", "note"), told)}
</body></html>
"""
