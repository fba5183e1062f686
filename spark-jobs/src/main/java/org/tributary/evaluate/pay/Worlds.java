package org.tributary.evaluate.pay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.digits.Examples;
import org.tributary.sample.digits.LogisticRegression;

/** Makes worlds out of the handwritten digits. */
final class Worlds {
  private static final int CLASSES = LogisticRegression.CLASSES;

  /** How many classes a specialist knows. */
  private static final int SPECIALITIES = 2;

  private final DigitsData digits;
  private final PayProtocol protocol;

  /**
   * A world, and what nobody in it knows.
   *
   * @param world what is seen
   * @param mislabelled whether the label of each training row is wrong
   */
  record Drawn(World world, List<Boolean> mislabelled) {
    Drawn {
      mislabelled = List.copyOf(mislabelled);
    }
  }

  Worlds(DigitsData digits, PayProtocol protocol) {
    this.digits = digits;
    this.protocol = protocol;
  }

  /**
   * Contributors as they are: sizes from 1 to 9, every other one a specialist, and everybody's own
   * share of wrong labels.
   */
  Drawn mixed(long seed) {
    RandomNumbers random = new RandomNumbers(seed);
    Pool pool = new Pool(random);
    int count = protocol.contributors();
    int[] sizes = shuffled(sizes(count, protocol.trainRows()), random);
    double[] noise = new double[count];
    int[] noiseOrder = random.permutation(count);
    for (int i = 0; i < count; i++) {
      double careless = i / (double) Math.max(1, count - 1);
      noise[noiseOrder[i]] = protocol.highestNoise() * careless * careless;
    }
    boolean[] specialist = new boolean[count];
    Arrays.stream(random.permutation(count)).limit(count / 2).forEach(c -> specialist[c] = true);
    List<List<Integer>> images = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      images.add(specialist[c] ? pool.ofFewClasses(sizes[c], random) : List.of());
    }
    for (int c = 0; c < count; c++) {
      if (!specialist[c]) {
        images.set(c, pool.ofAllClasses(sizes[c], random));
      }
    }
    return world(images, noise, pool.queries(), random);
  }

  /** Contributors of one size, with all classes and right labels. */
  World equal(long seed) {
    RandomNumbers random = new RandomNumbers(seed);
    Pool pool = new Pool(random);
    int each = protocol.trainRows() / protocol.contributors();
    List<List<Integer>> images = new ArrayList<>();
    for (int c = 0; c < protocol.contributors(); c++) {
      images.add(pool.ofAllClasses(each, random));
    }
    return world(images, new double[protocol.contributors()], pool.queries(), random).world();
  }

  /** Sizes that rise evenly from 1 to 9 times the smallest, and sum to {@code rows}. */
  static int[] sizes(int contributors, int rows) {
    double mean = rows / (double) contributors;
    int[] sizes = new int[contributors];
    int left = rows;
    for (int c = 0; c < contributors; c++) {
      double place = contributors == 1 ? 0.5 : c / (double) (contributors - 1);
      sizes[c] = Math.max(1, (int) StrictMath.rint(mean * (0.2 + 1.6 * place)));
      left -= sizes[c];
    }
    // What rounding left over goes to, or comes from, the largest.
    for (int c = contributors - 1; left != 0; c = c == 0 ? contributors - 1 : c - 1) {
      int step = Integer.signum(left);
      if (sizes[c] + step >= 1) {
        sizes[c] += step;
        left -= step;
      }
    }
    return sizes;
  }

  private static int[] shuffled(int[] values, RandomNumbers random) {
    int[] order = random.permutation(values.length);
    return Arrays.stream(order).map(at -> values[at]).toArray();
  }

  private Drawn world(
      List<List<Integer>> images, double[] noise, Examples queries, RandomNumbers random) {
    List<World.Row> rows = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    List<Boolean> mislabelled = new ArrayList<>();
    for (int c = 0; c < images.size(); c++) {
      List<Integer> mine = images.get(c);
      boolean[] wrong = new boolean[mine.size()];
      Arrays.stream(random.permutation(mine.size()))
          .limit((long) StrictMath.rint(noise[c] * mine.size()))
          .forEach(at -> wrong[at] = true);
      for (int i = 0; i < mine.size(); i++) {
        int label = digits.label(mine.get(i));
        Examples image = digits.examples(mine.get(i));
        rows.add(new World.Row(image.features(0), wrong[i] ? otherThan(label, random) : label));
        owners.add(c);
        mislabelled.add(wrong[i]);
      }
    }
    // Nobody's rows come first: contributions of all arrive in random order.
    int[] order = random.permutation(rows.size());
    return new Drawn(
        new World(
            World.examples(Arrays.stream(order).mapToObj(rows::get).toList()),
            Arrays.stream(order).map(owners::get).toArray(),
            images.size(),
            queries),
        Arrays.stream(order).mapToObj(mislabelled::get).toList());
  }

  /** Another class, each as likely. */
  static int otherThan(int label, RandomNumbers random) {
    return (label + 1 + random.below(CLASSES - 1)) % CLASSES;
  }

  /** Images that nobody has yet. */
  private final class Pool {
    private final Examples queries;
    private final List<Deque<Integer>> byClass = new ArrayList<>();

    Pool(RandomNumbers random) {
      int[] order = random.permutation(digits.size());
      queries = digits.examples(Arrays.copyOf(order, protocol.queryRows()));
      IntStream.range(0, CLASSES).forEach(c -> byClass.add(new ArrayDeque<>()));
      Arrays.stream(order)
          .skip(protocol.queryRows())
          .forEach(image -> byClass.get(digits.label(image)).addLast(image));
    }

    Examples queries() {
      return queries;
    }

    /** Takes turns among its classes; one whose images run out is replaced. */
    List<Integer> ofFewClasses(int size, RandomNumbers random) {
      int[] classes = random.permutation(CLASSES);
      List<Integer> taken = new ArrayList<>();
      int known = SPECIALITIES;
      while (taken.size() < size) {
        boolean found = false;
        for (int i = 0; i < known && taken.size() < size; i++) {
          Deque<Integer> left = byClass.get(classes[i]);
          if (!left.isEmpty()) {
            taken.add(left.removeFirst());
            found = true;
          }
        }
        known = found ? known : known + 1;
      }
      return taken;
    }

    List<Integer> ofAllClasses(int size, RandomNumbers random) {
      List<Integer> taken = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int left = byClass.stream().mapToInt(Deque::size).sum();
        int at = random.below(left);
        for (Deque<Integer> images : byClass) {
          if (at < images.size()) {
            taken.add(images.removeFirst());
            break;
          }
          at -= images.size();
        }
      }
      return taken;
    }
  }
}
