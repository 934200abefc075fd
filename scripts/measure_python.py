"""Measures the Python module beside other packages, in processor time: reading and converting 15,000 cues, and importing.

    pip install target/python/wheels/*.whl pysubs2 pycaption webvtt-py srt
    python scripts/measure_python.py

Each number is the least of 7 runs. A package that is not installed is left out.
"""

from __future__ import annotations

import importlib.util
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CUES = 15_000
LINES = ("The harbour opens at six,", "and the ferries leave for <i>every</i> island", "before noon, when it is calm.", "- Ahoy!", "Is it far & deep?")


def clock(ms: int, mark: str) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def text(mark: str) -> str:
    cues = []
    for n in range(CUES):
        lines = "\n".join(LINES[(n + at) % len(LINES)] for at in range(1 + n % 2))
        number = f"{n + 1}\n" if mark == "," else ""
        cues.append(f"{number}{clock(3000 * n, mark)} --> {clock(3000 * n + 2500, mark)}\n{lines}\n")
    return ("" if mark == "," else "WEBVTT\n\n") + "\n".join(cues)


def least(work: Callable[[], Any]) -> float:
    """Processor time in ms."""
    times = []
    for _ in range(7):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times) * 1000


def imported(name: str) -> float:
    """Processor time of an import in ms, without that of Python itself."""

    def seconds(line: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", line], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return (min(seconds(f"import {name}") for _ in range(7)) - min(seconds("pass") for _ in range(7))) * 1000


def rows(srt: str, vtt: str, folder: Path) -> list[tuple[str, str, Callable[[], Any]]]:
    import cuesmith

    made = [
        ("read SRT", "cuesmith", lambda: cuesmith.loads(srt)),
        ("read SRT", "cuesmith, all times and texts", lambda: (d := cuesmith.loads(srt)).cues and (d.cues.starts, d.cues.ends, d.cues.texts)),
        ("read WebVTT", "cuesmith", lambda: cuesmith.loads(vtt)),
        ("SRT to WebVTT", "cuesmith", lambda: cuesmith.convert(srt, "webvtt")),
    ]
    has = importlib.util.find_spec
    if has("pysubs2"):
        import pysubs2

        made.append(("read SRT", "pysubs2", lambda: pysubs2.SSAFile.from_string(srt)))
        made.append(("SRT to WebVTT", "pysubs2", lambda: pysubs2.SSAFile.from_string(srt).to_string("vtt")))
    if has("pycaption"):
        import pycaption

        made.append(("read SRT", "pycaption", lambda: pycaption.SRTReader().read(srt)))
    if has("srt"):
        import srt as other

        made.append(("read SRT", "srt", lambda: list(other.parse(srt))))
    if has("webvtt"):
        import webvtt

        file = folder / "long.vtt"
        file.write_text(vtt)
        made.append(("read WebVTT", "webvtt-py", lambda: webvtt.read(str(file))))
    return made


def main() -> None:
    srt, vtt = text(","), text(".")
    print(f"{CUES} cues, {len(srt) / 1e6:.1f} MB")
    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for what, who, work in rows(srt, vtt, Path(folder)):
            ms = least(work)
            times = f"{ms / best.setdefault(what, ms):7.0f} times"
            print(f"{what:14} {who:30} {ms:8.2f} ms {times}", flush=True)
    for name in ("cuesmith", "pysubs2", "pycaption", "webvtt", "srt"):
        if importlib.util.find_spec(name):
            print(f"{'import':14} {name:30} {imported(name):8.2f} ms", flush=True)


if __name__ == "__main__":
    main()
