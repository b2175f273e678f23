"""Between the presets, the workspace they are applied to, and the panel that shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.model.presets import Preset, Presets
from app.model.properties import bind
from app.preset_thumbnails import PresetThumbnails
from app.settings import Settings
from app.ui.notice_bar import NoticeBar
from app.ui.preset_panel import SIDE, PresetPanel
from app.workspace import Workspace


class PresetBinding(QObject):
    """Shows the presets that the model can apply, with pictures; applies, previews, keeps and forgets them.

    Args:
        panel: where they are shown.
        workspace: what they are made of, and applied to.
        settings: has the presets, which all windows share.
        bar: offers to bring back what was forgotten or replaced.
    """

    def __init__(self, panel: PresetPanel, workspace: Workspace, settings: Settings, bar: NoticeBar) -> None:
        super().__init__(panel)
        self._bar = bar
        self._panel = panel
        self._workspace = workspace
        self.presets = Presets(settings.presets)
        self.thumbnails = PresetThumbnails(workspace.document, workspace.bridge, 2 * SIDE, self)
        self.thumbnails.made.connect(panel.set_image)
        self.thumbnails.cleared.connect(panel.clear_images)
        panel.chosen.connect(self._apply)
        panel.added_to.connect(self._add_to)
        panel.peeked.connect(self._peek)
        panel.peek_ended.connect(workspace.hover.clear)
        panel.keep_asked.connect(self._keep)
        panel.renamed.connect(self._rename)
        panel.update_asked.connect(self._update)
        panel.removed.connect(self._remove)
        self._let_go = bind(self.presets.all, lambda _presets: self._show())
        bind(workspace.document.model, lambda _model: self._show())
        document = workspace.document
        for edited in (document.tags, document.muted, document.solo, document.model):
            edited.changed.connect(lambda _value: self._show_keepable())
        self._show_keepable()

    def close(self) -> None:
        """The window is closed: it follows the others no more."""
        self._let_go()

    def _show(self) -> None:
        model = self._workspace.document.model.value
        usable: tuple[Preset, ...] = ()
        if model is not None:
            usable = tuple(preset for preset in self.presets.all.value if model.known(preset.tags))
        self._panel.set_presets(usable)
        self._panel.setVisible(model is None or model.has_sliders)
        self.thumbnails.want(usable)

    def _show_keepable(self) -> None:
        self._panel.set_keepable(bool(self._workspace.document.applied_tags()))

    def _apply(self, name: str) -> None:
        if preset := self.presets.get(name):
            self._workspace.apply_tags(name, preset.tags)

    def _add_to(self, name: str) -> None:
        if preset := self.presets.get(name):
            self._workspace.apply_tags(name, preset.tags, add=True)

    def _peek(self, name: str) -> None:
        if preset := self.presets.get(name):
            self._workspace.hover.show(preset.tags)

    def _keep(self) -> None:
        if tags := self._workspace.document.applied_tags():
            self._panel.list.edit_words(self.presets.add(tags).name)

    def _update(self, name: str) -> None:
        preset, tags = self.presets.get(name), self._workspace.document.applied_tags()
        if preset is None or not tags or tags == preset.tags:
            return  # the menu stood open while that changed, or there is nothing to replace
        text = self.tr("Replaced the tags of the preset “{name}”").format(name=name)
        bring_back = self.presets.update(name, tags)
        self._bar.offer(text, [(self.tr("Undo"), bring_back)], glyph="arrows-clockwise")

    def _remove(self, name: str) -> None:
        text = self.tr("Deleted the preset “{name}”").format(name=name)
        self._bar.offer_undo(text, self.presets.remove(name))

    def _rename(self, name: str, wanted: str) -> None:
        if self.presets.rename(name, wanted) == name:
            self._panel.show_name(name)
