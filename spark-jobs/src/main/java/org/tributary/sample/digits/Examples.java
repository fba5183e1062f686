package org.tributary.sample.digits;

import java.util.Arrays;

/**
 * Labelled images as the model sees them: pixels / 16 and a constant 1 for the bias, {@link
 * LogisticRegression#FEATURES} numbers a row. Immutable.
 */
public final class Examples {
  private static final int FEATURES = LogisticRegression.FEATURES;

  private final double[] features;
  private final int[] labels;

  private Examples(double[] features, int[] labels) {
    this.features = features;
    this.labels = labels;
  }

  /**
   * Makes a set.
   *
   * @param pixels one row of {@link DigitsData#PIXELS} values per image
   * @param labels the class of each image, 0 to 9; not necessarily the true one
   */
  public static Examples of(int[][] pixels, int[] labels) {
    if (pixels.length != labels.length) {
      throw new IllegalArgumentException(
          "Need one label per image: " + pixels.length + " images, " + labels.length + " labels");
    }
    double[] features = new double[pixels.length * FEATURES];
    for (int row = 0; row < pixels.length; row++) {
      if (pixels[row].length != DigitsData.PIXELS) {
        throw new IllegalArgumentException(
            "Image " + row + " has " + pixels[row].length + " pixels, expected 64");
      }
      if (labels[row] < 0 || labels[row] >= LogisticRegression.CLASSES) {
        throw new IllegalArgumentException("Image " + row + " has label " + labels[row]);
      }
      for (int j = 0; j < DigitsData.PIXELS; j++) {
        features[row * FEATURES + j] = pixels[row][j] / (double) DigitsData.MAX_PIXEL;
      }
      features[row * FEATURES + DigitsData.PIXELS] = 1.0;
    }
    return new Examples(features, labels.clone());
  }

  /**
   * Makes a set of examples whose pixels aren't those of a scanned image.
   *
   * @param features {@link LogisticRegression#FEATURES} numbers per example, the last one 1
   * @param labels the class of each example, 0 to 9
   */
  public static Examples ofFeatures(double[][] features, int[] labels) {
    if (features.length != labels.length) {
      throw new IllegalArgumentException(
          features.length + " examples, " + labels.length + " labels");
    }
    double[] all = new double[features.length * FEATURES];
    for (int row = 0; row < features.length; row++) {
      if (features[row].length != FEATURES || features[row][FEATURES - 1] != 1) {
        throw new IllegalArgumentException("Example " + row + " isn't 64 pixels and a 1");
      }
      if (labels[row] < 0 || labels[row] >= LogisticRegression.CLASSES) {
        throw new IllegalArgumentException("Example " + row + " has label " + labels[row]);
      }
      System.arraycopy(features[row], 0, all, row * FEATURES, FEATURES);
    }
    return new Examples(all, labels.clone());
  }

  /** Number of examples. */
  public int size() {
    return labels.length;
  }

  /** The label of example {@code row}. */
  public int label(int row) {
    return labels[row];
  }

  /** The rows {@code rows} of this set, in that order; a row may come twice. */
  public Examples subset(int... rows) {
    double[] chosen = new double[rows.length * FEATURES];
    int[] chosenLabels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(features, rows[i] * FEATURES, chosen, i * FEATURES, FEATURES);
      chosenLabels[i] = labels[rows[i]];
    }
    return new Examples(chosen, chosenLabels);
  }

  /** All rows but {@code left}. */
  public Examples without(int left) {
    if (left < 0 || left >= size()) {
      throw new IllegalArgumentException("No example " + left + " among " + size());
    }
    int[] rows = new int[size() - 1];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i < left ? i : i + 1;
    }
    return subset(rows);
  }

  /** Feature {@code j} of example {@code row}; feature 64 is the bias. */
  public double feature(int row, int j) {
    return features[row * FEATURES + j];
  }

  /** The features of example {@code row}: a copy, {@link LogisticRegression#FEATURES} numbers. */
  public double[] features(int row) {
    return Arrays.copyOfRange(features, row * FEATURES, (row + 1) * FEATURES);
  }

  /** Features by column: entry {@code j * size() + row}. */
  double[] featuresByColumn() {
    double[] columns = new double[features.length];
    for (int row = 0; row < size(); row++) {
      for (int j = 0; j < FEATURES; j++) {
        columns[j * size() + row] = features[row * FEATURES + j];
      }
    }
    return columns;
  }

  /** Features by row, not copied: entry {@code row * FEATURES + j}. Not to be written to. */
  double[] featuresByRow() {
    return features;
  }
}
