"""Which keys do what: the program's choice unless the user made another, kept in the settings."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence

from app.settings import Settings
from app.ui.actions import tell_shortcut


class Shortcuts:
    """The actions whose keys can be chosen. GUI thread only.

    Args:
        holders: objects whose attributes are the actions; an attribute's name is the action's name, unlike
                any other's.
        settings: where the user's choices are kept.
    """

    def __init__(self, holders: Iterable[object], settings: Settings) -> None:
        self.actions: dict[str, QAction] = {}
        for holder in holders:
            self.actions |= {name: value for name, value in vars(holder).items() if isinstance(value, QAction)}
        self._settings = settings
        self._defaults = {name: action.shortcuts() for name, action in self.actions.items()}
        for name in self.actions:
            chosen = settings.shortcut(name)
            if chosen is not None:
                self._put(name, [QKeySequence(chosen)] if chosen else [])

    def keys(self, name: str) -> QKeySequence:
        """The first keys of an action."""
        return self.actions[name].shortcut()

    def is_default(self, name: str) -> bool:
        """Whether an action has the program's own keys."""
        return self.actions[name].shortcuts() == self._defaults[name]

    def owner_of(self, keys: QKeySequence) -> str | None:
        """The action that these keys belong to now."""
        return next(
            (name for name, action in self.actions.items() if not keys.isEmpty() and keys in action.shortcuts()), None
        )

    def choose(self, name: str, keys: QKeySequence) -> None:
        """Gives an action these keys, empty for none, and takes them from whichever has them."""
        other = self.owner_of(keys)
        if other is not None and other != name:
            self._keep(other, [kept for kept in self.actions[other].shortcuts() if kept != keys][:1])
        self._keep(name, [] if keys.isEmpty() else [keys])

    def reset(self, name: str) -> None:
        """Gives an action the program's own keys back, and takes them from whichever has them."""
        for keys in self._defaults[name]:
            other = self.owner_of(keys)
            if other is not None and other != name:
                self._keep(other, [])
        self._put(name, self._defaults[name])
        self._settings.set_shortcut(name, None)

    def reset_all(self) -> None:
        """Gives every action the program's own keys back."""
        for name, keys in self._defaults.items():
            self._put(name, keys)
            self._settings.set_shortcut(name, None)

    def _keep(self, name: str, keys: list[QKeySequence]) -> None:
        self._put(name, keys)
        portable = keys[0].toString(QKeySequence.SequenceFormat.PortableText) if keys else ""
        self._settings.set_shortcut(name, portable)

    def _put(self, name: str, keys: list[QKeySequence]) -> None:
        self.actions[name].setShortcuts(keys)
        tell_shortcut(self.actions[name])
