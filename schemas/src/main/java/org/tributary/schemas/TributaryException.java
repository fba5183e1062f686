package org.tributary.schemas;

import java.util.Locale;

/**
 * A failure that a person can act on. The message says what is wrong, where, and how to mend it;
 * the code decides the exit status.
 */
public final class TributaryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public TributaryException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public TributaryException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Builds the message with {@link String#format} in the root locale. */
  public static TributaryException of(ErrorCode code, String format, Object... arguments) {
    return new TributaryException(code, String.format(Locale.ROOT, format, arguments));
  }

  public ErrorCode code() {
    return code;
  }
}
