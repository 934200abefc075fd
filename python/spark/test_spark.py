"""Checks in Spark equal those of the command. Run by scripts/spark: they need Java and pyspark."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

import cuesmith
from cuesmith.spark import check, pack, read, remaining, results, run

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

    # A run that was cut short: what it did not do is left.
    done = table.where(table.path.contains("/0"))
    left = {row["path"] for row in remaining(packed, done).collect()}
    assert left == {row["path"] for row in reported if "/0" not in row["path"]}
    assert remaining(packed, done, max_chars=20).count() == 61, "other settings: nothing is done"
    assert remaining(packed, done, config={"options": {"max-chars": 20}}).count() == 61


def test_an_unreadable_file_is_a_row(spark: SparkSession) -> None:
    df = spark.createDataFrame([("lost.srt", None), ("a.srt", bytearray(GOOD.encode()))], "path string, content binary")
    _, table = check(df)
    assert {row["path"]: row["status"] for row in table.collect()} == {"lost.srt": "error", "a.srt": "ok"}


def test_partitions_have_a_size_and_a_huge_file_its_own(spark: SparkSession, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for at in range(50):
        (folder / f"{at:02}.srt").write_text(GOOD)
    huge = "".join(f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\nLine\n\n" for n in range(1, 500))
    (folder / "huge.srt").write_text(huge)

    def sizes(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        found = [len(content) for batch in batches for content in batch.column("content").to_pylist()]
        yield pa.RecordBatch.from_pydict({"files": [len(found)], "bytes": [sum(found)]})

    files = read(spark, folder.as_uri(), partition_bytes=2000)
    rows = files.mapInArrow(sizes, "files long, bytes long").collect()
    assert sum(row["files"] for row in rows) == 51
    assert [row["files"] for row in rows if row["bytes"] > 2000] == [1]
    assert max(row["bytes"] for row in rows) == len(huge)


def test_a_configuration_is_for_files_by_their_names(spark: SparkSession, tmp_path: Path) -> None:
    config = tmp_path / "cuesmith.toml"
    config.write_text('[options]\nmax-chars = 3\n[[overrides]]\nfiles = "*.de.srt"\n[overrides.rules]\nALL = "off"\n')
    df = spark.createDataFrame([(name, bytearray(GOOD.encode())) for name in ("a.srt", "a.de.srt")], "path string, content binary")
    findings, _ = check(df, config=config)
    assert {row["path"] for row in findings.collect()} == {"a.srt"}


PART = """
import sys
from pyspark.sql import SparkSession
from cuesmith.spark import run
spark = SparkSession.builder.master("local[2]").getOrCreate()
packed = spark.read.parquet(sys.argv[1]).orderBy("path")
for at in range(0, 60, 10):
    run(packed.where(f"number >= {at} and number < {at + 10}"), sys.argv[2])
"""


def test_a_killed_run_goes_on_where_it_was(spark: SparkSession, tmp_path: Path) -> None:
    rows = [(f"{at:02}.srt", bytearray((BAD if at % 3 == 0 else GOOD).encode()), at) for at in range(60)]
    df = spark.createDataFrame(rows, "path string, content binary, number long")
    df.write.parquet(str(tmp_path / "packed"))
    target = tmp_path / "out"
    child = subprocess.Popen([sys.executable, "-c", PART, str(tmp_path / "packed"), str(target)], start_new_session=True)
    deadline = time.monotonic() + 400
    while len(list(target.glob("*.parquet")) if target.exists() else []) < 2:
        assert child.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    packed = spark.read.parquet(str(tmp_path / "packed"))
    done = results(spark, str(target))[1].count()
    assert 0 < done < 60
    left = remaining(packed, results(spark, str(target))[1])
    assert left.count() == 60 - done
    run(left, str(target))
    findings, table = results(spark, str(target))
    assert sorted(row["path"] for row in table.collect()) == [row[0] for row in rows]
    expected, _ = check(df)
    assert sorted(map(key, findings.collect())) == sorted(map(key, expected.collect()))


def test_the_example_of_the_documentation_runs(spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Path(os.environ.get("CUESMITH_ROOT", Path(__file__).resolve().parents[2])) / "docs" / "archives.md"
    blocks = [block for block in re.findall(r"^```python\n(.*?)^```", page.read_text(), re.M | re.S) if "pyspark" in block]
    assert len(blocks) == 1
    (tmp_path / "captions").mkdir()
    (tmp_path / "captions" / "talk.srt").write_text(BAD)
    monkeypatch.chdir(tmp_path)
    # Spark resolves paths in the folder in which it was started.
    example = re.sub(r'"(captions|packed\.spark|results\.spark)"', lambda name: repr(f"{tmp_path}/{name[1]}"), blocks[0])
    names: dict[str, Any] = {}
    exec(compile(example, "docs/archives.md", "exec"), names)
    assert names["findings"].count() == len(cuesmith.check(BAD, path="talk.srt").findings) > 0
    assert names["table"].count() == 1
    assert names["left"].count() == 0
