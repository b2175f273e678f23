import errno
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.project import journal_file
from app.project.journal import JOURNAL, LOCK, JournalWriter, hold, journal_root
from app.project.journal_file import read_journal
from app.project.journalled import Work
from app.project.recovery import interrupted_sessions
from engine.project.content import Project

ROOT = Path(__file__).resolve().parents[3]


def test_the_writer_returns_at_once_and_writes_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gate, started = threading.Event(), threading.Event()
    real = journal_file.JournalFile.write
    written: list[str] = []

    def slow(self, work: Work) -> None:
        started.set()
        gate.wait(10)
        written.append(work.name)
        real(self, work)

    monkeypatch.setattr(journal_file.JournalFile, "write", slow)
    writer = JournalWriter(tmp_path / "journal", lambda error: None)
    writer.record(Work(Project(), name="first"))
    assert started.wait(10)
    for name in ("second", "third", "last"):
        writer.record(Work(Project(), name=name))
    assert not writer.flush(0.01)
    gate.set()
    assert writer.flush(10)
    writer.close()
    assert written == ["first", "last"]
    assert read_journal(tmp_path / "journal").name == "last"


def test_a_refusing_disk_is_told_once_and_tried_again(tmp_path: Path):
    told: list[Exception] = []
    writer = JournalWriter(tmp_path / "later" / "journal", told.append)
    for _ in range(2):
        writer.record(Work(Project(), name="lost"))
        assert not writer.flush(10)
    assert len(told) == 1
    (tmp_path / "later").mkdir()
    writer.record(Work(Project(), name="safe"))
    assert writer.flush(10)
    writer.close()
    assert read_journal(tmp_path / "later" / "journal").name == "safe"


class Disk:
    """What journals are written to while it is in place. It takes `room` bytes more; any number while that is None."""

    def __init__(self) -> None:
        self.room: int | None = None

    def open(self, path: Path, mode: str = "r", *others: object) -> io.IOBase:
        if "b" not in mode or "r" in mode:
            return io.open(path, mode, *others)  # type: ignore[call-overload] # noqa: UP020 (Path.open is replaced)
        disk = self

        class Raw(io.FileIO):
            def write(self, data: memoryview) -> int:
                if disk.room == 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                if disk.room is not None:
                    data = data[: disk.room]
                    disk.room -= len(data)
                return super().write(data)

        return io.BufferedWriter(Raw(path, mode))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr(Path, "open", lambda path, *arguments: disk.open(path, *arguments))
    return disk


def recorded(writer: JournalWriter, name: str) -> bool:
    writer.record(Work(Project(), name=name))
    return writer.flush(10)


def test_a_full_disk_keeps_the_last_state_and_later_edits_are_journalled(tmp_path: Path, disk: Disk):
    path, told = tmp_path / "journal", []
    writer = JournalWriter(path, told.append)
    assert recorded(writer, "before")
    size, disk.room = path.stat().st_size, 40
    for name in ("lost", "lost too"):
        assert not recorded(writer, name)
        assert read_journal(path).name == "before"
        assert path.stat().st_size == size, "what the disk took of it is given back: the next one may need the room"
    assert [error.errno for error in told] == [errno.ENOSPC]
    disk.room = None
    assert recorded(writer, "after")
    assert read_journal(path).name == "after"
    assert recorded(writer, "later")
    writer.close()
    assert read_journal(path).name == "later"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["journal"]


def test_a_disk_that_is_full_from_the_beginning_leaves_nothing(tmp_path: Path, disk: Disk):
    disk.room = 40
    writer = JournalWriter(tmp_path / "journal", lambda error: None)
    assert not recorded(writer, "lost")
    writer.close()
    assert [file for file in tmp_path.iterdir() if file.is_file()] == []


@pytest.mark.parametrize("error", [MemoryError(), ValueError("no number"), UnicodeEncodeError("utf-8", "", 0, 1, "no")])
def test_no_error_ends_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog, error: Exception):
    told: list[Exception] = []
    writer = JournalWriter(tmp_path / "journal", told.append)
    assert recorded(writer, "before")

    def refuse(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(journal_file.JournalFile, "_append", refuse)
        assert not recorded(writer, "lost")
    assert told == [error] and caplog.records[-1].exc_info is not None
    assert read_journal(tmp_path / "journal").name == "before"
    assert recorded(writer, "after")
    writer.close()
    assert read_journal(tmp_path / "journal").name == "after"


CRASH = """
import os, signal, sys
from pathlib import Path
from app.project.journal import JOURNAL, hold
from app.project.journal_file import JournalFile
from app.project.journalled import Work
from engine.project.content import Project
folder = Path(sys.argv[1])
folder.mkdir(parents=True)
lock = hold(folder)
assert lock is not None
JournalFile(folder / JOURNAL).write(Work(Project(), name=sys.argv[2], is_modified=sys.argv[2] != "saved"))
print("ready", flush=True)
if sys.argv[3] == "wait":
    sys.stdin.read()
os.kill(os.getpid(), signal.SIGKILL)
"""


def session(name: str, how: str) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-c", CRASH, str(journal_root() / name), name, how],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_only_what_nobody_holds_and_no_file_has_is_offered():
    alive = session("alive", "wait")
    for name in ("killed", "saved"):
        session(name, "die").wait(30)
    mine = journal_root() / "mine"
    mine.mkdir()
    own = hold(mine)
    assert own is not None
    (journal_root() / "beginning").mkdir()

    found, unread = interrupted_sessions(journal_root())
    assert unread == []
    assert [session.summary.name for session in found] == ["killed"]
    assert not (journal_root() / "saved").exists()
    assert (journal_root() / "alive" / JOURNAL).exists()
    assert interrupted_sessions(journal_root()) == ([], [])  # who found it first holds it

    found[0].lock.unlock()
    alive.communicate(timeout=30)  # its standard input ends, and so does it
    assert sorted(session.summary.name for session in interrupted_sessions(journal_root())[0]) == ["alive", "killed"]


def test_a_held_session_cannot_be_taken(tmp_path: Path):
    lock = hold(tmp_path)
    assert lock is not None and (tmp_path / LOCK).exists()
    assert hold(tmp_path) is None
    lock.unlock()
    assert hold(tmp_path) is not None


def test_no_folder_no_sessions(tmp_path: Path):
    assert interrupted_sessions(tmp_path / "none") == ([], [])
