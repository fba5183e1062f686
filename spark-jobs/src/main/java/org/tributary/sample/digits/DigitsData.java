package org.tributary.sample.digits;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The 1,797 images of <em>Optical Recognition of Handwritten Digits</em> (E. Alpaydin and C.
 * Kaynak, UCI Machine Learning Repository, CC BY 4.0) in the order of scikit-learn's {@code
 * load_digits}. See {@code ATTRIBUTION.txt} beside the resource.
 */
public final class DigitsData {
  /** Number of images. */
  public static final int ROWS = 1797;

  /** Pixels per image, 8 x 8 row by row. */
  public static final int PIXELS = 64;

  /** The largest pixel value. */
  public static final int MAX_PIXEL = 16;

  private static final String RESOURCE = "digits.csv.gz";
  private static final String SHA256 =
      "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22";

  private final int[][] pixels;
  private final int[] labels;

  private DigitsData(int[][] pixels, int[] labels) {
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Reads the resource.
   *
   * @throws TributaryException {@code INPUT_MISSING} where the file is absent or isn't the one that
   *     the published numbers were measured on
   */
  public static DigitsData load() {
    try (InputStream in = DigitsData.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw TributaryException.of(
            ErrorCode.INPUT_MISSING, "%s is not in the jar: build the project again", RESOURCE);
      }
      return parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + RESOURCE, e);
    }
  }

  /** The digits in {@code gzip}, the bytes of the file. */
  static DigitsData parse(byte[] gzip) throws IOException {
    String found = CanonicalJson.sha256(gzip);
    if (!found.equals(SHA256)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "%s has SHA-256 %s, expected %s: restore the file from the release",
          RESOURCE,
          found,
          SHA256);
    }
    List<int[]> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(gzip)), StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        rows.add(numbers(line));
      }
    }
    int[][] pixels = new int[rows.size()][];
    int[] labels = new int[rows.size()];
    for (int row = 0; row < labels.length; row++) {
      pixels[row] = Arrays.copyOf(rows.get(row), PIXELS);
      labels[row] = rows.get(row)[PIXELS];
    }
    return new DigitsData(pixels, labels);
  }

  /** Number of images: {@link #ROWS}. */
  public int size() {
    return labels.length;
  }

  /** A copy of the {@link #PIXELS} pixels of image {@code row}, each 0 to {@link #MAX_PIXEL}. */
  public int[] pixels(int row) {
    return pixels[row].clone();
  }

  /** The digit that image {@code row} shows, 0 to 9. */
  public int label(int row) {
    return labels[row];
  }

  /** The images {@code rows}, in that order, as a training or test set. */
  public Examples examples(int... rows) {
    int[][] chosen = new int[rows.length][];
    int[] chosenLabels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = pixels[rows[i]];
      chosenLabels[i] = labels[rows[i]];
    }
    return Examples.of(chosen, chosenLabels);
  }

  private static int[] numbers(String line) {
    String[] fields = line.split(",", -1);
    int[] numbers = new int[fields.length];
    for (int i = 0; i < fields.length; i++) {
      numbers[i] = Integer.parseInt(fields[i]);
    }
    return numbers;
  }
}
