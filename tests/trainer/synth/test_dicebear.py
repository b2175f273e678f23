import io

import numpy as np
import pytest
import resvg_py
from PIL import Image

from trainer.data.synth.dicebear_shapes import avatar_shapes, parts, variant_names


@pytest.mark.parametrize("style", ["adventurer", "lorelei"])
def test_shapes_draw_what_dicebear_draws(style: str) -> None:
    from dicebear import Avatar, Style

    from trainer.data.synth.dicebear_shapes import definition

    units = definition(style)["canvas"]["width"]
    variants = {part: variant_names(style, part)[0] for part in parts(style) if part != "beard"}
    shapes = avatar_shapes(style, variants | {"beard": None} if style == "lorelei" else variants)
    colors = {name: f"#{i + 3:x}{15 - i:x}{i:x}".ljust(7, "8") for i, name in enumerate(definition(style)["colors"])}
    body = "".join(
        f'<path d="{s.path.svg()}" fill="{colors.get(s.fill or "", s.fill)}" opacity="{s.opacity}"/>' for s in shapes
    )
    options = {"seed": "x", "beardProbability": 0} | {f"{name}Color": [color] for name, color in colors.items()}
    for part, variant in variants.items():
        options |= {f"{part}Variant": variant, f"{part}Probability": 100}
    if style == "adventurer":
        del options["beardProbability"]
    theirs = _picture(str(Avatar(Style(definition(style)), options)))
    ours = _picture(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {units} {units}">{body}</svg>')
    assert (np.abs(ours - theirs).max(-1) > 60).mean() < 0.005


def _picture(svg: str) -> np.ndarray:
    png = resvg_py.svg_to_bytes(svg_string=svg, width=200, height=200, background="#fff", skip_system_fonts=True)
    return np.array(Image.open(io.BytesIO(bytes(png))).convert("RGB")).astype(int)
