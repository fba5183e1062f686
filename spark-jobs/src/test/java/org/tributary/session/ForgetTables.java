package org.tributary.session;

import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets go of what a class of tests leaves in the shared session. Delta keeps what it knows of every
 * table for an hour, megabytes each, and a view keeps all that its rows are made from. That is
 * right for a night, with its sixty tables; the worlds of a test class are never opened again, and
 * those of a hundred classes don't fit a JVM.
 */
public final class ForgetTables implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    DeltaLog.clearCache();
    scala.Option<SparkSession> started = SparkSession.getDefaultSession();
    if (started.isDefined()) {
      started.get().sessionState().catalog().clearTempTables();
    }
  }
}
