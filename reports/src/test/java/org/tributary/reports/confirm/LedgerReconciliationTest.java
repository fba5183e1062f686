package org.tributary.reports.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.export.LeafBook;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.SettlementHeader;

/** By hand: ann and bob share an address, ann was paid 40 at an older distributor before. */
class LedgerReconciliationTest {
  private static final String OLD = Treasury.address("old distributor");
  private static final String SHARED = Treasury.address("shared");
  private static final String COIN = Treasury.COIN.address();

  private final SettlementHeader header =
      Treasury.header(Treasury.policy(""), Treasury.DATE, Optional.empty());
  private final List<LedgerClaim> claims =
      new ArrayList<>(
          List.of(
              claim("ann", Treasury.DISTRIBUTOR, SHARED, 60),
              claim("bob", Treasury.DISTRIBUTOR, SHARED, 30),
              claim("ann", OLD, SHARED, 40)));
  private final Map<LedgerReconciliation.Payable, BigInteger> payables =
      new HashMap<>(
          Map.of(
              new LedgerReconciliation.Payable("ann", "COIN"), BigInteger.valueOf(100),
              new LedgerReconciliation.Payable("bob", "COIN"), BigInteger.valueOf(30)));

  @Test
  void leavesClaimsAndLedgerAgree() {
    assertThat(check(90)).isEmpty();
  }

  @Test
  void aLeafThatIsntTheSumOfItsAccounts() {
    assertThat(check(91))
        .containsExactly(
            "The leaf of "
                + SHARED
                + " in "
                + COIN
                + " says 91, but the claims of its accounts sum to 90.");
  }

  @Test
  void anAccountThatTheLedgerHasOtherwise() {
    payables.put(new LedgerReconciliation.Payable("bob", "COIN"), BigInteger.valueOf(31));
    payables.put(new LedgerReconciliation.Payable("cyd", "COIN"), BigInteger.ONE);
    assertThat(check(90))
        .containsExactly(
            "The ledger has 31 on payable:bob in COIN, but the settlements make 30 claimable.",
            "The ledger has 1 on payable:cyd in COIN, but the settlements make 0 claimable.");
  }

  private List<String> check(long leaf) {
    LeafBook leaves = new LeafBook();
    leaves.add(new Leaf(SHARED, COIN, BigInteger.valueOf(leaf)));
    return LedgerReconciliation.check(header, leaves, claims, payables);
  }

  private static LedgerClaim claim(
      String account, String distributor, String address, long cumulative) {
    return new LedgerClaim(
        account, 31337, distributor, address, "COIN", COIN, BigInteger.valueOf(cumulative));
  }
}
