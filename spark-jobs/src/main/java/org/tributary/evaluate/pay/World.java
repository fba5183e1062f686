package org.tributary.evaluate.pay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tributary.sample.digits.Examples;

/**
 * A training set and who contributed what, in order of acceptance. Immutable by convention: nobody
 * writes to the arrays.
 *
 * @param train training rows, the earliest accepted first
 * @param owners contributor of each row
 * @param contributors how many contributors; each has a row
 * @param queries what the model is asked, with the right answers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record World(Examples train, int[] owners, int contributors, Examples queries) {
  World {
    if (owners.length != train.size()) {
      throw new IllegalArgumentException(owners.length + " owners of " + train.size() + " rows");
    }
    for (int contributor = 0; contributor < contributors; contributor++) {
      int sought = contributor;
      if (Arrays.stream(owners).noneMatch(owner -> owner == sought)) {
        throw new IllegalArgumentException("Contributor " + contributor + " has no row");
      }
    }
  }

  /** The rows of a contributor, ascending. */
  int[] rowsOf(int contributor) {
    return IntStream.range(0, owners.length).filter(row -> owners[row] == contributor).toArray();
  }

  /** The rows of everybody else, ascending. */
  int[] rowsOfOthers(int contributor) {
    return IntStream.range(0, owners.length).filter(row -> owners[row] != contributor).toArray();
  }

  /** What the model is trained on when a contributor stays away. */
  Examples trainWithout(int contributor) {
    return train.subset(rowsOfOthers(contributor));
  }

  /** The same world with further rows of one contributor, accepted last. */
  World with(List<Row> more, int contributor) {
    List<Row> rows = new ArrayList<>(rows());
    rows.addAll(more);
    int[] moreOwners = Arrays.copyOf(owners, rows.size());
    Arrays.fill(moreOwners, owners.length, rows.size(), contributor);
    return new World(examples(rows), moreOwners, contributors, queries);
  }

  /** The same world with other rows of the same owners. */
  World replaced(List<Row> rows) {
    return new World(examples(rows), owners, contributors, queries);
  }

  /** The same rows of other owners. */
  World owned(int[] newOwners, int newContributors) {
    return new World(train, newOwners, newContributors, queries);
  }

  /** All training rows. */
  List<Row> rows() {
    return IntStream.range(0, train.size()).mapToObj(this::row).toList();
  }

  Row row(int row) {
    return new Row(train.features(row), train.label(row));
  }

  static Examples examples(List<Row> rows) {
    return Examples.ofFeatures(
        rows.stream().map(Row::features).toArray(double[][]::new),
        rows.stream().mapToInt(Row::label).toArray());
  }

  /**
   * One training row.
   *
   * @param features pixels from 0 to 1, and a 1
   * @param label the class that its contributor says it is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  record Row(double[] features, int label) {
    Row labelled(int otherLabel) {
      return new Row(features, otherLabel);
    }
  }
}
