"""The one settings object: what the window remembers between two runs. Read by the app alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from app.brief_question import asked
from app.kept_values import KeptValues
from app.model.presets import Preset, default_presets, from_json, merged, to_json
from app.model.properties import Property
from engine.requests import Device, Precision

MAX_RECENT = 10
T = TypeVar("T")


class Settings:
    """Typed access to a `QSettings`, which is written in the background. GUI thread only.

    What is the user's and no window's is a `Property`: all windows bind to the one, none has a copy to write back.

    Args:
        store: where the values lie; the user's own store unless given.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = KeptValues(store)
        self._shared: dict[str, Property[Any]] = {}

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the main window, as `QWidget.saveGeometry` gives it; empty at first."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.set_value("window/geometry", value)

    @property
    def layout(self) -> QByteArray:
        """Where the panes stand, as `QMainWindow.saveState` gives it; empty at first."""
        return self._bytes("window/layout")

    @layout.setter
    def layout(self, value: QByteArray) -> None:
        self._store.set_value("window/layout", value)

    def folder(self, kind: str, present: Path | None = None) -> Path:
        """The folder in which a dialog of this `kind` (`sketch`, `reference`, `model`, `save`) begins: the `present`
        one, where given, or where it was last used; one that is there, and on no drive that does not answer."""
        stored = self._store.value(f"folders/{kind}")
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        folders = [
            *([present] if present is not None else []),
            *(Path(str(each)) for each in (stored, pictures) if each),
        ]
        return next((folder for folder in folders if asked(Path.is_dir, folder)), Path.home())

    def set_folder(self, kind: str, folder: Path) -> None:
        self._store.set_value(f"folders/{kind}", str(folder))

    def taken(self, kind: str, name: str) -> Path | None:
        """What a dialog of this kind gave, whose folder it begins in the next time; None where it gave nothing."""
        if not name:
            return None
        self.set_folder(kind, Path(name).parent)
        return Path(name)

    @property
    def open_groups(self) -> frozenset[str]:
        """The tag groups that stand unfolded."""
        stored = self._store.value("tags/open_groups")
        return frozenset(str(stored).split(",")) if stored is not None else frozenset({"hair", "eye", "eyes"})

    @open_groups.setter
    def open_groups(self, value: frozenset[str]) -> None:
        self._store.set_value("tags/open_groups", ",".join(sorted(value)))

    @property
    def favourites(self) -> Property[frozenset[str]]:
        """The names of the starred tags."""
        return self._property(
            "tags/favourites",
            lambda stored: frozenset(str(stored or "").split(",")) - {""},
            lambda names: ",".join(sorted(names)),
            lambda before, theirs, mine: (theirs | mine) - (before - theirs) - (before - mine),
        )

    @property
    def presets(self) -> Property[tuple[Preset, ...]]:
        """The user's presets; at first those that come with the program."""
        return self._property(
            "tags/presets",
            lambda stored: from_json(str(stored)) if stored is not None else default_presets(),
            to_json,
            merged,
        )

    @property
    def theme(self) -> Property[str]:
        """`light` or `dark`, empty for the system's."""
        return self._property("view/theme", lambda stored: str(stored or ""), lambda name: name)

    @property
    def language(self) -> Property[str]:
        """A key of `app.translation.LANGUAGES`, empty for the system's."""
        return self._property("view/language", lambda stored: str(stored or ""), lambda name: name)

    @property
    def device(self) -> Property[Device]:
        """Where the networks run."""
        return self._property(
            "engine/device",
            lambda stored: cast(Device, stored) if stored in get_args(Device) else "auto",
            lambda device: device,
        )

    @property
    def precision(self) -> Property[Precision]:
        """The arithmetic of the networks."""
        return self._property(
            "engine/precision",
            lambda stored: cast(Precision, stored) if stored in get_args(Precision) else "auto",
            lambda precision: precision,
        )

    def shortcut(self, action: str) -> Property[str | None]:
        """The keys that the user chose for an action, empty for none; None where they are the program's own."""
        return self._property(
            f"shortcuts/{action}", lambda stored: str(stored) if stored is not None else None, lambda keys: keys
        )

    @property
    def link_reference(self) -> bool:
        """Whether the reference follows the zoom and pan of the sketch and the result."""
        return self._store.value("view/link_reference", "true") in (True, "true")

    @link_reference.setter
    def link_reference(self, value: bool) -> None:
        self._store.set_value("view/link_reference", "true" if value else "false")

    @property
    def show_detected_lines(self) -> bool:
        """Whether the sketch's pane shows the lines as the network sees them."""
        return self._store.value("view/show_detected_lines", "true") in (True, "true")

    @show_detected_lines.setter
    def show_detected_lines(self, value: bool) -> None:
        self._store.set_value("view/show_detected_lines", "true" if value else "false")

    @property
    def tour_seen(self) -> bool:
        """Whether the tour was shown already."""
        return self._store.value("help/tour_seen", "false") in (True, "true")

    @tour_seen.setter
    def tour_seen(self, value: bool) -> None:
        self._store.set_value("help/tour_seen", "true" if value else "false")

    @property
    def recent_projects(self) -> list[Path]:
        """The projects that were opened or saved last, newest first."""
        return [Path(name) for name in self._list("projects/recent")]

    def add_recent_project(self, path: Path) -> None:
        """Puts a project at the head of the recent ones."""
        others = [str(other) for other in self.recent_projects if other != path]
        self._store.set_value("projects/recent", [str(path), *others][:MAX_RECENT])

    def forget_recent_project(self, path: Path) -> None:
        """Takes a project that is gone off the recent ones."""
        self._store.set_value("projects/recent", [str(other) for other in self.recent_projects if other != path])

    @property
    def known_models(self) -> list[Path]:
        """Weights files outside the models folders that were chosen before; projects that name them find them here."""
        return [Path(name) for name in self._list("models/known")]

    def add_known_model(self, path: Path) -> None:
        """Remembers a weights file."""
        others = [str(other) for other in self.known_models if other != path]
        self._store.set_value("models/known", [str(path), *others][:MAX_RECENT])

    @property
    def trainings_left_alone(self) -> list[Path]:
        """The run folders of trainings that shall not be asked to give way to painting."""
        return [Path(name) for name in self._list("training/left_alone")]

    def leave_training_alone(self, run: Path) -> None:
        """Remembers that a training shall not be asked to give way."""
        others = [str(other) for other in self.trainings_left_alone if other != run]
        self._store.set_value("training/left_alone", [str(run), *others][:MAX_RECENT])

    @property
    def hint_tools(self) -> Property[str]:
        """Brushes and colours of the hint tools, as `app.hints.tools` writes them; empty at first."""
        return self._property("hints/tools", lambda stored: str(stored or ""), lambda values: values)

    def save(self) -> None:
        """Writes everything to disk now, before it returns."""
        self._store.save()

    def _property(
        self,
        key: str,
        read: Callable[[Any], T],
        written: Callable[[T], object],
        merge: Callable[[T, T, T], T] | None = None,
    ) -> Property[T]:
        """The one `Property` of a key; each change of it is kept, and what is written as None is forgotten.

        Args:
            merge: gives what to write where another process has changed the value that this one changed: of the value
                from before, theirs, and the one here.
        """
        if key not in self._shared:
            shared = self._shared[key] = Property(read(self._store.value(key)))
            before = written(shared.value)
            kept_merge = None if merge is None else lambda *those: written(merge(*map(read, those)))

            def keep(value: T) -> None:
                nonlocal before
                former, before = before, written(value)
                if before is None:
                    self._store.remove(key)
                else:
                    self._store.set_value(key, before, former, kept_merge)

            shared.changed.connect(keep)
        return self._shared[key]

    def _list(self, key: str) -> list[str]:
        stored = self._store.value(key)
        # An INI file gives a list of one back as a string.
        return [stored] if isinstance(stored, str) else [str(value) for value in stored or []]

    def _bytes(self, key: str) -> QByteArray:
        stored = self._store.value(key)
        return stored if isinstance(stored, QByteArray) else QByteArray()
