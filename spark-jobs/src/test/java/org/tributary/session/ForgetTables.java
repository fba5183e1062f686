package org.tributary.session;

import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Delta keeps what it knows of every table for an hour, megabytes each. That is right for a night,
 * whose tables are some sixty; the worlds of a test class are never opened again, and those of a
 * hundred classes don't fit a JVM.
 */
public final class ForgetTables implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    DeltaLog.clearCache();
  }
}
