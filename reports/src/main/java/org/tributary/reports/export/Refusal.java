package org.tributary.reports.export;

/**
 * A gate that a settlement doesn't pass.
 *
 * @param sentence what is wrong, and what to do
 */
public record Refusal(Gate gate, String sentence) {
  @Override
  public String toString() {
    return gate + ": " + sentence;
  }
}
