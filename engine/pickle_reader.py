"""Opens the authors' `.pth` files in a process of its own and hands their tensors on as safetensors.

`python -m engine.pickle_reader` reads jobs as JSON from standard input, each
`{"source": FILE, "target": OUT, "names": [NAME, …]}`: the state dicts NAME of FILE go to OUT under the keys
`NAME.KEY`. Where FILE is itself one flat state dict, it counts as the first NAME. Its answer on standard
output is one JSON line, `{}` or `{"source": FILE, "error": what is wrong with it}`. A pickle can run code
if ever its careful reader has a hole; that line and safetensors are all that the importing process reads.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Mapping
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

from engine.sentences import Sentence, packed, reason_of


def convert(source: str, target: str, names: list[str]) -> None:
    """Does one job.

    Raises:
        ValueError: the file is none of the authors', damaged, or lacks the first of `names`.
        OSError: it cannot be read, or the target cannot be written.
    """
    try:
        with open(source, "rb") as file:
            loaded = torch.load(file, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        # torch's own text advises to open the file without protection: it is not passed on.
        raise ValueError(Sentence("it is damaged, or holds other things than tensors, and is not opened")) from error
    except (RuntimeError, EOFError, LookupError, AttributeError, TypeError) as error:
        raise ValueError(Sentence("it is damaged, or no PyTorch file")) from error
    found = state_dicts(loaded, names)
    tensors = {f"{name}.{key}": tensor for name, state in found.items() for key, tensor in state.items()}
    save_file({key: tensor.contiguous().clone() for key, tensor in tensors.items()}, target)


def state_dicts(loaded: Any, names: list[str]) -> dict[str, Mapping[str, Tensor]]:
    """The state dicts `names` in what a `.pth` file held; only the first of them has to be there.

    Raises:
        ValueError: it is not there, or no state dict; the text tells what is there instead.
    """
    if not isinstance(loaded, Mapping) or not loaded:
        raise ValueError(Sentence("it holds no state dict"))
    found = {name: loaded[name] for name in names if name in loaded}
    if not found and _is_state_dict(loaded):
        found = {names[0]: loaded}
    if names[0] not in found:
        entries = ", ".join(str(key) for key in list(loaded)[:5])
        raise ValueError(Sentence("it has no entry {name} but {entries}", name=repr(names[0]), entries=entries))
    for name, state in found.items():
        if not _is_state_dict(state):
            raise ValueError(Sentence("its entry {name} is no state dict", name=repr(name)))
    return found


def _is_state_dict(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and len(value) > 0
        and all(isinstance(key, str) and isinstance(tensor, Tensor) for key, tensor in value.items())
    )


def main() -> int:
    """Does the jobs of standard input; exit status 0, or 1 with the answer telling the first one that failed."""
    for job in json.load(sys.stdin):
        try:
            convert(job["source"], job["target"], job["names"])
        except (ValueError, OSError) as error:
            print(json.dumps({"source": job["source"], "error": packed([reason_of(error)])}))
            return 1
    print("{}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
