"""The options of every trainer verb, one dataclass a command: no torch, no Qt.

The command line, the window's "advanced" page and a run's `options.json` are all built from these
fields; the text under `help` is their one documentation.
"""

from trainer.options.all_stages import STAGES, AllOptions
from trainer.options.data import PrepareOptions, SynthOptions
from trainer.options.fields import LINE_STYLES, LineStyle, flag_of, option, required
from trainer.options.files import from_json, read_options, resumed, to_json, write_options
from trainer.options.hardware import ROOM_BYTES, fitting, hardware_of
from trainer.options.measuring import AblateOptions, BenchmarkOptions, EvaluateOptions, ExportOptions
from trainer.options.stages import StageOneOptions, StageTwoOptions, TaggerOptions
from trainer.options.training import TrainOptions

__all__ = [
    "LINE_STYLES",
    "ROOM_BYTES",
    "STAGES",
    "AblateOptions",
    "AllOptions",
    "BenchmarkOptions",
    "EvaluateOptions",
    "ExportOptions",
    "LineStyle",
    "PrepareOptions",
    "StageOneOptions",
    "StageTwoOptions",
    "SynthOptions",
    "TaggerOptions",
    "TrainOptions",
    "fitting",
    "flag_of",
    "from_json",
    "hardware_of",
    "option",
    "read_options",
    "required",
    "resumed",
    "to_json",
    "write_options",
]
