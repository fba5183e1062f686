package org.tributary.reports.export;

/**
 * A gate that a settlement doesn't pass.
 *
 * @param sentence what is wrong, and what to do
 * @param canBePassed whether a reason lets it through; of some gates not everything can be passed
 */
public record Refusal(Gate gate, String sentence, boolean canBePassed) {
  @Override
  public String toString() {
    return gate + ": " + sentence;
  }
}
