"""What is to be trained, and all options of it: one form a training, three beneath each other for all in order."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from app.model.training_plan import VERBS, own_words
from app.ui.theme import GRID
from app.ui.training.options_form import OptionsForm
from app.ui.training.words import stage_words
from trainer.options import STAGES

_SHOWN = ("all", *STAGES)


class StageChoice(QWidget):
    """One radio button a training. `group` numbers them as `VERBS` does."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        explained = {
            "all": self.tr("tagger, stage one and stage two, one after the other; needs nothing but pictures"),
            "tagger": self.tr("what is on a picture: hair, eyes, clothes and their colours"),
            "stage-one": self.tr("to colour a drawing by a reference; builds on a tagger"),
            "stage-two": self.tr("to move colours by tags; builds on stage one"),
        }
        for verb in _SHOWN:
            button = QRadioButton(f"{stage_words(verb)} – {explained[verb]}")
            self.group.addButton(button, list(VERBS).index(verb))
            column.addWidget(button)
        self.group.button(list(VERBS).index("all")).setChecked(True)
        self.group.idToggled.connect(lambda _id, on: self.chosen.emit() if on else None)

    @property
    def verb(self) -> str:
        """Which training is chosen."""
        return list(VERBS)[self.group.checkedId()]


class StageForms(QStackedWidget):
    """The options of the chosen training."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.forms = {verb: OptionsForm(kind) for verb, kind in STAGES.items()}
        self._in_order = {verb: OptionsForm(kind) for verb, kind in STAGES.items()}
        for form in self.forms.values():
            self.addWidget(form)
        everything = QWidget()
        column = QVBoxLayout(everything)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for verb, form in self._in_order.items():
            heading = QLabel(stage_words(verb))
            heading.setObjectName("heading")
            column.addWidget(heading)
            column.addWidget(form)
        self.addWidget(everything)
        for form in (*self.forms.values(), *self._in_order.values()):
            form.changed.connect(self.changed)

    def show_verb(self, verb: str) -> None:
        """Shows the options of a training."""
        self.setCurrentIndex(list(VERBS).index(verb))

    def values(self, verb: str) -> dict[str, Any]:
        """The options that were changed; of all in order each training's own as one text."""
        if verb != "all":
            return self.forms[verb].values()
        own = {one: own_words(one, form.values()) for one, form in self._in_order.items()}
        return {one.replace("-", "_"): words for one, words in own.items() if words}
