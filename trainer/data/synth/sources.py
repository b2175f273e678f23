"""Where what is drawn comes from: author, licence and address of every source, and the lines they ask for."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from trainer.data.synth.dicebear_shapes import definition

_DICEBEAR_STYLES = ("adventurer", "lorelei", "micah", "landscape")
_CHANGES = (
    "Recoloured, split into line art and regions, given shading, and joined with bodies, garments and backgrounds"
    " of the project's own."
)


@dataclass(frozen=True)
class Source:
    """One source of the drawn figures: `attribution` is the line that goes with copies, `changes` what was done."""

    name: str
    author: str
    licence: str
    licence_url: str
    url: str
    attribution: str
    changes: str

    def as_json(self) -> dict[str, str]:
        """As it stands in `dataset.json`."""
        return asdict(self)


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
    return (own, *(_dicebear(style) for style in _DICEBEAR_STYLES))


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
        lines.append("")
    return "\n".join(lines)
