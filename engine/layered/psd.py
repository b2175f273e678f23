"""Writing PSD with psd-tools' structures of the file format.

Its higher level would render the merged picture anew, in floating point and beyond the memory that a large
picture leaves; ours is known already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from psd_tools.constants import BlendMode, ChannelID, ColorMode, Compression, Resource, Tag
from psd_tools.psd import PSD, ChannelImageData, LayerInfo, LayerRecords
from psd_tools.psd.header import FileHeader
from psd_tools.psd.image_data import ImageData
from psd_tools.psd.image_resources import ImageResource, ImageResources
from psd_tools.psd.layer_and_mask import (
    ChannelData,
    ChannelDataList,
    ChannelInfo,
    LayerAndMaskInformation,
    LayerFlags,
    LayerRecord,
)

from engine.color_profiles import srgb_profile
from engine.layered.stack import MAKING, Blend, Layer
from engine.metadata import XMP_NAMESPACE
from engine.progress import Tell, untold, within

_BLENDS: dict[Blend, BlendMode] = {"normal": BlendMode.NORMAL, "multiply": BlendMode.MULTIPLY}
_CHANNELS = (ChannelID.CHANNEL_0, ChannelID.CHANNEL_1, ChannelID.CHANNEL_2)
# Every program that reads PSD reads this compression.
_COMPRESSION = Compression.RLE
_PACKING = 0.9  # the share of the work; the rest is writing


def write_psd(
    path: Path, layers: Sequence[Layer], merged: np.ndarray, metadata: Mapping[str, str], tell: Tell = untold
) -> None:
    """Writes layers, the topmost first, and the merged picture, uint8 RGB `[H, W, 3]`; the metadata as XMP.

    Raises:
        OSError: the disk refuses.
        Cancelled: `tell` said so.
    """
    share = _PACKING / (len(layers) + 1)
    height, width = merged.shape[:2]
    header = FileHeader(width=width, height=height, depth=8, channels=3, color_mode=ColorMode.RGB)
    resources = ImageResources.new()
    for key, data in ((Resource.ICC_PROFILE, srgb_profile()), (Resource.XMP_METADATA, _xmp(metadata))):
        resources[key] = ImageResource(key=key, data=data)
    # In the file the lowest comes first.
    stored = [
        _stored(layer, within(tell, number * share, (number + 1) * share))
        for number, layer in enumerate(reversed(layers))
    ]
    info = LayerInfo(
        layer_count=len(stored),
        layer_records=LayerRecords([record for record, _ in stored]),
        channel_image_data=ChannelImageData([channels for _, channels in stored]),
    )
    tell(len(layers) * share)
    image = ImageData(compression=_COMPRESSION)
    image.set_data([_plane(merged, number) for number in range(3)], header)
    layers_part = LayerAndMaskInformation(layer_info=info)
    psd = PSD(header=header, image_resources=resources, layer_and_mask_information=layers_part, image_data=image)
    tell(_PACKING)
    with path.open("wb") as file:
        psd.write(file)


def _stored(layer: Layer, tell: Tell) -> tuple[LayerRecord, ChannelDataList]:
    tell(0.0)
    pixels = layer.make(within(tell, 0.0, MAKING))
    height, width = pixels.shape[:2]
    planes = [(ChannelID.TRANSPARENCY_MASK, 3), *((key, number) for number, key in enumerate(_CHANNELS))]
    record = LayerRecord(
        bottom=height,
        right=width,
        blend_mode=_BLENDS[layer.blend],
        flags=LayerFlags(visible=layer.visible),
        name=layer.name,
    )
    record.tagged_blocks.set_data(Tag.UNICODE_LAYER_NAME, layer.name)
    channels = ChannelDataList()
    for count, (key, number) in enumerate(planes):
        tell(MAKING + (1 - MAKING) * count / len(planes))
        data = ChannelData(_COMPRESSION)
        data.set_data(_plane(pixels, number), width, height, 8)
        record.channel_info.append(ChannelInfo(key, len(data.data) + 2))
        channels.append(data)
    return record, channels


def _plane(pixels: np.ndarray, number: int) -> bytes:
    """One channel; wholly opaque where there is none. Bytes would be gathered with Python's lock held, and the window
    waits for it."""
    height, width, depth = pixels.shape
    plane = np.ascontiguousarray(pixels[..., number]) if number < depth else np.full((height, width), 255, np.uint8)
    return cast(bytes, plane.data.cast("B"))  # psd-tools slices it and no more


def _xmp(metadata: Mapping[str, str]) -> bytes:
    """What Photoshop shows as the file's information: the program as its creator, the rest in our namespace."""
    values = "".join(
        f"<nurie:{key}>{escape(text)}</nurie:{key}>" for key, text in metadata.items() if key != "Software"
    )
    creator = quoteattr(metadata.get("Software", "Nurie"))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        f'xmlns:nurie="{XMP_NAMESPACE}" xmp:CreatorTool={creator}>{values}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
