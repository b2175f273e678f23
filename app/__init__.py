"""The window: the only place that knows Qt.

The document (`app.model.document`) is the one source of truth for what the user made; every change to it is
an undo command. Nothing here imports torch: the engine does, on its own thread, once the window is shown.
"""

from app import interpreter

interpreter.pin_singletons()
interpreter.hand_over_sooner()
