package org.tributary.session;

import org.apache.spark.sql.SparkSession;

/** One session for all tests of the JVM: starting Spark costs more than most tests. */
public final class SharedSpark {
  private static final SparkSession SESSION = start();

  private SharedSpark() {}

  public static SparkSession session() {
    return SESSION;
  }

  private static SparkSession start() {
    SparkSession session = SparkSessions.embedded("local[2]", 2);
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }
}
