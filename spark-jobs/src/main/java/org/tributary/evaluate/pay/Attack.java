package org.tributary.evaluate.pay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.LogisticRegression;

/** What a contributor may do to be paid more. What is added is accepted after everything else. */
enum Attack {
  /** Submits each of its rows once more. */
  COPY_TWICE("own rows twice"),
  /** Has each of its rows ten times. */
  COPY_TEN_TIMES("own rows ten times"),
  /** Submits nine near-copies of each of its rows: normal noise of 0.02 on every pixel. */
  NEAR_COPIES("near-copies, ten times"),
  /** Submits 60 rows of others as its own. */
  COPY_OTHERS("60 rows of others"),
  /** Gives each of its rows another label. */
  FLIP_LABELS("flips its labels"),
  /** Adds normal noise of 0.2 to every pixel of its rows. */
  NOISE("noise on its pixels"),
  /** Submits 60 rows of random pixels with random labels besides. */
  JUNK("60 junk rows"),
  /** Splits its rows over ten accounts, which are paid together. */
  SPLIT("splits into ten accounts"),
  /** Joins its rows with those of another contributor, who would be paid apart. */
  MERGE("merges with another");

  static final int COPIES = 10;
  static final int ADDED_ROWS = 60;
  static final int ACCOUNTS = 10;
  static final double NEAR = 0.02;
  static final double NOISY = 0.2;

  /** How far away the other contributor of a merger is. */
  private static final int PARTNER = 7;

  private final String words;

  Attack(String words) {
    this.words = words;
  }

  /** As the tables say it. */
  String words() {
    return words;
  }

  /** As JSON says it, e.g. {@code copy-twice}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The attack that JSON calls {@code key}. */
  static Attack ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * What an attack makes of a world.
   *
   * @param world after the attack
   * @param paid accounts of the attacker afterwards
   * @param before accounts that earned this before
   */
  record Outcome(World world, List<Integer> paid, List<Integer> before) {
    Outcome {
      paid = List.copyOf(paid);
      before = List.copyOf(before);
    }
  }

  /** Carries the attack out. */
  Outcome on(World world, int attacker, RandomNumbers random) {
    return switch (this) {
      case COPY_TWICE -> alone(world.with(repeated(world, attacker, 1), attacker), attacker);
      case COPY_TEN_TIMES ->
          alone(world.with(repeated(world, attacker, COPIES - 1), attacker), attacker);
      case NEAR_COPIES ->
          alone(
              world.with(
                  repeated(world, attacker, COPIES - 1).stream()
                      .map(row -> noisy(row, NEAR, random))
                      .toList(),
                  attacker),
              attacker);
      case COPY_OTHERS -> alone(world.with(ofOthers(world, attacker, random), attacker), attacker);
      case FLIP_LABELS ->
          alone(
              changed(world, attacker, row -> row.labelled(Worlds.otherThan(row.label(), random))),
              attacker);
      case NOISE -> alone(changed(world, attacker, row -> noisy(row, NOISY, random)), attacker);
      case JUNK -> alone(world.with(junk(random), attacker), attacker);
      case SPLIT -> split(world, attacker);
      case MERGE -> merge(world, attacker);
    };
  }

  private static Outcome alone(World world, int attacker) {
    return new Outcome(world, List.of(attacker), List.of(attacker));
  }

  private static List<World.Row> repeated(World world, int attacker, int times) {
    List<World.Row> rows = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      Arrays.stream(world.rowsOf(attacker)).mapToObj(world::row).forEach(rows::add);
    }
    return rows;
  }

  private static List<World.Row> ofOthers(World world, int attacker, RandomNumbers random) {
    int[] others = world.rowsOfOthers(attacker);
    return Arrays.stream(random.permutation(others.length))
        .limit(ADDED_ROWS)
        .mapToObj(at -> world.row(others[at]))
        .toList();
  }

  private static World changed(World world, int attacker, UnaryOperator<World.Row> change) {
    List<World.Row> rows = new ArrayList<>(world.rows());
    for (int row : world.rowsOf(attacker)) {
      rows.set(row, change.apply(rows.get(row)));
    }
    return world.replaced(rows);
  }

  private static World.Row noisy(World.Row row, double sigma, RandomNumbers random) {
    double[] features = row.features().clone();
    for (int pixel = 0; pixel < DigitsData.PIXELS; pixel++) {
      features[pixel] += sigma * random.normal();
    }
    return new World.Row(features, row.label());
  }

  private static List<World.Row> junk(RandomNumbers random) {
    List<World.Row> rows = new ArrayList<>();
    for (int i = 0; i < ADDED_ROWS; i++) {
      double[] features = new double[LogisticRegression.FEATURES];
      for (int pixel = 0; pixel < DigitsData.PIXELS; pixel++) {
        features[pixel] = random.uniform();
      }
      features[DigitsData.PIXELS] = 1;
      rows.add(new World.Row(features, random.below(LogisticRegression.CLASSES)));
    }
    return rows;
  }

  private static Outcome split(World world, int attacker) {
    int[] owners = world.owners().clone();
    int[] mine = world.rowsOf(attacker);
    int accounts = Math.min(ACCOUNTS, mine.length);
    List<Integer> paid = new ArrayList<>(List.of(attacker));
    IntStream.range(1, accounts).forEach(i -> paid.add(world.contributors() + i - 1));
    for (int i = 0; i < mine.length; i++) {
      owners[mine[i]] = paid.get(i % accounts);
    }
    return new Outcome(
        world.owned(owners, world.contributors() + accounts - 1), paid, List.of(attacker));
  }

  /** The account of the last contributor moves to the place that becomes free. */
  private static Outcome merge(World world, int attacker) {
    int partner = (attacker + PARTNER) % world.contributors();
    int last = world.contributors() - 1;
    int[] owners =
        Arrays.stream(world.owners()).map(owner -> owner == partner ? attacker : owner).toArray();
    int joined = attacker;
    if (partner != last) {
      owners = Arrays.stream(owners).map(owner -> owner == last ? partner : owner).toArray();
      joined = attacker == last ? partner : attacker;
    }
    return new Outcome(world.owned(owners, last), List.of(joined), List.of(attacker, partner));
  }
}
