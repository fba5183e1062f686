package org.tributary.ledger;

import java.util.Comparator;
import java.util.Optional;
import org.tributary.schemas.policy.Role;

/**
 * What distinguishes the entries of one transaction: a later transaction for the same log date and
 * token corrects the sum of the earlier ones, key by key.
 *
 * @param account ledger account
 * @param role why it earns; {@link Role#REVENUE} on the revenue side
 * @param modelId model, where the entry comes from an inference
 * @param datanetId datanet, for contributors
 */
public record EntryKey(
    Account account, Role role, Optional<String> modelId, Optional<String> datanetId) {
  /** Total order, for exports. */
  public static final Comparator<EntryKey> ORDER =
      Comparator.comparing((EntryKey key) -> key.account.text())
          .thenComparing(EntryKey::role)
          .thenComparing(key -> key.modelId.orElse(""))
          .thenComparing(key -> key.datanetId.orElse(""));
}
