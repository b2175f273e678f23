"""What stands where in the main window: the panes, their headers and docks, the bars and menus."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolBar, QVBoxLayout, QWidget

from app.hints.tools import HintTools
from app.settings import Settings
from app.ui.actions import Actions
from app.ui.compare_actions import CompareActions, CompareBar
from app.ui.compare_view import CompareView
from app.ui.detected_lines import LineActions
from app.ui.drag_button import DragButton
from app.ui.error_bar import ErrorBar
from app.ui.export_row import ExportRow
from app.ui.fills_menu import FillsMenu
from app.ui.help_actions import HelpActions
from app.ui.hint_actions import HintActions, ToolStrip
from app.ui.history_strip import HistoryStrip
from app.ui.image_pane import ImagePane
from app.ui.kept_width import KeptWidth
from app.ui.line_menu import LineMenu
from app.ui.notice_bar import NoticeBar
from app.ui.painted_window import PaintedWindow
from app.ui.pane_header import PaneHeader
from app.ui.status_line import StatusLine
from app.ui.tag_panel import TagPanel
from app.ui.theme import GRID, ICON
from app.ui.tool_options import ToolOptions
from app.ui.view_actions import ViewActions
from app.ui.viewport import Viewport
from app.ui.work_row import WorkRow
from app.workspace import Workspace


class WindowLayout(PaintedWindow):
    """The main window's widgets, each in its place; what they do is wired elsewhere.

    Args:
        workspace: its undo stack and exporter have a place here.
        settings: which groups of tags are open, the hint tools' values.
    """

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self.workspace = workspace
        self.settings = settings
        self.actions_ = Actions(self, workspace.undo_stack)
        self._put_away: list[QDockWidget] = []
        self.viewport = Viewport(self)
        self.reference_viewport = Viewport(self)
        self._build_panes()
        self._build_bars()

    def _build_panes(self) -> None:
        actions = self.actions_
        self.sketch = ImagePane(self.tr("Sketch"), self.viewport, "pencil-line")
        self.reference = ImagePane(self.tr("Reference"), self.viewport, "palette")
        self.result = ImagePane(self.tr("Result"), self.viewport, "paint-brush", leads=True)
        self.sketch.empty.say(self.tr("Drop a line drawing here"), actions.open_sketch)
        self.reference.empty.say(self.tr("Drop a picture with the colours to take"), actions.open_reference)
        self.tags = TagPanel(self.settings.open_groups)
        self.tags.search.left.connect(self.result.take_keys)
        self.error_bar = ErrorBar()
        self.notice_bar = NoticeBar()
        self.passing_bar = NoticeBar()  # of what was just done; it takes no lasting offer's place
        self.result_header = PaneHeader(self.tr("Result"), [])
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.result_header)
        self._bars = QVBoxLayout()
        self._bars.addWidget(self.error_bar)
        self._bars.addWidget(self.notice_bar)
        self._bars.addWidget(self.passing_bar)
        layout.addLayout(self._bars)
        self.hint_tools = HintTools(self.settings, self)
        self.hint_actions = HintActions(self, self.hint_tools)
        self.tool_options = ToolOptions(self.hint_tools)
        self.tool_options.left.connect(self.result.take_keys)
        self.compare_view = CompareView(self.result, self.viewport)
        self.compare_actions = CompareActions(self)
        self.view_actions = ViewActions(self, self.result.canvas)
        self.compare_bar = CompareBar(self.compare_actions)
        self.result_header.add_wrapping(self.tool_options)
        self.fills_menu = FillsMenu(self, self.workspace)
        self.result_header.add_menu(self.fills_menu, "paint-roller", self.tr("How even the fills are"))
        self.result_header.add_widget(self.compare_bar)
        self.drag_button = DragButton(self.workspace.works)
        self.result_header.add_widget(self.drag_button)
        painting = QHBoxLayout()
        painting.setSpacing(0)
        self.tool_strip = ToolStrip(self.hint_actions)
        self.tool_strip.setMinimumHeight(22 * GRID)  # on a small screen its buttons stand closer
        painting.addWidget(self.tool_strip)
        painting.addWidget(self.compare_view, 1)
        layout.addLayout(painting, 1)
        self.setCentralWidget(centre)

        self.sketch_header = PaneHeader(self.tr("Sketch"), [actions.open_sketch])
        self.line_actions = LineActions(self)
        self.line_menu = LineMenu(self, self.line_actions.show_detected)
        self.sketch_header.add_menu(self.line_menu, "sliders-horizontal", self.tr("How the lines are found"))
        self.reference_header = PaneHeader(self.tr("Reference"), [actions.open_reference])
        self.tags_header = PaneHeader(self.tr("Tags"), [])
        self.history = HistoryStrip()
        self.history.search.left.connect(self.result.take_keys)
        self.history_header = PaneHeader(self.tr("History"), [])
        self.history_header.add_widget(self.history.search)
        self.history_header.add_widget(self.history.only_starred)
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self.docks = [
            self._dock("sketch", self.tr("Sketch"), self.sketch, self.sketch_header, left),
            self._dock("reference", self.tr("Reference"), self.reference, self.reference_header, left),
            self._dock("tags", self.tr("Tags"), self.tags, self.tags_header, right),
            self._dock("history", self.tr("History"), self.history, self.history_header, bottom),
        ]
        self.setDockNestingEnabled(True)
        for corner, area in (
            (Qt.Corner.TopLeftCorner, left),
            (Qt.Corner.BottomLeftCorner, bottom),
            (Qt.Corner.TopRightCorner, right),
            (Qt.Corner.BottomRightCorner, right),
        ):
            self.setCorner(corner, area)
        self.resizeDocks([self.docks[0], self.docks[2]], [31 * GRID, 56 * GRID], Qt.Orientation.Horizontal)
        self.resizeDocks(self.docks[:2], [50, 50], Qt.Orientation.Vertical)
        self._tags_width = KeptWidth(self, self.docks[2])

    def _dock(self, name: str, title: str, widget: QWidget, header: PaneHeader, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setTitleBarWidget(header)
        dock.setWidget(widget)
        header.add_dock_buttons(dock)
        self.addDockWidget(area, dock)
        return dock

    def _build_bars(self) -> None:
        bar = QToolBar(self.tr("Tools"), self)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(ICON, ICON))
        bar.toggleViewAction().setVisible(False)
        self.actions_.fill_tool_bar(bar)
        self.addToolBar(bar)
        self.actions_.fill_menu_bar(self.menuBar(), self.docks)
        self.view_actions.fill_menu(self.actions_.view_menu)
        help_menu = self.menuBar().actions()[-1]
        self.menuBar().insertMenu(help_menu, self.compare_actions.make_menu(self.tr("&Compare"), self))
        self.help_actions = HelpActions(self)
        self.help_actions.fill_menu(self.actions_.help_menu)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)
        self.work_row = WorkRow(self.workspace)
        for row in (ExportRow(self.workspace.exporter), self.work_row):
            self.status.insertPermanentWidget(1, row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tags_width.window_resized(event)

    def toggle_panes(self) -> None:
        """Hides all panes that stand beside the result; where none is left, shows those that it hid, or else all."""
        visible = [dock for dock in self.docks if not dock.isHidden()]
        for dock in visible or self._put_away or self.docks:
            dock.setVisible(not visible)
        self._put_away = visible

    def show_full_screen(self, on: bool) -> None:
        """Fills the screen, or ends it; a window that was maximised is so again afterwards."""
        full = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | full if on else self.windowState() & ~full)

    def fit(self) -> None:
        """Shows every picture as a whole."""
        self.viewport.fit()
        self.reference_viewport.fit()

    def search_tags(self) -> None:
        """Brings the cursor to the search for tags."""
        self.docks[2].show()
        self.tags.search.setFocus()
        self.tags.search.selectAll()
