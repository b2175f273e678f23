"""What is asked when models are brought in, given away or thrown away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.settings import Settings
from app.ui.confirm import confirm_throw_away
from app.ui.theme import GRID
from engine.resources import SUFFIX

Roles = tuple[Path, Path, Path | None]
"""The authors' files: encoder, generator, and mapping network where there is one."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelQuestions", text)


def choose_import(parent: QWidget, settings: Settings) -> list[Path]:
    """Asks for weights files of others; none when the user thinks better of it."""
    patterns = _tr("Models (*.safetensors *.pth)")
    names, _ = QFileDialog.getOpenFileNames(parent, _tr("Import Models"), str(settings.folder("model")), patterns)
    if names:
        settings.set_folder("model", Path(names[0]).parent)
    return [Path(name) for name in names]


def ask_roles(parent: QWidget, settings: Settings, paths: list[Path]) -> Roles | None:
    """Asks which of the authors' files is which network, having guessed by their names."""
    dialog = RolesDialog(settings, paths, parent)
    return dialog.roles() if dialog.exec() else None


def ask_export(parent: QWidget, settings: Settings, name: str) -> tuple[Path, str] | None:
    """Asks where a model is written, and how small.

    Returns:
        The file, and how numbers lie in it.
    """
    dialog = QFileDialog(parent, _tr("Export Model"), str(settings.folder("export")))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    small, whole = _tr("Small: 8 bits a weight (*.safetensors)"), _tr("Whole: 32 bits a weight (*.safetensors)")
    dialog.setNameFilters([small, whole])
    dialog.setDefaultSuffix(SUFFIX[1:])
    dialog.selectFile(f"{name.replace('/', '-')}{SUFFIX}")
    if not dialog.exec():
        return None
    path = Path(dialog.selectedFiles()[0])
    settings.set_folder("export", path.parent)
    return path, "int8" if dialog.selectedNameFilter() == small else "fp32"


def ask_throw_away(parent: QWidget, name: str) -> bool:
    """Asks whether a model goes to the waste basket."""
    what = _tr("Projects that were painted with it will ask for it.")
    return confirm_throw_away(parent, _tr("Throw Away Model"), name, what)


def guess_roles(paths: list[Path]) -> tuple[Path | None, Path | None, Path | None]:
    """Encoder, generator and mapping network by the names that the authors gave their files."""
    found: dict[str, Path] = {}
    for path in paths:
        name = path.stem.lower()
        role = next((role for part, role in _MARKS.items() if part in name), None)
        if role is not None:
            found.setdefault(role, path)
    return found.get("encoder"), found.get("generator"), found.get("mapping")


_MARKS = {"mapping": "mapping", "resnet": "encoder", "encoder": "encoder", "color": "generator", "gen": "generator"}


class RolesDialog(QDialog):
    """Three files, the third of which may be left out.

    Args:
        settings: where dialogs were last.
        paths: what was chosen; others can be chosen for each network.
    """

    def __init__(self, settings: Settings, paths: list[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(_tr("Networks of the Paper's Authors"))
        self.setMinimumWidth(68 * GRID)
        names = (_tr("Encoder"), _tr("Generator"), _tr("Mapping network"))
        hints = (_tr("needed"), _tr("needed"), _tr("without it tags cannot be moved"))
        form = QFormLayout()
        form.setSpacing(GRID)
        self.fields: list[QLineEdit] = []
        for name, hint, path in zip(names, hints, guess_roles(paths), strict=True):
            field = QLineEdit("" if path is None else str(path))
            field.setPlaceholderText(hint)
            field.setAccessibleName(name)
            field.textChanged.connect(self._check)
            browse = QPushButton(_tr("Choose…"))
            browse.setAccessibleName(_tr("Choose a file: {name}").format(name=name))
            browse.clicked.connect(lambda _checked=False, field=field: self._browse(field))
            row = QHBoxLayout()
            row.addWidget(field, 1)
            row.addWidget(browse)
            form.addRow(QLabel(name), row)
            self.fields.append(field)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        words = QLabel(
            _tr("Files that were trained together become one model. They are opened in a process of their own.")
        )
        words.setObjectName("detail")
        words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(words)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self._check()

    def roles(self) -> Roles:
        """What was chosen."""
        encoder, generator, mapping = (field.text().strip() for field in self.fields)
        return Path(encoder), Path(generator), Path(mapping) if mapping else None

    def _check(self) -> None:
        whole = all(field.text().strip() for field in self.fields[:2])
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(whole)

    def _browse(self, field: QLineEdit) -> None:
        folder = str(self._settings.folder("model"))
        name, _ = QFileDialog.getOpenFileName(self, _tr("Import Models"), folder, _tr("Networks (*.pth)"))
        if name:
            field.setText(name)
