"""Many colourings are seen at once, while the work goes on, and one of them is taken."""

import pytest
from PySide6.QtCore import Qt

from app.picture_sources import PictureSource
from engine.requests import LineSettings
from tests.app.doubles import picture, write_png


@pytest.fixture
def variants(window):
    window.compare_actions.variants.trigger()
    return window.variants


def test_a_grid_over_two_tags_fills_and_one_is_taken_in_one_step(window, variants, qtbot):
    session, document, cards = window.session, window.workspace.document, variants.cards
    variants.count.setValue(3)
    assert (variants.across.currentData(), variants.down.currentData()) == ("red_hair", "red_eyes")
    variants.start_button.click()
    assert len(session.idle) == 9 and variants.cancel_button.isVisible()
    assert not any(request.draft for request in session.idle)  # what is seen is what a click takes
    window.workspace.move_tag("blue_hair", 1.0, 1)  # a live request passes all of them
    qtbot.waitUntil(lambda: len(session.requests) == 2)
    assert len(session.idle) == 9
    while session.idle:
        session.answer_idle()
    qtbot.waitUntil(lambda: not variants.run.is_running)
    assert not variants.cancel_button.isVisible()
    assert all(cards.item(place).data(Qt.ItemDataRole.UserRole + 1) is not None for place in range(9))
    left = [cards.visualItemRect(cards.item(place)).left() for place in range(9)]
    assert left[:3] == left[3:6] == left[6:] and len(set(left)) == 3  # three in each row
    steps = window.workspace.undo_stack.count()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=cards.visualItemRect(cards.item(5)).center())
    assert dict(document.tags.value) == {"red_hair": 3.0, "red_eyes": 1.5}  # of the moment when it was asked
    assert window.workspace.undo_stack.count() == steps + 1
    window.actions_.undo.trigger()
    assert dict(document.tags.value) == {"blue_hair": 1.0}


def test_cancel_gives_up_the_rest_and_keeps_what_is_there(window, variants, qtbot):
    variants.start_button.click()
    window.session.answer_idle()
    qtbot.waitUntil(lambda: variants.progress.value() == 1)
    variants.cancel_button.click()
    assert window.session.idle == [] and not variants.run.is_running
    assert variants.cards.count() == 25
    window.workspace.swap()
    assert variants.cards.count() == 0  # another sketch: none of them is right


def test_references_are_added_and_one_is_taken(window, qtbot, tmp_path, monkeypatch):
    variants, document = window.variants, window.workspace.document
    monkeypatch.setattr(variants, "_choose", lambda _parent: [write_png(tmp_path / "sea.png", (0, 60, 160))])
    window.compare_actions.variants.trigger()
    variants.kind.setCurrentIndex(2)
    variants.add_button.click()
    qtbot.waitUntil(lambda: "1" in variants.note.text())
    variants.start_button.click()
    assert [request.reference.source[-7:] for request in window.session.idle] == ["nce.png", "sea.png"]
    variants.cards.setCurrentRow(1)
    qtbot.keyClick(variants.cards, Qt.Key.Key_Return)
    assert document.reference.value.source.endswith("sea.png")
    window.actions_.undo.trigger()
    assert document.reference.value.source.endswith("reference.png")


def test_a_card_is_what_one_gets_whatever_changed_since(window, variants, qtbot):
    session, workspace, document = window.session, window.workspace, window.workspace.document
    workspace.move_tag("blue_hair", 1.0, 1)
    workspace.mute_tag("blue_hair", True)
    variants.start_button.click()
    asked = session.idle[3]  # red hair 2.25
    session.answer_idle()
    qtbot.waitUntil(lambda: variants.progress.value() == 1)
    workspace.set_picture("reference", picture(7))  # while the others wait
    workspace.set_evenness(0.25)
    workspace.set_line_settings(LineSettings(ink="as-is"))
    workspace.move_tag("shiny_hair", 3.0, 2)
    assert variants.cards.count() == 25
    before = len(session.requests)
    variants.cards.setCurrentRow(3)
    qtbot.keyClick(variants.cards, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(session.requests) > before)
    got = session.requests[-1]
    assert got.reference is asked.reference and dict(got.tags) == dict(asked.tags)
    assert (got.evenness, got.line_settings) == (asked.evenness, asked.line_settings)
    assert dict(document.tags.value) == {"blue_hair": 1.0, "red_hair": 2.25, "red_eyes": 0.0}
    assert document.muted.value == {"blue_hair"}  # kept, and as silent as on the card
    window.actions_.undo.trigger()
    assert (document.evenness.value, document.muted.value) == (0.25, {"blue_hair"})
    assert dict(document.tags.value) == {"blue_hair": 1.0, "shiny_hair": 3.0}


def test_strengths_need_a_move(window, variants):
    variants.kind.setCurrentIndex(1)
    variants.start_button.click()
    assert "No tag is moved" in variants.note.text() and window.session.idle == []
    window.workspace.move_tag("red_hair", 2.0, 1)
    variants.start_button.click()
    assert [request.tags["red_hair"] for request in window.session.idle][:3] == pytest.approx([0.0, 0.5, 1.0])


def test_the_window_of_variants_closes_with_the_main_one(window, variants):
    assert variants.isVisible()
    window.close()
    assert not variants.isVisible()


def test_strengths_begin_at_what_the_present_reference_shows(window, variants, qtbot, tmp_path):
    window.workspace.move_tag("red_hair", 2.0, 1)
    session, document = window.session, window.workspace.document
    before = document.reference.value
    window.workspace.open_pictures("reference", [PictureSource.of_path(write_png(tmp_path / "sea.png", (0, 60, 160)))])
    qtbot.waitUntil(lambda: document.reference.value is not before)
    qtbot.waitUntil(lambda: session.requests[-1].reference is document.reference.value)
    variants.kind.setCurrentIndex(1)
    variants.start_button.click()
    assert session.idle == [] and variants.cards.count() == 0
    session.answer()
    qtbot.waitUntil(lambda: variants.cards.count() == 9)


def test_a_variant_is_undone_where_it_was_taken(window, variants, qtbot):
    window.workspace.move_tag("red_hair", 2.0, 1)
    variants.activateWindow()
    qtbot.waitUntil(variants.isActiveWindow)
    qtbot.keyClick(variants.cards, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dict(window.workspace.document.tags.value) == {}
