from collections.abc import Callable, Iterable, Iterator, Sequence
from os import PathLike
from typing import Any, Literal, TypeAlias, TypedDict, final, overload

from typing_extensions import Unpack

from cuesmith._options import CheckOptions, FixOptions

__version__: str

__all__ = [
    "Cue",
    "CueIterator",
    "Cues",
    "Document",
    "FileResult",
    "Finding",
    "Loss",
    "Report",
    "Table",
    "__version__",
    "apply_dictionary",
    "check",
    "check_blobs",
    "check_many",
    "convert",
    "explain",
    "fix",
    "load",
    "loads",
    "mask",
    "option_table",
    "reflow",
    "retime",
    "rule_table",
    "run",
    "speakers",
]

_Source: TypeAlias = str | bytes | bytearray | memoryview | PathLike[str] | Document
_Format: TypeAlias = Literal["srt", "webvtt", "ttml"]
_Path: TypeAlias = str | PathLike[str] | None

class _Change(TypedDict):
    cue: int
    before: str
    after: str
    message: str

class _Option(TypedDict):
    type: str
    words: list[str]
    unit: str
    default: str
    help: str

class _Rule(TypedDict):
    name: str
    summary: str
    severity: str
    formats: list[str]
    kinds: list[str]
    fix: str | None

@final
class Cue:
    @property
    def index(self) -> int: ...
    @property
    def start(self) -> int: ...
    @start.setter
    def start(self, ms: int) -> None: ...
    @property
    def end(self) -> int | None: ...
    @end.setter
    def end(self, ms: int) -> None: ...
    @property
    def duration(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @text.setter
    def text(self, text: str) -> None: ...
    @property
    def plaintext(self) -> str: ...
    @plaintext.setter
    def plaintext(self, plain: str) -> None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def speaker(self) -> str | None: ...
    @property
    def style(self) -> dict[str, Any]: ...

@final
class Cues:
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: int, /) -> Cue: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Cue]: ...
    def __delitem__(self, key: int | slice, /) -> None: ...
    def __iter__(self) -> CueIterator: ...
    def insert(self, start: int, end: int, text: str) -> Cue: ...
    @property
    def starts(self) -> list[int]: ...
    @property
    def ends(self) -> list[int | None]: ...
    @property
    def texts(self) -> list[str]: ...
    @property
    def plaintexts(self) -> list[str]: ...

@final
class CueIterator(Iterator[Cue]):
    def __iter__(self) -> CueIterator: ...
    def __next__(self) -> Cue: ...

