"""The window: the only place that knows Qt.

The document (`app.model.document`) is the one source of truth for what the user made; every change to it is
an undo command. Nothing here imports torch: the engine does, on its own thread, once the window is shown.
"""

import sys


def _keep_singletons_alive() -> None:
    """Keeps the window from ending after some thousand Qt calls on Python 3.11.

    PySide6 6.12 returns None, True, False and NotImplemented without counting a reference, since they are
    immortal from Python 3.12 on. On 3.11 each call of a method that returns nothing takes one of the few
    thousand references that None has, and with the last one the interpreter stops ("deallocating None"). So
    each is given more than any program can use up.
    """
    import ctypes

    for singleton in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(singleton)).value += sys.maxsize // 2


if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    _keep_singletons_alive()
