"""Makes an archive and measures checks of it: see scripts/measure-archive, which runs this."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORDS = "the harbour opens at six and ferries leave for every island before noon when it is calm".split()
COLUMNS = ("path", "code", "severity", "line", "column", "cue", "start_ms", "end_ms", "message", "fix", "fingerprint")
#: An archive of more files is only checked by the command, without a cache.
MANY = 50_000


def clock(ms: int, mark: str) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def generate(folder: Path, files: int) -> None:
    """Caption files of 10 to 90 cues, SRT and WebVTT, some in German, 200 in a folder; one in five has findings."""
    dice = random.Random(20261130)
    for number in range(files):
        vtt = number % 3 == 0
        at, cues = 1000, []
        faulty = dice.random() < 0.2
        for cue in range(dice.randint(10, 90)):
            text = " ".join(dice.choices(WORDS, k=dice.randint(3, 7))).capitalize() + "."
            length = 1 if faulty and dice.random() < 0.1 else 2500
            times = f"{clock(at, ',.'[vtt])} --> {clock(at + length, ',.'[vtt])}"
            cues.append((f"{cue + 1}\n" if not vtt else "") + f"{times}\n{text}\n")
            at += 3000
        language = ".de" if number % 10 == 0 else ""
        path = folder / f"{number // 200:05}" / f"{number:07}{language}.{'vtt' if vtt else 'srt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(("WEBVTT\n\n" if vtt else "") + "\n".join(cues))


def descendants(of: int) -> dict[int, tuple[float, float]]:
    """Processor time in s and resident memory in MB of a process and those that it started, by their numbers."""
    parents: dict[int, int] = {}
    usage: dict[int, tuple[float, float]] = {}
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry)] = int(fields[1])
        usage[int(entry)] = ((int(fields[11]) + int(fields[12])) / tick, int(fields[21]) * page / 1e6)

    def is_ours(pid: int) -> bool:
        while pid != of and pid in parents:
            pid = parents[pid]
        return pid == of

    return {pid: used for pid, used in usage.items() if is_ours(pid)}


def peak(pid: int) -> float:
    """The most memory that a process has used, in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:"))


def measured(line: list[str], out: Path, environment: dict[str, str] | None = None) -> tuple[float, float, float]:
    """Elapsed and processor time in s, and the most memory in MB: of a process and all that it starts."""
    began = time.monotonic()
    with out.open("wb") as file:
        child = subprocess.Popen(line, stdout=file, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})})
        times: dict[int, float] = {}
        most = 0.0
        ended = threading.Event()

        def sample() -> None:
            nonlocal most
            while not ended.wait(0.02):
                used = descendants(child.pid)
                times.update({pid: seconds for pid, (seconds, _) in used.items()})
                most = max(most, sum(memory for _, memory in used.values()), peak(child.pid))

        sampler = threading.Thread(target=sample)
        sampler.start()
        _, status, used = os.wait4(child.pid, 0)
        ended.set()
        sampler.join()
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{line}: {out.read_text(errors='replace')[-2000:]}")
    elapsed = time.monotonic() - began
    others = sum(seconds for pid, seconds in times.items() if pid != child.pid)
    # One process: the system's own numbers, which miss nothing.
    seconds = used.ru_utime + used.ru_stime + (others if len(times) > 1 else 0)
    return elapsed, seconds, most


def least(name: str, line: list[str], out: Path, runs: int = 5, before: Callable[[], None] = lambda: None) -> float:
    """Prints the least processor time of some runs, with its elapsed time, and the most memory."""
    rows = []
    for _ in range(runs):
        before()
        rows.append(measured(line, out))
    elapsed, seconds, _ = min(rows, key=lambda row: row[1])
    print(f"{name:38} {elapsed:7.2f} s {seconds:7.2f} s {max(row[2] for row in rows):7.1f} MB", flush=True)
    return seconds


def of_command(text: str) -> list[tuple[Any, ...]]:
    """The findings of `check --format ndjson`, in its order."""
    rows = []
    for line in text.splitlines():
        found = json.loads(line)
        if found["type"] == "finding":
            start, cue, fix = found["range"]["start"], found.get("cue") or {}, found.get("fix") or {}
            place = (start["line"], start["col"], cue.get("index"), cue.get("start_ms"), cue.get("end_ms"))
            rows.append(
                (found["path"], found["code"], found["severity"], *place, found["message"], fix.get("applicability"), found["fingerprint"])
            )
    return rows