@final
class Loss:
    @property
    def kind(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def cue(self) -> int | None: ...
    @property
    def line(self) -> int: ...
    @property
    def span(self) -> tuple[int, int]: ...

@final
class Table:
    @property
    def num_rows(self) -> int: ...
    @property
    def column_names(self) -> list[str]: ...
    @property
    def columns(self) -> list[tuple[str, str]]: ...
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> Any: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

@final
class Finding:
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Literal["error", "warning", "info"]: ...
    @property
    def message(self) -> str: ...
    @property
    def help(self) -> str | None: ...
    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def end_line(self) -> int: ...
    @property
    def end_column(self) -> int: ...
    @property
    def span(self) -> tuple[int, int]: ...
    @property
    def cue(self) -> int | None: ...
    @property
    def start_ms(self) -> int | None: ...
    @property
    def end_ms(self) -> int | None: ...
    @property
    def fix(self) -> Literal["safe", "unsafe", "show"] | None: ...
    @property
    def fingerprint(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class FileResult:
    @property
    def path(self) -> str: ...
    @property
    def status(self) -> Literal["ok", "error"]: ...
    @property
    def error(self) -> str | None: ...
    @property
    def format(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def cues(self) -> int: ...
    @property
    def duration_ms(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def errors(self) -> int: ...
    @property
    def warnings(self) -> int: ...
    @property
    def infos(self) -> int: ...

@final
class Report:
    @property
    def findings(self) -> list[Finding]: ...
    @property
    def files(self) -> list[FileResult]: ...
    @property
    def errors(self) -> int: ...
    @property
    def warnings(self) -> int: ...
    @property
    def infos(self) -> int: ...
    @property
    def applied(self) -> dict[str, int]: ...
    @property
    def skipped(self) -> dict[str, str]: ...
    @property
    def config_hash(self) -> str: ...
    def to_dicts(self) -> list[dict[str, Any]]: ...
    def to_arrow(self, run_id: str | None = None) -> Table: ...
    def files_to_arrow(self, run_id: str | None = None) -> Table: ...
    def to_pandas(self) -> Any: ...
    def to_polars(self) -> Any: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...
    def _repr_html_(self) -> str: ...

@final
class Document:
    @property
    def cues(self) -> Cues: ...
    @property
    def format(self) -> _Format: ...
    @property
    def language(self) -> str | None: ...
    @property
    def encoding(self) -> str: ...
    @property
    def path(self) -> str | None: ...
    @property
    def source(self) -> str: ...
    @property
    def losses(self) -> list[Loss]: ...
    def to_string(self, format: _Format | None = None) -> str: ...
    def to_bytes(self) -> bytes: ...
    def save(self, path: _Path = None, *, format: _Format | None = None) -> None: ...
    def shift(
        self,
        h: float = 0.0,
        m: float = 0.0,
        s: float = 0.0,
        ms: float = 0.0,
        frames: int | None = None,
        fps: float | None = None,
    ) -> None: ...
    def retime(self, **options: Any) -> list[_Change]: ...
    def reflow(self, **options: Any) -> list[_Change]: ...
    def speakers(self, to: str | None, **options: Any) -> list[_Change]: ...
    def mask(self, **options: Any) -> list[_Change]: ...
    def apply_dictionary(self, terms: str, **options: Any) -> list[_Change]: ...
    def check(self, **options: Unpack[CheckOptions]) -> Report: ...
    def fix(self, **options: Unpack[FixOptions]) -> Report: ...
    def to_arrow(self) -> Table: ...
    def __len__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    def _repr_html_(self) -> str: ...

def load(path: str | PathLike[str], *, format: _Format | None = None, encoding: str | None = None) -> Document: ...
def loads(
    source: _Source, *, path: _Path = None, format: _Format | None = None, encoding: str | None = None
) -> Document: ...
def check(
    source: _Source,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Unpack[CheckOptions],
) -> Report: ...
def check_many(
    paths: Iterable[str | PathLike[str]],
    *,
    threads: int | None = None,
    progress: Callable[[int, int], object] | None = None,
    **options: Unpack[CheckOptions],
) -> Report: ...
def check_blobs(
    files: Sequence[tuple[str, bytes | None]],
    *,
    threads: int | None = None,
    progress: Callable[[int, int], object] | None = None,
    **options: Unpack[CheckOptions],
) -> Report: ...
@overload
def fix(
    source: str | Document,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Unpack[FixOptions],
) -> tuple[str, Report]: ...
@overload
def fix(
    source: bytes | PathLike[str],
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Unpack[FixOptions],
) -> tuple[bytes, Report]: ...
def convert(
    source: _Source,
    to: _Format,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    voice: Literal["prefix", "drop"] | None = None,
    crlf: bool = False,
    platform: Literal["kaltura"] | None = None,
    verify: bool = False,
) -> tuple[str, list[Loss]]: ...
@overload
def reflow(
    source: str | Document,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[str, list[_Change]]: ...
@overload
def reflow(
    source: bytes | PathLike[str],
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[bytes, list[_Change]]: ...
@overload
def retime(
    source: str | Document,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[str, list[_Change]]: ...
@overload
def retime(
    source: bytes | PathLike[str],
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[bytes, list[_Change]]: ...
@overload
def mask(
    source: str | Document,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[str, list[_Change]]: ...
@overload
def mask(
    source: bytes | PathLike[str],
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[bytes, list[_Change]]: ...
@overload
def speakers(
    source: str | Document,
    to: str | None,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[str, list[_Change]]: ...
@overload
def speakers(
    source: bytes | PathLike[str],
    to: str | None,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[bytes, list[_Change]]: ...
@overload
def apply_dictionary(
    source: str | Document,
    terms: str,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[str, list[_Change]]: ...
@overload
def apply_dictionary(
    source: bytes | PathLike[str],
    terms: str,
    *,
    path: _Path = None,
    format: _Format | None = None,
    encoding: str | None = None,
    **options: Any,
) -> tuple[bytes, list[_Change]]: ...
def explain(rule: str) -> str: ...
def run(arguments: Sequence[str]) -> int: ...
def option_table() -> dict[str, _Option]: ...
def rule_table() -> dict[str, _Rule]: ...
