"""The command ``cuesmith`` from Python, and functions for those of its subcommands that have no other form."""

from __future__ import annotations

import os
import sys

from cuesmith import _core
from cuesmith._errors import CommandError

# What costs time to import is imported where it is needed: `import cuesmith` is for reading files.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any, TypeAlias

    Source: TypeAlias = str | bytes | os.PathLike[str] | _core.Document


def main() -> int:
    """Runs the command with the arguments of the process and returns its exit code."""
    import signal

    # The command handles interruptions itself: it removes what is half written.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _core.run(["cuesmith", *sys.argv[1:]])


class CommandResult:
    """What a run of the command gave.

    ``code`` is the exit code: 0 nothing to report, 1 findings, 2 wrong usage or a file that cannot be read or written, 3
    no input file. ``output`` is standard output, ``messages`` standard error.
    """

    __slots__ = ("code", "messages", "output")

    def __init__(self, code: int, output: bytes, messages: str) -> None:
        self.code = code
        self.output = output
        self.messages = messages

    def __repr__(self) -> str:
        return f"CommandResult(code={self.code}, output={self.output!r}, messages={self.messages!r})"

    def json(self) -> Any:
        """Standard output as JSON."""
        import json

        return json.loads(self.output)


def command(*arguments: str | os.PathLike[str], stdin: bytes | None = None) -> CommandResult:
    """Runs ``cuesmith`` with the arguments given, in a process of its own."""
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "cuesmith", *(os.fspath(argument) for argument in arguments)],
        input=b"" if stdin is None else stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    return CommandResult(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def _flags(options: dict[str, Any]) -> list[str]:
    """Keyword arguments as flags: ``max_chars=32`` is ``--max-chars=32``, ``True`` a flag without a value."""
    flags: list[str] = []
    for name, value in options.items():
        flag = "--" + name.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            flags.append(flag)
        elif isinstance(value, (list, tuple)):
            flags.extend(f"{flag}={one}" for one in value)
        else:
            flags.append(f"{flag}={os.fspath(value) if isinstance(value, os.PathLike) else value}")
    return flags


def _run(arguments: Sequence[str | os.PathLike[str]], accepted: tuple[int, ...] = (0, 1)) -> CommandResult:
    done = command(*arguments)
    if done.code not in accepted:
        raise CommandError(done.messages.strip() or f"exit code {done.code}", done.code)
    return done


def _folder() -> AbstractContextManager[str]:
    import tempfile

    return tempfile.TemporaryDirectory(prefix="cuesmith-")


def _file(folder: str, name: str, source: Source) -> Path:
    """A file for the command: the one that is given, or a temporary one with the content."""
    from pathlib import Path

    if isinstance(source, (str, bytes)):
        path = Path(folder, name)
        path.write_bytes(source.encode() if isinstance(source, str) else source)
        return path
    if isinstance(source, _core.Document):
        # Its own name tells the command the format and the language.
        path = Path(folder, Path(source.path or name).name)
        path.write_bytes(source.to_bytes())
        return path
    return Path(source)


def align(transcript: Source, timeline: Source | None = None, *, to: str = "vtt", **options: Any) -> str:
    """Captions from a transcript, with the times of a recognizer's output or of a caption file.

    ``to`` is the format: ``vtt``, ``srt``, ``dfxp`` or ``imsc``. Other options are those of ``cuesmith align``
    (``max_chars=37`` for ``--max-chars 37``; ``audio=Path("talk.wav")``). Raises ``CommandError`` if the transcript does
    not match.
    """
    from pathlib import Path

    with _folder() as folder:
        out = Path(folder, f"out.{to}")
        arguments: list[str | os.PathLike[str]] = ["align", _file(folder, "transcript.txt", transcript)]
        if timeline is not None:
            arguments.extend(["--timeline", _file(folder, "timeline.json", timeline)])
        _run([*arguments, *_flags(options), "--to", to, "-o", out])
        return out.read_text(encoding="utf-8")


def score(reference: Source, hypothesis: Source, **options: Any) -> dict[str, Any]:
    """Compares the words and times of two texts: captions, transcripts or the output of recognizers.

    Returns the JSON of ``cuesmith score --format json``; options are those of the command.
    """
    with _folder() as folder:
        one, two = _file(folder, "reference.txt", reference), _file(folder, "hypothesis.txt", hypothesis)
        result: dict[str, Any] = _run(["score", one, two, *_flags(options), "--format", "json"]).json()
        return result


def simulate(source: Source, *, path: str | None = None, **options: Any) -> dict[str, Any]:
    """What each of Kaltura's parsers would keep of a file: the JSON of ``cuesmith simulate --format json``."""
    with _folder() as folder:
        name = os.path.basename(path) if path else "captions.srt"
        file = _file(folder, name, source)
        result: dict[str, Any] = _run(["simulate", file, *_flags(options), "--format", "json"]).json()
        return result


def deliver(source: Source, order: Source, **options: Any) -> CommandResult:
    """Makes and checks the file that a REACH order asks for: ``cuesmith deliver``.

    Options are those of the command (``output=Path("out")`` for ``-o out``). The result has its JSON.
    """
    with _folder() as folder:
        file, job = _file(folder, "captions.srt", source), _file(folder, "order.json", order)
        return _run(["deliver", file, "--order", job, *_flags(options)])


def merge_dictionaries(*dictionaries: Source, **options: Any) -> str:
    """Merges custom vocabularies: the output of ``cuesmith dictionary merge``."""
    with _folder() as folder:
        files = [_file(folder, f"{at}.txt", one) for at, one in enumerate(dictionaries)]
        return _run(["dictionary", "merge", *files, *_flags(options)]).output.decode("utf-8")
