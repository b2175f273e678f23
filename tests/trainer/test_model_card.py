"""What a model card says, and of what."""

from pathlib import Path

from engine.model_info import ModelInfo, Tag
from trainer.model_card import model_card, read_measured

SOURCE = {"name": "Leaves", "attribution": "Leaves by A | B, CC BY 4.0", "changes": "Recoloured."}
TRAINING = {
    "stage": "stage-one",
    "steps_done": 120,
    "pictures": 40,
    "options": {"preset": "tiny", "batch": 4},
    "git_commit": "abc",
    "sources": [SOURCE],
}


def info_of(**provenance) -> ModelInfo:
    tags = (Tag("red_hair", "hair", 0), Tag("blue_hair", "hair", 1), Tag("solo", "", 2))
    return ModelInfo("Leaf", "stage-two", {}, tags, 64, provenance)


def test_a_card_tells_training_licences_and_what_was_measured(tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    events.write_text(
        '{"event": "step", "step": 110, "losses": {"l1": 0.5}}\n'
        '{"event": "step", "step": 120, "losses": {"l1": 0.25, "gan": null}}\n'
        '{"event": "evaluated", "step": 100, "losses": {"l1": 0.3}}\nno event\n{"event": "step", "step": 13'
    )
    measured = read_measured(events)
    assert measured == {"trained": (120, {"l1": 0.25}), "held out": (100, {"l1": 0.3})}
    file = tmp_path / "leaf.safetensors"
    file.write_bytes(bytes(2_000_000))
    card = model_card(info_of(storage="int8", trainings=[TRAINING, TRAINING]), file, measured)
    assert card.startswith("# Model card: Leaf\n")
    for line in (
        "| file | `leaf.safetensors`, 2.0 MB |",
        "| storage | int8 |",
        "| tags | hair (2) |",
        "| stage-one | 120 | 40 | preset tiny, batch 4; commit abc |",
        "| held out | 100 | l1 0.3 |",
    ):
        assert f"\n{line}\n" in card
    assert card.count("- Leaves by A \\| B, CC BY 4.0 Recoloured.") == 1, "each source is named once"


def test_a_model_without_a_history_has_a_card_too(tmp_path: Path) -> None:
    file = tmp_path / "leaf.safetensors"
    file.write_bytes(b"")
    card = model_card(info_of(source="networks released by the authors"), file, read_measured(tmp_path / "gone"))
    assert "networks released by the authors." in card and "Nothing was measured" in card
