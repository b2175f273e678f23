"""The models of this machine: which there are and where they come from, how one is brought in, given to others, or
thrown away. Nothing here runs on the GUI thread but where it says so.

What takes a `Tell` can be called off: it then raises `Cancelled` within a moment, and everything is as it was.
"""

from __future__ import annotations

import enum
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFile

from app import training_process
from app.model.training_plan import file_name
from app.run_library import find_runs, read_notes
from app.training_process import MODEL_FILE
from app.translation import last_word, said
from engine.errors import NurieError, TrainingError, WeightsError
from engine.files import refusal_of, replaced_whole
from engine.model_info import ModelInfo, read_model_info
from engine.progress import Cancelled, Tell, untold, within
from engine.resources import DEFAULT_MODEL, SUFFIX, model_files, user_models_folder
from engine.sentences import TELL_VARIABLE
from trainer.options import ExportOptions

LOOK_S = 0.1
"""How often it is asked whether a command is to go on."""
END_S = 4.0
"""How long a command may take to end in order; then it is killed."""
_PIECE_BYTES = 1 << 22


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelLibrary", text)


class Source(enum.Enum):
    """Where a model comes from."""

    SHIPPED = "shipped"  # with the program
    OWN = "own"  # in the user's models folder: imported, or kept from a run
    RUN = "run"  # the newest weights of a run, which it may write anew at any time


@dataclass(frozen=True)
class ModelEntry:
    """A weights file as the list of models shows it.

    Attributes:
        path: the file; of a run its `model.safetensors`.
        source: where it comes from.
        size: in bytes.
        name: its own, of a run the run's.
        info: what it says of itself, None where it cannot be read.
        error: why not, one sentence; empty where it can.
    """

    path: Path
    source: Source
    size: int
    name: str
    info: ModelInfo | None
    error: str = ""

    @property
    def can_paint(self) -> bool:
        """Whether it colours: a tagger only names tags."""
        return self.info is not None and self.info.stage != "tagger"


def find_models() -> list[ModelEntry]:
    """Every model: the program's, the user's own, and the newest of each run."""
    shipped = DEFAULT_MODEL.parent
    found = [_entry(path, Source.SHIPPED if path.parent == shipped else Source.OWN) for path in model_files()]
    found += [_entry(run.root / MODEL_FILE, Source.RUN, run.name) for run in find_runs() if run.has_model]
    return [entry for entry in found if entry is not None]


def _entry(path: Path, source: Source, name: str = "") -> ModelEntry | None:
    try:
        size = path.stat().st_size
    except OSError:
        return None  # it is being thrown away
    try:
        info = read_model_info(path)
    except NurieError as error:
        return ModelEntry(path, source, size, name or path.stem, None, said(error))
    # Files kept from runs are named by run and step, which tells more than the name that all of them bear.
    return ModelEntry(path, source, size, name or (path.stem if source is Source.OWN else info.name), info)


def trained_steps(info: ModelInfo) -> int:
    """The steps of the last training that a model went through; 0 where it does not tell."""
    trainings = info.provenance.get("trainings") or [{}]
    steps = trainings[-1].get("steps_done", 0)
    return steps if isinstance(steps, int) else 0


def keep_model(root: Path) -> Path:
    """Copies a run's newest weights to the user's models, named by run and step, so that the training may go on
    writing its own.

    Returns:
        The copy.

    Raises:
        NurieError: there are no weights yet, or they cannot be copied.
    """
    source = root / MODEL_FILE
    name = read_notes(root).name or root.name
    target = user_models_folder() / f"{file_name(name, 'model')} {trained_steps(read_model_info(source))}{SUFFIX}"
    return target if target.exists() else _copy(source, target)


def add_models(paths: Sequence[Path], tell: Tell = untold) -> Path:
    """Copies weights files of others to the user's models; what lies there already is not copied again.

    Args:
        paths: one at least.
        tell: told the share that is copied.

    Returns:
        Where the last of them lies.

    Raises:
        WeightsError: one is none of ours, or damaged.
        TrainingError: one cannot be copied.
        Cancelled: it was called off.
    """
    made: list[Path] = []
    try:
        for place, path in enumerate(paths):
            made.append(add_model(path, within(tell, place / len(paths), (place + 1) / len(paths))))
    except Cancelled:
        for copy in set(made) - set(paths):
            copy.unlink(missing_ok=True)
        raise
    return made[-1]


def add_model(path: Path, tell: Tell = untold) -> Path:
    """Copies somebody's weights file to the user's models; one that lies there is not copied again. As `add_models`."""
    read_model_info(path)
    target = free_name(path.stem)
    return path if path.parent.resolve() == target.parent.resolve() else _copy(path, target, tell)


def free_name(stem: str) -> Path:
    """A file in the user's models folder that is not there yet, called after `stem`."""
    folder, stem, number = user_models_folder(), file_name(stem, "model"), 1
    path = folder / f"{stem}{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{stem} {number}{SUFFIX}"
    return path


