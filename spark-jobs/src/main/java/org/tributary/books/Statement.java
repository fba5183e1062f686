package org.tributary.books;

import java.time.LocalDate;
import org.tributary.reports.payout.Balances;

/** One payee's account in one token for one run. */
public record Statement(
    String runId, LocalDate closeDate, String accountId, String tokenId, Balances balances) {}
