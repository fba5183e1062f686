package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tributary.ledger.Amounts;
import org.tributary.ledger.Entry;
import org.tributary.ledger.Transaction;
import org.tributary.schemas.policy.PolicyBook;

/** What comes in goes out, exactly, in any world. */
class ConservationTest {
  private static final PolicyBook POLICIES = RandomWorlds.policies(1);
  private static final MemoryTwin TWIN =
      new MemoryTwin(POLICIES, RandomWorlds.CLOSE, "00000000000000aa");

  /** A world has at most 12 incomes: their sum stays an amount. */
  private static final BigInteger MOST = Amounts.MAX.divide(BigInteger.valueOf(20));

  @Property(tries = 1_000)
  void everyFeeAndRewardIsDividedExactly(
      @ForAll @IntRange(max = RandomWorlds.COUNT - 1) int number, @ForAll long seed) {
    World world = RandomWorlds.world(number, seed, MOST);
    Map<String, BigInteger> out = new HashMap<>();
    for (Entitlement e : TWIN.entitlements(world)) {
      assertThat(e.amount()).isPositive();
      out.merge(e.sourceKind() + e.sourceId() + e.tokenId(), e.amount(), BigInteger::add);
    }
    Map<String, BigInteger> in = new HashMap<>();
    world.log().stream()
        .filter(row -> !row.logDate().isAfter(RandomWorlds.CLOSE))
        .forEach(row -> in.put("FEE" + row.inferenceId() + row.tokenId(), row.fee()));
    world.agentRuns().stream()
        .filter(run -> !run.logDate().isAfter(RandomWorlds.CLOSE))
        .forEach(run -> in.put("REWARD" + run.agentRunId() + run.tokenId(), run.reward()));
    in.values().removeIf(amount -> amount.signum() == 0);
    assertThat(out).isEqualTo(in);
  }

  @Property(tries = 300)
  void theOrderOfRowsChangesNothing(
      @ForAll @IntRange(max = RandomWorlds.COUNT - 1) int number,
      @ForAll long seed,
      @ForAll Random random) {
    World world = RandomWorlds.world(number, seed, MOST);
    World shuffled =
        new World(
            shuffled(world.log(), random),
            shuffled(world.agentRuns(), random),
            new HashMap<>(world.attribution()),
            world.models(),
            shuffled(world.batches(), random),
            world.datanets(),
            world.contributions(),
            world.spans());
    shuffled.attribution().replaceAll((id, shares) -> shuffled(shares, random));
    List<Entitlement> one = TWIN.entitlements(world);
    List<Entitlement> other = TWIN.entitlements(shuffled);
    assertThat(other).hasSameSizeAs(one);
    assertThat(new HashSet<>(other)).isEqualTo(new HashSet<>(one));
  }

  @Property(tries = 300)
  void aSecondNightOverTheSameWorldPostsNothing(
      @ForAll @IntRange(max = RandomWorlds.COUNT - 1) int number, @ForAll long seed) {
    World world = RandomWorlds.world(number, seed, MOST);
    World before = RandomWorlds.before(world, number, seed);
    List<Transaction> first = TWIN.transactions(TWIN.entitlements(before), List.of());
    List<Transaction> second = TWIN.transactions(TWIN.entitlements(world), first);
    List<Transaction> both = new ArrayList<>(first);
    both.addAll(second);
    List<Transaction> third = TWIN.transactions(TWIN.entitlements(world), both);
    assertThat(third).flatMap(Transaction::entries).isEmpty();
    assertThat(sum(both)).isZero();
  }

  private static BigInteger sum(List<Transaction> transactions) {
    return transactions.stream()
        .flatMap(transaction -> transaction.entries().stream())
        .map(Entry::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
