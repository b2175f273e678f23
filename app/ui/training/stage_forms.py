"""What is to be trained, and all options of it: one form a training, three beneath each other for all in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from app.model.training_plan import VERBS, own_words
from app.turns import in_turns
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
    """The options of the chosen training. A form has hundreds of parts: each is made when it is first looked at, some
    rows at a time."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self.forms: dict[str, dict[str, OptionsForm]] = {}
        """Verb → the forms of its page, by the training that each is of."""

    def show_verb(self, verb: str) -> None:
        """Shows the options of a training."""
        if verb not in self._pages:
            self._pages[verb] = self._make(verb)
            self.addWidget(self._pages[verb])
        self.setCurrentWidget(self._pages[verb])

    def values(self, verb: str) -> dict[str, Any]:
        """The options that were changed; of all in order each training's own as one text."""
        changed = {one: form.values() for one, form in self.forms.get(verb, {}).items()}
        if verb != "all":
            return changed.get(verb, {})
        return {one.replace("-", "_"): own_words(one, values) for one, values in changed.items() if values}

    def _make(self, verb: str) -> QWidget:
        """A form, or for all in order one for each training, under its name."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.forms[verb] = {}
        in_turns(self, self._add_forms(verb, column))
        return page

    def _add_forms(self, verb: str, column: QVBoxLayout) -> Iterator[None]:
        for one in STAGES if verb == "all" else (verb,):
            if verb == "all":
                heading = QLabel(stage_words(one))
                heading.setObjectName("heading")
                column.addWidget(heading)
            form = self.forms[verb][one] = OptionsForm(VERBS[one], at_once=False)
            form.changed.connect(self.changed)
            column.addWidget(form)
            while form.grow():
                yield None
            yield None
        column.addStretch()
