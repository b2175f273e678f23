"""Cards in a row: known by their keys, whatever their number."""

from collections import Counter
from collections.abc import Hashable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage

from app.model.document import Document
from app.model.history import Moment
from app.ui.history_strip import CARDS_A_TURN, HistoryStrip
from app.ui.thumbnail_card import CURRENT, Card, Look
from app.ui.thumbnail_list import ThumbnailList


@pytest.fixture
def cards(qtbot) -> ThumbnailList:
    cards = ThumbnailList(72)
    qtbot.addWidget(cards)
    for key in "abc":
        cards.add(key, key.upper())
    return cards


def marked(cards: ThumbnailList) -> list[Hashable]:
    return [key for key in cards.keys if (card := cards.card(key)) is not None and card.data(CURRENT)]


def test_cards_are_found_by_their_keys_wherever_they_stand(cards):
    cards.add("first", "First", at=0)
    cards.remove("b")
    cards.remove("no such card")
    assert cards.keys == ["first", "a", "c"]
    assert [cards.item(row).text() for row in range(cards.count())] == ["First", "A", "C"]
    assert cards.card("c") is cards.item(2) and cards.card("b") is None
    cards.clear()
    assert cards.keys == [] and cards.count() == 0 and cards.card("a") is None


def test_one_card_is_the_current_one_at_most(cards):
    cards.set_current_key("a")
    cards.set_current_key("c")
    assert marked(cards) == ["c"]
    cards.remove("c")
    cards.set_current_key("b")
    assert marked(cards) == ["b"]
    cards.set_current_key(None)
    assert marked(cards) == []


def test_a_card_is_drawn_once_for_each_of_its_looks(cards, monkeypatch):
    drawn: list[Look] = []
    draw = Card._draw
    monkeypatch.setattr(Card, "_draw", lambda self, on, look, *rest: (drawn.append(look), draw(self, on, look, *rest)))
    cards.resize(400, 120)
    cards.grab()
    assert [look.words for look in drawn] == ["A", "B", "C"]
    cards.set_current_key("b")
    cards.grab()
    cards.set_current_key("a")
    cards.grab()
    cards.set_current_key("b")
    cards.grab()
    assert [(look.words, look.current) for look in drawn[3:]] == [("B", True), ("A", True)]
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF)
    before = cards.grab().toImage()
    cards.set_image("c", image)
    assert cards.grab().toImage() != before and len(drawn) == 6


@pytest.mark.parametrize("size", [(1, 400), (1250, 1)])
def test_a_very_long_picture_is_seen_on_its_card(cards, size):
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    cards.set_image("a", image)
    cards.resize(400, 120)
    shown = cards.grab().toImage()
    green = [
        (x, y)
        for x in range(shown.width())
        for y in range(shown.height())
        if shown.pixelColor(x, y) == QColor(Qt.GlobalColor.green)
    ]
    assert len(green) >= 70


def test_no_more_cards_are_kept_than_so_many(cards, monkeypatch):
    monkeypatch.setattr("app.ui.thumbnail_card._MOST_KEPT", 2)
    cards.resize(400, 120)
    before = cards.grab().toImage()
    assert len(cards.itemDelegate()._kept) == 2
    assert cards.grab().toImage() == before


def test_a_long_history_is_not_gone_through_for_one_of_its_moments(qtbot, monkeypatch):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    moments = [Moment(number, Document().painting(), image) for number in range(160)]
    strip = HistoryStrip()
    qtbot.addWidget(strip)
    strip.set_moments(tuple(moments))
    strip.set_current(7)
    assert not strip.list.keys, "what comes with a project is made in turns of its own"
    strip._list_more()
    assert strip.list.keys == [159 - place for place in range(CARDS_A_TURN)], "the newest come first"
    qtbot.waitUntil(lambda: len(strip.list.keys) == 160)
    assert strip.list.card(7).data(CURRENT)
    touched: Counter[Hashable] = Counter()
    given = ThumbnailList._set
    monkeypatch.setattr(
        ThumbnailList, "_set", lambda self, key, role, value: (touched.update([key]), given(self, key, role, value))[1]
    )
    strip.set_current(150)
    assert set(touched) == {7, 150}
    touched.clear()
    starred = Moment(30, moments[30].painting, image, starred=True)
    strip.set_moments((*moments[:30], starred, *moments[31:], Moment(160, moments[0].painting, image)))
    assert set(touched) == {30, 150, 160}
    assert strip.list.keys == [*range(160, -1, -1)]
