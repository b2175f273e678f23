"""Between a window and its project: title, menu, drops, the question before anything is lost, and recovery."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QEvent, QLocale, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from app.brief_question import asked
from app.project.file_state import is_same_file
from app.project.journal import Journal
from app.project.journalled import Summary
from app.project.keeper import ProjectKeeper
from app.project.recovery import Recovery
from app.settings import Settings
from app.ui import project_dialogs
from app.ui.dragged import Dragged
from app.ui.error_bar import ErrorBar
from app.ui.notice_bar import NoticeBar
from app.ui.project_actions import ProjectActions
from app.workspace import Workspace
from engine.project.archive import is_project


class ProjectBinding(QObject):
    """Gives a window its project.

    Args:
        window: whose title and closing it keeps.
        workspace: the work.
        settings: recent projects.
        errors: where failures are told.
        notices: where recovered work is offered.
        choose_model: what the notice about missing weights offers.
    """

    noticed = Signal(str)
    """Something was done that cannot be seen: one short sentence."""
    window_wanted = Signal()
    """Another window is asked for."""
    recovery_wanted = Signal()
    """Another window is asked for, which brings back what was offered here."""
    stayed = Signal()
    """The window was to close and is kept: the user said so, or what is in it could not be saved."""
    gone = Signal()
    """The window is closed."""

    def __init__(
        self,
        window: QMainWindow,
        workspace: Workspace,
        settings: Settings,
        errors: ErrorBar,
        notices: NoticeBar,
        choose_model: Callable[[], Any],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._settings = settings
        self._notices = notices
        self._choose_model = choose_model
        self._may_close = False
        self._asking = False
        self._waiting: list[Callable[[], Any]] = []
        self._dragged = Dragged(project_in)
        self.show_elsewhere: Callable[[Path], bool] = lambda _path: False
        """Shows a project in another window that has it already; whether there is one."""
        self.keeper = ProjectKeeper(workspace, settings)
        self.journal = Journal(workspace, self.keeper)
        self.recovery = Recovery(workspace, self.keeper, self.journal)
        self.actions = ProjectActions(window, lambda: settings.recent_projects, self.open)
        self.actions.new_window.triggered.connect(self.window_wanted)
        self.actions.open_project.triggered.connect(self.choose)
        self.actions.save_project.triggered.connect(lambda: self.save())
        self.actions.save_project_as.triggered.connect(lambda: self.save_as())
        self.keeper.changed.connect(self._on_keeper)
        workspace.document.changed.connect(lambda _name: self._retitle())
        self._refusal = ""  # of the last saving, as it stands in the bar of errors
        self._offer = ""  # of interrupted work, as it stands in the bar of notices
        for source in (self.keeper, self.journal, self.recovery):
            source.failed.connect(errors.show_message)
        self.keeper.failed.connect(lambda message: setattr(self, "_refusal", message))
        self.keeper.saved.connect(lambda: errors.dismiss() if errors.message == self._refusal else None)
        self.keeper.noticed.connect(self.noticed)
        self.keeper.model_missing.connect(self._offer_model)
        self.recovery.offered.connect(self._offer_recovery)
        self.recovery.window_wanted.connect(self.recovery_wanted)
        workspace.document.model.changed.connect(self._remember_model)
        self._retitle()

    def fill_menu(self, file: QMenu) -> None:
        """Puts the actions into the File menu."""
        self.actions.fill_menu(file)

    def accept_drops(self, *widgets: QWidget) -> None:
        """Takes projects that are dropped on these widgets; what else is dropped there is none of its business."""
        for widget in widgets:
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    # Opening and saving

    def choose(self) -> None:
        """Asks for a project and opens it."""
        if path := project_dialogs.choose_project(self._window, self._settings):
            self.open(path)

    def open(self, path: Path) -> None:
        """Opens a project, once nothing can be lost by it; where another window has it, that one is shown."""
        if not self.show_elsewhere(path):
            self._when_safe(lambda: self.keeper.open(path, self._when_safe))

    def show_again(self, path: Path) -> bool:
        """Brings the window up where it has this project; whether it has."""
        own = self.keeper.path
        if own is None or (path != own and not asked(lambda path: is_same_file(path, own), path)):
            return False
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()
        self.noticed.emit(self.tr("{name} is open in this window").format(name=self.keeper.name))
        return True

    def save(self, done: Callable[[bool], Any] = lambda saved: None) -> None:
        """Saves to the project's file, or asks for one."""
        if self.keeper.path is None:
            self.save_as(done)
        else:
            self._save_to(self.keeper.path, done)

    def save_as(self, done: Callable[[bool], Any] = lambda saved: None) -> None:
        """Asks for a file and saves there."""
        path = self._choose_file()
        if path is None:
            done(False)
        else:
            self._save_to(path, done)

    def _save_to(self, path: Path, done: Callable[[bool], Any]) -> None:
        def ask(save_to: Callable[[Path | None], Any]) -> None:
            def answered(answer: project_dialogs.Overtaken) -> None:
                if answer == "elsewhere":
                    save_to(self._choose_file())
                else:
                    save_to(path if answer == "replace" else None)

            project_dialogs.ask_to_replace(self._window, path.name, answered)

        self.keeper.save(path, done, ask)

    def _choose_file(self) -> Path | None:
        stem = Path(self.keeper.name).stem
        return project_dialogs.choose_project_file(self._window, self._settings, self.keeper.path, stem)

    # Closing

    def may_close(self) -> bool:
        """Whether the window may close now. If not, the user is being asked, and it closes itself afterwards."""
        if self._may_close or (not self.keeper.is_modified and not self.keeper.is_saving):
            return True

        def close() -> None:
            self._may_close = True
            if answered_later:
                self._window.close()

        answered_later = False
        self._when_safe(close)
        answered_later = True
        return self._may_close

    def stay(self) -> None:
        """The window stays after all, whatever was answered: the next closing asks again."""
        self.ask_again()
        self.stayed.emit()

    def ask_again(self) -> None:
        """The window closes later: what was answered holds for what was there to be saved then."""
        self._may_close = False

    def close(self) -> None:
        """The window is gone, and nothing that it held is missing: what is done now needs no journal."""
        self.recovery.close()
        self.journal.close()
        self.gone.emit()

    def _when_safe(self, act: Callable[[], Any]) -> None:
        """Calls `act` when the work is saved or given up; asks where it is neither."""
        if self.keeper.is_saving:
            self._waiting.append(act)  # whether it is saved, only the disk can tell
            return
        if not self.keeper.is_modified:
            act()
            return
        if self._asking:
            self.stayed.emit()
            return
        self._asking = True

        def answered(answer: project_dialogs.Answer) -> None:
            self._asking = False
            if answer == "save":
                self.save(lambda saved: self._when_safe(act) if saved else self.stayed.emit())
            elif answer == "discard":
                act()
            else:
                self.stayed.emit()

        project_dialogs.ask_to_save(self._window, self.keeper.name or self.tr("Untitled"), answered)

    # What is shown

    def _on_keeper(self) -> None:
        self._retitle()
        if not self.keeper.is_saving:
            waiting, self._waiting = self._waiting, []
            for act in waiting:
                self._when_safe(act)

    def _retitle(self) -> None:
        name = self.keeper.name or self.tr("Untitled")
        self._window.setWindowTitle(f"{name}[*] – Nurie")
        self._window.setWindowFilePath(str(self.keeper.path) if self.keeper.path is not None else "")
        self._window.setWindowModified(self.keeper.is_modified)
        self.actions.save_project.setEnabled(not self.keeper.is_saving)
        self.actions.save_project_as.setEnabled(not self.keeper.is_saving)

    def _offer_recovery(self, summary: Summary | None) -> None:
        if summary is None:
            self._notices.withdraw(self._offer)
            return
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(round(summary.time.timestamp())), QLocale.FormatType.ShortFormat
        )
        text = self.tr("Unsaved work on “{name}” was kept when Nurie ended unexpectedly ({time}).")
        self._offer = text.format(name=summary.name or self.tr("Untitled"), time=when)
        self._notices.offer(
            self._offer,
            [
                (self.tr("Bring It Back"), self.recovery.accept),
                (self.tr("Throw It Away"), self.recovery.decline),
            ],
            (self.tr("Ask again at the next start"), self.recovery.postpone),
            "clock-counter-clockwise",
            waits=True,
        )

    def _offer_model(self, message: str) -> None:
        self._notices.offer(message, [(self.tr("Open Model…"), self._choose_model)], glyph="cube")

    def _remember_model(self, model: Any) -> None:
        if model is not None:
            self._settings.add_known_model(model.path)

    # Drops

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._dragged.see(event)
        if isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            path = self._dragged.of(event)
            if path is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.open(path)
                return True
        return False


def project_in(mime: QMimeData) -> Path | None:
    """The project file among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return next((path for path in paths if is_project(path)), None)
