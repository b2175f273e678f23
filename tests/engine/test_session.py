import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import engine.colorizer
import engine.evening
import engine.upsample
from engine.colorizer import Colorizer
from engine.evening import Areas
from engine.networks.generator import Generator
from engine.progress import go_on
from engine.requests import ColorizeRequest, ColorizeResult, Failure
from engine.session import WARM_UP_NUMBER, Answer, Session
from engine.upsample import LineGuide
from tests.engine.tiny_models import colors, drawing, tiny_model, write_model

SECONDS = 60
SKETCH, REFERENCE = drawing(), colors()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "m.safetensors")


@pytest.fixture
def answers() -> queue.Queue[Answer]:
    return queue.Queue()


@pytest.fixture
def session(answers: queue.Queue[Answer]) -> Iterator[Session]:
    session = Session(answers.put)
    yield session
    session.close()


def request(number: int, model: Path, **tags: float) -> ColorizeRequest:
    return ColorizeRequest(number, SKETCH, REFERENCE, model, tags, size=64, device="cpu", precision="fp32")


def held(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> tuple[threading.Event, threading.Event]:
    """Has a function wait each time it is called: whether it was called so far, and what lets it go on."""
    started, go_on = threading.Event(), threading.Event()
    inner = getattr(owner, name)

    def slow(*values: object, **named: object) -> object:
        started.set()
        assert go_on.wait(SECONDS)
        return inner(*values, **named)

    monkeypatch.setattr(owner, name, slow)
    return started, go_on


def test_requests_are_answered_with_their_numbers(session: Session, answers: queue.Queue[Answer], model: Path) -> None:
    for number in (1, 2):
        session.submit(request(number, model))
        answer = answers.get(timeout=SECONDS)
        assert isinstance(answer, ColorizeResult) and answer.number == number
        assert ("load" in answer.milliseconds) == (number == 1)


def test_the_newest_request_wins(
    session: Session, answers: queue.Queue[Answer], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = held(monkeypatch, Colorizer, "colorize")
    session.submit(request(1, model))
    assert started.wait(SECONDS)
    for number in (2, 3, 4):
        session.submit(request(number, model))
    go_on.set()
    assert [answers.get(timeout=SECONDS).number for _ in range(2)] == [1, 4]
    session.close()
    assert answers.empty()


@pytest.mark.parametrize(
    ("owner", "stage"),
    [
        (Generator, "encode_sketch"),
        (Generator, "decode_features"),
        (engine.upsample, "spread"),
        (LineGuide, "colors"),
        (engine.evening, "find_areas"),
        (Areas, "even"),
        (LineGuide, "lay_lines"),
    ],
)
def test_a_full_picture_in_work_gives_way_to_a_preview_and_what_is_kept_is_sound(
    session: Session,
    answers: queue.Queue[Answer],
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    stage: str,
) -> None:
    """At whichever stage the hand moves: the full picture is never finished, the preview comes, and the full picture
    asked for next is the same as if none had been called off."""
    full = replace(request(1, model, red_hair=1.0), sketch=drawing(300, 300), size=32, evenness=0.9)
    expected = Colorizer.load(model, "cpu", "fp32").colorize(full).pixels
    started, go_on = held(monkeypatch, owner, stage)
    colorize, done = Colorizer.colorize, []

    def noting(self: Colorizer, asked: ColorizeRequest) -> ColorizeResult:
        result = colorize(self, asked)
        done.append(asked.number)
        return result

    monkeypatch.setattr(Colorizer, "colorize", noting)
    session.submit(full)
    assert started.wait(SECONDS)
    session.submit(replace(full, number=2, tags={"red_hair": 2.0}, output_size=32))
    go_on.set()
    assert answers.get(timeout=SECONDS).number == 2
    session.submit(replace(full, number=3))
    answer = answers.get(timeout=SECONDS)
    assert isinstance(answer, ColorizeResult) and answer.number == 3 and (answer.pixels == expected).all()
    assert done == [2, 3], "the full picture went on to its end"


def test_a_full_picture_lets_its_own_preview_come_first(
    session: Session, answers: queue.Queue[Answer], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hand may rest before the preview is begun."""
    started, go_on = held(monkeypatch, Colorizer, "colorize")
    full = replace(request(1, model), sketch=drawing(300, 300))
    session.submit(full)
    assert started.wait(SECONDS)
    for number, value in ((2, 1.0), (4, 2.0)):
        session.submit(replace(full, number=number, tags={"red_hair": value}, output_size=64))
        session.submit(replace(full, number=number + 1, tags={"red_hair": value}))
    go_on.set()
    assert [answers.get(timeout=SECONDS).number for _ in range(2)] == [4, 5]
    session.close()
    assert answers.empty()


def test_a_finished_answer_may_still_give_way(model: Path) -> None:
    """What the receiver makes of a large one takes time as well."""
    answers: queue.Queue[int] = queue.Queue()
    started, let_on = threading.Event(), threading.Event()

    def receive(answer: Answer) -> None:
        if answer.number == 1:
            started.set()
            assert let_on.wait(SECONDS)
            go_on()
        answers.put(answer.number)

    session = Session(receive)
    full = replace(request(1, model), sketch=drawing(300, 300))
    session.submit(full)
    assert started.wait(SECONDS)
    session.submit(replace(full, number=2, output_size=64))
    let_on.set()
    assert answers.get(timeout=SECONDS) == 2
    session.close()


def test_the_queue_gives_way_and_is_begun_anew_unless_it_was_cancelled(
    session: Session, answers: queue.Queue[Answer], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), threading.Event()
    inner, begun = Colorizer.colorize, []

    def slow(self: Colorizer, asked: ColorizeRequest) -> ColorizeResult:
        begun.append(asked.number)
        started.set()
        assert go_on.wait(SECONDS)
        return inner(self, asked)

    monkeypatch.setattr(Colorizer, "colorize", slow)
    for number, cancelled in ((-2, False), (-3, True)):
        session.submit_idle(request(number, model))
        assert started.wait(SECONDS)
        if cancelled:
            session.cancel_idle({number})
        session.submit(request(-number, model))
        go_on.set()
        assert answers.get(timeout=SECONDS).number == -number
        if not cancelled:
            assert answers.get(timeout=SECONDS).number == number
        started.clear()
        go_on.clear()
    go_on.set()
    session.submit_idle(request(-4, model))
    assert answers.get(timeout=SECONDS).number == -4
    assert begun == [-2, 2, -2, -3, 3, -4]


def test_closing_ends_what_is_in_work(
    answers: queue.Queue[Answer], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = held(monkeypatch, LineGuide, "prepare")
    session = Session(answers.put)
    session.submit(request(1, model))
    assert started.wait(SECONDS)
    closing = threading.Thread(target=session.close)
    closing.start()
    while not session._mailbox.is_closed:
        time.sleep(0.01)
    go_on.set()
    closing.join(SECONDS)
    assert not closing.is_alive() and answers.empty()


def test_what_is_called_off_has_no_answer_and_the_next_has_one(
    session: Session, answers: queue.Queue[Answer], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), threading.Event()
    inner, done = Colorizer.colorize, []

    def slow(self: Colorizer, asked: ColorizeRequest) -> ColorizeResult:
        started.set()
        assert go_on.wait(SECONDS)
        result = inner(self, asked)
        done.append(asked.number)
        return result

    monkeypatch.setattr(Colorizer, "colorize", slow)
    session.submit(replace(request(1, model), size=32))  # the drawing is larger: its colours are brought up
    assert started.wait(SECONDS)
    session.submit(request(2, model))
    session.call_off()
    session.submit(request(3, model))
    session.submit_idle(request(-5, model))
    go_on.set()
    assert [answers.get(timeout=SECONDS).number for _ in range(2)] == [3, -5]
    assert done == [3, -5], "the colouring in work went on to its end"


def test_failures_are_answers_and_the_thread_lives_on(
    session: Session, answers: queue.Queue[Answer], model: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(model.read_bytes()[:2000])
    expected = {
        "red_hiar": request(1, model, red_hiar=1.0),
        "5.5": request(2, model, red_hair=5.5),
        "gone.safetensors": request(3, tmp_path / "gone.safetensors"),
        "damaged.safetensors": request(4, damaged),
    }
    for word, bad in expected.items():
        session.submit(bad)
        answer = answers.get(timeout=SECONDS)
        assert isinstance(answer, Failure) and answer.number == bad.number
        assert word in answer.message and "\n" not in answer.message
    session.submit(request(5, model))
    assert isinstance(answers.get(timeout=SECONDS), ColorizeResult)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ZeroDivisionError("odd"),
            "An internal error stopped the colouring (ZeroDivisionError: odd); please report it.",
        ),
        (MemoryError(), "This machine's memory is too small for this picture; choose a smaller size."),
    ],
)
def test_defects_are_answers_with_their_traceback(
    session: Session,
    answers: queue.Queue[Answer],
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    sentence: str,
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(Colorizer, "colorize", broken)
    session.submit(request(1, model))
    answer = answers.get(timeout=SECONDS)
    assert isinstance(answer, Failure) and answer.message == sentence
    assert "Traceback" in answer.detail and type(error).__name__ in answer.detail


def test_a_file_that_was_written_anew_is_loaded_anew(
    session: Session, answers: queue.Queue[Answer], model: Path
) -> None:
    session.submit(request(1, model))
    first = answers.get(timeout=SECONDS)
    write_model(model, tiny_model(seed=1))
    session.submit(request(2, model))
    second = answers.get(timeout=SECONDS)
    assert isinstance(first, ColorizeResult) and isinstance(second, ColorizeResult)
    assert "load" in second.milliseconds and (first.pixels != second.pixels).any()


def test_warm_up_loads_and_says_only_failures(
    session: Session, answers: queue.Queue[Answer], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[Path] = []
    inner = engine.colorizer.load_model
    monkeypatch.setattr(engine.colorizer, "load_model", lambda path: (loads.append(path), inner(path))[1])
    session.warm_up(model, "cpu", "fp32")
    session.warm_up(model.with_name("gone.safetensors"))  # one of the two may fall, whichever waited
    session.submit(request(1, model))
    numbers = []
    while 1 not in numbers:
        numbers.append(answers.get(timeout=SECONDS).number)
    assert set(numbers) <= {WARM_UP_NUMBER, 1}
    session.warm_up(model.with_name("gone.safetensors"))
    failure = answers.get(timeout=SECONDS)
    assert isinstance(failure, Failure) and failure.number == WARM_UP_NUMBER and "gone" in failure.message
    assert loads == [model]


def test_a_receiver_that_fails_does_not_end_the_session(model: Path) -> None:
    answers: queue.Queue[Answer] = queue.Queue()

    def receive(answer: Answer) -> None:
        answers.put(answer)
        if answer.number == 1:
            raise RuntimeError("the window is gone")

    session = Session(receive)
    for number in (1, 2):
        session.submit(request(number, model))
        assert answers.get(timeout=SECONDS).number == number
    session.close()


def test_closing(model: Path) -> None:
    session = Session(lambda _: session.close())  # from within it must not wait for itself
    session.submit(request(1, model))
    session._thread.join(SECONDS)
    assert not session._thread.is_alive()
    session.close()
    with pytest.raises(RuntimeError, match="closed"):
        session.submit(request(2, model))
    session.warm_up(model)


def test_a_full_queue_never_holds_up_a_live_request(
    session: Session, answers: queue.Queue[Answer], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = held(monkeypatch, Colorizer, "colorize")
    for number in range(-2, -12, -1):
        session.submit_idle(request(number, model))
    assert started.wait(SECONDS)
    session.submit(request(1, model))
    session.cancel_idle(range(-11, -2))
    session.submit_idle(request(-20, model))
    go_on.set()
    assert [answers.get(timeout=SECONDS).number for _ in range(3)] == [1, -2, -20]
    session.close()
    assert answers.empty()
    with pytest.raises(RuntimeError, match="closed"):
        session.submit_idle(request(-21, model))


def test_importing_the_session_imports_neither_torch_nor_qt() -> None:
    code = (
        "import sys, engine.session, engine.image_io, engine.requests, engine.model_info, engine.tags, "
        "engine.resources, engine.commands.colorize, engine.commands.models;"
        "print([name for name in ('torch', 'PySide6', 'trainer', 'app') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_collector_passes_by_what_loading_made() -> None:
    """A look at all of torch's objects would hold up the window's thread for a fifth of a second, now and then."""
    code = (
        "import gc, queue, time; from pathlib import Path; from engine.session import Session\n"
        "answers = queue.Queue(); session = Session(answers.put); session.warm_up(Path('none.safetensors'))\n"
        "answers.get(timeout=300); session.close()\n"
        "begun = time.thread_time(); gc.collect(); took = time.thread_time() - begun\n"
        "assert gc.isenabled() and gc.get_freeze_count() > 100_000, gc.get_freeze_count()\n"
        "assert took < 0.05, took\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=600)
