package org.tributary.allocate;

import java.util.Locale;
import org.tributary.ledger.Account;

/** Where money comes from. */
enum SourceKind {
  /** The fee of an inference. */
  FEE,
  /** The reward of an agent run. */
  REWARD;

  /** The ledger account that stands against what this source pays. */
  Account revenue() {
    return new Account.Revenue(name().toLowerCase(Locale.ROOT));
  }
}
