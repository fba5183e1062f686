package org.tributary.schemas.policy;

import java.io.Serializable;

/**
 * What contributions are worth beside their attribution: contributors of one inference share by
 * attribution times worth.
 *
 * @param freshnessHalfLifeDays days after which a contribution is worth half; {@link #AGELESS}: age
 *     doesn't count
 * @param quality whether table contribution_quality counts
 */
public record WorthRule(int freshnessHalfLifeDays, Quality quality) implements Serializable {
  /** Age doesn't count. */
  public static final int AGELESS = 0;

  /** Attribution alone counts. */
  public static final WorthRule DEFAULT = new WorthRule(AGELESS, Quality.IGNORE);

  /** What quality multipliers do. */
  public enum Quality {
    IGNORE,
    APPLY
  }

  /** Whether anything beside attribution counts. */
  public boolean counts() {
    return freshnessHalfLifeDays != AGELESS || quality == Quality.APPLY;
  }
}
