"""Checks of captions in a Daft data frame. Needs ``cuesmith[daft]``.

>>> import daft, cuesmith.daft                                                              # doctest: +SKIP
>>> findings, files = cuesmith.daft.check(daft.from_glob_path("s3://bucket/captions/**"))   # doctest: +SKIP
"""

from __future__ import annotations

from typing import Any

import daft
from daft import DataType, Series, col

from cuesmith import _archive


def check(
    df: daft.DataFrame,
    *,
    path_col: str = "path",
    content_col: str | None = "content",
    run_id: str | None = None,
    **options: Any,
) -> tuple[daft.DataFrame, daft.DataFrame]:
    """Checks one file for each row, and returns a table of findings and a table of files.

    ``path_col`` has the name of a file, which decides about language and kind. ``content_col`` has its bytes; with
    ``None`` they are read from the address in ``path_col``. A file that cannot be read is a row with an ``error`` in the
    table of files. Options are those of ``cuesmith.check``. Nothing runs before a result is asked for, and files are
    checked once for each of the two tables.
    """
    checker = _archive.Checker(run_id, options)
    if content_col is None:
        content_col = "__cuesmith_content"
        df = df.with_column(content_col, col(path_col).download(on_error="null"))

    def table(kind: str) -> daft.DataFrame:
        fields = {name: _type(column) for name, column in _archive.columns(kind)}
        row = DataType.list(DataType.struct(fields))

        @daft.func.batch(return_dtype=row)  # type: ignore[untyped-decorator]
        def rows(paths: Series, contents: Series) -> list[list[dict[str, Any]]]:
            return checker.rows_by_file(kind, paths.to_pylist(), contents.to_pylist())

        made = df.select(rows(col(path_col), col(content_col)).alias("row")).explode("row")
        made = made.where(~col("row").is_null())
        return made.select(*(col("row")[name].alias(name) for name in fields))

    return table("findings"), table("files")


def _type(column: str) -> DataType:
    return DataType.int64() if column == "int64" else DataType.string()


def pack(df: daft.DataFrame, target: str, *, path_col: str = "path") -> None:
    """Writes many small files into Parquet with the columns ``path`` and ``content``, for faster reading later."""
    packed = df.select(col(path_col).alias("path"), col(path_col).download(on_error="null").alias("content"))
    packed.write_parquet(target, compression="zstd")
