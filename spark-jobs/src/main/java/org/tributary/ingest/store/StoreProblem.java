package org.tributary.ingest.store;

import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Says why a store can't be read. */
public final class StoreProblem {
  private StoreProblem() {}

  /** A store that is damaged or isn't what its description says. */
  public static TributaryException unreadable(StoreFolder store, String format, Object... values) {
    return TributaryException.of(
        ErrorCode.LANDING_UNREADABLE,
        "%s",
        "Gradient store "
            + store.name()
            + ": "
            + String.format(java.util.Locale.ROOT, format, values)
            + " Nothing of it was ingested.");
  }
}