ENGINES = {
    "check_many": """
import cuesmith
rows(pa.table(cuesmith.check_many(open(listed).read().splitlines()).to_arrow()))
""",
    "Daft, files": """
import daft
from cuesmith.daft import check
df = daft.from_pydict({"path": open(listed).read().splitlines()})
rows(check(df, content_col=None)[0].to_arrow())
""",
    "Daft, Parquet": """
import daft
from cuesmith.daft import check
rows(check(daft.read_parquet(packed + "/*.parquet"))[0].to_arrow())
""",
    "Daft, run": """
import daft, shutil
from cuesmith.daft import results, run
shutil.rmtree(packed + ".run", ignore_errors=True)
run(daft.read_parquet(packed + "/*.parquet"), packed + ".run")
rows(results(packed + ".run")[0].to_arrow())
""",
    "Spark, Parquet": """
from pyspark.sql import SparkSession
from cuesmith.spark import check
spark = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
rows(check(spark.read.parquet(packed))[0].toArrow())
spark.stop()
""",
}


def engines(listed: Path, packed: Path, out: Path, expected: list[tuple[Any, ...]]) -> None:
    """Measures each engine, and compares its findings with the command's."""
    shutil.rmtree(packed, ignore_errors=True)
    pack = "import sys, daft; from cuesmith.daft import pack\nlisted, packed = sys.argv[1:]\n"
    pack += 'print(pack(daft.from_pydict({"path": open(listed).read().splitlines()}), packed))'
    least("Daft, pack into Parquet", [sys.executable, "-c", pack, str(listed), str(packed)], out, runs=1)
    size = sum(file.stat().st_size for file in packed.iterdir()) / 1e6
    print(f"packed: {size:.1f} MB in {len(list(packed.iterdir()))} Parquet files")
    begin = "import sys\nimport pyarrow as pa\nimport pyarrow.parquet as pq\nlisted, packed, out = sys.argv[1:]\n"
    begin += "def rows(table):\n    pq.write_table(table, out)\n"
    for name, body in ENGINES.items():
        if "Spark" in name and not shutil.which("java"):
            print(f"{name:38} left out: no Java")
            continue
        table = out.with_suffix(".parquet")
        table.unlink(missing_ok=True)
        line = [sys.executable, "-c", begin + body, str(listed), str(packed), str(table)]
        os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
        least(name, line, out, runs=1)
        import pyarrow.parquet as pq

        found = [tuple(row[column] for column in COLUMNS) for row in pq.read_table(table).to_pylist()]
        if sorted(found, key=repr) != expected:
            sys.exit(f"{name}: {len(found)} findings, not the {len(expected)} of the command")
        print(f"{'':38} {len(found)} rows, the same as those of the command", flush=True)


def main() -> None:
    files, root, cuesmith, hash_folder, with_engines = int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]
    archive, cache, out = root / str(files), root / "cache", root / "out"
    if not archive.is_dir():
        generate(archive, files)
    print(f"{files} files, {sum(file.stat().st_size for file in archive.rglob('*.*')) / 1e6:.0f} MB")
    print(f"{'':38} {'elapsed':>9} {'processor':>9} {'memory':>10}")
    check = [cuesmith, "check", "--format", "ndjson"]
    runs = 5 if files <= MANY else 1
    least("check", [*check, str(archive)], out, runs)
    expected = out.read_text()
    for threads in ("1", "2", "7"):
        measured([*check, str(archive)], out, {"RAYON_NUM_THREADS": threads})
        assert out.read_text() == expected, f"{threads} threads: another output"
    print("the same bytes with 1, 2 and 7 threads")
    names = sorted((str(file) for file in archive.rglob("*.*")), key=lambda name: Path(name).parts)
    found = of_command(expected)
    order = {name: at for at, name in enumerate(names)}
    places = [order[row[0]] for row in found]
    assert places == sorted(places), "the findings are not in the order of the files"
    listed = root / f"{files}.txt"
    listed.write_text("\n".join(names) + "\n")
    least("check --files-from", [*check, "--files-from", str(listed)], out, runs)
    assert out.read_text() == expected, "a list: another output"
    if files > MANY:
        return
    hashing = least("reading and hashing alone", [hash_folder, str(archive)], out, runs)
    cached = [*check, str(archive), "--cache", str(cache)]
    least("check --cache, first run", cached, out, runs, lambda: shutil.rmtree(cache, ignore_errors=True))
    assert out.read_text() == expected, "a new cache: another output"
    second = least("check --cache, nothing changed", cached, out, runs)
    assert out.read_text() == expected, "a cache: another output"
    print(f"an unchanged archive costs {second / hashing:.2f} times reading and hashing it")
    if with_engines:
        engines(listed, root / f"{files}.packed", out, sorted(found, key=repr))


if __name__ == "__main__":
    main()
