"""The main window: lays out the panes, binds them to the workspace, and turns actions into intents."""

from __future__ import annotations

from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut

from app.ending import end_elsewhere
from app.model.document import Slot
from app.model.properties import bind
from app.picture_sources import PictureSource, sources_from_mime
from app.settings import Settings
from app.shortcuts import Shortcuts
from app.shown import Shown
from app.translation import said
from app.turns import next_turn
from app.ui import dialogs
from app.ui.compare_binding import CompareBinding
from app.ui.detected_lines import DetectedLines
from app.ui.device_menu import DeviceMenu
from app.ui.drop_binding import DropBinding
from app.ui.help_actions import HelpBinding, tour_steps
from app.ui.hint_binding import HintBinding
from app.ui.history_binding import HistoryBinding
from app.ui.line_menu import LineBinding
from app.ui.picture_binding import PictureBinding
from app.ui.preference_menus import PreferenceMenus
from app.ui.preset_binding import PresetBinding
from app.ui.project_binding import ProjectBinding
from app.ui.result_binding import ResultBinding
from app.ui.result_out import ResultOut
from app.ui.tag_binding import TagBinding
from app.ui.variants_window import VariantsWindow
from app.ui.window_layout import WindowLayout
from app.workspace import Workspace
from engine.errors import PictureError
from engine.requests import Lines

if TYPE_CHECKING:
    from app.ui.batch.desk import BatchDesk
    from app.ui.training.desk import TrainingDesk

LAYOUT_VERSION = 2
TRAININGS_MS = 1000
"""When trainings at work are looked for, after the window is on the screen."""


