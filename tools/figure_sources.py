"""Fetches the picture data of others' figures from their npm packages: `python -m tools.figure_sources`.

Writes `resources/figures/NAME.json`, the shapes of each part and variant, and `NAME.LICENSE` beside it, the licence as
it lies in the package. Nothing but shapes is taken; `trainer.data.synth` decides what they are used for. Needs npm.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from engine.resources import RESOURCES
from trainer.data.synth.svg_elements import SVG, Context, drawn_elements, geometry

Parts = dict[str, dict[str, list[dict[str, Any]]]]

_FACES_PARTS = ("accessories", "body", "ear", "eye", "eyebrow", "glasses", "hair", "hairBg", "head", "jersey", "mouth",
                "nose")  # fmt: skip
_HEADS_PARTS = ("accessories", "clothing", "eyebrows", "eyes", "hair", "hats", "mouths")
_CHANGES = "Parts of the package's pictures as plain shapes, with names of colour slots in place of colours."
_SLOTS = {
    "colors.outline": "outline",
    "colors.white": "white",
    "colors.tongue": "tongue",
    "colors.clothing.white.shadow": "white-shadow",
    "skin.base": "skin",
    "skin.shadow": "skin-shadow",
}


@dataclass(frozen=True)
class _Package:
    """What is fetched: an npm package, its pinned version, and how its pictures are read out of the unpacked folder."""

    name: str
    npm: str
    version: str
    read: Callable[[Path], Parts]


def shapes_of(svg: str) -> list[dict[str, Any]]:
    """The shapes of a piece of SVG, back to front, as `trainer.data.synth.part_library` reads them."""
    root = ElementTree.fromstring(f'<svg xmlns="{SVG.strip("{}")}">{svg}</svg>')
    shapes = []
    for element, context in drawn_elements(root, Context(fill="#000"), {}):
        path = geometry(element, context.even_odd)
        # Gradients and shaved stubble are the packages' own shading; ours takes their place.
        if path is None or not path.chains or re.match(r"url|\$\[\w+Shave", context.fill or ""):
            continue
        shape: dict[str, Any] = {"d": element.get("d") or path.svg()}
        shape |= {name: slot.strip("$[]") for name in ("fill", "stroke") if (slot := getattr(context, name))}
        if context.stroke:
            shape["width"] = context.stroke_width
        if context.opacity < 1:
            shape["opacity"] = context.opacity
        if context.even_odd:
            shape["even_odd"] = True
        if (matrix := context.matrix[:2].ravel().round(5).tolist()) != [1, 0, 0, 0, 1, 0]:
            shape["matrix"] = matrix
        shapes.append(shape)
    return shapes


def _faces(package: Path) -> Parts:
    """facesjs: one JavaScript object, part → variant → SVG."""
    text = (package / "build" / "svgs.js").read_text(encoding="utf-8")
    # A width of "none" says nothing that SVG knows.
    pictures = json.loads(re.sub(r' stroke-width=\\"none\\"', "", text[text.index("{") : text.rindex("}") + 1]))
    return {
        part: {variant: shapes for variant, svg in pictures[part].items() if (shapes := shapes_of(svg))}
        for part in _FACES_PARTS
    }


def _heads(package: Path) -> Parts:
    """@bigheads/core: a component a file, some in two pieces, `Front` and `Back`."""
    components = package / "src" / "components"
    lashes = dict(_components(components / "eyes" / "Lashes.tsx"))
    base = re.findall(r"<path.*?/>", _markup(components / "Base.tsx"), re.S)
    parts: Parts = {"base": {"base": shapes_of("".join(base))}}
    for folder in _HEADS_PARTS:
        for file in sorted((components / folder).glob("*.tsx")):
            if file.stem == "Lashes":
                continue
            for name, svg in _components(file):
                for lash, drawn in lashes.items():
                    svg = svg.replace(f"<{lash} />", drawn.replace('"outline"', '"lash"'))
                part = f"{folder}-{name.lower()}" if name in ("Front", "Back") else folder
                if shapes := shapes_of(re.sub(r"<[A-Z]\w* />", "", svg)):
                    parts.setdefault(part, {})[file.stem] = shapes
    return parts


def _markup(file: Path) -> str:
    """A component's text with the markup made plain SVG: names of colours in place of expressions."""
    text = re.sub(r"\{/\*.*?\*/\}", "", file.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"\b(?:style=\{\{[^}]*\}\}|transform=\{`[^`]*`\})", "", text)
    text = re.sub(r"=\{([^{}`]*)\}", lambda match: f'="{_SLOTS.get(match[1], match[1])}"', text)
    text = re.sub(r"\{!?\w+ && \(?(.*?)\)?\}", r"\1", text, flags=re.S)
    text = text.replace("<>", "<g>").replace("</>", "</g>")
    return re.sub(r"\b(stroke|fill)([A-Z])(\w+)=", lambda match: f"{match[1]}-{match[2].lower()}{match[3]}=", text)


def _components(file: Path) -> Iterator[tuple[str, str]]:
    """The components of a file, name → SVG."""
    for part in _markup(file).split("export const ")[1:]:
        drawn = re.search(r"(?:return|=>) \(\n(\s*<.*>)\s*\)", part, re.S)
        if drawn:
            yield part.split(" ", 1)[0], drawn[1]


PACKAGES = (
    _Package("facesjs", "facesjs", "5.0.3", _faces),
    _Package("bigheads", "@bigheads/core", "0.3.3", _heads),
)


def main() -> None:
    """Fetches all packages anew."""
    out = RESOURCES / "figures"
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            command = ["npm", "pack", "--silent", f"{package.npm}@{package.version}"]
            archive = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
            subprocess.run(["tar", "xzf", archive], cwd=folder, check=True)
            unpacked = Path(folder) / "package"
            stated = json.loads((unpacked / "package.json").read_text(encoding="utf-8"))
            parts = package.read(unpacked)
            # One variant a line, so that a new version of a package shows what it changed.
            body = ",\n".join(
                f"{json.dumps(part)}: {{\n"
                + ",\n".join(f"{json.dumps(name)}: {json.dumps(shapes)}" for name, shapes in variants.items())
                + "\n}"
                for part, variants in parts.items()
            )
            head = {key: stated[key] for key in ("name", "version", "license")} | {"changes": _CHANGES}
            text = f'{{"package": {json.dumps(head)},\n"parts": {{\n{body}\n}}}}\n'
            (out / f"{package.name}.json").write_text(text, encoding="utf-8")
            (out / f"{package.name}.LICENSE").write_bytes((unpacked / "LICENSE").read_bytes())
        print(f"{package.npm} {package.version}: {sum(map(len, parts.values()))} pieces")


if __name__ == "__main__":
    main()
