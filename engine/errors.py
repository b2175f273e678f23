"""The errors a user can meet, each one sentence that says what, which file, and what to do."""

from __future__ import annotations

from engine.sentences import Sentence


class NurieError(Exception):
    """Base of every error whose text is meant for the user.

    `str(error)` is one clear sentence in English, `sentence` the same as it can be said in another language.
    Anything that is not a `NurieError` is a defect of the program.

    Args:
        text: the sentence, or its template; see `Sentence`.
        values: what is filled in.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        self.sentence = text if isinstance(text, Sentence) and not values else Sentence(text, **values)
        super().__init__(self.sentence)


class UsageError(NurieError):
    """Options of a command have values that cannot be used, or that do not go together."""


class PictureError(NurieError):
    """A picture cannot be read or written: no picture, truncated, empty, over the pixel cap."""


class WeightsError(NurieError):
    """A weights file is missing, damaged, or of another kind."""


class TagError(NurieError):
    """A tag is not known to the model, or its value lies outside 0 to 5."""


class ProjectError(NurieError):
    """A project cannot be opened or saved: damaged, of another kind, too new, or the disk refuses."""


class BatchError(NurieError):
    """A batch cannot begin: no sketches, nothing to take colours from, or a place that cannot be written to."""


class ColorizeError(NurieError):
    """The networks gave no usable picture (NaN, or one flat colour from a drawing that is not flat)."""


class DeviceError(NurieError):
    """The device or precision asked for does not exist on this machine, or its memory is too small."""


class MemoryTooSmallError(DeviceError):
    """The memory of the device is too small for the picture."""


class DataError(NurieError):
    """A data folder is missing something, damaged, or of another format version."""


class TrainingError(NurieError):
    """A training cannot start, resume or go on."""
