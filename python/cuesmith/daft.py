"""Checks of captions in a Daft data frame. Needs ``cuesmith[daft]``.

>>> import daft, cuesmith.daft                                                              # doctest: +SKIP
>>> findings, files = cuesmith.daft.check(daft.from_glob_path("s3://bucket/captions/**"), content_col=None)  # doctest: +SKIP
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import daft
import pyarrow as pa
import pyarrow.parquet as pq
from daft import DataType, Series, col

from cuesmith import _archive
from cuesmith._archive import PARTITION_BYTES, ROWS

_CONTENT = "__cuesmith_content"
_SHA256 = "__cuesmith_sha256"
_PATH = "__cuesmith_path"

#: How many rows of a data frame are in memory at a time.
_BATCH = 256


def check(
    df: daft.DataFrame,
    *,
    path_col: str = "path",
    content_col: str | None = "content",
    run_id: str | None = None,
    io_config: Any = None,
    **options: Any,
) -> tuple[daft.DataFrame, daft.DataFrame]:
    """Checks one file for each row, and returns a table of findings and a table of files.

    ``path_col`` has the name of a file, which decides about language and kind. ``content_col`` has its bytes; with
    ``None`` they are read from the address in ``path_col`` (``io_config`` has the credentials). A file that cannot be
    read is a row with an ``error`` in the table of files. Options are those of ``cuesmith.check``, ``config`` among them.
    Nothing runs before a result is asked for, and files are checked once for each of the two tables: ``run`` checks
    them once for both.
    """
    checker = _archive.Checker(run_id, options)
    df, content_col = _with_content(df, path_col, content_col, io_config)
    fields = {name: _type(column) for name, column in _archive.columns("files")}
    found = {name: _type(column) for name, column in _archive.columns("findings")}
    row = DataType.struct({**fields, ROWS: DataType.list(DataType.struct(found))})

    @daft.func.batch(return_dtype=row)  # type: ignore[untyped-decorator]
    def rows(paths: Series, contents: Series) -> Series:
        batch = checker.check_batch(paths.to_pylist(), contents.to_pylist())
        return Series.from_arrow(batch.to_struct_array(), dtype=row)

    made = df.select(rows(col(path_col), col(content_col)).alias("row"))
    return _tables(made.select(*(col("row")[name].alias(name) for name in (*fields, ROWS))))


def run(
    df: daft.DataFrame,
    target: str | os.PathLike[str],
    *,
    path_col: str = "path",
    content_col: str | None = "content",
    partition_bytes: int = PARTITION_BYTES,
    threads: int | None = None,
    run_id: str | None = None,
    io_config: Any = None,
    **options: Any,
) -> int:
    """Checks the files that ``target`` has no result of, adds their results to it, and returns the number of files.

    ``target`` is a folder, or an address that Daft can write to. It gets a Parquet file for each ``partition_bytes``
    bytes of captions; a larger file is alone in its own. Each is written in one step, so that a run that is interrupted
    can be started again and does only the rest: see ``remaining``. ``results`` reads them. Files are checked on this
    machine, with ``threads`` threads (default: one for each core); other arguments are those of ``check``.
    """
    checker = _archive.Checker(run_id, options)
    target = os.fspath(target)
    df, content_col = _with_content(df.into_batches(_BATCH), path_col, content_col, io_config)
    if _is_address(target) or any(Path(target).glob("*.parquet")):
        done = _read(target, io_config)
        if done is not None:
            df = remaining(df, done, path_col=path_col, content_col=content_col, **options)
    count = 0
    for group in _groups(df, path_col, content_col, partition_bytes):
        paths, contents = [path for path, _ in group], [content for _, content in group]
        table = pa.Table.from_batches([checker.check_batch(paths, contents, threads)])
        _write(table, target, uuid.uuid4().hex, io_config)
        count += len(group)
    return count


def results(target: str | os.PathLike[str], *, io_config: Any = None) -> tuple[daft.DataFrame, daft.DataFrame]:
    """The table of findings and the table of files that ``run`` has written."""
    return _tables(daft.read_parquet(_glob(os.fspath(target)), io_config=io_config))


def remaining(
    df: daft.DataFrame,
    done: daft.DataFrame,
    *,
    path_col: str = "path",
    content_col: str | None = "content",
    io_config: Any = None,
    **options: Any,
) -> daft.DataFrame:
    """The rows of ``df`` that ``done``, a table of files, has no result of: for a run that was interrupted.

    A file is done if its name, its content, the settings and the version of cuesmith are the same, and it could be read.
    """
    checker = _archive.Checker(None, options)
    same = (col("config_hash") == checker.config_hash) & (col("tool_version") == checker.version)
    known = done.where(same & (col("status") == "ok"))
    known = known.select(col("path").alias(_PATH), col("sha256").alias(_SHA256)).distinct()

    @daft.func.batch(return_dtype=DataType.string())  # type: ignore[untyped-decorator]
    def sums(contents: Series) -> list[str | None]:
        return [None if one is None else hashlib.sha256(one).hexdigest() for one in contents.to_pylist()]

    names = df.column_names
    df, content_col = _with_content(df, path_col, content_col, io_config)
    marked = df.with_columns({_SHA256: sums(col(content_col)), _PATH: col(path_col)})
    left = marked.join(known, on=[_PATH, _SHA256], how="anti")
    return left.select(*names)


def pack(
    source: daft.DataFrame | str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    path_col: str = "path",
    partition_bytes: int = PARTITION_BYTES,
    io_config: Any = None,
) -> int:
    """Writes many small files into Parquet with the columns ``path`` and ``content``, for faster reading later.

    ``source`` is a folder, a pattern (``s3://bucket/captions/**/*.vtt``) or a data frame with addresses in ``path_col``.
    Each Parquet file has at most ``partition_bytes`` bytes of captions; a larger file is alone in its own. A file that
    cannot be read has no ``content``. Returns the number of files.
    """
    if not isinstance(source, daft.DataFrame):
        address = os.fspath(source)
        if not _is_address(address) and Path(address).is_dir():
            address = f"{Path(address).absolute()}/**"
        source = daft.from_glob_path(address, io_config=io_config)
    count = 0
    source, content_col = _with_content(source.into_batches(_BATCH), path_col, None, io_config)
    for number, group in enumerate(_groups(source, path_col, content_col, partition_bytes)):
        columns = [pa.array([path for path, _ in group], pa.string())]
        columns.append(pa.array([content for _, content in group], pa.large_binary()))
        _write(pa.table(columns, ["path", "content"]), os.fspath(target), f"part-{number:06}", io_config)
        count += len(group)
    return count


def _tables(files: daft.DataFrame) -> tuple[daft.DataFrame, daft.DataFrame]:
    """The findings, and the files without them."""
    found = files.select(col(ROWS).alias("row")).explode("row").where(~col("row").is_null())
    names = [name for name, _ in _archive.columns("findings")]
    findings = found.select(*(col("row")[name].alias(name) for name in names))
    return findings, files.exclude(ROWS)


def _with_content(
    df: daft.DataFrame, path_col: str, content_col: str | None, io_config: Any
) -> tuple[daft.DataFrame, str]:
    if content_col is not None:
        return df, content_col
    download = col(path_col).download(on_error="null", io_config=io_config)
    return df.with_column(_CONTENT, download), _CONTENT


def _groups(
    df: daft.DataFrame, path_col: str, content_col: str, limit: int
) -> Iterator[list[tuple[str | None, bytes | None]]]:
    """Names and contents, in groups of a size."""

    def rows() -> Iterator[tuple[str | None, bytes | None]]:
        for batch in df.select(path_col, content_col).to_arrow_iter(results_buffer_size=1):
            yield from zip(batch.column(0).to_pylist(), batch.column(1).to_pylist())

    return _archive.by_size(rows(), lambda row: len(row[1] or b""), limit)


def _is_address(target: str) -> bool:
    return "://" in target


def _glob(target: str) -> str:
    return f"{target.rstrip('/')}/*.parquet"


def _read(target: str, io_config: Any) -> daft.DataFrame | None:
    """The results of an earlier run, if there are any."""
    try:
        return daft.read_parquet(_glob(target), io_config=io_config)
    except FileNotFoundError:
        return None


def _write(table: pa.Table, target: str, name: str, io_config: Any) -> None:
    """Writes a Parquet file in one step."""
    if _is_address(target):
        # An object is there as a whole or not at all.
        daft.from_arrow(table).write_parquet(target, compression="zstd", write_mode="append", io_config=io_config)
        return
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{name}.{os.getpid()}.tmp"
    try:
        pq.write_table(table, unfinished, compression="zstd")
        unfinished.replace(folder / f"{name}.parquet")
    finally:
        unfinished.unlink(missing_ok=True)


def _type(column: str) -> DataType:
    return DataType.int64() if column == "int64" else DataType.string()
