"""Checks of captions in a Spark data frame. Needs ``cuesmith[spark]``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import ArrayType, DataType, LongType, StringType, StructField, StructType

from cuesmith import _archive
from cuesmith._archive import PARTITION_BYTES, ROWS


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
    cannot be read is a row with an ``error`` in the table of files. Options are those of ``cuesmith.check``, ``config``
    among them. Nothing runs before a result is asked for, and files are checked once for each of the two tables:
    ``run`` checks them once for both.
    """
    return _tables(_checked(df, path_col, content_col, run_id, options))


def run(
    df: DataFrame,
    target: str,
    *,
    path_col: str = "path",
    content_col: str = "content",
    run_id: str | None = None,
    **options: Any,
) -> None:
    """Checks files and adds their results to a Parquet data set, which ``results`` reads.

    Spark adds the results of a whole run or, if it is interrupted, none: run a large data set in pieces, each with the
    files that ``remaining`` returns. Other arguments are those of ``check``.
    """
    made = _checked(df, path_col, content_col, run_id, options)
    made.write.mode("append").option("compression", "zstd").parquet(target)


def results(spark: SparkSession, target: str) -> tuple[DataFrame, DataFrame]:
    """The table of findings and the table of files that ``run`` has written."""
    return _tables(spark.read.parquet(target))


def read(spark: SparkSession, address: str, *, partition_bytes: int = PARTITION_BYTES) -> DataFrame:
    """The files below an address, with the columns ``path`` and ``content``.

    Partitions have at most ``partition_bytes`` bytes; a larger file is alone in its own. Sets the options of the session
    that are needed for that, and for batches of 500 files.
    """
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(partition_bytes))
    spark.conf.set("spark.sql.files.openCostInBytes", str(min(64 << 10, partition_bytes)))
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(address)
    return files.select("path", "content")


def pack(df: DataFrame, target: str) -> None:
    """Writes files (``path``, ``content``) into Parquet, one for each partition, for faster reading later."""
    df.select("path", "content").write.mode("overwrite").option("compression", "zstd").parquet(target)


def remaining(
    df: DataFrame, done: DataFrame, *, path_col: str = "path", content_col: str = "content", **options: Any
) -> DataFrame:
    """The rows of ``df`` that ``done``, a table of files, has no result of: for a run that was interrupted.

    A file is done if its name, its content, the settings and the version of cuesmith are the same, and it could be read.
    """
    checker = _archive.Checker(None, options)
    same = (f.col("config_hash") == checker.config_hash) & (f.col("tool_version") == checker.version)
    known = done.where(same & (f.col("status") == "ok"))
    known = known.select(f.col("path").alias("__path"), f.col("sha256").alias("__sha256"))
    marked = df.withColumn("__sha256", f.sha2(df[content_col], 256)).withColumn("__path", df[path_col])
    left = marked.join(known, on=["__path", "__sha256"], how="left_anti")
    return left.drop("__sha256", "__path")


def _checked(
    df: DataFrame, path_col: str, content_col: str, run_id: str | None, options: dict[str, Any]
) -> DataFrame:
    """The table of files, with the findings of each."""
    checker = _archive.Checker(run_id, options)

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield checker.check_batch(batch.column(0).to_pylist(), batch.column(1).to_pylist())

    fields = [*_fields("files"), StructField(ROWS, ArrayType(StructType(_fields("findings"))))]
    files = df.select(df[path_col].alias("path"), df[content_col].alias("content"))
    return files.mapInArrow(rows, StructType(fields))


def _fields(kind: str) -> list[StructField]:
    return [StructField(name, _type(column)) for name, column in _archive.columns(kind)]


def _type(column: str) -> DataType:
    return LongType() if column == "int64" else StringType()


def _tables(files: DataFrame) -> tuple[DataFrame, DataFrame]:
    """The findings, and the files without them."""
    return files.select(f.explode(ROWS).alias("row")).select("row.*"), files.drop(ROWS)
