"""The work of ``cuesmith.daft`` and ``cuesmith.spark``: a batch of files in, rows of findings and files out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cuesmith import _core

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")

#: The column of a table of files with the findings of each.
ROWS = "rows"

#: How many bytes of files are a partition, unless the caller sets it.
PARTITION_BYTES = 16 << 20


def columns(kind: str) -> list[tuple[str, str]]:
    """The names and types of the columns of ``findings`` or ``files``."""
    empty = _core.check_blobs([])
    return (empty.to_arrow() if kind == "findings" else empty.files_to_arrow()).columns


class Checker:
    """A check with its settings, which travels to the workers."""

    def __init__(self, run_id: str | None, options: Mapping[str, Any]) -> None:
        options = dict(options)
        config = options.get("config")
        if config is not None and not isinstance(config, Mapping):
            # Workers may not have the file.
            options["config"] = (Path(config).read_text(encoding="utf-8"), str(config))
        # Wrong options are an error here and not in a worker.
        self.config_hash = _core.check_blobs([], **options).config_hash
        self.version = _core.__version__
        self.run_id = run_id
        self.options = options

    def check(
        self, paths: Sequence[str | None], contents: Sequence[bytes | None], threads: int | None = 1
    ) -> _core.Report:
        """Checks files. Workers already run side by side: each uses one thread."""
        files = [(path or "", content) for path, content in zip(paths, contents)]
        return _core.check_blobs(files, threads=threads, **self.options)

    def check_batch(
        self, paths: Sequence[str | None], contents: Sequence[bytes | None], threads: int | None = 1
    ) -> pa.RecordBatch:
        """Checks a batch: a row for each file, with its findings in the column :data:`ROWS`."""
        import pyarrow as pa

        report = self.check(paths, contents, threads)
        findings = pa.table(report.to_arrow(self.run_id)).combine_chunks()
        files = pa.table(report.files_to_arrow(self.run_id)).combine_chunks()
        ends = [0]
        for count in files.column("findings").to_pylist():
            ends.append(ends[-1] + count)
        rows = findings.to_struct_array().combine_chunks()
        lists = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), rows)
        arrays = [column.combine_chunks() for column in files.columns]
        return pa.RecordBatch.from_arrays([*arrays, lists], [*files.column_names, ROWS])


def by_size(items: Iterable[T], size: Callable[[T], int], limit: int) -> Iterator[list[T]]:
    """Groups of items in their order, each of at most ``limit`` bytes. An item that is larger is alone in its group."""
    group: list[T] = []
    total = 0
    for item in items:
        length = size(item)
        if group and total + length > limit:
            yield group
            group, total = [], 0
        group.append(item)
        total += length
    if group:
        yield group
