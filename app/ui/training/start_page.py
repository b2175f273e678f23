"""A new training, asked for step by step: pictures, what to train, where to start, how long. Refusals come first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.model.training_plan import VERBS, Plan, file_name, free_name, refusal
from app.own_drawing import REFERENCE_FILE, SKETCH_FILE, Drawing, no_drawing
from app.run_library import runs_folder
from app.turns import next_turn
from app.ui.check_box import CheckBox
from app.ui.scrolled_column import ScrolledColumn
from app.ui.theme import GRID
from app.ui.training.data_field import DataField
from app.ui.training.length_field import LengthField
from app.ui.training.machine_field import MachineField
from app.ui.training.stage_forms import StageChoice, StageForms
from app.ui.training.trial_panel import TrialPanel
from app.ui.training.weights_field import WeightsField
from app.ui.training.words import stage_words

CHECK_MS = 150


class StartPage(QWidget):
    """The guided way.

    Args:
        background: looks for reasons to refuse, and for the device.
        drawing: what lies on the canvas, None where it is not complete.
    """

    start_asked = Signal(object)
    """A `Plan`."""
    choose_weights_asked = Signal()
    """The user wants to choose a weights file in a dialog."""

    def __init__(
        self,
        background: Background,
        drawing: Callable[[], Drawing | None] = no_drawing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._drawing = drawing
        self._ticket = 0
        self._checked: Plan | None = None
        self._preset_by_hand = False
        self._check_soon = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._check_soon.timeout.connect(self._check)
        self.data = DataField(background)
        self.choice = StageChoice()
        self.stages = self.choice.group
        self.start = WeightsField(background)
        self.browse = QPushButton(self.tr("Choose File…"))
        self.length = LengthField()
        self.steps = self.length.steps
        self.machine = MachineField(background)
        self.preset = QComboBox()
        self.name = QLineEdit()
        self.own = CheckBox(self.tr("Colour the drawing on the canvas with every sample"))
        self.own.setChecked(True)
        self.advanced = QToolButton()
        self.forms = StageForms()
        self.trial = TrialPanel()
        self.reason = QLabel()
        self.start_button = QPushButton(self.tr("Start Training"))
        self._build()
        self._connect()
        self._on_stage()

    @property
    def verb(self) -> str:
        """Which training is chosen."""
        return self.choice.verb

    def close_tools(self) -> None:
        """Ends what runs for this page: the making of data, a trial."""
        self.data.close_tool()
        self.trial.close_tool()

    # Layout

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        heading = self._heading(self.tr("New training"))
        heading.setContentsMargins(0, 0, 0, GRID)
        column.addWidget(heading)
        column.addWidget(self.data)
        column.addSpacing(2 * GRID)
        column.addWidget(self._heading(self.tr("What to train")))
        column.addWidget(self.choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.scrolled = ScrolledColumn(column)
        self.scrolled.setAccessibleName(self.tr("New training"))
        layout.addWidget(self.scrolled, 1)
        layout.addLayout(self._bottom())
        next_turn(self, lambda: self._build_rest(column))  # styles are laid on part by part

    def _build_rest(self, column: QVBoxLayout) -> None:
        """What stands below, a moment later: the page is there sooner than its last line."""
        column.addSpacing(2 * GRID)
        column.addLayout(self._form())
        column.addWidget(self.own)
        column.addSpacing(GRID)
        column.addWidget(self.trial)
        column.addSpacing(GRID)
        self.advanced.setText(self.tr("Advanced"))
        self.advanced.setObjectName("group")
        self.advanced.setCheckable(True)
        self.advanced.setArrowType(Qt.ArrowType.RightArrow)
        self.advanced.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        column.addWidget(self.advanced)
        self.forms.hide()
        column.addWidget(self.forms)
        column.addStretch()

    def _form(self) -> QFormLayout:
        """Where to start, how long, on what machine, under what name."""
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        beginning = QHBoxLayout()
        beginning.setSpacing(GRID)
        beginning.addWidget(self.start, 1)
        beginning.addWidget(self.browse)
        form.addRow(self._label(self.tr("Start from"), self.start), beginning)
        form.addRow(self._label(self.tr("Length"), self.length), self.length)
        form.addRow(self._label(self.tr("Fitted to"), self.machine), self.machine)
        for preset, words in (
            ("compact", self.tr("Compact: for graphics cards from 6 GB, and patient processors")),
            ("paper", self.tr("As in the paper: for graphics cards from 12 GB")),
            ("tiny", self.tr("Tiny: to try out the way, in seconds; of no use for painting")),
        ):
            self.preset.addItem(words, preset)
        form.addRow(self._label(self.tr("Size of networks"), self.preset), self.preset)
        self.name.setPlaceholderText(self.tr("named after the pictures"))
        form.addRow(self._label(self.tr("Name"), self.name), self.name)
        for field in (self.start, self.browse, self.machine, self.preset, self.name):
            field.setFixedHeight(4 * GRID)  # one height, whatever kind it is
        return form

    def _bottom(self) -> QHBoxLayout:
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setObjectName("detail")
        self.start_button.setDefault(True)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.reason, 1)
        bottom.addWidget(self.start_button)
        return bottom

    def _connect(self) -> None:
        self.data.changed.connect(self._on_changed)
        self.choice.chosen.connect(self._on_stage)
        self.start.changed.connect(self._on_changed)
        self.browse.clicked.connect(self.choose_weights_asked)
        self.length.changed.connect(self.check_later)  # what a trial measured holds for every length
        self.machine.currentIndexChanged.connect(self._on_changed)
        self.machine.found.connect(self._on_machine)
        self.machine.settled.connect(self.check_later)
        self.preset.currentIndexChanged.connect(self._on_changed)
        self.preset.activated.connect(self._on_preset_chosen)
        self.name.textEdited.connect(self.check_later)
        self.own.toggled.connect(self.check_later)
        self.advanced.toggled.connect(self._show_advanced)
        self.forms.changed.connect(self._on_changed)
        self.trial.measured.connect(self.length.set_rate)
        self.trial.measured.connect(self.check_later)
        self.start_button.clicked.connect(self._start)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName("heading")
        return label

    def _label(self, text: str, field: QWidget) -> QLabel:
        """The label before a field, which is called the same."""
        field.setAccessibleName(text)
        label = QLabel(text)
        label.setFixedSize(17 * GRID, 4 * GRID)
        return label

    def _show_advanced(self, on: bool) -> None:
        self.advanced.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        if on:
            self.forms.show_verb(self.verb)
        self.forms.setVisible(on)

    def showEvent(self, event: QShowEvent) -> None:
        there = self._drawing() is not None
        self.own.setEnabled(there)
        self.own.setToolTip("" if there else self.tr("There is no sketch with a reference on the canvas"))
        super().showEvent(event)

    # What is chosen

    def _on_stage(self) -> None:
        if self.advanced.isChecked():
            self.forms.show_verb(self.verb)
        self.steps.setValue(VERBS[self.verb].__dataclass_fields__["steps"].default)
        self._on_changed()

    def _on_machine(self) -> None:
        if self.machine.suggests_paper and not self._preset_by_hand:
            self.preset.setCurrentIndex(self.preset.findData("paper"))

    def _on_preset_chosen(self, _index: int) -> None:
        self._preset_by_hand = True

    def _on_changed(self, *_changed: object) -> None:
        """What was tried no longer holds either."""
        self.trial.forget()
        self.reason.clear()
        self.check_later()

    def check_later(self, *_changed: object) -> None:
        """What was checked no longer holds, or was used up; it is checked again once the hand rests."""
        self._ticket += 1
        self._checked = None
        self.start_button.setEnabled(False)
        self.trial.set_plan(self.verb, None)
        self._check_soon.start()

    def _plan(self) -> Plan | None:
        if self.data.data is None or self.data.summary is None:
            return None
        name = self.name.text().strip() or f"{self.data.summary.name} {stage_words(self.verb).lower()}"
        stem = file_name(name, "run")
        run = runs_folder() / free_name(runs_folder(), stem)
        name += run.name.removeprefix(stem)  # two runs of one name could not be told apart
        drawing = self._drawing() if self.own.isChecked() else None
        values: dict[str, Any] = {
            "data": self.data.data,
            "run": run,
            "init_from": self.start.path,
            "preset": self.preset.currentData(),
            "hardware": self.machine.hardware,
            "name": name,
            **self.length.values(),
            **self.forms.values(self.verb),
        }
        if drawing is not None:
            values |= {"own_sketch": run / SKETCH_FILE, "own_reference": run / REFERENCE_FILE}
        return Plan(self.verb, VERBS[self.verb](**values), name, drawing)

    def _check(self) -> None:
        if self.data.is_busy:
            self.reason.setText(self.tr("The pictures are being made ready."))
            return
        plan = self._plan()
        if plan is None:
            self.reason.setText(self.tr("First the pictures to learn from."))
            return
        if not self.machine.is_settled:
            self.reason.setText(self.tr("This machine is being looked at."))
            return
        ticket = self._ticket

        def done(reason: str | None) -> None:
            if ticket != self._ticket:
                return
            self._checked = plan if reason is None else None
            ready = self.tr("It runs on its own: you can paint meanwhile, or close the window.")
            self.reason.setText(reason or ready)
            self.start_button.setEnabled(reason is None)
            self.trial.set_plan(plan.verb, None if reason else plan.options)

        self._background.run(lambda: refusal(plan.verb, plan.options), done, self.reason.setText)

    def _start(self) -> None:
        plan, self._checked = self._checked, None
        if plan is not None:
            self.trial.close_tool()
            self.start_button.setEnabled(False)
            self.start_asked.emit(plan)
