package org.tributary.influence.groups;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Rows to group, and the rule written down a second time, in big integers and without shortcuts.
 */
public final class GroupWorlds {
  public static final int BOUND = 950_000;

  /** Dimensions that a row must have in effect at {@link #BOUND}. */
  private static final BigInteger LEAST_DIMENSIONS = BigInteger.valueOf(31);

  private GroupWorlds() {}

  /** A row of +1, with -1 at some positions. */
  static byte[] signs(int dimension, int... flipped) {
    byte[] q = new byte[dimension];
    java.util.Arrays.fill(q, (byte) 1);
    for (int each : flipped) {
      q[each] = -1;
    }
    return q;
  }

  /** Row {@code id}, whose content is {@code content}. */
  static GroupRow row(String id, String content, long acceptedAt, boolean accepted, byte[] q) {
    return new GroupRow("net", id, "by-" + id, content, acceptedAt, accepted, q);
  }

  /**
   * Families of rows that drift away from each other, with copies, near-copies, times that tie,
   * rejected rows, zeros and rows of few dimensions.
   */
  public static List<GroupRow> random(long seed, int count, int dimension) {
    Random random = new Random(seed);
    List<GroupRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<GroupRow> source =
          rows.isEmpty() || random.nextInt(100) < 35
              ? Optional.empty()
              : Optional.of(rows.get(random.nextInt(rows.size())));
      byte[] q = source.map(row -> row.q().clone()).orElseGet(() -> noise(random, dimension));
      boolean sameContent = source.isPresent() && random.nextInt(3) == 0;
      if (source.isPresent() && random.nextInt(4) != 0) {
        for (int j = 0; j < dimension; j++) {
          q[j] = (byte) Math.max(-127, Math.min(127, q[j] + Math.rint(9 * random.nextGaussian())));
        }
      }
      rows.add(
          new GroupRow(
              "net-" + random.nextInt(3),
              "row-" + (count - i),
              "who-" + random.nextInt(5),
              sameContent ? source.get().contentSha256() : "content-" + i,
              random.nextInt(count),
              random.nextInt(5) != 0,
              q));
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private static byte[] noise(Random random, int dimension) {
    byte[] q = new byte[dimension];
    int used =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> Math.min(dimension, 12);
          default -> dimension;
        };
    for (int j = 0; j < used; j++) {
      q[j] = (byte) Math.max(-127, Math.min(127, Math.rint(40 * random.nextGaussian())));
    }
    return q;
  }

  /** The rule, by definition. */
  public static List<Membership> twin(List<GroupRow> rows) {
    List<GroupRow> order = new ArrayList<>(rows);
    order.sort(GroupRow.ACCEPTANCE);
    List<GroupRow> leaders = new ArrayList<>();
    List<Membership> memberships = new ArrayList<>();
    for (GroupRow row : order) {
      Optional<GroupRow> original =
          order.subList(0, order.indexOf(row)).stream()
              .filter(each -> each.accepted())
              .filter(each -> each.contentSha256().equals(row.contentSha256()))
              .findFirst();
      GroupRow asked = original.orElse(row);
      if (leaders.contains(asked)) {
        memberships.add(
            new Membership(row, asked, GroupReason.EXACT_DUPLICATE, OptionalInt.empty()));
        continue;
      }
      Optional<GroupRow> leader =
          leaders.stream().filter(each -> near(asked.q(), each.q())).findFirst();
      if (leader.isPresent() && GroupRow.ACCEPTANCE.compare(leader.get(), asked) < 0) {
        memberships.add(
            new Membership(
                row,
                leader.get(),
                GroupReason.NEAR_DUPLICATE,
                OptionalInt.of(cosine(asked.q(), leader.get().q()))));
      } else if (row.accepted()) {
        leaders.add(row);
      }
    }
    return memberships;
  }

  static boolean near(byte[] a, byte[] b) {
    return isEvidence(a) && isEvidence(b) && cosine(a, b) >= BOUND;
  }

  private static boolean isEvidence(byte[] q) {
    BigInteger square = product(q, q);
    BigInteger sum = BigInteger.ZERO;
    for (byte each : q) {
      sum = sum.add(BigInteger.valueOf(each).abs());
    }
    return square.signum() > 0 && sum.pow(2).compareTo(square.multiply(LEAST_DIMENSIONS)) >= 0;
  }

  /** Floor of 10^6 times the cosine; 0 where it isn't positive. */
  static int cosine(byte[] a, byte[] b) {
    BigInteger dot = product(a, b);
    return dot.signum() <= 0
        ? 0
        : dot.pow(2)
            .multiply(BigInteger.TEN.pow(12))
            .divide(product(a, a).multiply(product(b, b)))
            .sqrt()
            .intValueExact();
  }

  private static BigInteger product(byte[] a, byte[] b) {
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < a.length; j++) {
      sum = sum.add(BigInteger.valueOf(a[j]).multiply(BigInteger.valueOf(b[j])));
    }
    return sum;
  }
}
