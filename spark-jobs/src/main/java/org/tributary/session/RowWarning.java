package org.tributary.session;

/** Reason codes of table {@code row_warnings}; schemas/README.md says what each means. */
public final class RowWarning {
  public static final String BLANK_ID = "BLANK_ID";
  public static final String NO_POLICY = "NO_POLICY";
  public static final String UNKNOWN_TOKEN = "UNKNOWN_TOKEN";
  public static final String VOIDED = "VOIDED";
  public static final String VOIDS_NOTHING = "VOIDS_NOTHING";
  public static final String BLANK_PAYEE = "BLANK_PAYEE";
  public static final String NOT_A_STEP = "NOT_A_STEP";

  private RowWarning() {}
}
