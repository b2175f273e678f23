from typing import Any

import pytest

from app.model.batch_run import BatchRun, BatchState, PageState
from app.ui.batch.words import batch_words, page_words
from engine.sentences import packed


@pytest.fixture
def run() -> BatchRun:
    run = BatchRun()
    run.set_pages(["1.png", "2.png", "3.png"])
    return run


def tell(run: BatchRun, event: str, page: str = "", **values: Any) -> None:
    run.apply({"event": event, "page": page, **values})


def finish(run: BatchRun, page: str, outcome: str, seconds: float = 0.0, message: str = "") -> None:
    tell(run, "page", page, outcome=outcome, seconds=seconds, message=message, output=f"out/{page}", number=0)


def begin(run: BatchRun, only: list[str] | None = None) -> None:
    run.begin(only)
    tell(run, "started", pages=only or run.names(*PageState), output="out")


def test_events_become_states_and_words(run: BatchRun, qapp):
    assert batch_words(run) == "Sketches: 3"
    begin(run)
    assert batch_words(run) == "Starting… · 0 of 3"
    tell(run, "painting", "1.png")
    assert run.state.value is BatchState.RUNNING and run.pages[0].state is PageState.PAINTING
    finish(run, "1.png", "done", seconds=90.0)
    assert batch_words(run) == "1 of 3 · 3 min left"
    tell(run, "painting", "2.png")
    finish(run, "2.png", "failed", seconds=0.1, message="2.png is empty.")
    assert run.remaining_seconds() == 90.0  # what failed took no time that tells anything
    assert page_words(run.pages[1]) == "2.png is empty."
    finish(run, "3.png", "skipped")
    tell(run, "done")
    assert run.state.value.is_live, "its process has not ended yet: no other may begin"
    run.end("1 of 3 were not coloured: 2.png.")
    assert batch_words(run) == "Finished · 3 of 3 · 1 failed" and run.output == "out"
    assert run.names(PageState.FAILED) == ["2.png"]


def test_what_the_comic_lacks_is_said_at_the_end(run: BatchRun, qapp):
    begin(run)
    tell(run, "done", said=packed(["ComicInfo.xml is left out."]))
    run.end("")
    assert batch_words(run) == "Finished · 0 of 3 · ComicInfo.xml is left out."


def test_only_some_are_coloured_again(run: BatchRun):
    begin(run)
    for page in ("1.png", "2.png", "3.png"):
        finish(run, page, "failed" if page == "2.png" else "done")
    tell(run, "done")
    run.end("1 of 3 were not coloured: 2.png.")
    begin(run, ["2.png"])
    assert [entry.state for entry in run.pages] == [PageState.DONE, PageState.WAITING, PageState.DONE]
    finish(run, "2.png", "done")
    assert run.counts()[PageState.DONE] == 3


def test_pages_that_came_or_went_are_known_from_the_start(run: BatchRun):
    replaced: list[int] = []
    run.replaced.connect(lambda: replaced.append(len(run.pages)))
    run.begin()
    tell(run, "started", pages=["1.png", "3.png", "4.png", "5.png"], output="out")
    assert replaced == [4] and run.state.value is BatchState.STARTING
    tell(run, "painting", "5.png")
    tell(run, "painting", "of nobody.png")
    assert run.names(PageState.PAINTING) == ["5.png"]


def test_pausing_takes_effect_once_the_page_is_done(run: BatchRun):
    begin(run)
    tell(run, "painting", "1.png")
    run.state.value = BatchState.PAUSING
    tell(run, "painting", "1.png")
    assert run.state.value is BatchState.PAUSING
    tell(run, "paused")
    assert run.state.value is BatchState.PAUSED and run.state.value.is_live


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (BatchState.CANCELLING, BatchState.CANCELLED, ""),
        (BatchState.RUNNING, BatchState.BROKEN, "the disk is full"),
        (BatchState.STARTING, BatchState.BROKEN, "the disk is full"),
    ],
)
def test_a_process_that_ends_early(run: BatchRun, before: BatchState, after: BatchState, message: str):
    begin(run)
    tell(run, "painting", "1.png")
    run.state.value = before
    run.end("the disk is full")
    assert (run.state.value, run.message) == (after, message)
    assert run.pages[0].state is PageState.WAITING and not run.state.value.is_live
