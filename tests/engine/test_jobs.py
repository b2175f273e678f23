import json
from pathlib import Path

import pytest

from engine.commands.jobs import Job, JobError, read_jobs

DEFAULTS = Job(reference=Path("ref.png"), tags={"red_hair": 1.0, "solo": 0.0}, size=256)


def read(tmp_path: Path, text: str) -> list[Job | JobError]:
    path = tmp_path / "jobs.jsonl"
    path.write_text(text, encoding="utf-8")
    return list(read_jobs(path, DEFAULTS))


def test_lines_add_to_the_defaults_and_win(tmp_path: Path) -> None:
    lines = [
        {"sketch": "a.png", "output": "a.jpg"},
        {"sketch": "b.png", "reference": "c.png", "output": "d.png", "tags": {"red_hair": 3}, "size": "native"},
        {"sketch": "塗.png", "output": "e.png", "size": None, "lines": "model"},
    ]
    text = "\ufeff" + "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n"
    assert read(tmp_path, text) == [
        Job(Path("a.png"), Path("ref.png"), Path("a.jpg"), DEFAULTS.tags, 256, "keep", 1),
        Job(Path("b.png"), Path("c.png"), Path("d.png"), {"red_hair": 3, "solo": 0.0}, "native", "keep", 3),
        Job(Path("塗.png"), Path("ref.png"), Path("e.png"), DEFAULTS.tags, 256, "model", 5),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "Line 1: this is no JSON"),
        ("[1]", "Line 1: this is no JSON object"),
        ('{"sketsch": "a.png"}', "Line 1: sketsch is not known here; a job has sketch, reference"),
        ('{"sketch": 3}', "Line 1: sketch is a file name, not 3"),
        ('{"tags": ["red_hair"]}', "Line 1: tags is an object of names and numbers"),
        ('{"tags": {"red_hair": "2"}}', "Line 1: tags is an object of names and numbers"),
        ('{"size": 7}', "Line 1: 7 is not a number of pixels from 32 to 8192"),
        ('{"size": 64.5}', "Line 1: size is a number of pixels or native"),
        ('{"lines": "all"}', "Line 1: lines is keep or model or none, not 'all'"),
        ('{"layer": 3}', "Line 1: layer is a text, not 3"),
        ('{"ink": "red"}', "Line 1: ink is auto or as-is or dark or light or transparent, not 'red'"),
        ('{"clean_paper": "yes"}', "Line 1: clean_paper is true or false, not 'yes'"),
        ('{"threshold": 0}', "Line 1: 0 is no number from 1 to 255"),
        ('{"threshold": 2.5}', "Line 1: threshold is a number from 1 to 255, not 2.5"),
    ],
)
def test_a_wrong_line_is_an_error_and_the_next_is_read(tmp_path: Path, line: str, message: str) -> None:
    error, following = read(tmp_path, f'{line}\n{{"sketch": "a.png"}}')
    assert isinstance(error, JobError) and str(error).startswith(message)
    assert isinstance(following, Job) and following.line == 2


def test_files_that_are_no_jobs(tmp_path: Path) -> None:
    with pytest.raises(JobError, match=r"gone\.jsonl cannot be read"):
        list(read_jobs(tmp_path / "gone.jsonl", DEFAULTS))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(JobError, match="is no text"):
        list(read_jobs(tmp_path / "picture.png", DEFAULTS))


def test_what_a_job_needs(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="Line 4: no sketch and no output is given"):
        Job(reference=Path("r.png"), line=4).files()
    sketch = tmp_path / "a.png"
    for job in (Job(sketch, Path("r.png"), tmp_path / "." / "a.png"), Job(Path("s.png"), sketch, sketch)):
        with pytest.raises(JobError, match=r"a\.png would be overwritten"):
            job.files()
