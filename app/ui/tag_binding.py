"""Binds the tag panel to the document: what the hand asks of it, and what it shows."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.model.properties import bind
from app.settings import Settings
from app.ui.tag_panel import TagPanel
from app.workspace import Workspace


class TagBinding(QObject):
    """Keeps a panel and the document's tags alike; the panel's parent lives as long as this.

    Args:
        panel: the sliders.
        workspace: what they change.
        settings: remembers open groups; has the favourites, which all windows share.
        reset: is enabled while any tag is moved.
    """

    def __init__(self, panel: TagPanel, workspace: Workspace, settings: Settings, reset: QAction) -> None:
        super().__init__(panel)
        self._panel, self._document, self._reset = panel, workspace.document, reset
        panel.tag_moved.connect(workspace.move_tag)
        panel.tag_reset.connect(workspace.reset_tag)
        panel.only_this.connect(workspace.only_this_color)
        panel.tag_tried.connect(workspace.try_tag)
        panel.tag_muted.connect(workspace.mute_tag)
        panel.tag_soloed.connect(lambda name, on: workspace.solo_tag(name if on else None))
        panel.tag_peeked.connect(workspace.peek_tag)
        panel.peek_ended.connect(workspace.hover.clear)
        panel.group_reset.connect(workspace.reset_tags)
        panel.reset_all.connect(lambda: workspace.reset_tags())
        panel.favourites_changed.connect(lambda names: setattr(settings.favourites, "value", names))
        self._let_go = bind(settings.favourites, panel.set_favourites)
        panel.groups_toggled.connect(lambda names: setattr(settings, "open_groups", names))
        for edited in (self._document.muted, self._document.solo):
            edited.changed.connect(self._on_tags)
        bind(self._document.model, self._on_model)
        bind(self._document.tags, self._on_tags)

    def close(self) -> None:
        """The window is closed: it follows the others no more."""
        self._let_go()

    def _on_model(self, model: object) -> None:
        del model
        self._panel.set_model(self._document.model.value)
        self._on_tags(None)

    def _on_tags(self, tags: object) -> None:
        del tags
        moved = self._document.moved_tags()
        self._panel.set_moved(moved, self._document.muted.value, self._document.solo.value)
        self._reset.setEnabled(bool(moved))
