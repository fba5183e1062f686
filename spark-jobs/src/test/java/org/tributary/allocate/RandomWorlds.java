package org.tributary.allocate;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tributary.schemas.policy.AgentRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Token;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.policy.WorthRule;

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

  private static final int[] HALF_LIVES = {WorthRule.AGELESS, 1, 7, 60};
  private static final String[] MODELS = {
    "base", "adapter", "adapter", "adapter2", "adapter3", "ring"
  };
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
      return new World(
          List.of(),
          List.of(),
          Map.of(),
          world.models(),
          List.of(),
          world.datanets(),
          world.contributions());
    }
    RandomWorlds other = new RandomWorlds(number, seed + 1, BigInteger.TEN);
    Map<String, List<AttributionShare>> attribution = new HashMap<>(world.attribution());
    attribution.replaceAll((id, shares) -> random.nextInt(3) == 0 ? other.attribution() : shares);
    return new World(
        world.log().stream().filter(row -> random.nextInt(4) > 0).toList(),
        world.agentRuns().stream().filter(run -> random.nextInt(3) > 0).toList(),
        attribution,
        world.models(),
        world.batches().stream().filter(batch -> random.nextInt(3) > 0).toList(),
        world.datanets(),
        world.contributions(),
        world.spans());
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
      policies.add(
          MoneyFixtures.policy(
              "p" + day,
              FIRST.plusDays(day),
              waterfall(random),
              List.copyOf(tokens),
              new AgentRule(
                  pick(random, AgentRule.RewardBy.values()),
                  pick(random, AgentRule.Failure.values())),
              new WorthRule(
                  HALF_LIVES[random.nextInt(HALF_LIVES.length)],
                  pick(random, WorthRule.Quality.values()))));
    }
    return new PolicyBook(policies);
  }

  /** Any of the roles may have nothing. */
  private static Waterfall waterfall(Random random) {
    long[] shares = parts(random, 1_000_000, WaterfallSplit.SHARING.size());
    Map<Role, Integer> byRole = new EnumMap<>(Role.class);
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0 || random.nextBoolean()) {
        byRole.put(WaterfallSplit.SHARING.get(i), (int) shares[i]);
      }
    }
    return new Waterfall(
        random.nextInt(1_000_001),
        byRole,
        1 + random.nextInt(4),
        pick(random, Waterfall.Unattributed.values()));
  }

  private static <E> E pick(Random random, E[] values) {
    return values[random.nextInt(values.length)];
  }

  private World make() {
    String base = id("base");
    models.put(base, new ModelOwners.Model(id("dev0"), null));
    models.put(id("adapter"), new ModelOwners.Model(id("dev1"), base));
    models.put(id("adapter2"), new ModelOwners.Model(id("dev2"), id("adapter")));
    models.put(id("adapter3"), new ModelOwners.Model(id("dev1"), id("adapter2")));
    models.put(id("ring"), new ModelOwners.Model(id("dev3"), id("ring2")));
    models.put(id("ring2"), new ModelOwners.Model(id("dev4"), id("ring")));
    List<AgentRun> runs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      runs.add(
          new AgentRun(
              id("run" + i),
              day(),
              id("owner" + i % 2),
              id("payer"),
              AgentRun.Outcome.values()[random.nextInt(3)],
              token(),
              amount()));
    }
    Map<String, World.Span> spans = new HashMap<>();
    runs.forEach(run -> spans.put(run.agentRunId(), span(run)));
    List<World.LogRow> log = new ArrayList<>();
    Map<String, List<AttributionShare>> attribution = new HashMap<>();
    for (int i = random.nextInt(10); i > 0; i--) {
      World.LogRow row = logRow(i, runs);
      log.add(row);
      attribution.put(row.inferenceId(), attribution());
    }
    return new World(
        log, runs, attribution, models, batches(log), datanets(), contributions(), spans);
  }

  /** Runs end on their day, and begin on it, before, or nobody knows when. */
  private World.Span span(AgentRun run) {
    Instant midnight = run.logDate().atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant endedAt = midnight.plusSeconds(random.nextInt(3) * 40_000L + 6_000);
    Instant startedAt =
        switch (random.nextInt(3)) {
          case 0 -> null;
          case 1 -> endedAt.minusSeconds(90_000);
          default -> midnight;
        };
    return new World.Span(id("agent"), startedAt, endedAt);
  }

  /** Batches overlap, have members that the log doesn't know, and may be of any day. */
  private List<World.Batch> batches(List<World.LogRow> log) {
    List<World.Batch> batches = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<String> members = new ArrayList<>(List.of(id("unknown")));
      log.stream()
          .map(World.LogRow::inferenceId)
          .filter(inference -> random.nextInt(3) == 0)
          .forEach(members::add);
      batches.add(new World.Batch(id("batch" + i), day(), random.nextInt(100_000), members));
    }
    return batches;
  }

  /**
   * A datanet with a curator, one whose curator changes or is missing, and one without versions.
   */
  private Datanets datanets() {
    Map<String, List<Datanets.Version>> versions = new HashMap<>();
    Map<String, List<Datanets.Trained>> trainingSets = new HashMap<>();
    Map<Datanets.Trained.Key, List<Datanets.Holder>> holders = new HashMap<>();
    versions.put(id("net0"), List.of(new Datanets.Version(1, FIRST, id("curator0"))));
    versions.put(
        id("net1"),
        List.of(
            new Datanets.Version(1, FIRST, null),
            new Datanets.Version(2, day(), id("curator1")),
            new Datanets.Version(3, day(), random.nextBoolean() ? null : id("curator0"))));
    for (String model : models.keySet()) {
      List<Datanets.Trained> set = new ArrayList<>();
      for (String net : List.of(id("net0"), id("net1"), id("net2"))) {
        if (random.nextInt(3) > 0) {
          int version = 1 + random.nextInt(3);
          set.add(new Datanets.Trained(net, version, random.nextInt(3) * random.nextInt(500_000)));
        }
      }
      trainingSets.put(model, set);
    }
    for (int version = 1; version <= 3; version++) {
      for (String net : List.of(id("net0"), id("net1"))) {
        List<Datanets.Holder> of = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          of.add(new Datanets.Holder(id("c" + i), 1 + random.nextInt(9)));
        }
        holders.put(new Datanets.Trained.Key(net, version), of);
      }
    }
    return new Datanets(versions, trainingSets, holders);
  }

  /** Some contributors have none on record, and some only contributions of no quality. */
  private Map<Worths.Key, List<Worths.Batch>> contributions() {
    Map<Worths.Key, List<Worths.Batch>> contributions = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      for (int version = Worths.ALL_VERSIONS; version <= 3; version++) {
        List<Worths.Batch> batches = new ArrayList<>();
        for (int batch = random.nextInt(4); batch > 0; batch--) {
          batches.add(
              new Worths.Batch(
                  FIRST.minusDays(random.nextInt(80)).plusDays(random.nextInt(120)),
                  random.nextInt(3) * random.nextInt(5_000_000),
                  1 + random.nextInt(9)));
        }
        if (!batches.isEmpty()) {
          contributions.put(new Worths.Key(id("net" + i % 3), version, id("c" + i)), batches);
        }
      }
    }
    return contributions;
  }

  private World.LogRow logRow(int i, List<AgentRun> runs) {
    boolean isStep = !runs.isEmpty() && random.nextBoolean();
    AgentRun run = isStep ? runs.get(random.nextInt(runs.size())) : null;
    String caller =
        run == null || random.nextInt(4) == 0
            ? id("caller")
            : random.nextBoolean() ? id("agent") : run.ownerId();
    // Often the run's own day, or no call would be served in time.
    LocalDate date = run == null || random.nextInt(3) == 0 ? day() : run.logDate();
    return new World.LogRow(
        id("inf" + i),
        date,
        id(pick(random, MODELS)),
        id("node" + random.nextInt(2)),
        random.nextInt(3) == 0 ? 0 : random.nextInt(100_000),
        token(),
        amount(),
        Optional.ofNullable(run).map(AgentRun::agentRunId),
        caller,
        random.nextInt(3) == 0 ? 0 : random.nextInt(40),
        isStep && random.nextBoolean() ? random.nextInt(1_000_001) : 0,
        random.nextInt(5) * 20_000L);
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
                    List.of("NO_SKETCH", "NO_POSITIVE_VALUE", "DECLARED").get(random.nextInt(3)),
                    parts[i])
                : new AttributionShare(
                    method,
                    weight,
                    Optional.of(id("net" + i % 3)),
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
