package org.tributary.reports.settlement;

/**
 * One thing that is wrong with an exported file.
 *
 * @param file path in the settlement's folder
 * @param sentence what is wrong, in words, naming the file
 */
public record Finding(String file, String sentence) {
  @Override
  public String toString() {
    return sentence;
  }
}
