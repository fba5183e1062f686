package org.tributary.reports.verify;

import java.util.Comparator;
import org.tributary.reports.payout.CodePointOrder;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;

/** A ledger account in one token. */
record AccountKey(String account, String tokenId) {
  static final Comparator<AccountKey> ORDER =
      Comparator.comparing(AccountKey::account, CodePointOrder.INSTANCE)
          .thenComparing(AccountKey::tokenId, CodePointOrder.INSTANCE);

  static AccountKey of(PayoutRow row) {
    return new AccountKey(PayoutLine.PAYEE_PREFIX + row.accountId(), row.token().tokenId());
  }

  static AccountKey of(PayoutLine line) {
    return new AccountKey(line.account(), line.tokenId());
  }

  /** How a sentence names it. */
  String inWords() {
    return account.startsWith(PayoutLine.PAYEE_PREFIX)
        ? "payee " + account.substring(PayoutLine.PAYEE_PREFIX.length()) + ", token " + tokenId
        : "account " + account + ", token " + tokenId;
  }
}
