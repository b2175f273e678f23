"""Presets: named sets of moved tags, which the user keeps from one picture to the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from app.model.numbered import numbered
from app.model.properties import Property
from engine.errors import TagError
from engine.tags import check_value


def _tr(text: str) -> str:
    return QCoreApplication.translate("Presets", text)


@dataclass(frozen=True)
class Preset:
    """Moved tags, name → value in 0..5 and at least one, under a name that no other preset has."""

    name: str
    tags: Mapping[str, float]

    def __hash__(self) -> int:
        return hash(self.name)


def merged(before: tuple[Preset, ...], theirs: tuple[Preset, ...], mine: tuple[Preset, ...]) -> tuple[Preset, ...]:
    """What two programs that run at once have made of the same presets: what either has added, changed or forgotten.
    Where both have another preset of one name, that of the other program is numbered."""
    known, others = ({preset.name: preset for preset in presets} for presets in (before, theirs))
    # Of what is here as it was, the other program decides.
    kept = [others.get(p.name) if known.get(p.name) == p else p for p in mine]
    found = {preset.name: preset for preset in kept if preset is not None}
    for preset in theirs:
        if preset not in (known.get(preset.name), found.get(preset.name)):
            name = numbered(preset.name, found.keys())
            found[name] = replace(preset, name=name)
    return tuple(found.values())


class Presets:
    """What can be done with the user's presets. GUI thread only.

    Args:
        presets: all of them, in their order.
    """

    def __init__(self, presets: Property[tuple[Preset, ...]]) -> None:
        self.all = presets

    def get(self, name: str) -> Preset | None:
        """The preset of that name."""
        return next((preset for preset in self.all.value if preset.name == name), None)

    def add(self, tags: Mapping[str, float]) -> Preset:
        """Keeps these tags under a new name.

        Raises:
            ValueError: there is no tag: no model could apply it, so it would be shown nowhere.
        """
        preset = Preset(self._free(_tr("Preset")), _kept(tags))
        self.all.value = (*self.all.value, preset)
        return preset

    def rename(self, name: str, wanted: str) -> str:
        """Gives a preset another name, numbered where it is taken; returns the name that it has now."""
        wanted = " ".join(wanted.split())
        if not wanted or wanted == name:
            return name
        free = self._free(wanted)
        self.all.value = tuple(replace(p, name=free) if p.name == name else p for p in self.all.value)
        return free

    def update(self, name: str, tags: Mapping[str, float]) -> Callable[[], None]:
        """Keeps other tags under the same name.

        Returns:
            What brings the former tags back, whatever the preset is called by then; it does nothing where the preset
            is gone, or has other tags again.

        Raises:
            ValueError: there is no tag, as in `add`.
        """
        former, kept = self.get(name), _kept(tags)
        self.all.value = tuple(replace(p, tags=kept) if p.name == name else p for p in self.all.value)

        def bring_back() -> None:
            if former is not None:
                back = former.tags
                self.all.value = tuple(replace(p, tags=back) if p.tags is kept else p for p in self.all.value)

        return bring_back

    def remove(self, name: str) -> Callable[[], None]:
        """Forgets a preset; what is returned brings it back to its place, numbered where its name is taken by then."""
        before = self.all.value
        self.all.value = tuple(preset for preset in before if preset.name != name)

        def bring_back() -> None:
            for place, preset in enumerate(before):
                if preset.name == name:
                    present = self.all.value
                    back = replace(preset, name=self._free(name))
                    self.all.value = (*present[:place], back, *present[place:])

        return bring_back

    def _free(self, wanted: str) -> str:
        return numbered(wanted, {preset.name for preset in self.all.value})


def _kept(tags: Mapping[str, float]) -> Mapping[str, float]:
    if not tags:
        raise ValueError("a preset with no tag")
    return MappingProxyType(dict(tags))


def default_presets() -> tuple[Preset, ...]:
    """What the first window offers."""
    return tuple(
        Preset(name, MappingProxyType(dict.fromkeys(tags, 2.5)))
        for name, tags in (
            (_tr("Gold"), ("blonde_hair", "blue_eyes")),
            (_tr("Silver"), ("silver_hair", "red_eyes")),
            (_tr("Raven"), ("black_hair", "purple_eyes")),
            (_tr("Rose"), ("pink_hair", "aqua_eyes")),
            (_tr("Autumn"), ("orange_hair", "green_eyes")),
            (_tr("Mint"), ("aqua_hair", "pink_eyes")),
        )
    )


def to_json(presets: tuple[Preset, ...]) -> str:
    """The presets as they are kept in the settings."""
    return json.dumps([{"name": preset.name, "tags": dict(preset.tags)} for preset in presets], ensure_ascii=False)


def from_json(text: str) -> tuple[Preset, ...]:
    """What `to_json` wrote; entries that are damaged or without tags are left out."""
    try:
        entries = json.loads(text)
    except ValueError:
        return ()
    found: dict[str, Preset] = {}
    for entry in entries if isinstance(entries, list) else ():
        try:
            name = str(entry["name"])
            tags = {str(tag): check_value(str(tag), value) for tag, value in entry["tags"].items()}
        except (KeyError, TypeError, AttributeError, TagError):
            continue
        if tags:
            found[name] = Preset(name, MappingProxyType(tags))
    return tuple(found.values())