def import_released(encoder: Path, generator: Path, mapping: Path | None, tell: Tell = untold) -> Path:
    """Brings in files as the paper's authors released them, by the command `import-weights`; takes a minute.

    Args:
        encoder, generator, mapping: see `engine.released.import_weights`.
        tell: asked whether to go on; always told 0, as nobody knows the share.

    Returns:
        The weights file, in the user's models folder.

    Raises:
        WeightsError: a file is missing, damaged or another network, or the files do not belong together.
        TrainingError: the models folder cannot be written.
        Cancelled: it was called off.
    """
    target = free_name(generator.stem)
    files = {"--encoder": encoder, "--generator": generator, "--mapping": mapping}
    words = [word for flag, file in files.items() if file is not None for word in (flag, str(file.absolute()))]
    _make([target], ["import-weights", *words], tell)
    return target


def export_model(model: Path, out: Path, storage: str, name: str = "", tell: Tell = untold) -> None:
    """Writes a model for others with a model card beside it, by the command `train export`.

    Args:
        model: weights file; beside a run's lies what was measured.
        out: the `.safetensors` file to write; the card gets the suffix `.md`.
        storage: `int8`, `fp16`, `bf16` or `fp32`.
        name: what the model is to be called; its own name where empty.
        tell: as `import_released`.

    Raises:
        WeightsError: the model cannot be read, the file not written, or its folder is not there.
        TrainingError: `out` is the model itself, or no name for one, or cannot be written.
        Cancelled: it was called off.
    """
    if refusal := refusal_of(out):
        raise WeightsError(refusal)
    options = ExportOptions(model=model, out=out, card=True)
    options.validate()
    words = ["train", "export", str(model.absolute()), "--storage", storage, "--card"]
    _make([out, options.card_file], [*words, *(["--name", name] if name else [])], tell)


def throw_away_model(path: Path) -> None:
    """Moves a model of the user's own to the waste basket.

    Raises:
        TrainingError: it is not the user's own, or the system has no waste basket for that place.
    """
    if path.parent.resolve() != user_models_folder().resolve():
        raise TrainingError(_tr("{model} belongs to the program or to a run.").format(model=path.name))
    if not QFile.moveToTrash(str(path)):
        raise TrainingError(_tr("{model} could not be moved to the waste basket.").format(model=path))


def _copy(source: Path, target: Path, tell: Tell = untold) -> Path:
    try:
        with replaced_whole(target) as part, source.open("rb") as file, part.open("wb") as copy:
            size = max(1, os.fstat(file.fileno()).st_size)
            while piece := file.read(_PIECE_BYTES):
                tell(min(1.0, copy.tell() / size))
                copy.write(piece)
    except OSError as error:
        raise _cannot_be_written(target, error) from error
    return target


def _cannot_be_written(target: Path, error: OSError) -> TrainingError:
    reason = error.strerror or error
    return TrainingError(_tr("{model} cannot be written: {reason}.").format(model=target, reason=reason))


def _make(targets: Sequence[Path], command: Sequence[str], tell: Tell) -> None:
    """Has one of the program's own commands make files: in a folder beside them, from which they take their places
    once it ends well. Where it does not, nothing is left of them, even where it had to be killed.

    Args:
        targets: the one that the command is told by `-o`, and those that it makes of itself.
        tell: told 0 again and again; where it raises, the command is ended.
    """
    beside = targets[0].parent
    try:
        beside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(".part", ".nurie-", beside, ignore_cleanup_errors=True) as folder:
            # A bare name, so that errors tell of no folder that is gone; no option, whatever it begins with.
            _run([*command, "-o", os.path.join(os.curdir, targets[0].name)], folder, tell)
            for target in targets:
                os.replace(Path(folder) / target.name, target)
    except OSError as error:
        raise _cannot_be_written(targets[0], error) from error


def _run(command: Sequence[str], folder: str, tell: Tell) -> None:
    """Runs a command in a folder to its end: it loads torch, which the window's process need not."""
    try:
        process = subprocess.Popen(
            [*training_process.PROGRAM, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, TELL_VARIABLE: "json"},
        )
    except OSError as error:
        raise WeightsError(_tr("The command could not be started: {reason}.").format(reason=error)) from error
    try:
        while (words := _last_words(process, LOOK_S)) is None:
            tell(0.0)
    except Cancelled:
        process.terminate()  # it takes away what is half written, and ends who works for it
        if _last_words(process, END_S) is None:
            process.kill()
            process.communicate()
        raise
    if process.returncode != 0:
        told = last_word(words.decode("utf-8", "replace"))
        raise WeightsError(told or _tr("The command ended without a word."))


def _last_words(process: subprocess.Popen[bytes], seconds: float) -> bytes | None:
    """What a process said on standard error; None where it has not ended within that time."""
    try:
        return process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        return None
