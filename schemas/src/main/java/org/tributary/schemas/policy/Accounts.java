package org.tributary.schemas.policy;

import java.io.Serializable;

/**
 * Accounts that the policy names.
 *
 * @param platform ledger account of the platform's part, e.g. {@code payee:platform}
 * @param unattributed ledger account of what no method could attribute, e.g. {@code
 *     suspense:unattributed}
 */
public record Accounts(String platform, String unattributed) implements Serializable {}
