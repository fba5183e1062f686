package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.policy.ApprovalRule;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.Policy;

/**
 * Somebody with a reason for everything passes each gate that can be passed. A purse in memory is
 * paid by what leaves: from the first export on, a one-shot kind still pays each unit once.
 */
class PassedGatesPropertiesTest {
  private static final int PAYEES = 3;
  private static final Policy POLICY = Treasury.policy("");

  /** A night's settlement in memory. */
  private record Made(SettlementManifest manifest, LeafBook leaves) {}

  @Property(tries = 200)
  void noReasonPaysTwiceOrSkips(
      @ForAll @Size(min = 1, max = 6) List<@Size(PAYEES) List<@IntRange(max = 4) Integer>> nights,
      @ForAll Random random) {
    List<Made> settlements = settlements(nights);
    Map<LeafBook.Key, BigInteger> purse = new HashMap<>();
    Set<String> done = new HashSet<>();
    Optional<Made> first = Optional.empty();
    Optional<Made> last = Optional.empty();
    for (int i = 0; i < 5 * settlements.size(); i++) {
      Made now = settlements.get(random.nextInt(settlements.size()));
      boolean adds = !now.leaves().added().claims().isEmpty();
      // What adds nothing has no root, and is never exported; the same content only once.
      if (!adds || done.contains(now.manifest().text()) || !canBePassed(now, last)) {
        continue;
      }
      now.leaves().added().claims().forEach((key, more) -> purse.merge(key, more, BigInteger::add));
      done.add(now.manifest().text());
      first = first.or(() -> Optional.of(now));
      last = Optional.of(now);
      LeafBook began = first.get().leaves();
      now.leaves()
          .claims()
          .forEach(
              (key, claim) ->
                  assertThat(purse.getOrDefault(key, BigInteger.ZERO))
                      .isEqualTo(claim.subtract(began.previous(key))));
    }
  }

  private static boolean canBePassed(Made now, Optional<Made> last) {
    GateInputs inputs =
        new GateInputs(
            now.manifest(),
            now.leaves(),
            ApprovalRule.Gates.OPEN,
            Map.of(),
            Optional.of(true),
            last.map(of -> new GateInputs.Before(of.manifest(), of.leaves())),
            List.of(),
            Optional.empty(),
            Map.of(),
            GateInputs.Around.NOTHING);
    return Gates.check(inputs).stream().allMatch(Refusal::canBePassed);
  }

  private static List<Made> settlements(List<List<Integer>> nights) {
    List<Made> settlements = new ArrayList<>();
    long[] claims = new long[PAYEES];
    Optional<SettlementHeader.Previous> previous = Optional.empty();
    for (List<Integer> earned : nights) {
      LeafBook leaves = new LeafBook();
      for (int i = 0; i < PAYEES; i++) {
        long before = claims[i];
        claims[i] += earned.get(i);
        if (claims[i] > 0) {
          leaves.add(leaf(i, before, claims[i]));
        }
      }
      SettlementManifest manifest = manifest(settlements.size(), leaves, previous);
      previous = Optional.of(manifest.asPrevious());
      settlements.add(new Made(manifest, leaves));
    }
    return settlements;
  }

  private static SettlementLeaf leaf(int payee, long before, long now) {
    return new SettlementLeaf(
        new Leaf(Treasury.address("p" + payee), Treasury.COIN.address(), BigInteger.valueOf(now)),
        BigInteger.valueOf(before),
        PayoutStatus.PAYABLE);
  }

  private static SettlementManifest manifest(
      int night, LeafBook leaves, Optional<SettlementHeader.Previous> previous) {
    BigInteger total = leaves.total(Treasury.COIN.address());
    return new SettlementManifest(
        Treasury.header(
            POLICY,
            Treasury.DATE.plusDays(night),
            previous,
            List.of(Treasury.COIN),
            31337,
            DistributorRule.of(DistributorKind.TRANSFERS, Treasury.DISTRIBUTOR)),
        Optional.of("0x" + "ab".repeat(32)),
        leaves.claims().size(),
        List.of(new TokenTotals(Treasury.COIN, total, total, BigInteger.ZERO, BigInteger.ZERO)),
        List.of());
  }
}
