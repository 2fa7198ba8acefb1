"""A Spark session on a Joulelake, for notebooks and scripts.

    import lake

    spark = lake.connect()                              # a running `joulelake up`, or what JOULELAKE_CONFIG names
    spark = lake.connect("../conf/compose.properties")  # any deployment, by a settings file of the commands

Spark is that of the installed PySpark; Joulelake only adds its jars to it. The settings file is read by the same Java code as in
the commands, so no secret passes through Python, a command line, or Spark's configuration.
"""

import logging
import os
import subprocess
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import pyspark
from pyspark import SparkConf, SparkContext
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

SPARK_VERSION = "4.1."
LAUNCHER = Path(__file__).resolve().parent.parent / "joulelake"

# What suits one process on one machine, as in the commands.
OPTIONS = {
    "spark.sql.extensions": "org.joulelake.query.LakeExtensions",
    "spark.sql.catalog.lake": "org.joulelake.spark.catalog.LakeCatalog",
    "spark.sql.defaultCatalog": "lake",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


def connect(config=None, options=None):
    """A session whose current catalog is the lake; one that this process has already is ended.

    config: a settings file of Joulelake; options: further settings of Spark by their names, which win.
    """
    if not pyspark.__version__.startswith(SPARK_VERSION):
        raise RuntimeError(
            f"Joulelake's functions are made for PySpark {SPARK_VERSION}x, this is {pyspark.__version__};"
            " install notebooks/requirements.txt"
        )
    running = SparkSession.getActiveSession()
    if running:
        running.stop()
    conf = SparkConf(loadDefaults=False).setMaster("local[*]").setAppName("joulelake-notebook")
    conf.setAll(OPTIONS.items())
    conf.set("spark.driver.extraClassPath", os.pathsep.join(jars()))
    conf.set("spark.sql.catalog.lake.config", _settings_file(config))
    conf.setAll((options or {}).items())
    # What goes wrong is an exception; PySpark would log it beside that.
    logging.getLogger("DataFrameQueryContextLogger").setLevel(logging.CRITICAL)
    SparkContext(conf=conf, gateway=None if SparkContext._gateway else _start_java(conf))
    return SparkSession.builder.getOrCreate()


def jars():
    """Files of Joulelake's jars: those that JOULELAKE_JARS names, else what `joulelake jars` prints."""
    names = os.environ.get("JOULELAKE_JARS")
    if not names:
        if not LAUNCHER.exists():
            raise RuntimeError("set JOULELAKE_JARS to what `joulelake jars` prints")
        names = subprocess.run([LAUNCHER, "jars"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return names.strip().split(",")


def _settings_file(config):
    named = config or os.environ.get("JOULELAKE_CONFIG")
    return str(Path(named).resolve()) if named else ""


def _start_java(conf):
    """Starts Spark's Java with its log in a file: a notebook would show each line of it."""
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    with tempfile.NamedTemporaryFile("w+", prefix="joulelake-spark-", suffix=".log", delete=False) as log:
        try:
            return launch_gateway(conf, {"stdout": log, "stderr": log})
        except Exception as error:
            raise RuntimeError(f"Spark did not start; is there a JDK 17? Its log: {log.name}") from error


def time(instant_ns):
    """An instant in ns since the Unix epoch as SQL functions read it, to the nanosecond, in UTC."""
    seconds, nanos = divmod(int(instant_ns), 1_000_000_000)
    return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%dT%H:%M:%S}.{nanos:09d}Z"
