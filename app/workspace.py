"""What the user can do: each intent reads what it needs off the GUI thread, then pushes one undo command."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from app.background import Background
from app.engine_bridge import EngineBridge
from app.exporter import Exporter
from app.hover_preview import HoverPreview
from app.model import commands
from app.model.document import SLOTS, Document, Model, Slot, load_model
from app.model.history import History
from app.picture_sources import PictureSource
from app.picture_work import PictureWork
from app.preview_readiness import PreviewReadiness
from app.saved_painting import settings_in
from app.shown import Shown
from app.tag_names import rivals_of
from app.undo import UndoStack
from app.works import Work, Works
from engine.painting_settings import PaintingSettings
from engine.requests import TAG_MAX, TAG_MIN, Lines, LineSettings, Picture

UNDO_LIMIT = 200
ONLY_THIS_VALUE = 2.0
"""Where "only this colour" puts a tag that was not moved: the paper's strong but still natural value."""


class Workspace(QObject):
    """The document, its undo stack and its result. GUI thread only.

    Args:
        known_models: gives the weights files that were chosen before, wherever they lie.
    """

    failed = Signal(str)
    """One sentence for the user; nothing was changed."""
    reading_failed = Signal(str, str)
    """What stays as it was, `sketch`, `reference` or `model`, and one sentence for the user."""
    noticed = Signal(str)
    """Something was done that cannot be seen, e.g. saved: one short sentence."""
    left_out = Signal(list)
    """Pictures, `list[PictureSource]`, for which there was no room."""
    reading_changed = Signal(str, bool)
    """Whether a picture for that slot is being read."""

    def __init__(self, parent: QObject | None = None, known_models: Callable[[], list[Path]] = list) -> None:
        super().__init__(parent)
        self._known_models = known_models
        self.document = Document()
        self.history = History()
        self.undo_stack = UndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.background = Background(self)
        self.picture_work = PictureWork(self)
        self.works: Works[Work] = Works(self.background, self)
        self.exporter = Exporter(self)
        self.exporter.failed.connect(self.failed)
        self.exporter.noticed.connect(self.noticed)
        self.bridge = EngineBridge(self.document, self)
        self.bridge.failed.connect(self.failed)
        self.hover = HoverPreview(self.document, self.bridge, self)
        PreviewReadiness(self.document, self.bridge, self)
        self._parts = (self.background, self.picture_work, self.exporter, self.bridge)
        self._numbers = itertools.count(1)
        self._tickets: dict[str, int] = dict.fromkeys((*SLOTS, "model", "settings"), 0)

    def close(self) -> None:
        """Begins nothing more, and tells nothing more."""
        for part in self._parts:
            part.close()

    def wait(self) -> None:
        """Lets what is being written finish, and ends the engine's session. Any thread, once it is closed."""
        for part in self._parts:
            part.wait()

    def open_pictures(self, slot: Slot, sources: list[PictureSource], undoable: bool = True) -> None:
        """Reads the first source into `slot` and a second one into the other slot; of more it is told.

        Args:
            undoable: False for what the window starts with, which is no deed of the user's.
        """
        other: Slot = "reference" if slot == "sketch" else "sketch"
        gesture = next(self._numbers)
        for target, source in zip((slot, other), sources, strict=False):
            make = partial(commands.SetPicture, self.document, target, gesture=gesture) if undoable else None
            self._open(target, source, make)
        if len(sources) > 2:
            self.left_out.emit(sources[2:])

    def open_model(self, path: Path, undoable: bool = True) -> None:
        """Chooses another weights file, whose description is read first."""
        ticket = self._ticket("model")

        def done(model: Model) -> None:
            if self._tickets["model"] != ticket:
                return
            if undoable:
                self._push(commands.ChooseModel(self.document, model))
            else:
                self.document.model.value = model

        self.background.run(lambda: load_model(path), done, lambda why: self.reading_failed.emit("model", why))

    def forget_readings(self) -> None:
        """Lets fall what is being read: another document takes its place."""
        for what in self._tickets:
            self._ticket(what)
        for slot in SLOTS:
            self.reading_changed.emit(slot, False)

    def call_off_reading(self, slot: Slot) -> None:
        """Lets fall the picture that is being read into `slot`; the one that is there stays."""
        self._ticket(slot)
        self.reading_changed.emit(slot, False)

    def swap(self) -> None:
        """The sketch becomes the reference and the reference the sketch."""
        if self.document.sketch.value is not None or self.document.reference.value is not None:
            self._push(commands.SwapPictures(self.document))

    def move_tag(self, name: str, value: float, gesture: int) -> None:
        """Moves a tag; the moves of one gesture are one undo step."""
        value = min(max(value, TAG_MIN), TAG_MAX)
        if self.document.tags.value.get(name) != value:
            self._push(commands.MoveTag(self.document, name, value, gesture))

    def reset_tag(self, name: str, gesture: int) -> None:
        """Puts a tag back to what the reference shows."""
        if name in self.document.tags.value:
            self._push(commands.ResetTag(self.document, name, gesture))

    def only_this_color(self, name: str) -> None:
        """Puts the other colours of the tag's group at 0, and the tag where it shows, as `try_tag` does."""
        if self.document.model.value is not None:
            self._change_tags(self._only_this(name))

    def peek_tag(self, name: str, only: bool) -> None:
        """Previews what `try_tag` would do, or with `only` what `only_this_color` would."""
        self.hover.show((self._only_this(name) if only else self._try(name)).applied())

    def try_tag(self, name: str) -> None:
        """Puts a tag where its colour shows; its mute, and a solo of another one, end."""
        self._change_tags(self._try(name))

    def _try(self, name: str) -> commands.TryTag:
        return commands.TryTag(self.document, name, ONLY_THIS_VALUE)

    def _only_this(self, name: str) -> commands.OnlyThisColor:
        model = self.document.model.value
        value = self.document.tags.value.get(name, ONLY_THIS_VALUE) or ONLY_THIS_VALUE
        rivals = rivals_of(name, model.info) if model is not None else ()
        return commands.OnlyThisColor(self.document, name, value, rivals)

    def _change_tags(self, command: commands.ChangeTags) -> None:
        if not command.changes_nothing:
            self._push(command)

    def reset_tags(self, names: frozenset[str] | None = None) -> None:
        """Puts these tags, or all, back to what the reference shows."""
        moved = frozenset(self.document.tags.value)
        if moved if names is None else moved & names:
            self._push(commands.ResetTags(self.document, names))

    def set_line_settings(self, settings: LineSettings, gesture: int | None = None) -> None:
        """Says how the sketch's lines are found; the steps of one gesture are one undo step."""
        if self.document.line_settings.value != settings:
            self._push(commands.ChangeLines(self.document, settings, gesture))

    def set_evenness(self, evenness: float, gesture: int | None = None) -> None:
        """How even the fills are, 0..1; the steps of one gesture are one undo step."""
        if self.document.evenness.value != evenness:
            self._push(commands.ChangeEvenness(self.document, evenness, gesture))

    def choose_layer(self, layer: str) -> None:
        """Takes another layer of the sketch's file, or with an empty name all of them."""
        sketch = self.document.sketch.value
        if sketch is not None and sketch.layer != layer:
            path = Path(sketch.source)
            source = PictureSource(path.name, path=path, layer=layer)
            self._open("sketch", source, lambda picture: commands.ChooseLayer(self.document, picture))

    def drop(self, slot: Slot, sources: list[PictureSource]) -> None:
        """What was dropped: a painting that Nurie saved brings its settings back, other pictures are opened."""
        source = sources[0]
        carrier = source.path if source.path is not None else source.data
        if len(sources) > 1 or carrier is None:
            self.open_pictures(slot, sources)
            return
        # What it is for is known later; it is as new as it was dropped, and disturbs nothing until then.
        ticket, chosen = next(self._numbers), self.document.model.value
        models = [*([] if chosen is None else [chosen.path]), *self._known_models()]

        def done(found: tuple[PaintingSettings, Model | None] | None) -> None:
            what = slot if found is None else "settings"
            if self._tickets[what] > ticket:
                return  # something newer was dropped or chosen meanwhile
            if found is None:
                self._open(slot, source, partial(commands.SetPicture, self.document, slot), ticket)
            else:
                self._ticket(what, ticket)
                self._restore(source.name, *found)

        self.background.run(lambda: settings_in(carrier, models), done, self.failed.emit)

    def _restore(self, name: str, settings: PaintingSettings, model: Model | None) -> None:
        self._push(commands.RestoreSettings(self.document, settings, model))
        if model is None:
            text = self.tr("Restored the settings of {name}; its model {model} is not on this machine")
        else:
            text = self.tr("Restored the settings of {name}")
        self.noticed.emit(text.format(name=name, model=settings.model))

    def mute_tag(self, name: str, muted: bool) -> None:
        """Keeps a tag's move without applying it, or applies it again."""
        if name in self.document.tags.value and muted != (name in self.document.muted.value):
            self._push(commands.MuteTag(self.document, name, muted))

    def solo_tag(self, name: str | None) -> None:
        """Applies one tag's move alone; None applies all again."""
        if name != self.document.solo.value and (name is None or name in self.document.tags.value):
            self._push(commands.SoloTag(self.document, name))

    def apply_tags(self, name: str, tags: Mapping[str, float], add: bool = False) -> None:
        """Moves the tags as a preset called `name` has them, in place of those that are moved now or to `add` to them;
        all of the preset's are seen then."""
        tags = {tag: min(max(value, TAG_MIN), TAG_MAX) for tag, value in tags.items()}
        self._change_tags(commands.ApplyTags(self.document, name, tags, add))

    def set_picture(self, slot: Slot, picture: Picture) -> None:
        """Puts a picture that is read already into a slot."""
        if self.document.picture(slot).value is not picture:
            self._push(commands.SetPicture(self.document, slot, picture))

    def restore(self, text: str, painting: Mapping[str, Any]) -> None:
        """Goes back to values of `Document.painting`; `text` is what the menu says after "Undo"."""
        if not self.document.has_painting(painting):
            self._push(commands.RestorePainting(self.document, text, painting))

    def export_result(self, path: Path, lines: Lines = "keep") -> None:
        """Writes the result, the full one of the present document, as soon as it is there.

        Args:
            lines: `none` writes the colours without the lines.
        """

        def write(shown: Shown) -> None:
            request = replace(shown.request, lines=lines)
            self.exporter.write(path, request, shown.result, self.document.fitting_hints())

        self.bridge.when_ready(write)

    def _open(
        self,
        slot: Slot,
        source: PictureSource,
        command: Callable[[Picture], QUndoCommand] | None,
        ticket: int | None = None,
    ) -> None:
        """Reads a picture, and makes the command of it that takes it into `slot`; without one it is taken so."""
        ticket = self._ticket(slot, ticket)

        def finished() -> bool:
            """Whether this is still the newest picture asked for in this slot."""
            newest = self._tickets[slot] == ticket
            if newest:
                self.reading_changed.emit(slot, False)
            return newest

        def done(picture: Any) -> None:
            if finished():
                if command is not None:
                    self._push(command(picture))
                else:
                    self.document.picture(slot).value = picture

        def failed(message: str) -> None:
            finished()
            self.reading_failed.emit(slot, message)

        self.reading_changed.emit(slot, True)
        self.background.run(source.read, done, failed)

    def _ticket(self, what: str, ticket: int | None = None) -> int:
        """Lets fall what is on its way there. Of two numbers the greater is the newer, whatever they are for."""
        self._tickets[what] = next(self._numbers) if ticket is None else ticket
        return self._tickets[what]

    def _push(self, command: QUndoCommand) -> None:
        self.undo_stack.push(command)
