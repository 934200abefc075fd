"""Checks in Daft equal those of the command, read from object stores, and go on after an interruption."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cuesmith

daft = pytest.importorskip("daft")

from cuesmith.daft import check, pack, remaining, results, run  # noqa: E402

GOOD = "1\n00:00:01,000 --> 00:00:03,000\nAhoy\n"
BAD = "1\n00:00:01.000 --> 00:00:03.000\nAhoy\n\n2\n00:00:02,000 --> 00:00:02,001\nGone at once\n"


def folder(path: Path, count: int = 40) -> list[Path]:
    """A folder of files, with and without findings; many have the same content."""
    path.mkdir(exist_ok=True)
    files = []
    for at in range(count):
        file = path / f"{at:03}{'.de' if at % 5 == 0 else ''}.srt"
        file.write_text(BAD if at % 3 == 0 else GOOD)
        files.append(file)
    return files


def frame(files: list[Path]) -> Any:
    return daft.from_pydict({"path": [str(f) for f in files], "content": [f.read_bytes() for f in files]})


def rows(table: Any) -> list[dict[str, Any]]:
    """The rows of a table in a fixed order."""
    return sorted(table.to_pylist(), key=lambda row: json.dumps(row, sort_keys=True))


def of_command(*arguments: str | Path) -> list[tuple[Any, ...]]:
    done = cuesmith.command("check", *arguments, "--format", "ndjson")
    found = [json.loads(line) for line in done.output.splitlines()]
    return sorted(
        (line["path"], line["code"], line["range"]["start"]["line"], line["range"]["start"]["col"], line["fingerprint"], line["message"])
        for line in found
        if line["type"] == "finding"
    )


def key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("path", "code", "line", "column", "fingerprint", "message"))


def test_findings_are_those_of_the_command(tmp_path: Path) -> None:
    files = folder(tmp_path / "in")
    df = daft.from_pydict({"path": [str(f) for f in files] + ["lost.srt"], "content": [f.read_bytes() for f in files] + [None]})
    findings, table = check(df, run_id="r")
    found = rows(findings)
    expected = of_command(tmp_path / "in")
    assert sorted(map(key, found)) == expected and expected
    reported = {row["path"]: row for row in table.to_pylist()}
    assert len(reported) == 41
    assert reported["lost.srt"]["status"] == "error"
    assert {row["run_id"] for row in found} == {"r"}
    many = cuesmith.check_many(files)
    assert sorted(map(key, found)) == sorted((f.path, f.code, f.line, f.column, f.fingerprint, f.message) for f in many.findings)
    # What is read from disk by Daft itself.
    again, _ = check(daft.from_pydict({"path": [str(f) for f in files]}), content_col=None, run_id="r")
    assert rows(again) == found


def test_wrong_options_fail_before_anything_runs() -> None:
    empty = daft.from_pydict({"path": [], "content": []})
    with pytest.raises(cuesmith.OptionError, match="did you mean"):
        check(empty, max_char=3)
    with pytest.raises(cuesmith.OptionError, match="did you mean"):
        check(empty, config={"options": {"max-char": 3}})


def test_a_configuration_is_for_files_by_their_names(tmp_path: Path) -> None:
    files = folder(tmp_path / "in", 10)
    config = tmp_path / "in" / "cuesmith.toml"
    config.write_text('[options]\nmax-chars = 3\n\n[[overrides]]\nfiles = "*.de.srt"\n[overrides.rules]\nALL = "off"\n')
    expected = of_command(tmp_path / "in")
    assert {Path(row[0]).name.endswith(".de.srt") for row in expected} == {False}
    findings, table = check(frame(files), config=config)
    assert sorted(map(key, findings.to_pylist())) == expected
    plain = cuesmith.check_many([]).config_hash
    assert {row["config_hash"] for row in table.to_pylist()} != {plain}


def test_results_are_added_and_what_is_done_is_left_out(tmp_path: Path) -> None:
    files = folder(tmp_path / "in")
    target = tmp_path / "out"
    assert run(frame(files[:25]), target, partition_bytes=500) == 25
    assert run(frame(files), target, partition_bytes=500) == 15
    assert run(frame(files), target) == 0
    findings, table = results(target)
    lazy = check(frame(files))
    assert rows(findings) == rows(lazy[0])
    assert rows(table) == rows(lazy[1])
    # Other content, another name or other settings are not done.
    files[3].write_text(GOOD.replace("Ahoy", "Hello"))
    files[4] = files[4].rename(files[4].with_name("new.srt"))
    left = remaining(frame(files), table)
    assert left.column_names == ["path", "content"]
    assert sorted(row["path"] for row in left.to_pylist()) == sorted(map(str, files[3:5]))
    assert len(remaining(frame(files), table, max_chars=20).to_pylist()) == 40
    assert len(remaining(frame(files), table, config={"options": {"max-chars": 20}}).to_pylist()) == 40


SLOW = """
import sys, time
import daft
from cuesmith import _archive
from cuesmith.daft import run

