package org.tributary.allocate;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.Waterfall;

/**
 * Random worlds that share one policy book but no id, date and token, so that a thousand of them
 * fit into one Spark job and still are worlds of their own.
 */
final class RandomWorlds {
  static final int COUNT = 1_000;

  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final int DAYS_OF_A_WORLD = 4;
  private static final int SLOTS = 25;

  /** The last day of a world lies after its close date where it is in the last slot. */
  static final LocalDate CLOSE = FIRST.plusDays(SLOTS * DAYS_OF_A_WORLD - 2);

  private static final List<String> METHODS = List.of("influence", "span", "retrieval", "declared");

  private final Random random;
  private final int number;
  private final BigInteger mostFee;
  private final Map<String, ModelOwners.Model> models = new HashMap<>();

  private RandomWorlds(int number, long seed, BigInteger mostFee) {
    this.random = new Random(seed * 1_000_003 + number);
    this.number = number;
    this.mostFee = mostFee;
  }

  /**
   * World {@code number} of {@link #COUNT}.
   *
   * @param mostFee fees and rewards are below it
   */
  static World world(int number, long seed, BigInteger mostFee) {
    return new RandomWorlds(number, seed, mostFee).make();
  }

  /** The world as it might have been settled the night before: rows missing, other shares. */
  static World before(World world, int number, long seed) {
    Random random = new Random(seed * 31 + number);
    if (random.nextInt(4) == 0) {
      return new World(List.of(), List.of(), Map.of(), world.models());
    }
    RandomWorlds other = new RandomWorlds(number, seed + 1, BigInteger.TEN);
    Map<String, List<AttributionShare>> attribution = new HashMap<>(world.attribution());
    attribution.replaceAll((id, shares) -> random.nextInt(3) == 0 ? other.attribution() : shares);
    return new World(
        world.log().stream().filter(row -> random.nextInt(4) > 0).toList(),
        world.agentRuns().stream().filter(run -> random.nextInt(3) > 0).toList(),
        attribution,
        world.models());
  }

  /** One policy for each date. */
  static PolicyBook policies(long seed) {
    Random random = new Random(seed);
    List<Policy> policies = new ArrayList<>();
    for (int day = 0; day < SLOTS * DAYS_OF_A_WORLD; day++) {
      List<Token> tokens = new ArrayList<>();
      for (int slot = 0; slot < COUNT / SLOTS; slot++) {
        tokens.add(MoneyFixtures.token("A" + slot, random.nextInt(3)));
        tokens.add(MoneyFixtures.token("B" + slot, random.nextLong(1_000_000_000_000L)));
      }
      long[] shares = parts(random, 1_000_000, 4);
      Waterfall waterfall =
          new Waterfall(
              random.nextInt(1_000_001),
              Map.of(
                  Role.PLATFORM, (int) shares[0],
                  Role.MODEL_DEVELOPER, (int) shares[1],
                  Role.BASE_MODEL_DEVELOPER, (int) shares[2],
                  Role.CONTRIBUTOR, (int) shares[3]));
      policies.add(
          MoneyFixtures.policy("p" + day, FIRST.plusDays(day), waterfall, List.copyOf(tokens)));
    }
    return new PolicyBook(policies);
  }

  private World make() {
    String base = id("base");
    models.put(base, new ModelOwners.Model(id("dev0"), null));
    models.put(id("adapter"), new ModelOwners.Model(id("dev1"), base));
    List<AgentRun> runs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      runs.add(
          new AgentRun(
              id("run" + i),
              day(),
              id("payer"),
              AgentRun.Outcome.values()[random.nextInt(3)],
              token(),
              amount()));
    }
    List<World.LogRow> log = new ArrayList<>();
    Map<String, List<AttributionShare>> attribution = new HashMap<>();
    for (int i = random.nextInt(10); i > 0; i--) {
      World.LogRow row = logRow(i, runs);
      log.add(row);
      attribution.put(row.inferenceId(), attribution());
    }
    return new World(log, runs, attribution, models);
  }

  private World.LogRow logRow(int i, List<AgentRun> runs) {
    boolean isStep = !runs.isEmpty() && random.nextBoolean();
    return new World.LogRow(
        id("inf" + i),
        day(),
        random.nextBoolean() ? id("base") : id("adapter"),
        id("node" + random.nextInt(2)),
        random.nextInt(3) == 0 ? 0 : random.nextInt(100_000),
        token(),
        amount(),
        isStep
            ? Optional.of(runs.get(random.nextInt(runs.size())).agentRunId())
            : Optional.empty());
  }

  private List<AttributionShare> attribution() {
    int methods = 1 + random.nextInt(3);
    long[] weights = parts(random, 1_000_000 - methods, methods);
    List<AttributionShare> shares = new ArrayList<>();
    for (int m = 0; m < methods; m++) {
      int weight = (int) weights[m] + 1;
      long[] parts = parts(random, AttributionShare.WHOLE, 1 + random.nextInt(6));
      for (int i = 0; i < parts.length; i++) {
        boolean unattributed = i == 0 && random.nextInt(3) == 0;
        String method = METHODS.get(m);
        shares.add(
            unattributed
                ? MoneyFixtures.unattributed(
                    method,
                    weight,
                    random.nextBoolean() ? "NO_SKETCH" : "NO_POSITIVE_VALUE",
                    parts[i])
                : new AttributionShare(
                    method,
                    weight,
                    Optional.of("net" + i % 2),
                    Optional.of(id("c" + i)),
                    parts[i],
                    method.equals("influence")
                        ? Optional.of(parts[i] % 500_000_000)
                        : Optional.empty(),
                    i == 3 ? Optional.of("FLAT_SHARE") : Optional.empty()));
      }
    }
    return shares;
  }

  /** Zero, a few units (where every rounding shows), or large. */
  private BigInteger amount() {
    return switch (random.nextInt(4)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> BigInteger.valueOf(random.nextInt(20));
      case 2 -> BigInteger.valueOf(random.nextInt(1_000_000_000)).min(mostFee);
      default -> new BigInteger(mostFee.bitLength() - 1, random);
    };
  }

  private LocalDate day() {
    int slot = number % SLOTS;
    return FIRST.plusDays(slot * DAYS_OF_A_WORLD + random.nextInt(DAYS_OF_A_WORLD));
  }

  private String token() {
    return (random.nextBoolean() ? "A" : "B") + number / SLOTS;
  }

  private String id(String name) {
    return "w" + number + "-" + name;
  }

  /** Random non-negative parts, some zero, that sum to {@code whole}. */
  private static long[] parts(Random random, long whole, int count) {
    long[] cuts = new long[count + 1];
    for (int i = 1; i < count; i++) {
      cuts[i] = random.nextInt(4) == 0 ? whole / 2 : random.nextLong(whole + 1);
    }
    cuts[count] = whole;
    Arrays.sort(cuts);
    long[] parts = new long[count];
    for (int i = 0; i < count; i++) {
      parts[i] = cuts[i + 1] - cuts[i];
    }
    return parts;
  }
}
