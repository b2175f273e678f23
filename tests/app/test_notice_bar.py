"""The bar that offers something."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.notice_bar import NoticeBar

SENTENCE = "Unsaved work on “a drawing with a long name.png” was kept when Nurie ended unexpectedly (today, 14:12)."


def test_buttons_go_under_the_sentence_where_it_would_become_a_thin_column(qtbot):
    holder, bar = QWidget(), NoticeBar()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.addWidget(bar)
    column.addStretch()
    holder.show()
    bar.offer(SENTENCE, [("Bring It Back", lambda: None), ("Throw It Away", lambda: None)])
    for width, below in ((420, True), (1000, False), (420, True)):
        holder.resize(width, 300)
        qtbot.waitUntil(lambda below=below: (bar.buttons[0].y() >= bar._label.geometry().bottom()) == below)
        assert bar._label.width() >= 250
        assert bar._label.height() >= bar._label.heightForWidth(bar._label.width())
        assert bar.rect().contains(bar.buttons[1].geometry())
    bar.offer("Short.", [("Yes", lambda: None)])
    qtbot.waitUntil(lambda: bar.buttons[0].y() < bar._label.geometry().bottom())


def test_what_is_to_be_answered_comes_again_after_what_was_offered_meanwhile(qtbot):
    bar, told = NoticeBar(), []
    qtbot.addWidget(bar)
    later = ("Ask again", lambda: told.append("later"))
    bar.offer("Unsaved work.", [("Bring It Back", lambda: told.append("back"))], later, waits=True)
    bar.offer("Newer weights.", [("Take Them", lambda: told.append("take"))], later)
    bar.offer("A run is deleted.", [("Undo", lambda: told.append("undo"))])  # in place of what asks for nothing
    bar.buttons[0].click()
    assert told == ["undo"] and bar.message == "Unsaved work." and bar.close_button.toolTip() == "Ask again"
    bar.close_button.click()
    assert told == ["undo", "later"] and bar.message == ""


def test_what_waits_can_be_withdrawn(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.offer("Unsaved work.", [], ("Ask again", lambda: None), waits=True)
    bar.offer("No such model.", [])
    bar.withdraw("Unsaved work.")
    assert bar.message == "No such model."
    bar.withdraw("No such model.")
    assert bar.message == ""
