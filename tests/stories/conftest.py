"""The stories use the window of the app's tests."""

from tests.app.conftest import (  # noqa: F401 (fixtures)
    make_window,
    model_path,
    reference_path,
    settings,
    sketch_path,
    window,
)
