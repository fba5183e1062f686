package org.tributary.schemas.policy;

import java.io.Serializable;

/**
 * Accounts that the policy names.
 *
 * @param platform ledger account of the platform's part, e.g. {@code payee:platform}
 * @param unattributed ledger account of what no method could attribute, e.g. {@code
 *     suspense:unattributed}
 * @param treasury ledger account of the treasury's part
 */
public record Accounts(String platform, String unattributed, String treasury)
    implements Serializable {
  /** Where a treasury's part waits that the policy gives no account. */
  public static final String DEFAULT_TREASURY = "suspense:treasury";

  /** With the default treasury. */
  public Accounts(String platform, String unattributed) {
    this(platform, unattributed, DEFAULT_TREASURY);
  }
}
