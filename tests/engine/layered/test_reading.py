import io
import struct
import zipfile
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import Resource
from psd_tools.psd.image_resources import ImageResource, VersionInfo

from engine.errors import PictureError
from engine.image_io import decode_picture, read_picture
from engine.layered import reading


def png(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def archive(path: Path, **members: bytes | str) -> Path:
    names = {"merged": "mergedimage.png", "stack": "stack.xml", "ink": "data/ink.png", "doc": "maindoc.xml"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(names.get(name, name), data)
    return path


MERGED = png(Image.new("RGB", (30, 20), (200, 100, 50)))
INK = png(Image.new("RGBA", (4, 4), (0, 0, 0, 255)))
STACK = (
    '<image w="30" h="20"><stack><stack name="Head"><layer name="Ink" src="data/ink.png" x="2" y="3"/></stack>'
    '<layer name="Ink" src="data/ink.png" visibility="hidden"/><layer name="Ink" src="data/gone.png"/></stack></image>'
)


@pytest.fixture
def ora(tmp_path: Path) -> Path:
    return archive(tmp_path / "a.ora", merged=MERGED, stack=STACK, ink=INK)


def test_ora_merged_and_by_layer(ora: Path) -> None:
    merged = read_picture(ora)
    assert merged.pixels[0, 0].tolist() == [200, 100, 50] and merged.layer == ""
    assert merged.layers == ("Head / Ink", "Ink", "Ink (2)")
    layer = read_picture(ora, "Head / Ink")
    assert layer.layer == "Head / Ink" and layer.layers == merged.layers
    assert layer.alpha is not None and layer.alpha.shape == (20, 30)
    assert layer.alpha[3:7, 2:6].min() == 255 and layer.alpha.sum() == 16 * 255
    assert layer.pixels[3, 2].tolist() == [0, 0, 0] and layer.pixels[0, 0].tolist() == [255, 255, 255]
    assert decode_picture(ora.read_bytes(), "x").layers == merged.layers


def test_a_layer_that_is_not_there_or_broken(ora: Path, tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"no layer Foo; its layers are Head / Ink"):
        read_picture(ora, "Foo")
    with pytest.raises(PictureError, match="layer Ink is damaged"):
        read_picture(ora, "Ink (2)")
    (tmp_path / "flat.png").write_bytes(MERGED)
    with pytest.raises(PictureError, match="has no layers"):
        read_picture(tmp_path / "flat.png", "Ink")


def test_kra_has_its_merged_picture(tmp_path: Path) -> None:
    picture = read_picture(archive(tmp_path / "a.kra", merged=MERGED, doc="<DOC/>"))
    assert (picture.width, picture.height) == (30, 20) and picture.layers == ()


@pytest.mark.parametrize(
    "stack",
    [
        "<image><stack>",
        '<!DOCTYPE a [<!ENTITY b "b">]><image><stack><layer name="a" src="data/ink.png"/></stack></image>',
        '<image><stack><layer name="a" src="data/ink.png" x="none"/></stack></image>',
    ],
)
def test_an_odd_stack_has_no_layers_but_its_picture(tmp_path: Path, stack: str) -> None:
    picture = read_picture(archive(tmp_path / "a.ora", merged=MERGED, stack=stack, ink=INK))
    assert picture.layers == () and picture.width == 30


def test_layers_without_a_name_are_called_by_their_place(tmp_path: Path) -> None:
    layer = '<layer name="{}" src="data/ink.png" x="{}"/>'.format
    stack = f"<stack>{layer('Layer 2', 1)}{layer('', 2)}<stack>{layer('', 3)}</stack>{layer('Layer 2', 4)}</stack>"
    path = archive(tmp_path / "a.ora", merged=MERGED, stack=f"<image>{stack}</image>", ink=INK)
    names = ("Layer 2", "Layer 2 (2)", "Layer 3", "Layer 2 (3)")
    assert read_picture(path).layers == names
    for place, name in enumerate(names, 1):
        picture = read_picture(path, name)
        assert picture.layer == name and int(picture.pixels[0, :, 0].argmin()) == place


def test_an_odd_offset_costs_its_own_layer_alone(tmp_path: Path) -> None:
    layers = "".join(
        f'<layer name="{place}" src="data/ink.png" x="{place}"/>'
        for place in ("3.0", "", "4.6", "none", "nan", "1e999")
    )
    path = archive(tmp_path / "a.ora", merged=MERGED, stack=f"<image><stack>{layers}</stack></image>", ink=INK)
    assert read_picture(path).layers == ("3.0", "Layer 2", "4.6")
    places = [int(read_picture(path, name).pixels[0, :, 0].argmin()) for name in ("3.0", "Layer 2", "4.6")]
    assert places == [3, 0, 5]


def test_a_layer_cannot_lead_out_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(INK)
    stack = '<image><stack><layer name="a" src="../outside.png"/></stack></image>'
    path = archive(tmp_path / "a.ora", merged=MERGED, stack=stack)
    with pytest.raises(PictureError):
        read_picture(path, "a")


def test_damaged_bombs_and_other_archives_are_one_sentence(
    tmp_path: Path, ora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cut.ora").write_bytes(ora.read_bytes()[:200])
    (tmp_path / "start.psd").write_bytes(b"8BPS")
    archive(tmp_path / "empty.kra", doc="<DOC/>")
    archive(tmp_path / "book.zip", text="hello")
    archive(tmp_path / "text.ora", merged=b"no picture", stack=STACK)
    for name, words in {
        "cut.ora": "damaged or cut short",
        "start.psd": "damaged or cut short",
        "empty.kra": "keeps no merged picture",
        "book.zip": "no picture that can be opened",
        "text.ora": "no picture that can be opened",
    }.items():
        with pytest.raises(PictureError, match=words) as caught:
            read_picture(tmp_path / name)
        assert name in str(caught.value)
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 1000)
    bomb = archive(tmp_path / "bomb.ora", merged=MERGED + bytes(100_000), stack=STACK)
    assert bomb.stat().st_size < 1000
    with pytest.raises(PictureError, match="larger than"):
        read_picture(bomb)


def test_psd_in_groups_hidden_and_out_of_bounds(tmp_path: Path) -> None:
    psd = PSDImage.new("RGBA", (30, 20))
    group = psd.create_group(name="Head")
    lines = psd.create_pixel_layer(Image.new("RGBA", (10, 10), (0, 0, 0, 255)), top=-5, left=25)
    lines.name = "線画"
    ink = psd.create_pixel_layer(Image.new("RGBA", (4, 4), (0, 0, 0, 255)), name="Ink", top=3, left=2)
    group.append(ink)
    ink.visible = False
    with (tmp_path / "a.psd").open("wb") as file:
        psd._record.write(file)
    picture = read_picture(tmp_path / "a.psd")
    assert set(picture.layers) == {"Head / Ink", "線画"}
    alpha = read_picture(tmp_path / "a.psd", "線画").alpha
    assert alpha is not None and alpha[:5, 25:].min() == 255 and int((alpha > 0).sum()) == 25
    alpha = read_picture(tmp_path / "a.psd", "Head / Ink").alpha
    assert alpha is not None and int((alpha > 0).sum()) == 16


def unmerged(path: Path, depth: Literal[8, 16] = 8, layers: bool = True) -> Path:
    """As Photoshop writes it where compatibility is never maximised: the merged picture is a placeholder."""
    psd = PSDImage.new("RGB", (12, 8), depth=depth)  # black
    if layers:
        psd.create_pixel_layer(Image.new("RGB", (12, 8), "white"), name="Paper")
        psd.create_pixel_layer(Image.new("RGBA", (4, 2), (200, 0, 0, 255)), name="Ink", top=1, left=2)
    version = VersionInfo(has_composite=False, writer="Adobe Photoshop", reader="Adobe Photoshop")
    psd.image_resources[Resource.VERSION_INFO] = ImageResource(key=Resource.VERSION_INFO, data=version.tobytes())
    with path.open("wb") as file:
        psd._record.write(file)
    assert not PSDImage.open(path).has_preview()
    return path


@pytest.mark.parametrize("depth", [8, 16])
def test_the_layers_of_a_psd_without_a_merged_picture_are_put_together(tmp_path: Path, depth: Literal[8, 16]) -> None:
    picture = read_picture(unmerged(tmp_path / "a.psd", depth))
    assert picture.layers == ("Ink", "Paper")
    assert picture.pixels[1, 2].tolist() == [200, 0, 0] and picture.pixels[2, 5].tolist() == [200, 0, 0]
    assert picture.pixels[0, 0].tolist() == picture.pixels[3, 2].tolist() == [255, 255, 255]


def test_a_psd_whose_layers_cannot_be_put_together_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_psd: PSDImage) -> Image.Image:
        raise ImportError("Vector shape rendering requires: aggdraw")

    monkeypatch.setattr(PSDImage, "composite", refuse)
    with pytest.raises(PictureError, match=r"a\.psd keeps no merged picture"):
        read_picture(unmerged(tmp_path / "a.psd"))


def test_a_flat_psd_is_read_whatever_it_says_of_itself(tmp_path: Path) -> None:
    assert read_picture(unmerged(tmp_path / "flat.psd", layers=False)).pixels.max() == 0


@pytest.mark.parametrize(("disabled", "seen"), [(False, [0, 255, 128, 0]), (True, [255, 255, 255, 255])])
def test_the_mask_of_a_layer_in_a_psd_hides_its_pixels(tmp_path: Path, disabled: bool, seen: list[int]) -> None:
    psd = PSDImage.new("RGB", (8, 4))
    ink = psd.create_pixel_layer(Image.new("RGBA", (4, 2), (0, 0, 0, 255)), name="Ink", top=1, left=2)
    ink.remove_mask()  # of the alpha
    ink.create_mask(Image.frombytes("L", (2, 2), bytes([255, 128] * 2)), top=1, left=3)
    assert ink.mask is not None
    ink.mask._data.flags.mask_disabled = disabled
    ink.mask._data.background_color = 0
    psd.save(tmp_path / "masked.psd")
    alpha = read_picture(tmp_path / "masked.psd", "Ink").alpha
    assert alpha is not None and alpha[1, 2:6].tolist() == seen


@pytest.mark.parametrize("depth", [8, 16])
def test_psb(tmp_path: Path, depth: Literal[8, 16]) -> None:
    psd = PSDImage.new("RGB", (6, 4), color=(255, 128, 0) if depth == 8 else (1.0, 0.5, 0.0), depth=depth)
    psd._record.header.version = 2
    psd.create_pixel_layer(Image.new("RGBA", (2, 1), (0, 0, 0, 255)), name="Ink", top=1, left=2)
    with (tmp_path / "large.psb").open("wb") as file:
        psd._record.write(file)
    picture = read_picture(tmp_path / "large.psb")
    assert np.abs(picture.pixels[0, 0].astype(int) - (255, 128, 0)).max() <= 1 and picture.layers == ("Ink",)
    assert read_picture(tmp_path / "large.psb", "Ink").pixels[1, 2].tolist() == [0, 0, 0]


def test_psd_of_16_bits(tmp_path: Path) -> None:
    psd = PSDImage.new("RGB", (6, 4), color=(1.0, 0.5, 0.0), depth=16)
    with (tmp_path / "deep.psd").open("wb") as file:
        psd._record.write(file)
    pixel = read_picture(tmp_path / "deep.psd").pixels[0, 0]
    assert np.abs(pixel.astype(int) - (255, 128, 0)).max() <= 1


def test_the_name_of_the_outermost_stack_is_no_groups(tmp_path: Path) -> None:
    stack = (
        '<image><stack name="root" x="0" y="0"><layer name="Ink" src="data/ink.png"/>'
        '<stack name="Girl"><layer name="Hair" src="data/ink.png"/></stack></stack></image>'
    )
    path = archive(tmp_path / "krita.ora", merged=png(Image.new("RGB", (20, 10))), stack=stack)
    assert read_picture(path).layers == ("Ink", "Girl / Hair")


def test_packed_bytes_that_were_changed_are_one_sentence(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.ora", merged=png(Image.effect_noise((40, 40), 90).convert("RGB")), stack=STACK)
    with zipfile.ZipFile(whole) as file:
        place = file.getinfo("mergedimage.png").header_offset + 30 + len("mergedimage.png")
    data = bytearray(whole.read_bytes())
    data[place : place + 8] = b"\xff" * 8  # no deflate stream begins so
    with pytest.raises(PictureError, match="damaged or cut short"):
        decode_picture(bytes(data), "a.ora")


def test_grey_lines_on_transparency_in_a_psd_stay_lines(tmp_path: Path) -> None:
    """As ImageMagick writes them: one channel of grey, black all over, and one of transparency."""
    drawing = np.zeros((20, 30), np.uint8)
    drawing[10, 5:25] = 255
    header = b"8BPS" + struct.pack(">H6xHIIHH", 1, 2, 20, 30, 8, 1)
    layers = struct.pack(">IIh", 6, 2, 0)  # no layer
    merged = struct.pack(">H", 0) + np.zeros_like(drawing).tobytes() + drawing.tobytes()
    path = tmp_path / "grey.psd"
    path.write_bytes(header + struct.pack(">II", 0, 0) + layers + merged)
    picture = read_picture(path)
    assert picture.alpha is not None and (picture.alpha == drawing).all()
    assert (picture.pixels[..., 0] == 255 - drawing).all()
