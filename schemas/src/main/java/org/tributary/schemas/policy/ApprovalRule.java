package org.tributary.schemas.policy;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Map;

/**
 * What must hold before a settlement leaves the house: block {@code approval} of a policy.
 *
 * @param needed how many different approvers must have signed, at least 1
 * @param approvers EIP-55 address by name; without any, nothing can be exported
 * @param gates bounds between a settlement and the one that was exported before
 */
public record ApprovalRule(int needed, Map<String, String> approvers, Gates gates)
    implements Serializable {
  /** Most approvals that a policy may need: more is a mistake. */
  public static final int MOST_NEEDED = 16;

  /** Nobody may approve: what a policy says that has no such block. */
  public static final ApprovalRule NOBODY = new ApprovalRule(2, Map.of(), Gates.OPEN);

  public ApprovalRule {
    if (needed < 1 || needed > MOST_NEEDED) {
      throw new IllegalArgumentException("1 to 16 approvals can be needed, not " + needed);
    }
    approvers = Map.copyOf(approvers);
  }

  /**
   * Bounds of an export.
   *
   * @param mostAccountChange most that one address's claim may grow, by token id, base units
   * @param mostTotalChange most that all claims together may grow, by token id, base units
   * @param mostChangePpm most that all claims may grow, parts per million of the median of the
   *     exports before; 0: no bound
   * @param trailingExports how many exports that median is over
   * @param mostNewAddressesPpm most of what is added that may go to addresses without a claim
   *     before, parts per million
   * @param refusedAddresses EIP-55 addresses that are never paid, by a name for people
   */
  public record Gates(
      Map<String, BigInteger> mostAccountChange,
      Map<String, BigInteger> mostTotalChange,
      int mostChangePpm,
      int trailingExports,
      int mostNewAddressesPpm,
      Map<String, String> refusedAddresses)
      implements Serializable {
    /** No bounds. */
    public static final Gates OPEN = new Gates(Map.of(), Map.of(), 0, 7, 1_000_000, Map.of());

    public Gates {
      mostAccountChange = Map.copyOf(mostAccountChange);
      mostTotalChange = Map.copyOf(mostTotalChange);
      refusedAddresses = Map.copyOf(refusedAddresses);
    }
  }
}
