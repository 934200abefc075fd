"""The conformance data through Python: as many cases as in Rust, whose counts are in tests/conformance.snap.

The data is next to the repository and not part of it. With CUESMITH_REQUIRE_DATA set, as in .ci/run, missing data fails.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import cuesmith
from cuesmith import _core

ROOT = Path(os.environ.get("CUESMITH_ROOT", Path(__file__).resolve().parents[2]))
DATA = ROOT.parent / "shared" / "conformance"

Dump = Callable[..., Any]


def data(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        if os.environ.get("CUESMITH_REQUIRE_DATA"):
            pytest.fail(f"{path} is missing")
        pytest.skip(f"{path} is missing")
    return path


def counted(name: str) -> tuple[int, int]:
    """The number of cases that pass in Rust, and of all."""
    text = (ROOT / "tests" / "conformance.snap").read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(name)}: (\d+) of (\d+)$", text, re.M)
    assert found, name
    return int(found[1]), int(found[2])


@pytest.fixture
def dump(capfd: pytest.CaptureFixture[str]) -> Dump:
    """The content of a file, as the command that is in the package prints it."""

    def of(path: Path, *options: str) -> Any:
        code = _core.run(["cuesmith", "dump", *options, str(path)])
        out, errors = capfd.readouterr()
        assert code == 0, errors
        return json.loads(out)

    return of


def plain_srt(cue: dict[str, Any]) -> tuple[Any, ...]:
    """A cue as the data compares it: see shared/conformance/srt/README.md."""
    lines = [line.replace("\0", " ").strip(" \t") for line in cue["lines"]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return (cue["index"], cue["start_ms"], cue["end_ms"], lines, cue["settings"])


def test_srt(dump: Dump) -> None:
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for path in sorted(data("srt/cases").glob("*.srt")):
        case = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        got = dump(path, "--input-format", "srt")["cues"]
        every[case["status"]] += 1
        want = [plain_srt(cue) for cue in case["cues"]]
        if "\ufffd" in json.dumps(want, ensure_ascii=False):
            # Bytes that are not text are kept as their Latin-1 characters; the other readers have replaced them.
            latin1 = str.maketrans({chr(code): "\ufffd" for code in range(0x80, 0x100)})
            both = [json.dumps([plain_srt(c) for c in one], ensure_ascii=False) for one in (got, case["cues"])]
            right[case["status"]] += both[0].translate(latin1) == both[1].translate(latin1)
        else:
            right[case["status"]] += [plain_srt(cue) for cue in got] == want
        document = cuesmith.loads(path.read_bytes(), format="srt")
        assert [cue.start for cue in document.cues] == [cue["start_ms"] for cue in got], path
        assert [cue.end for cue in document.cues] == [cue["end_ms"] for cue in got], path
        assert document.to_bytes() == path.read_bytes(), path
    for status in ("agreed", "agreed-contested"):
        assert (right[status], every[status]) == counted(f"srt {status}")


def is_as(expected: Any, actual: Any) -> bool:
    """Whether all that has an expectation is as expected; the DOM and the order are made from the rest."""
    if isinstance(expected, dict):
        fields = (key for key in expected if key not in ("dom", "textTrackOrder"))
        return isinstance(actual, dict) and all(is_as(expected[key], actual.get(key)) for key in fields)
    if isinstance(expected, list):
        return isinstance(actual, list) and len(expected) == len(actual) and all(map(is_as, expected, actual))
    return bool(expected == actual)


@pytest.mark.parametrize("name, ending", [("webvtt", b""), ("webvtt with CRLF", b"\r\n"), ("webvtt with CR", b"\r")])
def test_webvtt(dump: Dump, tmp_path: Path, name: str, ending: bytes) -> None:
    right = every = 0
    for path in sorted(data("webvtt/cases").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        content = path.with_name(case["input"]).read_bytes()
        if ending:
            if b"\r" in content:
                continue
            content = content.replace(b"\n", ending)
        file = tmp_path / "case.vtt"
        file.write_bytes(content)
        got = dump(file, "--input-format", "webvtt")
        every += 1
        right += is_as(case["expected"], got)
        if got["loads"]:
            document = cuesmith.loads(content.decode("utf-8", "replace"), format="webvtt")
            starts = [cue["startTime"] for cue in got["cues"]]
            assert [cue.start for cue in document.cues] == [round(start * 1000) for start in starts], path
    assert (right, every) == counted(name)


def same_time(a: str | None, b: str | None) -> bool:
    return a is b if a is None or b is None else Fraction(a) == Fraction(b)


def same_timeline(got: list[Any], want: list[Any]) -> bool:
    def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
        times = all(same_time(one.get(key), other.get(key)) for key in ("begin", "end"))
        return times and bool(one["regions"] == other["regions"])

    return len(got) == len(want) and all(map(same, got, want))


def test_ttml_timelines(dump: Dump) -> None:
    folder = data("ttml")
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for entry in json.loads((folder / "timeline.json").read_text(encoding="utf-8")):
        got = dump(folder / entry["input"], "--input-format", "ttml", "--styled")
        tier = f"ttml timelines, tier {entry['tier']}"
        every[tier] += 1
        right[tier] += same_timeline(got["timeline"], entry["timeline"])
        if entry.get("styled_timeline") is not None:
            every["ttml timelines as styled"] += 1
            right["ttml timelines as styled"] += same_timeline(got["styled_timeline"], entry["styled_timeline"])
    for name in every:
        assert (right[name], every[name]) == counted(name), name
    assert len(every) == 4


def model_of(entry: dict[str, Any], text: str) -> str | None:
    """The name of the model of a document; that of IMSC may be declared in the document."""
    if entry["model"] in ("ttml1", "ttml2"):
        return str(entry["model"])
    if entry["model"] == "ebuttd":
        return "ebu-tt-d"
    version = {"imsc10": "imsc1.0", "imsc11": "imsc1.1"}.get(entry["model"])
    if version is None:
        return None
    if entry.get("profile"):
        return f"{version}-{entry['profile']}"
    declared = re.search(r"ttml/profile/imsc1(\.1)?/(text|image)", text)
    return f"imsc1.{1 if declared[1] else 0}-{declared[2]}" if declared else f"{version}-text"


def is_in_place(entry: dict[str, Any], text: str, found: list[dict[str, Any]]) -> bool:
    """Whether a finding is in or touches a start tag that the other validator names."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    for error in entry["ttv_errors"]:
        before, rest = ("".join(part) for part in (lines[: error["row"] - 1], lines[error["row"] - 1 :]))
        to_here = (before + rest[: error["col"] - 1]).encode()
        end, start = len(to_here), max(to_here.rfind(b"<"), 0)
        for finding in found:
            spans = [finding["span"], *(label["span"] for label in finding["related"])]
            if any(span["start"] <= end and start <= span["end"] for span in spans):
                return True
    return False


def test_ttml_validity() -> None:
    folder = data("ttml")
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for entry in json.loads((folder / "validity.json").read_text(encoding="utf-8")):
        content = (folder / entry["input"]).read_bytes()
        document = cuesmith.loads(content, format="ttml", path=entry["input"])
        text = document.to_string()
        model = model_of(entry, text)
        if model is None:
            continue
        report = cuesmith.check(content, format="ttml", path=entry["input"], ttml_model=model)  # type: ignore[arg-type]
        found = [one for one in report.to_dicts() if one["severity"] == "error" and one["code"][:3] in ("TTM", "ENC")]
        if entry["expected"] == "valid":
            name = f"ttml linter, valid, {entry['model']}"
            right[name] += not found
        else:
            name = f"ttml linter, invalid, {entry['model']}, in place"
            right[name] += is_in_place(entry, text, found)
        every[name] += 1
    for name in every:
        assert (right[name], every[name]) == counted(name), name
    assert len(every) == 10
