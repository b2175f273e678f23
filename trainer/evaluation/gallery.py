"""The pictures of a report: colourings and sweeps, written as they come, and the page that shows them."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image

from engine.errors import DataError
from engine.image_io import write_picture
from engine.scaling import resized
from engine.sentences import reason_of
from trainer.evaluation.samples import Sample
from trainer.options import LINE_STYLES, LineStyle

Kind = Literal["self", "cross"] | LineStyle

COLOURINGS, IN_STYLE = 24, 8
"""Pictures of each kind, and of each style of lines, that a report shows."""

TILE = 192
"""Longest side of a shown picture in pixels."""

_HEADINGS: dict[Kind, str] = {
    "self": "The reference is the truth, deformed",
    "cross": "The reference is another picture",
    **{style: f"The same with the lines drawn anew: {style}" for style in LINE_STYLES},
}
_MEASURES = (
    "<b>ΔE</b>: CIEDE2000 from the truth where the reference is the truth, deformed; 0 is the same, and lines count"
    " neither here nor in a hit. <b>PSNR</b>, <b>SSIM</b>: the same pictures with their lines. <b>Fréchet distance</b>:"
    " results by other references against the true pictures; it compares only within one network of features and one"
    " number of pictures. <b>hit</b>: share of regions within ΔE 20 of the reference's; by a tag, share that bears the"
    " name of its colour. <b>chance</b>: what a model would get that ignores its reference. <b>leak</b>: ΔE that a tag"
    " at 2 makes outside its region. <b>order</b>: rank correlation between a tag's value and how near its region comes"
    " to its colour. <b>n</b>: the cases that a line rests on."
)
_STYLE = """
body { font: 14px/1.5 sans-serif; margin: 24px; background: #777; color: #fff; }
h1 { font-size: 20px; } h2 { font-size: 16px; margin-top: 32px; }
h2 { position: sticky; top: 0; padding: 8px 0; background: #777; } a { color: inherit; margin-right: 16px; }
pre { background: #444; padding: 16px; overflow: auto; display: inline-block; max-width: 100%; box-sizing: border-box; }
p { max-width: 960px; }
figure { margin: 0 16px 16px 0; display: inline-block; } figcaption { font-size: 12px; }
img { display: block; }
"""


class Gallery:
    """Writes pictures into `folder/pictures`, and at the end `folder/index.html` and `folder/result.json`.

    Args:
        folder: made by `open` where it is missing; files of an earlier report are overwritten.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._colourings: dict[Kind, list[tuple[str, str]]] = {kind: [] for kind in _HEADINGS}
        self._sweeps: list[tuple[str, str]] = []
        self._grids: list[tuple[str, str]] = []

    def open(self) -> None:
        """Makes the folder; nothing is added before.

        Raises:
            DataError: it cannot be made.
        """
        try:
            (self.folder / "pictures").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError(
                "The report folder {folder} cannot be made: {reason}.", folder=self.folder, reason=reason_of(error)
            ) from error

    def add_colouring(self, kind: Kind, sample: Sample, reference: np.ndarray, result: np.ndarray) -> None:
        """Shows the drawing, reference, result and truth side by side; after the first `COLOURINGS` of a kind, or
        `IN_STYLE` of a style of lines, nothing."""
        shown = self._colourings[kind]
        if len(shown) >= (IN_STYLE if kind in LINE_STYLES else COLOURINGS):
            return
        sketch = np.repeat(sample.drawing[..., None], 3, axis=2)
        file = f"{kind}-{len(shown):02}.png"
        self._write(file, [sketch, resized(reference, sketch.shape[1::-1]), result, sample.color])
        shown.append((file, sample.name))

    def add_sweep(
        self,
        tag: str,
        reference: np.ndarray,
        unedited: np.ndarray,
        values: Sequence[float],
        results: Sequence[np.ndarray],
        name: str = "",
    ) -> None:
        """Shows a tag moved from 0 to 5 in whole steps, beside the reference and the unedited result; `name` is the
        picture's, where a tag is shown on several."""
        whole = [result for value, result in zip(values, results, strict=True) if value == int(value)]
        file = f"tag-{tag}-{len(self._sweeps):02}.png" if name else f"tag-{tag}.png"
        self._write(file, [reference, unedited, *whole])
        self._sweeps.append((file, f"{name}: {tag}" if name else tag))

    def add_grid(self, tags: str, name: str, rows: Sequence[Sequence[np.ndarray]]) -> None:
        """Shows a picture's results by two tags, rows from the top down."""
        file = f"grid-{len(self._grids):02}.png"
        self._write(file, *rows)
        self._grids.append((file, f"{name}: {tags}"))

    def _write(self, file: str, *rows: Sequence[np.ndarray]) -> None:
        side = max(rows[0][0].shape[:2])
        step = -(-side // TILE)
        lines = [np.concatenate([np.asarray(Image.fromarray(p).reduce(step)) for p in row], axis=1) for row in rows]
        write_picture(self.folder / "pictures" / file, np.concatenate(lines))

    def finish(self, result: dict[str, Any], table: str) -> Path:
        """Writes the page and the numbers; returns the page's path.

        Args:
            result: what the evaluation found, JSON values.
            table: the same as text.

        Raises:
            DataError: the disk refuses.
        """
        name = html.escape(str(result["model"]["name"]))
        chapters = [
            *((_HEADINGS[kind], "sketch, reference, result, truth", shown) for kind, shown in self._colourings.items()),
            ("Tags", "reference, unedited, then the tag at 0, 1, 2, 3, 4, 5", self._sweeps),
            ("Two tags at once", "by another picture's colours", self._grids),
        ]
        chapters = [(f"part-{number}", *chapter) for number, chapter in enumerate(chapters) if chapter[2]]
        links = " ".join(f'<a href="#{place}">{heading}</a>' for place, heading, *_ in chapters)
        parts = [f"<h1>{name}</h1>", f"<nav>{links}</nav>", f"<pre>{html.escape(table)}</pre>", f"<p>{_MEASURES}</p>"]
        for place, heading, columns, shown in chapters:
            parts.append(f'<h2 id="{place}">{heading}: {columns}</h2>')
            parts += [_figure(file, caption) for file, caption in shown]
        page = (
            f'<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Evaluation: {name}</title>\n'
            f"<style>{_STYLE}</style>\n" + "\n".join(parts) + "\n</html>\n"
        )
        numbers = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
        for file, text in (("index.html", page), ("result.json", numbers)):
            try:
                (self.folder / file).write_text(text, encoding="utf-8")
            except OSError as error:
                raise DataError(
                    "{file} cannot be written: {reason}.", file=self.folder / file, reason=reason_of(error)
                ) from error
        return self.folder / "index.html"


def _figure(file: str, caption: str) -> str:
    text = html.escape(caption)
    return f'<figure><img src="pictures/{html.escape(file)}" alt="{text}"><figcaption>{text}</figcaption></figure>'