real = _archive.Checker.check_batch
def slow(*arguments):
    time.sleep(0.2)
    return real(*arguments)
_archive.Checker.check_batch = slow
print(run(daft.from_glob_path(sys.argv[1]), sys.argv[2], content_col=None, partition_bytes=1000))
"""


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    files = folder(tmp_path / "in", 200)
    target = tmp_path / "out"
    line = [sys.executable, "-c", SLOW, str(tmp_path / "in" / "*.srt"), str(target)]
    child = subprocess.Popen(line)
    deadline = time.monotonic() + 120
    while len(list(target.glob("*.parquet")) if target.exists() else []) < 4:
        assert child.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    done = len(results(target)[1].to_pylist())
    assert 0 < done < 200
    source = daft.from_glob_path(str(tmp_path / "in" / "*.srt"))
    assert run(source, target, content_col=None) == 200 - done
    findings, table = results(target)
    names = [row["path"] for row in table.to_pylist()]
    assert len(names) == len(set(names)) == 200
    expected = [(Path(row[0]).name, *row[1:]) for row in of_command(tmp_path / "in")]
    assert sorted((Path(row["path"]).name, *key(row)[1:]) for row in findings.to_pylist()) == expected
    assert len(files) == 200


def test_small_files_are_packed_up_to_a_size_and_a_large_one_alone(tmp_path: Path) -> None:
    files = folder(tmp_path / "in")
    large = tmp_path / "in" / "020-large.srt"
    large.write_text("".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nLine {n}\n\n" for n in range(1, 60)))
    files.append(large)
    packed = tmp_path / "packed"
    assert pack(tmp_path / "in", packed, partition_bytes=1000) == 41
    contents = {}
    for part in sorted(packed.glob("*.parquet")):
        inside = daft.read_parquet(str(part)).to_pylist()
        total = sum(len(row["content"]) for row in inside)
        assert total <= 1000 or len(inside) == 1, part
        contents.update({Path(row["path"]).name: row["content"] for row in inside})
    assert contents == {file.name: file.read_bytes() for file in files}
    assert len(list(packed.glob("*.parquet"))) > 3
    findings, _ = check(daft.read_parquet(f"{packed}/*.parquet"))
    expected = [(Path(row[0]).name, *row[1:]) for row in of_command(tmp_path / "in")]
    assert sorted((Path(row["path"]).name, *key(row)[1:]) for row in findings.to_pylist()) == expected


@pytest.fixture
def bucket() -> Iterator[tuple[Any, Any]]:
    """An object store on this machine: a client, and the configuration of Daft."""
    server_of = pytest.importorskip("moto.server").ThreadedMotoServer
    boto3 = pytest.importorskip("boto3")
    server = server_of(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    # Invented: the store is on this machine and takes any.
    names = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=address, **names)
    client.create_bucket(Bucket="captions")
    s3 = daft.io.S3Config(endpoint_url=address, key_id="test", access_key="test", region_name="us-east-1", use_ssl=False)
    yield client, daft.io.IOConfig(s3=s3)
    server.stop()


def test_an_object_store_is_read_packed_and_written(bucket: tuple[Any, Any], tmp_path: Path) -> None:
    client, io_config = bucket
    files = folder(tmp_path / "in")
    for file in files:
        client.put_object(Bucket="captions", Key=f"in/{file.name}", Body=file.read_bytes())
    expected = [(f"s3://captions/in/{Path(row[0]).name}", *row[1:]) for row in of_command(tmp_path / "in")]
    listed = daft.from_glob_path("s3://captions/in/*.srt", io_config=io_config)
    findings, table = check(listed, content_col=None, io_config=io_config)
    assert sorted(map(key, findings.to_pylist())) == expected
    assert {row["sha256"] for row in table.to_pylist()} == {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    # Packed into the same store, checked there, and the results written there.
    assert pack("s3://captions/in/*.srt", "s3://captions/packed", partition_bytes=800, io_config=io_config) == 40
    packed = daft.read_parquet("s3://captions/packed/*.parquet", io_config=io_config)
    assert run(packed.limit(10), "s3://captions/out", io_config=io_config) == 10
    assert run(packed, "s3://captions/out", io_config=io_config) == 30
    findings, table = results("s3://captions/out", io_config=io_config)
    assert sorted(map(key, findings.to_pylist())) == expected
    assert len(table.to_pylist()) == 40
    # A file that is gone is a row.
    client.delete_object(Bucket="captions", Key=f"in/{files[0].name}")
    names = daft.from_pydict({"path": [f"s3://captions/in/{file.name}" for file in files]})
    _, table = check(names, content_col=None, io_config=io_config)
    assert [row["path"] for row in table.to_pylist() if row["status"] == "error"] == [f"s3://captions/in/{files[0].name}"]