class MainWindow(WindowLayout):
    """Shows a workspace, and does what is asked for.

    Args:
        workspace: what is shown and changed.
        settings: where the layout is remembered.
    """

    ended = Signal()
    """It is closed, and all that it did has ended: nobody needs it any more."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__(workspace, settings)
        self._closes_later = self._is_closed = False
        self._look_for_trainings = QTimer(self, singleShot=True, interval=TRAININGS_MS)
        self._look_for_trainings.timeout.connect(self._load_trainings)
        self.first_painted.connect(self._look_for_trainings.start)
        self._connect_actions()
        self._bind()
        self._restore()

    def _load_trainings(self) -> None:
        """Its modules are many: they are loaded on another thread, and the window goes on meanwhile; so are those of
        batches, which took 20 ms where one was asked for."""
        self.workspace.background.run(
            lambda: [import_module(f"app.ui.{name}.desk") for name in ("training", "batch")],
            lambda _modules: self.training.begin() if self.isVisible() else None,
            self.error_bar.show_message,
        )

    @cached_property
    def training(self) -> TrainingDesk:
        """What the window has of trainings; loaded when it is first needed, the window being on the screen already."""
        from app.ui.training.desk import TrainingDesk

        desk = TrainingDesk(self, self.workspace, self.settings, self.compare_binding.comparing)
        self._bars.addWidget(desk.notice)
        self.status.insertPermanentWidget(1, desk.badge)  # the first of those at the right
        return desk

    @cached_property
    def batches(self) -> BatchDesk:
        """What the window has of batches; loaded when one is first asked for."""
        from app.ui.batch.desk import BatchDesk

        desk = BatchDesk(self, self.workspace, self.settings)
        self.status.insertPermanentWidget(1, desk.badge)
        return desk

    def _restore(self) -> None:
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() * 0.9))
        self.restoreGeometry(self.settings.geometry)
        self.actions_.full_screen.setChecked(self.isFullScreen())
        self.restoreState(self.settings.layout, LAYOUT_VERSION)
        self.result.setFocus()

    # Wiring

    def _connect_actions(self) -> None:
        actions, workspace = self.actions_, self.workspace
        actions.open_sketch.triggered.connect(lambda: self._choose_picture("sketch"))
        actions.open_reference.triggered.connect(lambda: self._choose_picture("reference"))
        actions.open_model.triggered.connect(self._choose_model)
        actions.save.triggered.connect(lambda: self._choose_save("keep"))
        actions.save_colors.triggered.connect(lambda: self._choose_save("none"))
        actions.close_window.triggered.connect(self.close)
        self.result_out = ResultOut(self.workspace, self.drag_button)
        self.result_out.noticed.connect(self.status.notice_done)
        self.result_out.failed.connect(self.error_bar.show_message)
        actions.copy.triggered.connect(self.result_out.copy)
        actions.paste_sketch.triggered.connect(lambda: self.paste("sketch"))
        actions.paste_reference.triggered.connect(lambda: self.paste("reference"))
        actions.swap.triggered.connect(workspace.swap)
        actions.reset_tags.triggered.connect(lambda: workspace.reset_tags())
        actions.search_tags.triggered.connect(self.search_tags)
        canvas = self.result.canvas
        actions.zoom_in.triggered.connect(lambda: canvas.zoom_by(1.25))
        actions.zoom_out.triggered.connect(lambda: canvas.zoom_by(1 / 1.25))
        actions.fit.triggered.connect(self.fit)
        actions.actual_size.triggered.connect(lambda: canvas.zoom_to(1.0))
        actions.link_reference.toggled.connect(self._link_reference)
        actions.link_reference.setChecked(self.settings.link_reference)
        self._link_reference(self.settings.link_reference)
        for pane in (self.sketch, self.reference, self.result, self.compare_view.before):
            pane.canvas.addAction(actions.show_panes)
            pane.refused.connect(self.error_bar.show_message)
        actions.show_panes.triggered.connect(self.toggle_panes)
        actions.full_screen.toggled.connect(self.show_full_screen)
        actions.batch.triggered.connect(lambda: self.batches.show())
        actions.new_training.triggered.connect(lambda: self.training.show_new())
        actions.show_runs.triggered.connect(lambda: self.training.show_runs())
        actions.show_models.triggered.connect(lambda: self.training.show_models())
        actions.about.triggered.connect(lambda: dialogs.show_about(self))
        self.escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.error_bar.dismiss)
        self.drops = DropBinding(self, lambda source: self.batches.show_source(source))
        self.drops.refused.connect(self.error_bar.show_message)

    def _bind(self) -> None:
        workspace, document, bridge = self.workspace, self.workspace.document, self.workspace.bridge
        self.bindings: dict[Slot, PictureBinding] = {
            "sketch": PictureBinding(
                self.sketch, self.sketch_header, document.sketch, workspace.picture_work, self.viewport
            ),
            "reference": PictureBinding(
                self.reference,
                self.reference_header,
                document.reference,
                workspace.picture_work,
                self.reference_viewport,
            ),
        }
        self.line_binding = LineBinding(self.line_menu, workspace, self.bindings["sketch"].set_note)
        self.detected_lines = DetectedLines(self.line_actions, self.bindings["sketch"], workspace, self.settings)
        bridge.awaited.released.connect(self._on_released)
        document.changed.connect(self.paint_later)
        bridge.state_changed.connect(self.paint_later)
        workspace.history.moments.changed.connect(self.paint_later)
        workspace.reading_changed.connect(lambda slot, on: self.bindings[slot].set_reading(on))
        for slot, binding in self.bindings.items():
            binding.preparing.connect(partial(self.work_row.set_preparing, slot))
        workspace.failed.connect(self.error_bar.show_message)
        workspace.reading_failed.connect(lambda what, message: self.error_bar.show_message(message, what))
        document.changed.connect(self.error_bar.forget)
        workspace.noticed.connect(self.status.notice_done)
        bind(document.model, self.status.set_model)
        self.tag_binding = TagBinding(self.tags, workspace, self.settings, self.actions_.reset_tags)
        self.preset_binding = PresetBinding(self.tags.presets, workspace, self.settings, self.passing_bar)
        self.result_binding = ResultBinding(
            self.result,
            self.result_header,
            workspace,
            self.actions_,
            lambda: self.bindings["sketch"].pyramid if self.line_binding.lines_as_drawn else None,
        )
        self.compare_binding = CompareBinding(self.compare_view, self.compare_bar, self.compare_actions, workspace)
        self.compare_binding.noticed.connect(self.status.notice_done)
        self.bindings["sketch"].shown.connect(self.compare_binding.comparing.set_sketch)
        self.history_binding = HistoryBinding(self.history, workspace, self.passing_bar)
        self.variants = VariantsWindow(workspace, lambda parent: dialogs.choose_references(parent, self.settings), self)
        self.variants.addActions([self.actions_.undo, self.actions_.redo])
        self.compare_actions.variants.triggered.connect(self._show_variants)
        bridge.shown_changed.connect(self._on_shown)
        bridge.state_changed.connect(self.status.set_state)
        self.projects = ProjectBinding(
            self, workspace, self.settings, self.error_bar, self.notice_bar, self.actions_.open_model.trigger
        )
        self.projects.fill_menu(self.actions_.file_menu)
        self.hints = HintBinding(workspace, self.hint_tools, self.result.canvas, self.reference.canvas)
        self.hints.noticed.connect(self.status.notice_done)
        self.hints.failed.connect(self.error_bar.show_message)
        self.hints.covered.connect(self.compare_view.uncover)
        self.hint_actions.fill_menu(self.actions_.edit_menu)
        self.hint_actions.clear.triggered.connect(self.hints.clear)
        holders = (
            self.actions_,
            self.projects.actions,
            self.hint_actions,
            self.compare_actions,
            self.view_actions,
            self.line_actions,
            self.help_actions,
        )
        self.shortcuts = Shortcuts(holders, self.settings)
        sketch, reference, tags, _history = self.docks
        steps = tour_steps(sketch, reference, tags, self.compare_bar, self.tool_strip, self.actions_.save)
        self.help = HelpBinding(self, self.help_actions, workspace, self.settings, steps)
        self.escape.activated.connect(self.help.leave_tour)
        self.preferences = PreferenceMenus(self.actions_.view_menu, self.settings, self.shortcuts)
        self.preferences.noticed.connect(self.status.notice_done)
        self.device_menu = DeviceMenu(self.settings, workspace.background, bridge.choose_placement, self)
        self.actions_.view_menu.addMenu(self.device_menu)
        self.projects.keeper.opened.connect(self.passing_bar.dismiss)  # what it would take back is of other work
        self.projects.keeper.opened.connect(self.compare_binding.comparing.forget_snapshots)
        self.projects.accept_drops(*self.drops.targets)
        self.projects.noticed.connect(self.status.notice_done)

    def _on_shown(self, shown: Shown | None) -> None:
        self.status.set_shown(shown)
        if shown is not None:
            self.tags.set_probabilities(shown.result.probabilities)

    # Intents

    def _choose_picture(self, slot: Slot) -> None:
        if path := dialogs.choose_picture(self, self.settings, slot):
            self.workspace.open_pictures(slot, [PictureSource.of_path(path)])

    def _choose_model(self) -> None:
        if path := dialogs.choose_model(self, self.settings):
            self.workspace.open_model(path)

    def _choose_save(self, lines: Lines) -> None:
        if path := dialogs.choose_save(self, self.settings, self.workspace.document.sketch.value):
            self.workspace.export_result(path, lines)

    def paste(self, slot: Slot) -> None:
        """Reads the clipboard's picture into a slot."""
        try:
            sources = sources_from_mime(QGuiApplication.clipboard().mimeData(), self.tr("pasted picture"))
        except PictureError as error:
            self.error_bar.show_message(said(error))
        else:
            self.workspace.open_pictures(slot, sources[:1])

    def _link_reference(self, linked: bool) -> None:
        self.settings.link_reference = linked
        self.reference.canvas.viewport = self.viewport if linked else self.reference_viewport

    def _show_variants(self) -> None:
        self.variants.show()
        self.variants.activateWindow()

    def _on_released(self) -> None:
        if self._closes_later:
            self._closes_later = False
            next_turn(self, self.close)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_closed:
            return
        desks = [self.__dict__[name] for name in ("training", "batches") if name in self.__dict__]  # that were needed
        if not self.projects.may_close():
            event.ignore()
            return
        if not all(desk.may_close() for desk in desks):
            self.projects.stay()
            event.ignore()
            return
        if self.workspace.bridge.awaited.is_any:  # what was asked for is not lost with the window
            self._closes_later = True
            self.workspace.noticed.emit(self.tr("The window closes when the picture is coloured and saved"))
            self.projects.ask_again()
            event.ignore()
            return
        self._is_closed = True
        self._look_for_trainings.stop()
        self.settings.geometry = self.saveGeometry()
        self.settings.layout = self.saveState(LAYOUT_VERSION)
        self.hide()  # at once; what is being written or coloured ends unseen
        self.settings.save()
        self.projects.keeper.call_off_opening()
        self.device_menu.let_go()  # a menu's `close` is another thing
        shares = (self.tag_binding, self.preset_binding, self.hint_tools, self.shortcuts, self.preferences)
        for part in (*shares, self.variants, self.help, self.hints, self.workspace, *desks, self.projects):
            part.close()
        journal, files = self.projects.journal, self.drag_button
        waits = (self.workspace.wait, self.hints.painter.close, journal.remove, files.close_files)
        end_elsewhere(self, waits, self.ended.emit)
