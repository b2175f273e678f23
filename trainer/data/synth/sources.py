"""Where what is drawn comes from: author, licence and address of every source, and the lines they ask for."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from trainer.data.synth.dicebear_shapes import definition
from trainer.data.synth.part_library import licence_text

_DICEBEAR_STYLES = ("adventurer", "lorelei", "micah", "landscape")
_CHANGES = (
    "Recoloured, split into line art and regions, given shading, and joined with bodies, garments and backgrounds"
    " of the project's own."
)


@dataclass(frozen=True)
class Source:
    """One source of the drawn figures.

    Attributes:
        attribution: the line that goes with copies.
        changes: what was done to it.
        library: the file of `resources/figures` in which it lies, whose licence goes with copies too; empty for others.
    """

    name: str
    author: str
    licence: str
    licence_url: str
    url: str
    attribution: str
    changes: str
    library: str = ""

    def as_json(self) -> dict[str, str]:
        """As it stands in `dataset.json`."""
        return {name: value for name, value in asdict(self).items() if name != "library"}


_LIBRARIES = (
    Source(
        name="faces.js (npm package 'facesjs')",
        author="Jeremy Scheff; graphics by TravisJB89 and Lia Cui",
        licence="Apache-2.0",
        licence_url="https://www.apache.org/licenses/LICENSE-2.0",
        url="https://github.com/zengm-games/facesjs",
        attribution="Remix of “faces.js” (https://github.com/zengm-games/facesjs) by Jeremy Scheff, TravisJB89 and"
        " Lia Cui, licensed under Apache-2.0 (https://www.apache.org/licenses/LICENSE-2.0)",
        changes=_CHANGES,
        library="facesjs",
    ),
    Source(
        name="Big Heads (npm package '@bigheads/core')",
        author="Robert Broersma",
        licence="MIT",
        licence_url="https://opensource.org/license/mit",
        url="https://github.com/RobertBroersma/bigheads",
        attribution="Remix of “Big Heads” (https://github.com/RobertBroersma/bigheads), Copyright (c) 2020 Robert"
        " Broersma, licensed under MIT (https://opensource.org/license/mit)",
        changes=_CHANGES,
        library="bigheads",
    ),
)


def sources() -> tuple[Source, ...]:
    """All sources, the project's own drawings first."""
    own = Source(
        name="Nurie figures",
        author="The Nurie authors",
        licence="Apache-2.0",
        licence_url="https://www.apache.org/licenses/LICENSE-2.0",
        url="",
        attribution="Figures drawn by Nurie (train synth), licensed under Apache-2.0.",
        changes="",
    )
    return (own, *(_dicebear(style) for style in _DICEBEAR_STYLES), *_LIBRARIES)


def _dicebear(style: str) -> Source:
    meta = definition(style)["meta"]
    return Source(
        name=f"{meta['source']['name']} (DiceBear style {style!r})",
        author=meta["creator"]["name"],
        licence=meta["license"]["name"],
        licence_url=meta["license"]["url"],
        url=meta["source"]["url"],
        attribution=meta["license"]["text"],
        changes=_CHANGES,
    )


def licences_text() -> str:
    """The folder's LICENSES.md."""
    lines = ["# Licences of these pictures", "", "They were drawn by `train synth` out of the following sources.", ""]
    for source in sources():
        lines += [
            f"## {source.name}",
            f"- Author: {source.author}",
            f"- Licence: {source.licence} ({source.licence_url})",
            f"- Attribution: {source.attribution}",
        ]
        if source.url:
            lines.append(f"- Source: {source.url}")
        if source.changes:
            lines.append(f"- Changes: {source.changes}")
        if source.library:
            lines += ["", "```text", licence_text(source.library).strip(), "```"]
        lines.append("")
    return "\n".join(lines)
