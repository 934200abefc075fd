"""Checks of captions in a Spark data frame. Needs ``cuesmith[spark]``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import LongType, StringType, StructField, StructType

from cuesmith import _archive


def check(
    df: DataFrame,
    *,
    path_col: str = "path",
    content_col: str = "content",
    run_id: str | None = None,
    **options: Any,
) -> tuple[DataFrame, DataFrame]:
    """Checks one file for each row, and returns a table of findings and a table of files.

    ``path_col`` has the name of a file, which decides about language and kind, ``content_col`` its bytes. A file that
    cannot be read is a row with an ``error`` in the table of files. Options are those of ``cuesmith.check``. Nothing runs
    before a result is asked for, and files are checked once for each of the two tables.
    """
    checker = _archive.Checker(run_id, options)

    def table(kind: str) -> DataFrame:
        def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                yield from checker.check_batch(kind, batch).to_batches()

        schema = StructType([
            StructField(name, LongType() if column == "int64" else StringType())
            for name, column in _archive.columns(kind)
        ])
        return df.select(df[path_col].alias("path"), df[content_col].alias("content")).mapInArrow(rows, schema)

    return table("findings"), table("files")


def read(spark: SparkSession, address: str, *, partition_bytes: int = 16 << 20) -> DataFrame:
    """The files below an address, with the columns ``path`` and ``content``.

    Partitions have at most ``partition_bytes`` bytes; a larger file is alone in its own.
    """
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(partition_bytes))
    spark.conf.set("spark.sql.files.openCostInBytes", str(64 << 10))
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(address)
    return files.select("path", "content")


def pack(df: DataFrame, target: str) -> None:
    """Writes files (``path``, ``content``) into Parquet, for faster reading later."""
    df.select("path", "content").write.mode("overwrite").option("compression", "zstd").parquet(target)


def remaining(df: DataFrame, done: DataFrame, *, content_col: str = "content", **options: Any) -> DataFrame:
    """The rows of ``df`` that no row of ``done`` (a table of files) has: for going on after a run that was cut short.

    A file is done if its content, the settings and the version of cuesmith are the same.
    """
    from pyspark.sql import functions as f

    checker = _archive.Checker(None, options)
    same = (done.config_hash == checker.config_hash) & (done.tool_version == checker.version)
    sums = done.where(same & (done.status == "ok")).select(done.sha256.alias("__sha256"))
    marked = df.withColumn("__sha256", f.sha2(df[content_col], 256))
    return marked.join(sums, on="__sha256", how="left_anti").drop("__sha256")
