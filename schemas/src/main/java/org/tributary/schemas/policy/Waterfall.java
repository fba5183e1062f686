package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.Map;

/**
 * How a fee is divided: infrastructure first, metered and capped, then parts per million of the
 * rest.
 *
 * @param infrastructureCapPpm at most this part of the fee goes to infrastructure
 * @param sharesPpm parts of the rest by role; a role that isn't there has none; they sum to
 *     1,000,000
 * @param mostModels longest chain of models, the one that answered and its base included
 * @param unattributed where the part goes that no method could attribute
 */
public record Waterfall(
    int infrastructureCapPpm,
    Map<Role, Integer> sharesPpm,
    int mostModels,
    Unattributed unattributed)
    implements Serializable {
  /** The default of {@code most-models}. */
  public static final int DEFAULT_MOST_MODELS = 8;

  public Waterfall {
    sharesPpm = Map.copyOf(sharesPpm);
  }

  /** With the default longest chain, and what is unattributed on its account. */
  public Waterfall(int infrastructureCapPpm, Map<Role, Integer> sharesPpm) {
    this(infrastructureCapPpm, sharesPpm, DEFAULT_MOST_MODELS, Unattributed.ACCOUNT);
  }

  /** Where the part goes that no method could attribute. */
  public enum Unattributed {
    /** To {@link Accounts#unattributed}. */
    ACCOUNT,
    /** To the contributors of the model's training set, by its declared weights. */
    DECLARED,
    /** To {@link Accounts#treasury}. */
    TREASURY,
    /** Back to who paid the fee, or put up the reward. */
    PAYER
  }

  /** The part of {@code role}; 0 where the policy gives it none. */
  public int sharePpm(Role role) {
    return sharesPpm.getOrDefault(role, 0);
  }
}
