package org.tributary.influence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Preconditioner;
import org.tributary.schemas.run.CanonicalJson;

/**
 * What a policy asks of a prepared model. Policies of different dates may ask for different ones of
 * the same model, so its {@link #key} is part of the key of every prepared row. Two settings that
 * ask for the same numbers are equal.
 *
 * @param preconditioner method
 * @param damping lambda of a method that has one
 * @param checkpointWeightsPpm weight of each checkpoint, parts per million; empty: all count the
 *     same, otherwise a checkpoint that isn't named counts nothing
 * @param duplicates who speaks for a group of duplicates
 * @param nearDuplicateCosinePpm cosine from which two contributions are nearly the same
 */
public record InfluenceSetting(
    Preconditioner preconditioner,
    Damping damping,
    SortedMap<String, Integer> checkpointWeightsPpm,
    PayRule.Duplicates duplicates,
    int nearDuplicateCosinePpm)
    implements Serializable {
  /** Parts per million of a checkpoint when all count the same. */
  public static final int FULL_WEIGHT = 1_000_000;

  private static final String NO_DAMPING = "none";

  public InfluenceSetting {
    if (!preconditioner.isDamped()) {
      // Policies that differ in a damping that isn't used ask for the same matrix.
      damping = new Damping(Damping.Kind.ABSOLUTE, 0);
    }
    if (duplicates == PayRule.Duplicates.SEPARATE || !tellsContentsApart(preconditioner)) {
      nearDuplicateCosinePpm = FULL_WEIGHT;
    }
    checkpointWeightsPpm = named(checkpointWeightsPpm);
  }

  /**
   * Whether rows of different contents point elsewhere. Raw gradients share directions: at a cosine
   * of 0.95, half of all honest digits would be somebody's copy. DataInf is close to a plain dot
   * product. There only the same content is a duplicate.
   */
  private static boolean tellsContentsApart(Preconditioner preconditioner) {
    return switch (preconditioner) {
      case GAUSS_NEWTON, RELATIVE -> true;
      case GRADIENT_DOT, GRADIENT_COSINE, DATAINF -> false;
    };
  }

  /** All checkpoints count the same; duplicates as in the default policy. */
  public InfluenceSetting(Preconditioner preconditioner, Damping damping) {
    this(
        preconditioner,
        damping,
        Collections.emptySortedMap(),
        PayRule.LEAVE_GROUP_OUT.duplicates(),
        PayRule.LEAVE_GROUP_OUT.nearDuplicateCosinePpm());
  }

  public static InfluenceSetting of(AttributionRule rule) {
    return new InfluenceSetting(
        rule.influence().preconditioner(),
        rule.influence().damping(),
        rule.influence().checkpointWeightsPpm(),
        rule.pay().duplicates(),
        rule.pay().nearDuplicateCosinePpm());
  }

  private static SortedMap<String, Integer> named(SortedMap<String, Integer> weights) {
    TreeMap<String, Integer> named = new TreeMap<>();
    weights.forEach(
        (checkpoint, weight) -> {
          if (weight < 0) {
            throw new IllegalArgumentException("Checkpoint " + checkpoint + " weighs " + weight);
          }
          if (weight > 0) {
            named.put(checkpoint, weight);
          }
        });
    if (named.isEmpty() && !weights.isEmpty()) {
      throw new IllegalArgumentException("All checkpoints weigh nothing: " + weights);
    }
    return Collections.unmodifiableSortedMap(named);
  }

  /** Weight of a checkpoint, parts per million. */
  public int weightPpm(String checkpoint) {
    return checkpointWeightsPpm.isEmpty()
        ? FULL_WEIGHT
        : checkpointWeightsPpm.getOrDefault(checkpoint, 0);
  }

  /** Weight of a checkpoint as a factor. */
  public double weight(String checkpoint) {
    return (double) weightPpm(checkpoint) / FULL_WEIGHT;
  }

  /** Whether contributions are grouped, and only the leader of a group scores. */
  public boolean groupsDuplicates() {
    return duplicates == PayRule.Duplicates.EARLIEST;
  }

  /**
   * The setting as one text, the column {@code setting} of prepared tables, e.g. {@code
   * gauss-newton, 1.0 x mean eigenvalue, earliest of 900000}; with weights of checkpoints as JSON
   * at the end. Equal settings have equal texts, others don't.
   */
  public String key() {
    List<String> parts = new ArrayList<>();
    parts.add(method());
    if (preconditioner.isDamped()) {
      parts.add(dampingRule());
    }
    parts.add(groupsDuplicates() ? "earliest of " + nearDuplicateCosinePpm : "separate");
    if (!checkpointWeightsPpm.isEmpty()) {
      parts.add(CanonicalJson.write(Map.copyOf(checkpointWeightsPpm)));
    }
    return String.join(", ", parts);
  }

  /** Name of the method in tables, e.g. {@code gauss-newton}. */
  public String method() {
    return preconditioner.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The damping as a person reads it, e.g. {@code 1.0 x mean eigenvalue}. */
  public String dampingRule() {
    return preconditioner.isDamped() ? damping.text() : NO_DAMPING;
  }
}
