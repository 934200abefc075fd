"""Checks in Daft equal those of the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cuesmith

daft = pytest.importorskip("daft")

GOOD = "1\n00:00:01,000 --> 00:00:03,000\nAhoy\n"
BAD = "1\n00:00:01.000 --> 00:00:03.000\nAhoy\n\n2\n00:00:02,000 --> 00:00:02,001\nGone at once\n"


def folder(path: Path) -> list[Path]:
    """A folder of files, with and without findings."""
    files = []
    for at in range(40):
        file = path / f"{at:02}{'.de' if at % 5 == 0 else ''}.srt"
        file.write_text(BAD if at % 3 == 0 else GOOD)
        files.append(file)
    return files


def key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("path", "code", "line", "column", "fingerprint", "message", "fix", "start_ms"))


def test_findings_are_those_of_the_command(tmp_path: Path) -> None:
    files = folder(tmp_path)
    df = daft.from_pydict({"path": [str(f) for f in files] + ["lost.srt"], "content": [f.read_bytes() for f in files] + [None]})
    from cuesmith.daft import check

    findings, table = check(df, run_id="r")
    rows = findings.to_pylist()
    done = cuesmith.command("check", tmp_path, "--format", "ndjson")
    lines = [json.loads(line) for line in done.output.splitlines()]
    expected = sorted(
        (line["path"], line["code"], str(line["range"]["start"]["line"]), str(line["range"]["start"]["col"]), line["fingerprint"], line["message"])
        for line in lines
        if line["type"] == "finding"
    )
    assert sorted(key(row)[:6] for row in rows) == expected
    assert expected
    reported = {row["path"]: row for row in table.to_pylist()}
    assert len(reported) == 41
    assert reported["lost.srt"]["status"] == "error"
    assert {row["run_id"] for row in rows} == {"r"}
    many = cuesmith.check_many(files)
    assert sorted(key(row)[1:6] for row in rows) == sorted(
        (f.code, str(f.line), str(f.column), f.fingerprint, f.message) for f in many.findings
    )
    # What is read from disk by Daft itself.
    again, _ = check(daft.from_pydict({"path": [str(f) for f in files]}), content_col=None, run_id="r")
    assert sorted(map(key, again.to_pylist())) == sorted(map(key, rows))


def test_wrong_options_fail_before_anything_runs() -> None:
    from cuesmith.daft import check

    with pytest.raises(cuesmith.OptionError, match="did you mean"):
        check(daft.from_pydict({"path": [], "content": []}), max_char=3)
