"""What spark-submit is given: all that Spark lacks, and nothing that it brings."""

from __future__ import annotations

import zipfile

import pytest
from conftest import PROJECT

JAR = PROJECT / "spark-jobs/target/tributary.jar"

# A second copy of these would shadow Spark's own, or clash with it.
BROUGHT_BY_SPARK = (
    "scala/",
    "org/slf4j/",
    "org/apache/logging/",
    "org/apache/hadoop/",
    "org/apache/spark/SparkContext.class",
    "org/apache/spark/sql/Dataset.class",
    "com/fasterxml/",
    "javax/annotation/",
)

# Spark or a cluster may bring other versions of these: the jar's own have another name.
RELOCATED = ("com/typesafe/config/", "org/bouncycastle/", "de/siegmar/fastcsv/")

NEEDED = (
    "org/tributary/cli/Main.class",
    "org/tributary/log4j2.properties",
    "org/apache/spark/sql/delta/DeltaLog.class",
    "org/bytedeco/dnnl/linux-x86_64/libdnnl.so.3",
    "org/bytedeco/openblas/linux-x86_64/libopenblas.so.0",
    "META-INF/services/org.apache.spark.sql.sources.DataSourceRegister",
)


@pytest.fixture(scope="module")
def names() -> list[str]:
    with zipfile.ZipFile(JAR) as jar:
        return jar.namelist()


def test_has_nothing_that_spark_brings(names: list[str]):
    assert [name for name in names if name.startswith(BROUGHT_BY_SPARK)] == []


def test_libraries_that_could_clash_are_renamed(names: list[str]):
    assert [name for name in names if name.startswith(RELOCATED)] == []


def test_has_all_that_spark_lacks(names: list[str]):
    assert set(NEEDED) <= set(names)


def test_no_class_is_there_twice(names: list[str]):
    assert len(names) == len(set(names))
