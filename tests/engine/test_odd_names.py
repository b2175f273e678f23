"""Files whose names are in no encoding at all, as systems where names are bytes have them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from engine.painting_settings import read_settings
from tests.engine.tiny_models import colors, drawing, write_model

MAIN = Path(__file__).parents[2] / "main.py"


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode elsewhere")
@pytest.mark.parametrize("suffix", [".png", ".ora", ".psd"])
def test_they_are_painted_and_told(tmp_path: Path, suffix: str) -> None:
    Image.fromarray(drawing().pixels).save(tmp_path / "s\udce9.png")
    Image.fromarray(colors().pixels).save(tmp_path / "r\udce9.png")
    write_model(tmp_path / "model.safetensors")
    words = ["colorize", "s\udce9.png", "--reference", "r\udce9.png", "-o", f"o\udce9{suffix}", "--json"]
    words += ["--model", "model.safetensors", "--device", "cpu", "--precision", "fp32"]
    done = subprocess.run([sys.executable, str(MAIN), *words], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["output"] == f"o\udce9{suffix}"
    assert (tmp_path / f"o\udce9{suffix}").is_file()
    if suffix == ".png":
        assert read_settings(tmp_path / "o\udce9.png") is not None
