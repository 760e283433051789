"""Files that must be refused, quickly and with a place."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from humi.reading.limits import Limits
from humi.reading.located import plain
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml, read_yaml_text


def refused(path: Path) -> tuple[str, int, int]:
    problems = Problems()
    assert read_yaml(path, problems) is None
    (problem,) = problems
    assert problem.place is not None
    assert problem.place.file == str(path)
    return problem.code, problem.place.line, problem.place.column


def test_good_file(tmp_path: Path) -> None:
    path = tmp_path / "good.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + "名称: 护密\r\nyears: 3\r\n".encode())
    problems = Problems()
    tree = read_yaml(path, problems)
    assert tree is not None
    assert not problems
    assert plain(tree) == {"名称": "护密", "years": 3}
    assert str(tree.place) == f"{path}:1:1"


def test_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.yaml") == ("Y001", 0, 0)
    (tmp_path / "file").write_text("a")
    assert refused(tmp_path / "file" / "below") == ("Y001", 0, 0)


def test_directory(tmp_path: Path) -> None:
    assert refused(tmp_path) == ("Y002", 0, 0)


def test_impossible_names(tmp_path: Path) -> None:
    assert refused(tmp_path / "a\0b")[0] == "Y003"
    assert refused(tmp_path / ("x" * 5000))[0] == "Y003"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert refused(loop)[0] == "Y003"


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("a: 1")

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert refused(path) == ("Y003", 0, 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_special_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == ("Y004", 0, 0)
    assert refused(Path("/dev/zero")) == ("Y004", 0, 0)


def test_huge_file_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    begin = time.perf_counter()
    assert refused(path) == ("Y005", 0, 0)
    assert time.perf_counter() - begin < 0.1


@pytest.mark.parametrize("text", ["x" * 11, b"x" * 11])
def test_long_text(text: str | bytes) -> None:
    problems = Problems()
    assert read_yaml_text(text, "f", problems, Limits(bytes=10)) is None
    assert [problem.code for problem in problems] == ["Y005"]
    assert read_yaml_text(text[:10], "f", Problems(), Limits(bytes=10)) is not None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", ("Y006", 1, 1)),
        (b"PK\x03\x04\x14\0\xff", ("Y006", 1, 7)),
        (b"a: 1\nb: \0", ("Y006", 2, 4)),
        ("a: 1\r\n名称: ".encode() + b"\xff\xff", ("Y006", 2, 5)),
        ("名称: 商业秘密\n".encode("gb18030"), ("Y007", 1, 1)),
        ("a: 1\nb: 商业秘密\n".encode("gbk"), ("Y007", 2, 4)),
        ("名称: x".encode("utf-16"), ("Y007", 1, 1)),
        (b"", ("Y008", 0, 0)),
        (b"\xef\xbb\xbf", ("Y008", 0, 0)),
        (b"# nothing\n", ("Y008", 0, 0)),
        (b"---\n", ("Y008", 0, 0)),
        (b"a: \x07", ("Y009", 1, 4)),
        ("a: 1\nb: x\u2028y".encode(), ("Y009", 2, 5)),
        ("a: x\u202ey".encode(), ("Y009", 1, 5)),
        ("a: x\ufeffy".encode(), ("Y009", 1, 5)),
    ],
)
def test_content(tmp_path: Path, data: bytes, expected: tuple[str, int, int]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(data)
    assert refused(path) == expected


def test_the_encoding_is_named() -> None:
    problems = Problems()
    read_yaml_text("名称: 商业秘密".encode("gb18030"), "f", problems)
    assert "GB18030" in next(iter(problems)).message("zh")
