"""What the window needs of the engine's session (`engine.session.Session`): tests and tools have others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Protocol

from engine.requests import ColorizeRequest, ColorizeResult, Failure

OnAnswer = Callable[[ColorizeResult | Failure], Any]


class IdleSession(Protocol):
    """What pictures on the side need."""

    def submit_idle(self, request: ColorizeRequest, first: bool = False) -> None: ...
    def cancel_idle(self, numbers: Collection[int]) -> None: ...


class SessionLike(IdleSession, Protocol):
    """What the document's own result needs as well."""

    def submit(self, request: ColorizeRequest) -> None: ...
    def warm_up(self, model: Path) -> None: ...
    def call_off(self) -> None: ...
    def close(self) -> None: ...
