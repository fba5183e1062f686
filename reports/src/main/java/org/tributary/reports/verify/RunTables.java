package org.tributary.reports.verify;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tributary.schemas.policy.PolicyBook;

/**
 * What a run's files must agree with and its tables have, at the versions that the run pins.
 * Whatever is wrong with a table is thrown.
 */
public interface RunTables {
  /** An account in one token. */
  record Payee(String accountId, String tokenId) {}

  /**
   * A fee or a reward that the entitlements don't sum to.
   *
   * @param source e.g. {@code FEE of inf-1}
   */
  record Gap(String source, String tokenId, BigInteger cameIn, BigInteger entitled) {}

  /**
   * Entitlements that the lines don't say, or say otherwise.
   *
   * @param what account, date and role
   */
  record Unlined(String what, BigInteger entitled, BigInteger lines) {}

  /** The policies that the manifest pins. */
  PolicyBook policies();

  /** What the run would post, by entry id. */
  Iterator<ProposedEntry> entries();

  /** Sources whose entitlements don't sum to what came in, by source; a hundred at most. */
  List<Gap> gaps();

  /** Where entitlements and lines differ; a hundred at most. */
  List<Unlined> unlined();

  /** Accounts that are held as a whole or blocked on the close date, with the reason. */
  Map<String, String> shut();

  /** What holds on an inference, an agent run or a datanet keep of each payee. */
  Map<Payee, BigInteger> heldItems();

  /** What was posted as paid to each payee by runs that closed on {@code start} or later. */
  Map<Payee, BigInteger> paidSince(LocalDate start);
}
