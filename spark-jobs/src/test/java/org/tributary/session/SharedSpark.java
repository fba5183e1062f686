package org.tributary.session;

import org.apache.spark.sql.SparkSession;

/**
 * One session for all tests of the JVM: starting Spark costs more than most tests. Expressions are
 * interpreted, since compiling those of a query takes longer than a few rows do; that compiled ones
 * give the same bytes is tested by a night in another process.
 */
public final class SharedSpark {
  private static final SparkSession SESSION = start();

  private SharedSpark() {}

  public static SparkSession session() {
    return SESSION;
  }

  private static SparkSession start() {
    SparkSession session = SparkSessions.embedded("local[2]", 2);
    session.sparkContext().setLogLevel("ERROR");
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return session;
  }
}
