package org.tributary.schemas;

/** Versions that a run pins. */
public final class EngineVersion {
  /**
   * Version of the engine; part of every run id, since another engine may compute other numbers.
   */
  public static final String ENGINE = "0.1.0";

  /** Layout of a warehouse; a warehouse with another number is refused. */
  public static final int WAREHOUSE_FORMAT = 3;

  private EngineVersion() {}
}
