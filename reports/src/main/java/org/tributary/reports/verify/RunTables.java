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

  /**
   * Entitlements of a payee, of one policy and log date, that are kept back for their own sake.
   *
   * @param isContributor whether they were earned as a contributor
   * @param least what is kept for certain
   * @param most what may be kept: of a hold on a contribution all that its contributor earned from
   *     the datanet, since a share's evidence may not say all that it rests on
   */
  record Disputed(
      Payee payee,
      String policyId,
      LocalDate logDate,
      boolean isContributor,
      BigInteger least,
      BigInteger most) {}

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

  /**
   * What of a payee's entitlements is kept back for its own sake: by holds on what it was earned
   * from, and, where the policy in force says so, as self-dealing or for a fee that wasn't
   * received.
   */
  List<Disputed> disputed();

  /**
   * What was posted as paid to each payee by runs that closed on {@code start} or later, less what
   * was refunded to it: no cap is on that.
   */
  Map<Payee, BigInteger> paidSince(LocalDate start);
}
