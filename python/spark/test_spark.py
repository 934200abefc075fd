"""Checks in Spark equal those of the command. Run by scripts/spark: they need Java and pyspark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

import cuesmith
from cuesmith.spark import check, pack, read, remaining

GOOD = "1\n00:00:01,000 --> 00:00:03,000\nAhoy\n"
BAD = "1\n00:00:01.000 --> 00:00:03.000\nAhoy\n\n2\n00:00:02,000 --> 00:00:02,001\nGone at once\n"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    session = SparkSession.builder.master("local[2]").appName("cuesmith").getOrCreate()
    yield session
    session.stop()


def key(row: Any) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("code", "line", "column", "cue", "start_ms", "message", "fix", "fingerprint"))


def test_findings_are_those_of_the_command_and_a_run_goes_on(spark: SparkSession, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for at in range(60):
        (folder / f"{at:02}{'.de' if at % 5 == 0 else ''}.srt").write_text(BAD if at % 3 == 0 else GOOD + f"\n# {at}\n")
    (folder / "late.srt").write_text(BAD.replace("Ahoy", "Later"))

    files = read(spark, folder.as_uri(), partition_bytes=4096)
    findings, table = check(files, run_id="r")
    rows = findings.collect()
    many = cuesmith.check_many(sorted(folder.iterdir()))
    expected = sorted(
        tuple(map(str, (f.code, f.line, f.column, f.cue, f.start_ms, f.message, f.fix, f.fingerprint))) for f in many.findings
    )
    assert sorted(map(key, rows)) == expected
    lines = [json.loads(line) for line in cuesmith.command("check", folder, "--format", "ndjson").output.splitlines()]
    assert sorted(row["fingerprint"] for row in rows) == sorted(
        line["fingerprint"] for line in lines if line["type"] == "finding"
    )
    reported = table.collect()
    assert len(reported) == 61 and {row["status"] for row in reported} == {"ok"}

    # Packed into Parquet, the same.
    pack(files, str(tmp_path / "packed"))
    packed = spark.read.parquet(str(tmp_path / "packed"))
    again, _ = check(packed, run_id="r")
    assert sorted(map(key, again.collect())) == expected

    # A run that was cut short: what it did not do is left, whatever the files are called.
    done = table.where(table.path.contains("/0"))
    left = remaining(packed, done)
    sums = {row["sha256"] for row in done.collect()}
    here = {row["path"]: row["sha256"] for row in reported}
    assert {row["path"] for row in left.collect()} == {path for path, digest in here.items() if digest not in sums}
    assert remaining(packed, done, max_chars=20).count() == 61, "other settings: nothing is done"


def test_an_unreadable_file_is_a_row(spark: SparkSession) -> None:
    df = spark.createDataFrame([("lost.srt", None), ("a.srt", bytearray(GOOD.encode()))], "path string, content binary")
    _, table = check(df)
    assert {row["path"]: row["status"] for row in table.collect()} == {"lost.srt": "error", "a.srt": "ok"}
