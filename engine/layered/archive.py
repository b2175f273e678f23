"""What the readers of files with layers share: a layer as it is stored, and where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

from PIL import Image

from engine.errors import PictureError
from engine.scaling import Size

MAX_FILE_BYTES = 1 << 30


@dataclass(frozen=True, eq=False)
class StoredLayer:
    """One layer of a file.

    Attributes:
        names: its own name and those of the groups it lies in, the innermost first.
        hidden: whether it or one of its groups is not shown.
    """

    names: tuple[str, ...]
    hidden: bool
    _read: Callable[[], tuple[Image.Image, tuple[int, int]]] = field(repr=False)

    def on_canvas(self, size: Size) -> Image.Image:
        """The layer as RGBA, in its place on a transparent canvas.

        Raises:
            PictureError: it is damaged, too large, or holds no pixels.
        """
        try:
            image, place = self._read()
        except (PictureError, MemoryError):
            raise
        except Exception as error:  # psd-tools raises many kinds for damaged data
            raise PictureError("The layer {layer} is damaged; save the file again.", layer=self.names[0]) from error
        canvas = Image.new("RGBA", size)
        canvas.paste(image, place)
        return canvas


def named(layers: Iterable[StoredLayer]) -> tuple[StoredLayer, ...]:
    """The layers, the topmost first, where one without a name is called by its place."""
    return tuple(
        layer if layer.names[0] else replace(layer, names=(f"Layer {number}", *layer.names[1:]))
        for number, layer in enumerate(layers, 1)
    )


def offset_of(element: ElementTree.Element) -> tuple[int, int] | None:
    """Where an element of a document lies, its x and y in pixels; None where that is not to be made out."""
    try:
        x, y = (round(float(element.get(axis) or 0)) for axis in ("x", "y"))
    except (ValueError, OverflowError):
        return None
    return x, y
