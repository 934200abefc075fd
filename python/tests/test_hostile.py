"""Arguments of the wrong kind, and the errors that they raise."""

from __future__ import annotations

import copy
import errno
import mmap
import pickle
from pathlib import Path

import pytest

import cuesmith

SRT = "1\n00:00:01,000 --> 00:00:02,500\nGood evening\n"


@pytest.mark.parametrize("given", [None, 1, 1.5, [], [49, 10], (), {}, object()])
def test_what_is_no_file_is_a_type_error(given: object) -> None:
    for function in (cuesmith.loads, cuesmith.check, cuesmith.fix):
        with pytest.raises(TypeError, match="expected text"):
            function(given)  # type: ignore[arg-type]


def test_every_kind_of_bytes_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    file.write_bytes(SRT.encode())
    with (
        file.open("rb") as opened,
        mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
        memoryview(mapped) as view,
    ):
        for given in (SRT.encode(), bytearray(SRT, "utf-8"), memoryview(SRT.encode()), view):
            assert cuesmith.loads(given).to_string() == SRT
            assert cuesmith.convert(given, "webvtt")[0] == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nGood evening\n"


def test_errors_of_the_system_name_the_file(tmp_path: Path) -> None:
    missing = tmp_path / "missing.srt"
    for read in (
        lambda: cuesmith.load(missing),
        lambda: cuesmith.check(missing),
        lambda: cuesmith.check(SRT, config=missing),
    ):
        with pytest.raises(FileNotFoundError) as caught:
            read()
        assert caught.value.errno == errno.ENOENT
        assert str(caught.value.filename).startswith(str(missing))
    with pytest.raises(FileNotFoundError) as caught:
        cuesmith.loads(SRT).save(missing / "a.srt")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOENT, str(missing / "a.srt"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError) as caught:
        cuesmith.loads(SRT).save(tmp_path / "file" / "a.srt")
    assert caught.value.errno == errno.ENOTDIR
    assert list(tmp_path.iterdir()) == [tmp_path / "file"], "no temporary file is left"
    with pytest.raises(IsADirectoryError):
        cuesmith.load(tmp_path)


def test_times_out_of_range_change_nothing() -> None:
    document = cuesmith.loads(SRT)
    for seconds in (float("nan"), float("inf"), 1e300, -1e300):
        with pytest.raises(cuesmith.OptionError):
            document.shift(s=seconds)
    with pytest.raises(cuesmith.EditError):
        document.shift(s=-2)
    with pytest.raises(cuesmith.EditError, match="before zero"):
        document.cues.insert(-5, 100, "early")
    for time in (10**30, -(10**30)):
        with pytest.raises(OverflowError):
            document.cues[0].end = time
    assert document.to_string() == SRT


def test_many_files_from_any_iterable_and_with_any_number_of_threads(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.srt" for number in range(3)]
    for path in paths:
        path.write_text(SRT)
    expected = [str(path) for path in paths]
    for threads in (None, 1, 2, 10**12):
        report = cuesmith.check_many((path for path in paths), threads=threads)
        assert [file.path for file in report.files] == expected
    assert cuesmith.check_many([]).files == []
    with pytest.raises(TypeError, match="not a single path"):
        cuesmith.check_many(str(paths[0]))
    with pytest.raises(cuesmith.OptionError):
        cuesmith.check_many(paths, threads=0)


def test_errors_are_copied_and_pickled_with_their_places() -> None:
    class Own(cuesmith.EditError):
        pass

    for error in (cuesmith.EditError("no", "a.srt", 3, 4), cuesmith.OptionError("no"), cuesmith.CommandError("no", 2), Own("no", None, 1, 2)):
        again = [copy.copy(error)] if isinstance(error, Own) else [copy.copy(error), pickle.loads(pickle.dumps(error))]
        for one in again:
            assert type(one) is type(error)
            assert str(one) == str(error)
            assert vars(one) == vars(error)


def test_a_document_is_copied_with_its_changes() -> None:
    document = cuesmith.loads(SRT.replace("\n", "\r\n"), path="a.srt")
    document.cues[0].plaintext = "Hello"
    for again in (copy.copy(document), copy.deepcopy(document), pickle.loads(pickle.dumps(document))):
        assert again.to_string() == "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello\r\n"
        assert again.path == "a.srt"
