"""The work of ``cuesmith.daft`` and ``cuesmith.spark``: a batch of files in, tables of findings and files out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cuesmith import _core

if TYPE_CHECKING:
    import pyarrow as pa

def columns(kind: str) -> list[tuple[str, str]]:
    """The names and types of the columns of ``findings`` or ``files``."""
    empty = _core.check_blobs([])
    return (empty.to_arrow() if kind == "findings" else empty.files_to_arrow()).columns


class Checker:
    """A check with its settings, which travels to the workers."""

    def __init__(self, run_id: str | None, options: dict[str, Any]) -> None:
        # Wrong options are an error here and not in a worker.
        self.config_hash = _core.check_blobs([], **options).config_hash
        self.version = _core.__version__
        self.run_id = run_id
        self.options = options

    def check(self, paths: Sequence[str | None], contents: Sequence[bytes | None]) -> _core.Report:
        """Checks files. Workers already run side by side: each uses one thread."""
        files = [(path or "", content) for path, content in zip(paths, contents)]
        return _core.check_blobs(files, threads=1, **self.options)

    def check_batch(self, kind: str, batch: pa.RecordBatch) -> pa.Table:
        """Checks a batch with the columns ``path`` and ``content``: the table of findings or of files."""
        import pyarrow as pa

        paths, contents = batch.column("path").to_pylist(), batch.column("content").to_pylist()
        report = self.check(paths, contents)
        table = report.to_arrow(self.run_id) if kind == "findings" else report.files_to_arrow(self.run_id)
        return pa.table(table)

    def rows_by_file(
        self, kind: str, paths: Sequence[str | None], contents: Sequence[bytes | None]
    ) -> list[list[dict[str, Any]]]:
        """The rows of each file of a batch."""
        import pyarrow as pa

        report = self.check(paths, contents)
        files = pa.table(report.files_to_arrow(self.run_id)).to_pylist()
        if kind == "files":
            return [[file] for file in files]
        rows = iter(pa.table(report.to_arrow(self.run_id)).to_pylist())
        return [[next(rows) for _ in range(file["findings"])] for file in files]
