"""Which keys do what: the program's choice unless the user made another, kept in the settings for all windows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence

from app.model.properties import Event, bind
from app.settings import Settings
from app.ui.actions import tell_shortcut


class Shortcuts:
    """The actions of a window whose keys can be chosen; a choice in any window holds in all. GUI thread only.

    Args:
        holders: objects whose attributes are the actions; an attribute's name is the action's name, unlike
                any other's.
        settings: has the user's choices.
    """

    def __init__(self, holders: Iterable[object], settings: Settings) -> None:
        self.actions: dict[str, QAction] = {}
        for holder in holders:
            self.actions |= {name: value for name, value in vars(holder).items() if isinstance(value, QAction)}
        self.changed = Event()
        """An action has other keys, chosen in this window or in another."""
        self._choices = {name: settings.shortcut(name) for name in self.actions}
        self._defaults = {name: action.shortcuts() for name, action in self.actions.items()}
        self._drop_doubles()
        self._let_go = [bind(choice, partial(self._put, name)) for name, choice in self._choices.items()]

    def close(self) -> None:
        """The window is closed: it follows the others no more."""
        for let_go in self._let_go:
            let_go()

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
        self._choices[name].value = None

    def reset_all(self) -> None:
        """Gives every action the program's own keys back."""
        for choice in self._choices.values():
            choice.value = None

    def _drop_doubles(self) -> None:
        """Keys of two actions do nothing: of two that chose the same, the later one goes back to the program's keys,
        and the program's keys are only for whom nobody else has chosen them."""
        taken: list[QKeySequence] = []
        for choice in self._choices.values():
            keys = QKeySequence(choice.value or "")
            if keys in taken:
                choice.value = None
            elif not keys.isEmpty():
                taken.append(keys)
        for name, defaults in self._defaults.items():
            free = [keys for keys in defaults if keys not in taken]
            if self._choices[name].value is None and free != defaults:
                self._keep(name, free[:1])

    def _keep(self, name: str, keys: list[QKeySequence]) -> None:
        self._choices[name].value = keys[0].toString(QKeySequence.SequenceFormat.PortableText) if keys else ""

    def _put(self, name: str, chosen: str | None) -> None:
        action, keys = self.actions[name], [QKeySequence(chosen)] if chosen else []
        if chosen is None:
            keys = self._defaults[name]
        if keys != action.shortcuts():
            action.setShortcuts(keys)
            tell_shortcut(action)
            self.changed.emit()
